using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using MeetingBot.Teams;

namespace MeetingBot;

/// <summary><c>manifests package</c>: the zip that is uploaded to Teams; and the manifests that are committed.</summary>
internal static class TeamsPackage
{
    private const string Folder = "manifests/teams";
    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <summary>The version of the packages: three numbers.</summary>
    private static string Version => typeof(TeamsPackage).Assembly.GetName().Version!.ToString(3);

    /// <summary>The manifests as they are committed, by their path from the project's root.</summary>
    public static IEnumerable<(string Path, string Text)> Manifests() =>
    [
        ($"{Folder}/quiet/manifest.json", TeamsManifest.Written(TeamsManifest.Of(listening: false, Version))),
        ($"{Folder}/listening/manifest.json", TeamsManifest.Written(TeamsManifest.Of(listening: true, Version))),
    ];

    public static Command Command()
    {
        var app = new Option<string>("--app-id") { Description = "The client id of your app registration.", Required = true };
        var host = new Option<string>("--host") { Description = "Your host, with the pages /, /privacy and /terms.", Required = true };
        var listening = new Option<bool>("--listening") { Description = "Ask to read the lines of meetings, not only mentions." };
        var output = new Option<string>("--output") { Description = "The zip to write.", DefaultValueFactory = _ => "meetingbot-teams.zip" };
        var root = new Option<string>("--root") { Description = "The project's root, where the icons are.", DefaultValueFactory = _ => "." };
        var command = new Command("package", "Make the app package for Teams.") { app, host, listening, output, root };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (!Guid.TryParse(parsed.GetRequiredValue(app), out Guid id) || Uri.CheckHostName(parsed.GetRequiredValue(host)) != UriHostNameType.Dns)
            {
                await Console.Error.WriteLineAsync("--app-id takes a GUID, --host a host name such as meetings.example.org.");
                return 1;
            }

            string folder = Path.Combine(parsed.GetRequiredValue(root), Folder);
            if (Icons.FirstOrDefault(icon => !File.Exists(Path.Combine(folder, icon))) is { } missing)
            {
                await Console.Error.WriteLineAsync($"{Path.Combine(folder, missing)} is not there: run this from the project's root.");
                return CommandLine.Unreadable;
            }

            JsonObject manifest = TeamsManifest.Of(parsed.GetValue(listening), Version, id.ToString(), parsed.GetRequiredValue(host));
            string path = parsed.GetRequiredValue(output);
            await WriteAsync(path, TeamsManifest.Written(manifest), folder, cancellation);
            await Console.Out.WriteLineAsync($"{path} is ready to be uploaded: in Teams under Apps, Manage your apps, Upload an app.");
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(string path, string manifest, string folder, CancellationToken cancellation)
    {
        await using FileStream file = File.Create(path);
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        await using (var writer = new StreamWriter(await zip.CreateEntry("manifest.json").OpenAsync(cancellation)))
        {
            await writer.WriteAsync(manifest.AsMemory(), cancellation);
        }

        foreach (string icon in Icons)
        {
            await using Stream entry = await zip.CreateEntry(icon).OpenAsync(cancellation);
            await entry.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(folder, icon), cancellation), cancellation);
        }
    }
}
