using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>The whole of a store, line by line: what export, import and verify need of a keeper besides its ports.</summary>
public interface IStoreArchive
{
    /// <summary>Reads everything as it stands at one moment, without understanding it; of one group alone where one is named.</summary>
    IAsyncEnumerable<ArchiveLine> ReadArchiveAsync(CancellationToken cancellation, GroupId? only = null);

    /// <summary>
    /// Fills an empty store, all of it or nothing; refuses one that is not empty. Whatever the lines throw while they are read stops it.
    /// </summary>
    Task LoadArchiveAsync(IEnumerable<ArchiveLine> lines, CancellationToken cancellation);
}
