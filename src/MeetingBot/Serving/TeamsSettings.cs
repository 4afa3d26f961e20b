using System.Collections.Immutable;
using MeetingBot.Teams;

namespace MeetingBot;

/// <summary>Reads the settings of Microsoft Teams, <c>Teams__…</c>. The bot is in Teams where one of them is set.</summary>
internal static class TeamsSettings
{
    private const string Section = "Teams";

    private static readonly string[] Booleans = ["AllowUnauthenticated", "TargetedMessages"];
    private static readonly string[] WholeAddresses = ["PublicUrl", "OpenIdMetadataUrl", "LoginHost"];

    /// <summary>Reads them; null where there are none, and where one is wrong, which <paramref name="wrong"/> names in one line.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="development">Whether the environment is Development.</param>
    /// <param name="urls">Where the server listens.</param>
    /// <param name="wrong">What is wrong; null when nothing is.</param>
    public static TeamsOptions? Read(IConfiguration configuration, bool development, string urls, out string? wrong)
    {
        wrong = null;
        IConfigurationSection teams = configuration.GetSection(Section);
        if (!teams.GetChildren().Any())
        {
            return null;
        }

        wrong = WrongForm(teams);
        if (wrong is not null)
        {
            return null;
        }

        if (bool.TryParse(teams["AllowUnauthenticated"], out bool open) && open)
        {
            wrong = !development ? "Teams__AllowUnauthenticated lets anybody on this machine speak in anybody's name: it is for the environment Development alone (ASPNETCORE_ENVIRONMENT=Development)."
                : Addresses.Of(configuration, urls).FirstOrDefault(url => !Addresses.IsLoopback(url)) is { } reachable ? $"Teams__AllowUnauthenticated believes everybody, and {reachable} can be reached from other machines: listen on http://localhost:5080."
                : null;
            return wrong is null ? new TeamsOptions(teams["AppId"] ?? "", new TeamsCredential.None()) { AllowUnauthenticated = true, AllowLoopback = true, TargetedMessages = false, PublicUrl = Address(teams["PublicUrl"]) } : null;
        }

        if (!Guid.TryParse(teams["AppId"], out _))
        {
            wrong = "Teams__AppId must be the client id of the app registration, a GUID.";
            return null;
        }

        if (Credential(teams, configuration, out wrong) is not { } credential)
        {
            return null;
        }

        ImmutableHashSet<string> tenants = ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, List(teams["Tenants"] ?? teams["TenantId"]));
        if (tenants.IsEmpty || !tenants.All(tenant => Guid.TryParse(tenant, out _)))
        {
            wrong = "Teams__Tenants must list the ids of the tenants whose people may use the bot, separated by commas; without it Teams__TenantId is the only one.";
            return null;
        }

        var options = new TeamsOptions(teams["AppId"]!, credential)
        {
            Tenants = tenants,
            AllowLoopback = development,
            TargetedMessages = !bool.TryParse(teams["TargetedMessages"], out bool targeted) || targeted,
            PublicUrl = Address(teams["PublicUrl"]),
        };
        return options with
        {
            Issuer = teams["Issuer"] ?? options.Issuer,
            Scope = teams["Scope"] ?? options.Scope,
            OpenIdMetadataUrl = Address(teams["OpenIdMetadataUrl"]) ?? options.OpenIdMetadataUrl,
            ServiceHosts = teams["ServiceHosts"] is { } hosts ? ImmutableHashSet.CreateRange(StringComparer.OrdinalIgnoreCase, List(hosts)) : options.ServiceHosts,
        };
    }

    /// <summary>A setting that cannot be what it is meant to be; null when each can.</summary>
    private static string? WrongForm(IConfigurationSection teams) =>
        Booleans.FirstOrDefault(name => teams[name] is { Length: > 0 } text && !bool.TryParse(text, out _)) is { } flag ? $"{Section}__{flag} must be true or false, not \"{teams[flag]}\"."
        : WholeAddresses.FirstOrDefault(name => teams[name] is { Length: > 0 } text && Address(text) is not { Scheme: "https" or "http" }) is { } address ? $"{Section}__{address} must be a whole address such as https://host/, not \"{teams[address]}\"."
        : teams["CertificatePath"] is { Length: > 0 } certificate && !File.Exists(certificate) ? $"{Section}__CertificatePath names {certificate}, which is not there or cannot be read."
        : null;

    private static TeamsCredential? Credential(IConfigurationSection teams, IConfiguration configuration, out string? wrong)
    {
        if (!SecretFile.TryRead(configuration, $"{Section}:ClientSecret", out string? secret, out wrong))
        {
            return null;
        }

        Uri login = Address(teams["LoginHost"]) ?? TeamsCredential.PublicLogin;
        string? tenant = teams["TenantId"];
        string? identity = teams["ManagedIdentityClientId"];
        if (identity is { Length: > 0 } && identity.Equals(teams["AppId"], StringComparison.OrdinalIgnoreCase))
        {
            return new TeamsCredential.ManagedIdentity();
        }

        TeamsCredential? credential = tenant is not { Length: > 0 } ? null
            : secret is { Length: > 0 } ? new TeamsCredential.ClientSecret(tenant, secret, login)
            : teams["CertificatePath"] is { Length: > 0 } certificate ? new TeamsCredential.Certificate(tenant, certificate, login)
            : identity is { Length: > 0 } ? new TeamsCredential.Federated(tenant, identity, login)
            : null;
        wrong = credential is not null ? null : tenant is not { Length: > 0 }
            ? "Teams__TenantId is missing: the tenant in which the app is registered."
            : "Teams needs one of Teams__ClientSecret (or Teams__ClientSecret_FILE), Teams__CertificatePath and Teams__ManagedIdentityClientId.";
        return credential;
    }

    private static string[] List(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Uri? Address(string? text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : null;
}
