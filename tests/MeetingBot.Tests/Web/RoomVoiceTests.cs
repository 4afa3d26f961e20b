using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Web;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace MeetingBot.Tests;

public class RoomVoiceTests
{
    const string Conversation = "web::apollo";

    static readonly Visitor Ana = Visitor.Named("Ana", "Europe/Berlin")!;

    readonly ScriptedDesk _desk = new();
    readonly Rooms _rooms = new();

    RoomVoice Voice => new(_rooms, _desk, TimeProvider.System, NullLogger<RoomVoice>.Instance);

    [Theory]
    [InlineData("note: a point", Heard.Line, "note: a point")]
    [InlineData("/meeting note a point", Heard.Addressed, "note a point")]
    [InlineData("@MeetingBot note a point", Heard.Addressed, "note a point")]
    [InlineData("/meeting", Heard.Addressed, "")]
    [InlineData("/meetings are long", Heard.Line, "/meetings are long")]
    public async Task A_line_is_addressed_when_it_says_so(string typed, Heard heard, string line)
    {
        await Voice.SayAsync(Conversation, Ana, "1", typed, TestContext.Current.CancellationToken);

        var message = Assert.Single(_desk.Taken);
        Assert.Equal((heard, line), (message.Heard, message.Text));
        Assert.True(message.NameIsTrusted);
        Assert.Equal(("Europe/Berlin", "Apollo"), (message.SenderZone, message.ConversationName));
    }

    [Fact]
    public async Task An_answered_line_that_comes_again_is_not_given_to_the_bot_again()
    {
        await Voice.SayAsync(Conversation, Ana, "1", "here", TestContext.Current.CancellationToken);
        await Voice.SayAsync(Conversation, Ana, "1", "here", TestContext.Current.CancellationToken);

        Assert.Single(_desk.Taken);
        Assert.Single(_rooms.Open(Conversation).Items);
    }

    [Fact]
    public async Task A_line_that_failed_is_sent_again_under_its_id()
    {
        _desk.Answer = _ => throw new InvalidOperationException("The disk is full");
        await Voice.SayAsync(Conversation, Ana, "1", "here", TestContext.Current.CancellationToken);
        Assert.Equal(Delivery.Failed, Assert.Single(_rooms.Open(Conversation).Items).Delivery);

        _desk.Answer = _ => new Reply(ReplyKind.Receipt, "You are here.");
        await Voice.SayAsync(Conversation, Ana, "1", "here", TestContext.Current.CancellationToken);

        var item = Assert.Single(_rooms.Open(Conversation).Items);
        Assert.Equal((Delivery.Done, "You are here."), (item.Delivery, item.Replies[Ana.Account].Text));
        Assert.Equal(["1", "1"], _desk.Taken.Select(m => m.Id));
    }

    [Fact]
    public async Task Of_a_line_that_may_be_recorded_its_writer_is_told_so_and_can_send_it_again()
    {
        _desk.Answer = _ => throw new OutcomeUnknownException("Nobody knows.");
        await Voice.SayAsync(Conversation, Ana, "1", "here", TestContext.Current.CancellationToken);

        var item = Assert.Single(_rooms.Open(Conversation).Items);
        Assert.Equal(Delivery.Failed, item.Delivery);
        Assert.StartsWith("I could not find out whether this is recorded", item.Replies[Ana.Account].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_aloud_stands_in_the_room_and_the_reply_is_the_senders()
    {
        _desk.Answer = _ => new Reply(ReplyKind.Receipt, "Decision 3.") { Aloud = ["Decided: ship."] };

        await Voice.SayAsync(Conversation, Ana, "1", "decision: ship", TestContext.Current.CancellationToken);

        var items = _rooms.Open(Conversation).Items;
        Assert.Equal(["decision: ship", "Decided: ship."], items.Select(i => i.Text));
        Assert.Equal([Ana.Account], items[0].Replies.Keys);
        Assert.Empty(items[1].Replies);
    }

    [Fact]
    public async Task What_one_person_is_told_nobody_else_sees()
    {
        var signedIn = Visitor.SignedIn("0815", "Dana Fox", null);
        _desk.Answer = _ => new Reply(ReplyKind.Receipt, "Dana is asked.") { Told = [new PrivateLine(new Addressee("Dana Fox", [signedIn.Account]), "Ana claims to be Ben.") { Buttons = [new Button("Confirm", "identify Ana Ben")] }] };

        await Voice.SayAsync(Conversation, Ana, "1", "i am Ben", TestContext.Current.CancellationToken);

        var told = _rooms.Open(Conversation).Items[1];
        Assert.Equal(("Ana claims to be Ben.", "Confirm"), (told.Text, Assert.Single(told.Buttons).Label));
        Assert.True(told.IsFor(signedIn));
        Assert.True(told.IsFor(Visitor.Named("dana fox", null)), "on loopback a name is all there is");
        Assert.False(told.IsFor(Ana));
        Assert.False(told.IsFor(Visitor.SignedIn("0816", "Dana Fox", null)), "a sign-in proves no name");
        Assert.False(told.IsFor(null));
    }

    [Fact]
    public async Task A_button_shows_no_line()
    {
        await Voice.GiveAsync(Conversation, Ana, new Button("", "here"), TestContext.Current.CancellationToken);

        Assert.Equal(Heard.Addressed, Assert.Single(_desk.Taken).Heard);
        Assert.Empty(_rooms.Open(Conversation).Items);
    }

    [Fact]
    public async Task A_room_keeps_two_hundred_lines()
    {
        for (var n = 0; n < 250; n++)
            await Voice.SayAsync(Conversation, Ana, $"{n}", $"line {n}", TestContext.Current.CancellationToken);

        var items = _rooms.Open(Conversation).Items;
        Assert.Equal((200, "line 50"), (items.Count, items[0].Text));
    }

    sealed class ScriptedDesk : IMeetingDesk
    {
        public List<ChatMessage> Taken { get; } = [];
        public Func<ChatMessage, Reply> Answer { get; set; } = _ => Reply.NotForMe;

        public event Action<string>? Changed { add { } remove { } }

        public ValueTask<Reply> HandleAsync(ChatMessage message, CancellationToken cancellation)
        {
            Taken.Add(message);
            return ValueTask.FromResult(Answer(message));
        }

        public ValueTask<Reply> EditedAsync(ChatMessage edited, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Reply> DeletedAsync(ChatMessage deleted, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Reply> UndeletedAsync(ChatMessage undeleted, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<MeetingPlace?> PlaceAsync(string conversation, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<HomeView> HomeAsync(Account viewer, string viewerName, Instant now, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask RebindAsync(string oldConversation, string newConversation, Instant at, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<RoomView> LookAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask<ImmutableArray<Suggestion>> SuggestAsync(string conversation, Account viewer, string viewerName, string typed, Instant now, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
