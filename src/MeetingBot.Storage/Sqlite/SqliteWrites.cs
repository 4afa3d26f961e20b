using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>Every change of the file, inside a transaction that the writer has opened. Used by the writer alone.</summary>
internal sealed class SqliteWrites(SqliteConnection connection, TimeProvider clock)
{
    private const int MostVersionsKnown = 50_000;

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Statement _version = new(connection, "SELECT MAX(version) FROM event WHERE stream = ?1");
    private readonly Statement _findMessage = new(connection, "SELECT 1 FROM message WHERE id = ?1");
    private readonly Statement _takeMessage = new(connection,
        "INSERT INTO message (id, stream, first, last, taken) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING");
    private readonly Statement _event = new(connection,
        "INSERT INTO event (stream, version, name, data, origin) VALUES (?1, ?2, ?3, CAST(?4 AS TEXT), CAST(?5 AS TEXT))");
    private readonly Statement _followUp = new(connection,
        "INSERT INTO follow_up (id, target, origin, name, data) VALUES (?1, ?2, CAST(?3 AS TEXT), ?4, CAST(?5 AS TEXT)) ON CONFLICT DO NOTHING");
    private readonly Statement _completeFollowUp = new(connection, "DELETE FROM follow_up WHERE id = ?1");
    private readonly Statement _notice = new(connection,
        "INSERT INTO notice (id, group_id, conversation, kind, subject, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING");
    private readonly Statement _closeNotice = new(connection, """
        UPDATE notice SET outcome = ?2, platform_message = ?3, ended = (SELECT COALESCE(MAX(ended), 0) + 1 FROM notice WHERE ended IS NOT NULL)
        WHERE id = ?1 AND outcome IS NULL
        """);
    private readonly Statement _begin = new(connection, "UPDATE notice SET begun = begun + 1 WHERE id = ?1 AND outcome IS NULL RETURNING begun");
    private readonly Statement _attempt = new(connection, "UPDATE notice SET attempts = attempts + 1, problem = ?2 WHERE id = ?1 AND outcome IS NULL");
    private readonly Statement _hold = new(connection, """
        UPDATE notice SET due = ?2, put_off = 1 WHERE outcome IS NULL AND due < ?2
            AND (id = ?1 OR conversation = (SELECT NULLIF(conversation, '') FROM notice WHERE id = ?1 AND outcome IS NULL))
        """);
    private readonly Statement _directoryVersion = new(connection, "SELECT COALESCE(MAX(version), 0) FROM person WHERE group_id = ?1");
    private readonly Statement _person = new(connection,
        "INSERT OR REPLACE INTO person (group_id, id, version, card) VALUES (?1, ?2, ?3, CAST(?4 AS TEXT))");
    private readonly Statement _noAccounts = new(connection, "DELETE FROM account WHERE group_id = ?1 AND person = ?2");
    private readonly Statement _accounts = new(connection,
        "INSERT OR IGNORE INTO account (account, group_id, person) SELECT value, ?1, ?2 FROM json_each(CAST(?3 AS TEXT), '$.accounts')");
    private readonly Statement _note = new(connection, "INSERT OR REPLACE INTO note (key, content) VALUES (?1, ?2)");
    private readonly Statement _noNote = new(connection, "DELETE FROM note WHERE key = ?1");
    private readonly Statement _binding = new(connection, "INSERT OR REPLACE INTO binding (conversation, group_id) VALUES (?1, ?2)");
    private readonly Statement _text = new(connection, "INSERT OR REPLACE INTO text (group_id, name, content) VALUES (?1, ?2, ?3)");
    private readonly Statement _rewrite = new(connection,
        "UPDATE event SET data = CAST(?4 AS TEXT) WHERE stream = ?1 AND version = ?2 AND name = ?3");
    private readonly Statement _pruneTo = new(connection,
        "SELECT MAX(number) FROM (SELECT number, taken FROM message ORDER BY number LIMIT 5000) WHERE taken < ?1");
    private readonly Statement _prune = new(connection, "DELETE FROM message WHERE number <= ?1");

    /// <summary>True when nothing was ever stored.</summary>
    public bool IsEmpty() => new Statement(connection, """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM event) OR EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM text)
            OR EXISTS (SELECT 1 FROM binding) OR EXISTS (SELECT 1 FROM follow_up) OR EXISTS (SELECT 1 FROM notice)
        """).One() is null;

    /// <summary>What is known of the file may be wrong after a transaction failed.</summary>
    public void Forget() => _versions.Clear();

    public AppendResult Append(PreparedAppend prepared)
    {
        Append append = prepared.Append;
        string stream = append.Stream.Value;
        if (Version(stream) != append.Expected)
        {
            return _findMessage.One(append.Origin.MessageId) is null ? AppendResult.Conflict : AppendResult.AlreadyTaken;
        }

        long last = append.Expected + append.Events.Length;
        if (_takeMessage.Run(append.Origin.MessageId, stream, append.Expected + 1, last, Now()) == 0)
        {
            return AppendResult.AlreadyTaken;
        }

        long version = append.Expected;
        foreach (StoredForm form in prepared.Events)
        {
            Event(stream, ++version, form, prepared.Origin);
        }

        _versions[stream] = last;
        foreach (var (queued, origin, form) in prepared.FollowUps)
        {
            FollowUp(queued.Id, queued.Target.Value, origin, form);
        }

        foreach (QueuedNotice notice in append.Notices)
        {
            Notice(notice);
        }

        Directory(append.Group, prepared.People);
        foreach (string conversation in append.Bindings)
        {
            Binding(conversation, append.Group);
        }

        return AppendResult.Stored;
    }

    public void Event(string stream, long version, StoredForm form, byte[] origin) =>
        _event.Run(stream, version, form.Name, form.Json.ToArray(), origin);

    public void Message(string id, string stream, long first, long last) => _takeMessage.Run(id, stream, first, last, Now());

    public void FollowUp(string id, string target, byte[] origin, StoredForm form) =>
        _followUp.Run(id, target, origin, form.Name, form.Json.ToArray());

    public void CompleteFollowUp(string id) => _completeFollowUp.Run(id);

    public void Notice(QueuedNotice notice) =>
        _notice.Run(notice.Id, notice.Group.Value, notice.Conversation, notice.Kind, notice.Subject, notice.Due.Column());

    public Posting Begin(string id) => _begin.One(id) switch
    {
        null => Posting.Ended,
        1L => Posting.First,
        _ => Posting.Again,
    };

    public void Retry(string id, Instant until, string problem)
    {
        _attempt.Run(id, problem);
        _hold.Run(id, until.Column());
    }

    public void CloseNotice(string id, NoticeEnd end, string? platformMessage) => _closeNotice.Run(id, end.Stored(), platformMessage);

    public void Postpone(string id, Instant until) => _hold.Run(id, until.Column());

    public void Directory(GroupId group, ImmutableArray<(PersonId Id, byte[] Card)> people)
    {
        if (people.IsEmpty)
        {
            return;
        }

        long version = (long)_directoryVersion.One(group.Value)! + 1;
        foreach (var (id, card) in people)
        {
            _person.Run(group.Value, id.Value, version, card);
            _noAccounts.Run(group.Value, id.Value);
            _accounts.Run(group.Value, id.Value, card);
        }
    }

    public void Binding(string conversation, GroupId group) => _binding.Run(conversation, group.Value);

    public void WriteNote(string key, string text) => _note.Run(key, text);

    public void DeleteNote(string key) => _noNote.Run(key);

    public void Text(GroupId group, string name, string content) => _text.Run(group.Value, name, content);

    public bool Rewrite(StreamId stream, long version, StoredForm form) =>
        _rewrite.Run(stream.Value, version, form.Name, form.Json.ToArray()) == 1;

    public void PruneNotices(Instant before) => new Statement(connection, "DELETE FROM notice WHERE ended IS NOT NULL AND due < ?1").Run(before.Column());

    public void RemoveStream(StreamId stream)
    {
        new Statement(connection, "DELETE FROM event WHERE stream = ?1").Run(stream.Value);
        new Statement(connection, "DELETE FROM message WHERE stream = ?1").Run(stream.Value);
        _versions.Clear();
    }

    public void RemoveGroup(GroupId group)
    {
        foreach (string rows in (string[])
        [
            $"event WHERE {SqliteArchive.InStreams}", $"message WHERE {SqliteArchive.InStreams}", $"follow_up WHERE {SqliteArchive.InTargets}",
            "person WHERE group_id = ?1", "account WHERE group_id = ?1", "text WHERE group_id = ?1", "binding WHERE group_id = ?1", "notice WHERE group_id = ?1",
        ])
        {
            new Statement(connection, "DELETE FROM " + rows).Run(group.Value);
        }

        _versions.Clear();
    }

    /// <summary>Forgets message ids that are old enough; takes a bounded bite each time.</summary>
    public void PruneMessages()
    {
        if (_pruneTo.One(Now() - MessageIds.Kept.Ticks) is long number)
        {
            _prune.Run(number);
        }
    }

    private long Version(string stream)
    {
        if (!_versions.TryGetValue(stream, out long version))
        {
            if (_versions.Count >= MostVersionsKnown)
            {
                _versions.Clear();
            }

            _versions[stream] = version = _version.One(stream) as long? ?? 0;
        }

        return version;
    }

    private long Now() => clock.GetUtcNow().UtcTicks;
}
