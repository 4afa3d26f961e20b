using System.Text.Json.Nodes;

namespace MeetingBot.Tests.Slack;

public sealed class FakeChannel(string id, string name)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public bool IsDirect { get; init; }

    public bool IsArchived { get; set; }

    public HashSet<string> Members { get; } = [];

    public List<FakeMessage> Messages { get; } = [];

    public List<DateTimeOffset> Posts { get; } = [];

    /// <summary>The messages as they are now, oldest first.</summary>
    public FakeMessage[] Now()
    {
        lock (Messages)
            return [.. Messages];
    }
}

public sealed class FakeMessage(string ts, string user, string text)
{
    public string Ts { get; } = ts;

    public string User { get; } = user;

    public string Text { get; set; } = text;

    public JsonArray? Blocks { get; set; }

    public string? Thread { get; init; }

    public JsonNode? Metadata { get; set; }

    /// <summary>The notice that it is the post of; null for others.</summary>
    public string? Notice => Metadata?["event_payload"]?["notice"]?.GetValue<string>();

    public int Edits { get; set; }

    public HashSet<string> Reactions { get; } = [];

    /// <summary>Everything that it shows, as one text.</summary>
    public string Shown => Text + "\n" + (Blocks?.ToJsonString(Readable) ?? "");

    internal static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

public sealed record FakeUser(string Id, string Name, string Zone)
{
    public bool IsBot { get; init; }

    public string Team { get; init; } = FakeSlack.Team;
}

public sealed record FakeEphemeral(string Channel, string User, string Text, string? Thread, JsonArray? Blocks);

public sealed record FakeView(string Id, string User, JsonObject View, string Hash);

public sealed record FakeFile(string Id, string Name, byte[] Content, string? Channel, string? Thread)
{
    public bool IsDeleted { get; set; }
}
