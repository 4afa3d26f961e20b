using System.Text;

namespace MeetingBot.Slack;

/// <summary>
/// Slack's text: three characters stand as entities, and mentions, channels, dates and links stand between <c>&lt;</c> and
/// <c>&gt;</c> (docs.slack.dev/messaging/formatting-message-text).
/// </summary>
internal static class Mrkdwn
{
    /// <summary>Escapes what a person typed, once, so that nothing in it notifies, links or mentions.</summary>
    public static string Escape(string text) => text.AsSpan().ContainsAny('&', '<', '>')
        ? text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        : text;

    /// <summary>Takes the three entities back, once.</summary>
    public static string Unescape(string text) => text.Contains('&', StringComparison.Ordinal)
        ? text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        : text;

    /// <summary>Splits a text into plain pieces (unescaped) and entities, in order.</summary>
    public static IEnumerable<Piece> Scan(string text)
    {
        int plain = 0;
        for (int at = 0; at < text.Length;)
        {
            int end = text[at] == '<' ? text.IndexOf('>', at + 1) : -1;
            int inner = end < 0 ? -1 : text.IndexOf('<', at + 1, end - at - 1);
            if (end < 0 || inner >= 0 || end == at + 1)
            {
                at++;
                continue;
            }

            if (at > plain)
            {
                yield return new Piece(PieceKind.Text, Unescape(text[plain..at]), null);
            }

            yield return Entity(text[(at + 1)..end]);
            at = plain = end + 1;
        }

        if (plain < text.Length)
        {
            yield return new Piece(PieceKind.Text, Unescape(text[plain..]), null);
        }
    }

    /// <summary>The text without a mention of the bot at its very start, and without the colon or comma behind it; null when it does not start so.</summary>
    public static string? WithoutLeadingMention(string text, string bot)
    {
        string trimmed = text.TrimStart();
        string mention = "<@" + bot;
        if (!trimmed.StartsWith(mention, StringComparison.Ordinal) || trimmed.Length == mention.Length || trimmed[mention.Length] is not ('>' or '|'))
        {
            return null;
        }

        int end = trimmed.IndexOf('>', mention.Length);
        return end < 0 ? null : trimmed[(end + 1)..].TrimStart(':', ',', ' ', '\u00A0').Trim();
    }

    /// <summary>A time that each reader sees in their own zone, with the words for programs that cannot show it.</summary>
    /// <param name="unixSeconds">The moment.</param>
    /// <param name="fallback">What stands there otherwise.</param>
    public static string Date(long unixSeconds, string fallback) =>
        $"<!date^{unixSeconds}^{{date_short_pretty}} {{time}}|{Escape(fallback.Replace('|', '/').ReplaceLineEndings(" "))}>";

    /// <summary>Cuts a text to a length without cutting a surrogate pair; what was cut is marked by an ellipsis. For text that is not escaped yet.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        int end = most - 1;
        return (char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]) + "…";
    }

    /// <summary>Escapes and cuts so that the escaped text fits and no entity is cut in two.</summary>
    public static string EscapeCut(string text, int most)
    {
        string escaped = Escape(text);
        if (escaped.Length <= most)
        {
            return escaped;
        }

        var kept = new StringBuilder(most);
        foreach (Rune rune in text.EnumerateRunes())
        {
            string next = Escape(rune.ToString());
            if (kept.Length + next.Length + 1 > most)
            {
                break;
            }

            kept.Append(next);
        }

        return kept.Append('…').ToString();
    }

    private static Piece Entity(string inside)
    {
        int bar = inside.IndexOf('|', StringComparison.Ordinal);
        string head = bar < 0 ? inside : inside[..bar];
        string? label = bar < 0 ? null : Unescape(inside[(bar + 1)..]);
        return head switch
        {
            ['@', 'U' or 'W', ..] => new Piece(PieceKind.User, head[1..], label),
            ['#', 'C' or 'G' or 'D', ..] => new Piece(PieceKind.Channel, head[1..], label),
            _ when head.StartsWith("!subteam^", StringComparison.Ordinal) => new Piece(PieceKind.UserGroup, head["!subteam^".Length..], label),
            _ when head.StartsWith("!date^", StringComparison.Ordinal) => new Piece(PieceKind.Date, head["!date^".Length..].Split('^')[0], label),
            ['!', ..] => new Piece(PieceKind.Special, head[1..], label),
            _ => new Piece(PieceKind.Link, Unescape(head), label),
        };
    }
}

/// <summary>A piece of Slack's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The plain text, the id, or the address of a link.</param>
/// <param name="Label">What is shown for it; never to be trusted as an identity; null when there is none.</param>
internal sealed record Piece(PieceKind Kind, string Value, string? Label);

/// <summary>The kinds of pieces.</summary>
internal enum PieceKind
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>A person.</summary>
    User,

    /// <summary>A channel.</summary>
    Channel,

    /// <summary>A user group.</summary>
    UserGroup,

    /// <summary><c>here</c>, <c>channel</c>, <c>everyone</c> and what else begins with an exclamation mark.</summary>
    Special,

    /// <summary>A moment; the value is in seconds since 1970.</summary>
    Date,

    /// <summary>An address of the web, of mail or of a telephone.</summary>
    Link,
}
