using MeetingBot.Storage;
using MeetingBot.Tests.Slack;

namespace MeetingBot.EndToEnd;

/// <summary>Replicas as processes over one storage account, each of which can be killed as by a power cut and started again.</summary>
sealed class Fleet : IAsyncDisposable
{
    readonly HostProcess[] _hosts;

    Fleet(FakeSlack slack, string connection, int replicas)
    {
        _hosts = [.. Enumerable.Range(0, replicas).Select(_ => new HostProcess { Settings = Settings(slack, connection), Patience = TimeSpan.FromMinutes(5) })];
        Callers = [.. _hosts.Select(host => new SlackCaller(slack, host.Address))];
    }

    public SlackCaller[] Callers { get; }

    public int Kills { get; private set; }

    public static async Task<Fleet> StartAsync(FakeSlack slack, string connection, int replicas)
    {
        var fleet = new Fleet(slack, connection, replicas);
        await Task.WhenAll(fleet._hosts.Select(host => host.StartAsync()));
        return fleet;
    }

    /// <summary>What the tests themselves look into: the same account, past the replicas and past what lies between.</summary>
    public static Task<AzureBlobStore> StoreAsync(string connection, CancellationToken cancellation) =>
        AzureBlobStore.OpenAsync(new AzureBlobAccount(null, connection, AzureBlobAccount.DefaultContainer).Connect(), cancellation: cancellation);

    /// <summary>Kills one of the first replicas after the other and starts it again, until the time is over.</summary>
    public async Task KillAsync(int replicas, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), CancellationToken.None);
            HostProcess host = _hosts[Kills++ % replicas];
            await host.KillAsync();
            await host.StartAsync();
        }
    }

    /// <summary>Ends all replicas but the first ones for good.</summary>
    public Task ShrinkAsync(int replicas) => Task.WhenAll(_hosts[replicas..].Select(host => host.KillAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (SlackCaller caller in Callers)
            caller.Dispose();
        foreach (HostProcess host in _hosts)
            await host.DisposeAsync();
    }

    static Dictionary<string, string> Settings(FakeSlack slack, string connection) => new()
    {
        ["Storage__Kind"] = "AzureBlobs",
        ["Storage__AzureBlobs__ConnectionString"] = connection,
        ["Slack__BotToken"] = FakeSlack.BotToken,
        ["Slack__SigningSecret"] = FakeSlack.SigningSecret,
        ["Slack__ApiUrl"] = slack.Api.ToString(),
        ["Slack__Package"] = "listening",
    };
}
