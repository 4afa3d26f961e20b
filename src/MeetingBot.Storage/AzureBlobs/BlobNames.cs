using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>
/// The names of blobs. Ids stand in them, escaped; whatever a person or a platform made up stands in them as a hash only, so that no
/// text becomes a path.
/// </summary>
internal static class BlobNames
{
    public const string Streams = "streams/";
    public const string Snapshots = "snapshots/";
    public const string FollowUps = "followups/";
    public const string Due = "due/";
    public const string Notices = "notices/";
    public const string PutOffs = "putoff/";
    public const string Notes = "notes/";
    public const string Directories = "directory/";
    public const string Texts = "texts/";
    public const string Bindings = "bindings/";

    public static string Folder(StreamId stream) => FoldersFrom(stream.Value) + "/";

    /// <summary>What the folders of all streams begin with whose names begin with a prefix.</summary>
    public static string FoldersFrom(string prefix) => Streams + string.Join('/', prefix.Split('/').Select(Escaped));

    public static string Snapshot(StreamId stream) => SnapshotsFrom(stream.Value);

    /// <summary>What the snapshots of all streams begin with whose names begin with a prefix.</summary>
    public static string SnapshotsFrom(string prefix) => Snapshots + FoldersFrom(prefix)[Streams.Length..];

    public static string Part(StreamId stream, PartName part) => Folder(stream) + part;

    /// <summary>The stream a blob under <see cref="Streams"/> is a part of.</summary>
    public static StreamId StreamOf(string blob) =>
        new(string.Join('/', blob[Streams.Length..blob.LastIndexOf('/')].Split('/').Select(Read)));

    public static string Directory(GroupId group) => Directories + Escaped(group.Value);

    public static string Account(Account account) => $"accounts/{Hash(account.Value)}/";

    public static string Account(Account account, GroupId group) => Account(account) + Escaped(group.Value);

    public static string Binding(string conversation) => Bindings + Hash(conversation);

    public static string TextsOf(GroupId group) => Texts + Escaped(group.Value) + "/";

    public static string Text(GroupId group, string name) => TextsOf(group) + Hash(name);

    public static string FollowUp(string id) => FollowUps + Hash(id);

    public static string NoticesOf(GroupId group) => Notices + Escaped(group.Value) + "/";

    public static string Notice(GroupId group, string id) => NoticesOf(group) + Hash(id);

    public static string PostedOf(GroupId group) => $"posted/{Escaped(group.Value)}/";

    public static string Posted(GroupId group, string kind, string subject) => PostedOf(group) + Hash(kind + "\n" + subject);

    public static string Lane(string lane) => "lanes/" + Hash(lane);

    public static string PutOff(string conversation) => PutOffs + Hash(conversation);

    public static string Note(string key) => Notes + Escaped(key);

    public static string NoteKey(string blob) => Read(blob[Notes.Length..]);

    /// <summary>Sorts by when it is due and then by when it was queued.</summary>
    public static string Marker(QueuedNotice notice, long queued) =>
        $"{Due}{Sortable(notice.Due)}/{queued:D19}/{Hash(notice.Conversation)[..16]}/{Escaped(notice.Group.Value)}/{Hash(notice.Id)}";

    /// <summary>An instant as digits that sort in its order.</summary>
    public static string Sortable(Instant at) => (at.ToUnixTimeTicks() - Instant.MinValue.ToUnixTimeTicks()).ToString("D19", CultureInfo.InvariantCulture);

    public static Instant ReadSortable(string digits) =>
        Instant.FromUnixTimeTicks(long.Parse(digits, CultureInfo.InvariantCulture) + Instant.MinValue.ToUnixTimeTicks());

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    /// <summary>Letters, digits and a few signs stand as they are, every other byte as <c>=XX</c>: what begins alike still does.</summary>
    public static string Escaped(string id)
    {
        var name = new StringBuilder(id.Length);
        foreach (byte unit in Encoding.UTF8.GetBytes(id))
        {
            // A dot at the start could make "..", which some clients resolve.
            bool plain = char.IsAsciiLetterOrDigit((char)unit) || unit is (byte)'-' or (byte)'_' || (unit == '.' && name.Length > 0);
            _ = plain ? name.Append((char)unit) : name.Append(CultureInfo.InvariantCulture, $"={unit:X2}");
        }

        return name.Length <= 900 ? name.ToString() : throw new ArgumentException($"'{id[..40]}...' is too long for a name.", nameof(id));
    }

    public static string Read(string escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (int at = 0; at < escaped.Length; at++)
        {
            bytes.Add(escaped[at] == '=' ? Convert.FromHexString(escaped.AsSpan(at + 1, 2))[0] : (byte)escaped[at]);
            at += escaped[at] == '=' ? 2 : 0;
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

/// <summary>
/// One blob of a stream. A stream begins in <see cref="Root"/>; it goes on in the next part when one is full, and in the next generation
/// when a redaction rewrote it.
/// </summary>
internal readonly record struct PartName(int Generation, int Number)
{
    public static readonly PartName Root = new(0, 0);

    public static PartName Parse(string text) => new(int.Parse(text.AsSpan(0, 3), CultureInfo.InvariantCulture), int.Parse(text.AsSpan(4), CultureInfo.InvariantCulture));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation:D3}.{Number:D5}");
}
