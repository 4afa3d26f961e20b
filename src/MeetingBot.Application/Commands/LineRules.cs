using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>When a plain line of the thread is a command and not chat.</summary>
internal static class LineRules
{
    /// <summary>Commands that take free text after a colon; a near miss of one of these is asked about.</summary>
    public static readonly ImmutableArray<string> TextCommands =
        ["note", "decision", "agreed", "resolved", "action", "todo", "topic", "motion", "rejected", "inconclusive", "consensus", "present", "regrets", "agenda add", "correct"];

    /// <summary>Whether a command means something without any words after it.</summary>
    public static bool StandsAlone(ChatCommand command, string calledAs) =>
        command.Parameters.Length == 0 || command.Parameters[0] == '[' && command.Name != "note" || calledAs is "agreed" or "resolved" or "present" or "no objection" or "no objections" or "consensus";

    /// <summary>Words that everybody says: from somebody who does not keep the minutes they are chat.</summary>
    public static bool MayBeChat(string calledAs) => calledAs is "agreed" or "no objection" or "no objections" or "consensus" or "resolved";

    /// <summary><c>note Tim H: ...</c>, <c>todo Ben: ...</c>, <c>decision for 14 December: ...</c>: a few words, then a colon, then text.</summary>
    public static bool NamedBeforeColon(ChatCommand command, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        return command.Name is "note" or "action" && colon is > 0 and < 80 && colon + 1 < rest.Length
            && !rest.AsSpan(colon).StartsWith("://", StringComparison.Ordinal) && rest.AsSpan(0, colon).Count(' ') < 8;
    }

    /// <summary>Whether the words after a command are such that nobody chats so.</summary>
    public static bool ReadsBare(string command, string rest) => command switch
    {
        "here" => rest.ToLowerInvariant() is "remote" or "remotely" or "by phone" or "online",
        "q+" or "q-" or "ack" => true,
        "link" => rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        "vote" => MotionActs.Read(rest.Split(' ')[0]) is not null,
        "note well" or "antitrust" => rest.StartsWith("by ", StringComparison.OrdinalIgnoreCase),
        "minutes of" => rest.Contains("approved", StringComparison.OrdinalIgnoreCase) || rest.Contains("deferred", StringComparison.OrdinalIgnoreCase) || rest.Contains(" sent", StringComparison.OrdinalIgnoreCase),
        "minutes export" or "minutes approve" => true,
        "agreed" or "no objection" or "consensus" => rest.StartsWith('#') || rest.StartsWith("by ", StringComparison.OrdinalIgnoreCase),
        "topic" or "item" or "undo" or "strike" or "done" or "drop" or "correct" or "agenda accept" or "agenda remove" or "agenda defer" or "agenda move" =>
            char.IsAsciiDigit(rest.TrimStart('#').FirstOrDefault()) && FirstIsNumber(rest),
        "schedule" => rest.StartsWith("every ", StringComparison.OrdinalIgnoreCase) || char.IsAsciiDigit(rest[0]),
        "cancel" or "restore" or "move" => char.IsAsciiDigit(rest.TrimStart('#').FirstOrDefault()),
        "start" or "begin" => rest.StartsWith("at ", StringComparison.OrdinalIgnoreCase) || char.IsAsciiDigit(rest[0]) || (char.IsUpper(rest[0]) && rest.AsSpan().Count(' ') < 5),
        "setup" or "set" or "roster add" or "role" or "help" or "agenda add" or "decisions" or "search" or "actions" or "minutes" or "report attendance" or "present" or "scribe" => !rest.EndsWith('?') && Short(command, rest),
        _ => false,
    };

    /// <summary>Commands whose first word nobody begins a chat line with, as long as the line is short.</summary>
    private static bool Short(string command, string rest) => command is "setup" or "roster add" or "agenda add" or "search" or "report attendance" || rest.AsSpan().Count(' ') < 6 && command switch
    {
        "set" => Settings.Keys.Any(known => rest.StartsWith(known.Key + " ", StringComparison.OrdinalIgnoreCase)),
        "role" => rest.Split(' ') is [.., var last] && Roles.Read(last) is not null,
        "help" => rest == "all" || Catalogue.Find(rest.ToLowerInvariant()) is not null,
        "actions" => rest.ToLowerInvariant() is "mine" or "open" or "overdue" or "all" or "done",
        "minutes" => char.IsAsciiDigit(rest[0]),
        "present" or "scribe" => char.IsUpper(rest.TrimStart('@').FirstOrDefault()) || rest.Equals("unknown caller", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool FirstIsNumber(string rest)
    {
        string first = rest.Split([' ', ':', '\n'], 2)[0].TrimStart('#').TrimEnd('.');
        return int.TryParse(first, out _);
    }
}
