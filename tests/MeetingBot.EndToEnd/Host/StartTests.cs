using System.Net;
using System.Net.Sockets;
using static Microsoft.Playwright.Assertions;

namespace MeetingBot.EndToEnd;

/// <summary>Starting the program, and what it says when it cannot.</summary>
public sealed class StartTests(Browser browser)
{
    [Fact]
    public async Task It_prints_one_line_with_its_address()
    {
        await using var host = new HostProcess();

        await host.StartAsync();
        await WaitForAsync(() => host.Output.Length > 0);

        Assert.Contains(host.Address.ToString().TrimEnd('/'), Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await using var host = new HostProcess { Urls = taken };

        var code = await host.RunAsync();

        Assert.Equal(1, code);
        var line = Assert.Single(host.Output);
        Assert.Contains(taken, line, StringComparison.Ordinal);
        Assert.Contains("--urls", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:{0}")]
    [InlineData("http://*:{0}")]
    [InlineData("http://[::]:{0}")]
    [InlineData("http://127.0.0.1:{0};http://+:{0}")]
    public async Task Beyond_this_machine_it_does_not_start_without_sign_in(string urls)
    {
        await using var host = new HostProcess { Urls = string.Format(System.Globalization.CultureInfo.InvariantCulture, urls, HostProcess.FreePort()) };

        var code = await host.RunAsync();

        Assert.Equal(1, code);
        Assert.Contains("SignIn__Authority is missing", Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_Kestrels_own_section_is_no_way_round()
    {
        await using var host = new HostProcess { Settings = { ["Kestrel__Endpoints__Open__Url"] = $"http://0.0.0.0:{HostProcess.FreePort()}" } };

        Assert.Equal(1, await host.RunAsync());
        Assert.Contains("SignIn__Authority is missing", Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SignIn__ClientId")]
    [InlineData("SignIn__ClientSecret")]
    [InlineData("SignIn__Host")]
    public async Task The_missing_setting_is_named(string missing)
    {
        await using var host = new HostProcess
        {
            Urls = $"http://0.0.0.0:{HostProcess.FreePort()}",
            Settings =
            {
                ["SignIn__Authority"] = "https://login.example.org", ["SignIn__ClientId"] = "meetingbot", ["SignIn__ClientSecret"] = "hush-hush",
                ["SignIn__Host"] = "meetings.example.org", [missing] = "",
            },
        };

        Assert.Equal(1, await host.RunAsync());
        var line = Assert.Single(host.Output);
        Assert.Contains($"{missing} is missing", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush-hush", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keys_stand_beside_the_store_and_are_closed_to_others()
    {
        await using var host = new HostProcess();
        await host.StartAsync();
        await using var tab = await browser.OpenAsync("keys", address: host.Address);

        var keys = new DirectoryInfo(Path.Combine(host.Data, "keys"));

        Assert.NotEmpty(keys.GetFiles());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, keys.UnixFileMode);
    }

    [Fact]
    public async Task No_word_and_no_name_reaches_a_log_at_any_level()
    {
        await using var host = new HostProcess { Settings = { ["Logging__LogLevel__Default"] = "Trace" } };
        await host.StartAsync();
        await using (var tab = await browser.OpenAsync("logs", "Wilhelmina Quist", address: host.Address))
        {
            await tab.RecordAsync("start");
            await tab.SayAsync("xylophone gossip");
            await tab.RecordAsync("note: zeppelin secrets");
            await tab.Page.APIRequest.GetAsync(new Uri(host.Address, "/minutes/download?room=logs&name=Wilhelmina%20Quist&format=text").ToString());
        }

        await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(host.Output, l => l.Contains("xylophone", StringComparison.OrdinalIgnoreCase) || l.Contains("zeppelin", StringComparison.OrdinalIgnoreCase)
            || l.Contains("Wilhelmina", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_demo_plays_the_sample_meeting()
    {
        await using var host = new HostProcess("demo");
        await host.StartAsync();
        await using var tab = await browser.OpenAsync("sample", address: host.Address);

        await Expect(tab.Log.Locator(".post")).ToContainTextAsync("Ship 2.1 on Monday", new() { Timeout = 30_000 });
        await Expect(tab.Minutes).ToContainTextAsync("Ship 2.1 on Monday");
    }

    static async Task WaitForAsync(Func<bool> so)
    {
        for (var tries = 0; !so() && tries < 100; tries++)
            await Task.Delay(50);
    }
}
