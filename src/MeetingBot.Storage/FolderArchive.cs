using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>Published minutes as files in a folder, which a web server or a git repository may hold.</summary>
/// <param name="folder">The folder; made when the first minutes are filed.</param>
public sealed class FolderArchive(string folder) : IMinutesArchive, IMinutesShelf
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public string Where => _folder;

    /// <inheritdoc/>
    public async ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        string path = PlaceOf(minutes.Path);
        await WriteAsync(path, minutes.Printed.Content, cancellation);
        return new FiledPlace(path);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<string> PathsAsync(CancellationToken cancellation) => !Directory.Exists(_folder) ? AsyncEnumerable.Empty<string>()
        : Directory.EnumerateFiles(_folder, "*-minutes.*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(PublishedMinutes.IsPath).Order(StringComparer.Ordinal).ToAsyncEnumerable();

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellation) =>
        PlaceOf(path) is var place && File.Exists(place) ? await File.ReadAllBytesAsync(place, cancellation) : null;

    /// <inheritdoc/>
    public Task BringAsync(string path, ReadOnlyMemory<byte> content, MeetingId? meeting, string? status, CancellationToken cancellation) =>
        WriteAsync(PlaceOf(path), content, cancellation);

    private string PlaceOf(string path) => Path.Combine(_folder, Path.Combine(path.Split('/')));

    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellation)).AsSpan().SequenceEqual(content.Span))
        {
            return;
        }

        // Beside its place first: whoever reads the folder never sees half a file.
        string partial = path + ".partial";
        await using (FileStream file = new(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
