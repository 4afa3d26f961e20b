using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MeetingBot.EndToEnd;

/// <summary>The program as a user runs it, on a free port of this machine and with a data folder of its own.</summary>
public sealed class HostProcess(params string[] verb) : IAsyncDisposable
{
    readonly List<string> _output = [];
    Process? _process;

    public string Data { get; } = Directory.CreateTempSubdirectory("meetingbot-").FullName;

    public int Port { get; init; } = FreePort();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>False for a verb that ends by itself and listens nowhere.</summary>
    public bool Serves { get; init; } = true;

    /// <summary>Where it is told to listen, where that is not its address.</summary>
    public string? Urls { get; init; }

    /// <summary>How long it may take to be ready, or to end.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Its settings, beside the store's path.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Every line that it printed.</summary>
    public string[] Output
    {
        get
        {
            lock (_output)
                return [.. _output];
        }
    }

    /// <summary>MEETINGBOT_DLL names another build to drive; the default is the one beside these tests.</summary>
    public static string Program => Environment.GetEnvironmentVariable("MEETINGBOT_DLL") ?? BuiltProgram();

    public async Task StartAsync()
    {
        Start();
        if (await AnswersAsync() is { } problem)
            throw new InvalidOperationException($"{Program} is not ready on {Address}: {problem}\n{string.Join('\n', Output)}");
    }

    /// <summary>Starts it where it is expected to end by itself, and gives its exit code.</summary>
    public async Task<int> RunAsync()
    {
        Start();
        using var patience = new CancellationTokenSource(Patience);
        await _process!.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
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
        Directory.Delete(Data, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    void Start()
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. verb, .. Serves ? (string[])["--urls", Urls ?? Address.ToString()] : []])
        {
            WorkingDirectory = Data,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Storage__Sqlite__Path"] = Path.Combine(Data, "meetingbot.db"), ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;

        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            lock (_output)
                _output.Add(text);
        }
    }

    /// <summary>Waits until it is ready; otherwise says what it lacks.</summary>
    async Task<string?> AnswersAsync()
    {
        using var client = new HttpClient();
        string problem = "it ended";
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !_process!.HasExited;)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/healthz/ready"));
                if (answer.IsSuccessStatusCode)
                    return null;
                problem = await answer.Content.ReadAsStringAsync();
            }
            catch (HttpRequestException silent)
            {
                problem = silent.Message; // It does not listen yet.
            }

            await Task.Delay(50);
        }

        return problem;
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
}
