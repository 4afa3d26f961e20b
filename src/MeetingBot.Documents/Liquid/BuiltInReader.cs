using Fluid;
using Fluid.Ast;
using Fluid.Parser;

namespace MeetingBot.Documents;

/// <summary>
/// Reads the part of Liquid that the built-in templates are written in. Setting up the engine's full parser takes three times
/// as long as all the rest of a first printing; it is left to the templates that groups write. A test holds the two to the same output.
/// </summary>
sealed class BuiltInReader
{
    readonly List<TemplatePiece> _pieces;
    int _next;

    BuiltInReader(string liquid) => _pieces = TemplatePiece.Split(liquid);

    /// <exception cref="FormatException">The template uses more of Liquid than this reads.</exception>
    internal static IFluidTemplate Read(string liquid)
    {
        var reader = new BuiltInReader(liquid);
        var statements = reader.ReadUntil();
        return reader._next == reader._pieces.Count ? new FluidTemplate(statements) : throw reader._pieces[reader._next].Unexpected();
    }

    List<Statement> ReadUntil(params ReadOnlySpan<string> ends)
    {
        var statements = new List<Statement>();
        for (; _next < _pieces.Count && (_pieces[_next].Kind != PieceKind.Tag || !ends.Contains(_pieces[_next].Word)); _next++)
        {
            var piece = _pieces[_next];
            if (piece.Kind == PieceKind.Tag && piece.Word.StartsWith("end", StringComparison.Ordinal))
            {
                break;
            }
            if (Read(piece) is { } statement)
            {
                statements.Add(statement);
            }
        }
        return statements;
    }

    Statement? Read(TemplatePiece piece) => piece.Kind switch
    {
        PieceKind.Text => piece.Text.Length == 0 ? null : new TextSpanStatement(piece.Text),
        PieceKind.Output => new OutputStatement(new Printable(new ExpressionReader(piece.Text).Whole())),
        _ => ReadTag(piece, new ExpressionReader(piece.Text[piece.Word.Length..])),
    };

    Statement? ReadTag(TemplatePiece piece, ExpressionReader rest)
    {
        switch (piece.Word)
        {
            case "comment":
                Skip("endcomment");
                return null;
            case "assign":
                var name = rest.Identifier();
                rest.Expect("=");
                return new AssignStatement(name, rest.Whole());
            case "if":
                return ReadIf(rest.Whole());
            case "unless":
                var unless = new UnlessStatement(rest.Whole(), ReadBlock("endunless"), null);
                return unless;
            case "for":
                return ReadFor(rest);
            default:
                throw piece.Unexpected();
        }
    }

    IfStatement ReadIf(Expression condition)
    {
        var statements = ReadBlock("elsif", "else", "endif");
        var others = new List<ElseIfStatement>();
        while (_pieces[_next].Word == "elsif")
        {
            var other = new ExpressionReader(_pieces[_next].Text["elsif".Length..]).Whole();
            others.Add(new ElseIfStatement(other, ReadBlock("elsif", "else", "endif")));
        }
        return new IfStatement(condition, statements, ReadElse("endif"), others);
    }

    ForStatement ReadFor(ExpressionReader rest)
    {
        var variable = rest.Identifier();
        rest.Expect("in");
        var source = rest.Whole();
        var statements = ReadBlock("else", "endfor");
        return new ForStatement(statements, variable, source, null, null, false, ReadElse("endfor"));
    }

    ElseStatement? ReadElse(string end) => _pieces[_next].Word == "else" ? new ElseStatement(ReadBlock(end)) : null;

    /// <summary>What stands from behind this tag to the first of the <paramref name="ends"/>, which becomes the tag read last.</summary>
    List<Statement> ReadBlock(params ReadOnlySpan<string> ends)
    {
        var start = _pieces[_next++];
        var statements = ReadUntil(ends);
        return _next < _pieces.Count && ends.Contains(_pieces[_next].Word) ? statements : throw start.Unexpected();
    }

    void Skip(string end)
    {
        while (_pieces[_next].Word != end)
        {
            _next++;
        }
    }
}
