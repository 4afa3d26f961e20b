using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Receipts: what was recorded, with the entry's number.</content>
public static partial class Wording
{
    /// <summary>The receipt of a group's events.</summary>
    public static Reply Receipt(Call call, ImmutableArray<StreamEvent> events, Group after, Meeting? meeting, PeopleDirectory directory, PeopleDirectory before)
    {
        string Name(PersonId person) => directory.NameOf(person);
        LocalDate today = call.Today;
        string next = after.NextMeeting(today) is { } coming ? $" Next: {Words.LongDay(coming.Date)} at {Words.Time(coming.Time)}." : "";
        ImmutableArray<Button> buttons = [];
        ImmutableArray<string> aloud = [];
        ImmutableArray<PrivateLine> told = [];
        string text;
        switch (events[0])
        {
            case GroupFounded founded: text = $"{founded.Name} is set up."; break;
            case ConversationBound: text = $"This conversation now belongs to {after.Name}."; break;
            case SettingChanged changed: text = $"Set {changed.Key}: {(changed.Key == "slug" ? after.Slug : changed.Key == "name" ? after.Name : after.Settings.Show(changed.Key))}."; break;
            case MemberAdded added:
                text = events.Length == 1
                    ? $"On the roster: {Name(added.Member.Id)}{(added.Member.OrganizationOn(call.Today) is { } organization ? $" ({organization})" : "")}{(added.Member.Role == Role.Member ? "" : ", " + added.Member.Role.Word())}."
                    : $"{events.Length} people are on the roster now: {Words.List(events.OfType<MemberAdded>().Select(one => Name(one.Member.Id)))}.";
                break;
            case MemberRemoved removed: text = $"{Name(removed.Person)} is off the roster. Old minutes keep the name."; break;
            case RoleGiven given:
                text = $"{Name(given.Person)} is {given.Role.Word()} now.{(given.Role == Role.Chair && call.Group?.Chaired == false ? " From now on roles decide who may do what." : "")}";
                break;
            case AliasGiven alias: text = $"Recorded for {Name(alias.Person)}."; break;
            case PersonRenamed renamed: text = $"{before.NameOf(renamed.Person)} is {Name(renamed.Person)} from {Words.Day(renamed.From)} on."; break;
            case OrganizationRenamed renamed: text = $"{renamed.Old} is {renamed.New} from {Words.Day(renamed.From)} on."; break;
            case AffiliationChanged changed: text = $"{Name(changed.Person)} speaks for {changed.Organization} from {Words.Day(changed.From)} on{(changed.Too ? ", beside the one before" : "")}."; break;
            case ClassGiven given: text = $"{given.Organization} is {given.Class} from {Words.Day(given.From)} on."; break;
            case OrganizationRestricted { Restriction: var restriction } restricted:
                text = $"{restricted.Organization} is {(restriction.Kind == RestrictionKind.Suspension ? "suspended" : "on probation")} from {Words.Day(restriction.From)}{(restriction.Until is { } end ? $" until {Words.Day(end)}" : " on")}, and does not vote.";
                break;
            case RestrictionLifted lifted: text = $"{lifted.Organization} votes again from {Words.Day(lifted.From)} on."; break;
            case RepresentativeNamed named: text = $"{Name(named.Person)} votes for {named.Organization} from {Words.Day(named.From)} on."; break;
            case RepresentativeReleased released: text = $"{Name(released.Person)} no longer votes for {released.Organization}."; break;
            case AffiliateNamed { Of: { } of } affiliate: text = $"{affiliate.Organization} is an affiliate of {of}{FromOn(affiliate.From)}{(affiliate.From is null ? "" : ",")} and does not vote."; break;
            case AffiliateNamed affiliate: text = $"{affiliate.Organization} is nobody's affiliate{FromOn(affiliate.From)}."; break;
            case AccountLinked linked:
                text = $"Linked: {call.Describe(linked.Person)}.";
                told = call.Command?.Name == "i am" && call.CallerName != Name(linked.Person)
                    ? ToKeepers(call, after, directory, $"{call.CallerName} says: I am {call.Describe(linked.Person)}.")
                    : [];
                break;
            case LinkAsked asked:
                string confirm = $"identify {call.CallerName} {Name(asked.Person)}";
                told = ToKeepers(call, after, directory, $"{call.CallerName} claims to be {Name(asked.Person)}. If you know that it is so, confirm it: {confirm}", new Button("Confirm", confirm));
                text = $"An office, a vote or an account stands on {Name(asked.Person)}, so {(told.IsEmpty ? "an officer" : string.Join(" or ", told.Select(line => line.To.Name)))} confirms that it is you, with `{confirm}`.";
                break;
            case MemberZoneChanged changed: text = changed.Timezone is { } there ? $"Notices give the time in {there}, too." : "Notices no longer give the time where you are."; break;
            case AdminNamed named: text = $"{Name(named.Person)} is an admin of {after.Name} now."; break;
            case AdminReleased released: text = $"{Name(released.Person)} is no longer an admin."; break;
            case PersonForgotten forgotten: text = $"The directory entry is emptied: {before.NameOf(forgotten.Person)} stands as \"{Name(forgotten.Person)}\" now."; break;
            case SeriesScheduled scheduled: text = $"Scheduled: {ScheduleWords.Write(scheduled.Series)}.{next}"; break;
            case OccurrenceScheduled once: text = $"Scheduled: {(once.Kind == MeetingKind.FaceToFace ? "face to face, " : "")}{Words.LongDay(once.Date)}{(once.Until is { } last && last > once.Date ? $" to {Words.LongDay(last)}" : "")} at {Words.Time(once.Time)} {after.Settings.Timezone}."; break;
            case OccurrenceCancelled cancelled:
                text = $"The meeting on {Words.LongDay(cancelled.Date)} is cancelled.{Following(after.Calendar, cancelled.Date)}";
                aloud = [text];
                buttons = [new Button("Take it back", $"restore {Words.Iso(cancelled.Date)}")];
                break;
            case OccurrenceRestored restored: text = $"The meeting on {Words.LongDay(restored.Date)} takes place after all."; aloud = [text]; break;
            case OccurrenceMoved moved:
                text = $"The meeting of {Words.LongDay(moved.Date)} is now on {Words.LongDay(moved.To)}{(moved.Time is { } time ? $" at {Words.Time(time)}" : "")}.";
                aloud = [text];
                break;
            case MeetingAnnounced announced: text = $"The meeting on {Words.LongDay(announced.Date)} is announced."; break;
            case AgendaChanged: text = AgendaText(events.OfType<AgendaChanged>().Select(changed => changed.Change), after.Agenda); break;
            case RegretsAnnounced regrets:
                text = $"Regrets of {Words.List(events.OfType<RegretsAnnounced>().Select(one => Name(one.Person)))} {(regrets.Until > regrets.From ? $"from {Words.Day(regrets.From)} until {Words.Day(regrets.Until)}" : $"for {Words.Day(regrets.From)}")}.";
                break;
            case ComingAnnounced announced: text = $"You are expected on {Words.Day(announced.Date)}."; break;
            case EarlyArrivalRecorded early: text = $"Marked as here for {Words.Day(early.Date)}."; break;
            case MeetingStarted started:
                Reply opened = Started(call, after, started, meeting);
                return opened with { Text = With(call, opened.Text) };
            case EarlierMinutesRegistered earlier: text = $"Minutes of {Words.Day(earlier.Date)}: {OutcomeOf(new EarlierMinutes(earlier.Date, earlier.Outcome, earlier.Reason, earlier.Edits, earlier.Sent))}."; break;
            case ActionDone done: text = $"Action {done.Number} is done."; aloud = [$"Action {done.Number} is done: {after.Actions[done.Number].Text}"]; break;
            case ActionDropped dropped: text = $"Action {dropped.Number} is dropped."; break;
            case FeedOpened feed: text = Feed(after, feed.Token); break;
            case TemplateKept kept: text = $"The template \"{kept.Name}\" is kept. `set template {kept.Name}` uses it."; buttons = [new Button("Use it", $"set template {kept.Name}")]; break;
            default: text = "Recorded."; break;
        }

        return new Reply(ReplyKind.Receipt, With(call, text)) { Buttons = [.. buttons, .. call.Offers], Aloud = aloud, Told = told };
    }

    /// <summary>A line for those who keep the roster: the secretaries, or the chairs of a group without one. Whoever asks is not told.</summary>
    private static ImmutableArray<PrivateLine> ToKeepers(Call call, Group group, PeopleDirectory directory, string text, params ReadOnlySpan<Button> buttons)
    {
        Role office = group.Roster.Values.Any(member => member.Role == Role.Secretary) ? Role.Secretary : Role.Chair;
        ImmutableArray<Button> below = [.. buttons];
        return
        [
            .. group.Roster.Values.Where(member => member.Role == office && member.Id != call.Caller).OrderBy(member => directory.NameOf(member.Id), DisplayOrder.Comparer)
                .Select(member => new PrivateLine(new Addressee(directory.NameOf(member.Id), directory.Find(member.Id)?.Accounts ?? []), text) { Buttons = below }),
        ];
    }

    private static Reply Started(Call call, Group group, MeetingStarted started, Meeting? meeting)
    {
        string grid = !group.Calendar.Series.IsDefaultOrEmpty && group.Calendar.On(started.Meeting.Date) is null ? $" ({Words.Day(started.Meeting.Date)} is no day of the series.)" : "";
        string presiding = meeting?.Presider is { } presider ? $" {call.NameOf(presider)} presides." : "";
        string agenda = meeting is { Agenda.Items.Count: > 0 } ? $" On the agenda: {string.Join("; ", meeting.Agenda.Items.Select((item, index) => $"{index + 1}. {item.Title}"))}." : "";
        string pending = meeting is { Called.PendingMinutes.Length: > 0 } ? $" Minutes to approve: {Words.List(meeting.Called.PendingMinutes.CountBy(date => date).Select(day => Words.Day(day.Key) + (day.Value == 1 ? "" : $" ({day.Value} meetings)")))}." : "";
        return new Reply(ReplyKind.Receipt, $"The meeting of {Words.LongDay(started.Meeting.Date)} is open.{presiding}{agenda}{pending}{grid}")
        {
            Aloud = [$"{group.Name} is in session. Mark yourself with: here"],
            Buttons = [new Button("I'm here", "here"), .. meeting is { Agenda.Items.Count: > 0 } ? [new Button("Next topic", "next topic")] : ImmutableArray<Button>.Empty],
        };
    }

    private static string Following(Calendar calendar, LocalDate date) =>
        calendar.NextAfter(date) is { } next ? $" The next meeting is on {Words.LongDay(next.Date)} at {Words.Time(next.Time)}." : "";

    private static string AgendaText(IEnumerable<AgendaChange> changes, Agenda agenda)
    {
        var added = new List<string>();
        var other = new List<string>();
        foreach (AgendaChange change in changes)
        {
            switch (change)
            {
                case AgendaItemAdded made: added.Add($"{agenda.PositionOf(made.Item.Id)}. {made.Item.Title}{(made.Item.Status == AgendaItemStatus.Proposed ? " (proposed)" : "")}"); break;
                case AgendaItemRemoved: other.Add("The item is off the agenda."); break;
                case AgendaItemMoved moved: other.Add($"{agenda.Find(moved.Id)?.Title} is item {agenda.PositionOf(moved.Id)} now."); break;
                case AgendaItemSet set: other.Add($"{agenda.Find(set.Id)?.Title}: {set.Status switch { AgendaItemStatus.Pending => "accepted", AgendaItemStatus.Deferred => "deferred to the next meeting", _ => set.Status.ToString().ToLowerInvariant() }}."); break;
            }
        }

        return added.Count > 0 ? $"On the agenda: {string.Join("; ", added)}." : string.Join(' ', other);
    }

    private static string With(Call call, string text) => call.Hints.Count == 0 ? text : $"{text} {string.Join(' ', call.Hints)}";

    private static string FromOn(NodaTime.LocalDate? day) => day is { } from ? $" from {Words.Day(from)} on" : "";
}
