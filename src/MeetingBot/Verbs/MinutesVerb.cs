using System.CommandLine;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime.Text;

namespace MeetingBot;

/// <summary><c>minutes</c>: prints the minutes of one meeting out of the store.</summary>
internal static class MinutesVerb
{
    private static readonly Argument<string> Group = new("group") { Description = "The group, by name, slug or id." };
    private static readonly Option<string?> Date = new("--meeting") { Description = "The meeting of this date; by default the last one." };
    private static readonly Option<string> Format = new("--format") { Description = "markdown, html, text, json or docx.", DefaultValueFactory = _ => "markdown" };
    private static readonly Option<string?> Store = CommandLine.StoreOption();

    public static Command Command()
    {
        var command = new Command("minutes", "Print the minutes of a meeting out of the store.") { Group, Date, Format, Store };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (MinutesFormats.Read(parsed.GetRequiredValue(Format)) is not { } format)
        {
            await Console.Error.WriteLineAsync($"There is no format \"{parsed.GetValue(Format)}\": markdown, html, text, json or docx.");
            return CommandLine.Unreadable;
        }

        await using IKeeper store = await StorageSettings.For(parsed.GetValue(Store)).OpenExistingAsync(cancellation);
        var printer = new MinutesPrinter();
        var clerk = new Clerk(store, printer);
        GroupView view = await StoredGroup.FindAsync(store, clerk, parsed.GetRequiredValue(Group), cancellation);
        MeetingId? id = parsed.GetValue(Date) is { } day
            ? LocalDatePattern.Iso.Parse(day) is { Success: true, Value: var date } ? view.Group.Held.Where(held => held.Date == date).Select(held => (MeetingId?)held).LastOrDefault() : null
            : view.Group.InSession ?? (view.Group.Held.Count > 0 ? view.Group.Held[^1] : null);
        if (id is not { } meeting || await clerk.MinutesAsync(meeting, cancellation) is not { } minutes)
        {
            await Console.Error.WriteLineAsync($"{view.Group.Name} has no such meeting.");
            return 1;
        }

        printer.Print(minutes, format, view.Template, Console.OpenStandardOutput);
        return 0;
    }
}
