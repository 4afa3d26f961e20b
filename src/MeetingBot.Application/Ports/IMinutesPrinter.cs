using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Prints minutes in one of the written forms. The implementation holds the template engine and the writers of files.</summary>
public interface IMinutesPrinter
{
    /// <summary>Prints minutes as one file. A group's own template may fail on facts nobody thought of, and then this throws.</summary>
    /// <param name="minutes">The facts, drafts with their warnings too.</param>
    /// <param name="format">The written form.</param>
    /// <param name="template">What orders and words the facts: a built-in template or a group's own.</param>
    Printed Print(Minutes minutes, MinutesFormat format, MinutesTemplate template);

    /// <summary>Prints a ballot's announcement or result as Markdown.</summary>
    Printed Print(BallotSheet ballot, BallotDocument document);

    /// <summary>Writes a register as a file.</summary>
    Printed Print(RegisterTable table, RegisterFormat format);

    /// <summary>Reads a group's own Liquid template; null when it can be used, else what is wrong and on which line.</summary>
    string? Check(string liquid);
}

/// <summary>Which template prints the minutes.</summary>
/// <param name="Name">A built-in name (<c>structured</c>, <c>narrative</c>, <c>numbered</c>), or the name under which a group keeps its own.</param>
/// <param name="Liquid">The text of a group's own template; null for a built-in one.</param>
public sealed record MinutesTemplate(string Name, string? Liquid = null)
{
    /// <summary>The template of a group that never chose one.</summary>
    public static readonly MinutesTemplate Structured = new("structured");

    /// <summary>The names of the built-in templates.</summary>
    public static readonly ImmutableArray<string> BuiltIn = ["structured", "narrative", "numbered"];
}

/// <summary>What is written about a ballot.</summary>
public enum BallotDocument
{
    /// <summary>What a ballot proposes, by whom, and when it is voted on.</summary>
    Announcement,

    /// <summary>How it went, with every rule that was checked.</summary>
    Result,
}

/// <summary>The written forms of minutes.</summary>
public enum MinutesFormat
{
    /// <summary>Markdown, with YAML front matter where the template has it.</summary>
    Markdown,

    /// <summary>A fragment of sanitised HTML.</summary>
    Html,

    /// <summary>Plain text.</summary>
    Text,

    /// <summary>The facts themselves as JSON.</summary>
    Json,

    /// <summary>A Word document.</summary>
    Docx,
}

/// <summary>Minutes in a written form.</summary>
/// <param name="Content">The bytes: UTF-8 without a byte order mark for text forms.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Extension">The file extension without a dot.</param>
public sealed record Printed(ReadOnlyMemory<byte> Content, string ContentType, string Extension)
{
    /// <summary>The content of a text form as a string.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Content.Span);
}
