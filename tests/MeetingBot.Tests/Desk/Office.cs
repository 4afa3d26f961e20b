using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A clerk at a store, with a clock that goes on by a second with each message.</summary>
internal sealed class Office(IEventStore? store = null, ClerkOptions? options = null)
{
    public const string Channel = "test:house:budget-team";

    private static int _messages;
    private Instant _now = Instant.FromUtc(2024, 3, 5, 10, 0);

    public IEventStore Store { get; } = store ?? new InMemoryStore();

    public Clerk Clerk => field ??= new Clerk(Store, new MinutesPrinter(), options ?? new ClerkOptions { PostAtOnce = true });

    public async Task<Reply> SayAsync(string who, string text, string? id = null, Heard heard = Heard.Addressed, bool trusted = true, string conversation = Channel, string conversationName = "")
    {
        _now += Duration.FromSeconds(1);
        return await Clerk.HandleAsync(new ChatMessage(id ?? $"office/{Interlocked.Increment(ref _messages)}", new Account("test::" + who), who, conversation, text, _now)
        {
            Heard = heard,
            NameIsTrusted = trusted,
            ConversationName = conversationName,
        }, TestContext.Current.CancellationToken);
    }

    public void Pass(Duration time) => _now += time;

    /// <summary>Lets time pass.</summary>
    public void Until(Instant now) => _now = now;

    public Task<Reply> HearAsync(string who, string line) => SayAsync(who, line, heard: Heard.Line);

    public Task<Reply> PressAsync(string who, Button button) => SayAsync(who, button.Line, Button.PressOf(button.Mark, new Account("test::" + who), $"office/{Interlocked.Increment(ref _messages)}"));

    public async Task<GroupView> ViewAsync() => (await Clerk.ViewAsync(Channel, TestContext.Current.CancellationToken))!;

    public async Task<Meeting> MeetingAsync() => (await ViewAsync()).Meeting!;

    /// <summary>Eva is secretary and admin, Ana chair, Pia presides, Sam is scribe, Max a member, Gil nobody on the roster.</summary>
    public async Task<Office> WithChairedMeetingAsync()
    {
        await SayAsync("Eva Stone", "setup Budget Team timezone Europe/Berlin");
        await SayAsync("Eva Stone", "roster add Ana Lopes (Acme) as chair, Pia Lind (Acme), Sam Reed (Dune), Max Hall (Dune)");
        await SayAsync("Eva Stone", "schedule every 1 weeks on Tuesday at 11:00 from 2024-03-05");
        await SayAsync("Ana Lopes", "start");
        await SayAsync("Ana Lopes", "chair Pia");
        await SayAsync("Ana Lopes", "scribe Sam");
        return this;
    }
}
