using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Teams;

/// <summary>
/// Authenticates <c>POST /api/messages</c>: first the token, then that it was made for this very activity. 401 answers a token that
/// proves nothing, 403 one that does not fit the body, 413 and 400 a body that cannot be read; all without a body of their own.
/// </summary>
public sealed class ActivityAuthenticator(TeamsOptions options, TokenCheck tokens) : IActivityAuthenticator
{
    private const string Channel = "msteams";

    /// <inheritdoc/>
    public async ValueTask<Inbound> AuthenticateAsync(HttpRequest request, CancellationToken cancellation)
    {
        CheckedToken? token = null;
        if (options.AllowUnauthenticated)
        {
            if (request.HttpContext.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
            {
                return Inbound.Refused(StatusCodes.Status403Forbidden, "not from this machine");
            }

            // A page of some site in the developer's browser can send anything here but JSON without asking first.
            if (!request.HasJsonContentType())
            {
                return Inbound.Refused(StatusCodes.Status415UnsupportedMediaType, "not JSON");
            }
        }
        else if ((token = await tokens.CheckAsync(Header(request), cancellation)) is null)
        {
            return Inbound.Refused(StatusCodes.Status401Unauthorized, "token");
        }

        if (await ReadAsync(request, cancellation) is not { } body)
        {
            return Inbound.Refused(StatusCodes.Status413PayloadTooLarge, "too long");
        }

        Activity? activity = WireJson.Read(body);
        return activity is null ? Inbound.Refused(StatusCodes.Status400BadRequest, "no activity")
            : Mismatch(activity, token) is { } reason ? Inbound.Refused(StatusCodes.Status403Forbidden, reason)
            : new Inbound(StatusCodes.Status200OK, activity);
    }

    /// <summary>What does not fit together; null when all does.</summary>
    private string? Mismatch(Activity activity, CheckedToken? token) =>
        !string.Equals(activity.ChannelId, Channel, StringComparison.OrdinalIgnoreCase) ? "channel"
        : token is not null && !token.Endorsements.Contains(Channel, StringComparer.OrdinalIgnoreCase) ? "endorsement"
        : token is not null && !string.Equals(token.ServiceUrl, activity.ServiceUrl, StringComparison.OrdinalIgnoreCase) ? "serviceurl"
        : !options.MaySpeakTo(activity.ServiceUrl) ? "service host"
        : activity.Recipient?.Id is not { } bot || !(options.AllowUnauthenticated || bot.EndsWith(options.AppId, StringComparison.OrdinalIgnoreCase)) ? "recipient"
        : activity.Conversation?.Id is not { Length: > 0 } ? "conversation"
        : activity.Tenant is not { Length: > 0 } tenant || !(options.AllowUnauthenticated || options.Tenants.Contains(tenant)) ? "tenant"
        : null;

    private static string? Header(HttpRequest request) => request.Headers.Authorization is [var only] ? only : null;

    /// <summary>The raw body; null when it is longer than is taken.</summary>
    private async ValueTask<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.ContentLength > options.LongestRequest)
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>(Math.Max(256, (int)(request.ContentLength ?? 4096)));
        while (await request.Body.ReadAsync(body.GetMemory(4096), cancellation) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > options.LongestRequest)
            {
                return null;
            }
        }

        return body.WrittenSpan.ToArray();
    }
}
