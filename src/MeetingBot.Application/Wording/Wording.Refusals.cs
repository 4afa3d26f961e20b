using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Refusals: the reason, and the next step. One obvious cure is a button that does cure and command.</content>
public static partial class Wording
{
    /// <summary>A refusal in words.</summary>
    public static Reply Refusal(Refusal refusal, Call? call, Utterance? utterance)
    {
        DateTimeZone zone = call?.Zone ?? DateTimeZone.Utc;
        string Name(PersonId person) => call is null ? "somebody" : person == call.Caller ? call.CallerName : call.NameOf(person);
        string text = refusal switch
        {
            NoGroup => "This conversation has no meeting yet. `start` opens one now; `setup <group name>` makes a group with a chair and a roster.",
            OnlyAdminsSetUp => "Here only an admin of the bot makes groups. Ask one of them to type `setup <group name>` in this conversation.",
            GroupIsThere group => call is null ? $"This conversation already belongs to {group.Name}." : StaysWith(call),
            NotAllowed not => $"That needs {Who(not.Needed)}. {Alternative(not.Needed, call, utterance)}",
            NoMeeting => "No meeting is open.",
            MeetingRuns runs => $"A meeting has been in session since {Words.Time(runs.Since.InZone(zone).TimeOfDay)}. `adjourn` ends it.",
            NoMeetingOn on => $"I have no meeting with open minutes on {Words.Day(on.Date)}.",
            TooEarlyForMembers { From: { } from } => $"Until {Words.Time(from)} only the chair, vice-chair or secretary can open the meeting; after that any member can.",
            LastAdmin last => $"{Name(last.Person)} is the only admin. Name another one first: `admin <person>`.",
            OfficerIsThere there => $"{Name(there.Officer)} is there and can open the meeting.",
            TooEarlyForMembers => "Only the chair, vice-chair or secretary can open a meeting that is not in the calendar.",
            InRecess => "The meeting is in recess. `resume` goes on.",
            NotInRecess => "The meeting is not in recess.",
            MinutesAreSettled settled => $"The minutes of {Words.Day(settled.Date)} are approved and change no more. A correction belongs in the next meeting's minutes.",
            NotEarlierMinutes own when own.Date == own.Meeting => $"{Words.Day(own.Date)} is this meeting. Its minutes are approved when it is over: in the next meeting, or by `minutes approve {Words.Iso(own.Date)}`.",
            NotEarlierMinutes late => $"{Words.Day(late.Date)} is after this meeting of {Words.Day(late.Meeting)}, so it has no earlier minutes.",
            AttendanceIsClosed closed => $"The draft of {Words.Day(closed.Date)} is posted, so attendance is closed. Ask whoever takes the minutes to correct it.",
            TooEarlyToBeHere { From: { } from } => $"It is too early: attendance is taken from {Words.Time(from)}. `coming` says that you will be there.",
            TooEarlyToBeHere => "It is too early to mark attendance.",
            NoSuchEntry { Last: 0 } => "Nothing is recorded yet.",
            NoSuchEntry none => $"There is no entry {none.Number}; the last one is {none.Last}. `recent` shows them.",
            EntryIsStruck struck => $"Entry {struck.Number} is struck. `restore {struck.Number}` puts it back.",
            EntryStands stands => $"Entry {stands.Number} stands already.",
            NotYourEntry not => $"Entry {not.Number} can be changed by whoever recorded it, the scribe, or the chair.",
            NothingToUndo => "You have nothing to take back in this meeting.",
            NothingToDecide => "There is no point under this topic that could be agreed. `decision <text>` records one.",
            NotAPoint not => $"Entry {not.Number} is no point, so it cannot become a decision.",
            PassageNotFound passage => $"Those words do not stand in entry {passage.Number}.",
            NoSuchItem { Count: 0 } => "The agenda is empty. `topic <title>` opens a topic that is on no agenda.",
            NoSuchItem none => $"The agenda has no item {none.Number}; it has {none.Count}. `agenda` shows it.",
            AgendaIsDone => "Every item of the agenda has been dealt with. `aob` opens any other business, `adjourn` ends the meeting.",
            ItemIsAccepted item => $"Item {item.Number} is accepted already.",
            NoMotion => "No motion is before the meeting. `motion <text>` puts one.",
            MotionIsOpen open => $"The motion in entry {open.Number} is still open: `close vote` decides it, `withdraw` takes it back.",
            OwnMotion => "Somebody other than the mover must second.",
            NoVote vote when vote.Person == call?.Caller => "You have no vote here: only members on the roster vote.",
            NoVote vote => $"{Name(vote.Person)} has no vote here: only members on the roster vote.",
            ForeignVote => "You come from another organisation, and its people have a vote here only if they stand on the roster. The chair or secretary adds you: `roster add <Name (Org)>`, then `identify <@you> <Name>`.",
            TieWaitsForChair tie => $"It is a tie, {tie.Each} to {tie.Each}: {(tie.Presider is { } presider ? Name(presider) : "whoever presides")} decides it with `casting vote yes` or `casting vote no`.",
            NoTie { GroupHasOne: true } => "There is no tie to decide. `close vote` counts the votes.",
            NoTie => "The group has no casting vote. The chair can say: set tie chair",
            NothingAsked => "Nobody is asked for objections now. `any objection` asks.",
            ObjectionStands stands => $"{Words.List(stands.Persons.Select(Name))} {(stands.Persons.Length == 1 && stands.Persons[0] != call?.Caller ? "objects" : "object")}, so it is not agreed without objection. `withdraw objection`, or another vote than no, takes one back; `close vote` or `decision <text>` decides otherwise.",
            ObjectionsAwaited awaited => $"Objections are awaited until {Words.Time(awaited.Until.InZone(zone).TimeOfDay)}; without one it is agreed then by itself.",
            NoProxies => "The group has no proxies. The chair can say: set proxies 1",
            TooManyProxies many => $"{Name(many.Person)} votes for {Words.Count(many.Most, "other")} already, and that is the most.",
            QueueIsEmpty => "Nobody waits for the floor.",
            NotInQueue not when not.Person == call?.Caller => "You are not in the queue. `q+` asks for the floor.",
            NotInQueue not => $"{Name(not.Person)} does not wait for the floor.",
            NotHere not when not.Person == call?.Caller => "You are not marked as here. `here` marks you.",
            NotHere not => $"{Name(not.Person)} is not marked as here.",
            NotAnOccurrence { Nearest: { Length: > 0 } nearest } not => $"There is no meeting on {Words.Day(not.Date)}. The nearest are {Words.List(nearest.Select(Words.Day))}.",
            NotAnOccurrence not => $"There is no meeting on {Words.Day(not.Date)}.",
            NothingScheduled => "Nothing is scheduled. The chair can say: `schedule every 2 weeks on Thursday at 12:00`.",
            AlreadyCancelled cancelled => $"The meeting on {Words.Day(cancelled.Date)} is cancelled already. `restore {Words.Iso(cancelled.Date)}` takes that back.",
            NotCancelled not => $"The meeting on {Words.Day(not.Date)} is not cancelled.",
            MeetingIsInSession running => $"The meeting of {Words.Day(running.Date)} is in session, so it can be neither cancelled nor moved. `adjourn` ends it; `discard because <reason>` throws it away.",
            DayIsPast past => $"{Words.Day(past.Date)} is past.",
            NoSuchAction none => $"There is no action {none.Number}. `actions` lists them.",
            ActionIsClosed closed => $"Action {closed.Number} is {closed.Status.ToString().ToLowerInvariant()} already.",
            ActionMustWait => "A meeting is in session, and action numbers run through the group: add the action when it has ended.",
            NotOnRoster not => $"{not.Name} is not on the roster.",
            NoSuchOrganization none => $"Neither a person nor an organisation on the roster is called \"{none.Name}\".",
            NoSuchSetting none => $"There is no setting \"{none.Key}\". There are: {string.Join(", ", none.Known)}.",
            BadSetting bad => $"\"{bad.Value}\" does not fit {bad.Key}: {bad.Expected}.",
            RepositoryIsClosed closed => $"I may not publish into \"{Words.Cut(closed.Repository, 60)}\". The admin of the bot names the repositories in GitHub__Repositories.",
            NoSuchTemplate none => $"There is no template \"{none.Name}\". There are: {string.Join(", ", none.Known)}. `template <name>` with the Liquid text below keeps one of your own.",
            BadTemplate bad => $"The template cannot be used: {bad.Reason}",
            NothingSaid => "There are no words in it.",
            TooLong tooLong => $"That is {tooLong.Length} characters; an entry has at most {tooLong.Most}. Please split it.",
            BadAddress bad => $"\"{Words.Cut(bad.Text, 60)}\" is no web address; it begins with http:// or https://.",
            WhoIsMeant { Candidates: { Length: > 0 } } who => $"Who is \"{who.Typed}\"?",
            WhoIsMeant who => $"I do not know \"{who.Typed}\". `roster` shows who I know.",
            NothingRecorded => "Nothing was recorded, so there is nothing to post.",
            NothingFound none => $"Nothing found for \"{none.Sought}\".",
            _ => OfBallot(refusal, call) ?? throw new InvalidOperationException($"No words for the refusal {refusal.GetType().Name}."),
        };
        return new Reply(ReplyKind.Refusal, text) { Buttons = Cures(refusal, call, utterance) };
    }

    private static ImmutableArray<Button> Cures(Refusal refusal, Call? call, Utterance? utterance) => refusal switch
    {
        NoMeeting or NoGroup when MayStart(call) && utterance?.Command is { Needs: Needs.Session or Needs.Meeting or Needs.Group, Name: not ("adjourn" or "undo" or "minutes") } =>
            [Button.Once("Start a meeting and record it", $"start\n{AsLine(utterance)}")],
        WhoIsMeant who when call is not null => [.. who.Candidates.Select(candidate => Button.Once(call.Describe(candidate), who.Retry.Replace("\u0001", call.Describe(candidate), StringComparison.Ordinal)))],
        AgendaIsDone => [new Button("Any other business", "aob"), new Button("Adjourn", "adjourn")],
        EntryIsStruck struck => [new Button("Put it back", $"restore {struck.Number}")],
        InRecess => [new Button("Resume", "resume")],
        GroupIsThere when call is not null && call.May(Permission.Chair) && NameAsked(call) is { } name => [new Button("Rename the group", $"set name {name}")],
        MeetingIsInSession => [new Button("End it", "adjourn")],
        MotionIsOpen => [new Button("Close the vote", "close vote")],
        NotAnOccurrence not when utterance?.Command is { Name: "cancel" } => [.. not.Nearest.Select(date => new Button($"Cancel {Words.Day(date)}", $"cancel {Words.Iso(date)}"))],
        _ => BallotCures(refusal, call),
    };

    /// <summary>A conversation keeps its group: what changes the group, where another belongs, and who may.</summary>
    private static string StaysWith(Call call)
    {
        string group = call.Known.Name;
        string who = call.Known.Chaired ? $"that needs {Who(Permission.Chair)}" : "anybody may";
        if (GroupActs.Use(call) is UseGroup use && call.Command?.Name == "use")
        {
            return Names.Same(use.Name, group) ? $"This conversation already belongs to {group}."
                : $"This conversation belongs to {group} and stays with it. Type `use {use.Name}` in a conversation that has no group yet; that needs {Who(Permission.Officer)} of {use.Name}. "
                    + $"`set name <name>` renames {group}; {who}.";
        }

        string cures = string.Join(" and ", new[]
        {
            NameAsked(call) is { } name ? $"`set name {name}` renames the group" : null,
            call.Known.Chaired ? null : "`role <person> chair` gives it a chair",
        }.OfType<string>());
        return $"This conversation already belongs to {group}.{(cures.Length == 0 ? "" : $" {cures}; {who}.")} Another group needs a conversation of its own.";
    }

    /// <summary>The name that <c>setup</c> asked for, where the group has another.</summary>
    private static string? NameAsked(Call call) =>
        call.Command?.Name == "setup" && GroupActs.SetUp(call) is AskGroup { Command: FoundGroup asked } && !Names.Same(asked.Name, call.Known.Name) ? asked.Name : null;

    /// <summary>The same command in the form in which it is heard as a line.</summary>
    private static string AsLine(Utterance utterance) =>
        utterance.Shorthand is not null || utterance.Words.Length == 0 || utterance.Command is null || utterance.Command.Line == LineForm.Bare
            ? utterance.Text
            : utterance.Command.Name == "action" ? $"{utterance.CalledAs} {utterance.Words}" : $"{utterance.CalledAs}: {utterance.Words}";

    /// <summary>A button must cure: whoever could not start the meeting is not offered to.</summary>
    private static bool MayStart(Call? call) => call?.Group is not { } group
        || GroupDecider.Decide(group, new StartMeeting(call.Today, call.Message.At, null, call.Message.Conversation, call.Caller, MeetingKind.Call), new Origin(call.Caller, call.Message.At, "")) is Accepted;

    private static string Alternative(Permission needed, Call? call, Utterance? utterance) => (needed, utterance?.Command?.Name) switch
    {
        (Permission.Scribe or Permission.Officer, "done" or "drop") => "Whoever has the action may close it, too.",
        (Permission.Scribe, "topic") => "`agenda add <title>` proposes an item.",
        (Permission.Scribe, _) => $"Whoever presides can make you scribe: `scribe {call?.CallerName ?? "<you>"}`.",
        (Permission.Member, _) => "`i am <Name (Org)>` says who you are on the roster.",
        (Permission.Admin, _) => "Ask whoever set the group up.",
        _ => "Ask one of them.",
    };

    /// <summary>Who may, in words.</summary>
    public static string Who(Permission permission) => permission switch
    {
        Permission.Anyone => "anybody",
        Permission.Member => "a member on the roster",
        Permission.Scribe => "the scribe, an officer, or whoever presides",
        Permission.Chair => "the chair, vice-chair or secretary, or whoever presides",
        Permission.Officer => "the chair, vice-chair or secretary",
        _ => "an admin of the group",
    };

    /// <summary>The words after a command do not read.</summary>
    public static Reply Expected(string what, Utterance utterance)
    {
        string example = utterance.Command is { Parameters.Length: > 0 } command && command.Examples.FirstOrDefault() is { } first ? $" For example: {first}" : "";
        return new Reply(ReplyKind.Refusal, $"After `{utterance.CalledAs}` I expected {what}.{(what.Contains('`', StringComparison.Ordinal) ? "" : example)}");
    }

    /// <summary>Words that are no command, or nearly one.</summary>
    public static Reply Unknown(Utterance utterance)
    {
        if (utterance.NearMiss is { } near)
        {
            return new Reply(ReplyKind.Refusal, $"Did you mean `{near}`? Nothing is recorded yet.") { Buttons = [Button.Once($"Yes, {near}", $"{near}: {utterance.Words}")] };
        }

        string typed = Words.Cut(utterance.Text.Trim(), 40);
        string[] nearest = [.. Catalogue.NearestTo(utterance.Text)];
        return new Reply(ReplyKind.Refusal, $"I do not know \"{typed}\". {Catalogue.DidYouMean(utterance.Text)} Nothing is recorded.")
        {
            Buttons = [.. nearest.Take(2).Where(name => Catalogue.Find(name)!.Parameters.Length == 0).Select(name => new Button(name, name))],
        };
    }
}
