using System.Net;
using MeetingBot.Application;

namespace MeetingBot;

/// <summary>What the server is told by its configuration, checked before it starts.</summary>
/// <param name="StorePath">The SQLite file.</param>
/// <param name="KeysPath">The folder of the keys that protect cookies.</param>
/// <param name="Clerk">Who administers the bot, and who may found groups.</param>
internal sealed record ServingOptions(string StorePath, string KeysPath, ClerkOptions Clerk)
{
    /// <summary>Reads the configuration; null with one line that names the wrong or missing setting.</summary>
    public static ServingOptions? Read(IConfiguration configuration, string urls, out string? wrong)
    {
        wrong = null;
        string kind = configuration["Storage:Kind"] ?? "Sqlite";
        if (!kind.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            wrong = $"Storage__Kind is \"{kind}\", but only Sqlite is there.";
            return null;
        }

        foreach (string url in urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsLoopback(url))
            {
                wrong = $"{url} can be reached from other machines, and the web room has no sign-in there: whoever opens it could take any name. Listen on http://localhost:5080, and put a proxy with sign-in in front of it.";
                return null;
            }
        }

        string setup = configuration["Setup"] ?? "anyone";
        if (setup is not ("anyone" or "admins"))
        {
            wrong = $"Setup is \"{setup}\"; it takes anyone or admins.";
            return null;
        }

        var clerk = new ClerkOptions
        {
            Admins = (configuration["Admins"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
            OnlyAdminsSetUp = setup == "admins",
        };
        string path = Path.GetFullPath(configuration["Storage:Sqlite:Path"] ?? Path.Combine("data", "meetingbot.db"));
        return new ServingOptions(path, Path.Combine(Path.GetDirectoryName(path)!, "keys"), clerk);
    }

    private static bool IsLoopback(string url)
    {
        // A wildcard host ("http://*:5080") is no address that Uri reads.
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address))
        {
            return false;
        }

        return address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
