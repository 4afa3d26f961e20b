using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>
/// Finds the commands in a message. It never throws: every text is commands, or words that are none, or chat.
/// </summary>
public static class CommandParser
{
    private static readonly string[] Prefixes = ["/meeting", "@MeetingBot", "MeetingBot,", "MeetingBot:"];

    /// <summary>The commands of a message in order; empty when all of it is chat.</summary>
    public static ImmutableArray<Utterance> Read(string text, Heard heard)
    {
        (string body, Heard how) = Address(text, heard);
        if (!body.Contains('\n', StringComparison.Ordinal))
        {
            return ReadLine(body, how) is { } only ? [only] : [];
        }

        if (how == Heard.Addressed && Match(body) is { Command.Name: "template" or "share" } whole)
        {
            return [whole];
        }

        var found = ImmutableArray.CreateBuilder<Utterance>();
        foreach (string raw in body.Split('\n'))
        {
            string line = raw.TrimEnd('\r');
            (string said, Heard lineHeard) = Address(line, found.Count > 0 && how == Heard.Addressed ? Heard.Line : how);
            if (ReadLine(said, lineHeard) is { } utterance && (found.Count == 0 || utterance.Command is not null))
            {
                found.Add(utterance);
            }
            else if (found.Count > 0 && (how == Heard.Log || LineRules.TakesMoreLines(found[^1])))
            {
                Utterance before = found[^1];
                found[^1] = before with { Words = $"{before.Words}\n{line}".TrimStart('\n'), Text = $"{before.Text}\n{line}" };
            }
        }

        return [.. found.Select(utterance => utterance with { Words = utterance.Words.TrimEnd(), Text = utterance.Text.TrimEnd() })];
    }

    /// <summary>The zone in which a line is to be read that is said before there is a group: the one a <c>setup</c> names, else UTC.</summary>
    public static NodaTime.DateTimeZone ZoneIn(string text) =>
        text.Contains("setup", StringComparison.OrdinalIgnoreCase) && Read(text, Heard.Line) is [{ Command.Name: "setup" } setup]
        && TrailingClauses.Read(setup.Words, GroupActs.ZoneClause).Value<string>("zone") is { } zone
            ? NodaTime.DateTimeZoneProviders.Tzdb[zone]
            : NodaTime.DateTimeZone.Utc;

    /// <summary>Reads a corrected line again, as the sender of the correction could have typed it.</summary>
    internal static Step ReadAgain(Call call, string line) => Again(call, Read(line, call.Message.Heard));

    /// <summary>Puts a question that answers from what is recorded once more; anything else is passed.</summary>
    internal static Step AskAgain(Call call, string line) =>
        Read(line, Heard.Addressed) is [{ Command.Name: "decisions" or "search" or "actions" or "agenda" or "calendar" or "next" or "attendance" or "ballots" }] read ? Again(call, read) : Pass.It;

    private static Step Again(Call call, ImmutableArray<Utterance> read)
    {
        if (read is not [{ Command: { } command } utterance])
        {
            return Pass.It;
        }

        Call again = call.With(command, utterance);
        Step step = (utterance.Shorthand ?? command.Do)(again);
        call.NewPeople.AddRange(again.NewPeople);
        return step;
    }

    /// <summary>Takes the bot's own name off the front: what follows is meant for it.</summary>
    private static (string Text, Heard Heard) Address(string text, Heard heard)
    {
        string trimmed = text.TrimStart();
        if (heard == Heard.Log)
        {
            return (trimmed, heard);
        }

        foreach (string prefix in Prefixes)
        {
            if (trimmed.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (trimmed.Length == prefix.Length || char.IsWhiteSpace(trimmed[prefix.Length])))
            {
                return (trimmed[prefix.Length..].TrimStart(), Heard.Addressed);
            }
        }

        return (trimmed, heard);
    }

    private static Utterance? ReadLine(string typed, Heard heard)
    {
        string line = Typography.HasPlainStart(typed) ? typed : Typography.Normalise(typed);
        if (heard == Heard.Log)
        {
            return Shorthand.Read(line, heard) ?? Shorthand.Point(line);
        }

        if (heard == Heard.Addressed)
        {
            return Addressed(line);
        }

        if ((Shorthand.Read(line, heard) ?? AsLine(line)) is { } command)
        {
            return command;
        }

        Utterance? near = Near(line);
        return Shorthand.Point(line) is { } point ? point with { NearMiss = near?.NearMiss } : near;
    }

    private static Utterance Addressed(string line)
    {
        string text = line.Trim();
        if (text.Length == 0)
        {
            return new Utterance(Catalogue.Find("help"), "help", "", text);
        }

        return Shorthand.Read(text, Heard.Addressed) is { } shorthand && !(shorthand.Command?.Name == "action" && Match(text) is not null && !text.StartsWith("ACTION", StringComparison.Ordinal))
            ? shorthand
            : Match(text) is { } match ? WithoutMore(match)
            : Near(text) ?? new Utterance(null, "", "", text);
    }

    /// <summary>A command that takes no words is not given by a sentence that begins with its name: "end of story".</summary>
    private static Utterance WithoutMore(Utterance match) => match.Command!.Parameters.Length > 0 || match.Words.TrimEnd('.', '!', '?') is "" or "please" or "now" or "the meeting"
        ? match
        : match with { Shorthand = _ => new Expected("no more words") };

    /// <summary>A line of the thread is a command if it stands alone, or has a colon, or arguments that cannot be chat.</summary>
    private static Utterance? AsLine(string line)
    {
        string text = line.Trim();
        if (Match(text) is not { Command: { } command } match || command.Line == LineForm.Never)
        {
            return null;
        }

        string rest = match.Words;
        if (rest.TrimEnd('.', '!').Length == 0)
        {
            return match.Colon && command.Name == "actions" ? null
                : LineRules.StandsAlone(command, match.CalledAs) ? match with { Words = "", ChatUnlessScribe = LineRules.MayBeChat(match.CalledAs) } : null;
        }

        if (match.Colon && command.Parameters.Length > 0)
        {
            return command.Name == "actions" ? match with { OnlyIf = call => LineRules.AreNames(call, rest) } : match;
        }

        if (LineRules.ReadsBare(command.Name, rest) || LineRules.ReadsBare(match.CalledAs, rest))
        {
            return match;
        }

        return LineRules.Condition(command, rest) is { } condition ? match with { OnlyIf = condition } : null;
    }

    private static Utterance? Near(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 4 or > 24 || line.AsSpan(colon).StartsWith("://", StringComparison.Ordinal))
        {
            return null;
        }

        string? near = LineRules.NearMiss(line[..colon]);
        return near is null ? null : new Utterance(null, near, line[(colon + 1)..].Trim(), line.Trim()) { NearMiss = near };
    }

    /// <summary>The command with the longest name that begins a text; null for none.</summary>
    private static Utterance? Match(string text)
    {
        Span<int> ends = stackalloc int[6];
        int words = 0;
        int at = 0;
        int longest = 1;
        while (words < ends.Length && words < longest && at < text.Length)
        {
            int end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != ':')
            {
                end++;
            }

            if (end == at)
            {
                break;
            }

            ends[words++] = end;
            if (words == 1)
            {
                longest = Catalogue.LongestFrom(Plain(text[..end]));
            }

            if (end < text.Length && text[end] == ':')
            {
                break;
            }

            at = end;
            while (at < text.Length && text[at] is ' ' or '\t' or '\u00A0')
            {
                at++;
            }
        }

        for (int count = words; count > 0; count--)
        {
            string name = Plain(text[..ends[count - 1]]);
            if (Catalogue.Find(name) is { } command)
            {
                string rest = text[ends[count - 1]..].TrimStart();
                bool colon = rest.StartsWith(':');
                string said = (colon ? rest[1..] : rest).Trim();
                if (command.Name != "note well" || said.TrimEnd('.', '!').Length == 0 || said.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
                {
                    return new Utterance(command, name, said, text) { Colon = colon };
                }
            }
        }

        return null;
    }

    /// <summary>A name as the catalogue has it: lower case, single spaces, straight quotes, no closing punctuation.</summary>
    private static string Plain(string name)
    {
        string lower = name.ToLowerInvariant().TrimEnd('.', '!', ',');
        return lower.AsSpan().ContainsAny("\u00A0\t’‘\u200B") || lower.Contains("  ", StringComparison.Ordinal)
            ? string.Join(' ', lower.Replace('’', '\'').Replace('‘', '\'').Replace("\u200B", "", StringComparison.Ordinal).Split([' ', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
            : lower;
    }
}
