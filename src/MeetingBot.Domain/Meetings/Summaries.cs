using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>Draws up what a group keeps of a meeting that is over.</summary>
public static class Summaries
{
    private static readonly Comparer<Attendance> ByArrival = Comparer<Attendance>.Create(static (one, other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Person.Value, other.Person.Value));

    /// <summary>The summary of a meeting that has ended.</summary>
    public static MeetingSummary Of(Meeting meeting)
    {
        var standing = new StandingEntries(meeting.Entries);
        return new MeetingSummary
        {
            Meeting = meeting.Id,
            Title = meeting.Title,
            Kind = meeting.Called.Kind == MeetingKind.Call ? null : meeting.Called.Kind,
            Started = meeting.Called.Started,
            Ended = meeting.Ended ?? meeting.LastAt,
            Presider = meeting.Presider,
            Attendance =
            [
                .. meeting.Attendance.Values.Order(ByArrival).Select(there => new Attended(
                    there.Person, there.Organization ?? meeting.Roster.GetValueOrDefault(there.Person)?.OrganizationOn(meeting.Date), there.Guest)),
            ],
            Regrets = [.. meeting.Regrets.OrderBy(person => person.Value, StringComparer.Ordinal)],
            Decisions = [.. standing.Decisions.Select(entry => DecisionOf(meeting, entry))],
            Actions = [.. standing.Assignments.Select(entry => ActionOf(meeting, entry))],
            Carried = [.. meeting.Agenda.Items.Where(item => item.Status is not (AgendaItemStatus.DisposedOf or AgendaItemStatus.TakenUp))
                .Select(item => item.Status == AgendaItemStatus.Deferred ? item with { Status = AgendaItemStatus.Pending } : item)],
            Entries = standing.All.Count,
            NextAction = meeting.NextAction,
        };
    }

    /// <summary>The register of what a meeting decided: decisions, and motions that were carried or lost by vote.</summary>
    public static IEnumerable<RegisteredDecision> Decisions(Meeting meeting) =>
        meeting.Entries.Where(entry => Reached(entry) is not null).Select(entry => DecisionOf(meeting, entry));

    /// <summary>What an entry says was decided, by decision or by vote; null for one that decides nothing or was struck.</summary>
    public static ResolutionOutcome? Reached(Entry entry) => entry.Struck ? null : entry.Matter switch
    {
        Decision decision => decision.Outcome,
        Motion { Outcome: MotionOutcome.Carried, Resolution: null } => ResolutionOutcome.Carried,
        Motion { Outcome: MotionOutcome.Lost, Resolution: null } => ResolutionOutcome.Lost,
        _ => null,
    };

    /// <summary>The actions that a meeting gave out.</summary>
    public static IEnumerable<RegisteredAction> Actions(Meeting meeting) =>
        meeting.Entries.Where(entry => entry is { Struck: false, Matter: Assignment }).Select(entry => ActionOf(meeting, entry));

    internal static RegisteredDecision DecisionOf(Meeting meeting, Entry entry) => new(
        meeting.Id, entry.Number, entry.Text, Reached(entry)!.Value, entry.Matter is Decision agreed ? agreed.By : [], meeting.ContextOf(entry), meeting.TopicTitle(entry.Topic));

    internal static RegisteredAction ActionOf(Meeting meeting, Entry entry)
    {
        var action = (Assignment)entry.Matter;
        return new RegisteredAction(action.Number, meeting.Id, entry.Number, action.Owners, entry.Text, action.Due, action.Status, meeting.TopicTitle(entry.Topic), meeting.ContextOf(entry));
    }
}
