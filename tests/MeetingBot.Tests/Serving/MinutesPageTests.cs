using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The page behind the link of minutes that are too long for a message.</summary>
public sealed class MinutesPageTests
{
    private static readonly EphemeralDataProtectionProvider Keys = new();
    private static readonly MinutesPage Page = new(Keys, new Uri("https://meetings.example.org/"));

    private readonly Clerk _clerk = new(new InMemoryStore(), new MinutesPrinter());

    [Fact]
    public async Task Whoever_has_the_address_reads_the_minutes_as_they_are_now_and_no_text_becomes_markup()
    {
        MeetingId meeting = await MeetAsync("note: The <script>alert(1)</script> gate is old.");
        string address = Page.Of(meeting)!;
        Assert.StartsWith("https://meetings.example.org/minutes/", address, StringComparison.Ordinal);

        (int status, string html, IHeaderDictionary headers) = await OpenAsync(address.Split('/')[^1]);
        Assert.Equal(200, status);
        Assert.Contains("gate is old", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("default-src 'none'", headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);

        await SayAsync("correct 1 The gate is new.");
        Assert.Contains("gate is new", (await OpenAsync(address.Split('/')[^1])).Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("")]
    public async Task An_address_that_was_made_up_shows_nothing(string seal)
    {
        await MeetAsync("note: The gate is old.");
        Assert.Equal(404, (await OpenAsync(seal)).Status);
    }

    [Fact]
    public void Without_an_address_of_its_own_the_bot_has_no_links() => Assert.Null(new MinutesPage(Keys, null).Of(new MeetingId(new GroupId("g1"), new LocalDate(2024, 3, 5), 1)));

    private async Task<MeetingId> MeetAsync(string line)
    {
        await SayAsync("start");
        await SayAsync(line);
        await SayAsync("end");
        return (await _clerk.ViewAsync("test:room", TestContext.Current.CancellationToken))!.Group.Held[^1];
    }

    private int _said;

    private ValueTask<Reply> SayAsync(string text) => _clerk.HandleAsync(
        new ChatMessage($"m{++_said}", new Account("test::ana"), "Ana", "test:room", text, Instant.FromUtc(2024, 3, 5, 10, _said)), TestContext.Current.CancellationToken);

    private async Task<(int Status, string Html, IHeaderDictionary Headers)> OpenAsync(string seal)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(), Response = { Body = body } };
        await (await Page.OpenAsync(seal, _clerk, new MinutesPrinter(), context)).ExecuteAsync(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers);
    }
}
