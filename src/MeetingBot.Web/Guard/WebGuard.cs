using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace MeetingBot.Web;

/// <summary>
/// What the web room answers to. A foreign page that points its own name at this machine (DNS rebinding) comes with its own
/// <c>Host</c>; one that opens a connection to our address comes with its own <c>Origin</c>. Both are refused.
/// </summary>
internal sealed class WebGuard(RequestDelegate next, IOptions<MeetingBotWebOptions> options)
{
    private const string Policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<WebRoomEndpoint>() is null)
            return next(context);

        if (!options.Value.Hosts.Contains(context.Request.Host.Host))
            return Refuse(context, "The web room does not answer to this address. Open it as http://localhost, with the port the bot printed.");

        if (!IsOwnPage(context.Request))
            return Refuse(context, "Only the web room's own pages may do this.");

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    }

    /// <summary>Browsers name the page with every request that changes something and with every WebSocket; what names none is no browser.</summary>
    private static bool IsOwnPage(HttpRequest request) => request.Headers.Origin switch
    {
        { Count: 0 } => true,
        { Count: 1 } origin when IsReading(request) || IsHost(origin, request.Host) => true,
        _ => false,
    };

    private static bool IsReading(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !request.HttpContext.WebSockets.IsWebSocketRequest
        && !request.Headers.ContainsKey("Upgrade");

    /// <summary>The scheme does not count: a proxy in front may have taken the encryption off.</summary>
    private static bool IsHost(StringValues origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && string.Equals(page.Authority, HostString.FromUriComponent(host.ToUriComponent()).ToUriComponent(), StringComparison.OrdinalIgnoreCase);

    private static Task Refuse(HttpContext context, string why)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
