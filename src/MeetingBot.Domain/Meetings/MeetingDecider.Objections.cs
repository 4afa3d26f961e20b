using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>Deciding without a vote: the chair asks whether anybody objects, waits, and hears nothing.</content>
public static partial class MeetingDecider
{
    private static Outcome AskForObjections(Meeting meeting, AskObjection ask, Origin origin)
    {
        Entry? entry = ask.Entry is { } number ? meeting.Find(number)
            : OnTheFloor(meeting) is (var open, { }) ? meeting.Find(open)
            : Meant(meeting, ResolutionOutcome.Agreed);
        if (entry is null)
        {
            return Outcome.No(ask.Entry is { } missing ? new NoSuchEntry(missing, meeting.Entries.Count) : new NothingToDecide());
        }

        if (entry.Struck)
        {
            return Outcome.No(new EntryIsStruck(entry.Number));
        }

        return entry.Matter is Point or Mark or Motion { Outcome: MotionOutcome.Open }
            ? Outcome.Happened(new ObjectionAsked(entry.Number, origin.At + Duration.FromMinutes(ask.Minutes ?? meeting.Settings.ObjectionMinutes ?? Settings.DefaultObjectionMinutes)))
            : Outcome.No(new NotAPoint(entry.Number));
    }

    private static Outcome Object(Meeting meeting, RaiseObjection raise)
    {
        if (meeting.Question is not { } question)
        {
            return Outcome.No(new NothingAsked());
        }

        if (!meeting.MayVote(raise.Person))
        {
            return Outcome.No(new NoVote(raise.Person));
        }

        if (question.Objections.Contains(raise.Person))
        {
            return new Unchanged();
        }

        ImmutableArray<StreamEvent> events = [new ObjectionRaised(raise.Person)];
        return new Accepted(raise.Reason is { } reason
            ? events.Add(new EntryRecorded(meeting.Entries.Count + 1, meeting.Topic, Point.It, $"Objects: {reason}", Named.Known(raise.Person)))
            : events, []);
    }

    /// <summary>Why nobody can say yet that nobody objected; null where it can be said.</summary>
    private static Refusal? RefuseNoObjection(Meeting meeting, int entry, Origin origin) => meeting.Question is not { } question || question.Entry != entry ? null
        : meeting.Objecting is { IsEmpty: false } objecting ? new ObjectionStands(objecting)
        : origin.At < question.Until ? new ObjectionsAwaited(question.Until)
        : null;

    /// <summary>Nobody objected within the time: the motion is carried, the point is agreed.</summary>
    internal static Outcome SettleQuestion(Meeting meeting, ObjectionQuestion question) => meeting.Find(question.Entry) switch
    {
        { Struck: false, Matter: Motion { Outcome: MotionOutcome.Open } } => Outcome.Happened(new MotionClosed(question.Entry, MotionOutcome.Carried)),
        { Struck: false, Matter: Point or Mark } entry => Outcome.Happened(new EntryRevised(entry.Number, new Decision(ResolutionOutcome.Agreed, []), entry.Speaker)),
        _ => new Unchanged(),
    };
}
