using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Web;

/// <summary>One browser tab in one room: who looks, what stands beside the chat, and what the last button brought.</summary>
public sealed class RoomSession(Rooms rooms, RoomVoice voice, IMeetingDesk desk, TimeProvider time, ILogger<RoomSession> log, RoomPosts? posts = null) : IDisposable
{
    private const string ForgottenId = "forgotten";
    private const string Forgotten = "Earlier chat is gone: it is kept nowhere, and a restart forgets it. What was recorded stands in the minutes.";

    private const string SharedId = "shared";
    private const string Shared = "This bot runs as several replicas. What it records and posts everybody sees, within seconds; other lines may reach some of you only.";

    private Room? _room;
    private string _conversation = "";
    private int _looking;

    /// <summary>Raised on any thread when there is something new to show.</summary>
    public event Action? Changed;

    /// <summary>Who looks; null until a name is picked.</summary>
    public Visitor? Visitor { get; private set; }

    /// <summary>The room's name in the address.</summary>
    public string RoomName { get; private set; } = "";

    /// <summary>What stands beside the chat.</summary>
    public RoomView View { get; private set; } = Nothing;

    /// <summary>The lines of the room that the visitor sees.</summary>
    public ImmutableList<RoomItem> Items => _room?.Items is not { } items ? []
        : items.Exists(i => !i.IsFor(Visitor)) ? items.RemoveAll(i => !i.IsFor(Visitor))
        : items;

    /// <summary>What the last button or form brought; null for nothing, or when it was dismissed.</summary>
    public Reply? Outcome { get; private set; }

    /// <summary>Where that button or form stands, and so where its outcome is looked for.</summary>
    public OutcomePlace OutcomePlace { get; private set; }

    /// <summary>Goes up with every outcome, so that the same words twice are shown twice.</summary>
    public int OutcomeNumber { get; private set; }

    /// <summary>What was begun is finished, though the tab be closed: whoever sent a line and left believes it recorded.</summary>
    private static CancellationToken Whole => CancellationToken.None;

    private static RoomView Nothing => new(null, false, MeetingPhase.None, null, "", "guest", false, false, [], [], null, null);

    /// <summary>Enters a room.</summary>
    public async Task EnterAsync(Visitor visitor, string room)
    {
        Leave();
        Visitor = visitor;
        RoomName = room;
        _conversation = Web.RoomName.Conversation(room);
        _room = rooms.Open(_conversation);
        _room.Changed += Tell;
        desk.Changed += OnRecorded;
        if (posts is not null)
        {
            rooms.LookedAt += OnRecorded;
            _room.TryAdd(new RoomItem(SharedId, RoomItemKind.Aloud, null, RoomItem.Bot, Shared, time.Now()));
            await posts.BringAsync(_conversation, Whole);
        }

        await LookAsync();
        if (View.Minutes is not null && _room.Items.IsEmpty)
            _room.TryAdd(new RoomItem(ForgottenId, RoomItemKind.Aloud, null, RoomItem.Bot, Forgotten, time.Now()));
    }

    /// <summary>Leaves the room, so that another name can be picked.</summary>
    public void Forget()
    {
        Leave();
        Visitor = null;
        Tell();
    }

    /// <summary>Says a line to everybody.</summary>
    public async Task SayAsync(string id, string text)
    {
        if (Visitor is { } visitor && !string.IsNullOrWhiteSpace(text))
            await voice.SayAsync(_conversation, visitor, id, text, Whole);
    }

    /// <summary>Gives the command of a button or form and shows what came of it.</summary>
    public Task GiveAsync(string line, OutcomePlace place = OutcomePlace.Bar) => GiveAsync(new Button("", line), place);

    /// <summary>Presses a button below an outcome: what comes of it takes its place.</summary>
    public async Task GiveAsync(Button button, OutcomePlace place)
    {
        if (Visitor is { } visitor)
            Show(await voice.GiveAsync(_conversation, visitor, button, Whole), place);
    }

    /// <summary>Presses a button below a line: what came of it takes the place of what stood there.</summary>
    public async Task PressAsync(RoomItem item, Button button)
    {
        if (Visitor is { } visitor && _room is { } room)
            room.Answer(item.Id, visitor.Account, await voice.GiveAsync(_conversation, visitor, button, Whole));
    }

    /// <summary>Shows an outcome until the next one, or hides it.</summary>
    public void Show(Reply? outcome, OutcomePlace place = OutcomePlace.Bar)
    {
        OutcomePlace = place;
        Outcome = outcome;
        OutcomeNumber++;
        Tell();
    }

    /// <summary>What the composer offers for what is typed: words of this meeting first, then commands.</summary>
    public async ValueTask<Offered> SuggestAsync(string typed)
    {
        if (Visitor is not { } visitor)
            return new Offered([], null);

        var commands = await desk.SuggestAsync(_conversation, visitor.Account, visitor.Name, typed, time.Now(), Whole);
        return new Offered([.. Completions.For(View, typed), .. commands], Completions.Hint(typed));
    }

    /// <inheritdoc/>
    public void Dispose() => Leave();

    private void Leave()
    {
        desk.Changed -= OnRecorded;
        rooms.LookedAt -= OnRecorded;
        if (_room is { } room)
            room.Changed -= Tell;
    }

    private void OnRecorded(string conversation)
    {
        if (conversation == _conversation)
            _ = LookAsync();
    }

    /// <summary>Looks again until nothing was recorded meanwhile: twenty lines at once are one look or two, not twenty.</summary>
    private async Task LookAsync()
    {
        if (Interlocked.Increment(ref _looking) > 1)
            return;

        int seen;
        do
        {
            seen = Volatile.Read(ref _looking);
            await LookOnceAsync();
            Tell();
        }
        while (Interlocked.CompareExchange(ref _looking, 0, seen) != seen);
    }

    private async Task LookOnceAsync()
    {
        if (Visitor is not { } visitor)
            return;

        try
        {
            View = await desk.LookAsync(_conversation, visitor.Account, visitor.Name, time.Now(), Whole);
        }
        catch (Exception error)
        {
            log.LogError(error, "The web room shows an old state, for the new one could not be read");
        }
    }

    private void Tell() => Changed?.Invoke();
}
