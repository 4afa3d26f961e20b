using System.Collections.Immutable;
using System.CommandLine;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary><c>verify</c>, <c>backup</c>, <c>export</c> and <c>import</c> of the store.</summary>
internal static class StoreVerbs
{
    public static Command Verify()
    {
        Option<string> store = CommandLine.StoreOption();
        var command = new Command("verify", "Read every stream of the store and say what is wrong.") { store };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (StorageSettings.OfEnvironment(out string? wrong) is not { } settings)
            {
                await Console.Error.WriteLineAsync(wrong);
                return 1;
            }

            ImmutableArray<Finding> findings = settings.Account is { } account && parsed.GetResult(store)?.Implicit != false
                ? await Maintenance.VerifyAsync(await AzureBlobStore.OpenAsync(account.Connect(), cancellation: cancellation), cancellation)
                : await Maintenance.VerifyAsync(parsed.GetRequiredValue(store), cancellation);
            foreach (Finding finding in findings)
            {
                await Console.Out.WriteLineAsync(finding.ToString());
            }

            await Console.Out.WriteLineAsync(findings.IsEmpty ? "The store is clean." : $"{findings.Length} findings.");
            return findings.IsEmpty ? 0 : 1;
        });
        return command;
    }

    public static Command Backup()
    {
        Option<string> store = CommandLine.StoreOption();
        var destination = new Argument<string>("file") { Description = "The file to write; it must not be there." };
        var command = new Command("backup", "Copy the store into a new file, also while the bot runs.") { destination, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            await Maintenance.BackupAsync(parsed.GetRequiredValue(store), parsed.GetRequiredValue(destination), cancellation);
            await Console.Out.WriteLineAsync($"Written to {parsed.GetRequiredValue(destination)}.");
            return 0;
        });
        return command;
    }

    public static Command Export()
    {
        Option<string> store = CommandLine.StoreOption();
        var output = new Option<string?>("--output") { Description = "The file to write; by default standard output." };
        var command = new Command("export", "Write everything in the store as JSON Lines.") { store, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using Stream to = parsed.GetValue(output) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            int lines = await Maintenance.ExportAsync(parsed.GetRequiredValue(store), to, cancellation);
            await Console.Error.WriteLineAsync($"{lines} lines.");
            return 0;
        });
        return command;
    }

    public static Command Import()
    {
        Option<string> store = CommandLine.StoreOption();
        var source = new Argument<string>("file") { Description = "What export wrote; - for standard input." };
        var command = new Command("import", "Read an export into an empty store.") { source, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            string file = parsed.GetRequiredValue(source);
            if (file != "-" && !File.Exists(file))
            {
                await Console.Error.WriteLineAsync($"There is no file {file}.");
                return CommandLine.Unreadable;
            }

            await using Stream from = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            int lines = await Maintenance.ImportAsync(parsed.GetRequiredValue(store), from, cancellation);
            await Console.Out.WriteLineAsync($"{lines} lines read.");
            return 0;
        });
        return command;
    }
}
