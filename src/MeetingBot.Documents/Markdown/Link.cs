namespace MeetingBot.Documents;

/// <summary>A link as people type it in Markdown, <c>[label](address)</c>: the length of its label, and its whole length, 0 for none.</summary>
readonly record struct Link(int Label, int Length)
{
    internal static Link At(ReadOnlySpan<char> text)
    {
        var label = Balanced(text, '[', ']') - 1;
        if (label < 1 || label + 2 >= text.Length || text[label + 2] != '(' || text.Slice(1, label).IsWhiteSpace() || MarkdownInline.IsBox(text.Slice(1, label)))
        {
            return default;
        }
        var address = Balanced(text[(label + 2)..], '(', ')') - 1;
        return address > 0 && Web.IsAllowed(text.Slice(label + 3, address)) ? new Link(label, label + address + 4) : default;
    }

    /// <summary>A link to <paramref name="url"/> for a document, or the plain text of both where nobody should follow the address.</summary>
    internal static void Write(MarkdownWriter output, string url, string? label)
    {
        if (!Web.IsAllowed(url))
        {
            MarkdownText.Write(output, string.IsNullOrWhiteSpace(label) ? url : $"{label} ({url})", Markup.None);
        }
        else if (string.IsNullOrWhiteSpace(label) || label == url)
        {
            MarkdownText.Write(output, url, Markup.None);
        }
        else
        {
            output.Write(output.Line is [.., '!'] ? " [" : "[");
            MarkdownInline.Write(output, label.Trim(), Markup.None, inLabel: true);
            output.Write("](");
            output.Write(Web.Destination(url));
            output.Write(')');
        }
    }

    /// <summary>The position of the bracket that closes the one at the start, or 0.</summary>
    static int Balanced(ReadOnlySpan<char> text, char open, char close)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == open ? 1 : text[i] == close ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }
        return 0;
    }
}
