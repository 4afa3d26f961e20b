using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MeetingBot.Benchmarks;

/// <summary>The bot as it is installed: its Release build in a process of its own, on SQLite in a new folder, on loopback.</summary>
internal sealed class ServedBot : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private ServedBot(Process process, DirectoryInfo folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its resident memory now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it with settings, and waits until it answers.</summary>
    public static async Task<ServedBot> StartAsync(params (string Name, string Value)[] settings)
    {
        string program = Path.Combine(Repository.Root, "src/MeetingBot/bin/Release/net10.0/MeetingBot.dll");
        if (!File.Exists(program))
        {
            throw new InvalidOperationException("Build it first: dotnet build -c Release src/MeetingBot");
        }

        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-load-");
        int port = FreePort();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder.FullName, ArgumentList = { program, "--urls", $"http://127.0.0.1:{port}" }, RedirectStandardOutput = true };
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        var bot = new ServedBot(Process.Start(start)!, folder, port);
        using var client = new HttpClient();
        for (int look = 0; ; look++)
        {
            try
            {
                (await client.GetAsync(new Uri($"http://127.0.0.1:{port}/healthz/ready"))).EnsureSuccessStatusCode();
                return bot;
            }
            catch (HttpRequestException) when (look < 600 && !bot._process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
