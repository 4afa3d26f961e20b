using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests;

/// <summary>The verb by which a container without a shell is asked how it is.</summary>
public sealed class HealthVerbTests
{
    [Theory]
    [InlineData(200, 0)]
    [InlineData(404, 1)]
    [InlineData(500, 1)]
    public async Task Only_a_bot_that_is_ready_is_healthy(int answer, int code)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using WebApplication bot = builder.Build();
        bot.MapGet("/healthz/ready", () => Results.StatusCode(answer));
        await bot.StartAsync(TestContext.Current.CancellationToken);
        string address = bot.Urls.Single();

        Assert.Equal(code, await CommandLine.RunAsync(["health", "--url", address]));

        await bot.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await CommandLine.RunAsync(["health", "--url", address]));
    }

    [Fact]
    public async Task What_is_no_address_is_refused()
    {
        Assert.Equal(1, await CommandLine.RunAsync(["health", "--url", "localhost:5080"]));
    }
}
