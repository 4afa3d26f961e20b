namespace MeetingBot.Domain;

/// <summary>
/// A person as an entry names them: somebody the directory knows, or a name as typed that waits to be cleared up ("who?").
/// A name never costs the sentence.
/// </summary>
/// <param name="Id">The person; null while unclear.</param>
/// <param name="AsTyped">The name as it was typed; null once the person is clear.</param>
public sealed record Named(PersonId? Id, string? AsTyped)
{
    /// <summary>Somebody known.</summary>
    public static Named Known(PersonId id) => new(id, null);

    /// <summary>A name as typed, and not clear yet.</summary>
    public static Named Unclear(string typed) => new(null, typed);

    /// <summary>True while nobody knows who it is.</summary>
    public bool IsUnclear => Id is null;
}
