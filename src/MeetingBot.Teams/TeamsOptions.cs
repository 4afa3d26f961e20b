using System.Collections.Immutable;

namespace MeetingBot.Teams;

/// <summary>How the bot is registered with Teams, checked before the program starts. The host reads it from the settings <c>Teams__…</c>.</summary>
/// <param name="AppId">The app registration's client id.</param>
/// <param name="Credential">How the bot proves to be that app when it speaks.</param>
public sealed record TeamsOptions(string AppId, TeamsCredential Credential)
{
    /// <summary>The tenants whose people may use the bot. Where the registration lives in one tenant, it is this one.</summary>
    public ImmutableHashSet<string> Tenants { get; init; } = [];

    /// <summary>Who signs the channel's tokens. Public cloud; other clouds have their own (see the table in README).</summary>
    public string Issuer { get; init; } = "https://api.botframework.com";

    /// <summary>Where the signing keys are described.</summary>
    public Uri OpenIdMetadataUrl { get; init; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    /// <summary>What the bot's own token is for.</summary>
    public string Scope { get; init; } = "https://api.botframework.com/.default";

    /// <summary>Hosts to which the bot sends its token. A message from another one is refused before anything is sent there.</summary>
    public ImmutableHashSet<string> ServiceHosts { get; init; } = PublicHosts;

    /// <summary>
    /// True where nobody proves anything: for the Agents Playground on the developer's own machine. Only callers and connectors on
    /// loopback are then believed.
    /// </summary>
    public bool AllowUnauthenticated { get; init; }

    /// <summary>True where connectors on this machine are spoken to without encryption: in development, and in tests.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>True where answers for one person are first tried as messages that only they see.</summary>
    public bool TargetedMessages { get; init; } = true;

    /// <summary>The bot's public address, under which posts link to their calendar files; null without one.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The connector of the moderate government cloud, to which Teams may send a bot on (403 InvalidBotApiHost).</summary>
    public Uri GovernmentHost { get; init; } = new("https://smba.infra.gcc.teams.microsoft.com/");

    /// <summary>How long a request to the connector may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When requests to the connector are tried again.</summary>
    public ConnectorRetry Retry { get; init; } = new();

    /// <summary>The most bytes that a request may have.</summary>
    public int LongestRequest { get; init; } = 1024 * 1024;

    /// <summary>The connector's hosts in Microsoft's public and government clouds.</summary>
    public static readonly ImmutableHashSet<string> PublicHosts = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com", "smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us");

    /// <summary>Whether the bot may send its token to an address: https to a listed host, or this machine in development.</summary>
    public bool MaySpeakTo(string? serviceUrl) => Uri.TryCreate(serviceUrl, UriKind.Absolute, out Uri? address)
        && address.UserInfo.Length == 0
        && (AllowUnauthenticated ? address.IsLoopback && IsWeb(address) : address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && ServiceHosts.Contains(address.Host) || (AllowLoopback && address.IsLoopback && IsWeb(address)));

    private static bool IsWeb(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps;
}
