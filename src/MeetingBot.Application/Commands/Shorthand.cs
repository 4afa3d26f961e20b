using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>The habits people bring: W3C's line commands and MeetBot's hash commands.</summary>
internal static class Shorthand
{
    private static readonly ChatCommand Present = Named("present");
    private static readonly ChatCommand Absent = Named("absent");
    private static readonly ChatCommand Regrets = Named("regrets");
    private static readonly ChatCommand Topic = Named("topic");
    private static readonly ChatCommand Scribe = Named("scribe");
    private static readonly ChatCommand Chair = Named("chair");
    private static readonly ChatCommand Decision = Named("decision");
    private static readonly ChatCommand Action = Named("action");
    private static readonly ChatCommand Note = Named("note");
    private static readonly ChatCommand Motion = Named("motion");
    private static readonly ChatCommand VoteOn = Named("vote");
    private static readonly ChatCommand Correct = Named("correct");
    private static readonly ChatCommand Undo = Named("undo");

    /// <summary>Reads a line as shorthand; null when it is none.</summary>
    public static Utterance? Read(string line, Heard heard)
    {
        string text = line.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        return char.ToLowerInvariant(text[0]) switch
        {
            '#' => MeetBot(text),
            '+' or '-' or '0' or '−' or '–' => MotionActs.Read(text) is { } vote && text.Length <= 2 ? Voted(text, vote) : null,
            '.' or '…' => EntryActs.Continuation(text) is (var rest, true) && rest.Length > 0
                ? Said(Note, rest, EntryActs.Continue, text, chatUnlessScribe: true)
                : null,
            'p' => After(text, "present+") is { } here ? Said(Present, here, AttendanceActs.Here, text)
                : After(text, "present-") is { } gone ? Said(Absent, gone, AttendanceActs.Absent, text)
                : (AfterColon(text, "proposed") ?? AfterColon(text, "proposal")) is { } proposal ? Said(Motion, proposal, Propose, text)
                : heard == Heard.Log && AfterColon(text, "present") is { } list ? Said(Present, list, AttendanceActs.Here, text)
                : null,
            'r' => After(text, "regrets+") is { } sorry ? Said(Regrets, sorry, AttendanceActs.Regrets, text)
                : After(text, "regrets-") is { } coming ? Said(Regrets, coming, NoRegrets, text)
                : (AfterColon(text, "resolved") ?? AfterColon(text, "resolution")) is { } resolution ? Said(Decision, resolution, Resolve, text)
                : heard == Heard.Log && AfterColon(text, "regrets") is { } list ? Said(Regrets, list, AttendanceActs.Regrets, text)
                : null,
            'q' => heard == Heard.Log && text is "q?" or "Q?" ? null
                : After(text, "q+") is { } reason ? Said(Catalogue.Find("q+")!, reason, QueueActs.JoinQueue, text)
                : After(text, "q-") is { } leave ? Said(Catalogue.Find("q-")!, leave, QueueActs.LeaveQueue, text)
                : null,
            'a' => After(text, "ack ") is { } speaker
                    ? Acknowledged(text, speaker, heard)
                : After(text, "agenda+ ") is { } item ? Said(Catalogue.Find("agenda add")!, item, CalendarActs.AgendaAdd, text)
                : AfterColon(text, "action") is { } action ? Said(Action, action, Act, text)
                : null,
            't' => AfterColon(text, "topic") is { } topic ? Said(Topic, topic, OpenTopic, text) : null,
            's' => AfterColon(text, "subtopic") is { } sub ? Said(Catalogue.Find("subtopic")!, sub, EntryActs.Subtopic, text)
                : (AfterColon(text, "scribe") ?? AfterColon(text, "scribenick")) is { } scribe ? Said(Scribe, scribe, MeetingActs.Scribe, text)
                : After(text, "scribe+") is { } another ? Said(Scribe, another, MeetingActs.AddScribe, text)
                : After(text, "scribe-") is { } released ? Said(Scribe, released, Release, text)
                : Substitution.Read(text) is { } substitution ? Corrected(text, substitution)
                : null,
            'c' => (AfterColon(text, "chair") ?? After(text, "chair+ ")) is { } chair ? Said(Chair, chair, Preside, text) : null,
            'm' => AfterColon(text, "meeting") is { } title ? Said(Catalogue.Find("meeting title")!, title, MeetingActs.Retitle, text) : null,
            'i' => Insertion(text),
            _ => null,
        };
    }

    // Each in a method of its own: what a lambda takes along is made where the method begins, and most lines are none of these.
    private static Utterance Voted(string text, Vote vote) => Said(VoteOn, text, call => Vote(call, vote));

    private static Utterance Acknowledged(string text, string speaker, Heard heard) =>
        Said(Catalogue.Find("ack")!, speaker, QueueActs.NextSpeaker, text) with { OnlyIf = heard == Heard.Line ? call => LineRules.AreNames(call, speaker) : null };

    private static Utterance Corrected(string text, Substitution substitution) => Said(Correct, text, call => CorrectionActs.Substitute(call, substitution), text);

    /// <summary><c>Name: text</c> from the scribe is a point by Name; not an address, not a keyword such as "agenda:".</summary>
    public static Utterance? Point(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon is <= 0 or > 48 || colon + 1 >= line.Length || line.AsSpan(colon).StartsWith("://", StringComparison.Ordinal) || !IsName(line.AsSpan(0, colon)))
        {
            return null;
        }

        return PointBy(line.AsSpan(0, colon).Trim().ToString(), line.AsSpan(colon + 1).Trim().ToString(), line.Trim());
    }

    private static Utterance PointBy(string name, string words, string text) => Said(Note, words, call => SaidBy(call, name), text, chatUnlessScribe: true);

    private static bool IsName(ReadOnlySpan<char> before)
    {
        ReadOnlySpan<char> name = before.Trim();
        if (name.Length == 0 || !char.IsLetter(name[0]))
        {
            return false;
        }

        int words = 1;
        foreach (char c in name)
        {
            if (c == ' ')
            {
                words++;
            }
            else if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or '.' or '\'' or '’' or '(' or ')' or '/' or '|'))
            {
                return false;
            }
        }

        return words <= 4 && !Keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }

    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "agenda", "date", "previous meeting", "next meeting", "issue", "issues", "actions", "action items", "http", "https", "mailto", "repo", "slideset",
        "recording", "scribeoptions", "rrsagent", "zakim", "present", "regrets", "summary", "meeting", "topic", "todo", "note", "decision", "chair", "scribe",
        "namedanchorhere", "attendees", "guests", "audio", "video", "minutes", "link", "links",
    };

    private static Step SaidBy(Call call, string name)
    {
        bool scribe = call.Session.Scribes.Contains(call.Caller);
        if (call.Message.Heard == Heard.Log ? !scribe && !ScribesUnheard(call) : call.Who(name).Person is null && (!scribe || LineRules.NearMiss(name) is not null))
        {
            return Pass.It;
        }

        PersonId? known = call.Message.Heard == Heard.Log ? Nick(call, name) : null;
        Named speaker = known is { } person ? Domain.Named.Known(person) : call.Name(name);
        (string text, bool continues) = EntryActs.Continuation(call.Words);
        return text.Length == 0 ? Pass.It : new AskMeeting(new RecordEntry(Domain.Point.It, text, speaker, continues));
    }

    /// <summary>Whether the scribe of a log goes by a name that is nobody's nick: "Robot Overlords". Then whoever writes points down is taken for the scribe.</summary>
    private static bool ScribesUnheard(Call call) => !call.Session.Scribes.IsEmpty && call.Session.Scribes.All(scribe => call.Memory.SpokenBy(call.NameOf(scribe)) is null);

    /// <summary>In a log a name is a nick: whole or not at all.</summary>
    private static PersonId? Nick(Call call, string name) => call.People.Exactly(name)
        ?? (call.Memory.SpokenBy(name) is { } spoke ? call.Directory.OfAccount(spoke.Account) ?? call.Account(spoke.Account, spoke.Name) : null);

    private static Utterance? MeetBot(string text)
    {
        int end = text.IndexOfAny([' ', '\t', '\n']);
        string command = (end < 0 ? text : text[..end]).ToLowerInvariant();
        string rest = end < 0 ? "" : text[end..].Trim();
        return command switch
        {
            "#startmeeting" => Said(Catalogue.Find("start")!, rest, call => call.Message.Heard == Heard.Log ? rest.Length == 0 ? Pass.It : new AskMeeting(new Retitle(rest)) : MeetingActs.Start(call), text),
            "#meetingname" or "#meetingtopic" => Said(Catalogue.Find("meeting title")!, rest, MeetingActs.Retitle, text),
            "#endmeeting" => Said(Catalogue.Find("adjourn")!, rest, call => call.Message.Heard == Heard.Log ? Pass.It : MeetingActs.End(call), text),
            "#topic" => Said(Topic, rest, OpenTopic, text),
            "#subtopic" => Said(Catalogue.Find("subtopic")!, rest, EntryActs.Subtopic, text),
            "#agreed" or "#accepted" or "#agree" => Said(Decision, rest, call => EntryActs.Decide(call, ResolutionOutcome.Agreed), text),
            "#rejected" or "#failed" => Said(Decision, rest, call => EntryActs.Decide(call, ResolutionOutcome.Rejected), text),
            "#inconclusive" => Said(Decision, rest, call => EntryActs.Decide(call, ResolutionOutcome.Inconclusive), text),
            "#action" => Said(Action, rest, Act, text),
            "#info" or "#note" => Said(Note, rest, EntryActs.Note, text),
            "#idea" => Said(Note, rest, call => EntryActs.Mark(call, EntryKind.Idea), text),
            "#help" or "#halp" => rest.Length == 0 ? null : Said(Note, rest, call => EntryActs.Mark(call, EntryKind.HelpWanted), text),
            "#link" => Said(Catalogue.Find("link")!, rest, EntryActs.Link, text),
            "#here" => Said(Present, rest, AttendanceActs.Here, text),
            "#chair" => Said(Chair, rest, Preside, text),
            "#undo" => Said(Undo, rest, _ => new AskMeeting(new Undo(null, true)), text),
            "#motion" => Said(Motion, rest, Propose, text),
            "#vote" => Said(VoteOn, rest, call => MotionActs.Read(rest) is { } vote ? Vote(call, vote) : new Expected("`#vote +1`, `#vote -1` or `#vote 0`"), text),
            "#close" => Said(Catalogue.Find("close vote")!, rest, _ => new AskMeeting(new CloseVote()), text),
            _ => null,
        };
    }

    private static Utterance? Insertion(string text)
    {
        if (text.Length < 4 || text[1] is not ('/' or '|'))
        {
            return null;
        }

        char mark = text[1];
        int middle = text.IndexOf(mark, 2);
        if (middle <= 2)
        {
            return null;
        }

        string inserted = text[(middle + 1)..].TrimEnd();
        inserted = inserted.EndsWith(mark) ? inserted[..^1] : inserted;
        return inserted.Length == 0 ? null : Said(Note, inserted, call => CorrectionActs.Insert(call, text[2..middle], inserted), text);
    }

    private static Step Vote(Call call, Vote vote) => call.Meeting?.OpenMotion is null ? Pass.It : new AskMeeting(new RecordVote(call.Caller, vote));

    private static Step Propose(Call call)
    {
        (string text, bool continues) = EntryActs.Continuation(call.Words);
        Named mover = Domain.Named.Known(call.Caller);
        return call.Words.Length == 0 ? Pass.It : new AskMeeting(new RecordEntry(MotionActs.New(mover), text, mover, continues) { Supersedes = true });
    }

    private static Step Resolve(Call call)
    {
        (string text, bool continues) = EntryActs.Continuation(call.Words);
        return new AskMeeting(new RecordEntry(new Decision(ResolutionOutcome.Agreed, []), text, null, continues) { DecidesMotion = true });
    }

    /// <summary>
    /// <c>ACTION: Ana to book the room</c> takes the name only where it is known; otherwise the sentence is the text, and with
    /// several owners the whole sentence stays the text.
    /// </summary>
    private static Step Act(Call call)
    {
        if (call.Words.Length == 0)
        {
            return Pass.It;
        }

        string words = call.Words;
        int to = words.IndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        ImmutableArray<Named> owners = [];
        string text = words;
        if (to is > 0 and < 80)
        {
            string before = words[..to].Trim();
            if (Owner(call, before) is { } one)
            {
                owners = [Domain.Named.Known(one)];
                text = words[(to + 4)..].Trim();
            }
            else
            {
                List<PersonId?> several = [.. NameList.Read(before).Names.Select(name => Owner(call, name))];
                owners = several.Count > 1 && several.TrueForAll(owner => owner is not null) ? [.. several.Select(owner => Domain.Named.Known(owner!))] : [];
            }
        }
        else if (words.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 and < 48 && Owner(call, words[..colon]) is { } named)
        {
            owners = [Domain.Named.Known(named)];
            text = words[(colon + 1)..].Trim();
        }

        (text, bool continues) = EntryActs.Continuation(text);
        NodaTime.LocalDate? due = null;
        if (call.Message.Heard != Heard.Log)
        {
            TrailingReading read = TrailingClauses.Read(text, new Clause("due", ["due", "by"], date => call.Date(date, DateSense.Coming).Value));
            (text, due) = (read.Text, read.Values.TryGetValue("due", out object? date) ? (NodaTime.LocalDate)date : null);
        }

        if (owners.IsEmpty)
        {
            call.Hints.Add("It has no owner yet.");
        }

        return new AskMeeting(new RecordEntry(new Assignment(0, owners, due, ActionStatus.Open), text, null, continues) { NextAction = call.InSession ? 0 : call.Known.NextAction });
    }

    private static PersonId? Owner(Call call, string name) => call.Message.Heard == Heard.Log ? Nick(call, name) : call.Who(name).Person;

    private static Step OpenTopic(Call call) => call.Words.Length == 0 ? Pass.It
        : call.Message.Heard == Heard.Log ? new AskMeeting(new OpenTopic(call.Words, false))
        : EntryActs.Topic(call);

    private static Step Preside(Call call)
    {
        ImmutableArray<Step> steps = [.. NameList.Read(call.Words).Names.Select(name => call.Who(name).Person is { } person ? person
                : call.TakesNewNames ? call.NewPerson(name) : (PersonId?)null)
            .Where(person => person is not null).Select(person => new AskMeeting(new NamePresider(person!)))];
        return steps.Length switch
        {
            0 => Step.No(new WhoIsMeant(call.Words, [], "chair \u0001")),
            1 => steps[0],
            _ => new Several(steps),
        };
    }

    private static Step Release(Call call) => new AskMeeting(new ReleaseScribe(call.Words.Length == 0 ? call.Caller : call.Who(call.Words).Person ?? call.Caller));

    private static Step NoRegrets(Call call) => new AskMeeting(new WithdrawRegrets(call.Words.Length == 0 ? call.Caller : call.Who(call.Words).Person ?? call.Caller));

    private static Utterance Said(ChatCommand command, string words, Func<Call, Step> read, string? text = null, bool chatUnlessScribe = false) =>
        new(command, command.Name, words.Trim(), text ?? words) { Shorthand = read, ChatUnlessScribe = chatUnlessScribe };

    private static string? After(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text[word.Length..].TrimStart(':', ' ') : null;

    /// <summary>What follows a keyword and its colon; null when the keyword is another one.</summary>
    private static string? AfterColon(string text, string word)
    {
        if (!text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int at = word.Length;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at < text.Length && text[at] == ':' ? text[(at + 1)..].Trim() : null;
    }

    private static ChatCommand Named(string name) => Catalogue.Find(name) ?? throw new InvalidOperationException($"Shorthand needs the command {name}.");
}
