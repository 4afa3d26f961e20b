using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>An archive of minutes as a migration sees it: every file by its path.</summary>
public interface IMinutesShelf
{
    /// <summary>Where it is, for messages to people.</summary>
    string Where { get; }

    /// <summary>The paths of all published minutes, in order; other files that stand there are none of them.</summary>
    IAsyncEnumerable<string> PathsAsync(CancellationToken cancellation);

    /// <summary>A file; null where there is none.</summary>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation);

    /// <summary>Files what stood in another archive; durable when this returns, and nothing where it stands here already.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="content">What stood there.</param>
    /// <param name="meeting">The meeting; null where its record is gone.</param>
    /// <param name="status">Whether the minutes are a draft, posted, approved or final; null where that is not known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task BringAsync(string path, ReadOnlyMemory<byte> content, MeetingId? meeting, string? status, CancellationToken cancellation);
}
