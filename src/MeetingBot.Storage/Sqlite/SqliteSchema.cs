using Microsoft.Data.Sqlite;

namespace MeetingBot.Storage;

/// <summary>The tables, and how a file of an older version becomes one of this version.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as MeetingBot's ("MBot"), so that another program's database is never written to.</summary>
    public const long ApplicationId = 0x4D426F74;

    /// <summary>Entry i leads from version i to version i + 1. Entries are only ever added.</summary>
    private static readonly string[] Steps = [FirstTables, NoticeAttempts, AccountsAndNotes, NoticesBegun, NoticesPutOff];

    public static int Version => Steps.Length;

    private const string FirstTables = """
        CREATE TABLE schema (version INTEGER NOT NULL) STRICT;
        INSERT INTO schema VALUES (0);

        CREATE TABLE event (stream TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL, origin TEXT NOT NULL,
            PRIMARY KEY (stream, version)) STRICT, WITHOUT ROWID;

        -- Numbered in the order of taking, so that the oldest are found at the start.
        CREATE TABLE message (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stream TEXT NOT NULL, first INTEGER NOT NULL,
            last INTEGER NOT NULL, taken INTEGER NOT NULL) STRICT;

        CREATE TABLE follow_up (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, target TEXT NOT NULL,
            origin TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL) STRICT;

        -- outcome and ended are null while the notice waits; ended counts in the order of closing.
        CREATE TABLE notice (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, group_id TEXT NOT NULL,
            conversation TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, due INTEGER NOT NULL,
            outcome TEXT, ended INTEGER, platform_message TEXT) STRICT;
        CREATE INDEX notice_waiting ON notice (due, number) WHERE outcome IS NULL;
        CREATE INDEX notice_ended ON notice (ended) WHERE ended IS NOT NULL;
        CREATE INDEX notice_posted ON notice (group_id, kind, subject, ended) WHERE outcome = 'posted';

        CREATE TABLE person (group_id TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, card TEXT NOT NULL,
            PRIMARY KEY (group_id, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX person_version ON person (group_id, version);

        CREATE TABLE binding (conversation TEXT NOT NULL PRIMARY KEY, group_id TEXT NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE text (group_id TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, PRIMARY KEY (group_id, name)) STRICT;
        """;

    private const string NoticeAttempts = """
        ALTER TABLE notice ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE notice ADD COLUMN problem TEXT;
        CREATE INDEX notice_of_group ON notice (group_id, due) WHERE outcome IS NULL;
        CREATE INDEX notice_ended_of_group ON notice (group_id, ended) WHERE ended IS NOT NULL;
        CREATE INDEX notice_of_conversation ON notice (conversation, due) WHERE outcome IS NULL;
        """;

    private const string AccountsAndNotes = """
        CREATE TABLE account (account TEXT NOT NULL, group_id TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (account, group_id, person)) STRICT, WITHOUT ROWID;
        CREATE INDEX account_of_person ON account (group_id, person);
        INSERT OR IGNORE INTO account SELECT accounts.value, person.group_id, person.id FROM person, json_each(person.card, '$.accounts') AS accounts;

        CREATE TABLE note (key TEXT NOT NULL PRIMARY KEY, content TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <summary>How often posting a notice was begun; of those that wait in an older file nobody knows.</summary>
    private const string NoticesBegun = """
        ALTER TABLE notice ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
        UPDATE notice SET begun = 1 WHERE outcome IS NULL;
        """;

    /// <summary>Whether a notice waits because it was put off; what comes due later in its conversation waits behind it.</summary>
    private const string NoticesPutOff = "ALTER TABLE notice ADD COLUMN put_off INTEGER NOT NULL DEFAULT 0;";

    /// <summary>Makes the tables of a new file, or brings those of an older one up to date, each step whole or not at all.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        if (Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema") == 0)
        {
            Run(connection, $"PRAGMA application_id = {ApplicationId}");
        }

        for (int version = Check(connection); version < Steps.Length; version++)
        {
            Run(connection, $"BEGIN IMMEDIATE; {Steps[version]}; UPDATE schema SET version = {version + 1}; COMMIT");
        }
    }

    /// <summary>The file's version; 0 for an empty one. Refuses files that are not ours or that a newer program wrote.</summary>
    public static int Check(SqliteConnection connection)
    {
        string file = connection.DataSource;
        if (Scalar(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new StoreException($"{file} is a database of another program. Name another file with Storage__Sqlite__Path.");
        }

        if (Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema'") == 0)
        {
            return 0;
        }

        long version = Scalar(connection, "SELECT version FROM schema");
        return version <= Steps.Length
            ? (int)version
            : throw new StoreException($"{file} has schema version {version}; this MeetingBot knows versions up to {Steps.Length}. Use the newer MeetingBot that wrote it, or restore a backup.");
    }

    private static long Scalar(SqliteConnection connection, string sql) => (long)new Statement(connection, sql).One()!;

    private static void Run(SqliteConnection connection, string sql) => new Statement(connection, sql).Run();
}
