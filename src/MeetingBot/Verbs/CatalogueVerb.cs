using System.CommandLine;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Slack;

namespace MeetingBot;

/// <summary><c>manifests</c>: writes what derives from the catalogue of commands, and checks that it is current.</summary>
internal static class CatalogueVerb
{
    private const string Begin = "<!-- commands -->";
    private const string End = "<!-- /commands -->";

    public static Command Command()
    {
        var action = new Argument<string>("action") { Description = "write or check." };
        action.AcceptOnlyFromAmong("write", "check");
        var command = new Command("manifests", "Write or check what derives from the catalogue: the command table of README.md, and the manifests of chat apps.") { action };
        command.Subcommands.Add(TeamsPackage.Command());
        command.Subcommands.Add(SlackManifestVerb.Command());
        command.SetAction(async (parsed, cancellation) =>
        {
            const string file = "README.md";
            if (!File.Exists(file))
            {
                await Console.Error.WriteLineAsync("README.md is not here: run this from the project's root.");
                return CommandLine.Unreadable;
            }

            string readme = await File.ReadAllTextAsync(file, cancellation);
            int from = readme.IndexOf(Begin, StringComparison.Ordinal);
            int to = readme.IndexOf(End, StringComparison.Ordinal);
            if (from < 0 || to < from)
            {
                await Console.Error.WriteLineAsync($"README.md has no place for the table between {Begin} and {End}.");
                return 1;
            }

            var files = new Dictionary<string, string> { [file] = $"{readme[..(from + Begin.Length)]}\n{Table()}{readme[to..]}" };
            foreach ((string name, string manifest) in SlackManifest.All())
            {
                files[Path.Combine("manifests", "slack", name)] = manifest;
            }

            foreach ((string path, string manifest) in TeamsPackage.Manifests())
            {
                files[path] = manifest;
            }

            return parsed.GetRequiredValue(action) == "write" ? await WriteAsync(files, cancellation) : await CheckAsync(files, cancellation);
        });
        return command;
    }

    private static async Task<int> WriteAsync(Dictionary<string, string> files, CancellationToken cancellation)
    {
        foreach ((string file, string current) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await File.WriteAllTextAsync(file, current, cancellation);
        }

        return 0;
    }

    private static async Task<int> CheckAsync(Dictionary<string, string> files, CancellationToken cancellation)
    {
        var old = new List<string>();
        foreach ((string file, string current) in files)
        {
            if (!File.Exists(file) || await File.ReadAllTextAsync(file, cancellation) != current)
            {
                old.Add(file);
            }
        }

        await Console.Out.WriteLineAsync(old.Count == 0 ? "The command table and the manifests are current."
            : $"Not current: {string.Join(", ", old)}. Run `dotnet run --project src/MeetingBot -- manifests write`.");
        return old.Count == 0 ? 0 : 1;
    }

    /// <summary>The command table as Markdown.</summary>
    public static string Table()
    {
        var table = new StringBuilder("| command | who, in a chaired group | what it does |\n| --- | --- | --- |\n");
        foreach (ChatCommand command in Catalogue.All)
        {
            if (!command.Hidden)
            {
                string also = command.Synonyms.IsEmpty ? "" : $" (also {string.Join(", ", command.Synonyms.Select(name => $"`{name}`"))})";
                table.Append($"| `{command.Syntax.Replace("|", "\\|", StringComparison.Ordinal)}`{also} | {Who(command.Who)} | {command.Summary} |\n");
            }
        }

        return table.ToString();
    }

    private static string Who(Permission permission) => permission switch
    {
        Permission.Anyone => "all",
        Permission.Member => "members",
        Permission.Scribe => "scribe, chair",
        Permission.Chair => "chair",
        Permission.Officer => "officers",
        _ => "admin",
    };
}
