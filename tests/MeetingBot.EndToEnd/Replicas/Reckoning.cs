using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Storage.Blobs.Models;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using MeetingBot.Tests.Slack;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.EndToEnd;

/// <summary>What must be so in the store and in the channels once everybody has said everything.</summary>
sealed partial class Reckoning(AzureBlobStore store, string connection, FakeSlack slack)
{
    /// <summary>How long nothing may get on: a conversation whose replica was killed is held for a quarter of a minute, and what failed once is tried again after as long.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What is due so soon was put off behind something that failed.</summary>
    static readonly Duration Soon = Duration.FromMinutes(1);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static Instant Now => SystemClock.Instance.GetCurrentInstant();

    IEnumerable<FakeMessage> Posts => slack.Channels.Values.SelectMany(channel => channel.Now()).Where(message => message.Notice is not null);

    /// <summary>Waits until nothing is due any more, as long as something gets on.</summary>
    public async Task QuietAsync()
    {
        string before = "";
        for (var stood = Stopwatch.StartNew(); ; await Task.Delay(500, Cancellation))
        {
            (ImmutableArray<QueuedNotice> due, ImmutableArray<QueuedFollowUp> followUps) = (await DueAsync(), await store.PendingFollowUpsAsync(999, Cancellation));
            if (due.IsEmpty && followUps.IsEmpty)
                return;

            string now = $"{due.Length} notices of which {due.Sum(notice => notice.Attempts)} attempts failed, {followUps.Length} follow-ups, {Posts.Count()} posts";
            if (now != before)
                stood.Restart();
            before = now;
            if (stood.Elapsed > Patience)
                Assert.Fail(await TroubleAsync(now, due, followUps));
        }
    }

    /// <summary>Every acknowledged note stands in one meeting, once and in its order, and the channel's minutes are those that were written by hand.</summary>
    public async Task CheckAsync(Gathering gathering)
    {
        GroupId group = await GroupAsync(gathering.Speaker);
        var notes = new List<string>();
        string? first = null;
        int number = 0;
        await foreach (StreamListing listing in MeetingsOf(group))
        {
            StreamTail tail = await store.ReadAsync(listing.Stream, 0, Cancellation);
            notes.AddRange(tail.Events.Select(recorded => recorded.Event).OfType<EntryRecorded>().Select(entry => entry.Text));
            Assert.Equal(2, tail.Events.Count(recorded => recorded.Event is AttendanceRecorded));
            Assert.Single(tail.Events, recorded => recorded.Event is MeetingAdjourned);
            LocalDate date = MeetingId.Parse(listing.Stream.Value["meeting/".Length..])!.Date;
            first ??= Day("ddd d MMM", date);
            string expected = gathering.Minutes(++number, slack.Channels[gathering.Speaker.Channel].Name, Day("ddd d MMM uuuu", date), first);
            Assert.Equal(expected, Times().Replace((await DraftedAsync(listing.Stream)).Text, ", TIME ·"));
        }

        Assert.Equal(gathering.Meetings, number);
        Assert.Equal(gathering.Notes, notes);
    }

    /// <summary>The seed's minutes are, byte for byte, those that were written by hand, and its channel shows them and the cancellation.</summary>
    public async Task CheckAsync(SeedMeeting seed)
    {
        GroupId group = await GroupAsync(seed.Speaker);
        await using var minutes = new HostProcess("minutes", group.Value) { Serves = false, Settings = { ["Storage__Kind"] = "AzureBlobs", ["Storage__AzureBlobs__ConnectionString"] = connection } };
        Assert.Equal(0, await minutes.RunAsync());
        string expected = SeedToday.Moved(MeetingBot.Tests.CodeSigning.Minutes);
        Assert.Equal(expected, string.Concat(minutes.Output.Select(line => line + "\n")));

        StreamListing meeting = Assert.Single(await MeetingsOf(group).ToListAsync(Cancellation));
        FakeMessage post = await DraftedAsync(meeting.Stream);
        Assert.All(expected.Split("---\n")[2].Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(line.TrimStart('#', ' '), post.Shown, StringComparison.Ordinal));
        Assert.Single(slack.Channels[seed.Speaker.Channel].Now(), message => message.Text.StartsWith("Cancelled: the Code Signing Certificate Working Group meeting", StringComparison.Ordinal));
    }

    /// <summary>Whatever was queued is posted once, superseded, or not due yet; nothing stands in a channel that no record knows; and the store finds nothing wrong with itself.</summary>
    public async Task CheckAsync(int groups)
    {
        var posted = new List<string>();
        List<GroupId> all = await GroupsAsync();
        Assert.Equal(groups, all.Count);
        foreach (GroupId group in all)
        {
            foreach (NoticeRecord record in await store.ListAsync(group, 9999, 99_999, Cancellation))
            {
                Assert.False(record.End == NoticeEnd.Failed || (record.End is null && (record.Notice.Begun || record.Notice.Due <= Now)), $"left behind: {record}");
                if (record.End == NoticeEnd.Posted && record.Notice.Kind is NoticeKinds.MinutesDrafted or NoticeKinds.Board or NoticeKinds.Panel or NoticeKinds.Cancelled)
                    posted.Add(record.Notice.Id);
            }
        }

        Assert.Equal(posted.Order(StringComparer.Ordinal), Posts.Select(message => message.Notice!).Order(StringComparer.Ordinal));
        Assert.Empty(await Maintenance.VerifyAsync(store, Cancellation));

        // Each replica keeps Slack's pace by itself, and nobody holds a meeting in five seconds; Slack would ask them to wait.
        Assert.DoesNotContain(slack.Violations, violation => !violation.Contains("posts within", StringComparison.Ordinal));
    }

    /// <summary>Everything that is in the streams of a channel's group.</summary>
    public async Task<string> RecordedAsync(Speaker speaker)
    {
        var lines = new StringBuilder();
        GroupId group = await GroupAsync(speaker);
        foreach (StreamId stream in (await MeetingsOf(group).ToListAsync(Cancellation)).Select(listing => listing.Stream).Prepend(StreamId.Of(group)))
        {
            foreach (Recorded<StreamEvent> recorded in (await store.ReadAsync(stream, 0, Cancellation)).Events)
                lines.AppendLine(CultureInfo.InvariantCulture, $"{stream} {recorded.Version} {recorded.Origin.At} {recorded.Origin.MessageId} {recorded.Event}");
        }

        return lines.ToString();
    }

    /// <summary>What is due, and what was begun and waits for another attempt.</summary>
    async Task<ImmutableArray<QueuedNotice>> DueAsync()
    {
        ImmutableArray<QueuedNotice> due = await store.DueAsync(Now, 9999, Cancellation);
        if (!due.IsEmpty)
            return due;
        var waiting = ImmutableArray.CreateBuilder<QueuedNotice>();
        foreach (GroupId group in await GroupsAsync())
            waiting.AddRange((await store.ListAsync(group, 9999, 0, Cancellation)).Select(record => record.Notice).Where(notice => notice.Begun || notice.Attempts > 0 || (notice.Due < Now + Soon && !NoticeKinds.IsClock(notice.Kind))));
        return waiting.ToImmutable();
    }

    async Task<string> TroubleAsync(string state, ImmutableArray<QueuedNotice> due, ImmutableArray<QueuedFollowUp> followUps)
    {
        var trouble = new StringBuilder($"Nothing got on for {Patience.TotalSeconds} s at {Now}: {state}\n");
        foreach (IGrouping<GroupId, QueuedNotice> group in due.GroupBy(notice => notice.Group))
        {
            foreach (NoticeRecord record in (await store.ListAsync(group.Key, 999, 0, Cancellation)).Where(record => group.Any(notice => notice.Id == record.Notice.Id)))
                trouble.AppendLine(CultureInfo.InvariantCulture, $"notice {record}");
        }

        foreach (QueuedFollowUp followUp in followUps)
            trouble.AppendLine(CultureInfo.InvariantCulture, $"follow-up {followUp}");
        await foreach (BlobItem lane in new AzureBlobAccount(null, connection, AzureBlobAccount.DefaultContainer).Connect().GetBlobsAsync(BlobTraits.None, BlobStates.None, "lanes/", Cancellation))
            trouble.AppendLine(CultureInfo.InvariantCulture, $"{lane.Name} {lane.Properties.LeaseState}");
        await foreach (BlobItem marker in new AzureBlobAccount(null, connection, AzureBlobAccount.DefaultContainer).Connect().GetBlobsAsync(BlobTraits.None, BlobStates.None, "due/", Cancellation))
            trouble.AppendLine(marker.Name);
        return trouble.AppendJoin(' ', slack.Calls.GroupBy(call => call).Select(call => $"{call.Key}={call.Count()}")).ToString();
    }

    /// <summary>The one post of a meeting's minutes.</summary>
    async Task<FakeMessage> DraftedAsync(StreamId meeting)
    {
        FakeMessage[] posts = [.. Posts.Where(message => message.Notice!.StartsWith($"{meeting}/", StringComparison.Ordinal) && message.Notice.Contains("/minutes-drafted/", StringComparison.Ordinal))];
        if (posts is [var post])
            return post;
        IEnumerable<string> events = (await store.ReadAsync(meeting, 0, Cancellation)).Events.Select(recorded => $"{recorded.Version} {recorded.Event} {recorded.Origin}");
        IEnumerable<string> records = (await store.ListAsync(meeting.Group, 9999, 9999, Cancellation)).Where(record => record.Notice.Id.StartsWith($"{meeting}/", StringComparison.Ordinal)).Select(record => $"{record}");
        throw new InvalidOperationException($"The minutes of {meeting} stand {posts.Length} times in the channel:\n{string.Join('\n', records.Concat(events))}");
    }

    IAsyncEnumerable<StreamListing> MeetingsOf(GroupId group) => store.ListAsync($"meeting/{group}/", Cancellation);

    async Task<List<GroupId>> GroupsAsync() => await store.ListAsync("group/", Cancellation).Select(listing => listing.Stream.Group).ToListAsync(Cancellation);

    async Task<GroupId> GroupAsync(Speaker speaker) => (await store.FindBindingAsync($"slack:{FakeSlack.Team}:{speaker.Channel}", Cancellation))!;

    static string Day(string pattern, LocalDate date) => LocalDatePattern.CreateWithInvariantCulture(pattern).Format(date);

    [GeneratedRegex(@", \d\d:\d\d(-\d\d:\d\d)? ·")]
    private static partial Regex Times();
}
