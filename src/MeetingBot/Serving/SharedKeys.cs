using System.Xml.Linq;
using MeetingBot.Application;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MeetingBot;

/// <summary>
/// The keys that protect cookies and carried state, kept in the store so that every replica reads what another protected. A key is written
/// once under a name of its own, so replicas that make one at the same moment do not overwrite each other.
/// </summary>
internal sealed class SharedKeys(IAdapterNotes notes) : IXmlRepository
{
    private const string Prefix = "keys/";

    // The interface is older than await; it is called a few times a day.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(async () => await notes.WriteNoteAsync(Prefix + friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)).GetAwaiter().GetResult();

    /// <summary>Brings the keys of one machine's folder along, so that what they protected can still be read.</summary>
    public static async Task BringAsync(string folder, IAdapterNotes notes, CancellationToken cancellation)
    {
        foreach (string key in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [])
        {
            await notes.WriteNoteAsync(Prefix + Path.GetFileNameWithoutExtension(key), await File.ReadAllTextAsync(key, cancellation), cancellation);
        }
    }

    /// <summary>Writes the keys into one machine's folder, which nobody else may read.</summary>
    public static async Task TakeAsync(IAdapterNotes notes, string folder, CancellationToken cancellation)
    {
        Serving.KeysFolder(folder);
        await foreach ((string key, string text) in notes.ListNotesAsync(Prefix, cancellation))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(key) + ".xml"), text, cancellation);
        }
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var keys = new List<XElement>();
        await foreach ((_, string text) in notes.ListNotesAsync(Prefix, CancellationToken.None))
        {
            keys.Add(XElement.Parse(text));
        }

        return keys;
    }
}
