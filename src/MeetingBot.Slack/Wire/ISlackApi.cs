using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>
/// Slack's Web API. With <see cref="ISlackSocket"/> this is the port behind which another client of Slack could stand: nothing outside
/// of the folder Wire knows how a call is made.
/// </summary>
internal interface ISlackApi
{
    /// <summary>
    /// Calls a method and returns the answer's body. Waits for its turn, and tries again where that does no harm.
    /// </summary>
    /// <exception cref="SlackApiException">Slack said no.</exception>
    /// <exception cref="SlackBusyException">Slack asks for more patience than a call has.</exception>
    /// <exception cref="SlackUnreachableException">Nothing was done.</exception>
    /// <exception cref="SlackUncertainException">A post was sent, and whether it stands is not known.</exception>
    ValueTask<JsonElement> CallAsync(ApiCall call, CancellationToken cancellation);

    /// <summary>
    /// Edits a message. Of several edits of the same message that wait, only the newest is sent, at most one a second.
    /// </summary>
    ValueTask EditAsync(ApiCall call, CancellationToken cancellation);

    /// <summary>Sends the bytes of a file to the address that Slack gave for it.</summary>
    ValueTask UploadAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Raised with the token that Slack refuses for good, and its code.</summary>
    event Action<string, string>? TokenRefused;

    /// <summary>The rights that a workspace's token has, as Slack said with its last answer; null before the first.</summary>
    IReadOnlySet<string>? ScopesOf(string tenant);
}
