using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using MeetingBot.Tests;

namespace MeetingBot.EndToEnd;

/// <summary>
/// Microsoft's Agents Playground, a real client of the protocol. It is installed from npm by whoever runs the test: its terms allow
/// evaluation and no redistribution. It has a group chat and six people, of whom one
/// writes there; the others press buttons, and speak by activities that it passes on as they are.
/// </summary>
internal sealed class Playground : IAsyncDisposable
{
    public const string Package = "@microsoft/m365agentsplayground@0.2.28";
    public const string GroupChat = "19:meeting_Zml4dHVyZQ@thread.v2";

    const string Bot = "28:11111111-2222-4333-8444-555555555555";
    const string Tenant = "5f0e1d2c-0000-4000-8000-00000000aaaa";

    static readonly string[] People = ["Corey Bonnell", "Bruce Morton", "Dean Coclin", "Martijn Katerbarg", "Tim Hollebeek", "Andrea Holland"];

    readonly string _folder = Directory.CreateTempSubdirectory("playground-").FullName;
    readonly HttpClient _client = new();
    readonly ClientWebSocket _stream = new();
    readonly ClientWebSocket _log = new();
    readonly List<JsonObject> _seen = [];
    long _passedOn = 1795446000000;
    int _answered;
    Process? _process;

    public int Port { get; } = HostProcess.FreePort();

    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>Everything that the bot sent or changed, oldest first.</summary>
    public FakeConnector.Said[] Seen
    {
        get
        {
            lock (_seen)
                return [.. _seen.Select(message => new FakeConnector.Said(GroupChat, message["messageId"]?.ToString() ?? "", message))];
        }
    }

    public static string Id(string who) => $"29:1{who.Replace(' ', '-').ToLowerInvariant()}";

    public async Task StartAsync(Uri bot, string modules)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".m365agentsplayground.yml"), World());
        var start = new ProcessStartInfo("node", [Path.Combine(modules, "@microsoft", "m365agentsplayground", "cli.js"), "start", "-e", $"{bot}api/messages", "-c", "msteams", "-p", $"{Port}", "--disable-telemetry"])
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
        _ = ListenAsync(_stream, Keep);
        await _log.ConnectAsync(new Uri($"ws://localhost:{Port}/_ws/log/stream"), CancellationToken.None);
        _ = ListenAsync(_log, Count);
    }

    /// <summary>Somebody writes in the group chat, with a mention of the bot, and of a person where one is named; returns when the bot has answered.</summary>
    public async Task SayAsync(string who, string text, string? mentioned = null)
    {
        int before = Volatile.Read(ref _answered);
        string words = $"<at>MeetingBot</at> {text}";
        (string Id, string Name)[] named = mentioned is null ? [(Bot, "MeetingBot")] : [(Bot, "MeetingBot"), (Id(mentioned), mentioned)];
        bool itself = who == People[0] && (mentioned is null || People.Contains(mentioned));
        using var answer = itself
            ? await _client.PostAsJsonAsync(new Uri(Address, $"_conversation/v1/conversations/{Uri.EscapeDataString(GroupChat)}/messages"), new JsonObject
            {
                ["from"] = new JsonObject { ["id"] = Id(who) },
                ["text"] = words,
                ["textFormat"] = "plain",
                ["mentions"] = new JsonArray([.. named.Select(one => new JsonObject { ["mentioned"] = new JsonObject { ["id"] = one.Id }, ["text"] = $"<at>{one.Name}</at>" })]),
            })
            : await _client.PostAsJsonAsync(new Uri(Address, "_internal/v1/customActivities"), new JsonObject
            {
                ["type"] = "message",
                ["id"] = $"{++_passedOn}",
                ["timestamp"] = DateTimeOffset.UtcNow.ToString("o"),
                ["channelId"] = "msteams",
                ["serviceUrl"] = $"{Address}_connector",
                ["from"] = new JsonObject { ["id"] = Id(who), ["name"] = who },
                ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "MeetingBot" },
                ["conversation"] = new JsonObject { ["id"] = GroupChat, ["conversationType"] = "groupChat", ["tenantId"] = Tenant, ["isGroup"] = true },
                ["text"] = words,
                ["entities"] = new JsonArray([.. named.Select(one => new JsonObject { ["type"] = "mention", ["text"] = $"<at>{one.Name}</at>", ["mentioned"] = new JsonObject { ["id"] = one.Id, ["name"] = one.Name } })]),
            });
        Assert.True(answer.IsSuccessStatusCode, $"{who}: {text}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref _answered) > before));
    }

    /// <summary>Presses a button that holds a line; what the client shows is returned.</summary>
    public async Task<string> PressAsync(string who, FakeConnector.Said card, string label)
    {
        using var answer = await _client.PostAsJsonAsync(new Uri(Address, "_conversation/v1/invoke"), new JsonObject
        {
            ["name"] = "adaptiveCard/action",
            ["from"] = new JsonObject { ["id"] = Id(who) },
            ["conversation"] = new JsonObject { ["id"] = GroupChat },
            ["replyToId"] = card.Id,
            ["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "line", ["data"] = card.Buttons[label]["data"]!.DeepClone() }, ["trigger"] = "manual" },
        });
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until the bot said something, and returns the first such message.</summary>
    public async Task<FakeConnector.Said> SawAsync(Func<FakeConnector.Said, bool> wanted)
    {
        await UntilAsync(() => Task.FromResult(Seen.Any(wanted)));
        return Seen.First(wanted);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
        }

        _process?.Dispose();
        _stream.Dispose();
        _log.Dispose();
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Gives every message of a stream away.</summary>
    static async Task ListenAsync(ClientWebSocket stream, Action<JsonObject> take)
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        try
        {
            while (stream.State == WebSocketState.Open)
            {
                var received = await stream.ReceiveAsync(buffer, CancellationToken.None);
                whole.Write(buffer, 0, received.Count);
                if (received.EndOfMessage && JsonNode.Parse(Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length)) is JsonObject message)
                    take(message);
                if (received.EndOfMessage)
                    whole.SetLength(0);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The playground is gone, and so is the test.
        }
    }

    void Keep(JsonObject told)
    {
        if (told["message"] is JsonObject message)
        {
            lock (_seen)
                _seen.Add(message);
        }
    }

    /// <summary>The log tells of each message to the bot once it is answered.</summary>
    void Count(JsonObject told)
    {
        if (told["log"] is JsonObject log && log["to"]?.ToString() == "User Application" && log["activityName"]?.ToString() == "message" && log["response"]?["statusCode"]?.ToString() == "200")
            Interlocked.Increment(ref _answered);
    }

    async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var waited = Stopwatch.StartNew(); !await done(); await Task.Delay(50))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(30))
                throw new TimeoutException($"Waited in vain; the bot said:\n{string.Join("\n--\n", Seen.Select(said => said.Text))}");
        }
    }

    static string World()
    {
        static string Person(string who, int n) =>
            $"{{ id: \"{Id(who)}\", name: {who}, userPrincipleName: p{n}@contoso.example, aadObjectId: 00000000-0000-4000-8000-00000000000{n}, givenName: {who.Split(' ')[0]}, surname: {who.Split(' ')[1]}, email: p{n}@contoso.example }}";
        string users = string.Join("\n", People[1..].Index().Select(one => $"  - {Person(one.Item, one.Index + 1)}"));
        return $$"""
            version: "0.1.1"
            tenantId: {{Tenant}}
            bot: { id: "{{Bot}}", name: MeetingBot }
            currentUser: {{Person(People[0], 0)}}
            users:
            {{users}}
            personalChat: { id: "a:1personal" }
            groupChat: { id: "{{GroupChat}}", name: Code Signing }
            team:
              id: "19:teamGeneral@thread.tacv2"
              name: Code Signing
              aadGroupId: f3ec8cd2-0000-4000-8000-000000000001
              channels: [{ id: "19:chan1@thread.tacv2", name: Calls }]
            """;
    }
}
