using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>The one place where words are put to what happened.</summary>
public static partial class Wording
{
    /// <summary>One line that says what an entry is.</summary>
    public static string Line(Entry entry, PeopleDirectory directory)
    {
        string text = Words.Cut(entry.Text.ReplaceLineEndings(" "), 160);
        string speaker = entry.Speaker is { } named ? directory.NameOf(named) + ": " : "";
        return entry.Matter switch
        {
            Decision decision => $"{Outcome(decision.Outcome)}: {text}",
            Assignment action => $"Action {action.Number}, {(action.Owners.IsEmpty ? "nobody yet" : Words.List(action.Owners.Select(owner => directory.NameOf(owner))))}: {text}",
            Motion => $"Motion: {text}",
            Link link => $"Link: {link.Url} {text}".TrimEnd(),
            Heading => $"Topic: {text}",
            StatementRead read => $"Statement read{(read.Reader is { } reader ? " by " + directory.NameOf(reader) : "")}",
            EarlierMinutes earlier => $"Minutes of {Words.Day(earlier.Date)} {OutcomeOf(earlier)}",
            Cancellation cancellation => $"Cancelled: {Words.Day(cancellation.Date)}{(cancellation.Reason is { } reason ? $" because {reason}" : "")}",
            _ => speaker + text,
        };
    }

    /// <summary>What is said when nobody knows whether a line is recorded. Typed again it would be another message, so it says how to look.</summary>
    public const string OutcomeUnknown = "I could not find out whether this is recorded: the store does not answer. Look at the board, or ask me for the recent entries, before you send it again.";

    /// <summary>What is said of a line that could not be taken.</summary>
    /// <param name="problem">Why.</param>
    /// <param name="notRecorded">What is said where it is surely not recorded.</param>
    public static string Failed(Exception problem, string notRecorded) => problem is OutcomeUnknownException ? OutcomeUnknown : notRecorded;

    /// <summary>The bot's own words with each line that can be typed, which stands in back quotes, as it is heard in a place.</summary>
    /// <param name="text">The words.</param>
    /// <param name="address">What stands before a command there; empty where lines are heard as they are.</param>
    public static string HeardHere(string text, string address) => address.Length == 0 ? text
        : string.Concat(text.Split('`').Select((part, n) => n == 0 ? part : n % 2 == 1 && Catalogue.LongestFrom(part.Split(' ')[0].TrimEnd(':')) > 0 ? $"`{address}{part}" : "`" + part));

    /// <summary>Several replies to one message become one receipt that says what became of each line.</summary>
    public static Reply Together(IReadOnlyList<Reply> replies)
    {
        List<Reply> said = [.. replies.Where(reply => reply.Kind != ReplyKind.NotForMe)];
        return said.Count switch
        {
            0 => Reply.NotForMe,
            1 => said[0],
            _ => new Reply(
                said.Exists(reply => reply.Kind == ReplyKind.Refusal) ? ReplyKind.Refusal : said.Exists(reply => reply.Kind == ReplyKind.Receipt) ? ReplyKind.Receipt : ReplyKind.Answer,
                string.Join('\n', said.Select(reply => reply.Text).Where(text => text.Length > 0)))
            {
                Buttons = [.. said.SelectMany(reply => reply.Buttons).Take(5)],
                Aloud = [.. said.SelectMany(reply => reply.Aloud)],
                AloudButtons = [.. said.SelectMany(reply => reply.AloudButtons).Distinct()],
                Told = [.. said.SelectMany(reply => reply.Told)],
                File = said.Find(reply => reply.File is not null)?.File,
                Quiet = said.TrueForAll(reply => reply.Quiet),
            },
        };
    }

    /// <summary>It is so already.</summary>
    public static Reply Unchanged(Call call, Utterance utterance)
    {
        string text = utterance.Command?.Name switch
        {
            "here" or "present" => "Marked already.",
            "topic" or "next topic" or "aob" => $"Already at {(call.Meeting?.CurrentItem is { } item ? $"item {item}" : "that topic")}.",
            "regrets" => "Your regrets are recorded already.",
            "minutes post" => "The draft is posted already; corrections edit the post.",
            "q+" => "You are in the queue already.",
            _ => "It is so already; nothing changed.",
        };
        return new Reply(ReplyKind.Receipt, text) { Quiet = true };
    }

    /// <summary>Where calendars subscribe to the meetings.</summary>
    public static string Feed(Group group, string token) =>
        $"Calendars subscribe to the meetings under /calendar/{group.Slug}.ics?token={token} at my address. Whoever has it can read the dates; `calendar feed new` makes another and ends this one.";

    /// <summary>A group was set up.</summary>
    public static Reply SetUp(FoundGroup found, string address) => new(ReplyKind.Receipt,
        HeardHere($"{found.Name} is set up ({found.Timezone}); you are its secretary and admin. Next: `roster add Ana Lopes (Acme) as chair, Ben Okafor (Initech)`, then `schedule every 2 weeks on Thursday at 12:00`. I keep only lines meant for me.", address))
    {
        Buttons = [new Button("Settings", "settings")],
    };

    /// <summary>The first meeting of a conversation that never set anything up.</summary>
    public static Reply ZeroSetUp(string group, Reply started, string address) => started with
    {
        Text = HeardHere($"{group}: the meeting is open. Each person types `here`. Then try:\n"
            + $"{address}note Ana: The export fails on one browser.\n"
            + $"{address}decision: Ship on Monday without the export.\n"
            + $"{address}todo Ben: Tell support by Friday\n"
            + "`end` drafts the minutes. I keep only such lines.", address),
        Buttons = [new Button("I'm here", "here"), new Button("End", "end")],
        Quiet = false,
    };

    private static string Outcome(ResolutionOutcome outcome) => outcome switch
    {
        ResolutionOutcome.Agreed => "Decided",
        ResolutionOutcome.Rejected => "Rejected",
        ResolutionOutcome.Inconclusive => "Left open",
        ResolutionOutcome.Carried => "Carried",
        _ => "Lost",
    };

    private static string OutcomeOf(EarlierMinutes earlier) =>
        earlier.Outcome != EarlierOutcome.Sent && earlier.Sent is { } day ? $"{Outcome(earlier)}, sent on {Words.Day(day)}" : Outcome(earlier);

    private static string Outcome(EarlierMinutes earlier) => earlier.Outcome switch
    {
        EarlierOutcome.Approved => earlier.Edits is { } edits ? $"approved with {edits}" : "approved",
        EarlierOutcome.NotApproved => earlier.Reason is { } reason ? $"not approved because {reason}" : "not approved",
        EarlierOutcome.Deferred => earlier.Reason is { } why ? $"deferred because {why}" : "deferred",
        _ => earlier.Sent is { } sent ? $"sent on {Words.Day(sent)}" : "sent",
    };
}
