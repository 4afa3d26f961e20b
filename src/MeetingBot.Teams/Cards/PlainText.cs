using System.Net;
using System.Text.RegularExpressions;

namespace MeetingBot.Teams;

/// <summary>Reads the text out of a message that Graph writes as HTML. What comes out is text and goes into no markup again.</summary>
internal static partial class PlainText
{
    /// <summary>The text of a message.</summary>
    public static string Of(PayloadBody? body)
    {
        string content = body?.Content ?? "";
        if (!string.Equals(body?.ContentType, "html", StringComparison.OrdinalIgnoreCase))
        {
            return content.Trim();
        }

        string lines = Breaks().Replace(Hidden().Replace(content.ReplaceLineEndings(" "), ""), "\n");
        string text = WebUtility.HtmlDecode(Tags().Replace(lines, "")).Replace('\u00A0', ' ');
        return Empty().Replace(string.Join('\n', text.Split('\n').Select(line => Spaces().Replace(line, " ").Trim())), "\n").Trim();
    }

    [GeneratedRegex("<(script|style)\\b.*?</\\1\\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex("<br\\s*/?>|</(p|div|li|h[1-6]|tr)>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(" {2,}|\\t+")]
    private static partial Regex Spaces();

    [GeneratedRegex("\\n{2,}")]
    private static partial Regex Empty();
}
