using System.Text.Json.Nodes;
using MeetingBot.Slack;
using Microsoft.Extensions.DependencyInjection;

namespace MeetingBot.Tests.Slack;

/// <summary>Answers to an address that came with a message, and so from outside.</summary>
public sealed class ResponseUrlTests : IAsyncLifetime
{
    private FakeSlack _slack = null!;
    private ResponseUrls _urls = null!;

    public async ValueTask InitializeAsync()
    {
        _slack = await FakeSlack.StartAsync();
        var services = new ServiceCollection();
        services.AddHttpClient(ResponseUrls.Client).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false });
        _urls = new ResponseUrls(services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), _slack.Base);
    }

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    [Theory]
    [InlineData("https://hooks.slack.com/commands/T/1/x", true)]
    [InlineData("http://hooks.slack.com/commands/T/1/x", false)]
    [InlineData("https://hooks.slack.com:8443/x", false)]
    [InlineData("https://hooks.slack.com.example.org/x", false)]
    [InlineData("https://user@hooks.slack.com/x", false)]
    [InlineData("https://169.254.169.254/latest", false)]
    [InlineData("http://127.0.0.1:1/x", false)]
    public void Only_Slacks_own_host_is_believed(string address, bool believed) => Assert.Equal(believed, _urls.IsBelieved(new Uri(address)));

    [Fact]
    public async Task An_answer_arrives_without_a_token()
    {
        Assert.True(await _urls.SendAsync(_slack.ResponseUrl(), new JsonObject { ["text"] = "done" }, TestContext.Current.CancellationToken));
        Assert.Equal("done", Assert.Single(_slack.Responses)["text"]!.GetValue<string>());
        Assert.Empty(_slack.Violations);
    }

    [Fact]
    public async Task The_sixth_answer_does_not_arrive()
    {
        string address = _slack.ResponseUrl();
        for (int n = 0; n < 5; n++)
            Assert.True(await _urls.SendAsync(address, new JsonObject { ["text"] = "x" }, TestContext.Current.CancellationToken));

        Assert.False(await _urls.SendAsync(address, new JsonObject { ["text"] = "x" }, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("https://example.org/")]
    public async Task What_is_no_address_of_Slack_is_not_called(string? address) =>
        Assert.False(await _urls.SendAsync(address, new JsonObject { ["text"] = "x" }, TestContext.Current.CancellationToken));
}
