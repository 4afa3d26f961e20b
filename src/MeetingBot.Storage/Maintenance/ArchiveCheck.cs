using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Looks at every line of a store as it comes and tells what is wrong with it: a form that cannot be read, a gap in a stream, a row
/// that points at nothing.
/// </summary>
internal sealed class ArchiveCheck(EventJson json)
{
    private readonly HashSet<string> _streams = new(StringComparer.Ordinal);
    private string? _stream;
    private long _version;

    /// <summary>What is wrong with the line. Events come first, so that the rows after them can be held against the streams.</summary>
    public IEnumerable<Finding> Look(ArchiveLine line) => line switch
    {
        ArchivedEvent happened => Event(happened),
        ArchivedPerson person => Person(person),
        ArchivedText text => Group($"text {text.Name}", text.Group),
        ArchivedBinding binding => Group($"conversation {binding.Conversation}", binding.Group),
        ArchivedFollowUp followUp => FollowUp(followUp),
        ArchivedNotice notice => Notice(notice),
        _ => [],
    };

    private IEnumerable<Finding> Event(ArchivedEvent happened)
    {
        string where = $"{happened.Stream} event {happened.Version}";
        long expected = happened.Stream == _stream ? _version + 1 : 1;
        if (happened.Stream != _stream && (!_streams.Add(happened.Stream) || !IsStream(happened.Stream)))
        {
            yield return new Finding(where, "is in a stream whose name is none");
        }

        (_stream, _version) = (happened.Stream, happened.Version);
        if (happened.Version != expected)
        {
            yield return new Finding(where, $"stands where event {expected} was expected");
        }

        foreach (Finding finding in Reads(where, () => json.ReadEvent(happened.Event, happened.Data.Utf8.Span))
            .Concat(Reads(where, () => json.ReadOrigin(happened.Origin.Utf8.Span))))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Person(ArchivedPerson person)
    {
        string where = $"group/{person.Group} person {person.Person}";
        PersonCard? card = null;
        foreach (Finding finding in Reads(where, () => card = json.ReadPerson(person.Card.Utf8.Span)))
        {
            yield return finding;
        }

        if (card is not null && (card.Id.Value != person.Person || card.Names.IsEmpty))
        {
            yield return new Finding(where, "has a card of somebody else, or one without a name");
        }

        foreach (Finding finding in Group(where, person.Group))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> FollowUp(ArchivedFollowUp followUp)
    {
        string where = $"follow-up {followUp.Id}";
        if (!IsStream(followUp.Target))
        {
            yield return new Finding(where, $"is for '{followUp.Target}', which names no stream");
        }

        foreach (Finding finding in Reads(where, () => json.ReadFollowUp(followUp.FollowUp, followUp.Data.Utf8.Span))
            .Concat(Reads(where, () => json.ReadOrigin(followUp.Origin.Utf8.Span))))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Notice(ArchivedNotice notice)
    {
        string where = $"notice {notice.Id}";
        if (notice.Kind.Length == 0 || (notice.Conversation.Length == 0 && !NoticeKinds.IsOwnWork(notice.Kind)))
        {
            yield return new Finding(where, "has no kind or no conversation");
        }

        foreach (Finding finding in Group(where, notice.Group).Concat(Reads(where, () => NoticeEnds.Read(notice.End))))
        {
            yield return finding;
        }
    }

    private IEnumerable<Finding> Group(string where, string group)
    {
        if (!_streams.Contains(StreamId.Of(new GroupId(group)).Value))
        {
            yield return new Finding(where, $"belongs to group '{group}', which has no stream");
        }
    }

    private static IEnumerable<Finding> Reads(string where, Func<object?> read)
    {
        try
        {
            read();
            return [];
        }
        catch (StoreException unreadable)
        {
            return [new Finding(where, unreadable.Message)];
        }
    }

    private static bool IsStream(string name) => name.Split('/', 2) switch
    {
        ["group", { Length: > 0 } group] => !group.Contains('/', StringComparison.Ordinal),
        ["meeting", { Length: > 0 } meeting] => MeetingId.Parse(meeting) is not null,
        ["ballot", { Length: > 0 } ballot] => BallotId.Parse(ballot) is not null,
        _ => false,
    };
}

/// <summary>Something in a store that is not as it should be.</summary>
/// <param name="Where">The stream and event, or the row.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record Finding(string Where, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Where}: {What}";
}
