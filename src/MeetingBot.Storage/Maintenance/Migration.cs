using System.Security.Cryptography;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>
/// Moves a whole store into another keeper, with what the adapters keep, and then holds the two against each other. No bot may run on either.
/// </summary>
/// <param name="source">Where everything is.</param>
/// <param name="progress">Hears how many lines are read.</param>
public sealed class Migration(IKeeper source, IProgress<int> progress)
{
    /// <summary>
    /// Into an account. What an earlier run that was cut off has written stays and is gone on with.
    /// </summary>
    /// <returns>How many lines there are.</returns>
    public async Task<int> RunAsync(AzureBlobStore target, CancellationToken cancellation)
    {
        int lines = 0;
        await target.MigrateAsync(Counted(() => lines++, cancellation), () => NotesAsync(target, cancellation), cancellation);
        await CompareAsync(target, cancellation);
        return lines;
    }

    /// <summary>Into a new SQLite file, whole or not at all.</summary>
    /// <returns>How many lines there are.</returns>
    public async Task<int> RunAsync(SqliteStore target, CancellationToken cancellation)
    {
        int lines = 0;
        await NotesAsync(target, cancellation);
        await target.LoadArchiveAsync(Counted(() => lines++, cancellation), cancellation);
        await CompareAsync(target, cancellation);
        return lines;
    }

    /// <summary>Every line, checked as an import is: what this program cannot read is not carried on.</summary>
    private IEnumerable<ArchiveLine> Counted(Action count, CancellationToken cancellation)
    {
        int read = 0;
        var check = new ArchiveCheck(EventJson.Standard);
        foreach (ArchiveLine line in source.ReadArchiveAsync(cancellation).ToBlockingEnumerable(cancellation))
        {
            if (check.Look(line).FirstOrDefault() is { } finding)
            {
                throw new StoreException($"{source.Where} is not sound: {finding}. Run 'verify', and restore the last backup.");
            }

            count();
            progress.Report(++read);
            yield return line;
        }
    }

    private async Task NotesAsync(IAdapterNotes target, CancellationToken cancellation)
    {
        await foreach ((string key, string text) in source.ListNotesAsync("", cancellation))
        {
            await target.WriteNoteAsync(key, text, cancellation);
        }
    }

    private async Task CompareAsync(IKeeper target, CancellationToken cancellation)
    {
        if (await SumAsync(source, cancellation) != await SumAsync(target, cancellation))
        {
            throw new StoreException($"{target.Where} does not hold the same as {source.Where}. Do not use it; migrate into another place.");
        }
    }

    /// <summary>Equal stores have equal exports, byte for byte.</summary>
    private static async Task<string> SumAsync(IKeeper store, CancellationToken cancellation)
    {
        using var sum = SHA256.Create();
        await using (var into = new CryptoStream(Stream.Null, sum, CryptoStreamMode.Write))
        {
            await Archives.ExportAsync(store, into, cancellation);
        }

        return Convert.ToHexString(sum.Hash!);
    }
}
