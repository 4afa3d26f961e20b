using System.Globalization;
using MeetingBot.Domain;

namespace MeetingBot.Web;

/// <summary>The addresses of a room's registers, as one visitor sees them.</summary>
public sealed record RegisterAddress(string RoomName, string? VisitorName)
{
    public string Room => $"/?room={Uri.EscapeDataString(RoomName)}";

    public string Page => $"/registers/{Uri.EscapeDataString(RoomName)}{Name('?')}";

    public string File(string register, string format) => $"/registers/{Uri.EscapeDataString(RoomName)}/{register}.{(format == "csv" ? "csv" : "md")}{Name('?')}";

    public string Entry(MeetingId meeting, int entry) =>
        string.Create(CultureInfo.InvariantCulture, $"/registers/{Uri.EscapeDataString(RoomName)}/minutes/{meeting.Date:uuuu-MM-dd}.{meeting.Nth}{Name('?')}#entry-{entry}");

    /// <summary>Where names are trusted the visitor's goes along; whoever signed in is known by that.</summary>
    private string Name(char first) => VisitorName is { } name ? $"{first}name={Uri.EscapeDataString(name)}" : "";
}
