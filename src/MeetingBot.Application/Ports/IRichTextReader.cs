using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>
/// Reads Markdown that the bot itself wrote into plain data, so that an adapter can lay it out without any text of a person meeting
/// the platform's own markup.
/// </summary>
public interface IRichTextReader
{
    /// <summary>The paragraphs, headings and list items in their order; front matter is left out.</summary>
    ImmutableArray<RichBlock> Read(string markdown);
}

/// <summary>A paragraph, a heading, or an item of a list.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Level">A heading's level, or how deep an item or a quote stands, from 1; 0 for others.</param>
/// <param name="Runs">Its text; empty for a rule.</param>
/// <param name="Number">The number of a numbered item; 0 for others.</param>
public sealed record RichBlock(RichBlockKind Kind, int Level, ImmutableArray<RichRun> Runs, int Number = 0)
{
    /// <summary>All of its text, without any style.</summary>
    public string Text => string.Concat(Runs.Select(run => run.Text));
}

/// <summary>What a block of rich text is.</summary>
public enum RichBlockKind
{
    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>An item of a list with bullets.</summary>
    Bullet,

    /// <summary>An item of a numbered list.</summary>
    Numbered,

    /// <summary>A quotation.</summary>
    Quote,

    /// <summary>Code, with its line breaks.</summary>
    Code,

    /// <summary>A line across.</summary>
    Rule,
}

/// <summary>A piece of text in one style.</summary>
/// <param name="Text">The text as it is to be seen; a line break is <c>\n</c>.</param>
public sealed record RichRun(string Text)
{
    /// <summary>Strong emphasis.</summary>
    public bool Bold { get; init; }

    /// <summary>Emphasis.</summary>
    public bool Italic { get; init; }

    /// <summary>Crossed out.</summary>
    public bool Strike { get; init; }

    /// <summary>Code.</summary>
    public bool Code { get; init; }

    /// <summary>Where it leads: an http, https or mailto address; null for plain text.</summary>
    public string? Link { get; init; }
}
