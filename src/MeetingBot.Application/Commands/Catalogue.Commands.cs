using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>The entries.</content>
public static partial class Catalogue
{
    private static IEnumerable<ChatCommand> MeetingCommands() =>
    [
        new("start", "[<date>][ at <time>][ <title>]", "open a meeting now", Permission.Member, Needs.Nothing, MeetingActs.Start)
            { Synonyms = ["begin"], Examples = ["start", "start at 10:00 Budget special"] },
        new("here", "[remote]", "mark yourself as present", Permission.Anyone, Needs.Group, AttendanceActs.Here) { Examples = ["here", "here remote"], Line = LineForm.Bare },
        new("present", "<people>[ remote][ by phone]", "mark people as present", Permission.Anyone, Needs.Group, AttendanceActs.Here)
            { Examples = ["present Ana, Ben and Chris", "present Dana Fox (Initech) by phone", "present unknown caller"] },
        new("absent", "[<person>]", "take attendance back", Permission.Anyone, Needs.Meeting, AttendanceActs.Absent) { Examples = ["absent", "absent Ana"] },
        new("regrets", "[<people>][ for <date>/next time/until <date>]", "say who cannot come", Permission.Anyone, Needs.Group, AttendanceActs.Regrets)
            { Examples = ["regrets", "regrets for next time", "regrets until 14 January"] },
        new("coming", "", "say that you will come after all", Permission.Anyone, Needs.Group, AttendanceActs.Coming) { Examples = ["coming"] },
        new("left", "[<person>]", "say who has left", Permission.Anyone, Needs.Session, AttendanceActs.Left) { Examples = ["left", "left Ana"] },
        new("attendance", "", "show who is here", Permission.Anyone, Needs.Meeting, AttendanceActs.Attendance) { Synonyms = ["who is here"], Examples = ["attendance"] },
        new("quorum", "", "show whether there is a quorum", Permission.Anyone, Needs.Meeting, AttendanceActs.Quorum) { Examples = ["quorum"] },
        new("chair", "<person>", "let somebody preside", Permission.Chair, Needs.Session, MeetingActs.Chair) { Examples = ["chair Ana"] },
        new("scribe", "[<person>]", "let somebody take the minutes", Permission.Chair, Needs.Session, MeetingActs.Scribe) { Examples = ["scribe", "scribe Ana"] },
        new("q+", "[to <reason>]", "ask for the floor", Permission.Anyone, Needs.Session, QueueActs.JoinQueue) { Synonyms = ["raise hand"], Examples = ["q+", "q+ to ask about the budget"], Line = LineForm.Bare },
        new("q-", "", "ask for the floor no longer", Permission.Anyone, Needs.Session, QueueActs.LeaveQueue) { Synonyms = ["lower hand"], Examples = ["q-"], Line = LineForm.Bare },
        new("queue", "", "show who waits for the floor", Permission.Anyone, Needs.Session, QueueActs.Queue) { Synonyms = ["q?"], Examples = ["queue"] },
        new("next speaker", "", "give the floor to whoever waits longest", Permission.Chair, Needs.Session, QueueActs.NextSpeaker) { Examples = ["next speaker"] },
        new("ack", "<person>", "give somebody the floor", Permission.Chair, Needs.Session, QueueActs.NextSpeaker) { Examples = ["ack Ana"], Hidden = true, Line = LineForm.Bare },
        new("recess", "", "interrupt the meeting", Permission.Chair, Needs.Session, _ => new AskMeeting(new Recess())) { Examples = ["recess"] },
        new("resume", "", "go on after a recess", Permission.Chair, Needs.Session, _ => new AskMeeting(new Resume())) { Examples = ["resume"] },
        new("adjourn", "", "end the meeting and draft the minutes", Permission.Chair, Needs.Session, MeetingActs.End) { Synonyms = ["end"], Examples = ["adjourn"] },
        new("discard", "because <reason>", "throw the meeting away", Permission.Chair, Needs.Meeting, MeetingActs.Discard) { Examples = ["discard because it was a test"] },
        new("meeting title", "<title>", "give the meeting a title", Permission.Scribe, Needs.Meeting, MeetingActs.Retitle) { Examples = ["meeting title Budget special"], Hidden = true },
        new("status", "", "show where things stand", Permission.Anyone, Needs.Nothing, MeetingActs.Status) { Examples = ["status"] },
    ];

    private static IEnumerable<ChatCommand> EntryCommands() =>
    [
        new("note", "[by <person>:] <text>", "write down a point", Permission.Scribe, Needs.Meeting, EntryActs.Note)
            { Synonyms = ["point"], Examples = ["note by Ana: The export fails on one browser.", "note The room is booked."] },
        new("decision", "<text>", "record what was decided", Permission.Scribe, Needs.Meeting, call => EntryActs.Decide(call, ResolutionOutcome.Agreed))
            { Synonyms = ["agreed", "resolved", "decided"], Examples = ["decision Ship on Monday without the export.", "agreed", "agreed by Ana and Ben", "agreed #4"] },
        new("no objection", "[#<n>]", "the point before is agreed, as nobody objected", Permission.Scribe, Needs.Meeting, EntryActs.Basis) { Synonyms = ["no objections"], Examples = ["no objection"] },
        new("consensus", "[#<n>]", "the point before is agreed by consensus", Permission.Scribe, Needs.Meeting, EntryActs.Basis) { Examples = ["consensus"] },
        new("rejected", "<text>", "record what was rejected", Permission.Scribe, Needs.Meeting, call => EntryActs.Decide(call, ResolutionOutcome.Rejected)) { Examples = ["rejected Moving to weekly calls."] },
        new("inconclusive", "<text>", "record what was left open", Permission.Scribe, Needs.Meeting, call => EntryActs.Decide(call, ResolutionOutcome.Inconclusive)) { Examples = ["inconclusive The date of the release."] },
        new("action", "<person>: <text>[ due <date>]", "record who does what", Permission.Scribe, Needs.Meeting, EntryActs.Action)
            { Synonyms = ["todo"], Examples = ["action Ben: Tell support about the export due next Friday", "todo Ana: Book the room"] },
        new("link", "<url>[ <label>]", "add a link", Permission.Member, Needs.Meeting, EntryActs.Link) { Examples = ["link https://example.org/plan The plan"], Line = LineForm.Bare },
        new("topic", "<n or title>", "open an item; the one before is closed", Permission.Scribe, Needs.Meeting, EntryActs.Topic)
            { Synonyms = ["item"], Examples = ["topic 2", "topic Release", "topic 1 from 7"], Line = LineForm.Bare },
        new("next topic", "", "open the next item of the agenda", Permission.Scribe, Needs.Session, MeetingActs.NextItem) { Synonyms = ["next item"], Examples = ["next topic"] },
        new("aob", "", "open any other business", Permission.Scribe, Needs.Session, _ => new AskMeeting(new OpenOtherBusiness())) { Synonyms = ["any other business", "other business"], Examples = ["aob"] },
        new("subtopic", "<title>", "open a subheading", Permission.Scribe, Needs.Session, EntryActs.Subtopic) { Examples = ["subtopic Costs"], Hidden = true },
        new("note well", "[by <person>]", "the note well (or another statement) was read", Permission.Chair, Needs.Session, EntryActs.NoteWell)
            { Synonyms = ["antitrust", "antitrust statement"], Examples = ["note well", "note well by Ana"], Line = LineForm.Bare },
        new("minutes of", "<date> approved[ with <edits>]/not approved[ because <reason>]/deferred/sent", "deal with earlier minutes", Permission.Chair, Needs.Group, EntryActs.EarlierMinutes)
            { Examples = ["minutes of 2023-11-30 approved", "minutes of 30 November not approved because they came late", "minutes of 2023-11-30 sent 2023-12-01"], Line = LineForm.Bare },
        new("minutes", "[<date>]", "show the minutes as they stand", Permission.Anyone, Needs.Group, MinutesActs.Show) { Examples = ["minutes", "minutes 2023-12-14"] },
        new("minutes changes", "[<date>]", "show who changed what in the minutes", Permission.Member, Needs.Group, MinutesActs.Changes) { Synonyms = ["minutes history"], Examples = ["minutes changes", "minutes changes 2023-12-14"], Line = LineForm.Bare },
        new("minutes post", "", "post the draft to the channel now", Permission.Officer, Needs.Meeting, MinutesActs.Post) { Synonyms = ["post minutes"], Examples = ["minutes post"] },
        new("minutes publish", "", "mark the minutes as published", Permission.Officer, Needs.Meeting, MinutesActs.Publish) { Synonyms = ["publish minutes"], Examples = ["minutes publish"] },
        new("minutes export", "<format>[ <date>]", "get the minutes as a file: markdown, html, text, json, docx", Permission.Anyone, Needs.Group, MinutesActs.Export) { Examples = ["minutes export docx"], Line = LineForm.Bare },
        new("minutes approve", "<date>[ with <edits>]", "approve earlier minutes outside of a meeting", Permission.Chair, Needs.Group, MinutesActs.Approve) { Examples = ["minutes approve 2023-11-30"], Line = LineForm.Bare },
    ];

    private static IEnumerable<ChatCommand> CorrectionCommands() =>
    [
        new("undo", "[<n>]", "take back your last entry, or entry n", Permission.Anyone, Needs.Meeting, CorrectionActs.Undo) { Examples = ["undo", "undo 7"], Line = LineForm.Bare },
        new("correct", "<n> <text>", "give an entry new words", Permission.Anyone, Needs.Meeting, CorrectionActs.Correct) { Examples = ["correct 7 The export fails on two browsers."] },
        new("strike", "<n>[ because <reason>]", "strike an entry", Permission.Anyone, Needs.Meeting, CorrectionActs.Strike) { Examples = ["strike 7", "strike 7 because it was said twice"], Line = LineForm.Bare },
        new("redact", "<n> <passage>", "remove a passage for good; the removal itself is logged", Permission.Anyone, Needs.Meeting, CorrectionActs.Redact) { Examples = ["redact 7 the customer's name"] },
        new("recent", "", "show the last entries with their numbers", Permission.Anyone, Needs.Meeting, CorrectionActs.Recent) { Examples = ["recent"] },
    ];

    private static IEnumerable<ChatCommand> MotionCommands() =>
    [
        new("motion", "<text>[ by <person>]", "put a motion before the meeting", Permission.Member, Needs.Session, MotionActs.Move) { Synonyms = ["move that"], Examples = ["motion Adopt the plan by Ana"] },
        new("second", "", "second the motion", Permission.Member, Needs.Session, call => new AskMeeting(new SecondMotion(call.Caller))) { Synonyms = ["seconded"], Examples = ["second"] },
        new("vote", "yes/no/abstain[ for <person>]", "vote on the motion; your last vote counts", Permission.Anyone, Needs.Session, MotionActs.Vote) { Examples = ["vote yes", "vote no", "vote abstain"], Line = LineForm.Bare },
        new("amend", "<text>", "give the motion other words; votes on the old ones fall", Permission.Member, Needs.Session, MotionActs.Amend) { Synonyms = ["amend motion"], Examples = ["amend Adopt the plan without the annex"] },
        new("roll call", "", "vote by roll call: the minutes name who voted how", Permission.Chair, Needs.Session, _ => new AskMeeting(new CallRoll())) { Examples = ["roll call"] },
        new("tally", "", "show who voted how, and who has not", Permission.Anyone, Needs.Session, MotionActs.Tally) { Examples = ["tally"] },
        new("casting vote", "yes/no", "decide a tie as the presider, where the group has set that", Permission.Chair, Needs.Session, MotionActs.CastingVote) { Examples = ["casting vote yes"], Line = LineForm.Bare },
        new("proxy", "<person>[ for <person>]", "let somebody vote for you in this meeting, where the group has set that", Permission.Member, Needs.Session, MotionActs.Proxy) { Examples = ["proxy Ana"] },
        new("any objection", "[#<n>][ within <duration>]", "ask whether anybody objects; without an answer it is agreed", Permission.Chair, Needs.Session, MotionActs.AnyObjection) { Synonyms = ["any objections", "any objection?", "any objections?"], Examples = ["any objection", "any objection #4 within 5m"], Line = LineForm.Bare },
        new("object", "[because <reason>]", "object to what was asked", Permission.Member, Needs.Session, MotionActs.Object) { Examples = ["object", "object because the annex is missing"], Line = LineForm.Bare },
        new("withdraw objection", "", "object no longer", Permission.Member, Needs.Session, call => new AskMeeting(new WithdrawObjection(call.Caller))) { Examples = ["withdraw objection"] },
        new("close vote", "", "count the votes", Permission.Chair, Needs.Session, _ => new AskMeeting(new CloseVote())) { Examples = ["close vote"] },
        new("withdraw", "", "take your motion back", Permission.Member, Needs.Session, _ => new AskMeeting(new WithdrawMotion())) { Synonyms = ["withdraw motion"], Examples = ["withdraw"] },
    ];

    private static IEnumerable<ChatCommand> BallotCommands() =>
    [
        new("ballots", "[passed/failed/voting/discussion/review/draft/all]", "show where all ballots stand", Permission.Anyone, Needs.Group, BallotQuestions.All) { Synonyms = ["ballot status"], Examples = ["ballots", "ballots draft"], Line = LineForm.Bare },
        new("ballot", "<id>", "show one ballot, with the rules it is held against", Permission.Anyone, Needs.Group, BallotQuestions.Show) { Synonyms = ["ballot show"], Examples = ["ballot CSC-21"], Line = LineForm.Bare },
        new("ballot new", "<id> <title>[ by <person>]", "propose a ballot", Permission.Member, Needs.Group, BallotActs.Propose) { Examples = ["ballot new CSC-21 Signing Service", "ballot new CSC-22 High Risk by Ana"], Line = LineForm.Bare },
        new("ballot text", "<id> <url>", "link its text", Permission.Member, Needs.Group, BallotActs.LinkText) { Examples = ["ballot text CSC-21 https://example.org/redline"], Line = LineForm.Bare },
        new("ballot purpose", "<id> <text>", "say what it is for", Permission.Member, Needs.Group, BallotActs.Purpose) { Examples = ["ballot purpose CSC-21 It clarifies the signing service."], Line = LineForm.Bare },
        new("ballot guideline", "<id> final/maintenance/none", "say whether it changes a guideline, which is then reviewed", Permission.Member, Needs.Group, BallotActs.Guideline) { Examples = ["ballot guideline CSC-21 maintenance"], Line = LineForm.Bare },
        new("endorse", "<id>[ for <person>]", "endorse a ballot", Permission.Member, Needs.Group, BallotActs.Endorse) { Synonyms = ["ballot endorse"], Examples = ["endorse CSC-21"], Line = LineForm.Bare },
        new("withdraw endorsement", "<id>[ for <person>]", "take an endorsement back", Permission.Member, Needs.Group, BallotActs.Unendorse) { Synonyms = ["ballot withdraw endorsement"], Examples = ["withdraw endorsement CSC-21"], Line = LineForm.Bare },
        new("ballot version", "<id>[ <url>]", "post a new version; its discussion begins anew", Permission.Member, Needs.Group, BallotActs.NewVersion) { Examples = ["ballot version CSC-21 https://example.org/redline2"], Line = LineForm.Bare },
        new("ballot order", "<id> before/after/apart from <id>", "say how it must stand to another ballot", Permission.Member, Needs.Group, BallotActs.Depend) { Examples = ["ballot order CSC-22 apart from CSC-21"], Line = LineForm.Bare },
        new("ballot discuss", "<id>", "open its discussion", Permission.Member, Needs.Group, BallotActs.Discuss) { Examples = ["ballot discuss CSC-21"], Line = LineForm.Bare },
        new("ballot open", "<id>[ on <date>[ at <time>[ <zone>]]][ until <date> <time>[ <zone>]]", "call the vote", Permission.Member, Needs.Group, BallotActs.Open) { Synonyms = ["ballot call"], Examples = ["ballot open CSC-21", "ballot open CSC-21 on 2024-01-08 at 17:00"], Line = LineForm.Bare },
        new("ballot vote", "[<id> ]yes/no/abstain/withdraw[ for <organisation>]", "vote on a ballot; your last vote counts", Permission.Anyone, Needs.Group, BallotActs.CastVote) { Examples = ["ballot vote CSC-21 yes", "ballot vote CSC-21 no for Acme"], Line = LineForm.Bare },
        new("ballot close", "<id>", "count the votes, once voting has ended", Permission.Chair, Needs.Group, BallotActs.Close) { Examples = ["ballot close CSC-21"], Line = LineForm.Bare },
        new("ballot withdraw", "<id>[ because <reason>]", "take your ballot back", Permission.Member, Needs.Group, BallotActs.Withdraw) { Examples = ["ballot withdraw CSC-21"], Line = LineForm.Bare },
        new("ballot review", "<id>[ from <date>[ <time>]][ to <date>]", "begin the review of a guideline", Permission.Chair, Needs.Group, BallotActs.Review) { Examples = ["ballot review CSC-21", "ballot review CSC-21 from 2024-01-17 09:00"], Line = LineForm.Bare },
        new("ballot exclusion", "<id> <text>", "record that a member excludes patents", Permission.Chair, Needs.Group, BallotActs.Exclusion) { Examples = ["ballot exclusion CSC-21 Acme excludes two claims."], Line = LineForm.Bare },
        new("ballot effective", "<id> <date>", "say from when on it is in force", Permission.Chair, Needs.Group, BallotActs.Effective) { Examples = ["ballot effective CSC-21 2024-02-28"], Line = LineForm.Bare },
        new("ballot stated", "<id> [<class> ]<n> yes, <n> no, <n> total", "hold totals that were stated elsewhere against the votes", Permission.Member, Needs.Group, BallotActs.Stated) { Examples = ["ballot stated CSC-21 issuers 7 total, 6 yes, 1 abstain"], Line = LineForm.Bare },
        new("ballot quorum", "[<id>]", "show how many must vote, and how that comes about", Permission.Anyone, Needs.Group, BallotQuestions.Quorum) { Examples = ["ballot quorum", "ballot quorum CSC-21"], Line = LineForm.Bare },
        new("ballot announcement", "<id>", "get its announcement as Markdown", Permission.Member, Needs.Group, BallotQuestions.Announcement) { Examples = ["ballot announcement CSC-21"], Line = LineForm.Bare },
        new("ballot result", "<id>", "get its result as Markdown, with the rules checked", Permission.Member, Needs.Group, BallotQuestions.Result) { Examples = ["ballot result CSC-21"], Line = LineForm.Bare },
    ];

    private static IEnumerable<ChatCommand> AgendaCommands() =>
    [
        new("agenda", "", "show the agenda", Permission.Anyone, Needs.Group, CalendarActs.Agenda) { Synonyms = ["agenda?"], Examples = ["agenda"] },
        new("agenda add", "<title>[ by <person>][ for <n>m]", "put items on the agenda, one a line", Permission.Anyone, Needs.Group, CalendarActs.AgendaAdd)
            { Synonyms = ["add to agenda"], Examples = ["agenda add Budget by Ana for 15m"] },
        new("agenda accept", "<n>", "accept a proposed item", Permission.Chair, Needs.Group, call => CalendarActs.AgendaSet(call, AgendaItemStatus.Pending)) { Examples = ["agenda accept 3"], Line = LineForm.Bare },
        new("agenda remove", "<n>", "take an item off the agenda", Permission.Chair, Needs.Group, call => CalendarActs.AgendaSet(call, AgendaItemStatus.Removed)) { Synonyms = ["agenda drop"], Examples = ["agenda remove 3"], Line = LineForm.Bare },
        new("agenda defer", "<n>", "put an item off to the next meeting", Permission.Chair, Needs.Group, call => CalendarActs.AgendaSet(call, AgendaItemStatus.Deferred)) { Examples = ["agenda defer 3"], Line = LineForm.Bare },
        new("agenda move", "<n> to <m>", "move an item to another place", Permission.Chair, Needs.Group, CalendarActs.AgendaMove) { Examples = ["agenda move 3 to 1"], Line = LineForm.Bare },
    ];

    private static IEnumerable<ChatCommand> CalendarCommands() =>
    [
        new("schedule", "every <n> weeks on <weekday> at <time>[ for <duration>][ from <date>] / <date> <time> / face-to-face <date> to <date> <time>", "set when the group meets", Permission.Chair, Needs.Group, CalendarActs.Schedule)
            { Examples = ["schedule every 2 weeks on Thursday at 12:00 for 1h from 2023-11-30", "schedule monthly on the second Tuesday at 10:00", "schedule 2024-03-05 09:00", "schedule face-to-face 2024-05-28 to 2024-05-30 09:00"], Line = LineForm.Bare },
        new("calendar", "", "show the coming meetings", Permission.Anyone, Needs.Group, CalendarActs.Calendar) { Examples = ["calendar"] },
        new("calendar feed", "[new]", "show the address under which calendars subscribe to the meetings, or make a new one", Permission.Member, Needs.Group, CalendarActs.Feed) { Examples = ["calendar feed", "calendar feed new"], Line = LineForm.Bare },
        new("next", "", "show the next meeting", Permission.Anyone, Needs.Group, CalendarActs.Next) { Synonyms = ["next meeting"], Examples = ["next"] },
        new("cancel", "<date>[ because <reason>]", "cancel one meeting", Permission.Chair, Needs.Group, CalendarActs.Cancel) { Examples = ["cancel 2023-12-28 because of the holidays"], Line = LineForm.Bare },
        new("restore", "<date> or <n>", "take back a cancellation, or put a struck entry back", Permission.Anyone, Needs.Group, CalendarActs.Restore) { Synonyms = ["put back"], Examples = ["restore 2023-12-28", "restore 7"], Line = LineForm.Bare },
        new("move", "<date> to <date>[ <time>]", "move one meeting", Permission.Chair, Needs.Group, CalendarActs.Move) { Examples = ["move 2023-12-28 to 2024-01-04 13:00"], Line = LineForm.Bare },
        new("announce", "", "announce the next meeting now", Permission.Chair, Needs.Group, CalendarActs.Announce) { Examples = ["announce"] },
        new("notices", "", "show what I posted and will post by myself", Permission.Member, Needs.Group, NoticeActs.Show) { Examples = ["notices"] },
        new("notices pause", "", "post nothing by myself for a while; what is due waits", Permission.Chair, Needs.Group, _ => new AskGroup(new ChangeSetting("notices", "paused"))) { Synonyms = ["pause notices"], Examples = ["notices pause"] },
        new("notices resume", "", "post what waits, and go on", Permission.Chair, Needs.Group, _ => new AskGroup(new ChangeSetting("notices", "on"))) { Synonyms = ["resume notices"], Examples = ["notices resume"] },
    ];

    private static IEnumerable<ChatCommand> RegisterCommands() =>
    [
        new("decisions", "[<words>]", "show what was decided, newest first", Permission.Member, Needs.Group, RegisterActs.Decisions) { Examples = ["decisions", "decisions export"] },
        new("actions", "[mine/open/overdue/<person>]", "show actions", Permission.Anyone, Needs.Group, RegisterActs.Actions) { Examples = ["actions", "actions mine", "actions overdue"] },
        new("done", "<n>", "mark an action as done", Permission.Anyone, Needs.Group, call => RegisterActs.Close(call, ActionStatus.Done)) { Examples = ["done 4"], Line = LineForm.Bare },
        new("drop", "<n> because <reason>", "give an action up", Permission.Anyone, Needs.Group, call => RegisterActs.Close(call, ActionStatus.Dropped)) { Examples = ["drop 4 because the room is gone"], Line = LineForm.Bare },
        new("search", "<words>", "look for words in the decisions, actions and notes of all meetings", Permission.Member, Needs.Group, RegisterActs.Search) { Examples = ["search export"] },
        new("missed", "", "show what you missed", Permission.Member, Needs.Group, RegisterActs.Missed) { Examples = ["missed"] },
        new("report attendance", "[<period>]", "show who came how often", Permission.Member, Needs.Group, AttendanceReportActs.ReportAttendance) { Examples = ["report attendance", "report attendance 6 months"] },
        new("register", "decisions/actions/ballots/attendance/members[ as csv/markdown]", "get a register as a file", Permission.Member, Needs.Group, RegisterActs.File) { Examples = ["register decisions", "register attendance as markdown"], Line = LineForm.Bare },
        new("share", "<question>", "show an answer to everybody", Permission.Member, Needs.Group, RegisterActs.ShareHere) { Examples = ["share decisions export"], Hidden = true, Line = LineForm.Never },
    ];

    private static IEnumerable<ChatCommand> GroupCommands() =>
    [
        new("setup", "<group name>[ timezone <IANA zone>]", "make this conversation a group with a chair and a roster", Permission.Anyone, Needs.Nothing, GroupActs.SetUp)
            { Examples = ["setup Budget Committee timezone Europe/Berlin"] },
        new("use", "<group>", "bind this conversation to a group", Permission.Anyone, Needs.Nothing, GroupActs.Use) { Examples = ["use Budget Committee"] },
        new("set", "<key> <value>", "change a setting", Permission.Chair, Needs.Group, GroupActs.Set) { Examples = ["set template narrative", "set tags Minutes, Budget"] },
        new("settings", "", "show the settings", Permission.Anyone, Needs.Group, GroupActs.ShowSettings) { Examples = ["settings"] },
        new("template", "<name> and the Liquid text below", "keep a template of your own for set template", Permission.Chair, Needs.Group, GroupActs.KeepTemplate) { Line = LineForm.Never, Hidden = true, Examples = ["template ours\n{{ minutes.group }}"] },
        new("roster", "", "show the roster", Permission.Anyone, Needs.Group, RosterActs.Roster) { Examples = ["roster"] },
        new("roster add", "<Name (Org)>[ as <role>][ class <class>], ...", "put people on the roster", Permission.Officer, Needs.Group, RosterActs.RosterAdd) { Examples = ["roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech, Inc. (Labs))"] },
        new("roster remove", "<person>", "take somebody off the roster", Permission.Officer, Needs.Group, RosterActs.RosterRemove) { Examples = ["roster remove Ana"] },
        new("role", "<person> <role>", "give somebody a role; the first chair makes an open group a chaired one", Permission.Officer, Needs.Group, RosterActs.GiveRole) { Examples = ["role Ana chair"] },
        new("alias", "<text> for <person>", "give somebody another spelling", Permission.Officer, Needs.Group, RosterActs.GiveAlias) { Examples = ["alias Annie for Ana Lopes"] },
        new("identify", "<@user> <person>", "link an account to somebody on the roster", Permission.Scribe, Needs.Group, IdentityActs.Identify) { Examples = ["identify @ana Ana Lopes"] },
        new("rename", "<person or organisation> to <name>[ from <date>]", "change a name", Permission.Officer, Needs.Group, RosterActs.Rename) { Examples = ["rename Initech to Initrode from 2024-01-01"] },
        new("affiliation", "<person> <org>[ from <date>]", "say for whom somebody speaks", Permission.Officer, Needs.Group, RosterActs.Affiliate) { Examples = ["affiliation Ana Initech from 2024-01-01"] },
        new("members", "[on <date>]", "show who votes: organisations by class, as of a day", Permission.Member, Needs.Group, OrganizationActs.Members) { Synonyms = ["voting members"], Examples = ["members", "members on 2023-12-14"], Line = LineForm.Bare },
        new("class", "<organisation> <class>[ from <date>]", "give an organisation a voting class; organisations vote from then on", Permission.Officer, Needs.Group, OrganizationActs.GiveClass) { Examples = ["class Acme issuer", "class Initech: interested party"], Line = LineForm.Colon },
        new("suspend", "<organisation>[ from <date>][ until <date>][ because <reason>]", "let an organisation not vote for a time", Permission.Officer, Needs.Group, OrganizationActs.Suspend) { Examples = ["suspend Acme until 2024-06-30 because the audit is late"] },
        new("probation", "<organisation>[ from <date>][ until <date>]", "put a new organisation on probation", Permission.Officer, Needs.Group, OrganizationActs.Probation) { Examples = ["probation Acme until 2024-06-30"] },
        new("reinstate", "<organisation>[ from <date>]", "end a suspension or probation", Permission.Officer, Needs.Group, OrganizationActs.Reinstate) { Examples = ["reinstate Acme"] },
        new("representative", "[remove ]<person>[ for <organisation>]", "say who votes for an organisation", Permission.Officer, Needs.Group, OrganizationActs.Represent) { Examples = ["representative Ana Lopes", "representative Ana Lopes for Acme", "representative remove Ana Lopes"] },
        new("affiliate", "<organisation> of <organisation>[ from <date>]", "say that another organisation votes for it", Permission.Officer, Needs.Group, OrganizationActs.Affiliate) { Examples = ["affiliate Acme Labs of Acme"] },
        new("i am", "<Name (Org)>", "say who you are on the roster", Permission.Anyone, Needs.Group, IdentityActs.IAm) { Synonyms = ["i'm"], Examples = ["i am Ana Lopes (Acme)"] },
        new("my zone", "[<IANA zone>/off]", "say where you are: notices give the time there, too", Permission.Member, Needs.Group, IdentityActs.MyZone) { Synonyms = ["my timezone"], Examples = ["my zone Europe/Berlin", "my zone off"] },
        new("help", "[<command>/all]", "show what you can do now", Permission.Anyone, Needs.Nothing, HelpActs.Help) { Synonyms = ["hi", "hello", "?"], Examples = ["help", "help decision"] },
        new("admin", "[remove ]<person>", "let somebody export the group, forget people and name admins", Permission.Admin, Needs.Group, IdentityActs.Admin) { Examples = ["admin Ana Lopes", "admin remove Ana Lopes"] },
        new("export", "", "get all that is kept of the group as a file", Permission.Admin, Needs.Group, MinutesActs.ExportGroup) { Examples = ["export"] },
        new("forget", "<person>", "empty a person's directory entry", Permission.Admin, Needs.Group, IdentityActs.Forget) { Examples = ["forget Ana Lopes"] },
    ];
}
