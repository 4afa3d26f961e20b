using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Export, import and verify.</summary>
public abstract partial class EventStoreContract
{
    private IStoreArchive Archive => (IStoreArchive)_keeper;

    [Fact]
    public async Task An_export_of_an_imported_export_is_the_same_in_any_keeper()
    {
        await Fill();
        byte[] exported = await Exported(Archive);
        var copy = new InMemoryStore(Clock, TestForms.Json);
        int lines = await Archives.ImportAsync(copy, new MemoryStream(exported), TestForms.Json, Cancellation);
        Assert.Equal(14, lines);
        Assert.Equal(Text(exported), Text(await Exported(copy)));
    }

    [Fact]
    public async Task An_import_brings_everything_and_the_memory_of_messages()
    {
        var source = new InMemoryStore(Clock, TestForms.Json);
        (_keeper, object own) = (source, _keeper);
        await Fill();
        _keeper = own;
        await Archives.ImportAsync(Archive, new MemoryStream(await Exported(source)), TestForms.Json, Cancellation);

        Assert.Equal("1:a 2:b 3:c of 3", await Words());
        Assert.Equal(AppendResult.AlreadyTaken, await Append("m2", 1, "x"));
        Assert.Equal([2L, 3L], (await Store.FindMessageAsync(Group, "m2", Cancellation))!.Events.Select(recorded => recorded.Version));
        Assert.Equal(AppendResult.Stored, await Append("m9", 3, "d"));
        Assert.Equal([Ana, Ben], (await Store.ReadDirectoryAsync(Group, 0, Cancellation))!.People);
        Assert.Equal(["n3"], (await Notices.DueAsync(Noon, 9, Cancellation)).Select(notice => notice.Id));
        Assert.Equal("second", await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
        Assert.Equal([FollowUp("m1/1", "x")], await Store.PendingFollowUpsAsync(9, Cancellation));
    }

    [Fact]
    public async Task An_import_takes_a_message_id_that_came_again_after_more_than_a_day()
    {
        var source = new InMemoryStore(Clock, TestForms.Json);
        Assert.Equal(AppendResult.Stored, await source.AppendAsync(SaidNow("m1", 0, "a"), Cancellation));
        for (int day = 1; day <= 2; day++)
        {
            Clock.Advance(TimeSpan.FromHours(25));
            Assert.Equal(AppendResult.Stored, await source.AppendAsync(SaidNow($"o{day}", day - 1, "other") with { Stream = Other }, Cancellation));
            Assert.Equal(AppendResult.Stored, await source.AppendAsync(SaidNow("m1", day, $"again {day}"), Cancellation));
        }

        await Archives.ImportAsync(Archive, new MemoryStream(await Exported(source)), TestForms.Json, Cancellation);
        Assert.Equal(Text(await Exported(source)), Text(await Exported(Archive)));
        Assert.Equal([3L], (await Store.FindMessageAsync(Group, "m1", Cancellation))!.Events.Select(recorded => recorded.Version));
        Assert.Equal(AppendResult.AlreadyTaken, await Store.AppendAsync(SaidNow("m1", 2, "again 2"), Cancellation));
        Assert.NotNull(await Store.FindMessageAsync(Group, "o2", Cancellation));
        Assert.Null(await Store.FindMessageAsync(Group, "o1", Cancellation));
        Assert.Equal(AppendResult.Stored, await Store.AppendAsync(SaidNow("o1", 3, "b"), Cancellation));

        Append SaidNow(string message, long expected, string what) =>
            Batch(message, expected, what) with { Origin = From(message) with { At = Instant.FromDateTimeOffset(Clock.GetUtcNow()) } };
    }

    [Fact]
    public async Task An_import_into_a_store_that_is_not_empty_is_refused()
    {
        await Append("m1", 0, "a");
        var refused = await Assert.ThrowsAsync<StoreException>(async () =>
            await Archives.ImportAsync(Archive, new MemoryStream(await Exported(Archive)), TestForms.Json, Cancellation));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1:a of 1", await Words());
    }

    [Theory]
    [InlineData("", "begin")]
    [InlineData("{\"line\":\"meetingbot\",\"version\":2}", "begin")]
    [InlineData("{\"line\":\"binding\",\"conversation\":\"c\",\"group\":\"g1\"}", "begin")]
    [InlineData("{\"line\":\"meetingbot\",\"version\":1}\nhello", "Line 2")]
    [InlineData("{\"line\":\"meetingbot\",\"version\":1}\n{\"line\":\"song\"}", "Line 2")]
    [InlineData("{\"line\":\"meetingbot\",\"version\":1}\n{\"line\":\"binding\",\"conversation\":\"c\",\"group\":\"g1\"}", "Line 2")]
    [InlineData("GOOD{\"line\":\"event\",\"stream\":\"group/g1\",\"version\":3,\"event\":\"test.happened/1\",\"data\":{\"what\":\"a\"},\"origin\":{\"by\":\"p1\",\"at\":\"2023-12-14T12:00:00Z\",\"messageId\":\"m\"}}", "Line 3")]
    [InlineData("GOOD{\"line\":\"event\",\"stream\":\"group/g1\",\"version\":2,\"event\":\"test.vanished/1\",\"data\":{},\"origin\":{\"by\":\"p1\",\"at\":\"2023-12-14T12:00:00Z\",\"messageId\":\"m\"}}", "test.vanished/1")]
    [InlineData("GOOD", "not whole")]
    [InlineData("GOOD{\"line\":\"end\",\"lines\":2}", "not whole")]
    [InlineData("GOOD{\"line\":\"end\",\"lines\":1}\n{\"line\":\"end\",\"lines\":1}", "not whole")]
    public async Task An_import_stops_at_the_first_wrong_line_and_leaves_the_store_empty(string lines, string expected)
    {
        lines = lines.Replace("GOOD", """
            {"line":"meetingbot","version":1}
            {"line":"event","stream":"group/g1","version":1,"event":"test.happened/1","data":{"what":"a"},"origin":{"by":"p1","at":"2023-12-14T12:00:00Z","messageId":"m0"}}

            """, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<StoreException>(async () =>
            await Archives.ImportAsync(Archive, new MemoryStream(Encoding.UTF8.GetBytes(lines)), TestForms.Json, Cancellation));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.Equal(" of 0", await Words());
        Assert.Empty(await Archive.ReadArchiveAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task An_export_of_one_group_holds_all_of_it_and_nothing_of_another()
    {
        await Fill();
        byte[] before = (await Store.ExportAsync(Group, Cancellation)).ToArray();
        await FillOther();
        byte[] exported = (await Store.ExportAsync(Group, Cancellation)).ToArray();
        Assert.Equal(Text(before), Text(exported));
        Assert.DoesNotContain("g10", Text(exported), StringComparison.Ordinal);
        var copy = new InMemoryStore(Clock, TestForms.Json);
        Assert.Equal(14, await Archives.ImportAsync(copy, new MemoryStream(exported), TestForms.Json, Cancellation));
    }

    [Fact]
    public async Task A_removed_stream_leaves_nothing_and_the_others_stay()
    {
        await Append("m1", 0, "a");
        await Append(Batch("m2", 0, "b") with { Stream = Other });
        await Append(Batch("m3", 0, "c") with { Stream = new StreamId(Other.Value + "1") });
        await Store.RemoveStreamAsync(Other, Cancellation);
        await Store.RemoveStreamAsync(Other, Cancellation);
        Assert.Equal(["group/g1", "meeting/g1/2023-12-14.11"], await Store.ListAsync("", Cancellation).Select(listing => listing.Stream.Value).ToListAsync(Cancellation));
        Assert.Equal(0, (await Store.ReadAsync(Other, 0, Cancellation)).Version);
        Assert.Null(await Store.FindMessageAsync(Group, "m2", Cancellation));
        Assert.Equal("1:a of 1", await Words());
    }

    [Fact]
    public async Task Old_notices_that_left_the_queue_go_and_those_that_wait_stay()
    {
        await Append(Batch("m1", 0, "a") with { Notices = [Notice("n1", Noon), Notice("n2", Noon)] });
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "first", Cancellation);
        await Notices.PruneAsync(Instant.FromUtc(2000, 1, 1, 0, 0), Cancellation);
        Assert.Equal(2, (await Notices.ListAsync(Group, 9, 9, Cancellation)).Length);
        Assert.NotNull(await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));

        await Notices.PruneAsync(Instant.FromUtc(2100, 1, 1, 0, 0), Cancellation);
        Assert.Equal(["n2"], (await Notices.ListAsync(Group, 9, 9, Cancellation)).Select(record => record.Notice.Id));
        Assert.Null(await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
    }

    [Fact]
    public async Task A_removed_group_leaves_nothing_and_its_neighbour_everything()
    {
        await FillOther();
        byte[] neighbour = await Exported(Archive);
        await Fill();
        await Append(Batch("b1", 0, "e") with { Stream = new StreamId("ballot/g1/csc20") });
        await Store.RemoveGroupAsync(Group, ["web:room", "web:hall", "web:next"], Cancellation);
        await Store.RemoveGroupAsync(Group, ["web:room", "web:hall", "web:next"], Cancellation);

        Assert.Equal(Text(neighbour), Text(await Exported(Archive)));
        Assert.Equal(" of 0", await Words());
        Assert.Null(await Store.ReadDirectoryAsync(Group, 0, Cancellation));
        Assert.Null(await Store.FindBindingAsync("web:room", Cancellation));
        Assert.Equal(new GroupId("g10"), await Store.FindBindingAsync("web:next", Cancellation));
        Assert.Empty(await Store.GroupsOfAsync(Ana.Accounts[0], Cancellation));
        Assert.Null(await Notices.FindPostedAsync(Group, "minutes-drafted", "subject", Cancellation));
        Assert.Null(await Store.FindMessageAsync(Group, "m2", Cancellation));
        Assert.Equal(AppendResult.Stored, await Append("m1", 0, "anew"));
        Assert.Equal(AppendResult.Conflict, await Append("m7", 3, "late"));
    }

    [Fact]
    public async Task A_sound_store_verifies_without_findings()
    {
        await Fill();
        Assert.Empty(await Findings());
    }

    [Fact]
    public async Task A_row_that_points_at_nothing_is_found()
    {
        await Append(Batch("m1", 0, "a") with
        {
            Stream = new StreamId("meeting/g7/2023-12-14.1"),
            People = [Ana],
            Bindings = ["web:room"],
            FollowUps = [FollowUp("m1/1", "x") with { Target = new StreamId("nowhere") }],
            Notices = [Notice("n1", Noon) with { Group = new GroupId("g8") }],
        });
        await Append(Batch("m2", 0, "b") with { Stream = new StreamId("meeting/g1/someday") });
        Assert.Equal(
            ["meeting/g1/someday event 1", "group/g7 person pa", "conversation web:room", "follow-up m1/1", "notice n1"],
            (await Findings()).Select(finding => finding.Where));
    }

    private async Task<List<Finding>> Findings() => await Archives.VerifyAsync(Archive, TestForms.Json, Cancellation).ToListAsync(Cancellation);

    /// <summary>Something of everything.</summary>
    private async Task Fill()
    {
        await Append(Batch("m1", 0, "a") with
        {
            FollowUps = [FollowUp("m1/1", "x"), FollowUp("m1/2", "y")],
            Notices = [Notice("n1", Noon), Notice("n2", Noon), Notice("n3", Noon)],
            People = [Ben, Ana],
            Bindings = ["web:room", "web:hall"],
        });
        await Append("m2", 1, "b", "c");
        await Append(Batch("m3", 0, "d") with { Stream = Other });
        await Store.WriteTextAsync(Group, "ours", "text\n", Cancellation);
        await Store.WriteTextAsync(Group, "a", "", Cancellation);
        await Store.CompleteFollowUpAsync("m1/2", Cancellation);
        await Notices.CloseAsync(Group, "n2", NoticeEnd.Posted, "first", Cancellation);
        await Notices.CloseAsync(Group, "n1", NoticeEnd.Posted, "second", Cancellation);
    }

    /// <summary>Something of a group whose id begins like the other's.</summary>
    private async Task FillOther()
    {
        var other = new GroupId("g10");
        await Append(Batch("o1", 0, "a") with
        {
            Stream = StreamId.Of(other),
            FollowUps = [FollowUp("o1/1", "x") with { Target = StreamId.Of(other) }],
            Notices = [Notice("o1n", Noon) with { Group = other }],
            People = [Ben],
            Bindings = ["web:next"],
        });
        await Append(Batch("o2", 0, "b") with { Stream = new StreamId("meeting/g10/2023-12-14.1") });
        await Store.WriteTextAsync(other, "ours", "text\n", Cancellation);
    }

    private static async Task<byte[]> Exported(IStoreArchive archive)
    {
        using var output = new MemoryStream();
        await Archives.ExportAsync(archive, output, Cancellation);
        return output.ToArray();
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
