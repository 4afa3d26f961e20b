using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Tests;

/// <summary>
/// Weeks of two groups in which every kind of notice comes up, once undisturbed, and then once for each step of posting with the
/// process ending exactly there: the channel must look the same, and where it cannot be asked nothing may be missing.
/// </summary>
public sealed class CrashTests
{
    private const string Meetings = """
        2023-12-12T09:00 Dana Fox: /meeting setup Code Signing timezone America/New_York
        2023-12-12T09:01 Dana Fox: roster add Dana Fox (Initech) as chair, Ben Okafor (Globex) as vice-chair, Cora Lind (Acme)
        2023-12-12T09:02 Dana Fox: schedule every 2 weeks on Thursday at 12:00 for 1h from 2023-12-14
        2023-12-12T09:03 Dana Fox: set approval 3 weeks
        2023-12-12T09:04 Dana Fox: set reminders 15
        2023-12-12T09:05 Dana Fox: agenda add Time stamps for 30m
        2023-12-14T12:00 Dana Fox: start
        2023-12-14T12:00 Dana Fox: scribe Ben Okafor
        2023-12-14T12:00 Ben Okafor: here
        2023-12-14T12:01 Dana Fox: next topic
        2023-12-14T12:05 Ben Okafor: note Cora: The draft is ready.
        2023-12-14T12:33 Dana Fox: cancel 28 December because of the holidays
        2023-12-14T12:42 Ben Okafor: action Cora: circulate the draft due 2023-12-20
        2023-12-14T12:45 Dana Fox: adjourn
        2023-12-14T14:00 Ben Okafor: correct 2 The draft is nearly ready.
        2023-12-14T14:05 Cora Lind: correct 2 The draft is almost ready.
        2023-12-15T09:00 Dana Fox: cancel 11 January
        2023-12-15T09:05 Dana Fox: restore 11 January
        2023-12-15T09:06 Dana Fox: cancel 25 January
        2023-12-15T10:00 Dana Fox: restore 25 January
        2023-12-15T10:01 Dana Fox: move 25 January to 26 January 13:00
        2024-01-11T12:00 Dana Fox: start
        2024-01-11T12:02 Dana Fox: note: We begin late.
        2024-01-11T14:00 Ben Okafor: It seems nobody is there.
        2024-01-11T14:01 Dana Fox: set post never
        2024-01-11T15:30 Dana Fox: start
        2024-01-11T15:31 Dana Fox: note: One thing more.
        2024-01-11T15:32 Dana Fox: motion: Meet at noon
        2024-01-11T15:33 Dana Fox: any objection
        2024-01-11T15:36 Dana Fox: adjourn
        2024-01-12T16:58 Dana Fox: cancel 8 February because nothing works
        2024-01-12T16:59 Dana Fox: minutes publish
        2024-01-12T17:00 Dana Fox: set empty cancel 24h
        2024-01-27T10:00 Cora Lind: Nobody came.
        """;

    private const string Ballots = """
        2024-01-01T09:00 Dana Fox: /meeting setup Code Signing timezone America/New_York
        2024-01-01T09:01 Dana Fox: set policy cscwg-1.0
        2024-01-01T09:02 Dana Fox: roster add Dana Fox (Initech) as chair class issuer, Ben Okafor (Globex) class issuer, Cora Lind (Acme) class issuer, Gil Reed (Northwind) class consumer
        2024-01-01T09:03 Dana Fox: ballot new S-1 Signs
        2024-01-01T09:04 Ben Okafor: endorse S-1
        2024-01-01T09:05 Cora Lind: endorse S-1
        2024-01-01T09:06 Dana Fox: ballot guideline S-1 maintenance
        2024-01-01T09:07 Dana Fox: ballot discuss S-1
        2024-01-08T10:00 Dana Fox: ballot open S-1
        2024-01-08T10:01 Dana Fox: ballot vote S-1 yes
        2024-01-08T10:02 Ben Okafor: ballot vote S-1 yes
        2024-01-15T09:30 Gil Reed: ballot vote S-1 yes
        2024-01-15T11:00 Dana Fox: ballot review S-1
        2024-02-15T09:00 Dana Fox: ballot new S-2 Benches
        2024-02-15T09:01 Dana Fox: ballot withdraw S-2
        2024-02-15T09:02 Cora Lind: So be it.
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_notice_comes_up()
    {
        var meetings = new Frailty(0);
        var ballots = new Frailty(0);
        string[] seen = [.. (await LiveAsync(Meetings, meetings)).Seen, .. (await LiveAsync(Ballots, ballots)).Seen];
        IEnumerable<string> kinds = typeof(NoticeKinds).GetFields().Select(field => (string)field.GetValue(null)!).Where(kind => !NoticeKinds.IsClock(kind));
        Assert.Empty(kinds.Except(seen));
        Assert.True(meetings.Steps > 100 && ballots.Steps > 50);
    }

    [Theory]
    [InlineData(Meetings)]
    [InlineData(Ballots)]
    public async Task Every_notice_is_posted_exactly_once_wherever_the_process_ends(string life)
    {
        var undisturbed = new Frailty(0);
        string[] expected = (await LiveAsync(life, undisturbed)).ByAddressee();
        for (int end = 1; end <= undisturbed.Steps; end++)
        {
            Assert.Equal(expected, (await LiveAsync(life, new Frailty(end))).ByAddressee());
        }
    }

    [Theory]
    [InlineData(Meetings)]
    [InlineData(Ballots)]
    public async Task Where_the_channel_cannot_be_asked_every_notice_is_posted_at_least_once_and_at_most_one_twice(string life)
    {
        var undisturbed = new Frailty(0);
        string[] expected = (await LiveAsync(life, undisturbed, asked: false)).ByAddressee();
        for (int end = 1; end <= undisturbed.Steps; end++)
        {
            string[] posts = (await LiveAsync(life, new Frailty(end), asked: false)).ByAddressee();
            Assert.Empty(expected.Except(posts));
            Assert.InRange(posts.Length, expected.Length, expected.Length + 1);
        }
    }

    private static async Task<FrailChannel> LiveAsync(string life, Frailty frailty, bool asked = true)
    {
        var store = new InMemoryStore();
        var queue = new FrailQueue(store, frailty);
        var channel = new FrailChannel(frailty, asked);
        var printer = new MinutesPrinter();
        Clerk clerk = null!;
        NoticeDispatcher dispatcher = null!;
        Start();
        int number = 0;
        foreach (string line in life.Split('\n'))
        {
            LocalDateTime local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(line[..16]).Value;
            Instant now = local.InZoneLeniently(DateTimeZoneProviders.Tzdb["America/New_York"]).ToInstant();
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            await PassAsync(now);
            var message = new ChatMessage((++number).ToString(CultureInfo.InvariantCulture), new Account("test::" + line[17..colon]), line[17..colon], "test::room", line[(colon + 2)..], now)
            {
                Heard = Heard.Line,
                NameIsTrusted = true,
            };
            Reply reply = await clerk.HandleAsync(message, Cancellation);
            Assert.True(reply.Kind != ReplyKind.Refusal, $"{line}: {reply.Text}");
            await PassAsync(now);
        }

        return channel;

        void Start()
        {
            clerk = new Clerk(store, printer);
            dispatcher = new NoticeDispatcher(queue, clerk, printer, [channel], null, [channel]) { Lanes = 1 };
        }

        async Task PassAsync(Instant now)
        {
            while (await store.NextDueAsync(Cancellation) is { } due && due <= now)
            {
                try
                {
                    await dispatcher.RunAsync(due, frailty.Process.Token);
                }
                catch (OperationCanceledException)
                {
                    frailty.Restart();
                    Start();
                }
            }
        }
    }
}
