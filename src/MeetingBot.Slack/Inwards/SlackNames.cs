using System.Collections.Concurrent;
using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>What people and channels are called, asked of Slack and remembered for an hour. Without an answer an id stands for the name.</summary>
internal sealed class SlackNames(ISlackApi api, TimeProvider time)
{
    private const int Most = 50_000;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeptWithout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (SlackPerson Person, DateTimeOffset Until)> _people = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Name, DateTimeOffset Until)> _channels = new(StringComparer.Ordinal);

    /// <summary>A person.</summary>
    public async ValueTask<SlackPerson> PersonAsync(Installation installation, string user, CancellationToken cancellation)
    {
        string key = $"{installation.Tenant} {user}";
        if (_people.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Person;
        }

        SlackPerson? found = await AskAsync(installation.Call("users.info").With("user", user), answer => Read(answer.Part("user")), cancellation);
        SlackPerson person = found ?? known.Person ?? new SlackPerson(user, null);
        Bound(_people);
        _people[key] = (person, time.GetUtcNow() + (found is null ? KeptWithout : Kept));
        return person;
    }

    /// <summary>A channel's name; empty for a direct chat and when Slack does not tell.</summary>
    public async ValueTask<string> ChannelAsync(Installation installation, string channel, CancellationToken cancellation)
    {
        string key = $"{installation.Tenant} {channel}";
        if (_channels.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Name;
        }

        string? found = channel is ['D', ..] ? "" : await AskAsync(installation.Call("conversations.info").With("channel", channel), answer => answer.Part("channel")?.Text("name"), cancellation);
        Bound(_channels);
        _channels[key] = (found ?? "", time.GetUtcNow() + (found is null ? KeptWithout : Kept));
        return found ?? "";
    }

    /// <summary>The handle of a user group; empty when Slack does not tell.</summary>
    public async ValueTask<string> GroupAsync(Installation installation, string group, CancellationToken cancellation)
    {
        string key = $"{installation.Tenant} {group}";
        if (_channels.TryGetValue(key, out var known) && known.Until > time.GetUtcNow())
        {
            return known.Name;
        }

        string? found = await AskAsync(installation.Call("usergroups.list").With("team_id", installation.Team),
            answer => answer.Items("usergroups").Where(one => one.Word("id") == group).Select(one => one.Word("handle")).FirstOrDefault(), cancellation);
        Bound(_channels);
        _channels[key] = (found ?? "", time.GetUtcNow() + (found is null ? KeptWithout : Kept));
        return found ?? "";
    }

    /// <summary>Slack said what a channel is called.</summary>
    public void Learn(Installation installation, string channel, string name)
    {
        Bound(_channels);
        _channels[$"{installation.Tenant} {channel}"] = (name, time.GetUtcNow() + Kept);
    }

    /// <summary>A channel is gone or called otherwise.</summary>
    public void Forget(Installation installation, string channel) => _channels.TryRemove($"{installation.Tenant} {channel}", out _);

    private async ValueTask<T?> AskAsync<T>(ApiCall call, Func<JsonElement, T?> read, CancellationToken cancellation)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return read(await api.CallAsync(call with { Once = true }, patience.Token));
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static SlackPerson? Read(JsonElement? user)
    {
        string? name = user?.Part("profile")?.Word("real_name") ?? user?.Word("real_name") ?? user?.Part("profile")?.Word("display_name") ?? user?.Word("name");
        return name is null ? null : new SlackPerson(name, user?.Word("tz")) { Team = user?.Word("team_id"), Enterprise = user?.Part("enterprise_user")?.Word("enterprise_id") };
    }

    private static void Bound<T>(ConcurrentDictionary<string, T> names)
    {
        if (names.Count > Most)
        {
            names.Clear();
        }
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
