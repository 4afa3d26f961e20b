using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>A keeper of everything, as the host takes it: streams, the queue of notices, what adapters keep, and the whole as an archive.</summary>
public interface IKeeper : IEventStore, INoticeQueue, IAdapterNotes, IStoreArchive, IAsyncDisposable
{
    /// <summary>Where it keeps its records, for messages to people: a file, or an account and its container.</summary>
    string Where { get; }
}
