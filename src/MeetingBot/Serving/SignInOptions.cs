using System.Net;

namespace MeetingBot;

/// <summary>How people sign in by OpenID Connect before they see the web room.</summary>
/// <param name="Authority">The provider's address, where its discovery document stands.</param>
/// <param name="ClientId">The name under which the provider knows the bot.</param>
/// <param name="ClientSecret">What proves it; never in a log.</param>
/// <param name="Host">The public host name, with a port where it is not the scheme's own.</param>
/// <param name="Proxies">Proxies whose forwarded headers are believed; empty for none.</param>
internal sealed record SignInOptions(Uri Authority, string ClientId, string ClientSecret, HostString Host, IReadOnlyList<IPNetwork> Proxies)
{
    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/sign-in/callback";

    private const string Section = "SignIn:";
    private static readonly string[] Needed = ["Authority", "ClientId", "ClientSecret", "Host"];

    /// <summary>True where browsers reach the room on this machine only, and so without encryption.</summary>
    public bool IsLocal => Addresses.IsLoopbackHost(Host.Host);

    /// <summary>The public address that the provider is told, whatever a request calls the host.</summary>
    public string CallbackAddress => $"{(IsLocal ? "http" : "https")}://{Host.ToUriComponent()}{Callback}";

    /// <summary>Whether any of it is set: then all of it must be.</summary>
    public static bool IsAsked(IConfiguration configuration) =>
        Needed.Append("ClientSecret_FILE").Any(name => !string.IsNullOrWhiteSpace(configuration[Section + name]));

    /// <summary>Reads the settings; null with one line that names the wrong or missing one.</summary>
    public static SignInOptions? Read(IConfiguration configuration, out string? wrong)
    {
        if (!SecretFile.TryRead(configuration, Section + "ClientSecret", out string? secret, out wrong))
        {
            return null;
        }

        string? Value(string name) => name == "ClientSecret" ? secret : configuration[Section + name]?.Trim();
        if (Needed.FirstOrDefault(name => string.IsNullOrWhiteSpace(Value(name))) is { } missing)
        {
            wrong = $"SignIn__{missing} is missing{(missing == "ClientSecret" ? " (or SignIn__ClientSecret_FILE)" : "")}.";
            return null;
        }

        if (!Uri.TryCreate(Value("Authority"), UriKind.Absolute, out Uri? authority) || !(authority.Scheme == "https" || (authority.Scheme == "http" && authority.IsLoopback)))
        {
            wrong = "SignIn__Authority must be the provider's https address, for example https://login.example.org.";
            return null;
        }

        var host = new HostString(Value("Host")!);
        if (Uri.CheckHostName(host.Host.Trim('[', ']')) == UriHostNameType.Unknown)
        {
            wrong = "SignIn__Host must be the public host name alone, for example meetings.example.org.";
            return null;
        }

        return Networks(configuration[Section + "Proxy"]) is { } proxies
            ? new SignInOptions(authority, Value("ClientId")!, secret!, host, proxies)
            : Wrong("SignIn__Proxy must hold addresses or networks of proxies, for example 10.0.0.5 or 10.0.0.0/24.", out wrong);
    }

    private static SignInOptions? Wrong(string line, out string? wrong)
    {
        wrong = line;
        return null;
    }

    private static List<IPNetwork>? Networks(string? list)
    {
        var networks = new List<IPNetwork>();
        foreach (string part in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out IPAddress? one))
            {
                networks.Add(new IPNetwork(one, one.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out IPNetwork network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }
}
