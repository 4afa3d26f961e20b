using System.Collections.Immutable;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using MeetingBot.Application;
using MeetingBot.Documents;

namespace MeetingBot.Tests;

/// <summary>Registers as files: nothing that somebody typed breaks out of its cell, or runs in a spreadsheet.</summary>
public class RegisterFileTests
{
    public static TheoryData<string> Hostile =>
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "a,b", "a\"b", "a\nb", "a|b", "a\\|b", "a\\\\|b", "<script>", "| --- |", "\\", "`|`", "&#124;", "",
    ];

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("1-1", "1-1")]
    [InlineData("Ana", "Ana")]
    public void A_cell_that_could_be_a_formula_begins_with_an_apostrophe(string typed, string cell) => Assert.Equal(cell, Cells(Printed(typed, RegisterFormat.Csv))[1][0]);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_row_keeps_its_cells_in_CSV(string typed)
    {
        string[][] rows = Cells(Printed(typed, RegisterFormat.Csv));
        Assert.Equal([2, 2], rows.Select(row => row.Length));
        Assert.Equal("next", rows[1][1]);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_row_keeps_its_cells_in_Markdown(string typed)
    {
        MarkdownDocument document = Markdown.Parse(Printed(typed, RegisterFormat.Markdown), new MarkdownPipelineBuilder().UsePipeTables().Build());
        Table table = Assert.Single(document.OfType<Table>());
        Assert.All(table.OfType<TableRow>(), row => Assert.Equal(2, row.Count));
        Assert.Equal(2, table.Count);
        Assert.DoesNotContain(document.Descendants(), block => block is HtmlBlock or Markdig.Syntax.Inlines.HtmlInline);
    }

    private static string Printed(string typed, RegisterFormat format) =>
        new MinutesPrinter().Print(new RegisterTable("Decisions", "decisions", ["decision", "other"], [[typed, "next"]]), format).Text;

    /// <summary>Reads CSV as RFC 4180 says, without help from what wrote it.</summary>
    private static string[][] Cells(string csv)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        string cell = "";
        bool quoted = false;
        for (int at = 0; at < csv.Length; at++)
        {
            char c = csv[at];
            switch (c)
            {
                case '"' when quoted && at + 1 < csv.Length && csv[at + 1] == '"': cell += '"'; at++; break;
                case '"': quoted = !quoted; break;
                case ',' when !quoted: row.Add(cell); cell = ""; break;
                case '\r' when !quoted && csv[at + 1] == '\n': row.Add(cell); rows.Add([.. row]); row.Clear(); cell = ""; at++; break;
                default: cell += c; break;
            }
        }

        Assert.True(!quoted && row.Count == 0, csv);
        return [.. rows];
    }
}
