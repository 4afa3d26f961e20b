using System.Collections.Immutable;
using System.CommandLine;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary><c>verify</c>, <c>backup</c>, <c>export</c>, <c>import</c> and <c>remove</c>, on the store that the settings name or a file that is named.</summary>
internal static class StoreVerbs
{
    public static Command Verify()
    {
        Option<string?> store = CommandLine.StoreOption();
        var command = new Command("verify", "Read every stream of the store and say what is wrong; in a storage account, queue again what lost its place in the queue.") { store };
        command.SetAction(async (parsed, cancellation) =>
        {
            StorageSettings settings = StorageSettings.For(parsed.GetValue(store));
            ImmutableArray<Finding> findings = settings.Account is { } account
                ? await Maintenance.VerifyAsync(await AzureBlobStore.OpenAsync(account.Connect(), cancellation: cancellation), cancellation)
                : await Maintenance.VerifyAsync(settings.SqlitePath!, cancellation);
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
        Option<string?> store = CommandLine.StoreOption();
        var destination = new Argument<string>("file") { Description = "The file to write; it must not be there." };
        var keep = new Option<int?>("--keep") { Description = "Then delete the backups beside it that are older.", HelpName = "days" };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--keep takes a number of days from 1.");
            }
        });
        var command = new Command("backup", "Copy the store into a new file, also while the bot runs; a storage account as JSON Lines, for import.") { destination, keep, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            StorageSettings settings = StorageSettings.For(parsed.GetValue(store));
            string file = Path.GetFullPath(parsed.GetRequiredValue(destination));
            if (settings.SqlitePath is { } path)
            {
                await Maintenance.BackupAsync(path, file, cancellation);
            }
            else
            {
                await using IKeeper account = await settings.OpenAsync(cancellation);
                await Maintenance.BackupAsync(account, file, cancellation);
            }

            await Console.Out.WriteLineAsync($"Written to {file}{(settings.SqlitePath is null ? " as JSON Lines: import reads it" : "")}.");
            if (parsed.GetValue(keep) is { } days)
            {
                foreach (string old in Maintenance.DeleteBackups(file, settings.SqlitePath, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-days)))
                {
                    await Console.Out.WriteLineAsync($"Deleted {old}, which is older than {days} days.");
                }
            }

            return 0;
        });
        return command;
    }

    public static Command Export()
    {
        Option<string?> store = CommandLine.StoreOption();
        var output = new Option<string?>("--output") { Description = "The file to write; by default standard output." };
        var group = new Option<string?>("--group") { Description = "Only this group, by name, slug or id." };
        var command = new Command("export", "Write everything in the store, or all of one group, as JSON Lines.") { store, group, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            StorageSettings settings = StorageSettings.For(parsed.GetValue(store));
            int lines;
            if (settings.SqlitePath is { } path && parsed.GetValue(group) is null)
            {
                await using Stream to = Output(parsed.GetValue(output));
                lines = await Maintenance.ExportAsync(path, to, cancellation);
            }
            else
            {
                await using IKeeper keeper = await settings.OpenExistingAsync(cancellation);
                GroupView? only = parsed.GetValue(group) is { } name ? await StoredGroup.FindAsync(keeper, new Clerk(keeper, new MinutesPrinter()), name, cancellation) : null;
                await using Stream to = Output(parsed.GetValue(output));
                lines = await Archives.ExportAsync(keeper, to, cancellation, only?.Group.Id);
            }

            await Console.Error.WriteLineAsync($"{lines} lines.");
            return 0;
        });
        return command;
    }

    public static Command Import()
    {
        Option<string?> store = CommandLine.StoreOption();
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

            await using IKeeper keeper = await StorageSettings.For(parsed.GetValue(store)).OpenToFillAsync(cancellation);
            await using Stream from = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            int lines = await Archives.ImportAsync(keeper, from, EventJson.Standard, cancellation);
            await Console.Out.WriteLineAsync($"{lines} lines read into {keeper.Where}.");
            return 0;
        });
        return command;
    }

    public static Command Remove()
    {
        Option<string?> store = CommandLine.StoreOption();
        var group = new Option<string>("--group") { Description = "The group, by name, slug or id.", Required = true };
        var command = new Command("remove", "Remove a group with all that is kept of it. Published minutes stay in the archive. Stop every bot first.") { group, store };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using IKeeper keeper = await StorageSettings.For(parsed.GetValue(store)).OpenExistingAsync(cancellation);
            var clerk = new Clerk(keeper, new MinutesPrinter());
            GroupView found = await StoredGroup.FindAsync(keeper, clerk, parsed.GetRequiredValue(group), cancellation);
            await clerk.RemoveGroupAsync(found.Group.Id, cancellation);
            await Console.Out.WriteLineAsync($"{found.Group.Name} is removed from {keeper.Where}. What was published stays in the archive, and backups hold the group until they are deleted.");
            return 0;
        });
        return command;
    }

    private static Stream Output(string? file) => file is null ? Console.OpenStandardOutput() : File.Create(file);
}
