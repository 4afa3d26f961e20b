using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.EndToEnd;

/// <summary>
/// Microsoft's Agents Playground, a real client of the protocol (npm @microsoft/m365agentsplayground; its terms allow evaluation and no
/// redistribution, so nothing installs it by itself). <c>AGENTS_PLAYGROUND</c> names its cli.js.
/// </summary>
public sealed class Playground : IAsyncDisposable
{
    public const string GroupChat = "19:meeting_Zml4dHVyZQ@thread.v2";

    const string World = """
        version: "0.1.1"
        tenantId: 5f0e1d2c-0000-4000-8000-00000000aaaa
        bot: { id: "28:11111111-2222-4333-8444-555555555555", name: MeetingBot }
        currentUser: { id: "29:1ana", name: Ana Lopes, userPrincipleName: ana@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000001, givenName: Ana, surname: Lopes, email: ana@contoso.example }
        users:
          - { id: "29:1ben", name: Ben Okafor, userPrincipleName: ben@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000002, givenName: Ben, surname: Okafor, email: ben@contoso.example }
          - { id: "29:1cleo", name: Cleo Sato, userPrincipleName: cleo@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000003, givenName: Cleo, surname: Sato, email: cleo@contoso.example }
          - { id: "29:1dov", name: Dov Lukasz, userPrincipleName: dov@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000004, givenName: Dov, surname: Lukasz, email: dov@contoso.example }
          - { id: "29:1eve", name: Eve Guest, userPrincipleName: eve@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000005, givenName: Eve, surname: Guest, email: eve@contoso.example }
          - { id: "29:1fay", name: Fay Scribe, userPrincipleName: fay@contoso.example, aadObjectId: 00000000-0000-4000-8000-000000000006, givenName: Fay, surname: Scribe, email: fay@contoso.example }
        personalChat: { id: "a:1personal" }
        groupChat: { id: "19:meeting_Zml4dHVyZQ@thread.v2", name: Harbour Trail }
        team:
          id: "19:teamGeneral@thread.tacv2"
          name: Harbour
          aadGroupId: f3ec8cd2-0000-4000-8000-000000000001
          channels: [{ id: "19:chan1@thread.tacv2", name: Trail }]
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("playground-").FullName;
    readonly HttpClient _client = new();
    readonly ClientWebSocket _stream = new();
    readonly StringBuilder _seen = new();
    Process? _process;

    public int Port { get; } = HostProcess.FreePort();

    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>The program; null when it is not on this machine.</summary>
    public static string? Program => Environment.GetEnvironmentVariable("AGENTS_PLAYGROUND") is { Length: > 0 } path && File.Exists(path) ? path : null;

    /// <summary>Everything that the bot sent, as it came.</summary>
    public string Seen
    {
        get
        {
            lock (_seen)
                return _seen.ToString();
        }
    }

    public async Task StartAsync(Uri bot)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".m365agentsplayground.yml"), World);
        var start = new ProcessStartInfo("node", [Program!, "start", "-e", $"{bot}api/messages", "-c", "msteams", "-p", $"{Port}", "--disable-telemetry"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["TEAMSAPPTESTER_BROWSER"] = "none" },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
        await UntilAsync(async () =>
        {
            try
            {
                return (await _client.GetAsync(new Uri(Address, "_debug/ping"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        await _stream.ConnectAsync(new Uri($"ws://localhost:{Port}/_ws_conversation/v1/conversations/stream"), CancellationToken.None);
        _ = ListenAsync();
    }

    /// <summary>The playground's own user, Ana Lopes, writes in the group chat, with a mention of the bot.</summary>
    public async Task SayAsync(string text)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(Address, $"_conversation/v1/conversations/{Uri.EscapeDataString(GroupChat)}/messages"), new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = "29:1ana" },
            ["text"] = $"<at>MeetingBot</at> {text}",
            ["textFormat"] = "plain",
            ["mentions"] = new JsonArray(new JsonObject { ["mentioned"] = new JsonObject { ["id"] = "28:11111111-2222-4333-8444-555555555555" }, ["text"] = "<at>MeetingBot</at>" }),
        });
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Presses a button that holds a line; what the client shows is returned.</summary>
    public async Task<string> PressAsync(string userId, string line)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(Address, "_conversation/v1/invoke"), new JsonObject
        {
            ["name"] = "adaptiveCard/action",
            ["from"] = new JsonObject { ["id"] = userId },
            ["conversation"] = new JsonObject { ["id"] = GroupChat },
            ["replyToId"] = Board(),
            ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "line", ["data"] = new JsonObject { ["line"] = line } }, ["trigger"] = "manual" },
        });
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until the bot said something.</summary>
    public Task SawAsync(string text) => UntilAsync(() => Task.FromResult(Seen.Contains(text, StringComparison.Ordinal)), text);

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _stream.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The message that holds the meeting's board.</summary>
    string Board()
    {
        const string Name = "\"messageId\":\"";
        var seen = Seen;
        var from = seen.LastIndexOf(Name, seen.IndexOf("Raise hand", StringComparison.Ordinal), StringComparison.Ordinal) + Name.Length;
        return seen[from..seen.IndexOf('"', from)];
    }

    async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (_stream.State == WebSocketState.Open)
            {
                var received = await _stream.ReceiveAsync(buffer, CancellationToken.None);
                lock (_seen)
                    _seen.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The playground is gone, and so is the test.
        }
    }

    async Task UntilAsync(Func<Task<bool>> done, string what = "the playground's answer")
    {
        for (var waited = Stopwatch.StartNew(); !await done(); await Task.Delay(100))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"Waited in vain for {what}; seen was:\n{Seen}");
        }
    }
}
