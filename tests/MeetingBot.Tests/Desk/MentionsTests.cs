using System.Text.Json;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>No event has free text in which somebody who is forgotten could stand unnoticed.</summary>
public sealed class MentionsTests
{
    /// <summary>What fields are called that hold what people typed freely.</summary>
    private static readonly string[] Free = ["asTyped", "edits", "reason", "text", "title", "value"];

    /// <summary>Parts that repeat the words of other events, or hold rules.</summary>
    private static readonly string[] Repeats = ["calendar", "openActions", "organization", "organizations", "policy", "quorum", "result", "settings", "summary"];

    [Fact]
    public void All_free_texts_of_all_events_are_found()
    {
        var missed = new SortedSet<string>(StringComparer.Ordinal);
        int seen = 0;
        foreach (StreamEvent happened in Enumerable.Range(0, 10).SelectMany(choice => EventJson.Standard.Events.Types.Select(type => (StreamEvent)new Specimen(null, choice).Make(type))))
        {
            StoredForm form = EventJson.Standard.Write(happened);
            using var stored = JsonDocument.Parse(form.Json);
            string[] found = [.. Mentions.In(happened).Select(text => text.Words)];
            foreach ((string name, string value) in Texts("", stored.RootElement))
            {
                seen++;
                if (!found.Contains(value))
                {
                    missed.Add($"{form.Name} {name}");
                }
            }
        }

        Assert.Empty(missed);
        Assert.True(seen > 100, $"only {seen} texts");
    }

    private static IEnumerable<(string Name, string Value)> Texts(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Where(property => !Repeats.Contains(property.Name)).SelectMany(property => Texts(property.Name, property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Texts(name, item)),
        JsonValueKind.String when Free.Contains(name) => [(name, element.GetString()!)],
        _ => [],
    };
}
