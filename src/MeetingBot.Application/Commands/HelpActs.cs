using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Help: at most eight lines for this person at this moment; more only when asked for.</summary>
internal static class HelpActs
{
    public static Step Help(Call call)
    {
        string words = call.Words.Trim().TrimStart('/').ToLowerInvariant();
        if (words.Length == 0)
        {
            return Hello(call);
        }

        if (words == "all")
        {
            return All(call);
        }

        ChatCommand? command = Catalogue.Find(words);
        if (command is not null)
        {
            return Step.Say(About(call, command));
        }

        List<ChatCommand> near = [.. Catalogue.All.Where(known => !known.Hidden && known.Name.StartsWith(words, StringComparison.Ordinal))];
        return near.Count > 0
            ? Step.Say(string.Join('\n', near.Select(known => $"{known.Syntax}: {known.Summary}")))
            : Step.Say($"I know no command \"{words}\". {Catalogue.DidYouMean(words)}");
    }

    private static string About(Call call, ChatCommand command)
    {
        var text = new StringBuilder($"{command.Syntax}\n{command.Summary}");
        if (command.Synonyms.Length > 0)
        {
            text.Append($"\nAlso: {string.Join(", ", command.Synonyms)}");
        }

        if (call.Group?.Chaired == true && command.Who != Permission.Anyone)
        {
            text.Append($"\nWho: {Wording.Who(command.Who)}{(call.May(command.Who) ? "" : " (not you, at the moment)")}");
        }

        string[] more = [.. Catalogue.All.Where(known => !known.Hidden && known.Name.StartsWith(command.Name + " ", StringComparison.Ordinal)).Select(known => known.Name)];
        if (more.Length > 0)
        {
            text.Append($"\nSee also: {string.Join(", ", more)}");
        }

        foreach (string example in command.Examples.Take(2))
        {
            text.Append($"\nFor example: {call.Message.Address}{example}");
        }

        return text.ToString();
    }

    private static Step All(Call call)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, ChatCommand> chapter in Catalogue.All.Where(command => !command.Hidden && call.May(command.Who)).GroupBy(command => command.Chapter))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(chapter.Key).Append(": ").Append(string.Join(" · ", chapter.Select(command => command.Syntax)));
        }

        return Step.Say(text.Append("\nMore on one: help <command>").ToString());
    }

    /// <summary>What this person can do now.</summary>
    public static Step Hello(Call call)
    {
        if (call.Group is null)
        {
            return Step.Say(Here(call, "I keep the minutes of your meeting: only lines meant for me, nothing else that is said here.\n"
                + "`start` opens a meeting now, with no set-up\n"
                + "`here` marks you as present\n"
                + "`decision: Ship on Monday` writes down what was decided\n"
                + "`todo Ben: Book the room by Friday` writes down who does what\n"
                + "`end` closes the meeting and drafts the minutes\n"
                + "`setup <group name>` makes a group with a chair and a roster"),
                new Button("Start a meeting", "start"));
        }

        var lines = new List<string>();
        if (call.InSession)
        {
            if (!call.Session.Attendance.ContainsKey(call.Caller))
            {
                lines.Add("`here` marks you as present");
            }

            if (call.May(Permission.Scribe))
            {
                lines.Add("`note: ...` writes down a point, `note Ana: ...` with its speaker");
                lines.Add("`decision: ...` records what was decided; `agreed` alone makes the last point a decision");
                lines.Add("`todo Ben: ... by Friday` records who does what");
                lines.Add("`next topic`, `topic: <title>`, `aob` go through the agenda");
                lines.Add("`undo`, `correct <n> <text>`, `recent` put things right");
                lines.Add(call.May(Permission.Chair) ? "`end` closes the meeting and drafts the minutes" : "`q+` asks for the floor");
            }
            else
            {
                lines.Add("`q+` asks for the floor, `queue` shows who waits");
                lines.Add(call.Session.OpenMotion is not null && call.Session.MayVote(call.Caller) ? "`vote yes`, `vote no` or `vote abstain` votes on the motion"
                    : "`agenda` shows the agenda, `agenda add: <title>` proposes an item");
                lines.Add("`actions mine` shows what you have to do");
                lines.Add("`left` says that you go before the end");
            }
        }
        else
        {
            lines.Add(call.May(Permission.Officer) ? "`start` opens the meeting" : "`next` shows when the next meeting is; `regrets` says that you cannot come");
            if (call.Known.Ballots.Values.FirstOrDefault(ballot => ballot.Stage == BallotStage.Voting) is { } voting && !call.Known.ElectorateOn(call.Today).Of(call.Caller).IsEmpty)
            {
                lines.Add($"`ballot vote {voting.Identifier} yes`, `no` or `abstain` votes on {Words.Cut(voting.Title, 60)}");
            }

            lines.Add("`agenda add: <title>` puts something on the agenda");
            lines.Add(call.May(Permission.Member) ? "`actions mine`, `decisions`, `search: <words>` and `missed` look things up" : "`i am <Name (Org)>` says who you are on the roster");
            if (call.May(Permission.Chair))
            {
                lines.Add("`schedule`, `cancel <date>` and `move <date> to <date>` keep the calendar");
                lines.Add("`minutes` shows the last minutes, `minutes post` posts them");
            }
        }

        lines.Add("`help all` lists every command, `help <command>` explains one");
        return Step.Say(Here(call, string.Join('\n', lines.Take(8))));
    }

    private static string Here(Call call, string text) => Wording.HeardHere(text, call.Message.Address);
}
