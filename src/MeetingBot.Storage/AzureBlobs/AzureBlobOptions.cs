using System.Collections.Immutable;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>How streams are laid out in blobs. The defaults fit Azure; tests take smaller ones.</summary>
public sealed record AzureBlobOptions
{
    /// <summary>After how many appends a stream goes on in another blob. Azure takes 50,000 blocks; the rest is for those who are on their way.</summary>
    public int BlocksPerPart { get; init; } = 49_000;

    /// <summary>After how many events a snapshot of a stream is written.</summary>
    public int EventsPerSnapshot { get; init; } = 1000;

    /// <summary>How much of a stream is read before its snapshot is asked for: short ones have none.</summary>
    public int BytesBeforeSnapshot { get; init; } = 256 * 1024;

    /// <summary>How many groups' streams are known by their ends at a time.</summary>
    public int Groups { get; init; } = 10_000;

    /// <summary>How long a conversation is held by the dispatcher that serves it; a dead one holds it up no longer. Azure takes 15 to 60 seconds.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long what was stored ahead of an append waits for it before it counts as abandoned.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long to wait each time before a stream is asked again what became of a block whose answer was lost; then its outcome counts as unknown.</summary>
    public ImmutableArray<TimeSpan> AskAgain { get; init; } = [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)];

    /// <summary>What is measured of blocks; null for nothing. Requests are counted by <see cref="AzureBlobAccount.Connect"/>.</summary>
    public Measures? Measures { get; init; }
}
