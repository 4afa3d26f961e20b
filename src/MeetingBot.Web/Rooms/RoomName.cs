using System.Globalization;

namespace MeetingBot.Web;

/// <summary>The name of a room as it stands in the address: lower-case letters, digits and dashes.</summary>
public static class RoomName
{
    /// <summary>The room of an address that names none.</summary>
    public const string Default = "room";

    private const int Longest = 40;

    /// <summary>Makes a room's name of what stands in the address; everything odd becomes a dash.</summary>
    public static string Read(string? asked)
    {
        if (string.IsNullOrWhiteSpace(asked))
            return Default;

        var kept = asked.Trim().ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : '-').Take(Longest);
        var name = string.Join('-', string.Concat(kept).Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length > 0 ? name : Default;
    }

    /// <summary>The conversation that the bot knows the room by.</summary>
    public static string Conversation(string room) => "web::" + room;

    /// <summary>The room of a conversation.</summary>
    public static string OfConversation(string conversation) => conversation[(conversation.LastIndexOf(':') + 1)..];

    /// <summary>The name as a heading.</summary>
    public static string Heading(string room) =>
        room == Default ? "Meeting room" : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(room.Replace('-', ' '));
}
