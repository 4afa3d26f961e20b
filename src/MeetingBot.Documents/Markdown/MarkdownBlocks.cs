namespace MeetingBot.Documents;

/// <summary>Writes a text of several lines: its paragraphs and (where they are allowed) its nested lists.</summary>
sealed class MarkdownBlocks(MarkdownWriter output, Markup allowed)
{
    // Deeper nesting than anybody reads; parsers of Markdown have limits of their own.
    const int Deepest = 6;

    readonly Place _place = Place.After(output.Line);
    readonly List<OpenItem> _lists = [];
    bool _first = true;
    bool _blank;

    internal void Write(ReadOnlySpan<char> text)
    {
        if (text.IndexOf('\n') < 0 && !_place.Fresh)
        {
            WriteRest(allowed == Markup.None ? text : text.Trim(" \t"));
            return;
        }
        foreach (var line in text.EnumerateLines())
        {
            var content = line.Trim(" \t");
            if (content.IsEmpty)
            {
                _blank = !_first;
                continue;
            }
            WriteLine(content, Columns(line[..^line.TrimStart(" \t").Length]));
            (_first, _blank) = (false, false);
        }
        if (allowed == Markup.None && text[^1] == ' ' && !_first)
        {
            output.Write(' ');
        }
    }

    void WriteLine(ReadOnlySpan<char> content, int indent)
    {
        if (_place.OneLine || _first && !_place.Fresh && !IsItem(content, indent))
        {
            output.Write(_first ? "" : " ");
            WriteRest(content);
        }
        else if (IsItem(content, indent))
        {
            WriteItem(content, indent, MarkdownLine.Mark(content));
        }
        else
        {
            var left = Leave(indent) > 0;
            Break(left);
            WriteStart(content);
        }
    }

    bool IsItem(ReadOnlySpan<char> content, int indent)
    {
        var mark = (allowed & Markup.Lists) != 0 ? MarkdownLine.Mark(content) : default;
        return mark.Length > 0 && !(Sibling(indent) is { } before && mark.Contradicts(before));
    }

    void WriteItem(ReadOnlySpan<char> content, int indent, ListMark mark)
    {
        var sibling = Sibling(indent);
        Leave(indent);
        while (_lists.Count >= Deepest)
        {
            _lists.RemoveAt(_lists.Count - 1);
        }
        Break(blankLine: !mark.MayInterrupt && !(sibling is { } before && mark.Follows(before)));
        _lists.Add(new OpenItem(indent, mark));
        output.Write(content[..mark.Length]);
        output.Write(' ');
        WriteStart(content[mark.Length..].TrimStart(" \t"));
    }

    void WriteStart(ReadOnlySpan<char> content) => Write(content, MarkdownLine.Hazard(content));

    /// <summary>Goes on with a line that somebody else began.</summary>
    void WriteRest(ReadOnlySpan<char> content) =>
        Write(content, _place.Number && _first ? Math.Max(MarkdownLine.Hazard("0" + content.ToString()) - 1, -1) : -1);

    void Write(ReadOnlySpan<char> content, int hazard)
    {
        if (hazard >= 0)
        {
            output.Write(content[..hazard]);
            output.Write('\\');
            output.Write(content[hazard]);
        }
        MarkdownInline.Write(output, content[(hazard + 1)..], allowed);
    }

    /// <summary>Goes to the start of the next line within the lists that are open, unless the text begins its block just here.</summary>
    void Break(bool blankLine)
    {
        if (_first && _place.Fresh)
        {
            return;
        }
        output.Write(_blank || blankLine ? "\n\n" : "\n");
        var columns = _place.Indent;
        foreach (var item in _lists)
        {
            columns += item.Mark.Length + 1;
        }
        output.Write(new string(' ', columns));
    }

    /// <summary>Closes the lists that a line with this indent does not stand in, and says how many.</summary>
    int Leave(int indent)
    {
        var open = _lists.Count;
        while (_lists.Count > 0 && indent < _lists[^1].Indent + 2)
        {
            _lists.RemoveAt(_lists.Count - 1);
        }
        return open - _lists.Count;
    }

    /// <summary>The item before one with this indent in the same list.</summary>
    ListMark? Sibling(int indent)
    {
        var inside = _lists.FindIndex(list => indent < list.Indent + 2);
        return inside < 0 ? null : _lists[inside].Mark;
    }

    static int Columns(ReadOnlySpan<char> blanks) => blanks.Length + 3 * blanks.Count('\t');

    sealed record OpenItem(int Indent, ListMark Mark);
}
