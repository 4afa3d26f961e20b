using System.Collections.Immutable;
using System.Globalization;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands that record entries: points, decisions, actions, links, topics, statements, earlier minutes.</summary>
internal static class EntryActs
{
    public static Step Note(Call call)
    {
        (string words, MeetingId? meeting) = ForDate(call, call.Words.Trim());
        (Named? speaker, string text) = Speaker(call, words);
        if (call.Message.Verbatim is { } given)
        {
            return Entry(call, new RecordEntry(Point.It, given.Text, SpeakerOf(call, given) ?? speaker), meeting);
        }

        (string said, bool continues) = Continuation(text);
        return Entry(call, new RecordEntry(Point.It, said, speaker, continues), meeting);
    }

    /// <summary><c>by Tim H: text</c>, or <c>Tim H: text</c> where that is somebody known, or one of several; else all of it is text.</summary>
    private static (Named? Speaker, string Text) Speaker(Call call, string words)
    {
        int colon = words.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon < 80)
        {
            string before = words[..colon].Trim();
            if (before.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
            {
                return (call.Name(before[3..]), words[(colon + 1)..].Trim());
            }

            if (before.Length > 0 && !words.AsSpan(colon).StartsWith("://", StringComparison.Ordinal) && call.Who(before) != PersonMatch.Nobody)
            {
                return (call.Name(before), words[(colon + 1)..].Trim());
            }
        }

        return (null, words.TrimStart(':').Trim());
    }

    /// <summary>Who wrote the message that is quoted.</summary>
    private static Named? SpeakerOf(Call call, Verbatim given) => given.Speaker is { } speaker ? Named.Known(call.PersonOf(speaker)) : null;

    /// <summary>Text that begins with <c>...</c> or <c>…</c> continues the paragraph before.</summary>
    public static (string Text, bool Continues) Continuation(string text)
    {
        string trimmed = text.Trim();
        return trimmed.StartsWith("...", StringComparison.Ordinal) ? (trimmed.TrimStart('.').Trim(), true)
            : trimmed.StartsWith('…') ? (trimmed[1..].Trim(), true)
            : (trimmed, false);
    }

    public static Step Continue(Call call) => Entry(call, new RecordEntry(Point.It, call.Words.Trim(), null, true), null);

    public static Step Decide(Call call, ResolutionOutcome outcome)
    {
        (string words, MeetingId? meeting) = ForDate(call, call.Words.Trim().TrimStart(':').Trim());
        if (call.Message.Verbatim is { } given)
        {
            return Entry(call, new RecordEntry(new Decision(outcome, []), given.Text, SpeakerOf(call, given)), meeting);
        }

        if (words.Length == 0 || words.StartsWith('#') || words.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
        {
            return Agree(call, words, outcome, meeting);
        }

        (string text, bool continues) = Continuation(words);
        return Entry(call, new RecordEntry(new Decision(outcome, []), text, null, continues), meeting);
    }

    /// <summary><c>agreed[ by &lt;people&gt;][ #&lt;n&gt;]</c>: the point before, or an entry by number.</summary>
    private static Step Agree(Call call, string words, ResolutionOutcome outcome, MeetingId? meeting)
    {
        string text = words;
        int? entry = null;
        int hash = text.LastIndexOf('#');
        if (hash >= 0 && int.TryParse(text.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            (entry, text) = (number, text[..hash].Trim());
        }

        ImmutableArray<Named> by = [];
        if (text.StartsWith("by ", StringComparison.OrdinalIgnoreCase))
        {
            by = [.. NameList.Read(text[3..]).Names.Select(call.Name)];
        }
        else if (text.Length > 0)
        {
            return new Expected("`agreed`, `agreed by Ana and Ben`, or `agreed #4`");
        }

        return new AskMeeting(new DecideEntry(entry, outcome, by)) { Meeting = meeting };
    }

    /// <summary>Recorded by how the group decided: without objection, by consensus.</summary>
    public static Step Basis(Call call)
    {
        string words = call.Words.Trim().TrimStart(':').Trim();
        if (words.Length > 0 && !words.StartsWith('#'))
        {
            (string text, bool continues) = Continuation(words);
            return Entry(call, new RecordEntry(new Decision(ResolutionOutcome.Agreed, []), text, null, continues), null);
        }

        return Agree(call, words, ResolutionOutcome.Agreed, null);
    }

    public static Step Action(Call call)
    {
        (string words, MeetingId? meeting) = call.Words.TrimStart().StartsWith("for ", StringComparison.OrdinalIgnoreCase) ? ForDate(call, call.Words.Trim()) : (call.Words.Trim(), null);
        int colon = words.IndexOf(':', StringComparison.Ordinal);
        bool named = colon >= 0 && !words.AsSpan(colon).StartsWith("://", StringComparison.Ordinal);
        ImmutableArray<Named> owners = [];
        if (named && words[..colon].Trim() is { Length: > 0 } people)
        {
            owners = [.. NameList.Read(people).Names.Select(call.Name)];
        }

        string rest = named ? words[(colon + 1)..].Trim() : words;
        (string body, MeetingId? ended) = ForDate(call, rest);
        meeting ??= ended;
        TrailingReading read = TrailingClauses.Read(body, new Clause("due", ["due", "by"], text => call.Date(text, DateSense.Coming).Value));
        Verbatim? given = call.Message.Verbatim;
        (string text, bool continues) = given is null ? Continuation(read.Text) : (given.Text, false);
        LocalDate? due = read.Values.TryGetValue("due", out object? date) ? (LocalDate)date : null;
        if (owners.IsEmpty)
        {
            call.Hints.Add("It has no owner yet.");
        }

        foreach (UnreadClause unread in read.Unread.Where(unread => unread.Keyword == "due"))
        {
            call.Hints.Add($"\"{unread.Text}\" is no date, so it stays in the text.");
        }

        return Entry(call, new RecordEntry(new Assignment(0, owners, due, ActionStatus.Open), text, given is null ? null : SpeakerOf(call, given), continues), meeting);
    }

    public static Step Link(Call call)
    {
        string words = call.Words.Trim();
        int space = words.IndexOfAny([' ', '\n']);
        string address = (space < 0 ? words : words[..space]).Trim('<', '>');
        return IsWeb(address)
            ? Entry(call, new RecordEntry(new Link(address), space < 0 ? "" : words[space..].Trim()), null)
            : words.Length == 0 ? new Expected("a web address, as in `link https://example.org/plan The plan`") : Step.No(new BadAddress(address));
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";

    public static Step Mark(Call call, EntryKind kind) => Entry(call, new RecordEntry(new Mark(kind), call.Words.Trim()), null);

    public static Step NoteWell(Call call)
    {
        string by = MeetingActs.After(call.Words, "by");
        Named? reader = by.Length > 0 ? call.Name(by) : call.Session.Presider is { } presider ? Named.Known(presider) : Named.Known(call.Caller);
        return new AskMeeting(new RecordEntry(new StatementRead(reader), ""));
    }

    public static Step EarlierMinutes(Call call)
    {
        string words = call.Words.Trim();
        foreach ((string keyword, EarlierOutcome outcome) in Outcomes)
        {
            int at = IndexOfWord(words, keyword);
            if (at <= 0)
            {
                continue;
            }

            if (CalendarActs.Dated(call, words[..at], out LocalDate date, DateSense.Past) is { } wrong)
            {
                return wrong;
            }

            string rest = words[(at + keyword.Length)..].Trim();
            switch (outcome)
            {
                case EarlierOutcome.Approved:
                    string edits = MeetingActs.After(rest, "with");
                    return Earlier(call, new EarlierMinutes(date, outcome, null, edits.Length == 0 ? null : edits, null));
                case EarlierOutcome.Sent:
                    string on = MeetingActs.After(rest, "on");
                    LocalDate sent = call.Today;
                    return on.Length > 0 && CalendarActs.Dated(call, on, out sent, DateSense.Past) is { } unread
                        ? unread
                        : Earlier(call, new EarlierMinutes(date, outcome, null, null, sent));
                default:
                    string reason = MeetingActs.After(rest, "as", "because");
                    return Earlier(call, new EarlierMinutes(date, outcome, reason.Length == 0 ? null : reason, null, null));
            }
        }

        return new Expected("`minutes of <date> approved`, `approved with <edits>`, `not approved because <reason>`, `deferred` or `sent`");
    }

    private static readonly (string, EarlierOutcome)[] Outcomes =
    [
        ("not approved", EarlierOutcome.NotApproved), ("approved", EarlierOutcome.Approved), ("deferred", EarlierOutcome.Deferred), ("sent", EarlierOutcome.Sent),
    ];

    private static Step Earlier(Call call, EarlierMinutes earlier) => call.InSession
        ? new AskMeeting(new RecordEntry(earlier, ""))
        : new AskGroup(new SettleEarlierMinutes(earlier));

    private static int IndexOfWord(string words, string keyword)
    {
        int at = words.IndexOf(" " + keyword, StringComparison.OrdinalIgnoreCase);
        return at < 0 || (at + 1 + keyword.Length < words.Length && char.IsLetterOrDigit(words[at + 1 + keyword.Length])) ? -1 : at + 1;
    }

    public static Step Topic(Call call)
    {
        string words = call.Words.Trim();
        if (words.Length == 0)
        {
            return new Expected("an agenda number or a title");
        }

        int from = words.IndexOf(" from ", StringComparison.OrdinalIgnoreCase);
        if (from > 0 && CalendarActs.Number(words[..from]) is { } position && CalendarActs.Number(words[(from + 6)..]) is { } entry)
        {
            return new AskMeeting(new MoveUnderItem(position, entry));
        }

        return CalendarActs.Number(words) is { } item ? new AskMeeting(new OpenItem(item)) : new AskMeeting(new OpenTopic(Typography.Unquote(words).Text.Trim(), false));
    }

    public static Step Subtopic(Call call) => call.Words.Trim() is { Length: > 0 } title ? new AskMeeting(new OpenTopic(title, true)) : new Expected("a title");

    /// <summary><c>identify #7 "Tim" as Tim Hollebeek (DigiCert)</c>, the line behind the button that clears up a name.</summary>
    public static Step IdentifyInEntry(Call call, string words)
    {
        int quote = words.IndexOf('"', StringComparison.Ordinal);
        int close = words.LastIndexOf("\" as ", StringComparison.Ordinal);
        if (quote <= 0 || close <= quote || CalendarActs.Number(words[..quote]) is not { } entry)
        {
            return new Expected("`identify #7 \"Tim\" as Tim Hollebeek`");
        }

        return call.Must(words[(close + 5)..], name => $"identify #{entry} \"{words[(quote + 1)..close]}\" as {name}", out Step? refused) is { } person
            ? call.May(Permission.Scribe) ? new AskMeeting(new ClearName(entry, words[(quote + 1)..close], person)) : Step.No(new NotAllowed(Permission.Scribe))
            : refused!;
    }

    /// <summary><c>for &lt;date&gt;: ...</c> in front, or at the end where it is the day of a meeting whose minutes are open; anything else is text.</summary>
    public static (string Words, MeetingId? Meeting) ForDate(Call call, string words)
    {
        int colon = words.IndexOf(':', StringComparison.Ordinal);
        if (colon > 4 && words.StartsWith("for ", StringComparison.OrdinalIgnoreCase) && call.Message.Heard != Heard.Log
            && call.Date(words[4..colon], DateSense.Past).Value is { } day && (call.OpenMeetingOn(day) ?? call.HeldOn(day)) is { } meant)
        {
            return (words[(colon + 1)..].Trim(), meant);
        }

        string padded = " " + words;
        int at = padded.LastIndexOf(" for ", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && call.Message.Heard != Heard.Log && call.Date(padded[(at + 5)..], DateSense.Past).Value is { } date && call.OpenMeetingOn(date) is { } meeting
            ? (padded[..at].Trim(), meeting)
            : (words, null);
    }

    private static Step Entry(Call call, RecordEntry record, MeetingId? meeting)
    {
        bool late = meeting is not null ? call.Known.InSession != meeting : !call.InSession;
        if (late && record.Matter is Assignment)
        {
            if (call.Known.InSession is not null)
            {
                return Step.No(new ActionMustWait());
            }

            record = record with { NextAction = call.Known.NextAction };
        }

        return new AskMeeting(record) { Meeting = meeting, Offers = Suggestions.For(call, record) };
    }
}
