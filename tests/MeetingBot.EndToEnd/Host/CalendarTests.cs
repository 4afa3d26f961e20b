using System.Net;
using System.Text.RegularExpressions;
using MeetingBot.Tests;

namespace MeetingBot.EndToEnd;

/// <summary>The calendar that programs subscribe to, over HTTP: whoever has its token reads it, and nobody else.</summary>
public sealed partial class CalendarTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_calendar_is_read_under_the_groups_name_with_its_token_also_after_a_rename()
    {
        await using var bot = new HostProcess();
        string store = Path.Combine(bot.Data, "store.db");
        string transcript = Path.Combine(bot.Data, "budget.transcript");
        await File.WriteAllTextAsync(transcript, """
            2024-03-05T10:00Z Eva Stone: /meeting setup Budget Team timezone Europe/Berlin
            2024-03-05T10:01Z Eva Stone: /meeting schedule every 2 weeks on Tuesday at 11:00
            2024-03-05T10:02Z Eva Stone: /meeting calendar feed
            """, Cancellation);
        await using (var replay = new HostProcess(["replay", transcript, "--store", store, "--replies"]) { Serves = false })
        {
            Assert.Equal(0, await replay.RunAsync());
            bot.Settings["Storage__Sqlite__Path"] = store;
            string told = Told().Match(string.Join('\n', replay.Output)).Value;
            Assert.StartsWith("/calendar/budget-team.ics?token=", told, StringComparison.Ordinal);
            string token = told[^32..];

            await bot.StartAsync();
            using var client = new HttpClient { BaseAddress = bot.Address };
            foreach (string address in (string[])[told, $"/calendar/another-name.ics?token={token}", $"/calendar/{token}.ics"])
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
                Assert.Equal("text/calendar; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
                string feed = await answer.Content.ReadAsStringAsync(Cancellation);
                Assert.Contains("DTSTART;TZID=Europe/Berlin:20240305T110000", feed, StringComparison.Ordinal);
                Assert.Contains("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", feed, StringComparison.Ordinal);
            }

            foreach (string address in (string[])["/calendar/budget-team.ics", "/calendar/budget-team.ics?token=", $"/calendar/budget-team.ics?token={token[1..]}0", $"/calendar/budget-team.ics?token={token.ToUpperInvariant()}x"])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(address, UriKind.Relative), Cancellation)).StatusCode);
            }
        }
    }

    [GeneratedRegex("/calendar/[^ ]+")]
    private static partial Regex Told();
}
