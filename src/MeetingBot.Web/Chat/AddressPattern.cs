using System.Text.RegularExpressions;

namespace MeetingBot.Web;

/// <summary>Finds web addresses in plain text; nothing else in it becomes a link.</summary>
internal static partial class AddressPattern
{
    [GeneratedRegex("""https?://[^\s<>"']*[^\s<>"'.,;:!?)\]}]""", RegexOptions.NonBacktracking)]
    public static partial Regex Http();

    /// <summary>The same, and lines to type between backticks.</summary>
    [GeneratedRegex("""https?://[^\s<>"']*[^\s<>"'.,;:!?)\]}]|`[^`\n]+`""", RegexOptions.NonBacktracking)]
    public static partial Regex HttpOrCode();
}
