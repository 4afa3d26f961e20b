using System.Text.Json.Serialization;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// One line of an exported store. Together the lines are the whole store, in an order that depends only on what is in it. What message
/// ids were taken is not among them: it follows from the events.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(ArchiveHeading), "meetingbot")]
[JsonDerivedType(typeof(ArchiveEnd), "end")]
[JsonDerivedType(typeof(ArchivedEvent), "event")]
[JsonDerivedType(typeof(ArchivedPerson), "person")]
[JsonDerivedType(typeof(ArchivedText), "text")]
[JsonDerivedType(typeof(ArchivedBinding), "binding")]
[JsonDerivedType(typeof(ArchivedFollowUp), "follow-up")]
[JsonDerivedType(typeof(ArchivedNotice), "notice")]
public abstract record ArchiveLine
{
    /// <summary>The group to which it belongs; null for the first line and the last.</summary>
    [JsonIgnore]
    public virtual GroupId? Owner => null;
}

/// <summary>The first line.</summary>
public sealed record ArchiveHeading(int Version) : ArchiveLine;

/// <summary>The last line: how many there are between it and the first, so that a file that was cut off is noticed.</summary>
public sealed record ArchiveEnd(int Lines) : ArchiveLine;

/// <summary>An event; streams by name, events by version.</summary>
public sealed record ArchivedEvent(string Stream, long Version, string Event, StoredJsonText Data, StoredJsonText Origin) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new StreamId(Stream).Group;
}

/// <summary>A directory entry; by group and person.</summary>
public sealed record ArchivedPerson(string Group, string Person, StoredJsonText Card) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new(Group);
}

/// <summary>A text of a group; by group and name.</summary>
public sealed record ArchivedText(string Group, string Name, string Content) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new(Group);
}

/// <summary>A conversation's group; by conversation.</summary>
public sealed record ArchivedBinding(string Conversation, string Group) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new(Group);
}

/// <summary>A follow-up that waits; oldest first.</summary>
public sealed record ArchivedFollowUp(string Id, string Target, string FollowUp, StoredJsonText Data, StoredJsonText Origin) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new StreamId(Target).Group;
}

/// <summary>A notice: closed ones in the order of closing, then those that wait in the order of queueing.</summary>
public sealed record ArchivedNotice(string Id, string Group, string Conversation, string Kind, string Subject, Instant Due, string? End,
    string? PlatformMessage) : ArchiveLine
{
    /// <inheritdoc/>
    public override GroupId? Owner => new(Group);
}
