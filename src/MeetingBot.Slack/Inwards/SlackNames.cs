using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>What people and channels are called, asked of Slack and remembered. Without an answer an id stands for the name.</summary>
internal sealed class SlackNames(ISlackApi api, TimeProvider time)
{
    private readonly AskedNames<SlackPerson> _people = new(time);
    private readonly AskedNames<string> _channels = new(time);

    /// <summary>A person.</summary>
    public async ValueTask<SlackPerson> PersonAsync(Installation installation, string user, CancellationToken cancellation) =>
        await _people.GetAsync($"{installation.Tenant} {user}", () => AskAsync(installation.Call("users.info").With("user", user), answer => Read(answer.Part("user"))), cancellation)
        ?? new SlackPerson(user, null);

    /// <summary>A channel's name; empty for a direct chat and when Slack does not tell.</summary>
    public async ValueTask<string> ChannelAsync(Installation installation, string channel, CancellationToken cancellation) => channel is ['D', ..] ? ""
        : await _channels.GetAsync($"{installation.Tenant} {channel}", () => AskAsync(installation.Call("conversations.info").With("channel", channel), answer => answer.Part("channel")?.Text("name")), cancellation) ?? "";

    /// <summary>The handle of a user group; empty when Slack does not tell.</summary>
    public async ValueTask<string> GroupAsync(Installation installation, string group, CancellationToken cancellation) =>
        await _channels.GetAsync($"{installation.Tenant} {group}", () => AskAsync(installation.Call("usergroups.list").With("team_id", installation.Team),
            answer => answer.Items("usergroups").Where(one => one.Word("id") == group).Select(one => one.Word("handle")).FirstOrDefault()), cancellation) ?? "";

    /// <summary>Slack said what a channel is called.</summary>
    public void Learn(Installation installation, string channel, string name) => _channels.Learn($"{installation.Tenant} {channel}", name);

    /// <summary>A channel is gone or called otherwise.</summary>
    public void Forget(Installation installation, string channel) => _channels.Forget($"{installation.Tenant} {channel}");

    private async Task<T?> AskAsync<T>(ApiCall call, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            return read(await api.CallAsync(call with { Once = true }, CancellationToken.None));
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException)
        {
            return null;
        }
    }

    private static SlackPerson? Read(JsonElement? user)
    {
        string? name = user?.Part("profile")?.Word("real_name") ?? user?.Word("real_name") ?? user?.Part("profile")?.Word("display_name") ?? user?.Word("name");
        return name is null ? null : new SlackPerson(name, user?.Word("tz")) { Team = user?.Word("team_id"), Enterprise = user?.Part("enterprise_user")?.Word("enterprise_id") };
    }
}

/// <summary>A person as Slack knows them.</summary>
/// <param name="Name">Their full name; their id when Slack did not tell.</param>
/// <param name="Zone">Their IANA zone; null when unknown.</param>
internal sealed record SlackPerson(string Name, string? Zone)
{
    /// <summary>Their own workspace; null when unknown.</summary>
    public string? Team { get; init; }

    /// <summary>The organisation of which that is a part; null for none.</summary>
    public string? Enterprise { get; init; }
}
