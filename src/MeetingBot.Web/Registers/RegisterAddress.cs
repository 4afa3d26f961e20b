using NodaTime;

namespace MeetingBot.Web;

/// <summary>The addresses of a room's registers, as one visitor sees them.</summary>
public sealed record RegisterAddress(string RoomName, string? VisitorName)
{
    public string Room => $"/?room={Uri.EscapeDataString(RoomName)}";

    public string Page => $"/registers/{Uri.EscapeDataString(RoomName)}{Name('?')}";

    public string File(string register, string format) => $"/registers/{Uri.EscapeDataString(RoomName)}/{register}.{(format == "csv" ? "csv" : "md")}{Name('?')}";

    public string Entry(LocalDate date, int entry) => $"/registers/{Uri.EscapeDataString(RoomName)}/minutes/{date:uuuu-MM-dd}{Name('?')}#entry-{entry}";

    /// <summary>Where names are trusted the visitor's goes along; whoever signed in is known by that.</summary>
    private string Name(char first) => VisitorName is { } name ? $"{first}name={Uri.EscapeDataString(name)}" : "";
}
