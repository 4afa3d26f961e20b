using System.Net;
using System.Security.Cryptography;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.AspNetCore.DataProtection;

namespace MeetingBot;

/// <summary>
/// Minutes as a page, for those who read them in a chat that takes no messages of that length. The address names the meeting, sealed and good
/// for two months; the page shows what the minutes are then, so that what was corrected or removed since is so there too.
/// </summary>
/// <param name="keys">Seal the addresses; replicas share them.</param>
/// <param name="host">The bot's public address; null for none, and then there are no links.</param>
internal sealed class MinutesPage(IDataProtectionProvider keys, Uri? host) : IMinutesLinks
{
    /// <summary>The path, with the seal after it.</summary>
    public const string Path = "/minutes/";

    private const string Style = "body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}";

    private static readonly TimeSpan Good = TimeSpan.FromDays(60);

    private readonly ITimeLimitedDataProtector _protector = keys.CreateProtector("MeetingBot.Minutes").ToTimeLimitedDataProtector();

    /// <inheritdoc/>
    public string? Of(MeetingId meeting) => host is null ? null : new Uri(host, Path + _protector.Protect(meeting.ToString(), Good)).AbsoluteUri;

    /// <summary>Shows the minutes that a seal stands for.</summary>
    public async Task<IResult> OpenAsync(string seal, Clerk clerk, IMinutesPrinter printer, HttpContext context)
    {
        if (Opened(seal) is not { } id || await clerk.ViewAsync(id.Group, context.RequestAborted) is not { } view || await clerk.MinutesAsync(id, context.RequestAborted) is not { } minutes)
        {
            return Results.NotFound("This link is too old, or is none of mine.");
        }

        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        string title = WebUtility.HtmlEncode($"{view.Group.Name}, {Words.LongDay(minutes.Date)}");
        return Results.Content($"""
            <!DOCTYPE html>
            <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{Style}</style></head>
            <body>{Printing.OrBuiltIn(printer, minutes, MinutesFormat.Html, view.Template).Text}</body></html>
            """, "text/html; charset=utf-8");
    }

    private MeetingId? Opened(string seal)
    {
        try
        {
            return MeetingId.Parse(_protector.Unprotect(seal));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
