using System.Net;
using System.Text;

namespace MeetingBot.EndToEnd;

/// <summary>Starting the program with Teams, and who is let in then.</summary>
public sealed class TeamsStartTests
{
    const string App = "11111111-2222-4333-8444-555555555555";

    [Theory]
    [InlineData("Teams__AppId must be", "Teams__TenantId=5f0e1d2c-0000-4000-8000-00000000aaaa")]
    [InlineData("Teams__TenantId is missing", "Teams__AppId=" + App, "Teams__ClientSecret=x")]
    [InlineData("Teams needs one of", "Teams__AppId=" + App, "Teams__TenantId=5f0e1d2c-0000-4000-8000-00000000aaaa")]
    [InlineData("Teams__Tenants must list", "Teams__AppId=" + App, "Teams__TenantId=contoso", "Teams__ClientSecret=x")]
    [InlineData("Teams__ClientSecret_FILE names", "Teams__AppId=" + App, "Teams__TenantId=contoso", "Teams__ClientSecret_FILE=/nowhere/at/all")]
    [InlineData("for the environment Development alone", "Teams__AllowUnauthenticated=true")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string line, params string[] settings)
    {
        await using var host = new HostProcess { Settings = settings.Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]) };
        Assert.Equal(1, await host.RunAsync());
        Assert.Contains(line, Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_everybody_is_believed_it_listens_to_this_machine_alone()
    {
        await using var host = new HostProcess
        {
            Urls = $"http://0.0.0.0:{HostProcess.FreePort()}",
            Settings = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Teams__AllowUnauthenticated"] = "true", ["Web"] = "off" },
        };
        Assert.Equal(1, await host.RunAsync());
        Assert.Contains("believes everybody", Assert.Single(host.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_nobody_is_let_in_and_without_Teams_there_is_no_door()
    {
        await using var host = new HostProcess
        {
            Settings = new() { ["Teams__AppId"] = App, ["Teams__TenantId"] = "5f0e1d2c-0000-4000-8000-00000000aaaa", ["Teams__ClientSecret"] = "a-secret-for-no-one" },
        };
        await host.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(host));
        Assert.DoesNotContain(host.Output, line => line.Contains("a-secret-for-no-one", StringComparison.Ordinal));

        await using var without = new HostProcess();
        await without.StartAsync();
        Assert.NotEqual(HttpStatusCode.OK, await PostAsync(without));
    }

    static async Task<HttpStatusCode> PostAsync(HostProcess host)
    {
        using var client = new HttpClient();
        using var body = new StringContent("""{"type":"message"}""", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(host.Address, "/api/messages"), body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
