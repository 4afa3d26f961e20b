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

/// <summary>Plays one transcript and prints what came of it.</summary>
internal sealed class ReplayRun
{
    private const string Conversation = "replay::transcript";

    private const string Invented = """
        14:00:00 <Ana> present+
        14:00:00 <Ana> scribe: Ana
        14:00:00 <Ana> TOPIC: The harbour
        14:00:00 <Ana> Ben: the crane stands still
        14:00:00 <Ana> ... since Monday
        14:00:00 <Ben> as it did last year
        14:00:00 <Ben> q+
        14:00:00 <Ana> ack Ben
        14:00:00 <Ben> PROPOSED: repair it
        14:00:00 <Ana> +1
        14:00:00 <Ana> RESOLVED: repair it
        14:00:00 <Ana> ACTION: Ben to order the bolts
        14:00:00 <Ana> s/bolts/parts/
        14:00:00 <Ana> s/anchors/parts/
        """;

    /// <summary>The transcript's file; - for standard input.</summary>
    public required string Source { get; init; }

    /// <summary>The bytes of the transcript.</summary>
    public byte[] Content { get; init; } = [];

    public MinutesFormat Format { get; init; }

    /// <summary>A built-in template or a Liquid file; null for the group's own setting.</summary>
    public string? Template { get; init; }

    /// <summary>The day of the meeting to print; null for the last one.</summary>
    public string? Day { get; init; }

    /// <summary>Whether the replies and notices are printed instead of the minutes.</summary>
    public bool Replies { get; init; }

    /// <summary>The SQLite file that keeps the meeting; null to forget it.</summary>
    public string? Store { get; init; }

    /// <summary>Opens where it is printed.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>
    /// Loads on another processor what a replay comes to: prints invented minutes, which it comes to last, and plays an invented meeting.
    /// Loading is most of a short replay.
    /// </summary>
    /// <param name="format">The form that will be printed.</param>
    public static void WarmUp(MinutesFormat format) => Task.Run(async () =>
    {
        _ = PersonId.Mint("warm-up", 1); // loads the cryptography, which the first line needs
        new MinutesPrinter().WarmUp(format);
        if (TranscriptReader.Read(new StringReader(Invented), new LocalDate(2021, 6, 8)) is TranscriptReading.Read read)
        {
            await new ReplayRun { Source = "invented.log", Format = format, Open = () => Stream.Null }.PlayAsync(read.Transcript, CancellationToken.None);
        }
    });

    /// <summary>Plays it. What cannot be printed is the answer; null when all is.</summary>
    public async Task<string?> PlayAsync(Transcript transcript, CancellationToken cancellation)
    {
        var printer = new MinutesPrinter();
        await using SqliteStore? sqlite = Store is { } path ? SqliteStore.Open(path) : null;
        IEventStore store = (IEventStore?)sqlite ?? new InMemoryStore();
        var written = new StringBuilder();
        var clerk = new Clerk(store, printer, new ClerkOptions { PostAtOnce = true, Silent = !Replies, Desks = 16, Clocks = transcript.Kind == TranscriptKind.Transcript }, (INoticeQueue)store);
        // Where neither a reader nor a file sees what is posted, nothing is laid out to be posted.
        INoticeChannel[] channels = Replies || sqlite is not null ? [new PrintedChannel(Replies ? written : null)] : [];
        var dispatcher = new NoticeDispatcher((INoticeQueue)store, clerk, printer, channels);
        string name = Source == "-" ? "log" : Path.GetFileNameWithoutExtension(Source); // of which the group of a chat log takes its own
        ReplayProgress? progress = ReplayProgress.For(transcript.Lines.Count);
        string conversation = sqlite is null ? Conversation : "replay::" + name;
        // Kept messages have ids that the same content has again.
        string ids = sqlite is null ? "replay/" : $"replay/{Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, 8))}/";
        var replay = new Replay(clerk, (INoticeQueue)store, dispatcher, conversation, ids)
        {
            Answered = Replies ? (message, reply, zone) => Write(written, message, reply, zone) : null,
            Progress = progress is null ? null : progress.Report,
        };
        await replay.PlayAsync(transcript, name, cancellation);
        await (progress?.DisposeAsync() ?? ValueTask.CompletedTask);
        if (Replies)
        {
            await using Stream output = Open();
            output.Write(Encoding.UTF8.GetBytes(written.ToString()));
            return null;
        }

        GroupView? view = await clerk.ViewAsync(conversation, cancellation);
        if (view is null || await WantedAsync(clerk, view, cancellation) is not { } minutes)
        {
            return $"{Source}: there is no meeting{(Day is { } day ? " on " + day : "")} in it.";
        }

        (MinutesTemplate? template, string wrong) = TemplateFor(view, printer);
        if (template is null)
        {
            return wrong;
        }

        printer.Print(minutes, Format, template, Open);
        return null;
    }

    private async Task<Minutes?> WantedAsync(Clerk clerk, GroupView view, CancellationToken cancellation)
    {
        MeetingId? wanted = Day is null
            ? view.Group.InSession ?? (view.Group.Held.Count > 0 ? view.Group.Held[^1] : null)
            : ReplayVerb.IsoDate(Day) is not { } date ? null
            : view.Group.InSession is { } running && running.Date == date ? running
            : view.Group.Held.Where(id => id.Date == date).Select(id => (MeetingId?)id).LastOrDefault();
        return wanted is { } id ? await clerk.MinutesAsync(id, cancellation) : null;
    }

    private (MinutesTemplate? Template, string Wrong) TemplateFor(GroupView view, MinutesPrinter printer)
    {
        if (Template is null)
        {
            return (view.Template, "");
        }

        if (MinutesTemplate.BuiltIn.Contains(Template))
        {
            return (new MinutesTemplate(Template), "");
        }

        if (!File.Exists(Template))
        {
            return (null, $"There is no template \"{Template}\": {string.Join(", ", MinutesTemplate.BuiltIn)}, or a Liquid file.");
        }

        string liquid = File.ReadAllText(Template);
        return printer.Check(liquid) is { } problem ? (null, $"{Template}: {problem}") : (new MinutesTemplate(Path.GetFileNameWithoutExtension(Template), liquid), "");
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

    private static void Indent(StringBuilder written, string label, string text) =>
        written.Append("  ").Append(label).Append(": ").Append(text.ReplaceLineEndings("\n    ")).Append('\n');

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
