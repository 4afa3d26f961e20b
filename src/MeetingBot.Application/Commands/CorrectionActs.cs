using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands that correct what was recorded.</summary>
internal static class CorrectionActs
{
    public static Step Undo(Call call) => call.Words.Trim().Length == 0 ? new AskMeeting(new Undo(null, false))
        : CalendarActs.Number(call.Words) is { } entry ? new AskMeeting(new Undo(entry, false))
        : new Expected("nothing, or an entry's number");

    public static Step Correct(Call call) => Numbered(call, (entry, line, meeting) => (call.Message.Verbatim?.Text ?? line) is var rest && rest.Length == 0 ? new Expected("the new words after the number")
        : Asks(call, entry, meeting) ? new AskMeeting(new AskCorrection(entry, rest)) { Meeting = meeting }
        : new AskMeeting(new Correct(entry, rest)) { Meeting = meeting });

    public static Step Strike(Call call) => Numbered(call, (entry, rest, meeting) =>
    {
        string reason = MeetingActs.After(rest, "because", "as");
        return Asks(call, entry, meeting) ? new AskMeeting(new AskCorrection(entry, null)) { Meeting = meeting }
            : new AskMeeting(new Strike(entry, reason.Length == 0 ? null : reason)) { Meeting = meeting };
    });

    /// <summary>Whether a member asks for a correction of what somebody else recorded, which the minute taker decides on.</summary>
    private static bool Asks(Call call, int number, MeetingId? on) => (on is null || on == call.Meeting?.Id) && call.Meeting?.Find(number) is { } entry
        && entry.By != call.Caller && !call.May(Permission.Scribe) && call.May(Permission.Member);

    /// <summary>The entries that the message of a call had made, in their order: those that stand, or those that were struck.</summary>
    public static ImmutableArray<Entry> Made(Call call, bool struck = false) => call.Message.Source is { } source
        ? [.. (call.Meeting?.Entries ?? EntryList.Empty).Where(entry => entry.Struck == struck && entry.Source == source)]
        : [];

    /// <summary>A message was edited: each line that was an entry is read again. Once the draft is posted, a correction is asked for.</summary>
    public static Step Edited(Call call)
    {
        ImmutableArray<Entry> made = Made(call);
        ImmutableArray<Utterance> lines = CommandParser.Read(call.Message.Text, call.Message.Heard);
        Step[] steps = [.. lines.Select(line => CommandParser.ReadAgain(call, line.Text))];
        steps = [.. steps.Where(step => step is AskMeeting { Command: RecordEntry or OpenTopic })];
        if (steps.Length != made.Length)
        {
            return Step.Say($"That message recorded {Words.List(made.Select(entry => $"entry {entry.Number}"))}, which {(made.Length == 1 ? "stays" : "stay")} as recorded. `correct <n> <text>` or `strike <n>` changes one.");
        }

        return Together([.. made.Zip(steps, (entry, step) => Edited(call, entry, ((AskMeeting)step).Command))]);
    }

    private static Step Edited(Call call, Entry entry, MeetingCommand now) => (now, Posted(call)) switch
    {
        (RecordEntry record, true) => new AskMeeting(new AskCorrection(entry.Number, record.Text)),
        (RecordEntry record, false) => new AskMeeting(new Reread(entry.Number, record)),
        (OpenTopic topic, true) => new AskMeeting(new AskCorrection(entry.Number, topic.Title)),
        (OpenTopic topic, false) => new AskMeeting(new Correct(entry.Number, topic.Title)),
        _ => throw new InvalidOperationException($"{now.GetType().Name} makes no entry."),
    };

    /// <summary>A message was deleted: what it recorded is struck. Once the draft is posted, striking is asked for.</summary>
    public static Step Deleted(Call call) => Together([.. Made(call).Select(entry => new AskMeeting(Posted(call) ? new AskCorrection(entry.Number, null) : new Strike(entry.Number, null)))]);

    /// <summary>A message's deletion was taken back: what was struck with it stands again.</summary>
    public static Step Undeleted(Call call) => Together([.. Made(call, struck: true).Select(entry => new AskMeeting(new RestoreEntry(entry.Number)))]);

    private static bool Posted(Call call) => call.Meeting is { Status: not MinutesStatus.Draft } && !call.May(Permission.Scribe);

    private static Step Together(ImmutableArray<Step> steps) => steps.Length == 1 ? steps[0] : new Several(steps);

    public static Step Redact(Call call) => Numbered(call, (entry, rest, meeting) => rest.Length == 0 ? new Expected("the passage to remove")
        : !call.May(Permission.Scribe) && call.Session.Find(entry)?.By != call.Caller ? Step.No(new NotYourEntry(entry))
        : new AskMeeting(new Redact(entry, Typography.Unquote(rest).Text)) { Meeting = meeting });

    private static Step Numbered(Call call, Func<int, string, MeetingId?, Step> then)
    {
        (string words, MeetingId? meeting) = EntryActs.ForDate(call, call.Words.Trim());
        int end = words.IndexOfAny([' ', ':', '\n']);
        string number = end < 0 ? words : words[..end];
        return CalendarActs.Number(number) is { } entry
            ? Then(entry, end < 0 ? "" : words[(end + 1)..].Trim())
            : new Expected("an entry's number; `recent` shows the last ones");

        Step Then(int entry, string rest)
        {
            (string text, MeetingId? on) = meeting is null && rest.StartsWith("for ", StringComparison.OrdinalIgnoreCase) ? EntryActs.ForDate(call, rest) : (rest, meeting);
            return then(entry, text, on);
        }
    }

    public static Step Recent(Call call)
    {
        var text = new StringBuilder();
        foreach (Entry entry in call.Session.Entries.NewestFirst().Take(10).Reverse())
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(entry.Number).Append(". ").Append(entry.Struck ? "(struck) " : "").Append(Wording.Line(entry, call.Directory));
        }

        return Step.Say(text.Length == 0 ? "Nothing is recorded yet." : text.ToString());
    }

    /// <summary><c>s/old/new/</c> over the last lines, newest first; plain lines count too, and change nothing.</summary>
    public static Step Substitute(Call call, Substitution substitution)
    {
        var steps = new List<Step>();
        foreach (RememberedLine line in call.Memory.NewestFirst())
        {
            if (!line.Text.Contains(substitution.Old, StringComparison.Ordinal) || Substitution.Looks(line.Text))
            {
                continue;
            }

            string corrected = substitution.Apply(line.Text);
            Entry? entry = call.Meeting?.Find(line.Entry);
            if (entry is { Struck: false })
            {
                steps.Add(Reread(call, entry, line.Text, corrected, substitution));
            }

            call.Memory.Replace(line, corrected);
            if (!substitution.Everywhere)
            {
                return steps.Count > 0 ? steps[0] : Step.Say("That was said in plain chat, which is not recorded; the minutes stay as they are.");
            }
        }

        if (steps.Count > 0)
        {
            return steps.Count == 1 ? steps[0] : new Several([.. steps]);
        }

        return FromMinutes(call, substitution) ?? new Answer(new Reply(ReplyKind.Refusal, $"\"{substitution.Old}\" does not stand in the last {ConversationMemory.Most} lines."));
    }

    /// <summary>After a restart the lines are forgotten, and the entries themselves are searched.</summary>
    private static Step? FromMinutes(Call call, Substitution substitution)
    {
        EntryList entries = call.Meeting?.Entries ?? EntryList.Empty;
        for (int at = entries.Count - 1; at >= 0 && at >= entries.Count - ConversationMemory.Most; at--)
        {
            if (entries[at] is { Struck: false } entry && entry.Text.Contains(substitution.Old, StringComparison.Ordinal))
            {
                return new AskMeeting(new Correct(entry.Number, substitution.Apply(entry.Text)));
            }
        }

        return null;
    }

    private static Step Reread(Call call, Entry entry, string before, string corrected, Substitution substitution)
    {
        if (entry.Text.Contains(substitution.Old, StringComparison.Ordinal) && entry.Matter is Point or Heading or Decision or Motion or Mark or Link)
        {
            string text = substitution.Apply(entry.Text);
            if (before.EndsWith(entry.Text, StringComparison.Ordinal) && corrected.EndsWith(text, StringComparison.Ordinal))
            {
                return new AskMeeting(new Correct(entry.Number, text));
            }
        }

        if (before == entry.Text) // corrected since it was typed, so that the line is the entry's text and no command
        {
            return new AskMeeting(new Correct(entry.Number, corrected));
        }

        return CommandParser.ReadAgain(call, corrected) is AskMeeting { Command: RecordEntry record } ? new AskMeeting(new Reread(entry.Number, record))
            : entry.Text.Contains(substitution.Old, StringComparison.Ordinal) ? new AskMeeting(new Correct(entry.Number, substitution.Apply(entry.Text)))
            : Step.Say("That line would no longer be an entry, so it stays as it is.");
    }

    /// <summary><c>i/line/new line/</c>: the new line is read as usual, and stands before the one that was found.</summary>
    public static Step Insert(Call call, string found, string inserted)
    {
        RememberedLine? line = call.Memory.NewestFirst().FirstOrDefault(known => known.Text.Contains(found, StringComparison.Ordinal) && !known.Text.StartsWith("i/", StringComparison.Ordinal));
        if (line is null && call.Meeting?.Entries.FindLast(known => !known.Struck && known.Text.Contains(found, StringComparison.Ordinal)) is { } entry)
        {
            line = new RememberedLine(entry.Text, entry.Number);
        }

        if (line is null)
        {
            return new Answer(new Reply(ReplyKind.Refusal, $"\"{found}\" does not stand in the last {ConversationMemory.Most} lines."));
        }

        int before = line.Entry > 0 ? line.Entry : FirstEntryAfter(call, line);
        return CommandParser.ReadAgain(call, inserted) switch
        {
            AskMeeting { Command: RecordEntry record } => new AskMeeting(record with { Before = before == 0 ? null : before }),
            AskMeeting { Command: OpenTopic topic } => new AskMeeting(topic with { Before = before == 0 ? null : before }),
            _ => Step.Say("What is to be inserted is plain chat, which is not recorded."),
        };
    }

    private static int FirstEntryAfter(Call call, RememberedLine line) =>
        call.Memory.NewestFirst().TakeWhile(known => known != line).LastOrDefault(known => known.Entry > 0)?.Entry ?? 0;
}

/// <summary>Several steps of one message.</summary>
internal sealed record Several(System.Collections.Immutable.ImmutableArray<Step> Steps) : Step;

/// <summary><c>s/old/new/</c>.</summary>
/// <param name="Old">What is sought, as typed.</param>
/// <param name="New">What takes its place.</param>
/// <param name="Everywhere">True for <c>/g</c> and <c>/G</c>: wherever it stands.</param>
internal sealed record Substitution(string Old, string New, bool Everywhere)
{
    /// <summary>Reads <c>s/old/new/</c> with <c>/</c> or <c>|</c>; the last one is optional; null for anything else.</summary>
    public static Substitution? Read(string line)
    {
        if (!Looks(line))
        {
            return null;
        }

        char mark = line[1];
        int middle = line.IndexOf(mark, 2);
        if (middle <= 2)
        {
            return null;
        }

        string rest = line[(middle + 1)..].TrimEnd();
        int end = rest.LastIndexOf(mark);
        string flag = end < 0 ? "" : rest[(end + 1)..];
        return end >= 0 && flag is "" or "g" or "G"
            ? new Substitution(line[2..middle], end < 0 ? rest : rest[..end], flag.Length > 0)
            : new Substitution(line[2..middle], rest, false);
    }

    /// <summary>Whether a line looks like one.</summary>
    public static bool Looks(string line) => line.Length > 3 && line[0] == 's' && (line[1] is '/' or '|');

    /// <summary>The text with the last or every place changed.</summary>
    public string Apply(string text)
    {
        if (Everywhere)
        {
            return text.Replace(Old, New, StringComparison.Ordinal);
        }

        int at = text.IndexOf(Old, StringComparison.Ordinal);
        return at < 0 ? text : string.Concat(text.AsSpan(0, at), New, text.AsSpan(at + Old.Length));
    }
}
