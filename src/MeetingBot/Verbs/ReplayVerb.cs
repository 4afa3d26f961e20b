using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot;

/// <summary><c>replay</c>: feeds a transcript or a chat log through the real parser, clerk and writers, and prints the minutes.</summary>
internal static class ReplayVerb
{
    /// <summary>The verb.</summary>
    public const string Name = "replay";

    private const string Conversation = "replay::transcript";

    private static readonly Argument<string> Source = new("file") { Description = "A transcript or chat log; - for standard input." };
    private static readonly Option<string> Format = new("--format") { Description = "markdown, html, text, json or docx.", DefaultValueFactory = _ => "markdown" };
    private static readonly Option<string?> Template = new("--template") { Description = "structured, narrative, numbered, or a Liquid file; by default the group's own setting." };
    private static readonly Option<string?> MeetingDate = new("--meeting") { Description = "Print the meeting of this date, not the last one." };
    private static readonly Option<string?> Date = new("--date") { Description = "The day of a log that has no dates of its own." };
    private static readonly Option<bool> Replies = new("--replies") { Description = "Print every reply and posted notice instead, in order." };
    private static readonly Option<string?> Output = new("--output") { Description = "Write to this file." };
    private static readonly Option<string?> Store = new("--store") { Description = "Keep the meeting in this SQLite file." };

    /// <summary>
    /// Loads on another processor, while lines are read, what a replay comes to last: prints invented minutes, and opens and closes
    /// an empty meeting. Loading is most of a short replay.
    /// </summary>
    public static void WarmUp() => Task.Run(async () =>
    {
        MinutesPrinter.WarmUp();
        var clerk = new Clerk(new InMemoryStore(), new MinutesPrinter(), new ClerkOptions { PostAtOnce = true, Silent = true, Clocks = false });
        await clerk.OpenLogAsync(Conversation, "warm-up", new LocalDate(2021, 6, 8), Instant.FromUtc(2021, 6, 8, 14, 0), CancellationToken.None);
        await clerk.CloseLogAsync(Conversation, Instant.FromUtc(2021, 6, 8, 15, 0), CancellationToken.None);
        if ((await clerk.ViewAsync(Conversation, CancellationToken.None))?.Group.Held is [var held, ..])
        {
            await clerk.MinutesAsync(held, CancellationToken.None);
        }
    });

    public static Command Command()
    {
        var command = new Command(Name, "Feed a transcript through the bot and print the minutes of the last meeting in it.")
        {
            Source, Format, Template, MeetingDate, Date, Replies, Output, Store,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string source = parsed.GetRequiredValue(Source);
        if (MinutesFormats.Read(parsed.GetRequiredValue(Format)) is not { } format)
        {
            return Refuse($"There is no format \"{parsed.GetValue(Format)}\": markdown, html, text, json or docx.");
        }

        LocalDate? date = null;
        if (parsed.GetValue(Date) is { } typed && (date = IsoDate(typed)) is null)
        {
            return Refuse($"--date takes a date such as 2021-06-08, not \"{typed}\".");
        }

        byte[] content;
        try
        {
            content = source == "-" ? await ReadStandardInputAsync(cancellation) : File.ReadAllBytes(source);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refuse($"{source}: {problem.Message}");
        }

        TranscriptReading reading = TranscriptReader.Read(new StreamReader(new MemoryStream(content), TranscriptReader.Encoding, false), date ?? FileDate.In(source));
        return reading switch
        {
            TranscriptReading.Read read => await PlayAsync(parsed, read.Transcript, source, content, format, cancellation),
            TranscriptReading.Unreadable unreadable => Refuse($"{source}: line {unreadable.Problem.Line} {unreadable.Problem.Reason}"),
            _ => Refuse($"{source} cannot be read."),
        };
    }

    private static async Task<int> PlayAsync(ParseResult parsed, Transcript transcript, string source, byte[] content, MinutesFormat format, CancellationToken cancellation)
    {
        bool replies = parsed.GetValue(Replies);
        var printer = new MinutesPrinter();
        await using SqliteStore? sqlite = parsed.GetValue(Store) is { } path ? SqliteStore.Open(path) : null;
        IEventStore store = (IEventStore?)sqlite ?? new InMemoryStore();
        var written = new StringBuilder();
        var clerk = new Clerk(store, printer, new ClerkOptions { PostAtOnce = true, Silent = !replies, Desks = 16, Clocks = transcript.Kind == TranscriptKind.Transcript }, (INoticeQueue)store);
        // Where neither a reader nor a file sees what is posted, nothing is laid out to be posted.
        INoticeChannel[] channels = replies || sqlite is not null ? [new PrintedChannel(replies ? written : null)] : [];
        var dispatcher = new NoticeDispatcher((INoticeQueue)store, clerk, printer, channels);
        string name = source == "-" ? "log" : Path.GetFileNameWithoutExtension(source);
        ReplayProgress? progress = ReplayProgress.For(transcript.Lines.Count);
        string conversation = sqlite is null ? Conversation : "replay::" + name;
        // Kept messages have ids that the same content has again.
        string ids = sqlite is null ? "replay/" : $"replay/{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8))}/";
        var replay = new Replay(clerk, (INoticeQueue)store, dispatcher, conversation, ids)
        {
            Answered = replies ? (message, reply, zone) => Write(written, message, reply, zone) : null,
            Progress = progress is null ? null : progress.Report,
        };
        await replay.PlayAsync(transcript, name, cancellation);
        await (progress?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (replies)
        {
            return Write(parsed, Encoding.UTF8.GetBytes(written.ToString()));
        }

        GroupView? view = await clerk.ViewAsync(conversation, cancellation);
        if (view is null || await WantedAsync(clerk, view, parsed.GetValue(MeetingDate), cancellation) is not { } minutes)
        {
            return Refuse($"{source}: there is no meeting{(parsed.GetValue(MeetingDate) is { } day ? " on " + day : "")} in it.");
        }

        if (TemplateOf(parsed.GetValue(Template), printer, out string? wrong) is not { } template)
        {
            return Refuse(wrong!);
        }

        printer.Print(minutes, format, template.Name.Length == 0 ? view.Template : template, () => Open(parsed));
        return 0;
    }

    private static async Task<Minutes?> WantedAsync(Clerk clerk, GroupView view, string? day, CancellationToken cancellation)
    {
        MeetingId? wanted = day is null
            ? view.Group.InSession ?? (view.Group.Held.Count > 0 ? view.Group.Held[^1] : null)
            : IsoDate(day) is not { } date ? null
            : view.Group.InSession is { } running && running.Date == date ? running
            : view.Group.Held.Where(id => id.Date == date).Select(id => (MeetingId?)id).LastOrDefault();
        return wanted is { } id ? await clerk.MinutesAsync(id, cancellation) : null;
    }

    private static MinutesTemplate? TemplateOf(string? name, MinutesPrinter printer, out string? wrong)
    {
        wrong = null;
        if (name is null)
        {
            return new MinutesTemplate("");
        }

        if (MinutesTemplate.BuiltIn.Contains(name))
        {
            return new MinutesTemplate(name);
        }

        if (!File.Exists(name))
        {
            wrong = $"There is no template \"{name}\": {string.Join(", ", MinutesTemplate.BuiltIn)}, or a Liquid file.";
            return null;
        }

        string liquid = File.ReadAllText(name);
        wrong = printer.Check(liquid) is { } problem ? $"{name}: {problem}" : null;
        return wrong is null ? new MinutesTemplate(Path.GetFileNameWithoutExtension(name), liquid) : null;
    }

    private static void Write(StringBuilder written, ChatMessage message, Reply reply, DateTimeZone zone)
    {
        if (reply.Kind == ReplyKind.NotForMe)
        {
            return;
        }

        written.Append(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Format(message.At.InZone(zone).LocalDateTime)).Append(' ').Append(message.SenderName).Append(": ")
            .Append(Words.Cut(message.Text.ReplaceLineEndings(" "), 100)).Append('\n');
        Indent(written, reply.Kind switch { ReplyKind.Refusal => "refused", ReplyKind.Receipt => "recorded", _ => "answer" }, reply.Text);
        foreach (string aloud in reply.Aloud)
        {
            Indent(written, "everybody", aloud);
        }

        foreach (PrivateLine line in reply.Told)
        {
            Indent(written, $"to {line.To.Name}", line.Text);
        }

        if (!reply.Buttons.IsEmpty)
        {
            Indent(written, "buttons", string.Join(" ", reply.Buttons.Select(button => $"[{button.Label}]")));
        }
    }

    public static void Indent(StringBuilder written, string label, string text) =>
        written.Append("  ").Append(label).Append(": ").Append(text.ReplaceLineEndings("\n    ")).Append('\n');

    private static int Write(ParseResult parsed, ReadOnlySpan<byte> content)
    {
        using Stream output = Open(parsed);
        output.Write(content);
        return 0;
    }

    private static Stream Open(ParseResult parsed) => parsed.GetValue(Output) is { } file ? File.Create(file) : Console.OpenStandardOutput();

    private static async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellation)
    {
        await using Stream input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        await input.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    private static LocalDate? IsoDate(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : null;

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return CommandLine.Unreadable;
    }

    /// <summary>Notices of a replay are printed among the replies.</summary>
    private sealed class PrintedChannel(StringBuilder? written) : INoticeChannel
    {
        private int _posts;

        public string Platform => "replay";

        public bool ShowsBoards => false;

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            if (written is not null)
            {
                Indent(written.Append("posted ").Append(post.Kind).Append(post.To is { } to ? $" to {to.Name} alone" : "").Append('\n'), "post", post.Markdown?.TrimEnd() ?? post.Text);
            }

            return ValueTask.FromResult((++_posts).ToString(CultureInfo.InvariantCulture));
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => ValueTask.FromResult<string?>(null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation) => ValueTask.CompletedTask;
    }
}
