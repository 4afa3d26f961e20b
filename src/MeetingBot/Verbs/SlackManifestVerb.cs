using System.CommandLine;
using MeetingBot.Slack;

namespace MeetingBot;

/// <summary><c>manifests slack</c>: a manifest with your own address and command, to be pasted into Slack.</summary>
internal static class SlackManifestVerb
{
    public static Command Command()
    {
        var url = new Option<string?>("--url") { Description = "Your bot's https address; without it the manifest is for Socket Mode." };
        var name = new Option<string>("--command") { Description = "The slash command, which Slack__Command names too.", DefaultValueFactory = _ => "/meeting" };
        var listening = new Option<bool>("--listening") { Description = "Ask to read the lines of a meeting's thread, not only mentions." };
        var output = new Option<string>("--output") { Description = "The file to write.", DefaultValueFactory = _ => "meetingbot-slack.json" };
        var command = new Command("slack", "Make the app manifest for Slack.") { url, name, listening, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            string? given = parsed.GetValue(url);
            Uri? address = null;
            if (!SlackOptions.IsCommand(parsed.GetRequiredValue(name)) || (given is not null && !(Uri.TryCreate(given.EndsWith('/') ? given : given + "/", UriKind.Absolute, out address) && address.Scheme == Uri.UriSchemeHttps)))
            {
                await Console.Error.WriteLineAsync("--url takes an https address such as https://meetings.example.org, --command a slash and up to 31 letters such as /meeting.");
                return 1;
            }

            string path = parsed.GetRequiredValue(output);
            await File.WriteAllTextAsync(path, SlackManifest.Write(parsed.GetRequiredValue(name), address, parsed.GetValue(listening)), cancellation);
            await Console.Out.WriteLineAsync($"{path} is ready: on api.slack.com/apps under Create New App, From a manifest.");
            return 0;
        });
        return command;
    }
}
