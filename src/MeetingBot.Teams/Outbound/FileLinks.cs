using System.Security.Cryptography;
using System.Text;
using MeetingBot.Application;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Teams;

/// <summary>
/// Addresses of small files, such as a calendar entry, which a bot cannot attach in a channel. The file is in the address itself, sealed
/// and good for two months, so that nothing is kept for it. Whoever sees the post may open it.
/// </summary>
internal sealed class FileLinks(IDataProtectionProvider keys, TeamsOptions options)
{
    /// <summary>The path, with the sealed file after it.</summary>
    public const string Path = "/teams/file/";

    // Servers and proxies take lines of eight thousand.
    private const int LongestSeal = 6000;
    private static readonly TimeSpan Good = TimeSpan.FromDays(60);

    private readonly ITimeLimitedDataProtector _protector = keys.CreateProtector("MeetingBot.Teams.File").ToTimeLimitedDataProtector();

    /// <summary>A file's address; null without a public address, and for a file that is too long for one.</summary>
    public string? Of(Attachment file) =>
        options.PublicUrl is { } host && _protector.Protect($"{file.Name}\n{file.ContentType}\n{Encoding.UTF8.GetString(file.Content.Span)}", Good) is { Length: <= LongestSeal } sealedFile
            ? new Uri(host, Path + sealedFile).AbsoluteUri
            : null;

    /// <summary>Hands a file over.</summary>
    public IResult Open(string sealedFile, HttpContext context)
    {
        try
        {
            string[] file = _protector.Unprotect(sealedFile).Split('\n', 3);
            context.Response.Headers.CacheControl = "private, no-store";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.File(Encoding.UTF8.GetBytes(file[2]), file[1], file[0]);
        }
        catch (CryptographicException)
        {
            return Results.NotFound("This link is too old, or is none of mine.");
        }
    }
}
