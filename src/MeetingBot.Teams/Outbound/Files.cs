using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>
/// Hands files over, which bots can do only in a chat with one person: Teams asks them whether it may go to their store, and says where
/// (msteams-docs, bots-filesv4.md). A file that nobody took within the hour is forgotten.
/// </summary>
internal sealed class Files(IConnectorClient connector, Poster poster, TeamsOptions options, TimeProvider time)
{
    private const int Most = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, Offered> _offered = new(StringComparer.Ordinal);

    /// <summary>Asks whether a file may be stored; nothing happens without one.</summary>
    public async ValueTask OfferAsync(Place place, Attachment? file, CancellationToken cancellation)
    {
        if (file is null)
        {
            return;
        }

        foreach ((string old, Offered one) in _offered)
        {
            if (time.GetElapsedTime(one.At) > Kept || _offered.Count > Most)
            {
                _offered.TryRemove(old, out _);
            }
        }

        string key = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        _offered[key] = new Offered(file, place.UserId, time.GetTimestamp());
        var context = new JsonObject { ["file"] = key };
        var question = new JsonObject
        {
            ["description"] = "Minutes, as you asked",
            ["sizeInBytes"] = file.Content.Length,
            ["acceptContext"] = context,
            ["declineContext"] = context.DeepClone(),
        };
        Activity asked = Poster.Line(place.Where, file.Name) with
        {
            Text = null,
            TextFormat = null,
            Summary = file.Name,
            Attachments = [new ActivityAttachment(ActivityAttachment.FileConsent, question) { Name = file.Name }],
        };
        await poster.PostAsync(place.Where, null, asked, cancellation);
    }

    /// <summary>Takes the answer: puts the file where it was allowed, or forgets it. An offer stands until its file is stored.</summary>
    public async Task AnsweredAsync(Activity activity, Place place, CancellationToken cancellation)
    {
        FileConsent? consent = WireJson.Value(activity, WireJson.Default.FileConsent);
        if (WireJson.Text(consent?.Context, "file") is not { } key || !_offered.TryGetValue(key, out Offered? offered) || offered.For != place.UserId)
        {
            return;
        }

        if (string.Equals(consent!.Action, "accept", StringComparison.OrdinalIgnoreCase) && !await StoredAsync(consent.UploadInfo, offered, place, cancellation))
        {
            await poster.PostAsync(place.Where, null, Poster.Line(place.Where, $"{offered.File.Name} could not be stored. Press the button again, or ask for it again."), cancellation);
            return;
        }

        _offered.TryRemove(key, out _);
        if (activity.ReplyToId is { } question)
        {
            await poster.RemoveAsync(place.Where, null, question, cancellation);
        }
    }

    private async ValueTask<bool> StoredAsync(UploadInfo? where, Offered offered, Place place, CancellationToken cancellation)
    {
        if (MayUpload(where?.UploadUrl) is not { } address)
        {
            return false;
        }

        try
        {
            await connector.UploadAsync(address, offered.File.Content, cancellation);
        }
        catch (ConnectorException)
        {
            return false;
        }

        var card = new JsonObject { ["uniqueId"] = where!.UniqueId, ["fileType"] = where.FileType };
        Activity stored = Poster.Line(place.Where, "") with
        {
            Text = null,
            TextFormat = null,
            Summary = offered.File.Name,
            Attachments = [new ActivityAttachment(ActivityAttachment.FileCard, card) { Name = where.Name, ContentUrl = where.ContentUrl }],
        };
        await poster.PostAsync(place.Where, null, stored, cancellation);
        return true;
    }

    /// <summary>The address comes from outside: only Microsoft's file stores get a file.</summary>
    private Uri? MayUpload(string? address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
        && ((uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort && uri.UserInfo.Length == 0
            && (uri.Host.EndsWith(".sharepoint.com", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".sharepoint.us", StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith(".onedrive.com", StringComparison.OrdinalIgnoreCase)))
            || (options.AllowLoopback && uri.IsLoopback)) ? uri : null;

    private sealed record Offered(Attachment File, string For, long At);
}
