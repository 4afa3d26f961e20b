using System.Net;

namespace MeetingBot;

/// <summary>The addresses the server is told to listen on, and who can reach them.</summary>
internal static class Addresses
{
    /// <summary>Every address that the configuration asks for, those of Kestrel's own section included.</summary>
    public static IEnumerable<string> Of(IConfiguration configuration, string urls) =>
        urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? endpoint.Path));

    /// <summary>Whether only this machine can reach it. A wildcard host ("http://*:5080") is no address that Uri reads, and no loopback.</summary>
    public static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out Uri? address) && IsLoopbackHost(address.Host);

    /// <summary>Whether a host name is this machine's own.</summary>
    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
}
