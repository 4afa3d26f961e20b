using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Questions over all meetings of a group, answered privately, newest first, with what was decided in its own words.</summary>
internal static class RegisterActs
{
    private const int Shown = 10;

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

        return Step.Say(text.ToString(), Share($"decisions {sought}"));
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
        return $"{action.Number}. {owners}: {action.Text}{due}{status} (since {Words.Day(action.Meeting.Date)})";
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

    public static Step Search(Call call)
    {
        string sought = call.Words.Trim();
        if (sought.Length < 2)
        {
            return new Expected("a word or two to look for");
        }

        var lines = new List<(LocalDate Date, string Line)>();
        lines.AddRange(AllDecisions(call).Where(decision => Mentions(sought, decision.Text, decision.Context, decision.Topic))
            .Select(decision => (decision.Meeting.Date, "Decision, " + Line(call, decision))));
        lines.AddRange(AllActions(call).Where(action => Mentions(sought, action.Text, action.Context, action.Topic))
            .Select(action => (action.Meeting.Date, "Action " + Line(call, action))));
        lines.AddRange(call.Known.Ballots.Values.Where(ballot => Mentions(sought, ballot.Identifier, ballot.Title))
            .Select(ballot => (ballot.Since.InZone(call.Zone).Date, "Ballot " + BallotQuestions.Line(ballot, call.Zone, call.Message.At))));
        if (call.Meeting is { } meeting)
        {
            lines.AddRange(meeting.Entries.Where(entry => !entry.Struck && entry.Matter is Point or Mark or Link or Motion or Heading && Mentions(sought, entry.Text))
                .Select(entry => (meeting.Date, $"{Words.Day(meeting.Date)} #{entry.Number}: {Wording.Line(entry, call.Directory)}")));
        }

        if (lines.Count == 0)
        {
            return Step.No(new NothingFound(sought));
        }

        var text = new StringBuilder(Header(lines.Count, "match", sought, "matches"));
        foreach ((_, string line) in lines.OrderByDescending(line => line.Date).Take(Shown))
        {
            text.Append('\n').Append(line);
        }

        return Step.Say(text.ToString(), Share($"search {sought}"));
    }

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

    public static Step ReportAttendance(Call call)
    {
        (LocalDate from, LocalDate until) = Period(call);
        if (AttendanceReport.Of(call.Known, call.Directory, from, until) is not { } report)
        {
            return Step.Say("No meeting was held in that time.");
        }

        string span = until == LocalDate.MaxIsoValue ? $"since {Words.Day(report.From)}" : $"from {Words.Day(report.From)} to {Words.Day(report.Until)}";
        var text = new StringBuilder($"Attendance at {Words.Count(report.Meetings, "meeting")} {span}:");
        foreach (AttendanceShare share in report.People)
        {
            text.Append('\n').Append(Line(share, report));
        }

        if (!report.Organizations.IsEmpty && call.Known.HasClasses)
        {
            text.Append("\nBy organisation:");
            foreach (AttendanceShare share in report.Organizations)
            {
                text.Append('\n').Append(Line(share, report));
            }
        }

        return Step.Say(text.Append(Test(call)).ToString(), new Button("As a file", "register attendance as csv"));
    }

    private static string Line(AttendanceShare share, AttendanceReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{share.Name}: {share.Came} of {report.Meetings} ({100 * share.Came / report.Meetings}%)");

    /// <summary>Which organisations pass the attendance test of the policy now; nothing where it has none.</summary>
    private static string Test(Call call)
    {
        if (call.Known.Settings.Ballots.Attendance is not { } test || AttendanceReport.Of(call.Known, call.Directory, call.Today.PlusMonths(-test.Months), call.Today) is not { } report)
        {
            return "";
        }

        string faceToFace = test.FaceToFace == 0 ? "" : $" and {Words.Count(test.FaceToFace, "meeting")} face to face";
        AttendanceShare[] missed = [.. report.Organizations.Where(share => !share.Passes(test, report))];
        return $"\nAttendance test of {test.Months} months: {test.Share} of the calls{faceToFace} ({test.Rule}). "
            + (missed.Length == 0 ? "Every organisation passes." : $"Not passed by: {string.Join(", ", missed.Select(share => share.Name))}.");
    }

    /// <summary><c>2024-01-01..2024-06-30</c>, <c>since 2024-03-01</c>, <c>6 months</c>, <c>2024</c>; everything without words.</summary>
    private static (LocalDate From, LocalDate Until) Period(Call call)
    {
        string words = MeetingActs.After(call.Words, "since", "from");
        int dots = words.IndexOf("..", StringComparison.Ordinal);
        int to = dots >= 0 ? dots : words.IndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        if (to >= 0)
        {
            LocalDate last = call.Date(words[(to + (dots >= 0 ? 2 : 4))..].Trim(), DateSense.Past).Value ?? LocalDate.MaxIsoValue;
            return (call.Date(words[..to].Trim(), DateSense.Past).Value ?? LocalDate.MinIsoValue, last);
        }

        LocalDate from = words.Length == 0 ? LocalDate.MinIsoValue
            : Spans.Days(words) is { } days ? call.Today.PlusDays(-days)
            : words.EndsWith("months", StringComparison.OrdinalIgnoreCase) && CalendarActs.Number(words[..^6]) is > 0 and < 12_000 and var months ? call.Today.PlusMonths(-months)
            : int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out int year) && year is > 1900 and < 3000 ? new LocalDate(year, 1, 1)
            : call.Date(words, DateSense.Past).Value ?? LocalDate.MinIsoValue;
        return (from, LocalDate.MaxIsoValue);
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
    public static Step ShareHere(Call call) => CommandParser.AskAgain(call, call.Words) is Answer { Reply: { Kind: ReplyKind.Answer } reply }
        ? new Answer(new Reply(ReplyKind.Answer, "Shared with everybody here.") { Aloud = [reply.Text] })
        : new Expected("a question, as in `share decisions budget`");
}
