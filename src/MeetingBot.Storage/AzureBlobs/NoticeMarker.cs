using System.Globalization;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>The name of a marker in the queue of notices, read: see <see cref="BlobNames.Marker"/>.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Due">When the notice is due.</param>
/// <param name="Queued">When it was queued, and its order among those due together.</param>
/// <param name="Lane">Its conversation, as a hash.</param>
/// <param name="Notice">The name of the notice's document.</param>
internal sealed record NoticeMarker(string Name, Instant Due, long Queued, string Lane, string Notice)
{
    public static NoticeMarker Of(string name)
    {
        string[] parts = name.Split('/');
        return new NoticeMarker(name, BlobNames.ReadSortable(parts[1]), long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3],
            $"{BlobNames.Notices}{parts[4]}/{parts[5]}");
    }
}
