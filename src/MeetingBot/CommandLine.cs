using System.CommandLine;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary>The verbs of the command line. Without one the bot serves; no verb but that builds the web host.</summary>
public static class CommandLine
{
    /// <summary>Exit code for a file that cannot be read.</summary>
    public const int Unreadable = 2;

    /// <summary>Runs what the arguments say.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            return args is [] or ["--urls" or "--environment" or "--contentRoot", ..] || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0].Contains('=', StringComparison.Ordinal))
                ? await Serving.RunAsync(args, demo: false)
                : await Root(args).Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }); // what goes wrong is said below
        }
        catch (Exception problem) when (problem is StoreException or OutcomeUnknownException or TemplateException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
    }

    private static RootCommand Root(string[] args)
    {
        var root = new RootCommand("MeetingBot keeps the minutes of a standing group. Without a verb it serves the web room on http://localhost:5080.");
        root.Subcommands.Add(ReplayVerb.Command());
        if (args[0] == ReplayVerb.Name)
        {
            ReplayRun.WarmUp(ReplayVerb.FormatIn(args));
            return root; // A replay lasts a fraction of a second: it does not wait for the other verbs to be described.
        }

        root.Subcommands.Add(DemoCommand());
        root.Subcommands.Add(MinutesVerb.Command());
        root.Subcommands.Add(StoreVerbs.Verify());
        root.Subcommands.Add(StoreVerbs.Backup());
        root.Subcommands.Add(StoreVerbs.Export());
        root.Subcommands.Add(StoreVerbs.Import());
        root.Subcommands.Add(StoreVerbs.Remove());
        root.Subcommands.Add(MigrateVerb.Command());
        root.Subcommands.Add(HealthVerb.Command());
        root.Subcommands.Add(TemplatesVerb.Command());
        root.Subcommands.Add(CatalogueVerb.Command());
        root.SetAction((parsed, cancellation) => Serving.RunAsync([], demo: false));
        return root;
    }

    private static Command DemoCommand()
    {
        var command = new Command("demo", "Serve, and play a sample meeting of fictional people in the web room.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction((parsed, cancellation) => Serving.RunAsync([.. parsed.UnmatchedTokens], demo: true));
        return command;
    }

    /// <summary>The option that names a store's file, instead of the store that the settings name.</summary>
    public static Option<string?> StoreOption() => new("--store")
    {
        Description = "The SQLite file of the store; by default the store that the settings name.",
        HelpName = "sqlite file",
    };
}
