using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>Published minutes as files in a folder, which a web server or a git repository may hold.</summary>
/// <param name="folder">The folder; made when the first minutes are filed.</param>
public sealed class FolderArchive(string folder) : IMinutesArchive
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <inheritdoc/>
    public async ValueTask FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        string path = Path.Combine(_folder, Path.Combine(minutes.Path.Split('/')));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancellation)).AsSpan().SequenceEqual(minutes.Printed.Content.Span))
        {
            return;
        }

        // Beside its place first: whoever reads the folder never sees half a file.
        string partial = path + ".partial";
        await using (FileStream file = new(partial, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(minutes.Printed.Content, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
    }
}
