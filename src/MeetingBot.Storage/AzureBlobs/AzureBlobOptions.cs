namespace MeetingBot.Storage;

/// <summary>How streams are laid out in blobs. The defaults fit Azure; tests take smaller ones.</summary>
public sealed record AzureBlobOptions
{
    /// <summary>After how many appends a stream goes on in another blob. Azure takes 50,000 blocks; the rest is for those who are on their way.</summary>
    public int BlocksPerPart { get; init; } = 49_000;

    /// <summary>How many groups' streams are known by their ends at a time.</summary>
    public int Groups { get; init; } = 10_000;

    /// <summary>How long a conversation is held by the dispatcher that serves it; a dead one holds it up no longer. Azure takes 15 to 60 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long what was stored ahead of an append waits for it before it counts as abandoned.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);
}
