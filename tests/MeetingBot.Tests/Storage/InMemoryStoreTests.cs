using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>The in-memory keeper; it has no restart.</summary>
public sealed class InMemoryStoreTests : EventStoreContract
{
    protected override ValueTask<object> OpenAsync() => new(new InMemoryStore(Clock, TestForms.Json));

    protected override ValueTask CloseAsync(object keeper) => default;
}
