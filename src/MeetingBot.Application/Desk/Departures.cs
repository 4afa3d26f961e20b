using MeetingBot.Domain;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Application;

/// <summary>
/// Where the bot was taken away from. Thirty days after that what it keeps of the groups that are nowhere else is removed, unless it came back;
/// what is published stays. The moment is kept beside the streams, so that it holds whatever restarts in between.
/// </summary>
public sealed class Departures(IAdapterNotes notes)
{
    /// <summary>How long there is to come back.</summary>
    public static readonly Duration Grace = Duration.FromDays(30);

    private const string Prefix = "departed/";

    /// <summary>Of a place whose groups were removed: it stays while a group has conversations elsewhere too.</summary>
    private const string Done = "done";

    /// <summary>The bot is no longer there. Said twice, the first moment counts.</summary>
    /// <param name="place">A conversation, or what all conversations of an installation begin with, up to a colon (<c>slack:T1:</c>).</param>
    /// <param name="now">When.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask LeftAsync(string place, Instant now, CancellationToken cancellation)
    {
        if (await notes.ReadNoteAsync(Prefix + place, cancellation) is null)
        {
            await notes.WriteNoteAsync(Prefix + place, InstantPattern.General.Format(now + Grace), cancellation);
        }
    }

    /// <summary>The bot is there again: what was not yet removed stays.</summary>
    public ValueTask ReturnedAsync(string place, CancellationToken cancellation) => notes.DeleteNoteAsync(Prefix + place, cancellation);

    /// <summary>Removes the groups whose conversations are all in places that were left thirty days ago; returns how many.</summary>
    public async ValueTask<int> RunAsync(IEventStore store, Clerk clerk, Instant now, CancellationToken cancellation)
    {
        var left = new List<string>();
        var due = new List<string>();
        await foreach ((string key, string moment) in notes.ListNotesAsync(Prefix, cancellation))
        {
            if (moment != Done && InstantPattern.General.Parse(moment).Value > now)
            {
                continue;
            }

            left.Add(key[Prefix.Length..]);
            if (moment != Done)
            {
                due.Add(key);
            }
        }

        if (due.Count == 0)
        {
            return 0;
        }

        int removed = 0;
        await foreach (StreamListing listing in store.ListAsync("group/", cancellation))
        {
            GroupId id = listing.Stream.Group;
            if (await clerk.ViewAsync(id, cancellation) is { Group: var group } && group.Conversations.All(conversation => left.Exists(place => IsIn(conversation, place))))
            {
                await clerk.RemoveGroupAsync(id, cancellation);
                removed++;
            }
        }

        foreach (string key in due)
        {
            await notes.WriteNoteAsync(key, Done, cancellation);
        }

        return removed;
    }

    private static bool IsIn(string conversation, string place) =>
        conversation == place || (place.EndsWith(':') && conversation.StartsWith(place, StringComparison.Ordinal));
}
