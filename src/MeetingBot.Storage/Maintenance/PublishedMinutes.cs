using System.Text.Json;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Moves published minutes from one archive into another and compares. They are copied as they stand, not made anew: some are of records that
/// are gone, or were made by a template that is. What was moved stays where it was.
/// </summary>
/// <param name="source">The store that holds the meetings.</param>
/// <param name="progress">Hears how far it is.</param>
public sealed partial class PublishedMinutes(IEventStore source, IProgress<MigrationProgress> progress)
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".html"] = "text/html; charset=utf-8",
        [".json"] = "application/json",
        [".md"] = "text/markdown; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary>Copies and compares; done again, it goes on.</summary>
    /// <returns>How many files there are.</returns>
    public async Task<int> MoveAsync(IMinutesShelf from, IMinutesShelf to, CancellationToken cancellation)
    {
        string[] paths = await from.PathsAsync(cancellation).ToArrayAsync(cancellation);
        Dictionary<string, MeetingId> meetings = await MeetingsAsync(cancellation);
        for (int moved = 0; moved < paths.Length; moved++)
        {
            string path = paths[moved];
            ReadOnlyMemory<byte> content = await from.ReadAsync(path, cancellation) ?? throw Changed(from, path);
            await to.BringAsync(path, content, meetings.GetValueOrDefault(Key(path)), await StatusAsync(from, path, cancellation), cancellation);
            if (await to.ReadAsync(path, cancellation) is not { } there || !there.Span.SequenceEqual(content.Span))
            {
                throw Changed(to, path);
            }

            progress.Report(new MigrationProgress("published minutes", moved + 1, paths.Length));
        }

        return paths.Length;
    }

    /// <summary>Whether a path is one of <see cref="FiledMinutes.Path"/>: a folder may hold other things beside them.</summary>
    public static bool IsPath(string path) => Filed().IsMatch(path);

    /// <summary>The media type by the ending, as it is given to what is filed.</summary>
    internal static string MediaType(string path) => MediaTypes[Path.GetExtension(path)];

    private static StoreException Changed(IMinutesShelf shelf, string path) =>
        new($"{path} in {shelf.Where} is not what was moved: somebody else writes there. Stop every bot first, and run the same migrate again.");

    /// <summary>The data that stand beside every other form say how far the minutes are.</summary>
    private static async Task<string?> StatusAsync(IMinutesShelf from, string path, CancellationToken cancellation)
    {
        try
        {
            return await from.ReadAsync(Path.ChangeExtension(path, "json"), cancellation) is { } data
                && JsonDocument.Parse(data).RootElement.TryGetProperty("status", out JsonElement status) ? status.GetString() : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, MeetingId>> MeetingsAsync(CancellationToken cancellation)
    {
        var found = new Dictionary<string, MeetingId>(StringComparer.Ordinal);
        await foreach (StreamListing listing in source.ListAsync("meeting/", cancellation))
        {
            if (MeetingId.Parse(listing.Stream.Value["meeting/".Length..]) is { } meeting)
            {
                found[Key(new FiledMinutes(meeting, "", new Settings(), MinutesStatus.Posted, MinutesFormat.Markdown, new Printed(default, "", "md")).Path)] = meeting;
            }
        }

        return found;
    }

    /// <summary>A path without the group's short name, which may have changed, and without the ending.</summary>
    private static string Key(string path) => Path.ChangeExtension(path[(path.Split('/')[0].LastIndexOf('-') + 1)..], null);

    [GeneratedRegex(@"^[a-z0-9-]*-[A-Za-z0-9]+/[0-9]{4}/[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?-minutes\.(md|html|json|docx|txt)$", RegexOptions.CultureInvariant)]
    private static partial Regex Filed();
}
