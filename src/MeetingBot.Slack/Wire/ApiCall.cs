using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <summary>A call of the Web API.</summary>
/// <param name="Method">For example <c>chat.postMessage</c>.</param>
/// <param name="Tenant">The workspace or organisation it is made for: limits are counted for each.</param>
/// <param name="Token">The token it is made with; null for none.</param>
internal sealed record ApiCall(string Method, string Tenant, string? Token)
{
    private readonly List<KeyValuePair<string, string>> _arguments = [];

    /// <summary>The arguments as they go over the wire: a form, in which whatever has parts is JSON.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments => _arguments;

    /// <summary>Sent as HTTP Basic, for the exchange of codes; null otherwise.</summary>
    public (string Id, string Secret)? Client { get; init; }

    /// <summary>Whether it is made once only, because somebody waits for what needs it.</summary>
    public bool Once { get; init; }

    /// <summary>The channel argument; null when there is none.</summary>
    public string? Channel => _arguments.Find(argument => argument.Key == "channel").Value;

    /// <summary>Adds an argument; null adds nothing.</summary>
    public ApiCall With(string name, string? value)
    {
        if (value is not null)
        {
            _arguments.Add(new(name, value));
        }

        return this;
    }

    /// <summary>Adds an argument with parts; null adds nothing.</summary>
    public ApiCall With(string name, JsonNode? value) => With(name, value?.ToJsonString(ReadableJson.Options));

    /// <summary>Adds a switch that is on.</summary>
    public ApiCall On(string name) => With(name, "true");
}
