using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using MeetingBot.Application;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>
/// Where the app is installed. One workspace may be set by configuration; all others are kept in the adapter's notes, with everything
/// in them protected.
/// </summary>
internal sealed class Installations : IDisposable
{
    private const string Prefix = "slack/installation/";

    private static readonly TimeSpan Early = TimeSpan.FromHours(2);

    /// <summary>With less left than this a request waits for the next token.</summary>
    private static readonly TimeSpan AtLast = TimeSpan.FromMinutes(5);

    /// <summary>How long a refused token is left alone: what Slack refuses while a workspace is moved, it may take again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly SlackOptions _options;
    private readonly IAdapterNotes _notes;
    private readonly ISlackApi _api;
    private readonly TimeProvider _time;
    private readonly ILogger<Installations> _log;
    private readonly IDataProtector _protector;
    private readonly ConcurrentDictionary<string, Installation?> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<Installation>> _refreshes = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Departures _departures;
    private volatile Installation? _own;

    public Installations(SlackOptions options, IAdapterNotes notes, IDataProtectionProvider protection, ISlackApi api, TimeProvider time, ILogger<Installations> log)
    {
        (_options, _notes, _api, _time, _log) = (options, notes, api, time, log);
        _protector = protection.CreateProtector("MeetingBot.Slack.Installations");
        _departures = new Departures(notes);
        api.TokenRefused += Distrust;
    }

    /// <summary>Whether the workspace that was set by configuration has told who it is.</summary>
    public bool OwnIsKnown => _options.BotToken is null || _own is not null;

    /// <summary>The installation that a payload is for: the workspace's own, else that of its organisation. Null where the app is not installed, or its token is refused.</summary>
    public async ValueTask<Installation?> OfAsync(Workspace from, CancellationToken cancellation) => await UsableAsync(await FindAsync(from, cancellation), cancellation);

    /// <summary>The installation of a tenant; null where the app is not installed, or its token is refused.</summary>
    public async ValueTask<Installation?> OfTenantAsync(string tenant, CancellationToken cancellation) =>
        await UsableAsync(_options.BotToken is { } token ? _own ?? new Installation(tenant, tenant, null, false, token) : await KeptAsync(tenant, cancellation), cancellation);

    /// <summary>Asks Slack who the bot is in the workspace that was set by configuration.</summary>
    public async ValueTask IntroduceAsync(CancellationToken cancellation)
    {
        if (_options.BotToken is { } token)
        {
            Installation own = Introduced(new Installation("", null, null, false, token), await _api.CallAsync(new ApiCall("auth.test", "", token), cancellation));
            await _departures.ReturnedAsync(Place(own.Tenant), cancellation);
            _own = own;
        }
    }

    /// <summary>An installation with what Slack says of it.</summary>
    public static Installation Introduced(Installation installation, JsonElement answer)
    {
        bool org = answer.Flag("is_enterprise_install");
        string? team = org ? null : answer.Word("team_id");
        string? enterprise = answer.Word("enterprise_id");
        return installation with
        {
            Tenant = (org ? enterprise : team) ?? "",
            Team = team,
            Enterprise = enterprise,
            IsOrg = org,
            BotUser = answer.Word("user_id"),
            BotId = answer.Word("bot_id"),
            Name = answer.Word("team"),
        };
    }

    /// <summary>Where conversations of a tenant begin.</summary>
    private static string Place(string tenant) => $"slack:{tenant}:";

    /// <summary>Keeps an installation; a second one of the same workspace takes its place.</summary>
    public async ValueTask SaveAsync(Installation installation, CancellationToken cancellation)
    {
        await _notes.WriteNoteAsync(Prefix + installation.Tenant, _protector.Protect(JsonSerializer.Serialize(installation)), cancellation);
        await _departures.ReturnedAsync(Place(installation.Tenant), cancellation);
        _known[installation.Tenant] = installation;
    }

    /// <summary>The app was removed, or its tokens revoked: they are forgotten; what was recorded stays until nobody came back in time. Doing it twice does no harm.</summary>
    public async ValueTask ForgetAsync(Workspace from, CancellationToken cancellation)
    {
        if (await FindAsync(from, cancellation) is { } gone)
        {
            _refused[gone.Token] = _time.GetUtcNow() + Pause;
            await _notes.DeleteNoteAsync(Prefix + gone.Tenant, cancellation);
            _known.TryRemove(gone.Tenant, out _);
            await _departures.LeftAsync(Place(gone.Tenant), Instant.FromDateTimeOffset(_time.GetUtcNow()), cancellation);
            _log.LogWarning("The app was removed from {Tenant}: its tokens are deleted; unless it is installed again, what was recorded there alone goes in {Days} days", gone.Tenant, Departures.Grace.Days);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _api.TokenRefused -= Distrust;

    /// <summary>Slack said that a token is good no more: it is not used for a while, and each time that is tried in vain is said in the log.</summary>
    private void Distrust(string token, string error)
    {
        if (_own?.Token == token || _options.BotToken == token || _known.Values.Any(known => known?.Token == token))
        {
            _refused[token] = _time.GetUtcNow() + Pause;
            _log.LogError("Slack refuses the token of {Tenant} ({Error}): nothing is taken or posted there until it takes it again or the app is installed again",
                _known.Values.FirstOrDefault(known => known?.Token == token)?.Tenant ?? _own?.Tenant ?? "the workspace", error);
        }
    }

    private async ValueTask<Installation?> FindAsync(Workspace from, CancellationToken cancellation)
    {
        if (_options.BotToken is { } token)
        {
            return _own ?? new Installation(from.IsOrg ? from.Enterprise ?? from.Team ?? "" : from.Team ?? from.Enterprise ?? "", from.Team, from.Enterprise, from.IsOrg, token);
        }

        return (from is { IsOrg: false, Team: { } team } ? await KeptAsync(team, cancellation) : null)
            ?? (from.Enterprise is { } enterprise && await KeptAsync(enterprise, cancellation) is { IsOrg: true } org ? org : null);
    }

    /// <summary>With a token that lasts; null while it is refused, in which time another process may keep another one.</summary>
    private async ValueTask<Installation?> UsableAsync(Installation? found, CancellationToken cancellation)
    {
        if (found is null)
        {
            return null;
        }

        Installation fresh = await FreshAsync(found, cancellation);
        if (!_refused.TryGetValue(fresh.Token, out DateTimeOffset until))
        {
            return fresh;
        }

        if (until > _time.GetUtcNow())
        {
            _known.TryRemove(fresh.Tenant, out _);
            return null;
        }

        _refused.TryRemove(fresh.Token, out _);
        return fresh;
    }

    private async ValueTask<Installation?> KeptAsync(string tenant, CancellationToken cancellation)
    {
        if (_known.TryGetValue(tenant, out Installation? known))
        {
            return known;
        }

        if (await _notes.ReadNoteAsync(Prefix + tenant, cancellation) is not { } note)
        {
            return null;
        }

        try
        {
            return _known[tenant] = JsonSerializer.Deserialize<Installation>(_protector.Unprotect(note));
        }
        catch (Exception problem) when (problem is CryptographicException or JsonException)
        {
            _log.LogError("The installation of {Tenant} cannot be read ({Problem}): its keys are lost, so the app must be installed again", tenant, problem.GetType().Name);
            return null;
        }
    }

    /// <summary>A token that ends within two hours is replaced beside what is asked for now, which waits for it only at last.</summary>
    private async ValueTask<Installation> FreshAsync(Installation installation, CancellationToken cancellation)
    {
        if (installation is not { RefreshToken: not null, Expires: { } expires } || !EndsSoon(installation) || _options.Client is not { } client)
        {
            return installation;
        }

        Task<Installation>? refresh;
        lock (_gate)
        {
            if (!_refreshes.TryGetValue(installation.Tenant, out refresh) || refresh.IsCompleted)
            {
                refresh = _refreshes[installation.Tenant] = Task.Run(() => RefreshAsync(installation, client), CancellationToken.None);
            }
        }

        return expires - _time.GetUtcNow() > AtLast ? installation : await refresh.WaitAsync(cancellation);
    }

    /// <summary>Gets the next token, and stores it before it is used: what refreshes it is good for one use.</summary>
    private async Task<Installation> RefreshAsync(Installation installation, SlackClient client)
    {
        try
        {
            // Another process may have been quicker.
            Installation now = await ReadAgainAsync(installation);
            if (!EndsSoon(now))
            {
                return now;
            }

            JsonElement answer = await _api.CallAsync(new ApiCall("oauth.v2.access", now.Tenant, null) { Client = (client.Id, client.Secret) }
                .With("grant_type", "refresh_token").With("refresh_token", now.RefreshToken), CancellationToken.None);
            now = now with
            {
                Token = answer.Word("access_token") ?? now.Token,
                RefreshToken = answer.Word("refresh_token") ?? now.RefreshToken,
                Expires = answer.Number("expires_in") is { } seconds ? _time.GetUtcNow().AddSeconds(seconds) : null,
            };
            await SaveAsync(now, CancellationToken.None);
            return now;
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException or SlackUncertainException)
        {
            // Two processes that asked at once: what refreshes was good for the other, which keeps the next token.
            Installation now = await ReadAgainAsync(installation);
            if (EndsSoon(now))
            {
                _log.LogWarning("The token of {Tenant} could not be replaced before its end: {Problem}", installation.Tenant, problem.Message);
            }

            return now;
        }
    }

    private async ValueTask<Installation> ReadAgainAsync(Installation installation)
    {
        _known.TryRemove(installation.Tenant, out _);
        return await KeptAsync(installation.Tenant, CancellationToken.None) ?? installation;
    }

    private bool EndsSoon(Installation installation) => installation.Expires is { } end && end - _time.GetUtcNow() < Early;
}
