using System.Collections.Concurrent;

namespace MeetingBot.EndToEnd;

/// <summary>One channel in which meetings are held one after the other, and what they must come to.</summary>
sealed class Gathering(Speaker speaker, string chair, TimeSpan pause = default)
{
    readonly ConcurrentQueue<string> _notes = new();

    public Speaker Speaker => speaker;

    /// <summary>What was acknowledged to be written down, in order.</summary>
    public string[] Notes => [.. _notes];

    /// <summary>How many meetings were held to their end.</summary>
    public int Meetings { get; private set; }

    /// <summary>An answer that was no receipt for what was said; null for none.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Holds meetings until the time is over; the last one is brought to its end.</summary>
    public async Task HoldAsync(CancellationToken over)
    {
        do
        {
            await DoneAsync(chair, "start", "is open");
            await DoneAsync("U2", "here", "marked as here");
            await DoneAsync("U3", "here", "marked as here");
            for (int number = 1; number <= 6; number++)
            {
                // Open actions stand in the minutes of every later meeting, so only the first meeting has any.
                string note = Point(Meetings + 1, number);
                await DoneAsync(chair, (number % 3, Meetings) switch { (0, _) => $"decision {note}", (2, 0) => $"action Ben Okafor: {note}", _ => $"note {note}" }, $"entry {number}");
                _notes.Enqueue(note);
            }

            await DoneAsync(chair, "adjourn", "The meeting is adjourned");
            await DoneAsync(chair, "minutes post", "The draft");
            Meetings++;
        }
        while (!over.IsCancellationRequested);
    }

    /// <summary>What a meeting's minutes must say, as the structured form has it; its times are left out.</summary>
    /// <param name="meeting">Which, from 1.</param>
    /// <param name="group">The group's name.</param>
    /// <param name="date">The day as the heading has it, <c>Sat 28 Nov 2026</c>.</param>
    /// <param name="first">The day of the first meeting, as actions have it, <c>Sat 28 Nov</c>.</param>
    public string Minutes(int meeting, string group, string date, string first)
    {
        string open = meeting == 1 ? "" : $" (open since {first})";
        string[] notes = [.. Enumerable.Range(1, 6).Where(number => number % 3 == 1 || (number % 3 == 2 && meeting > 1)).Select(number => "- " + Point(meeting, number))];
        return $"""
            {group}, {date}, TIME · here: Ben Okafor, Chris Duval

            Decided

            1. {Point(meeting, 3)}
            2. {Point(meeting, 6)}

            To do

            - Ben: {Point(1, 2)}{open}
            - Ben: {Point(1, 5)}{open}

            Notes

            {string.Join('\n', notes)}
            """;
    }

    async Task DoneAsync(string user, string text, string receipt)
    {
        await Task.Delay(pause);
        string said = await speaker.CommandAsync(user, text);
        if (!said.Contains(receipt, StringComparison.Ordinal))
            throw new InvalidOperationException(Trouble = $"{speaker.Channel}, meeting {Meetings + 1}: '{text}' was answered '{said}'");
    }

    string Point(int meeting, int number) => $"{speaker.Channel} meeting {meeting} point {number}";

    public override string ToString() => $"{speaker}, {Meetings} meetings";
}
