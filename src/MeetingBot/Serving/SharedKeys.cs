using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using MeetingBot.Application;
using MeetingBot.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace MeetingBot;

/// <summary>
/// The keys that protect cookies and carried state, kept in the account so that every replica reads what another protected. Each is written
/// once, on the condition that nothing stands under its name, and never over another. Of replicas that start at one moment where there is no key
/// one makes the first; the others take that, for a replica looks for new keys once a day only, and could not read for so long what a second one protects.
/// </summary>
internal sealed class SharedKeys(AzureBlobStore store) : IXmlRepository
{
    private const string Prefix = Migration.KeyNotes;
    private const string First = "first";

    // The interface is older than await; it is called a few times a day.
    public IReadOnlyCollection<XElement> GetAllElements() => Task.Run(ReadAsync).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName) => Task.Run(() => StoreAsync(element, friendlyName)).GetAwaiter().GetResult();

    /// <summary>Brings the keys of one machine's folder along, so that what they protected can still be read.</summary>
    public static async Task BringAsync(string folder, AzureBlobStore store, CancellationToken cancellation)
    {
        foreach (string key in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml") : [])
        {
            await AddAsync(store, Path.GetFileNameWithoutExtension(key), await File.ReadAllTextAsync(key, cancellation), cancellation);
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

    private async Task StoreAsync(XElement element, string name)
    {
        string text = element.ToString(SaveOptions.DisableFormatting);
        if (IsKey(element) && !(await ReadAsync()).Any(IsKey))
        {
            await store.TryAddNoteAsync(Prefix + First, text, CancellationToken.None);
        }
        else
        {
            await AddAsync(store, name, text, CancellationToken.None);
        }
    }

    /// <summary>What stands under the name already, and is something else, stays: this one gets another name.</summary>
    private static async Task AddAsync(AzureBlobStore store, string name, string text, CancellationToken cancellation)
    {
        if (!await store.TryAddNoteAsync(Prefix + name, text, cancellation) && await store.ReadNoteAsync(Prefix + name, cancellation) != text)
        {
            await store.TryAddNoteAsync($"{Prefix}{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}", text, cancellation);
        }
    }

    private async Task<IReadOnlyCollection<XElement>> ReadAsync()
    {
        var keys = new List<XElement>();
        await foreach ((_, string text) in store.ListNotesAsync(Prefix, CancellationToken.None))
        {
            keys.Add(XElement.Parse(text));
        }

        return keys;
    }

    private static bool IsKey(XElement element) => element.Name == "key";
}
