using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Questions over all meetings of a group, answered privately, newest first, with what was decided in its own words.</summary>
internal static class RegisterActs
{
    private const int Shown = 10;

    /// <summary>How many meetings are read for their notes at most: some years of them.</summary>
    private const int Searched = 100;

    public static Step Decisions(Call call)
    {
        string sought = call.Words.Trim();
        List<RegisteredDecision> found = [.. AllDecisions(call).Where(decision => Mentions(sought, decision.Text, decision.Context, decision.Topic))];
        if (found.Count == 0)
        {
            return sought.Length == 0 ? Step.Say("Nothing is decided yet. The chair types: decision <text>") : Step.No(new NothingFound(sought));
        }

        var text = new StringBuilder(Header(found.Count, "decision", sought));
        foreach (RegisteredDecision decision in found.Take(Shown))
        {
            text.Append('\n').Append(Line(call, decision));
        }

        return Step.Say(text.Append(Behind(call, found.Select(decision => decision.Meeting))).ToString(), Share($"decisions {sought}"));
    }

    private static string Line(Call call, RegisteredDecision decision)
    {
        string by = decision.By.IsEmpty ? "" : $" ({Words.List(decision.By.Select(named => call.Directory.NameOf(named)))} agreed)";
        string outcome = decision.Outcome is ResolutionOutcome.Agreed ? "" : $" [{decision.Outcome.ToString().ToLowerInvariant()}]";
        string context = decision.Context is { } before ? $"\n    after: {Words.Cut(before, 200)}" : "";
        string topic = decision.Topic is { } title ? $", {title}" : "";
        return $"{Words.Day(decision.Meeting.Date)} #{decision.Entry}{topic}: {decision.Text}{outcome}{by}{context}";
    }

    public static Step Actions(Call call)
    {
        string filter = call.Words.Trim().ToLowerInvariant();
        IEnumerable<RegisteredAction> actions = AllActions(call);
        Func<RegisteredAction, bool>? wanted = filter switch
        {
            "" or "open" => action => action.Status == ActionStatus.Open,
            "all" => _ => true,
            "done" => action => action.Status == ActionStatus.Done,
            "mine" or "my" or "me" => action => action.Status == ActionStatus.Open && Owns(call, action, call.Caller),
            "overdue" => action => action.Status == ActionStatus.Open && action.Due < call.Today,
            _ => null,
        };
        if (wanted is null)
        {
            PersonMatch match = call.Who(call.Words);
            if (match.Person is not { } person)
            {
                return Step.No(new WhoIsMeant(call.Words.Trim(), [.. call.HereFirst(match.Candidates)], "actions \u0001"));
            }

            wanted = action => action.Status == ActionStatus.Open && Owns(call, action, person);
        }

        List<RegisteredAction> found = [.. actions.Where(wanted).OrderByDescending(action => action.Number)];
        if (found.Count == 0)
        {
            return Step.Say(filter switch
            {
                "" or "open" => "No action is open.",
                "mine" or "my" or "me" => "You have no open action.",
                "overdue" => "No action is overdue.",
                "done" => "No action is done yet.",
                "all" => "No action is recorded yet.",
                _ => $"{call.Words.Trim()} has no open action.",
            });
        }

        var text = new StringBuilder(Header(found.Count, filter is "" or "open" ? "open action" : "action", ""));
        foreach (RegisteredAction action in found.Take(2 * Shown))
        {
            text.Append('\n').Append(Line(call, action));
        }

        ImmutableArray<Button> done = [.. found.Where(action => action.Status == ActionStatus.Open && Owns(call, action, call.Caller)).Take(3).Select(action => new Button($"Done {action.Number}", $"done {action.Number}"))];
        return new Answer(new Reply(ReplyKind.Answer, text.ToString()) { Buttons = done });
    }

    private static string Line(Call call, RegisteredAction action)
    {
        string owners = action.Owners.IsEmpty ? "nobody yet" : Words.List(action.Owners.Select(named => call.Directory.NameOf(named)));
        string due = action.Due is { } day ? $", due {Words.Day(day)}{(day < call.Today && action.Status == ActionStatus.Open ? " (overdue)" : "")}" : "";
        string status = action.Status == ActionStatus.Open ? "" : $" [{action.Status.ToString().ToLowerInvariant()}]";
        return $"{action.Number}. {owners}: {action.Text}{due}{status} (since {Words.Day(action.Meeting.Date)} #{action.Entry})";
    }

    private static bool Owns(Call call, RegisteredAction action, PersonId person) =>
        action.Owners.Any(owner => owner.Id is { } id && call.Directory.Resolve(id) == person);

    public static Step Close(Call call, ActionStatus status)
    {
        string words = call.Words.Trim();
        int space = words.IndexOf(' ', StringComparison.Ordinal);
        if (CalendarActs.Number(space < 0 ? words : words[..space]) is not { } number)
        {
            return new Expected("an action's number; `actions` lists them");
        }

        string reason = space < 0 ? "" : MeetingActs.After(words[space..], "because", "as");
        if (status == ActionStatus.Dropped && reason.Length == 0)
        {
            return new Expected($"why: `drop {number} because ...`");
        }

        bool here = call.InSession && Summaries.Actions(call.Session).Any(action => action.Number == number);
        return here
            ? new AskMeeting(new CloseAssignment(number, status, reason.Length == 0 ? null : reason))
            : new AskGroup(new CloseRegisteredAction(number, status, reason.Length == 0 ? null : reason));
    }

    /// <summary>Whether words stand in the registers or in the meeting at hand, so that a plain line that seeks them is meant for the bot.</summary>
    public static bool IsOnRecord(Call call, string sought) => sought.Length > 1
        && (Registered(call, sought).Any() || call.Meeting?.Entries.Any(entry => !entry.Struck && Mentions(sought, entry.Text)) == true);

    private static IEnumerable<(LocalDate Date, string Line, MeetingId? Meeting)> Registered(Call call, string sought) =>
        AllDecisions(call).Where(decision => Mentions(sought, decision.Text, decision.Context, decision.Topic))
            .Select(decision => (decision.Meeting.Date, "Decision, " + Line(call, decision), (MeetingId?)decision.Meeting))
        .Concat(AllActions(call).Where(action => Mentions(sought, action.Text, action.Context, action.Topic))
            .Select(action => (action.Meeting.Date, "Action " + Line(call, action), (MeetingId?)action.Meeting)))
        .Concat(call.Known.Ballots.Values.Where(ballot => Mentions(sought, ballot.Identifier, ballot.Title))
            .Select(ballot => (ballot.Since.InZone(call.Zone).Date, "Ballot " + BallotQuestions.Line(ballot, call.Zone, call.Message.At), (MeetingId?)null)));

    public static Step Search(Call call)
    {
        string sought = call.Words.Trim();
        if (sought.Length < 2)
        {
            return new Expected("a word or two to look for");
        }

        List<(LocalDate Date, string Line, MeetingId? Meeting)> lines = [.. Registered(call, sought)];

        // Of decisions and actions the group keeps a register; notes stand in the meetings only, and are read as far as they are shown.
        int notes = 0;
        int read = 0;
        ImmutableArray<MeetingId> meetings = [.. (call.Meeting is { } at ? [at.Id] : Array.Empty<MeetingId>()).Union(call.Known.Held.OrderDescending(MeetingId.InOrder)).Take(Searched)];
        return new WithMeetings(meetings, Noted, Found);

        bool Noted(Meeting meeting)
        {
            read++;
            foreach (Entry entry in meeting.Entries.Reverse().Where(entry => !entry.Struck && entry.Matter is Point or Mark or Link or Motion or Heading && Mentions(sought, entry.Text)))
            {
                notes++;
                lines.Add((meeting.Date, $"{Words.Day(meeting.Date)} #{entry.Number}: {Wording.Line(entry, call.Directory)}", meeting.Id));
            }

            return notes < Shown;
        }

        Step Found()
        {
            if (lines.Count == 0)
            {
                return Step.No(new NothingFound(sought));
            }

            var text = new StringBuilder(read < meetings.Length ? "At least " : "").Append(Header(lines.Count, "match", sought, "matches"));
            (LocalDate Date, string Line, MeetingId? Meeting)[] shown = [.. lines.OrderByDescending(line => line.Date).Take(Shown)];
            foreach ((_, string line, _) in shown)
            {
                text.Append('\n').Append(line);
            }

            return Step.Say(text.Append(Behind(call, shown.Select(line => line.Meeting).OfType<MeetingId>())).ToString(), Share($"search {sought}"));
        }
    }

    /// <summary>How to read what was found where it stands: the command for the newest meeting that is over.</summary>
    private static string Behind(Call call, IEnumerable<MeetingId> meetings) =>
        meetings.FirstOrDefault(id => !(call.InSession && call.Session.Id == id)) is { } newest ? $"\nIn its minutes: minutes {Words.Iso(newest.Date)}" : "";

    public static Step Missed(Call call)
    {
        MeetingSummary? last = call.Known.Held.Reverse().Select(id => call.Known.Meetings[id])
            .FirstOrDefault(summary => !summary.Attendance.Any(attended => call.Directory.Resolve(attended.Person) == call.Caller));
        if (last is null)
        {
            return Step.Say(call.Known.Held.IsEmpty ? "No meeting has been held yet." : "You were at every meeting.");
        }

        var text = new StringBuilder($"The last meeting you missed was on {Words.Day(last.Meeting.Date)}.");
        foreach (RegisteredDecision decision in last.Decisions)
        {
            text.Append("\nDecided: ").Append(decision.Text);
        }

        foreach (RegisteredAction action in last.Actions)
        {
            text.Append("\nAction ").Append(Line(call, call.Known.Actions.GetValueOrDefault(action.Number) ?? action));
        }

        return Step.Say(text.ToString(), new Button("Its minutes", $"minutes {Words.Iso(last.Meeting.Date)}"));
    }

    /// <summary><c>register decisions as csv</c>.</summary>
    public static Step File(Call call)
    {
        string[] words = call.Words.Trim().ToLowerInvariant().Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries);
        RegisterFormat? format = words switch
        {
            [_] or [.., "csv"] => RegisterFormat.Csv,
            [.., "markdown" or "md"] => RegisterFormat.Markdown,
            _ => null,
        };
        if (words.Length == 0 || format is not { } written || Registers.Of(words[0], call.Known, call.Directory, call.Today) is not { } table)
        {
            return new Expected($"one of {string.Join(", ", Registers.Names)}, and `as csv` or `as markdown`");
        }

        Printed printed = call.Printer.Print(table, written);
        string name = $"{Words.Iso(call.Today)}-{table.Name}-{call.Known.Slug}.{printed.Extension}";
        return new Answer(new Reply(ReplyKind.Answer, $"{table.Title}: {Words.Count(table.Rows.Length, "row")}, as {name}.") { File = new Attachment(name, printed.ContentType, printed.Content) });
    }

    private static IEnumerable<RegisteredDecision> AllDecisions(Call call) =>
        (call.InSession ? Summaries.Decisions(call.Session).Reverse() : [])
        .Concat(call.Known.Held.Reverse().Where(id => !(call.InSession && call.Session.Id == id)).SelectMany(id => call.Known.Meetings[id].Decisions.Reverse()));

    private static IEnumerable<RegisteredAction> AllActions(Call call)
    {
        List<RegisteredAction> now = call.InSession ? [.. Summaries.Actions(call.Session)] : [];
        return now.Concat(call.Known.Actions.Values.Reverse().Where(action => now.TrueForAll(known => known.Number != action.Number)));
    }

    private static bool Mentions(string sought, params ReadOnlySpan<string?> texts)
    {
        foreach (string word in sought.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            bool found = false;
            foreach (string? text in texts)
            {
                found |= text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true;
            }

            if (!found)
            {
                return false;
            }
        }

        return true;
    }

    private static string Header(int count, string one, string sought, string? many = null) =>
        Words.Count(count, one, many) + (sought.Length == 0 ? "" : $" for \"{sought}\"") + (count > Shown ? $", the newest {Shown}:" : ":");

    private static Button Share(string question) => new("Share here", $"share {question.Trim()}");

    /// <summary>Asks again, and lets everybody see the answer: nobody can put words into the bot's mouth.</summary>
    public static Step ShareHere(Call call) => Shared(CommandParser.AskAgain(call, call.Words));

    private static Step Shared(Step step) => step switch
    {
        Answer { Reply: { Kind: ReplyKind.Answer } reply } => new Answer(new Reply(ReplyKind.Answer, "Shared with everybody here.") { Aloud = [reply.Text] }),
        WithMeetings with => with with { Then = () => Shared(with.Then()) },
        Refuse refuse => refuse,
        _ => new Expected("a question, as in `share decisions budget`"),
    };
}
