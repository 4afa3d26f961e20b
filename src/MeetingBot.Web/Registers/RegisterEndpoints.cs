using System.Globalization;
using MeetingBot.Application;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime.Text;

namespace MeetingBot.Web;

/// <summary>The registers of a room's group: a page to read, files to take along, and the minutes that a register leads back to.</summary>
internal static class RegisterEndpoints
{
    public static async Task<IResult> PageAsync(HttpContext context, TimeProvider time, string room, string? name)
    {
        if (Asked(context, room, name) is not { } asked)
            return Unknown();

        var view = await asked.Desk.RegistersAsync(asked.Conversation, asked.Visitor.Account, asked.Visitor.Name, time.Now(), context.RequestAborted);
        return view is null ? Closed() : Page<RegistersPage>(context, new { View = view, asked.Address });
    }

    public static async Task<IResult> FileAsync(HttpContext context, TimeProvider time, string room, string file, string? name)
    {
        if (Asked(context, room, name) is not { } asked)
            return Unknown();

        RegisterFormat? format = Path.GetExtension(file) switch { ".csv" => RegisterFormat.Csv, ".md" => RegisterFormat.Markdown, _ => null };
        var table = await asked.Desk.RegisterAsync(asked.Conversation, Path.GetFileNameWithoutExtension(file), asked.Visitor.Account, asked.Visitor.Name, time.Now(), context.RequestAborted);
        if (table is null || format is not { } written || context.RequestServices.GetService(typeof(IMinutesPrinter)) is not IMinutesPrinter printer)
            return Closed();

        context.Response.Headers.CacheControl = "no-store";
        var printed = printer.Print(table, written);
        return Results.File(printed.Content.ToArray(), printed.ContentType, $"{table.Name}.{printed.Extension}");
    }

    public static async Task<IResult> MinutesAsync(HttpContext context, TimeProvider time, string room, string date, string? name)
    {
        if (Asked(context, room, name) is not { } asked)
            return Unknown();

        // 2024-02-06 is the last meeting of that day, 2024-02-06.1 the first.
        var parts = date.Split('.');
        int? nth = parts is [_, var count] && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var which) ? which : null;
        return parts.Length == (nth is null ? 1 : 2) && LocalDatePattern.Iso.Parse(parts[0]) is { Success: true, Value: var day }
            && await asked.Desk.MinutesOfAsync(asked.Conversation, day, nth, asked.Visitor.Account, asked.Visitor.Name, time.Now(), context.RequestAborted) is { } minutes
            ? Page<RecordPage>(context, new { Minutes = minutes, asked.Address })
            : Closed();
    }

    private static RazorComponentResult<T> Page<T>(HttpContext context, object parameters) where T : Microsoft.AspNetCore.Components.IComponent
    {
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<T>(parameters);
    }

    private static Request? Asked(HttpContext context, string room, string? name)
    {
        var signed = Signed.In(context.User);
        var visitor = signed ?? Visitor.Named(name, null);
        return visitor is null || context.RequestServices.GetService(typeof(IRegisterDesk)) is not IRegisterDesk desk ? null
            : new Request(desk, visitor, RoomName.Conversation(RoomName.Read(room)), new RegisterAddress(RoomName.Read(room), signed is null ? visitor.Name : null));
    }

    private static IResult Unknown() => Results.BadRequest("Who asks? Open the room first and pick a name.");

    private static IResult Closed() => Results.NotFound("There are no registers here for you: they are for the people of the group.");

    private sealed record Request(IRegisterDesk Desk, Visitor Visitor, string Conversation, RegisterAddress Address);
}
