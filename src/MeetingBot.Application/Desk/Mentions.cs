using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>The words in events that people typed freely, in which somebody may be named who is forgotten.</summary>
public static class Mentions
{
    /// <summary>
    /// The free texts of an event, each with the place where people find it. Left out: names of organisations, and what only repeats another
    /// event's words (the summaries a group keeps, the actions carried into a meeting), which a redaction follows by itself.
    /// </summary>
    public static IEnumerable<(string Place, string Words)> In(StreamEvent happened) =>
        All(happened).Where(text => !string.IsNullOrEmpty(text.Words)).Select(text => (text.Place, text.Words!));

    private static IEnumerable<(string Place, string? Words)> All(StreamEvent happened) => happened switch
    {
        GroupFounded founded => [("name of the group", founded.Name)],
        SettingChanged set => [($"setting {set.Key}", set.Value)],
        OccurrenceCancelled cancelled => [($"cancellation of {Words.Iso(cancelled.Date)}", cancelled.Reason)],
        OrganizationRestricted restricted => [($"standing of {restricted.Organization}", restricted.Restriction.Reason)],
        AgendaChanged { Change: AgendaItemAdded added } => OfItem(added.Item),
        MeetingThrownAway thrown => [($"{Words.Iso(thrown.Meeting.Date)} thrown away", thrown.Reason)],
        EarlierMinutesRegistered earlier => [($"approval of {Words.Iso(earlier.Date)}", earlier.Reason), ($"approval of {Words.Iso(earlier.Date)}", earlier.Edits)],
        NoticeGivenUp failed => [("notice given up", failed.Reason)],
        ActionDropped dropped => [($"action {dropped.Number} dropped", dropped.Reason)],
        MeetingCalled { Convocation: var called } => [("title", called.Title), .. called.Agenda.Items.SelectMany(OfItem)],
        MeetingRetitled titled => [("title", titled.Title)],
        EntryRecorded entry => [($"#{entry.Number}", entry.Text), ($"#{entry.Number}", entry.Speaker?.AsTyped), .. OfMatter(entry.Number, entry.Matter)],
        EntryCorrected entry => [($"#{entry.Number}", entry.Text)],
        EntryRevised entry => [($"#{entry.Number}", entry.Speaker?.AsTyped), .. OfMatter(entry.Number, entry.Matter)],
        CorrectionAsked asked => [($"#{asked.Number} correction asked", asked.Text)],
        EntryStruck struck => [($"#{struck.Number} struck", struck.Reason)],
        AgendaRevised { Change: AgendaItemAdded added } => OfItem(added.Item),
        MotionAmended amended => [($"#{amended.Motion}", amended.Text)],
        SpeakerQueued queued => [("queue of speakers", queued.Reason)],
        ActionClosed closed => [($"#{closed.Entry} closed", closed.Reason)],
        MeetingDiscarded discarded => [("thrown away", discarded.Reason)],
        MinutesSettled settled => [("approval", settled.Edits)],
        BallotProposed ballot => [($"ballot {ballot.Identifier}", ballot.Title)],
        BallotPurposeStated purpose => [("purpose of a ballot", purpose.Text)],
        BallotWithdrawn withdrawn => [("ballot withdrawn", withdrawn.Reason)],
        ExclusionFiled exclusion => [("exclusion in a ballot", exclusion.Text)],
        _ => [],
    };

    private static IEnumerable<(string Place, string? Words)> OfItem(AgendaItem item) => [("agenda", item.Title), ("agenda", item.Presenter?.AsTyped)];

    private static IEnumerable<(string Place, string? Words)> OfMatter(int number, Matter matter) => (matter switch
    {
        EarlierMinutes earlier => [earlier.Reason, earlier.Edits],
        Cancellation cancelled => [cancelled.Reason],
        Decision decision => decision.By.Select(named => named.AsTyped),
        Assignment action => action.Owners.Select(named => named.AsTyped),
        Motion motion => [motion.Mover?.AsTyped],
        StatementRead read => [read.Reader?.AsTyped],
        Link link => [link.Url],
        _ => (IEnumerable<string?>)[],
    }).Select(words => ($"#{number}", words));
}
