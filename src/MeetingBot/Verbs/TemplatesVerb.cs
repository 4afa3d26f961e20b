using System.CommandLine;
using MeetingBot.Application;
using MeetingBot.Documents;

namespace MeetingBot;

/// <summary><c>templates</c>: lists the built-in templates, prints one to start from, checks one of your own.</summary>
internal static class TemplatesVerb
{
    public static Command Command()
    {
        var show = new Option<string?>("--show") { Description = "Print a built-in template's Liquid text." };
        var check = new Option<string?>("--check") { Description = "Check a Liquid file of your own." };
        var command = new Command("templates", "List the templates; show one to start from, or check your own.") { show, check };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(show) is { } name)
            {
                if (!MinutesTemplate.BuiltIn.Contains(name))
                {
                    await Console.Error.WriteLineAsync($"There is no template \"{name}\": {string.Join(", ", MinutesTemplate.BuiltIn)}.");
                    return CommandLine.Unreadable;
                }

                await Console.Out.WriteAsync(MinutesPrinter.BuiltInText(name));
                return 0;
            }

            if (parsed.GetValue(check) is { } file)
            {
                if (!File.Exists(file))
                {
                    await Console.Error.WriteLineAsync($"There is no file {file}.");
                    return CommandLine.Unreadable;
                }

                string? wrong = new MinutesPrinter().Check(await File.ReadAllTextAsync(file, cancellation));
                await Console.Out.WriteLineAsync(wrong ?? "The template can be used. In the chat: `template <name>` with this text below it.");
                return wrong is null ? 0 : 1;
            }

            await Console.Out.WriteLineAsync(string.Join('\n', MinutesTemplate.BuiltIn));
            return 0;
        });
        return command;
    }
}
