using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>One command of the vocabulary, declared once: parsing, help, permission, autocompletion and the manifests derive from it.</summary>
/// <param name="Name">Its name, in lower case; of several names that fit, the longest wins.</param>
/// <param name="Parameters">What follows the name, as shown: <c>&lt;date&gt;[ because &lt;reason&gt;]</c>; empty for nothing.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Who">Who may give it in a chaired group.</param>
/// <param name="Needs">What must be there.</param>
/// <param name="Do">Reads the words and says what they come to.</param>
public sealed record ChatCommand(string Name, string Parameters, string Summary, Permission Who, Needs Needs, Func<Call, Step> Do)
{
    /// <summary>Other names by which it is called, in lower case too; help shows only <see cref="Name"/>.</summary>
    public ImmutableArray<string> Synonyms { get; init; } = [];

    /// <summary>Whole lines that a person can try; each reads as this command.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The heading under which help lists it.</summary>
    public string Chapter { get; init; } = "";

    /// <summary>How it is heard as a plain line in the meeting's thread.</summary>
    public LineForm Line { get; init; } = LineForm.Colon;

    /// <summary>True for a command that help does not list because another one says it.</summary>
    public bool Hidden { get; init; }

    /// <summary>The name with its parameters.</summary>
    public string Syntax => Parameters.Length == 0 ? Name : $"{Name} {Parameters}";

    /// <summary>Every name by which it is called, its own first.</summary>
    public IEnumerable<string> Names => [Name, .. Synonyms];
}

/// <summary>How a command is heard as a plain line.</summary>
public enum LineForm
{
    /// <summary>With a colon before its text: <c>decision: ship on Monday</c>; alone where it needs no text.</summary>
    Colon,

    /// <summary>With arguments that are numbers, dates or fixed words and so cannot be chat: <c>topic 2</c>, <c>vote yes</c>; with a colon too.</summary>
    Bare,

    /// <summary>Not at all: it is for the direct chat or a mention.</summary>
    Never,
}

/// <summary>What must be there for a command to mean anything.</summary>
public enum Needs
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A group.</summary>
    Group,

    /// <summary>A meeting in session.</summary>
    Session,

    /// <summary>A meeting in session, or the last one whose minutes are not approved.</summary>
    Meeting,
}
