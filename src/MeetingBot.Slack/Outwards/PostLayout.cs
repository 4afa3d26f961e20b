using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Slack;

/// <summary>Lays out what the bot posts by itself: boards, panels, minutes, announcements, cancellations.</summary>
internal sealed class PostLayout(IRichTextReader reader)
{
    private const int MinutesBlocks = 45;
    private const int MinutesCharacters = 11_000;
    private const int BoardLine = 90;
    private const int BoardLines = 10;
    private const int BoardItems = 4;
    private const string Filed = "The rest is in the file in the thread.";
    private const string Unfiled = "The rest did not fit; `minutes export docx` sends you all of it.";

    /// <summary>Lays a post out. The buttons of one that stands outside of its channel speak to that channel.</summary>
    /// <param name="post">The post.</param>
    /// <param name="channel">The channel it is about; null when it stands there.</param>
    /// <param name="files">Whether minutes are followed by their files.</param>
    public SlackText Of(Post post, string? channel, bool files) => post switch
    {
        { Board: { } board, Kind: NoticeKinds.Board } => Board(post, board),
        { Board: { } board, Kind: NoticeKinds.Panel } => Panel(post, board, channel),
        { Markdown: { } markdown } => Minutes(post, markdown, channel, files && post.Minutes is not null),
        { Starts: { } starts } => Announcement(post, starts.ToUnixTimeSeconds(), channel),
        _ => ReplyLayout.Of(post.Text, post.Buttons, channel),
    };

    /// <summary>The board: at most ten lines on a phone; names stand behind a button.</summary>
    private static SlackText Board(Post post, BoardView board)
    {
        bool open = board.Phase is MeetingPhase.InSession or MeetingPhase.Recessed;
        SlackText text = new(Mrkdwn.EscapeCut(post.Text, BlockLimits.MessageText), [Kit.Section(Short(post.Text, board))]);
        if (open)
        {
            string Value(string line) => new Carried(line, null, board.TopicEntry).Write();
            text.Blocks.Add(Kit.Actions("board", new[]
            {
                Kit.Button("line:here", "I'm here", Value("here"), "primary"),
                Kit.Button("line:regrets", "Regrets", Value("regrets")),
                Kit.Button("line:hand", "Raise hand", Value("q+")),
                Kit.Button("line:who", "Who is here", Value("attendance")),
            }.OfType<JsonObject>()));
        }

        return text;
    }

    private static SlackText Panel(Post post, BoardView board, string? channel)
    {
        var blocks = new JsonArray { Kit.Section(Short(post.Text, board)) };
        if (board.Phase is MeetingPhase.InSession or MeetingPhase.Recessed)
        {
            string Value(string line) => new Carried(line, channel, board.TopicEntry).Write();
            blocks.Add(Kit.Actions("panel", new[]
            {
                Kit.Button("line:next", board.NextItem is { } next ? $"Next topic: {next.Title}" : "Next topic", Value("next topic"), "primary"),
                Kit.Button("form:decision", "Decision…", Value("decision")),
                Kit.Button("form:action", "Action…", Value("action")),
                Kit.Button("form:note", "Note…", Value("note")),
                Kit.Button("form:correct", "Correct…", Value("correct")),
            }.OfType<JsonObject>()));
            blocks.Add(Kit.Actions("panel:more", new[]
            {
                Kit.Button("form:agenda", "Add item…", Value("agenda")),
                board.OwnEntry is { } entry ? Kit.Button("line:undo", $"Undo {entry}", Value($"undo {entry}")) : null,
                Sure(Kit.Button("line:adjourn", "Adjourn", Value("adjourn"), "danger")!, "Adjourn the meeting?", "The draft of the minutes is made. It can be taken back.", "Adjourn"),
            }.OfType<JsonObject>()));
            AddEarlier(blocks, board, channel);
        }

        return new SlackText(Mrkdwn.EscapeCut(post.Text, BlockLimits.MessageText), blocks);
    }

    /// <summary>Earlier minutes that wait, with what can become of them.</summary>
    private static void AddEarlier(JsonArray blocks, BoardView board, string? channel)
    {
        foreach ((int n, NodaTime.LocalDate date) in board.EarlierMinutes.Take(3).Index())
        {
            string day = NodaTime.Text.LocalDatePattern.Iso.Format(date);
            JsonObject? Do(string id, string label, string outcome) => Kit.Button($"line:{id}{n}", label, new Carried($"minutes of {day} {outcome}", channel).Write());
            blocks.Add(Kit.Section($"Minutes of {date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"));
            blocks.Add(Kit.Actions($"earlier:{n}", new[] { Do("approved", "Approved", "approved"), Do("not", "Not approved", "not approved"), Do("deferred", "Deferred", "deferred") }.OfType<JsonObject>()));
        }
    }

    private SlackText Minutes(Post post, string markdown, string? channel, bool files)
    {
        JsonArray blocks = RichLayout.Of(reader.Read(markdown), MinutesBlocks, MinutesCharacters, out bool left);
        if (blocks.Count == 0)
        {
            blocks.Add(Kit.Section(post.Text));
        }

        if (left)
        {
            blocks.Add(Kit.Context(files ? Filed : Unfiled));
        }

        ReplyLayout.AddButtons(blocks, post.Buttons, channel, null);
        return new SlackText(Mrkdwn.EscapeCut(post.Text, BlockLimits.MessageText), blocks);
    }

    private static SlackText Announcement(Post post, long starts, string? channel)
    {
        SlackText text = ReplyLayout.Of(post.Text, [], channel);
        text.Blocks.Insert(1, Kit.Marked($"In your time: {Mrkdwn.Date(starts, DateTimeOffset.FromUnixTimeSeconds(starts).ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture))}"));
        ReplyLayout.AddButtons(text.Blocks, post.Buttons, channel, null);
        return text;
    }

    private static JsonObject Sure(JsonObject button, string title, string text, string yes)
    {
        button["confirm"] = new JsonObject
        {
            ["title"] = Kit.Plain(title, BlockLimits.ConfirmTitle),
            ["text"] = Kit.Plain(text, BlockLimits.ConfirmText),
            ["confirm"] = Kit.Plain(yes, BlockLimits.ConfirmButton),
            ["deny"] = Kit.Plain("Not yet", BlockLimits.ConfirmButton),
        };
        return button;
    }

    /// <summary>The board's lines, each short enough for a phone: the agenda around the current item, and of who is here only organisations and how many.</summary>
    private static string Short(string text, BoardView board)
    {
        string[] agenda = Agenda(board);
        IEnumerable<string> lines = text.Split('\n').Where((line, n) => n == 0 || agenda.Length == 0 || !(line.StartsWith("Next: ", StringComparison.Ordinal) || (board.CurrentItem is not null && line.StartsWith("Now: ", StringComparison.Ordinal))))
            .Select(line => line.StartsWith("Here (", StringComparison.Ordinal) ? Here(board.Attendees) : line);
        return string.Join('\n', lines.Take(1).Concat(agenda).Concat(lines.Skip(1)).Take(BoardLines).Select(line => Mrkdwn.Cut(line, BoardLine)));
    }

    /// <summary>The item under discussion with the one before and those after it; none when the meeting is over.</summary>
    private static string[] Agenda(BoardView board)
    {
        MinutesAgendaItem[] items = board.Phase is MeetingPhase.InSession or MeetingPhase.Recessed ? [.. board.Agenda.Where(item => item.Number is not null)] : [];
        int now = Array.FindIndex(items, item => item.Number == (board.CurrentItem ?? board.NextItem?.Number));
        int from = Math.Max(0, Math.Min(now - 1, items.Length - BoardItems));
        string[] shown = [.. items.Skip(from).Take(BoardItems).Select(item => $"{(item.Number == board.CurrentItem ? "▶" : item.Status is AgendaItemStatus.DisposedOf ? "✓" : "·")} {item.Number}. {item.Title.ReplaceLineEndings(" ")}")];
        return items.Length > from + BoardItems ? [.. shown, $"and {items.Length - from - BoardItems} more"] : shown;
    }

    private static string Here(ImmutableArray<MinutesAttendee> attendees)
    {
        string[] organizations = [.. attendees.Where(one => one.Organization is not null).CountBy(one => one.Organization!).OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Select(pair => pair.Value == 1 ? pair.Key : $"{pair.Key} {pair.Value}")];
        string names = organizations.Length > 0 ? string.Join(", ", organizations) : string.Join(", ", attendees.Select(one => one.Given ?? one.Name));
        return attendees.IsEmpty ? "Here: nobody yet" : $"Here: {attendees.Length} ({names})";
    }
}
