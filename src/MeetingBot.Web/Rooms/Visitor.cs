using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Web;

/// <summary>Whoever looks at the room.</summary>
/// <param name="Account">Who it is to the bot.</param>
/// <param name="Name">The name the others see.</param>
/// <param name="NameIsTrusted">True where a name is all there is (loopback); false after a sign-in, which proves an account and no name.</param>
/// <param name="Zone">The browser's IANA zone; null when unknown.</param>
public sealed record Visitor(Account Account, string Name, bool NameIsTrusted, string? Zone)
{
    private const int LongestName = 60;

    /// <summary>A visitor who picked a name; null for a name that cannot be one.</summary>
    public static Visitor? Named(string? typed, string? zone) =>
        Clean(typed) is { Length: > 0 } name ? new(new Account("web::" + name), name, true, zone) : null;

    /// <summary>A visitor who signed in.</summary>
    public static Visitor SignedIn(string subject, string? name, string? zone) =>
        new(new Account("web::" + subject), Clean(name) is { Length: > 0 } clean ? clean : subject, false, zone);

    private static string Clean(string? typed)
    {
        var visible = string.Concat((typed ?? "").EnumerateRunes()).Normalize(NormalizationForm.FormC).Where(c => !char.IsControl(c));
        var words = string.Concat(visible).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Join(' ', words);
        return name.Length > LongestName ? name[..LongestName].TrimEnd() : name;
    }
}
