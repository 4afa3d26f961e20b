using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>A desk that takes its time, or fails first: <see cref="Gate"/> decides.</summary>
internal sealed class SlowDesk(IMeetingDesk desk, Task gate) : IMeetingDesk
{
    public Task Gate { get; set; } = gate;

    public event Action<string>? Changed
    {
        add => desk.Changed += value;
        remove => desk.Changed -= value;
    }

    public async ValueTask<Reply> HandleAsync(ChatMessage message, CancellationToken cancellation)
    {
        await Gate;
        return await desk.HandleAsync(message, cancellation);
    }

    public ValueTask<Reply> EditedAsync(ChatMessage edited, CancellationToken cancellation) => desk.EditedAsync(edited, cancellation);

    public ValueTask<Reply> DeletedAsync(ChatMessage deleted, CancellationToken cancellation) => desk.DeletedAsync(deleted, cancellation);

    public ValueTask<Reply> UndeletedAsync(ChatMessage undeleted, CancellationToken cancellation) => desk.UndeletedAsync(undeleted, cancellation);

    public ValueTask<MeetingPlace?> PlaceAsync(string conversation, CancellationToken cancellation) => desk.PlaceAsync(conversation, cancellation);

    public ValueTask<HomeView> HomeAsync(Account viewer, string viewerName, Instant now, CancellationToken cancellation) => desk.HomeAsync(viewer, viewerName, now, cancellation);

    public ValueTask RebindAsync(string oldConversation, string newConversation, Instant at, CancellationToken cancellation) => desk.RebindAsync(oldConversation, newConversation, at, cancellation);

    public ValueTask<RoomView> LookAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation) => desk.LookAsync(conversation, viewer, viewerName, now, cancellation);

    public ValueTask<ImmutableArray<Suggestion>> SuggestAsync(string conversation, Account viewer, string viewerName, string typed, Instant now, CancellationToken cancellation) =>
        desk.SuggestAsync(conversation, viewer, viewerName, typed, now, cancellation);
}
