using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>Receipts of what happened in a meeting.</content>
public static partial class Wording
{
    /// <summary>The receipt of a meeting's events.</summary>
    public static Reply Receipt(Call call, ImmutableArray<StreamEvent> events, Meeting after, Meeting before, PeopleDirectory directory, ImmutableArray<Button> offers, bool atOnce)
    {
        Reply reply = events is not [ObjectionRaised, ..] && events.OfType<EntryRecorded>().FirstOrDefault() is { } recorded && !(recorded.Matter is Heading && events.Any(happened => happened is EntriesMoved))
            ? Entered(call, recorded, after, directory, events)
            : Happened(call, events, after, before, directory, atOnce);
        string late = !after.IsOpen && events.Any(happened => happened is EntryRecorded or EntryCorrected or EntryStruck or EntryRestored) ? $" (in the minutes of {Words.Day(after.Date)})" : "";
        ImmutableArray<Button> offered = Offered(call, events, after, [.. call.Offers, .. offers]);
        return reply with
        {
            Text = With(call, reply.Text + late),
            Buttons = [.. reply.Buttons, .. offered],
            Quiet = reply.Quiet && call.Hints.Count == 0 && offered.IsEmpty && late.Length == 0,
        };
    }

    /// <summary>Offers about the entry of this receipt, which has its number now. In other minutes than those at hand a button could not reach it.</summary>
    private static ImmutableArray<Button> Offered(Call call, ImmutableArray<StreamEvent> events, Meeting after, ImmutableArray<Button> offers)
    {
        if (offers.IsEmpty)
        {
            return offers;
        }

        int? entry = events.Select(happened => happened switch
        {
            EntryRecorded recorded => recorded.Number,
            EntryRevised revised => revised.Number,
            EntryCorrected corrected => corrected.Number,
            _ => (int?)null,
        }).FirstOrDefault(number => number is not null);
        bool reachable = entry is not null && after.Id == call.Meeting?.Id;
        return [.. offers.Where(offer => reachable || !offer.Line.Contains(Button.ThisEntry, StringComparison.Ordinal))
            .Select(offer => offer with { Line = offer.Line.Replace(Button.ThisEntry.ToString(), $"{entry}", StringComparison.Ordinal) })];
    }

    private static Reply Entered(Call call, EntryRecorded recorded, Meeting after, PeopleDirectory directory, ImmutableArray<StreamEvent> events)
    {
        Entry entry = after.Find(recorded.Number)!;
        switch (recorded.Matter)
        {
            case Decision decision:
                string closed = events.OfType<MotionClosed>().Any() ? " The motion is decided by it." : "";
                return new Reply(ReplyKind.Receipt, $"{Outcome(decision.Outcome)}, as entry {entry.Number}.{closed}") { Aloud = [$"{Outcome(decision.Outcome)}: {entry.Text}"] };
            case Assignment action:
                string owners = action.Owners.IsEmpty ? "nobody yet" : Words.List(action.Owners.Select(owner => directory.NameOf(owner)));
                string due = action.Due is { } day ? $", due {Words.LongDay(day)}" : "";
                return new Reply(ReplyKind.Receipt, $"Action {action.Number}{(action.Owners.IsEmpty ? "" : $" for {owners}")}{due}, as entry {entry.Number}.") { Aloud = [$"Action {action.Number}, {owners}: {(due.Length > 0 ? Words.WithoutStop(entry.Text) : entry.Text)}{due}"] };
            case Motion motion:
                return new Reply(ReplyKind.Receipt, $"Motion, as entry {entry.Number}.")
                {
                    Aloud = [$"Motion{(motion.Mover is { } mover ? $" by {directory.NameOf(mover)}" : "")}: {Words.WithoutStop(entry.Text)}. Vote with: vote yes, vote no, vote abstain"],
                    AloudButtons = VoteButtons,
                    Buttons = VoteButtons,
                };
            case Heading heading:
                string number = heading.Item is { } item ? $"{after.Agenda.PositionOf(item)}. " : "";
                return new Reply(ReplyKind.Receipt, $"Now: {number}{entry.Text}") { Aloud = [$"Now: {number}{entry.Text}"], Quiet = true };
            case StatementRead read:
                return new Reply(ReplyKind.Receipt, $"Recorded: {after.Settings.Statement} read{(read.Reader is { } reader ? $" by {directory.NameOf(reader)}" : "")}, as entry {entry.Number}.") { Quiet = true };
            case EarlierMinutes earlier:
                return new Reply(ReplyKind.Receipt, $"Minutes of {Words.LongDay(earlier.Date)} {OutcomeOf(earlier)}, as entry {entry.Number}.");
            case Cancellation cancellation:
                string gone = $"The meeting on {Words.LongDay(cancellation.Date)} is cancelled.{Following(after.Calendar, after.Date)}";
                return new Reply(ReplyKind.Receipt, $"{gone} (entry {entry.Number})") { Aloud = [gone], Buttons = [new Button("Take it back", $"undo {entry.Number}")] };
            case Link:
                return new Reply(ReplyKind.Receipt, $"Linked, as entry {entry.Number}.") { Quiet = true };
            default:
                string speaker = entry.Speaker is { } named ? $" for {directory.NameOf(named)}" : "";
                return new Reply(ReplyKind.Receipt, $"Noted{speaker} as entry {entry.Number}.") { Quiet = true };
        }
    }

    private static Reply Happened(Call call, ImmutableArray<StreamEvent> events, Meeting after, Meeting before, PeopleDirectory directory, bool atOnce)
    {
        string Name(PersonId person) => person == call.Caller ? "You are" : $"{directory.NameOf(person)} is";
        switch (events[0])
        {
            case AttendanceRecorded recorded:
                string later = recorded.Later ? " (added later)" : "";
                string quorum = MinutesDraft.QuorumOf(after, directory) is { Reached: true } reached && MinutesDraft.QuorumOf(before, directory) is { Reached: false } ? $" There is a quorum now: {reached.Present} of {reached.Needed}." : "";
                return Quiet($"{Words.List(events.OfType<AttendanceRecorded>().Select(one => directory.NameOf(one.Person)))}: marked as here{later}.{quorum}");
            case AttendanceWithdrawn withdrawn: return Quiet($"{Name(withdrawn.Person)} no longer marked as here.");
            case AttendeeLeft left:
                string lost = MinutesDraft.QuorumOf(after, directory) is { Reached: false } no && MinutesDraft.QuorumOf(before, directory) is { Reached: true } ? $" There is no quorum any more: {no.Present} of {no.Needed}." : "";
                return new Reply(ReplyKind.Receipt, $"{Name(left.Person)} marked as gone.{lost}") { Quiet = lost.Length == 0, Aloud = lost.Length == 0 ? [] : [lost.Trim()] };
            case UnknownCallerRecorded: return Quiet($"Unknown callers: {after.UnknownCallers}.");
            case RegretsRecorded: return Quiet($"Regrets of {Words.List(events.OfType<RegretsRecorded>().Select(one => directory.NameOf(one.Person)))}.");
            case RegretsWithdrawn: return Quiet("Regrets are taken back.");
            case PresiderNamed named: return Spoken($"{directory.NameOf(named.Person)} presides.");
            case ScribeNamed named: return Spoken($"{directory.NameOf(named.Person)} takes the minutes.");
            case ScribeReleased: return Quiet("Released as scribe.");
            case MeetingRetitled retitled: return Quiet($"The meeting is called \"{retitled.Title}\".");
            case EntryCorrected corrected: return Said($"Entry {corrected.Number} now reads: {after.Find(corrected.Number)?.Text}");
            case CorrectionAsked asked: return Said($"{(asked.Text is null ? "Striking" : "Correcting")} entry {asked.Number} is up to {Scribes(after, directory)}, who {(after.Scribes.Count > 1 ? "are" : "is")} asked.");
            case EntryRevised revised: return Revised(revised, after, before, directory);
            case EntryStruck struck: return Taken(struck.Number, before, directory);
            case EntryRestored restored: return Said($"Entry {restored.Number} is back: {Line(after.Find(restored.Number)!, directory)}");
            case AgendaRevised when events.OfType<EntriesMoved>().FirstOrDefault() is { } moved:
                return Said($"{Words.Count(moved.Entries.Length, "entry", "entries")} moved; now: {after.TopicTitle(after.Topic)}");
            case AgendaRevised when events.OfType<TopicReopened>().Any(): return Spoken($"Now: {after.TopicTitle(after.Topic)}");
            case AgendaRevised: return Said(AgendaText(events.OfType<AgendaRevised>().Select(changed => changed.Change), after.Agenda));
            case EntryRecorded: return Said($"Now: {after.TopicTitle(after.Topic)}");
            case TopicReopened: return Spoken($"Now: {after.TopicTitle(after.Topic)}");
            case MotionSeconded seconded: return Spoken($"Seconded by {directory.NameOf(seconded.Person)}.");
            case VoteRecorded vote: return Voted(vote, before, after, directory);
            case MotionAmended amended: return Spoken($"The motion now reads: \"{amended.Text}\".{(before.Find(amended.Motion)?.Matter is Motion { Votes.IsEmpty: false } ? " Votes on the words before fall; vote again." : "")}") with { AloudButtons = VoteButtons, Buttons = VoteButtons };
            case RollCalled called when after.Find(called.Motion)?.Matter is Motion motion:
                string[] missing = MotionActs.Missing(call, motion);
                return Spoken($"Roll call on \"{after.Find(called.Motion)!.Text}\".{(missing.Length == 0 ? "" : $" Please vote: {Words.List(missing)}.")}") with { AloudButtons = VoteButtons, Buttons = VoteButtons };
            case CastingVoteGiven given: return Spoken($"{directory.NameOf(given.Person)} decides the tie by a casting vote {given.Vote.ToString().ToLowerInvariant()}. {Closed(events.OfType<MotionClosed>().Single(), after, directory).Text}");
            case ObjectionAsked asked:
                return Spoken($"Does anybody object to \"{Words.Cut(after.Find(asked.Entry)?.Text ?? "", 200)}\"? It is agreed at {Words.Time(asked.Until.InZone(after.Settings.Zone).TimeOfDay)} unless somebody does: object because <reason>") with { Buttons = [new Button("Object", "object")] };
            case ObjectionRaised raised: return Spoken($"{directory.NameOf(raised.Person)} objects{(events.OfType<EntryRecorded>().FirstOrDefault() is { } reason ? $", entry {reason.Number}" : "")}.");
            case ObjectionWithdrawn withdrawn: return Spoken($"{directory.NameOf(withdrawn.Person)} objects no longer.");
            case ProxyGiven proxy: return Spoken($"{directory.NameOf(proxy.To)} votes for {directory.NameOf(proxy.From)} in this meeting, with: vote yes for {directory.NameOf(proxy.From)}");
            case MotionClosed closed: return Closed(closed, after, directory);
            case SpeakerQueued queued: return Quiet($"{Name(queued.Person)} number {after.Queue.FindIndex(one => one.Person == queued.Person) + 1} in the queue.");
            case SpeakerUnqueued unqueued: return Quiet($"{Name(unqueued.Person)} off the queue.");
            case SpeakerCalled called: return Spoken($"{directory.NameOf(called.Person)} has the floor.{(after.Queue.IsEmpty ? "" : $" Next: {directory.NameOf(after.Queue[0].Person)}.")}");
            case ActionClosed closed: return Spoken($"{Line(after.Find(closed.Entry)!, directory)}: {closed.Status.ToString().ToLowerInvariant()}.");
            case MeetingRecessed: return Spoken("The meeting is in recess. `resume` goes on.");
            case MeetingResumed or MeetingContinued: return Spoken("The meeting goes on.");
            case MeetingAdjourned: return Adjourned(call, after, directory, atOnce);
            case AdjournmentWithdrawn: return Spoken("The adjournment is taken back: the meeting is in session.");
            case MeetingDiscarded discarded: return Spoken($"The meeting is thrown away because {discarded.Reason}. It leaves no minutes.");
            case MinutesPosted: return Said("The draft is posted to the channel." + Warnings(MinutesDraft.Of(after, directory), "To look at"));
            case MinutesPublished: return Said("The minutes are marked as published.");
            default: return Said("Recorded.");
        }
    }

    private static ImmutableArray<Button> VoteButtons => [new Button("Yes", "vote yes"), new Button("No", "vote no"), new Button("Abstain", "vote abstain")];

    private static Reply Revised(EntryRevised revised, Meeting after, Meeting before, PeopleDirectory directory)
    {
        Entry entry = after.Find(revised.Number)!;
        if (entry.Matter is Decision decision)
        {
            string by = decision.By.IsEmpty ? "" : $" ({Words.List(decision.By.Select(named => directory.NameOf(named)))})";
            return new Reply(ReplyKind.Receipt, $"{Outcome(decision.Outcome)}, entry {entry.Number}: {Words.Cut(entry.Text, 120)}{by}") { Aloud = [$"{Outcome(decision.Outcome)}: {entry.Text}{by}"] };
        }

        if (before.Find(revised.Number)?.Matter is Decision was)
        {
            return new Reply(ReplyKind.Receipt, $"Taken back: entry {entry.Number} is no longer decided. It reads: {Line(entry, directory)}")
            {
                Aloud = [$"No longer decided: {entry.Text}"],
                Buttons = was.Outcome == ResolutionOutcome.Agreed ? [new Button("Put it back", $"agreed #{entry.Number}")] : [],
            };
        }

        return Said($"Entry {entry.Number}: {Line(entry, directory)}");
    }

    private static Reply Taken(int number, Meeting before, PeopleDirectory directory) =>
        new(ReplyKind.Receipt, $"Taken back, entry {number}: {Line(before.Find(number)!, directory)}") { Buttons = [new Button("Put it back", $"restore {number}")] };

    private static Reply Voted(VoteRecorded vote, Meeting before, Meeting after, PeopleDirectory directory)
    {
        if (after.Find(vote.Motion)?.Matter is not Motion motion)
        {
            return Said("Voted.");
        }

        string tally = $"{motion.Count(Vote.Yes)} yes, {motion.Count(Vote.No)} no, {motion.Count(Vote.Abstain)} abstaining";
        string voted = $"{directory.NameOf(vote.Voter)} {(vote.Vote == Vote.Abstain ? "abstains" : "votes " + vote.Vote.ToString().ToLowerInvariant())}";
        string objects = before.Question?.Entry == vote.Motion && before.Objecting.IsEmpty && !after.Objecting.IsEmpty ? " That is an objection: `close vote` decides." : "";
        return new Reply(ReplyKind.Receipt, $"{voted}: {tally}.{objects}") { Quiet = true, Aloud = [$"{voted} ({tally}){(objects.Length == 0 ? "" : "." + objects)}"] };
    }

    private static Reply Closed(MotionClosed closed, Meeting after, PeopleDirectory directory)
    {
        if (after.Find(closed.Motion) is not { Matter: Motion motion } entry)
        {
            return Said("Closed.");
        }

        string outcome = closed.Outcome switch
        {
            MotionOutcome.Carried => "carried",
            MotionOutcome.Lost => "lost",
            MotionOutcome.Withdrawn => "withdrawn",
            _ => "closed without a result",
        };
        string tally = closed.Outcome == MotionOutcome.Withdrawn ? "" : $", {motion.Count(Vote.Yes)} to {motion.Count(Vote.No)}, {motion.Count(Vote.Abstain)} abstaining";
        string few = closed.Outcome is MotionOutcome.Carried or MotionOutcome.Lost && MinutesDraft.QuorumOf(after, directory) is { Reached: false } quorum
            ? $"\nThere is no quorum: {quorum.Present} present of {quorum.Needed} needed."
            : "";
        return Spoken($"The motion is {outcome}{tally}: {entry.Text}{few}");
    }

    private static string Warnings(Minutes minutes, string head) => minutes.Warnings.IsEmpty ? "" : $"\n{head}:\n- " + string.Join("\n- ", minutes.Warnings);

    private static Reply Adjourned(Call call, Meeting after, PeopleDirectory directory, bool atOnce)
    {
        Minutes minutes = MinutesDraft.Of(after, directory);
        if (after.Status != MinutesStatus.Draft)
        {
            return new Reply(ReplyKind.Receipt, $"The meeting is adjourned again. The post of its minutes follows what changed.{Warnings(minutes, "To look at")}")
            {
                Aloud = ["The meeting is adjourned."],
                Buttons = [Button.Once("Take it back", "undo")],
            };
        }

        if (NoticeRules.PostsAt(after, atOnce) is not { } at)
        {
            return after.Entries.All(entry => entry.Struck)
                ? new Reply(ReplyKind.Receipt, "The meeting is over. Nothing was recorded, so nothing is posted. Was something missed?")
                {
                    Aloud = ["The meeting is adjourned."],
                    Buttons = [Button.Once("Take it back", "undo"), new Button("Throw it away", "discard because nothing was recorded")],
                }
                : Draft($"The draft waits until you post it.");
        }

        return Draft(at == after.Ended ? "The draft is posted now." : $"The draft is posted at {Words.Time(at.InZone(call.Zone).TimeOfDay)}.");

        Reply Draft(string when)
        {
            string warnings = Warnings(minutes, "To look at before that");
            string draft = atOnce ? "" : "\n\n" + Printing.OrBuiltIn(call.Printer, minutes, MinutesFormat.Text, call.Template).Text.Trim();
            return new Reply(ReplyKind.Receipt, $"The meeting is adjourned, with {Words.Count(after.Entries.Count(entry => !entry.Struck), "entry", "entries")}. {when}{warnings}{draft}")
            {
                Aloud = ["The meeting is adjourned."],
                Buttons = NoticeRules.PostsAt(after, atOnce) == after.Ended ? [Button.Once("Take it back", "undo")] : [new Button("Post now", "minutes post"), Button.Once("Take it back", "undo")],
            };
        }
    }

    /// <summary>Who takes the minutes, or else presides.</summary>
    private static string Scribes(Meeting meeting, PeopleDirectory directory) =>
        !meeting.Scribes.IsEmpty ? Words.List(meeting.Scribes.Select(scribe => directory.NameOf(scribe)))
        : meeting.Presider is { } presider ? directory.NameOf(presider)
        : "the chair";

    private static Reply Said(string text) => new(ReplyKind.Receipt, text);

    private static Reply Quiet(string text) => new(ReplyKind.Receipt, text) { Quiet = true };

    private static Reply Spoken(string text) => new(ReplyKind.Receipt, text) { Aloud = [text] };
}
