using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace MeetingBot.Storage;

/// <summary>
/// The append that something beside a stream belongs to. Only a stream can be appended to atomically, so what belongs to an append is stored
/// before it and names it; it counts once that append is found in its stream.
/// </summary>
/// <param name="Stream">The stream.</param>
/// <param name="Expected">The version it was decided on.</param>
/// <param name="Message">The message that it takes.</param>
/// <param name="At">When it was stored ahead, in .NET ticks UTC; also its order among others.</param>
internal sealed record Commitment(string Stream, long Expected, string Message, long At)
{
    /// <summary>Of what was brought by an import, which is stored already.</summary>
    public static Commitment Imported(long at) => new("", 0, "", at);

    public bool IsImported => Stream.Length == 0;

    /// <summary>Whether both are of the same append, tried once or more.</summary>
    public bool IsOf(Commitment other) => Stream == other.Stream && Expected == other.Expected && Message == other.Message;
}

/// <summary>What became of an append.</summary>
internal enum CommitState
{
    /// <summary>It is on its way, or its writer died.</summary>
    Open,

    /// <summary>It stands in the stream.</summary>
    Stored,

    /// <summary>Another append has its place.</summary>
    Never,
}

/// <summary>Something stored ahead of its append.</summary>
internal sealed record Ahead<T>(Commitment Commitment, T Value);

/// <summary>The people of a group.</summary>
internal sealed record DirectoryDocument(long Version, ImmutableArray<StoredJsonText> People, ImmutableArray<Ahead<ImmutableArray<StoredJsonText>>> Ahead);

/// <summary>Which group a conversation belongs to.</summary>
internal sealed record BindingDocument(string Conversation, string? Group, ImmutableArray<Ahead<string>> Ahead);

/// <summary>A follow-up in its stored form.</summary>
internal sealed record FollowUpForm(string Target, StoredJsonText Origin, string FollowUp, StoredJsonText Data);

/// <summary>A follow-up that waits; the same one may have been asked for by several attempts at its append.</summary>
internal sealed record FollowUpDocument(string Id, ImmutableArray<Ahead<FollowUpForm>> Ahead);

/// <summary>A notice in its stored form.</summary>
internal sealed record NoticeForm(string Group, string Conversation, string Kind, string Subject, Instant Due)
{
    public QueuedNotice Read(string id, int attempts, bool begun) => new(id, new GroupId(Group), Conversation, Kind, Subject, Due, attempts, begun);

    public static NoticeForm Of(QueuedNotice notice) => new(notice.Group.Value, notice.Conversation, notice.Kind, notice.Subject, notice.Due);
}

/// <summary>
/// A notice and what became of it. It stays when it is closed, so that the same notice is never queued again.
/// </summary>
/// <param name="Id">The notice's id.</param>
/// <param name="Ahead">What was stored ahead by the attempts at its append.</param>
/// <param name="Notice">The one whose append is stored; null until somebody looked.</param>
/// <param name="Queued">Its order among those that are due together.</param>
/// <param name="Attempts">How often posting it failed.</param>
/// <param name="Problem">What went wrong last.</param>
/// <param name="End">How it left the queue.</param>
/// <param name="Ended">When it left the queue; 0 while it waits.</param>
/// <param name="PlatformMessage">The platform's id of the post.</param>
/// <param name="Begun">Whether posting it was begun; of one that was imported nobody knows, and it may have been.</param>
internal sealed record NoticeDocument(string Id, ImmutableArray<Ahead<NoticeForm>> Ahead, NoticeForm? Notice = null, long Queued = 0, int Attempts = 0,
    string? Problem = null, string? End = null, long Ended = 0, string? PlatformMessage = null, bool Begun = true);

/// <summary>The post about something that stands in a group's conversation.</summary>
internal sealed record PostedDocument(string Notice, string? PlatformMessage);

/// <summary>A text that is kept for a group.</summary>
internal sealed record TextDocument(string Name, string Content);

/// <summary>How documents are written and read.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DirectoryDocument))]
[JsonSerializable(typeof(BindingDocument))]
[JsonSerializable(typeof(FollowUpDocument))]
[JsonSerializable(typeof(NoticeDocument))]
[JsonSerializable(typeof(PostedDocument))]
[JsonSerializable(typeof(TextDocument))]
[JsonSerializable(typeof(SnapshotHead))]
internal sealed partial class BlobJson : JsonSerializerContext
{
    private static readonly BlobJson Documents = new(Rules());

    public static BinaryData Write<T>(T document) => new(JsonSerializer.SerializeToUtf8Bytes(document, Documents.GetTypeInfo(typeof(T))!));

    public static T Read<T>(BinaryData content, string name)
    {
        try
        {
            return (T?)JsonSerializer.Deserialize(content.ToMemory().Span, Documents.GetTypeInfo(typeof(T))!) ?? throw new JsonException("null");
        }
        catch (JsonException damaged)
        {
            throw new StoreException($"The storage account holds a {name} that cannot be read: {damaged.Message}", damaged);
        }
    }

    private static JsonSerializerOptions Rules()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(NodaConverters.InstantConverter);
        return options;
    }
}
