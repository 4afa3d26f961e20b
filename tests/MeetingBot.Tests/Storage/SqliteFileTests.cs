using System.Text;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What can happen to a file, and what the embedded keeper then says.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly GroupId Group = new("g1");
    private static readonly StreamId Stream = StreamId.Of(Group);
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("store.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_keeper_is_refused_while_the_first_has_the_file()
    {
        await using (Open())
        {
            Assert.Contains("in use by another MeetingBot", Refused(), StringComparison.Ordinal);
            Assert.Contains("Storage__Sqlite__Path", Refused(), StringComparison.Ordinal);
        }

        await using SqliteStore after = Open();
        Assert.Equal(AppendResult.Stored, await Append(after, "m1", 0));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused_by_version_and_left_alone()
    {
        await CloseAfter(store => Append(store, "m1", 0));
        Sql("UPDATE schema SET version = 99");
        Assert.Contains("schema version 99", Refused(), StringComparison.Ordinal);
        Assert.Contains("schema version 99", (await Assert.ThrowsAsync<StoreException>(() => Maintenance.VerifyAsync(Path, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Equal(99L, One("SELECT version FROM schema"));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        Sql("CREATE TABLE song (title TEXT)");
        Assert.Contains("another program", Refused(), StringComparison.Ordinal);
        Assert.Equal("delete", One("PRAGMA journal_mode"));
        Assert.Equal(1L, One("SELECT COUNT(*) FROM sqlite_schema"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Path, new string('x', 10_000));
        Assert.Contains("cannot be opened", Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_finds_nothing_in_a_file_that_meetings_were_held_in()
    {
        await using (SqliteStore store = SqliteStore.Open(Path))
        {
            var clerk = new Clerk(store, new MinutesPrinter(), null, store);
            var dispatcher = new NoticeDispatcher(store, clerk, new MinutesPrinter(), []);
            Instant now = Instant.FromUtc(2024, 1, 8, 12, 0);
            foreach ((int number, string line) in new[] { "setup Apollo timezone Etc/UTC", "schedule every 1 weeks on Thursday at 12:00 from 2024-01-11", "start", "note one", "cancel 11 January", "adjourn" }.Index())
            {
                Assert.Equal(ReplyKind.Receipt, (await clerk.HandleAsync(new ChatMessage($"m{number}", new Account("web::Ana"), "Ana", "web::apollo", line, now), Cancellation)).Kind);
            }

            await dispatcher.RunAsync(now, Cancellation);
        }

        Assert.Empty(await Findings());
    }

    [Fact]
    public async Task A_damaged_file_is_found_by_verify()
    {
        await CloseAfter(async store =>
        {
            for (int i = 0; i < 200; i++)
            {
                await Append(store, $"m{i}", i, new string('x', 500));
            }
        });
        Assert.Empty(await Findings());
        byte[] bytes = await File.ReadAllBytesAsync(Path, Cancellation);
        Array.Fill(bytes, (byte)0xAA, bytes.Length / 2, 5000);
        await File.WriteAllBytesAsync(Path, bytes, Cancellation);
        Assert.NotEmpty(await Findings());
    }

    [Theory]
    [InlineData("DELETE FROM event WHERE version = 2", "group/g1 event 3: stands where event 2")]
    [InlineData("UPDATE event SET name = 'meeting.teleported/1' WHERE version = 2", "'meeting.teleported/1'")]
    [InlineData("UPDATE event SET data = '{' WHERE version = 2", "group/g1 event 2")]
    [InlineData("UPDATE event SET origin = '{}' WHERE version = 2", "group/g1 event 2")]
    public async Task A_stream_that_was_tampered_with_is_found_by_verify(string sql, string expected)
    {
        await CloseAfter(async store =>
        {
            await Append(store, "m1", 0);
            await Append(store, "m2", 1);
            await Append(store, "m3", 2);
        });
        Sql(sql);
        Finding found = Assert.Single(await Findings());
        Assert.Contains(expected, found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_nobody_knows_stops_the_read_of_its_stream()
    {
        await CloseAfter(store => Append(store, "m1", 0));
        Sql("UPDATE event SET name = 'meeting.teleported/1'");
        await using SqliteStore store = Open();
        var stop = await Assert.ThrowsAsync<StoreException>(async () => await store.ReadAsync(Stream, 0, Cancellation));
        Assert.Contains("'meeting.teleported/1'", stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TRIGGER fire BEFORE INSERT ON event WHEN NEW.data LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END")]
    [InlineData("""
        CREATE TABLE elsewhere (id INTEGER PRIMARY KEY);
        CREATE TABLE ashes (id INTEGER REFERENCES elsewhere (id) DEFERRABLE INITIALLY DEFERRED);
        CREATE TRIGGER fire AFTER INSERT ON event WHEN NEW.data LIKE '%poison%' BEGIN INSERT INTO ashes VALUES (1); END;
        """)]
    public async Task When_a_commit_fails_nobody_of_the_batch_is_acknowledged(string fault)
    {
        await CloseAfter(store => Append(store, "m0", 0));
        Sql(fault); // the first fault strikes inside the transaction, the second one in the commit itself
        await using SqliteStore store = Open();
        var appends = Enumerable.Range(1, 40).Select(i => (Stream: new StreamId($"group/g{i}x"), Task: Try(i))).ToArray();
        bool[] acknowledged = await Task.WhenAll(appends.Select(append => append.Task));
        Assert.False(acknowledged[19]);
        for (int i = 0; i < appends.Length; i++)
        {
            Assert.Equal(acknowledged[i] ? 1 : 0, (await store.ReadAsync(appends[i].Stream, 0, Cancellation)).Version);
            Assert.Equal(acknowledged[i], await store.FindMessageAsync(Group, $"m{i + 1}", Cancellation) is not null);
        }

        Assert.Equal(AppendResult.Stored, await Append(store, "m99", 1));

        async Task<bool> Try(int i)
        {
            try
            {
                var append = new Append(new StreamId($"group/g{i}x"), 0, [new SettingChanged("name", i == 20 ? "poison" : "x")], From($"m{i}"));
                return await store.AppendAsync(append, Cancellation) == AppendResult.Stored;
            }
            catch (StoreException failed)
            {
                Assert.Contains("Nothing was stored", failed.Message, StringComparison.Ordinal);
                return false;
            }
        }
    }

    [Fact]
    public async Task What_was_rewritten_or_forgotten_leaves_the_disk()
    {
        await using SqliteStore store = Open();
        await Append(store, "m1", 0, "Wandering-Secret");
        await store.WriteDirectoryAsync(Group, [PersonCard.Of(new PersonId("p1"), "Wandering-Name")], Cancellation);
        Assert.True(OnDisk("Wandering-Secret") && OnDisk("Wandering-Name"));
        await store.RewriteAsync(Stream, 1, new SettingChanged("name", "***"), Cancellation);
        await store.WriteDirectoryAsync(Group, [PersonCard.Of(new PersonId("p1"), "Former member 1")], Cancellation);
        Assert.False(OnDisk("Wandering-Secret") || OnDisk("Wandering-Name"));
    }

    [Theory]
    [InlineData("SELECT id FROM follow_up ORDER BY number LIMIT 1")]
    [InlineData("SELECT id FROM notice WHERE outcome IS NULL AND due <= 1 ORDER BY due, number LIMIT 1")]
    [InlineData("SELECT MIN(due) FROM notice WHERE outcome IS NULL")]
    [InlineData("SELECT id FROM notice WHERE outcome = 'posted' AND group_id = 'g' AND kind = 'k' AND subject = 's' ORDER BY ended DESC LIMIT 1")]
    [InlineData("SELECT COALESCE(MAX(ended), 0) + 1 FROM notice WHERE ended IS NOT NULL")]
    [InlineData("SELECT MAX(version) FROM event WHERE stream = 's'")]
    [InlineData("SELECT COALESCE(MAX(version), 0) FROM person WHERE group_id = 'g'")]
    [InlineData("SELECT 1 FROM message WHERE id = 'm'")]
    public async Task Polling_neither_sorts_nor_reads_whole_tables(string sql)
    {
        await CloseAfter(store => Append(store, "m1", 0));
        string plan = Plan(sql);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        // A walk along an index that ends at the limit is no scan of the table.
        Assert.True(plan.StartsWith("SEARCH", StringComparison.Ordinal) || plan == "SCAN follow_up", plan);
    }

    [Fact]
    public async Task A_backup_beside_a_running_bot_is_a_whole_store()
    {
        string backup = _folder.File("backup.db");
        await using (SqliteStore store = Open())
        {
            await Append(store, "m1", 0);
            await Maintenance.BackupAsync(Path, backup, Cancellation);
            await Append(store, "m2", 1);
        }

        await using var restored = SqliteStore.Open(backup);
        Assert.Equal(1, (await restored.ReadAsync(Stream, 0, Cancellation)).Version);
        Assert.Equal(AppendResult.AlreadyTaken, await Append(restored, "m1", 1));
        Assert.Empty(await Maintenance.VerifyAsync(backup, Cancellation));
    }

    [Fact]
    public async Task A_backup_is_never_written_over_a_file()
    {
        await CloseAfter(store => Append(store, "m1", 0));
        string there = _folder.File("there.db");
        await File.WriteAllTextAsync(there, "precious", Cancellation);
        var refused = await Assert.ThrowsAsync<StoreException>(() => Maintenance.BackupAsync(Path, there, Cancellation));
        Assert.Contains("is there already", refused.Message, StringComparison.Ordinal);
        Assert.Equal("precious", await File.ReadAllTextAsync(there, Cancellation));
    }

    [Fact]
    public async Task Old_backups_beside_a_new_one_are_deleted_and_nothing_else_is()
    {
        await CloseAfter(store => Append(store, "m1", 0));
        DateTime now = DateTime.UtcNow;
        foreach (string name in (string[])["newest.db", "young.db", "old.db", "old.bak"])
        {
            await Maintenance.BackupAsync(Path, _folder.File(name), Cancellation);
        }

        await File.WriteAllTextAsync(_folder.File("other.db"), "of another program", Cancellation);
        await File.WriteAllTextAsync(_folder.File("old.jsonl"), "{\"line\":\"meetingbot\",\"version\":1}\n", Cancellation);
        await CloseAfter(_folder.File("running.db"));
        foreach (string name in (string[])["newest.db", "old.db", "old.bak", "other.db", "old.jsonl", "running.db", "store.db"])
        {
            File.SetLastWriteTimeUtc(_folder.File(name), now.AddDays(-8));
        }

        Assert.Equal([_folder.File("old.db")], Maintenance.DeleteBackups(_folder.File("newest.db"), Path, now.AddDays(-7)));
        Assert.Equal(["newest.db", "old.bak", "old.jsonl", "other.db", "running.db", "running.db-lock", "store.db", "store.db-lock", "young.db"],
            System.IO.Directory.GetFiles(_folder.File("")).Select(System.IO.Path.GetFileName).Where(name => !name!.StartsWith("store.db-", StringComparison.Ordinal) || name.EndsWith("-lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([_folder.File("old.jsonl")], Maintenance.DeleteBackups(_folder.File("newest.jsonl"), null, now.AddDays(-7)));
    }

    [Fact]
    public async Task An_export_is_imported_into_a_new_file_and_into_no_other()
    {
        await CloseAfter(store => Append(store, "m1", 0));
        using var lines = new MemoryStream();
        Assert.Equal(1, await Maintenance.ExportAsync(Path, lines, Cancellation));
        lines.Position = 0;
        Assert.Equal(1, await ImportAsync(_folder.File("copy.db"), lines));
        Assert.Empty(await Maintenance.VerifyAsync(_folder.File("copy.db"), Cancellation));
        lines.Position = 0;
        await Assert.ThrowsAsync<StoreException>(() => ImportAsync(Path, lines));
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_made_by_looking_at_it()
    {
        var missing = await Assert.ThrowsAsync<StoreException>(() => Maintenance.VerifyAsync(Path, Cancellation));
        Assert.Contains("There is no store", missing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public async Task A_closed_store_takes_and_gives_nothing()
    {
        SqliteStore store = Open();
        await store.DisposeAsync();
        await store.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Append(store, "m1", 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.ReadAsync(Stream, 0, Cancellation));
        Assert.Equal(["store.db", "store.db-lock"], System.IO.Directory.GetFiles(_folder.File("")).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static async Task<int> ImportAsync(string path, Stream lines)
    {
        await using SqliteStore store = SqliteStore.Open(path);
        return await Archives.ImportAsync(store, lines, EventJson.Standard, Cancellation);
    }

    private SqliteStore Open() => SqliteStore.Open(Path);

    private string Refused() => Assert.Throws<StoreException>(Open).Message;

    private static async Task CloseAfter(string path)
    {
        await using SqliteStore store = SqliteStore.Open(path);
    }

    private async Task CloseAfter(Func<SqliteStore, Task> use)
    {
        await using SqliteStore store = Open();
        await use(store);
    }

    private async Task<IEnumerable<Finding>> Findings() => await Maintenance.VerifyAsync(Path, Cancellation);

    private static Origin From(string message) => new(new PersonId("p1"), Instant.FromUtc(2023, 12, 14, 12, 0), message);

    private static async Task<AppendResult> Append(SqliteStore store, string message, long expected, string value = "x") =>
        await store.AppendAsync(new Append(Stream, expected, [new SettingChanged("name", value)], From(message)), Cancellation);

    private bool OnDisk(string words) => System.IO.Directory.GetFiles(_folder.File(""), "store.db*").Where(file => !file.EndsWith("-lock", StringComparison.Ordinal))
        .Any(file =>
        {
            using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            open.CopyTo(bytes);
            return bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) >= 0;
        });

    private void Sql(string sql) => One(sql);

    private object? One(string sql) => Ask(sql, static command => command.ExecuteScalar());

    private string Plan(string sql) => Ask("EXPLAIN QUERY PLAN " + sql, static command =>
    {
        var lines = new List<string>();
        using SqliteDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            lines.Add(row.GetString(3));
        }

        return string.Join('\n', lines);
    });

    private T Ask<T>(string sql, Func<SqliteCommand, T> use)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // the tests' own literals
        command.CommandText = sql;
#pragma warning restore CA2100
        return use(command);
    }
}
