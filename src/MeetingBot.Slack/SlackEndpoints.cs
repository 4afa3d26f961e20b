using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>What Slack calls over HTTP. Nothing is read before it is proved to be Slack's.</summary>
internal sealed class SlackEndpoints(SlackOptions options, SlackInbox inbox, TimeProvider time, ILogger<SlackEndpoints> log)
{
    private const int LargestBody = 1024 * 1024;

    private readonly SlackSignature _signature = new(options.SigningSecrets);

    public Task CommandsAsync(HttpContext context) => TakeAsync(context, body => FormBody.ReadCommand(body.Span));

    public Task EventsAsync(HttpContext context) => TakeAsync(context, body => Loose.Parse(body) is { } json ? EventReader.Read(json) : new UnknownInbound(""));

    public Task InteractivityAsync(HttpContext context) => TakeAsync(context, body => FormBody.ReadInteraction(body.Span));

    private async Task TakeAsync(HttpContext context, Func<ReadOnlyMemory<byte>, Inbound> read)
    {
        if (await BodyAsync(context.Request) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        IHeaderDictionary headers = context.Request.Headers;
        if (!_signature.Holds(headers[SlackSignature.TimeHeader], headers[SlackSignature.SignatureHeader], body.Span, time.GetUtcNow()))
        {
            if (read(body) is CertificateCheck)
            {
                return; // Slack looks at the certificate before there is anything to sign.
            }

            log.LogWarning("A request to {Path} was refused: its signature is not Slack's", context.Request.Path.Value);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        SlackAnswer answer = await inbox.TakeAsync(read(body), context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } said)
        {
            byte[] json = Encoding.UTF8.GetBytes(said.ToJsonString(ReadableJson.Options));
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json, context.RequestAborted);
        }
    }

    /// <summary>The raw bytes, which are what was signed; null when there are too many.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody)
        {
            return null;
        }

        using var bytes = new MemoryStream((int)(request.ContentLength ?? 4096));
        byte[] part = System.Buffers.ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (int count; (count = await request.Body.ReadAsync(part, request.HttpContext.RequestAborted)) > 0;)
            {
                bytes.Write(part, 0, count);
                if (bytes.Length > LargestBody)
                {
                    return null;
                }
            }
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(part);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
