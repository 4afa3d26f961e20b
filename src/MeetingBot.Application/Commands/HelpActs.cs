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

        foreach (string example in command.Examples)
        {
            text.Append($"\nFor example: {example}");
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
            return Step.Say("I keep the minutes of your meeting: only lines meant for me, nothing else that is said here.\n"
                + "start: open a meeting now, with no set-up\n"
                + "here: mark yourself as present\n"
                + "decision: Ship on Monday: write down what was decided\n"
                + "todo Ben: Book the room by Friday: write down who does what\n"
                + "end: close the meeting and get the minutes\n"
                + "setup <group name>: for a group with a chair and a roster",
                new Button("Start a meeting", "start"));
        }

        var lines = new List<string>();
        if (call.InSession)
        {
            if (!call.Session.Attendance.ContainsKey(call.Caller))
            {
                lines.Add("here: mark yourself as present");
            }

            if (call.May(Permission.Scribe))
            {
                lines.Add("note: what was said (note Ana: with the speaker)");
                lines.Add("decision: what was decided; agreed makes a decision of the last note");
                lines.Add("todo Ben: what is to be done by Friday");
                lines.Add("next topic, topic <n or title>, aob");
                lines.Add("undo, correct <n> <text>, recent");
                lines.Add("end: close the meeting and draft the minutes");
            }
            else
            {
                lines.Add("q+: ask for the floor");
                lines.Add("agenda, actions, decisions: look things up");
                lines.Add("vote yes, vote no, vote abstain: when a motion is open");
                lines.Add("left: when you go before the end");
            }
        }
        else
        {
            lines.Add(call.May(Permission.Officer) ? "start: open the meeting" : "next: when the next meeting is; regrets: when you cannot come");
            lines.Add("agenda add <title>: put something on the agenda");
            lines.Add("actions mine, decisions, search <words>, missed: look things up");
            if (call.May(Permission.Chair))
            {
                lines.Add("schedule, cancel <date>, move <date> to <date>: the calendar");
                lines.Add("minutes, minutes post: the last minutes");
            }
        }

        lines.Add("help all: every command; help <command>: one of them");
        return Step.Say(string.Join('\n', lines.Take(8)));
    }
}
