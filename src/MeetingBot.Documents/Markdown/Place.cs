namespace MeetingBot.Documents;

/// <summary>Where in a document a text is put, read from what stands before it on its line.</summary>
/// <param name="Indent">The column at which the items of the lists around it have their text; its further lines start there.</param>
/// <param name="Fresh">True where nothing but marks of lists and quotes stands before it: it begins a block.</param>
/// <param name="OneLine">True in headings and tables, which end with the line.</param>
/// <param name="Number">True where a block has begun with nothing but digits yet: a full stop would make it a list.</param>
readonly record struct Place(int Indent, bool Fresh, bool OneLine, bool Number)
{
    internal static Place After(ReadOnlySpan<char> line)
    {
        var at = Blanks(line, 0);
        var indent = 0;
        while (at < line.Length && Mark(line[at..]) is > 0 and var mark)
        {
            var quote = line[at] == '>';
            at = Blanks(line, at + mark);
            indent = quote ? indent : at;
        }
        return new Place(indent, at == line.Length, at < line.Length && line[at] is '#' or '|', at < line.Length && !line[at..].ContainsAnyExceptInRange('0', '9'));
    }

    static int Mark(ReadOnlySpan<char> line)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        var mark = digits > 0 && (line[digits] is '.' or ')') ? digits + 1 : line[0] is '-' or '*' or '+' or '>' ? 1 : 0;
        return mark > 0 && (line[0] == '>' || mark < line.Length && line[mark] == ' ') ? mark : 0;
    }

    static int Blanks(ReadOnlySpan<char> line, int from)
    {
        while (from < line.Length && (line[from] is ' ' or '\t'))
        {
            from++;
        }
        return from;
    }
}
