using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>A connection that only reads, with its statements. Used by one caller at a time.</summary>
internal sealed class SqliteReader(SqliteConnection connection, EventJson json) : IDisposable
{
    private readonly Statement _tail = new(connection,
        "SELECT version, name, data, origin FROM event WHERE stream = ?1 AND version > ?2 AND version <= ?3 ORDER BY version");
    private readonly Statement _version = new(connection, "SELECT MAX(version) FROM event WHERE stream = ?1");
    private readonly Statement _message = new(connection, "SELECT stream, first, last FROM message WHERE id = ?1");
    private readonly Statement _directoryVersion = new(connection, "SELECT COALESCE(MAX(version), 0) FROM person WHERE group_id = ?1");
    private readonly Statement _people = new(connection, "SELECT version, card FROM person WHERE group_id = ?1 ORDER BY id");
    private readonly Statement _binding = new(connection, "SELECT group_id FROM binding WHERE conversation = ?1");
    private readonly Statement _groupsOf = new(connection, "SELECT DISTINCT group_id FROM account WHERE account = ?1 ORDER BY group_id");
    private readonly Statement _note = new(connection, "SELECT content FROM note WHERE key = ?1");
    private readonly Statement _nextNote = new(connection, "SELECT key, content FROM note WHERE key >= ?1 ORDER BY key LIMIT 1");
    private readonly Statement _followUps = new(connection, "SELECT id, target, origin, name, data FROM follow_up ORDER BY number LIMIT ?1");
    private readonly Statement _nextStream = new(connection, "SELECT stream FROM event WHERE stream >= ?1 ORDER BY stream LIMIT 1");
    private readonly Statement _text = new(connection, "SELECT content FROM text WHERE group_id = ?1 AND name = ?2");
    private readonly Statement _texts = new(connection, "SELECT name FROM text WHERE group_id = ?1 ORDER BY name");
    private readonly Statement _due = new(connection, """
        SELECT id, group_id, conversation, kind, subject, due, attempts, begun FROM notice
        WHERE outcome IS NULL AND due <= ?1 ORDER BY due, number LIMIT ?2
        """);
    private readonly Statement _waiting = new(connection, """
        SELECT id, group_id, conversation, kind, subject, due, attempts, begun, outcome, problem FROM notice
        WHERE group_id = ?1 AND outcome IS NULL ORDER BY due, number LIMIT ?2
        """);
    private readonly Statement _ended = new(connection, """
        SELECT id, group_id, conversation, kind, subject, due, attempts, begun, outcome, problem FROM notice
        WHERE group_id = ?1 AND ended IS NOT NULL ORDER BY ended DESC LIMIT ?2
        """);
    private readonly Statement _nextDue = new(connection, "SELECT MIN(due) FROM notice WHERE outcome IS NULL");
    private readonly Statement _putOff = new(connection, "SELECT MAX(due) FROM notice WHERE conversation = ?1 AND outcome IS NULL AND put_off = 1");
    private readonly Statement _posted = new(connection, """
        SELECT platform_message FROM notice
        WHERE outcome = 'posted' AND group_id = ?1 AND kind = ?2 AND subject = ?3 ORDER BY ended DESC LIMIT 1
        """);

    public StreamTail Tail(StreamId stream, long after)
    {
        // One statement cannot tell "nothing new" from "no such stream"; the version is asked only then, and what came in between is read.
        ImmutableArray<Recorded<StreamEvent>> events = Events(stream, after, long.MaxValue);
        while (events.IsEmpty)
        {
            long version = _version.One(stream.Value) as long? ?? 0;
            if (version <= after)
            {
                return new StreamTail(version, []);
            }

            events = Events(stream, after, long.MaxValue);
        }

        return new StreamTail(events[^1].Version, events);
    }

    public TakenMessage? Message(string id)
    {
        using SqliteDataReader row = _message.Read(id);
        if (!row.Read())
        {
            return null;
        }

        var stream = new StreamId(row.GetString(0));
        return new TakenMessage(id, stream, Events(stream, row.GetInt64(1) - 1, row.GetInt64(2)));
    }

    public DirectoryPage? Directory(GroupId group, long after)
    {
        if ((long)_directoryVersion.One(group.Value)! <= after)
        {
            return null;
        }

        long version = 0;
        var people = ImmutableArray.CreateBuilder<PersonCard>();
        using SqliteDataReader row = _people.Read(group.Value);
        while (row.Read())
        {
            version = Math.Max(version, row.GetInt64(0));
            people.Add(json.ReadPerson(row.Bytes(1)));
        }

        return new DirectoryPage(version, people.ToImmutable());
    }

    public GroupId? Binding(string conversation) => _binding.One(conversation) is string group ? new GroupId(group) : null;

    public ImmutableArray<GroupId> GroupsOf(Account account)
    {
        var found = ImmutableArray.CreateBuilder<GroupId>();
        using SqliteDataReader row = _groupsOf.Read(account.Value);
        while (row.Read())
        {
            found.Add(new GroupId(row.GetString(0)));
        }

        return found.ToImmutable();
    }

    public string? Note(string key) => _note.One(key) as string;

    /// <summary>The first note at or behind a key.</summary>
    public KeyValuePair<string, string>? NoteFrom(string key)
    {
        using SqliteDataReader row = _nextNote.Read(key);
        return row.Read() ? new(row.GetString(0), row.GetString(1)) : null;
    }

    public ImmutableArray<QueuedFollowUp> FollowUps(int most)
    {
        var found = ImmutableArray.CreateBuilder<QueuedFollowUp>();
        using SqliteDataReader row = _followUps.Read(most);
        while (row.Read())
        {
            found.Add(new QueuedFollowUp(row.GetString(0), new StreamId(row.GetString(1)), json.ReadOrigin(row.Bytes(2)),
                json.ReadFollowUp(row.GetString(3), row.Bytes(4))));
        }

        return found.ToImmutable();
    }

    /// <summary>Hops from stream to stream in the index instead of reading every event.</summary>
    public StreamListing? StreamFrom(string name) => _nextStream.One(name) is string next
        ? new StreamListing(new StreamId(next), (long)_version.One(next)!)
        : null;

    public string? Text(GroupId group, string name) => _text.One(group.Value, name) as string;

    public ImmutableArray<string> Texts(GroupId group)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        using SqliteDataReader row = _texts.Read(group.Value);
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names.ToImmutable();
    }

    public ImmutableArray<QueuedNotice> Due(Instant now, int most)
    {
        var found = ImmutableArray.CreateBuilder<QueuedNotice>();
        using SqliteDataReader row = _due.Read(now.Column(), most);
        while (row.Read())
        {
            found.Add(Notice(row));
        }

        return found.ToImmutable();
    }

    public ImmutableArray<NoticeRecord> Notices(GroupId group, int waiting, int ended) => [.. Notices(_waiting, group, waiting), .. Notices(_ended, group, ended)];

    private static IEnumerable<NoticeRecord> Notices(Statement statement, GroupId group, int most)
    {
        using SqliteDataReader row = statement.Read(group.Value, most);
        while (row.Read())
        {
            yield return new NoticeRecord(Notice(row), NoticeEnds.Read(row.Text(8)), row.Text(9));
        }
    }

    private static QueuedNotice Notice(SqliteDataReader row) => new(row.GetString(0), new GroupId(row.GetString(1)), row.GetString(2), row.GetString(3),
        row.GetString(4), row.Instant(5), row.GetInt32(6), row.GetInt32(7) > 0);

    public Instant? NextDue() => _nextDue.One() is long due ? Instant.FromUnixTimeTicks(due) : null;

    /// <summary>Until when what waits in a conversation was put off; null where nothing in it was.</summary>
    public Instant? PutOff(string conversation) => _putOff.One(conversation) is long until ? Instant.FromUnixTimeTicks(until) : null;

    public string? Posted(GroupId group, string kind, string subject) => _posted.One(group.Value, kind, subject) as string;

    public void Dispose() => connection.Dispose();

    private ImmutableArray<Recorded<StreamEvent>> Events(StreamId stream, long after, long upTo)
    {
        var events = ImmutableArray.CreateBuilder<Recorded<StreamEvent>>();
        using SqliteDataReader row = _tail.Read(stream.Value, after, upTo);
        while (row.Read())
        {
            events.Add(new Recorded<StreamEvent>(row.GetInt64(0), json.ReadEvent(row.GetString(1), row.Bytes(2)), json.ReadOrigin(row.Bytes(3))));
        }

        return events.ToImmutable();
    }
}
