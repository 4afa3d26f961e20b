using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>One board for each meeting, and one panel for whoever presides or takes the minutes: posted once, and edited in place.</summary>
public sealed class BoardTests
{
    private readonly InMemoryStore _store = new();
    private readonly MinutesPrinter _printer = new();
    private readonly Wall _wall = new();
    private readonly Clerk _clerk;
    private readonly NoticeDispatcher _dispatcher;
    private readonly BoardKeeper _boards;
    private Instant _now = Instant.FromUtc(2024, 3, 5, 10, 0);
    private int _messages;

    public BoardTests()
    {
        _clerk = new Clerk(_store, _printer, new ClerkOptions { Clocks = true }, _store);
        _dispatcher = new NoticeDispatcher(_store, _clerk, _printer, [_wall]);
        _boards = new BoardKeeper(_clerk, _store, _printer, [_wall]);
        _clerk.Changed += _boards.Touch;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_meeting_has_one_board_that_shows_where_it_stands()
    {
        await MeetAsync();
        Assert.Equal("Budget Team, Tue 5 Mar 2024: in session\nNext: 1. Costs\nHere (0): nobody yet", _wall.Board);

        await SayAsync("Ana", "here");
        await SayAsync("Ana", "next topic");
        await SayAsync("Ana", "decision: Costs are capped.");
        Assert.Empty(await _boards.RunAsync(Cancellation));

        Assert.Equal("Budget Team, Tue 5 Mar 2024: in session\nNow: 1. Costs\nNext: 2. Rooms\nHere (1): Ana (Acme)\nRecorded last: 2. Decided: Costs are capped.", _wall.Board);
        Assert.Single(_wall.Posts, post => post.Kind == NoticeKinds.Board);
    }

    [Theory]
    [InlineData("note Ben: one", "Recorded last: 2. Ben: one")]
    [InlineData("link https://example.org/offer The offer", "Recorded last: 2. Link: https://example.org/offer The offer")]
    [InlineData("note well", "Recorded last: 2. Statement read by Ana")]
    public async Task What_gets_no_line_of_its_own_anywhere_is_the_boards_last_line(string line, string shown)
    {
        await MeetAsync();
        await SayAsync("Ana", "decision: Costs are capped.");
        await _boards.RunAsync(Cancellation);
        await SayAsync("Ana", line);
        await _boards.RunAsync(Cancellation);
        Assert.Equal(["Last decision: Costs are capped.", shown], _wall.Board.Split('\n')[^2..]);
    }

    [Fact]
    public async Task An_entry_that_is_corrected_while_a_board_shows_it_is_drawn_again()
    {
        await MeetAsync();
        await SayAsync("Ana", "note: one");
        await SayAsync("Ana", "note: two");
        await _boards.RunAsync(Cancellation);
        await SayAsync("Ana", "correct 1 eins");
        await _boards.RunAsync(Cancellation);
        Assert.Equal(["1 eins", "2 two"], _wall.Edits[^1].Board!.Recorded.Select(recorded => $"{recorded.Number} {recorded.Text}"));
    }

    [Fact]
    public async Task Many_changes_are_one_edit_and_what_looks_the_same_is_none()
    {
        await MeetAsync();
        await _boards.RunAsync(Cancellation);
        _wall.Edits.Clear();
        await SayAsync("Ana", "here");
        await SayAsync("Ben", "here");
        await SayAsync("Ana", "note: one");
        await _boards.RunAsync(Cancellation);
        Assert.Single(_wall.Edits, post => post.Kind == NoticeKinds.Board);
        Assert.Contains(new Button("Undo 1", "undo 1"), Assert.Single(_wall.Edits, post => post.Kind == NoticeKinds.Panel).Buttons);

        _wall.Edits.Clear();
        await SayAsync("Ana", "set tags Budget");
        await SayAsync("Ana", "here");
        await _boards.RunAsync(Cancellation);
        await _boards.RunAsync(Cancellation);
        Assert.Empty(_wall.Edits);
    }

    [Fact]
    public async Task Whoever_presides_or_takes_the_minutes_gets_a_panel_that_carries_the_topic_it_was_drawn_with()
    {
        await MeetAsync();
        await SayAsync("Ana", "scribe Ben");
        await _dispatcher.RunAsync(_now, Cancellation);
        Assert.Equal(["Ana", "Ben"], _wall.Posts.Where(post => post.Kind == NoticeKinds.Panel).Select(post => post.To!.Name));

        await SayAsync("Ana", "next topic");
        await _boards.RunAsync(Cancellation);
        Assert.Equal([1, 1], _wall.Edits.Where(post => post.Kind == NoticeKinds.Panel).Select(post => post.Board!.TopicEntry));
    }

    [Fact]
    public async Task A_board_stands_in_the_thread_in_which_the_meeting_was_called()
    {
        await MeetAsync(thread: "1700000000.000100");
        Post board = Assert.Single(_wall.Posts, post => post.Kind == NoticeKinds.Board);
        MeetingPlace place = (await _clerk.PlaceAsync("wall:house:budget", Cancellation))!;
        Assert.Equal(("1700000000.000100", "1700000000.000100", "post 1"), (board.Thread, place.Thread, place.Board));
        await SayAsync("Ana", "adjourn");
        Assert.Null(await _clerk.PlaceAsync("wall:house:budget", Cancellation));
    }

    [Fact]
    public async Task A_busy_channel_gets_the_newest_board_the_next_time()
    {
        await MeetAsync();
        await _boards.RunAsync(Cancellation);
        await SayAsync("Ana", "here");
        _wall.Busy = true;
        Assert.Empty(await _boards.RunAsync(Cancellation));
        _wall.Busy = false;
        await _boards.RunAsync(Cancellation);
        Assert.Contains("Here (1): Ana (Acme)", _wall.Board, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrections_that_are_asked_for_reach_the_scribe_with_a_button_that_makes_them()
    {
        await MeetAsync();
        await SayAsync("Ana", "note: we ship on Monday");
        await SayAsync("Ben", "correct 1 we may ship on Monday");
        await _dispatcher.RunAsync(_now, Cancellation);

        Post asked = Assert.Single(_wall.Posts, post => post.Kind == NoticeKinds.CorrectionAsked);
        Assert.Equal("Ben asks to correct entry 1 of Tue 5 Mar 2024.\nIt reads: we ship on Monday\nIt should read: we may ship on Monday", asked.Text);
        await SayAsync("Ana", Assert.Single(asked.Buttons).Line);
        Assert.Equal("we may ship on Monday", (await _clerk.ViewAsync("wall:house:budget", Cancellation))!.Meeting!.Entries[0].Text);
    }

    [Fact]
    public async Task A_conversation_under_another_id_keeps_its_group_and_its_notices()
    {
        await MeetAsync();
        await _clerk.RebindAsync("wall:house:budget", "wall:house:finance", _now, Cancellation);
        await _clerk.RebindAsync("wall:house:budget", "wall:house:finance", _now, Cancellation);
        Assert.Equal(["wall:house:finance"], (await _clerk.ViewAsync("wall:house:finance", Cancellation))!.Group.Conversations);

        await SayAsync("Ana", "schedule every 1 weeks on Tuesday at 11:00 from 2024-03-12", "wall:house:finance");
        await SayAsync("Ana", "cancel 2024-03-12", "wall:house:finance");
        await _dispatcher.RunAsync(_now, Cancellation);
        Assert.Equal("wall:house:finance", Assert.Single(_wall.Posts, post => post.Kind == NoticeKinds.Cancelled).Conversation);
    }

    [Fact]
    public async Task Home_shows_somebody_their_groups_and_open_actions_of_all_of_them()
    {
        await MeetAsync();
        await SayAsync("Ana", "action Ben: book the room due 2024-03-08");
        await SayAsync("Ana", "action Ana: pay");
        HomeView home = await _clerk.HomeAsync(new Account("wall:house:Ben"), "Ben", _now, Cancellation);
        Assert.Equal(("Budget Team", "member", true), Assert.Single(home.Groups.Select(group => (group.Name, group.Role, group.InSession))));
        Assert.Equal("book the room", Assert.Single(home.Actions).Action.Text);
        Assert.Empty((await _clerk.HomeAsync(new Account("wall:house:Gil"), "Gil", _now, Cancellation)).Groups);
    }

    [Fact]
    public async Task Home_shows_somebody_the_votes_that_they_have_not_cast()
    {
        await SayAsync("Ana", "setup Budget Team");
        await SayAsync("Ana", "roster add Ana (Acme) as chair, Ben (Initech)");
        await SayAsync("Ben", "i am Ben");
        await SayAsync("Ana", "ballot new B-1 Longer meetings");
        await SayAsync("Ana", "ballot open B-1");

        HomeVote due = Assert.Single((await _clerk.HomeAsync(new Account("wall:house:Ben"), "Ben", _now, Cancellation)).Votes);
        Assert.Equal(("Budget Team", "B-1 Longer meetings"), (due.Group, due.Ballot));

        await SayAsync("Ben", due.Buttons[0].Line);
        Assert.Empty((await _clerk.HomeAsync(new Account("wall:house:Ben"), "Ben", _now, Cancellation)).Votes);
    }

    private async Task MeetAsync(string? thread = null)
    {
        await SayAsync("Ana", "setup Budget Team timezone Europe/Berlin");
        await SayAsync("Ana", "roster add Ana (Acme) as chair, Ben (Dune)");
        await SayAsync("Ben", "i am Ben");
        await SayAsync("Ana", "agenda add Costs");
        await SayAsync("Ana", "agenda add Rooms");
        await SayAsync("Ana", "start", thread: thread);
        await _dispatcher.RunAsync(_now, Cancellation);
    }

    private async Task SayAsync(string who, string line, string conversation = "wall:house:budget", string? thread = null)
    {
        _now += Duration.FromSeconds(1);
        Reply reply = await _clerk.HandleAsync(new ChatMessage($"m{++_messages}", new Account("wall:house:" + who), who, conversation, line, _now) { Thread = thread }, Cancellation);
        Assert.True(reply.Kind == ReplyKind.Receipt, $"{line}: {reply.Text}");
    }

    /// <summary>A platform whose posts can be looked at.</summary>
    private sealed class Wall : INoticeChannel
    {
        public string Platform => "wall";

        public bool ShowsBoards => true;

        public bool Busy { get; set; }

        public List<Post> Posts { get; } = [];

        public List<Post> Edits { get; } = [];

        public string Board => Edits.FindLast(post => post.Kind == NoticeKinds.Board)?.Text ?? Posts.Last(post => post.Kind == NoticeKinds.Board).Text;

        public ValueTask<string> PostAsync(Post post, CancellationToken cancellation)
        {
            Posts.Add(post);
            return new($"post {Posts.Count}");
        }

        public ValueTask<string?> FindAsync(Post post, CancellationToken cancellation) => new((string?)null);

        public ValueTask EditAsync(string platformMessage, Post post, CancellationToken cancellation)
        {
            if (Busy)
            {
                throw new ChannelBusyException("one a second");
            }

            Edits.Add(post);
            return default;
        }
    }
}
