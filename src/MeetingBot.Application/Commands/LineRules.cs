using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>When a plain line of the thread is a command and not chat.</summary>
internal static class LineRules
{
    /// <summary>Commands that take free text after a colon; a near miss of one of these is asked about.</summary>
    public static readonly ImmutableArray<string> TextCommands =
        ["note", "decision", "agreed", "resolved", "action", "todo", "topic", "motion", "rejected", "inconclusive", "consensus", "present", "regrets", "agenda add", "correct"];

    /// <summary>The command that a word before a colon nearly is; null for none.</summary>
    public static string? NearMiss(string word)
    {
        string typed = word.Trim().ToLowerInvariant();
        return typed == "actions" ? null : Nearest.To(typed, TextCommands, typed.Length <= 7 ? 1 : 2); // "Actions:" is a heading that people type
    }

    /// <summary>Whether a command means something without any words after it.</summary>
    public static bool StandsAlone(ChatCommand command, string calledAs) =>
        command.Parameters.Length == 0 || command.Parameters[0] == '[' && command.Name != "note" || calledAs is "agreed" or "resolved" or "present" or "no objection" or "no objections" or "consensus";

    /// <summary>Words that everybody says: from somebody who does not keep the minutes they are chat.</summary>
    public static bool MayBeChat(string calledAs) => calledAs is "agreed" or "no objection" or "no objections" or "consensus" or "resolved";

    /// <summary>Commands whose words may go on in the lines below; below any other command a plain line is chat.</summary>
    public static bool TakesMoreLines(Utterance utterance) => utterance.Words.Length > 0 && utterance.Command?.Name is
        "note" or "decision" or "no objection" or "consensus" or "rejected" or "inconclusive" or "action" or "motion" or "agenda add" or "roster add" or "present" or "regrets"
        or "correct" or "ballot purpose" or "ballot exclusion" or "object" or "amend" or "link" or "discard" or "strike" or "cancel" or "drop" or "minutes of";

    /// <summary>What the words of a line without a colon must be for the line to be meant for the bot; null where it never is.</summary>
    public static Func<Call, bool>? Condition(ChatCommand command, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && rest.StartsWith("for ", StringComparison.OrdinalIgnoreCase) && command.Name is "note" or "decision" or "action")
        {
            return call => EntryActs.ForDate(call, rest).Meeting is not null;
        }

        if (NamedBeforeColon(command, rest))
        {
            return call => IsSpeaker(call, rest[..colon]);
        }

        return command.Name switch
        {
            "present" or "absent" or "left" or "scribe" or "chair" or "ack" or "actions" or "roster remove" => call => AreNames(call, rest),
            "proxy" => call => call.Who(rest.Split(" for ")[0]).Person is not null,
            "regrets" => call => AttendanceActs.ReadRegrets(call) is var read && (read.Names.Length == 0 || AreNames(call, read.Names)),
            "alias" when rest.LastIndexOf(" for ", StringComparison.OrdinalIgnoreCase) is var at and > 0 => call => call.Who(rest[(at + 5)..]).Person is not null,
            "rename" => call => RosterActs.ReadsInFull(call, RosterActs.Rename),
            "affiliation" => call => RosterActs.ReadsInFull(call, RosterActs.Affiliate),
            "decisions" => call => command.Do(call) is Answer,
            "search" => call => RegisterActs.IsOnRecord(call, rest),
            _ => null,
        };
    }

    /// <summary>Whether a list holds names and nothing else: people who are known, or in full with an organisation.</summary>
    public static bool AreNames(Call call, string list)
    {
        NameListReading names = NameList.Read(AttendanceActs.WithoutTail(list).Names);
        return !names.Names.IsEmpty && names.Unbalanced.IsEmpty && names.Names.All(name => IsName(call, name));
    }

    private static bool IsName(Call call, string name)
    {
        PersonMatch match = call.Who(name);
        return match.Person is not null
            || name.Equals("unknown caller", StringComparison.OrdinalIgnoreCase)
            || (char.IsUpper(name.TrimStart('@').FirstOrDefault()) && (!match.Candidates.IsEmpty || NamedPerson.Read(name).Value is { Organization: not null }));
    }

    /// <summary>Who stands before a colon: somebody known, or a word or three that look like a name. "Note to self" and "action items" do not.</summary>
    private static bool IsSpeaker(Call call, string before)
    {
        string name = before.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? before[3..].Trim() : before.Trim();
        return !name.StartsWith("item", StringComparison.OrdinalIgnoreCase)
            && (call.Who(name).Person is not null || (char.IsUpper(name.TrimStart('@').FirstOrDefault()) && name.AsSpan().Count(' ') < 6));
    }

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
        "q+" or "q-" => true,
        "link" => rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
        "vote" => MotionActs.Read(rest.Split(' ')[0]) is not null,
        "note well" or "antitrust" => rest.StartsWith("by ", StringComparison.OrdinalIgnoreCase),
        "minutes of" => rest.Contains("approved", StringComparison.OrdinalIgnoreCase) || rest.Contains("deferred", StringComparison.OrdinalIgnoreCase) || rest.Contains(" sent", StringComparison.OrdinalIgnoreCase),
        "minutes export" => MinutesFormats.Read(rest.Split(' ')[0]) is not null,
        "minutes approve" => char.IsAsciiDigit(rest[0]),
        "discard" => rest.StartsWith("because ", StringComparison.OrdinalIgnoreCase),
        "identify" => rest[0] is '@' or '#',
        "agreed" or "no objection" or "consensus" => rest.StartsWith('#') || rest.StartsWith("by ", StringComparison.OrdinalIgnoreCase),
        "topic" or "item" or "undo" or "strike" or "redact" or "done" or "drop" or "correct" or "agenda accept" or "agenda remove" or "agenda defer" or "agenda move" =>
            char.IsAsciiDigit(rest.TrimStart('#').FirstOrDefault()) && FirstIsNumber(rest),
        "schedule" => rest.StartsWith("every ", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("face-to-face ", StringComparison.OrdinalIgnoreCase) || char.IsAsciiDigit(rest[0]),
        "cancel" or "restore" or "move" => char.IsAsciiDigit(rest.TrimStart('#').FirstOrDefault()),
        "object" => rest.StartsWith("because ", StringComparison.OrdinalIgnoreCase),
        "any objection" or "any objections" => rest[0] is '#' or '?' || rest.StartsWith("within ", StringComparison.OrdinalIgnoreCase),
        "casting vote" => MotionActs.Read(rest) is not null,
        "register" => Registers.Names.Contains(rest.Split(' ')[0].ToLowerInvariant()),
        "ballots" => rest.ToLowerInvariant() is "passed" or "failed" or "voting" or "discussion" or "review" or "draft" or "all" or "open",
        "ballot new" or "ballot purpose" or "ballot exclusion" or "ballot stated" => FirstIsIdentifier(rest),
        "ballot vote" => MotionActs.Read(rest.Split(' ')[0]) is not null || FirstIsIdentifier(rest),
        "members" => rest.StartsWith("on ", StringComparison.OrdinalIgnoreCase) && char.IsAsciiDigit(rest[^1]),
        _ when command == "endorse" || command == "withdraw endorsement" || command.StartsWith("ballot", StringComparison.Ordinal) => FirstIsIdentifier(rest) && !rest.EndsWith('?') && rest.AsSpan().Count(' ') < 12,
        "start" or "begin" => rest.StartsWith("at ", StringComparison.OrdinalIgnoreCase) || char.IsAsciiDigit(rest[0]) || (char.IsUpper(rest[0]) && rest.AsSpan().Count(' ') < 5),
        "setup" or "set" or "roster add" or "role" or "help" or "agenda add" or "actions" or "minutes" or "report attendance" or "present" or "scribe" => !rest.EndsWith('?') && Short(command, rest),
        _ => false,
    };

    /// <summary>Commands whose first word nobody begins a chat line with, as long as the line is short.</summary>
    private static bool Short(string command, string rest) => command is "setup" or "roster add" or "agenda add" or "report attendance" || rest.AsSpan().Count(' ') < 6 && command switch
    {
        "set" => Settings.Keys.Any(known => rest.StartsWith(known.Key + " ", StringComparison.OrdinalIgnoreCase)),
        "role" => rest.Split(' ') is [.., var last] && Roles.Read(last) is not null,
        "help" => rest == "all" || Catalogue.Find(rest.ToLowerInvariant()) is not null,
        "actions" => rest.ToLowerInvariant() is "mine" or "open" or "overdue" or "all" or "done",
        "minutes" => char.IsAsciiDigit(rest[0]),
        "present" or "scribe" => char.IsUpper(rest.TrimStart('@').FirstOrDefault()) || rest.Equals("unknown caller", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>A word with a figure in it, as ballots are called: CSC-21, NS-001.</summary>
    private static bool FirstIsIdentifier(string rest) => rest.Split([' ', '\n'], 2)[0] is var first && first.Any(char.IsAsciiDigit) && char.IsAsciiLetter(first[0]);

    private static bool FirstIsNumber(string rest)
    {
        string first = rest.Split([' ', ':', '\n'], 2)[0].TrimStart('#').TrimEnd('.');
        return int.TryParse(first, out _);
    }
}
