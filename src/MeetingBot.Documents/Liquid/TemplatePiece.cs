namespace MeetingBot.Documents;

enum PieceKind
{
    Text,
    Output,
    Tag,
}

/// <summary>A piece of a template: text with the white space already taken off that its neighbours ask to be taken off, or what stands in a tag.</summary>
sealed record TemplatePiece(PieceKind Kind, string Text)
{
    /// <summary>The first word of a tag; empty for other pieces.</summary>
    internal string Word { get; } = Kind == PieceKind.Tag ? Text.Split(' ', '\n')[0] : "";

    internal FormatException Unexpected() => new($"\"{Text}\" is not read in built-in templates.");

    internal static List<TemplatePiece> Split(string liquid)
    {
        var pieces = new List<TemplatePiece>();
        var trimmed = false;
        for (var at = 0; at < liquid.Length;)
        {
            var open = Open(liquid, at);
            var text = liquid[at..open];
            text = trimmed ? text.TrimStart() : text;
            if (open == liquid.Length)
            {
                pieces.Add(new TemplatePiece(PieceKind.Text, text));
                break;
            }
            var output = liquid[open + 1] == '{';
            var close = liquid.IndexOf(output ? "}}" : "%}", open, StringComparison.Ordinal);
            var inside = liquid.AsSpan(open + 2, close - open - 2);
            pieces.Add(new TemplatePiece(PieceKind.Text, inside.StartsWith("-") ? text.TrimEnd() : text));
            trimmed = inside.EndsWith("-");
            pieces.Add(new TemplatePiece(output ? PieceKind.Output : PieceKind.Tag, inside.Trim('-').Trim().ToString()));
            at = close + 2;
        }
        return pieces;
    }

    static int Open(string liquid, int from)
    {
        for (var at = from; at < liquid.Length - 1; at++)
        {
            if (liquid[at] == '{' && liquid[at + 1] is '{' or '%')
            {
                return at;
            }
        }
        return liquid.Length;
    }
}
