using System.Buffers;
using System.Text;
using MeetingBot.Application;

namespace MeetingBot.Documents;

/// <summary>Writes registers as files.</summary>
static class RegisterPrinter
{
    /// <summary>Characters with which a cell begins that spreadsheets take for a formula (OWASP, CSV injection).</summary>
    const string Formulas = "=+-@\t\r＝＋－＠";

    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;'");

    internal static string Csv(RegisterTable table)
    {
        var text = new StringBuilder();
        foreach (var row in table.Rows.Prepend(table.Columns))
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }
        return text.ToString();
    }

    /// <summary>A heading, and a table in which no cell can end its row or its column.</summary>
    internal static string Markdown(RegisterTable table)
    {
        var text = new StringBuilder("# ").Append(Escaped(table.Title)).Append("\n\n");
        Line(text, table.Columns.Select(Escaped));
        Line(text, table.Columns.Select(_ => "---"));
        foreach (var row in table.Rows)
        {
            Line(text, row.Select(Escaped));
        }
        return text.ToString();
    }

    static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>A cell that could be a formula begins with an apostrophe, which spreadsheets do not show.</summary>
    static string Cell(string value)
    {
        var safe = value.Length > 0 && Formulas.Contains(value[0], StringComparison.Ordinal) ? "'" + value : value;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    static string Escaped(string value)
    {
        var line = Clean.Line(value).Trim();
        if (line.Length == 0)
        {
            return "";
        }
        var writer = new MarkdownWriter(Allowance.BuiltIn());
        writer.Write("x ");
        MarkdownText.Write(writer, line, Markup.None);
        return WithoutPipes(writer.ToString()[2..]);
    }

    /// <summary>Renderers disagree about a backslash before a pipe in a table, and agree about the character's number.</summary>
    static string WithoutPipes(string text)
    {
        var cell = new StringBuilder(text.Length);
        var backslashes = 0;
        foreach (var c in text)
        {
            if (c == '|')
            {
                cell.Length -= backslashes % 2;
                cell.Append("&#124;");
            }
            else
            {
                cell.Append(c);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return cell.ToString();
    }
}
