using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Ballots: streams of their own, decided at the desk of their group.</content>
public sealed partial class Clerk
{
    /// <summary>How many ballots of a group are kept at hand; more are seldom open at once.</summary>
    private const int BallotsAtHand = 32;

    private async ValueTask<BallotRead> ReadBallotAsync(GroupDesk desk, BallotId id, CancellationToken cancellation)
    {
        if (desk.Ballots.TryGetValue(id, out BallotRead? known))
        {
            return known;
        }

        StreamTail tail = await _store.ReadAsync(StreamId.Of(id), 0, cancellation);
        Ballot? ballot = null;
        foreach (Recorded<StreamEvent> recorded in tail.Events)
        {
            ballot = BallotFold.Evolve(ballot, (BallotEvent)recorded.Event, recorded.Origin);
        }

        if (desk.Ballots.Count >= BallotsAtHand)
        {
            desk.Ballots.Clear();
        }

        return desk.Ballots[id] = new BallotRead(ballot, tail.Version);
    }

    private async ValueTask<Turn> AskAsync(GroupDesk desk, Call call, Utterance utterance, AskBallot ask, CancellationToken cancellation)
    {
        BallotRead read = await ReadBallotAsync(desk, ask.Ballot, cancellation);
        if (_options.Clocks && read.Ballot is { } running && BallotClock.Next(running) <= call.Message.At)
        {
            // What is due by now has happened, though the clock has not struck yet: nobody votes, or revives a draft, in between.
            var clock = new Origin(PersonId.Bot, call.Message.At, call.MessageId + "/clock");
            if (BallotDecider.Decide(running, new StrikeBallotClock(), desk.Group!, clock) is Accepted due
                && await await AppendAsync(desk, ask.Ballot, read, due, clock, [], cancellation) is AppendResult.Conflict)
            {
                return new Turn(Reply.NotForMe, Task.FromResult(AppendResult.Conflict));
            }

            read = await ReadBallotAsync(desk, ask.Ballot, cancellation);
        }

        var origin = new Origin(call.Caller, call.Message.At, call.MessageId, call.Message.Source);
        switch (BallotDecider.Decide(read.Ballot, ask.Command, desk.Group!, origin))
        {
            case Refused refused:
                return await TakenAsync(call, cancellation) ?? Turn.Said(Wording.Refusal(refused.Refusal, call, utterance));
            case Accepted accepted:
                Task<AppendResult> append = await AppendAsync(desk, ask.Ballot, read, accepted, origin, PeopleOf(call, ask.Command.People), cancellation);
                if (append.IsCompleted && await append != AppendResult.Stored)
                {
                    return new Turn(Reply.NotForMe, append) { Wrote = true };
                }

                return new Turn(_options.Silent ? Silence : Wording.Receipt(call, accepted.Events, Folded(read.Ballot, accepted.Events, origin)), append) { Wrote = true };
            default:
                return await TakenAsync(call, cancellation) ?? new Turn(Wording.Unchanged(call, utterance), desk.LastAppend);
        }
    }

    /// <summary>Sends a batch of a ballot on its way, and tells the group what it keeps of the ballot before anything else is decided.</summary>
    private async ValueTask<Task<AppendResult>> AppendAsync(GroupDesk desk, BallotId id, BallotRead read, Accepted accepted, Origin origin, ImmutableArray<PersonCard> people, CancellationToken cancellation)
    {
        Ballot after = Folded(read.Ballot, accepted.Events, origin);
        var append = new Append(StreamId.Of(id), read.Version, accepted.Events, origin)
        {
            People = people,
            FollowUps = accepted.FollowUps.IsEmpty ? [] : Queued(desk, accepted.FollowUps, origin),
        };
        append = append with { Notices = BallotNotices.For(append, read.Ballot, after, desk.Group!, desk.Directory, _options) };
        Task<AppendResult> sent = SendAsync(desk, append, cancellation);
        desk.LastAppend = sent;
        desk.Ballots[id] = new BallotRead(after, read.Version + append.Events.Length);
        if (!people.IsDefaultOrEmpty)
        {
            desk.Directory = desk.Directory.With(people);
        }

        if (!append.FollowUps.IsEmpty && await sent == AppendResult.Stored)
        {
            await TellAllAsync(desk, append.FollowUps, cancellation);
        }

        return AnnouncedAsync(desk, append, sent);
    }

    /// <summary>
    /// Lets happen in a ballot what was due at a moment. Returns when to look again by the same notice; null when another notice stands
    /// for that, or nothing is to come.
    /// </summary>
    public ValueTask<Instant?> StrikeAsync(BallotId id, QueuedNotice notice, Instant now, CancellationToken cancellation) => AtDeskAsync<Instant?>(id.Group, async desk =>
    {
        BallotRead read = await ReadBallotAsync(desk, id, cancellation);
        var origin = new Origin(PersonId.Bot, now, Timer(notice));
        return read.Ballot is { } ballot && BallotDecider.Decide(ballot, new StrikeBallotClock(), desk.Group!, origin) is Accepted accepted
            ? Again(await await AppendAsync(desk, id, read, accepted, origin, [], cancellation), now)
            : null;
    }, cancellation);

    /// <summary>A ballot as it stands; null when there is no such ballot.</summary>
    internal ValueTask<Ballot?> BallotAsync(BallotId id, CancellationToken cancellation) => AtDeskAsync(id.Group, async desk =>
        (await ReadBallotAsync(desk, id, cancellation)).Ballot, cancellation);

    /// <summary>The receipt of a message that a ballot has taken before.</summary>
    private async ValueTask<Reply> RewordedBallotAsync(Call call, TakenMessage taken, CancellationToken cancellation)
    {
        Ballot? after = null;
        foreach (Recorded<StreamEvent> recorded in (await _store.ReadAsync(taken.Stream, 0, cancellation)).Events.TakeWhile(one => one.Version <= taken.Events[^1].Version))
        {
            after = BallotFold.Evolve(after, (BallotEvent)recorded.Event, recorded.Origin);
        }

        return Wording.Receipt(call, [.. taken.Events.Select(recorded => recorded.Event)], after!);
    }

    private static Ballot Folded(Ballot? ballot, ImmutableArray<StreamEvent> events, Origin origin)
    {
        foreach (StreamEvent happened in events)
        {
            ballot = BallotFold.Evolve(ballot, (BallotEvent)happened, origin);
        }

        return ballot!;
    }
}
