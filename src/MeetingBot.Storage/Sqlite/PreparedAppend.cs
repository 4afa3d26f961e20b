using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>An append whose JSON is already written: that is done by the caller's thread, so that the writer only writes.</summary>
internal sealed record PreparedAppend(Append Append, byte[] Origin, ImmutableArray<StoredForm> Events)
{
    public required ImmutableArray<(QueuedFollowUp Queued, byte[] Origin, StoredForm Form)> FollowUps { get; init; }

    public required ImmutableArray<(PersonId Id, byte[] Card)> People { get; init; }

    public static PreparedAppend Of(Append append, EventJson json) =>
        new(append, json.Write(append.Origin), [.. append.Events.Select(json.Write)])
        {
            FollowUps = [.. append.FollowUps.Select(queued => (queued, json.Write(queued.Origin), json.Write(queued.FollowUp)))],
            People = Cards(append.People, json),
        };

    public static ImmutableArray<(PersonId Id, byte[] Card)> Cards(ImmutableArray<PersonCard> people, EventJson json) =>
        [.. people.Select(card => (card.Id, json.Write(card)))];
}
