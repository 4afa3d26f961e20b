using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public class ConversationMemoryTests
{
    private readonly ConversationMemory _memory = new();

    [Fact]
    public void Of_two_lines_that_say_the_same_the_one_that_was_found_is_corrected()
    {
        Hear("it works", "it works");

        _memory.Replace(_memory.NewestFirst().First(), "it fails");

        Assert.Equal(["it fails", "it works"], _memory.NewestFirst().Select(line => line.Text));
    }

    [Fact]
    public void The_last_200_lines_are_remembered_and_can_be_corrected()
    {
        Hear([.. Enumerable.Range(1, 450).Select(number => $"line {number}")]);

        _memory.Replace(_memory.NewestFirst().Last(), "the oldest");

        Assert.Equal([.. Enumerable.Range(252, 199).Reverse().Select(number => $"line {number}"), "the oldest"], _memory.NewestFirst().Select(line => line.Text));
    }

    [Fact]
    public void A_line_that_is_forgotten_meanwhile_is_not_corrected()
    {
        Hear("it works");
        RememberedLine found = _memory.NewestFirst().First();
        Hear([.. Enumerable.Range(1, 200).Select(number => $"line {number}")]);

        _memory.Replace(found, "it fails");

        Assert.DoesNotContain(_memory.NewestFirst(), line => line.Text == "it fails");
    }

    private void Hear(params string[] lines)
    {
        foreach (string line in lines)
        {
            _memory.Add(line, 0, new Account("web::ana"), "Ana");
        }
    }
}
