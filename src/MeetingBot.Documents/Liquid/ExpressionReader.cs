using System.Globalization;
using Fluid.Ast;
using Fluid.Ast.BinaryExpressions;
using Fluid.Values;

namespace MeetingBot.Documents;

/// <summary>Reads an expression of a built-in template: members, literals, one kind of logical operator, comparisons and filters.</summary>
sealed class ExpressionReader(string text)
{
    int _at;

    /// <summary>The expression up to the end of the tag.</summary>
    internal Expression Whole()
    {
        var expression = Condition();
        while (Take("|"))
        {
            expression = Filter(expression);
        }
        SkipBlanks();
        return _at == text.Length ? expression : throw Unexpected();
    }

    internal string Identifier()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
        {
            _at++;
        }
        return _at > start ? text[start.._at] : throw Unexpected();
    }

    internal void Expect(string word)
    {
        if (!Take(word))
        {
            throw Unexpected();
        }
    }

    Expression Condition()
    {
        var left = Comparison();
        return Take("or") ? new OrBinaryExpression(left, Same("or"))
            : Take("and") ? new AndBinaryExpression(left, Same("and"))
            : left;
    }

    // Liquid reads a mixture of both from the right, which nobody expects; built-in templates do without.
    Expression Same(string word)
    {
        var left = Comparison();
        return !Take(word) ? left : word == "or" ? new OrBinaryExpression(left, Same(word)) : new AndBinaryExpression(left, Same(word));
    }

    Expression Comparison()
    {
        var left = Value();
        return Take("==") ? new EqualBinaryExpression(left, Value())
            : Take("!=") ? new NotEqualBinaryExpression(left, Value())
            : Take(">") ? new GreaterThanBinaryExpression(left, Value(), strict: true)
            : left;
    }

    FilterExpression Filter(Expression input)
    {
        var name = Identifier();
        FilterArgument[] arguments = [];
        for (var more = Take(":"); more; more = Take(","))
        {
            Array.Resize(ref arguments, arguments.Length + 1);
            arguments[^1] = Argument();
        }
        return new FilterExpression(input, name, arguments);
    }

    FilterArgument Argument()
    {
        var start = _at;
        SkipBlanks();
        if (_at < text.Length && char.IsAsciiLetter(text[_at]))
        {
            var name = Identifier();
            if (Take(":"))
            {
                return new FilterArgument(name, Value());
            }
        }
        _at = start;
        return new FilterArgument(null, Value());
    }

    Expression Value()
    {
        SkipBlanks();
        var first = _at < text.Length ? text[_at] : throw Unexpected();
        if (first == '"')
        {
            var end = text.IndexOf('"', _at + 1);
            var literal = text[(_at + 1)..end];
            _at = end + 1;
            return new LiteralExpression(new StringValue(literal));
        }
        var word = Identifier();
        return char.IsAsciiDigit(first) ? new LiteralExpression(NumberValue.Create(int.Parse(word, CultureInfo.InvariantCulture))) : word switch
        {
            "true" => new LiteralExpression(BooleanValue.True),
            "false" => new LiteralExpression(BooleanValue.False),
            "nil" => new LiteralExpression(NilValue.Instance),
            _ => Member(word),
        };
    }

    MemberExpression Member(string first)
    {
        var segments = new List<MemberSegment> { new IdentifierSegment(first) };
        while (_at < text.Length && text[_at] == '.')
        {
            _at++;
            segments.Add(new IdentifierSegment(Identifier()));
        }
        return new MemberExpression(segments);
    }

    /// <summary>Goes on behind <paramref name="word"/> if it stands here, a word of letters only if it ends here.</summary>
    bool Take(string word)
    {
        SkipBlanks();
        var end = _at + word.Length;
        var here = text.AsSpan(_at).StartsWith(word) && !(char.IsAsciiLetter(word[0]) && end < text.Length && char.IsAsciiLetterOrDigit(text[end]));
        _at = here ? end : _at;
        return here;
    }

    void SkipBlanks()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    FormatException Unexpected() => new($"\"{text}\" is not read in built-in templates.");
}
