using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>What a template may cost for given minutes: a generous multiple of what they hold.</summary>
static class Allowance
{
    /// <summary>Built-in templates go through the minutes once and need no watching.</summary>
    internal static Budget BuiltIn() => new(long.MaxValue, 0, TimeSpan.FromDays(1));

    internal static Budget For(Minutes minutes)
    {
        var (items, characters) = Size(minutes.Topics);
        items += minutes.Attendees.Length + minutes.Actions.Length + minutes.OpenActions.Length + minutes.Resolutions.Length + minutes.Links.Length;
        return new Budget(2_000_000 + 20 * characters + 2_000L * items, 100_000 + 200 * items, TimeSpan.FromSeconds(5));
    }

    static (int Items, long Characters) Size(ImmutableArray<MinutesTopic> topics)
    {
        var (items, characters) = (topics.Length, 0L);
        foreach (var topic in topics)
        {
            var (below, length) = Size(topic.Subtopics);
            items += topic.Entries.Length + below;
            characters += length;
            foreach (var entry in topic.Entries)
            {
                characters += entry.Text.Length;
            }
        }
        return (items, characters);
    }
}
