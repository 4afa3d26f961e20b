using System.Net;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Teams;

namespace MeetingBot.Tests;

public sealed class FileLinkTests : IAsyncLifetime
{
    static readonly Attachment Entry = new("2024-01-11.ics", "text/calendar", Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nSUMMARY:Zürich\r\nEND:VCALENDAR\r\n"));

    FakeConnector _teams = null!;
    TeamsBot _bot = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeConnector.StartAsync();
        _teams.Conversations.Add("19:c@thread.v2");
        _bot = await TeamsBot.StartAsync(_teams, options => options with { PublicUrl = new Uri("https://meetings.example.org/") });
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task A_cancellation_leads_to_its_calendar_entry_and_nobody_makes_such_an_address_up()
    {
        await _bot.SayAsync("Ana", "help", "19:c@thread.v2");
        await _bot.Part<IEnumerable<INoticeChannel>>().Single(one => one.Platform == "teams")
            .PostAsync(new Post("n1", $"teams:{FakeConnector.Tenant}:19:c@thread.v2", NoticeKinds.Cancelled, "Cancelled.") { File = Entry }, Cancellation);
        var address = new Uri(_teams.In("19:c@thread.v2")[^1].Buttons["Add to calendar"]["url"]!.ToString());
        Assert.Equal("meetings.example.org", address.Host);

        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(_bot.Address, address.PathAndQuery), Cancellation);
        Assert.Equal(("text/calendar", "2024-01-11.ics"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(Entry.Content.ToArray(), await answer.Content.ReadAsByteArrayAsync(Cancellation));
        using var forged = await client.GetAsync(new Uri(_bot.Address, address.AbsolutePath[..^2]), Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
    }

    [Fact]
    public void A_file_that_is_too_long_for_an_address_has_none() =>
        Assert.Null(_bot.Part<FileLinks>().Of(Entry with { Content = new byte[8000] }));
}
