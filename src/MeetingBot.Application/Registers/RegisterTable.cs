using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>A register as rows and columns, for files: every cell is the text that people read.</summary>
/// <param name="Title">What it is, with the group and the period.</param>
/// <param name="Name">A short name for the file, in lower case.</param>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The rows, each as long as the headings.</param>
public sealed record RegisterTable(string Title, string Name, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>The written forms of registers.</summary>
public enum RegisterFormat
{
    /// <summary>Comma-separated values (RFC 4180) that no spreadsheet takes for formulas.</summary>
    Csv,

    /// <summary>A Markdown table.</summary>
    Markdown,
}
