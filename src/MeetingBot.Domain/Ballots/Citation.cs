namespace MeetingBot.Domain;

/// <summary>Where a rule is written, so that whoever is refused can read it.</summary>
/// <param name="Document">The document, for example <c>Bylaws</c> or <c>CSCWG charter 1.1</c>.</param>
/// <param name="Section">The section, for example <c>2.3(3)</c>; empty for the whole document.</param>
public sealed record Citation(string Document, string Section)
{
    /// <inheritdoc/>
    public override string ToString() => Section.Length == 0 ? Document : $"{Document} {Section}";
}
