using System.Text;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// Plays the <c>chat</c> blocks of a page, all in one conversation, and writes the page again as it should stand. Below a message
/// stand its answers: <c>yes&gt;</c> recorded, <c>re&gt;</c> answered, <c>no&gt;</c> refused, <c>all&gt;</c> said to everybody, <c>to&gt;</c> told to one other person, <c>keys&gt;</c>
/// buttons, <c>file&gt;</c> a file, <c>post&gt;</c> a notice in the channel; below chat that is not for the bot stands nothing.
/// <c>Ana: [Label]</c> presses the last button of that label. Between <c># The channel is out of order.</c> and <c># The channel works again.</c>
/// nothing can be posted in it. A <c>minutes</c> block holds the minutes as they stand then.
/// </summary>
internal sealed partial class PagePlayer : INoticeChannel
{
    private const string Conversation = "page:test:release-team";

    private readonly InMemoryStore _store = new();
    private readonly MinutesPrinter _printer = new();
    private readonly Dictionary<string, Button> _buttons = new(StringComparer.Ordinal);
    private readonly StringBuilder _posts = new();
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly Clerk _clerk;
    private readonly NoticeDispatcher _dispatcher;
    private Instant _now = Instant.MinValue;
    private LocalDate? _date;
    private int _messages;
    private int _posted;
    private bool _outOfOrder;

    public PagePlayer()
    {
        _clerk = new Clerk(_store, _printer, new ClerkOptions { PostAtOnce = true }, _store);
        _dispatcher = new NoticeDispatcher(_store, _clerk, _printer, [this]);
    }

    public string Platform => "page";

    /// <summary>The kinds of the notices that were posted, or edited.</summary>
    public IReadOnlySet<string> Kinds => _kinds;

    public async Task<string> PlayAsync(string page, CancellationToken cancellation)
    {
        var written = new StringBuilder();
        List<string>? block = null;
        string kind = "";
        foreach (string line in page.Split('\n'))
        {
            if (block is null)
            {
                written.Append(line).Append('\n');
                if (line is "```chat" or "```minutes")
                {
                    (block, kind) = ([], line[3..]);
                }
            }
            else if (line == "```")
            {
                written.Append(kind == "chat" ? await ChatAsync(block, cancellation) : await MinutesAsync(cancellation)).Append("```\n");
                block = null;
            }
            else
            {
                block.Add(line);
            }
        }

        return written.ToString()[..^1];
    }

    private async Task<string> ChatAsync(List<string> block, CancellationToken cancellation)
    {
        var written = new StringBuilder();
        List<string> said = [.. block.Where(line => !Answer().IsMatch(line))];
        for (int at = 0; at < said.Count;)
        {
            int end = at + 1;
            while (end < said.Count && said[end].StartsWith("  ", StringComparison.Ordinal))
            {
                end++;
            }

            string message = string.Join('\n', said[at..end]);
            written.Append(message).Append('\n');
            at = end;
            _outOfOrder = message is "# The channel is out of order." || (_outOfOrder && message is not "# The channel works again.");
            if (message.Trim().Length > 0 && message[0] != '#')
            {
                await SayAsync(message, written, cancellation);
            }
        }

        return written.ToString();
    }

    private async Task SayAsync(string written, StringBuilder answers, CancellationToken cancellation)
    {
        TranscriptReading reading = TranscriptReader.Read(new StringReader(written + "\n"), _date);
        TranscriptLine line = Assert.IsType<TranscriptReading.Read>(reading).Transcript.Lines[0];
        _date = line.Local.Date;
        DateTimeZone zone = await _clerk.ZoneAsync(Conversation, cancellation) ?? CommandParser.ZoneIn(line.Text);
        Instant at = line.At ?? zone.AtLeniently(line.Local).ToInstant();
        _now = Instant.Max(_now, at);
        await PostAsync(answers, cancellation);
        bool pressed = Button().Match(line.Text) is { Success: true };
        var message = new ChatMessage($"page/{++_messages}", new Account("page::" + line.Sender.ToLowerInvariant()), line.Sender, Conversation,
            pressed ? Pressed(line.Text).Line : line.Text, at)
        {
            Heard = pressed ? Heard.Addressed : Heard.Line,
            NameIsTrusted = true,
            ConversationName = "#release-team",
        };
        Write(answers, await _clerk.HandleAsync(message, cancellation));
        await PostAsync(answers, cancellation);
    }

    private Button Pressed(string text) => _buttons.TryGetValue(text[1..^1], out Button? button) ? button
        : throw new InvalidOperationException($"No button {text} was shown; there are: {string.Join(", ", _buttons.Keys)}.");

    private void Write(StringBuilder answers, Reply reply)
    {
        if (reply.Kind != ReplyKind.NotForMe)
        {
            Mark(answers, reply.Kind switch { ReplyKind.Receipt => "yes", ReplyKind.Answer => "re", _ => "no" }, reply.Text);
        }

        foreach (string aloud in reply.Aloud)
        {
            Mark(answers, "all", aloud);
        }

        foreach (PrivateLine line in reply.Told)
        {
            Mark(answers, "to", $"{line.To.Name}: {line.Text}");
            Keys(answers, line.Buttons);
        }

        if (reply.File is { } file)
        {
            Mark(answers, "file", $"{file.Name} ({file.ContentType})");
        }

        Keys(answers, reply.Buttons);
    }

    private void Keys(StringBuilder answers, System.Collections.Immutable.ImmutableArray<Button> buttons)
    {
        if (!buttons.IsEmpty)
        {
            Mark(answers, "keys", string.Join(' ', buttons.Select(button => $"[{button.Label}]")));
        }

        foreach (Button button in buttons)
        {
            _buttons[button.Label] = button;
        }
    }

    private static void Mark(StringBuilder answers, string mark, string text)
    {
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            answers.Append(mark).Append("> ").Append(line.TrimEnd()).Replace("> \n", ">\n").Append('\n');
        }
    }

    private async Task PostAsync(StringBuilder answers, CancellationToken cancellation)
    {
        // Time passes from one moment to the next, whatever lies between two lines.
        Instant? stuck = null;
        while (await ((INoticeQueue)_store).NextDueAsync(cancellation) is { } due && due <= _now && due != stuck)
        {
            stuck = await _dispatcher.RunAsync(due, cancellation) > 0 ? null : due;
        }

        answers.Append(_posts);
        _posts.Clear();
    }

    private async Task<string> MinutesAsync(CancellationToken cancellation)
    {
        GroupView view = (await _clerk.ViewAsync(Conversation, cancellation))!;
        MeetingId last = view.Group.InSession ?? view.Group.Held[^1];
        Minutes minutes = (await _clerk.MinutesAsync(last, cancellation))!;
        return _printer.Print(minutes, MinutesFormat.Markdown, view.Template).Text.TrimEnd() + "\n";
    }

    bool INoticeChannel.ShowsBoards => false;

    ValueTask<string> INoticeChannel.PostAsync(Post post, CancellationToken cancellation)
    {
        if (_outOfOrder && post.To is null)
        {
            throw new IOException("The channel is out of order.");
        }

        _kinds.Add(post.Kind);
        Mark(_posts, post.To is null ? "post" : "told", post.To is { } to ? $"{to.Name}: {post.Text}" : post.Text);
        Keys(_posts, post.Buttons);
        return new((++_posted).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    ValueTask<string?> INoticeChannel.FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

    ValueTask INoticeChannel.EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        _kinds.Add(post.Kind);
        Mark(_posts, "edit", post.Text);
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("^(yes|re|no|all|to|keys|file|post|edit|told)>( |$)")]
    private static partial Regex Answer();

    [GeneratedRegex(@"^\[[^\]]+\]$")]
    private static partial Regex Button();
}
