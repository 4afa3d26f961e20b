using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>The embedded keeper.</summary>
public sealed class SqliteStoreTests : DurableStoreContract
{
    private readonly TemporaryFolder _folder = new();

    protected override ValueTask<object> OpenAsync() => new(SqliteStore.Open(_folder.File("store.db"), Clock, TestForms.Json));

    protected override async ValueTask CloseAsync(object keeper) => await ((SqliteStore)keeper).DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
