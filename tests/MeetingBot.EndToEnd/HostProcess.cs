using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MeetingBot.EndToEnd;

/// <summary>The program as a user runs it, on a free port of this machine and with a data folder of its own.</summary>
public sealed class HostProcess : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly string _data = Directory.CreateTempSubdirectory("meetingbot-").FullName;
    readonly int _port = FreePort();
    Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>MEETINGBOT_DLL names another build to drive; the default is the one beside these tests.</summary>
    static string Program => Environment.GetEnvironmentVariable("MEETINGBOT_DLL") ?? BuiltProgram();

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--urls", Address.ToString()])
        {
            WorkingDirectory = _data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Storage__Sqlite__Path"] = Path.Combine(_data, "meetingbot.db"), ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        _process = Process.Start(start)!;
        var output = new List<string>();
        _process.OutputDataReceived += (_, line) => { lock (output) output.Add(line.Data ?? ""); };
        _process.ErrorDataReceived += (_, line) => { lock (output) output.Add(line.Data ?? ""); };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (!await AnswersAsync())
        {
            lock (output)
                throw new InvalidOperationException($"{Program} does not answer on {Address}:\n{string.Join('\n', output)}");
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    async Task<bool> AnswersAsync()
    {
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !_process!.HasExited;)
        {
            try
            {
                using var answer = await client.GetAsync(Address);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        return false;
    }

    /// <summary>bin/Debug/net10.0 of the tests has the same end as that of the program.</summary>
    static string BuiltProgram()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var folder = output;
        while (!File.Exists(Path.Combine(folder.FullName, "MeetingBot.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds MeetingBot.sln");
        return Path.Combine(folder.FullName, "src", "MeetingBot", "bin", output.Parent!.Name, output.Name, "MeetingBot.dll");
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
