using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests.Slack;

/// <summary>A desk whose disk is slow or broken on demand.</summary>
internal sealed class SlowDesk
{
    public TimeSpan Wait { get; set; }

    public bool Fails { get; set; }

    /// <summary>The store does not say what became of it.</summary>
    public bool FailsUnknown { get; set; }

    /// <summary>The disk breaks after the wait.</summary>
    public bool FailsLate { get; set; }

    public IMeetingDesk Before(IMeetingDesk desk) => new Slowly(this, desk);

    private sealed class Slowly(SlowDesk state, IMeetingDesk desk) : IMeetingDesk
    {
        public event Action<string>? Changed
        {
            add => desk.Changed += value;
            remove => desk.Changed -= value;
        }

        public async ValueTask<Reply> HandleAsync(ChatMessage message, CancellationToken cancellation)
        {
            if (state.Fails)
                throw new IOException("The disk is full of " + message.Text);
            await Task.Delay(state.Wait, cancellation);
            if (state.FailsUnknown)
                throw new OutcomeUnknownException("Nobody knows.");
            if (state.FailsLate)
                throw new IOException("The disk broke at " + message.Text);
            return await desk.HandleAsync(message, cancellation);
        }

        public ValueTask<RoomView> LookAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation) => desk.LookAsync(conversation, viewer, viewerName, now, cancellation);

        public ValueTask<ImmutableArray<Suggestion>> SuggestAsync(string conversation, Account viewer, string viewerName, string typed, Instant now, CancellationToken cancellation) =>
            desk.SuggestAsync(conversation, viewer, viewerName, typed, now, cancellation);

        public ValueTask<Reply> EditedAsync(ChatMessage edited, CancellationToken cancellation) => desk.EditedAsync(edited, cancellation);

        public ValueTask<Reply> DeletedAsync(ChatMessage deleted, CancellationToken cancellation) => desk.DeletedAsync(deleted, cancellation);

        public ValueTask<Reply> UndeletedAsync(ChatMessage undeleted, CancellationToken cancellation) => desk.UndeletedAsync(undeleted, cancellation);

        public ValueTask<MeetingPlace?> PlaceAsync(string conversation, CancellationToken cancellation) => desk.PlaceAsync(conversation, cancellation);

        public ValueTask<HomeView> HomeAsync(Account viewer, string viewerName, Instant now, CancellationToken cancellation) => desk.HomeAsync(viewer, viewerName, now, cancellation);

        public ValueTask RebindAsync(string oldConversation, string newConversation, Instant at, CancellationToken cancellation) => desk.RebindAsync(oldConversation, newConversation, at, cancellation);
    }
}
