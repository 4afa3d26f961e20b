using System.Security.Claims;
using MeetingBot.Application;
using Microsoft.AspNetCore.Http;

namespace MeetingBot.Web;

/// <summary>The minutes of a room as a file.</summary>
internal static class MinutesDownload
{
    public static async Task<IResult> GetAsync(HttpContext context, IMeetingDesk desk, TimeProvider time, string? room, string? name, string? format)
    {
        var visitor = Signed.In(context.User) ?? Visitor.Named(name, null);
        if (visitor is null)
            return Results.BadRequest("Who asks? Open the room first and pick a name.");

        if (!Enum.TryParse<MinutesFormat>(format, ignoreCase: true, out var written) || !Enum.IsDefined(written))
            return Results.BadRequest("The format is one of markdown, html, text, json, docx.");

        var conversation = RoomName.Conversation(RoomName.Read(room));
        var view = await desk.LookAsync(conversation, visitor.Account, visitor.Name, time.Now(), context.RequestAborted);
        if (view.Minutes is not { } minutes || context.RequestServices.GetService(typeof(IMinutesPrinter)) is not IMinutesPrinter printer)
            return Results.NotFound("There are no minutes to download here.");

        context.Response.Headers.CacheControl = "no-store";
        var printed = printer.Print(minutes, written, view.Template);
        return Results.File(printed.Content.ToArray(), printed.ContentType, $"{minutes.Slug}-{minutes.Date:uuuu-MM-dd}-minutes.{printed.Extension}");
    }

    /// <summary>The address of a download.</summary>
    public static string Address(string room, Visitor visitor, MinutesFormat format) =>
        $"/minutes/download?room={Uri.EscapeDataString(room)}&name={Uri.EscapeDataString(visitor.Name)}&format={format.ToString().ToLowerInvariant()}";
}

/// <summary>Reads who signed in, where the host demands that.</summary>
internal static class Signed
{
    public static Visitor? In(ClaimsPrincipal? user, string? zone = null) => Subject(user) is { } subject
        ? Visitor.SignedIn(subject, user?.FindFirstValue("name") ?? user?.Identity?.Name, zone)
        : null;

    public static string? Subject(ClaimsPrincipal? user) => user?.Identity?.IsAuthenticated == true
        ? user.FindFirstValue("sub") ?? user.FindFirstValue(ClaimTypes.NameIdentifier)
        : null;
}
