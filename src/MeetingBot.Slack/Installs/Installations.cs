using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using MeetingBot.Application;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Where the app is installed. One workspace may be set by configuration; all others are kept in the adapter's notes, with everything
/// in them protected.
/// </summary>
internal sealed class Installations(SlackOptions options, IAdapterNotes notes, IDataProtectionProvider protection, ISlackApi api, TimeProvider time, ILogger<Installations> log) : IDisposable
{
    private const string Prefix = "slack/installation/";

    private static readonly TimeSpan Early = TimeSpan.FromHours(2);

    private readonly IDataProtector _protector = protection.CreateProtector("MeetingBot.Slack.Installations");
    private readonly ConcurrentDictionary<string, Installation?> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _stopped = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile Installation? _own;

    /// <summary>Whether the workspace that was set by configuration has told who it is.</summary>
    public bool OwnIsKnown => options.BotToken is null || _own is not null;

    /// <summary>The installation that a payload is for: the workspace's own, else that of its organisation. Null where the app is not installed.</summary>
    public async ValueTask<Installation?> OfAsync(Workspace from, CancellationToken cancellation)
    {
        if (options.BotToken is { } token)
        {
            return _own ?? new Installation(from.IsOrg ? from.Enterprise ?? from.Team ?? "" : from.Team ?? from.Enterprise ?? "", from.Team, from.Enterprise, from.IsOrg, token);
        }

        Installation? found = from is { IsOrg: false, Team: { } team } ? await KeptAsync(team, cancellation) : null;
        found ??= from.Enterprise is { } enterprise && await KeptAsync(enterprise, cancellation) is { IsOrg: true } org ? org : null;
        return found is null ? null : await FreshAsync(found, cancellation);
    }

    /// <summary>The installation of a tenant; null where the app is not installed.</summary>
    public async ValueTask<Installation?> OfTenantAsync(string tenant, CancellationToken cancellation) =>
        options.BotToken is { } token ? _own ?? new Installation(tenant, tenant, null, false, token)
        : await KeptAsync(tenant, cancellation) is { } kept ? await FreshAsync(kept, cancellation) : null;

    /// <summary>Asks Slack who the bot is in the workspace that was set by configuration.</summary>
    public async ValueTask IntroduceAsync(CancellationToken cancellation)
    {
        if (options.BotToken is { } token)
        {
            _own = Introduced(new Installation("", null, null, false, token), await api.CallAsync(new ApiCall("auth.test", "", token), cancellation));
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

    /// <summary>Keeps an installation; a second one of the same workspace takes its place.</summary>
    public async ValueTask SaveAsync(Installation installation, CancellationToken cancellation)
    {
        await notes.WriteNoteAsync(Prefix + installation.Tenant, _protector.Protect(JsonSerializer.Serialize(installation)), cancellation);
        _known[installation.Tenant] = installation;
        _stopped.TryRemove(installation.Tenant, out _);
    }

    /// <summary>Forgets an installation with its tokens; what was recorded stays. Doing it twice does no harm.</summary>
    public async ValueTask ForgetAsync(string tenant, CancellationToken cancellation)
    {
        await notes.DeleteNoteAsync(Prefix + tenant, cancellation);
        _known.TryRemove(tenant, out _);
        log.LogWarning("The app was removed from {Tenant}: its tokens are deleted, what was recorded stays", tenant);
    }

    /// <summary>Slack said that a token is good no more: said once in the log, and the note is read again in case it was replaced.</summary>
    public void Distrust(string tenant, string error)
    {
        _known.TryRemove(tenant, out _);
        if (_stopped.TryAdd(tenant, time.GetUtcNow()))
        {
            log.LogError("Slack refuses the token of {Tenant} ({Error}): nothing is posted there until the app is installed again", tenant, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    private async ValueTask<Installation?> KeptAsync(string tenant, CancellationToken cancellation)
    {
        if (_known.TryGetValue(tenant, out Installation? known))
        {
            return known;
        }

        if (await notes.ReadNoteAsync(Prefix + tenant, cancellation) is not { } note)
        {
            return null;
        }

        try
        {
            return _known[tenant] = JsonSerializer.Deserialize<Installation>(_protector.Unprotect(note));
        }
        catch (Exception problem) when (problem is CryptographicException or JsonException)
        {
            log.LogError("The installation of {Tenant} cannot be read ({Problem}): its keys are lost, so the app must be installed again", tenant, problem.GetType().Name);
            return null;
        }
    }

    /// <summary>A token that ends within two hours is replaced, once, and stored before it is used: what refreshes it is good for one use.</summary>
    private async ValueTask<Installation> FreshAsync(Installation installation, CancellationToken cancellation)
    {
        if (installation is not { RefreshToken: not null, Expires: { } } || !EndsSoon(installation) || options.Client is not { } client)
        {
            return installation;
        }

        await _refreshing.WaitAsync(cancellation);
        try
        {
            // Another process, or another request, may have been quicker.
            _known.TryRemove(installation.Tenant, out _);
            Installation now = await KeptAsync(installation.Tenant, cancellation) ?? installation;
            if (!EndsSoon(now))
            {
                return now;
            }

            JsonElement answer = await api.CallAsync(new ApiCall("oauth.v2.access", now.Tenant, null) { Client = (client.Id, client.Secret) }
                .With("grant_type", "refresh_token").With("refresh_token", now.RefreshToken), cancellation);
            now = now with
            {
                Token = answer.Word("access_token") ?? now.Token,
                RefreshToken = answer.Word("refresh_token") ?? now.RefreshToken,
                Expires = answer.Number("expires_in") is { } seconds ? time.GetUtcNow().AddSeconds(seconds) : null,
            };
            await SaveAsync(now, cancellation);
            return now;
        }
        catch (Exception problem) when (problem is SlackApiException or SlackBusyException or SlackUnreachableException or SlackUncertainException)
        {
            log.LogWarning("The token of {Tenant} could not be replaced before its end: {Problem}", installation.Tenant, problem.Message);
            return installation;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private bool EndsSoon(Installation installation) => installation.Expires is { } end && end - time.GetUtcNow() < Early;
}
