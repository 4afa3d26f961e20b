using System.Collections.Concurrent;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>
/// What Teams tells about its own meetings: that one began or ended, who joined and left. Many tenants tell nothing, so nothing depends
/// on it: a beginning and an end are offers by button, and who is in the call is marked as here once the group is in session.
/// </summary>
internal sealed class Gatherings(IMeetingDesk desk, ConversationBook book, Poster poster, Answerer answerer, TimeProvider time)
{
    private const string Prefix = "APPLICATION/VND.MICROSOFT.";
    private const int MostPeople = 500;

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, ChannelAccount>> _present = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _offered = new(StringComparer.Ordinal);

    /// <summary>Takes an event; one it does not know is ignored.</summary>
    public async ValueTask<ActivityAnswer> HandleAsync(Activity activity, ConversationReference where, CancellationToken cancellation)
    {
        string name = activity.Name?.Trim().ToUpperInvariant() ?? "";
        Place place = ActivityReading.Place(activity, where);
        switch (name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : "")
        {
            case "MEETINGSTART":
                await StartedAsync(activity, place, cancellation);
                break;
            case "MEETINGEND":
                await EndedAsync(activity, place, cancellation);
                break;
            case "MEETINGPARTICIPANTJOIN":
                await JoinedAsync(activity, place, cancellation);
                break;
            case "MEETINGPARTICIPANTLEAVE":
                await LeftAsync(activity, place, cancellation);
                break;
        }

        return ActivityAnswer.Ok;
    }

    /// <summary>Once a meeting is called to order, those who joined the call before are here.</summary>
    public void CatchUp(Activity activity, Place place, Reply reply)
    {
        if (reply.Kind == ReplyKind.Receipt && _present.TryGetValue(place.Where.Conversation, out ConcurrentDictionary<string, ChannelAccount>? people) && !people.IsEmpty)
        {
            answerer.Say(place, cancellation => CatchUpAsync(activity, place, people, cancellation));
        }
    }

    private async Task CatchUpAsync(Activity activity, Place place, ConcurrentDictionary<string, ChannelAccount> people, CancellationToken cancellation)
    {
        if (await desk.PlaceAsync(place.Where.Conversation, cancellation) is not { } meeting)
        {
            return;
        }

        foreach ((string id, ChannelAccount person) in people)
        {
            if (people.TryRemove(id, out _))
            {
                await MarkAsync(place, person, "here", $"{meeting.Meeting}/{id}", activity, cancellation);
            }
        }
    }

    private async ValueTask StartedAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        MeetingMoment? moment = WireJson.Value(activity, WireJson.Default.MeetingMoment);
        ConversationReference where = place.Where;
        if (moment?.Title is { Length: > 0 } title && where.Name.Length == 0)
        {
            await book.KeepAsync(where = where with { Name = title }, cancellation);
        }

        // A series keeps one chat and one meeting id: what tells its meetings apart is when they began.
        if (await desk.PlaceAsync(where.Conversation, cancellation) is null && IsNew(where, $"start {moment?.StartTime}"))
        {
            Offer(place, "The call has begun. Shall I take the minutes?", new Button("Call to order", "start"));
        }
    }

    private async ValueTask EndedAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        MeetingMoment? moment = WireJson.Value(activity, WireJson.Default.MeetingMoment);
        _present.TryRemove(place.Where.Conversation, out _);
        if (await desk.PlaceAsync(place.Where.Conversation, cancellation) is not null && IsNew(place.Where, $"end {moment?.EndTime}"))
        {
            Offer(place, "The call has ended, and the meeting is still in session. Shall I end it?", new Button("Adjourn", "adjourn"));
        }
    }

    private async ValueTask JoinedAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        MeetingPlace? meeting = await desk.PlaceAsync(place.Where.Conversation, cancellation);
        foreach (ChannelAccount person in People(activity))
        {
            if (meeting is not null)
            {
                await MarkAsync(place, person, "here", $"{activity.Id}/{person.Id}", activity, cancellation);
            }
            else if (_present.GetOrAdd(place.Where.Conversation, _ => new(StringComparer.Ordinal)) is { Count: < MostPeople } people)
            {
                people[person.Id!] = person;
            }
        }
    }

    private async ValueTask LeftAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        MeetingPlace? meeting = await desk.PlaceAsync(place.Where.Conversation, cancellation);
        foreach (ChannelAccount person in People(activity))
        {
            if (_present.TryGetValue(place.Where.Conversation, out ConcurrentDictionary<string, ChannelAccount>? people))
            {
                people.TryRemove(person.Id!, out _);
            }

            if (meeting is not null)
            {
                await MarkAsync(place, person, "left", $"{activity.Id}/{person.Id}", activity, cancellation);
            }
        }
    }

    /// <summary>Joining a call is no line of theirs, so nobody is answered.</summary>
    private async ValueTask MarkAsync(Place place, ChannelAccount person, string line, string id, Activity activity, CancellationToken cancellation)
    {
        Place theirs = place with { From = person };
        await desk.HandleAsync(ActivityReading.Message(activity, theirs, ActivityReading.MessageId(place.Where, id), line, time), cancellation);
    }

    private static IEnumerable<ChannelAccount> People(Activity activity) =>
        (WireJson.Value(activity, WireJson.Default.MeetingMembers)?.Members ?? []).Select(member => member.User).OfType<ChannelAccount>().Where(person => person is { Id.Length: > 0, Name.Length: > 0 });

    private bool IsNew(ConversationReference where, string what)
    {
        string before = _offered.GetValueOrDefault(where.Conversation, "");
        _offered[where.Conversation] = what;
        return before != what;
    }

    private void Offer(Place place, string text, Button button) => answerer.Say(place, async cancellation =>
        await poster.PostAsync(place.Where, place.Thread, Poster.Shown(place.Where, text, [button], new CardButtons()), cancellation));
}
