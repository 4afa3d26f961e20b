namespace MeetingBot.Application;

/// <summary>A name as typed in a list, with the organisation that stood behind it.</summary>
/// <param name="Name">The name; never empty.</param>
/// <param name="Organization">The organisation, which may hold commas and parentheses; null when none was given.</param>
public sealed record NamedPerson(string Name, string? Organization)
{
    static readonly string[] Dashes = [" – ", " — ", " - "];

    /// <summary>Reads "Name (Org)", "Name - (Org)", "Name – Org" or a bare name; a closing full stop is dropped behind a parenthesis.</summary>
    public static NamedPersonReading Read(string text)
    {
        string typed = Typography.Unquote(text).Text;
        if (!Parentheses.Balance(typed))
        {
            return new NamedPersonReading.Unbalanced(typed);
        }

        string whole = typed.EndsWith(").", StringComparison.Ordinal) ? typed[..^1] : typed;
        var (name, organization) = AtDash(whole) ?? AtParenthesis(whole);
        name = name.Trim();
        organization = organization.Trim();
        return name.Length == 0
            ? new NamedPersonReading.Nameless(typed)
            : new NamedPersonReading.Named(new NamedPerson(name, organization.Length == 0 ? null : organization));
    }

    /// <summary>The form in which lists print it: "Name (Org)", or the bare name.</summary>
    public override string ToString() => Organization is null ? Name : $"{Name} ({Organization})";

    static (string Name, string Organization)? AtDash(string text)
    {
        int bracket = text.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 ? open : text.Length;
        foreach (string dash in Dashes)
        {
            if (text.IndexOf(dash, 0, bracket, StringComparison.Ordinal) is var at and > 0)
            {
                string organization = text[(at + dash.Length)..].Trim();
                return (text[..at], Parentheses.Surround(organization) ? organization[1..^1] : organization);
            }
        }

        return null;
    }

    static (string Name, string Organization) AtParenthesis(string text) =>
        text.EndsWith(')') && Parentheses.OpenerOfLast(text) is var open ? (text[..open], text[(open + 1)..^1]) : (text, "");
}

/// <summary>What came of reading a text as a person.</summary>
public abstract record NamedPersonReading
{
    /// <summary>It is a name, perhaps with an organisation.</summary>
    /// <param name="Person">The person.</param>
    public sealed record Named(NamedPerson Person) : NamedPersonReading;

    /// <summary>A parenthesis is missing; where the organisation ends is not guessed.</summary>
    /// <param name="Text">The text as typed.</param>
    public sealed record Unbalanced(string Text) : NamedPersonReading;

    /// <summary>Nothing stands where the name should be.</summary>
    /// <param name="Text">The text as typed.</param>
    public sealed record Nameless(string Text) : NamedPersonReading;

    /// <summary>The person, if it is one; else null.</summary>
    public NamedPerson? Value => (this as Named)?.Person;
}
