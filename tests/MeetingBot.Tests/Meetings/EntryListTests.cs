using CsCheck;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public sealed class EntryListTests
{
    // Ends of pages, and the numbers of entries at which the tree grows a level.
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(256)]
    [InlineData(272)]
    [InlineData(273)]
    [InlineData(4096)]
    [InlineData(4112)]
    [InlineData(4113)]
    [InlineData(65_552)]
    [InlineData(65_553)]
    public void A_long_list_has_every_entry_at_its_place(int count)
    {
        EntryList list = Of(count);

        Assert.Equal(count, list.Count);
        Assert.Equal(Enumerable.Range(1, count), list.Select(entry => entry.Number));
        Assert.Equal(Enumerable.Range(1, count).Reverse(), list.NewestFirst().Select(entry => entry.Number));
        Assert.All(Enumerable.Range(0, count), index => Assert.Equal(index + 1, list[index].Number));
    }

    [Fact]
    public void Adding_and_changing_is_what_a_plain_list_does_and_every_version_stays_as_it_was() =>
        Gen.Select(Gen.Int[0, 2500], Gen.Int[0, 1_000_000].Array[0, 40]).Sample((count, changes) =>
        {
            EntryList list = Of(count);
            List<string> plain = [.. list.Select(entry => entry.Text)];
            var versions = new List<(EntryList List, string[] Texts)>();
            foreach (int change in changes)
            {
                versions.Add((list, [.. plain]));
                if (change % 3 == 0 || list.IsEmpty)
                {
                    list = list.Add(One(list.Count + 1));
                    plain.Add("");
                }
                else
                {
                    int index = change % list.Count;
                    list = list.SetItem(index, list[index] with { Text = $"{change}" });
                    plain[index] = $"{change}";
                }
            }

            versions.Add((list, [.. plain]));
            Assert.All(versions, version => Assert.Equal(version.Texts, version.List.Select(entry => entry.Text)));
        }, iter: 100);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(5, 5)]
    [InlineData(16, 16)]
    [InlineData(16, 32)]
    [InlineData(17, 17)]
    [InlineData(17, 32)]
    [InlineData(2000, -1)]
    [InlineData(2000, 2000)]
    public void There_is_no_entry_outside(int count, int index)
    {
        EntryList list = Of(count);

        Assert.Throws<ArgumentOutOfRangeException>(() => list[index]);
        Assert.Throws<ArgumentOutOfRangeException>(() => list.SetItem(index, One(1)));
    }

    private static EntryList Of(int count) => Enumerable.Range(1, count).Aggregate(EntryList.Empty, (list, number) => list.Add(One(number)));

    private static Entry One(int number) => new() { Number = number, Matter = new Point(), Text = "", By = new PersonId("ana") };
}
