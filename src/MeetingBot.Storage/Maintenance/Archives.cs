using System.Runtime.CompilerServices;
using System.Text.Json;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>Export, import and verify for any keeper.</summary>
public static class Archives
{
    private const int Version = 1;

    /// <summary>Writes the whole store, or one group of it, as JSON Lines; the same store gives the same bytes.</summary>
    /// <returns>How many lines stand between the first and the last.</returns>
    public static async Task<int> ExportAsync(IStoreArchive store, Stream output, CancellationToken cancellation, GroupId? only = null)
    {
        int count = 0;
        await WriteAsync(new ArchiveHeading(Version));
        await foreach (ArchiveLine line in store.ReadArchiveAsync(cancellation, only))
        {
            await WriteAsync(line);
            count++;
        }

        await WriteAsync(new ArchiveEnd(count));
        return count;

        ValueTask WriteAsync(ArchiveLine line) => output.WriteAsync(Written(line), cancellation);
    }

    /// <summary>One group as JSON Lines.</summary>
    internal static async ValueTask<ReadOnlyMemory<byte>> ExportAsync(IStoreArchive store, GroupId group, CancellationToken cancellation)
    {
        using var output = new MemoryStream();
        await ExportAsync(store, output, cancellation, group);
        return output.ToArray();
    }

    /// <summary>Fills an empty store from an export, all or nothing. A line that this program cannot read stops it, by its number.</summary>
    /// <returns>How many lines stand between the first and the last.</returns>
    public static async Task<int> ImportAsync(IStoreArchive store, Stream input, EventJson json, CancellationToken cancellation)
    {
        int count = 0;
        await store.LoadArchiveAsync(Checked(input, json).Select(line =>
        {
            count++;
            return line;
        }), cancellation);
        return count;
    }

    /// <summary>Reads all of the store and tells what is wrong with it; empty when nothing is.</summary>
    public static async IAsyncEnumerable<Finding> VerifyAsync(IStoreArchive store, EventJson json, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var check = new ArchiveCheck(json);
        await foreach (ArchiveLine line in store.ReadArchiveAsync(cancellation))
        {
            foreach (Finding finding in check.Look(line))
            {
                yield return finding;
            }
        }
    }

    internal static byte[] Written(ArchiveLine line)
    {
        try
        {
            return [.. ArchiveJson.Write(line), (byte)'\n'];
        }
        catch (JsonException damaged)
        {
            throw new StoreException($"The store is damaged ({damaged.Message}) at {line}. Run 'verify', and restore the last backup.", damaged);
        }
    }

    private static IEnumerable<ArchiveLine> Checked(Stream input, EventJson json)
    {
        using var lines = new StreamReader(input, leaveOpen: true);
        var check = new ArchiveCheck(json);
        if (lines.ReadLine() is not { } first || Read(first, 1) is not ArchiveHeading { Version: Version })
        {
            throw new StoreException("The file does not begin like an export of this version of MeetingBot. Nothing was imported.");
        }

        for (int number = 2; ; number++)
        {
            ArchiveLine line = lines.ReadLine() is { } text ? Read(text, number) : throw CutOff(number);
            if (line is ArchiveEnd end)
            {
                // Two lines are no content: the first, and this one.
                if (end.Lines != number - 2 || lines.ReadLine() is not null)
                {
                    throw CutOff(number);
                }

                yield break;
            }

            if (check.Look(line).FirstOrDefault() is { } finding)
            {
                throw new StoreException($"Line {number}: {finding}. Nothing was imported.");
            }

            yield return line;
        }
    }

    private static StoreException CutOff(int number) =>
        new($"Line {number}: the export is not whole. Export the store again. Nothing was imported.");

    private static ArchiveLine Read(string text, int number)
    {
        try
        {
            return ArchiveJson.Read(text);
        }
        catch (Exception damaged) when (damaged is JsonException or NotSupportedException)
        {
            throw new StoreException($"Line {number} is no line of a MeetingBot export: {damaged.Message} Nothing was imported.", damaged);
        }
    }
}
