using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What time alone brings about in a meeting: what nobody objected to is agreed; who forgot to end it is asked, and when nobody answers
/// the bot ends it at the time of its last entry.
/// </summary>
public static class MeetingClock
{
    /// <summary>How long a meeting is quiet after its planned end before the presider is asked, and how long the answer may take.</summary>
    public static readonly Duration Quiet = Duration.FromMinutes(15);

    /// <summary>The same for a meeting without a planned end.</summary>
    public static readonly Duration LongQuiet = Duration.FromMinutes(60);

    /// <summary>The same for a meeting in recess, which may be a night of a meeting of several days.</summary>
    public static readonly Duration RecessQuiet = Duration.FromHours(20);

    /// <summary>When the time to object ends, the presider is to be asked, or the meeting to be ended; null when it is over.</summary>
    public static Instant? Next(Meeting meeting) => !meeting.IsOpen ? null
        : Unobjected(meeting) is { } question && question.Until < Over(meeting) ? question.Until
        : Over(meeting);

    /// <summary>The question to which nobody objects so far; null for none.</summary>
    private static ObjectionQuestion? Unobjected(Meeting meeting) => meeting is { Phase: MeetingPhase.InSession, Question: { } question, Objecting.IsEmpty: true } ? question : null;

    private static Instant Over(Meeting meeting)
    {
        if (meeting.EndAsked is { } asked)
        {
            return asked + Quiet;
        }

        Instant last = Instant.Max(meeting.LastAt, meeting.Called.Started);
        return meeting.Phase == MeetingPhase.Recessed ? last + RecessQuiet
            : PlannedEnd(meeting) is { } end ? Instant.Max(end, last) + Quiet
            : last + LongQuiet;
    }

    /// <summary>What is due by now: the question, or the end.</summary>
    public static Outcome Strike(Meeting meeting, Origin origin) =>
        Next(meeting) is not { } next || next > origin.At ? new Unchanged()
        : Unobjected(meeting) is { } question && question.Until <= origin.At ? MeetingDecider.SettleQuestion(meeting, question)
        : meeting.EndAsked is null ? Outcome.Happened(new EndAsked())
        : MeetingDecider.Decide(meeting, new Adjourn(true), origin);

    private static Instant? PlannedEnd(Meeting meeting) => meeting.Called.Calendar.On(meeting.Date) is { Cancelled: false, DurationMinutes: { } minutes } planned
        ? planned.StartIn(meeting.Called.Settings.Zone) + Duration.FromMinutes(minutes)
        : null;
}
