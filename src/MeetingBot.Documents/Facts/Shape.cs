using System.Text.Json;

namespace MeetingBot.Documents;

/// <summary>
/// The public form of one record: its members' names in the order in which they print, and how each is read. JSON and
/// templates both read minutes through shapes, so that what a template sees is what <c>--format json</c> shows.
/// </summary>
/// <remarks>A member reads as null, a string, <see cref="Prose"/>, a number, a truth value, an <see cref="Item"/> or <see cref="Items"/>.</remarks>
abstract class Shape
{
    readonly string[] _names;
    readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    // Loops, not queries: queries over pairs are compiled at run time, and a short run feels it.
    protected Shape(string[] names)
    {
        _names = names;
        for (var at = 0; at < names.Length; at++)
        {
            _index.Add(names[at], at);
        }
    }

    internal ReadOnlySpan<string> Names => _names;

    /// <summary>The names as they stand in JSON.</summary>
    internal JsonEncodedText[] JsonNames => field ??= Array.ConvertAll(_names, name => JsonEncodedText.Encode(name));

    internal int IndexOf(string name) => _index.TryGetValue(name, out var at) ? at : -1;

    internal abstract object? Read(object record, int field);
}

sealed class Shape<T> : Shape where T : class
{
    readonly Func<T, object?>[] _reads;

    internal Shape(params (string Name, Func<T, object?> Read)[] fields) : base(NamesOf(fields))
    {
        _reads = new Func<T, object?>[fields.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            _reads[at] = fields[at].Read;
        }
    }

    internal override object? Read(object record, int field) => _reads[field]((T)record);

    static string[] NamesOf((string Name, Func<T, object?> Read)[] fields)
    {
        var names = new string[fields.Length];
        for (var at = 0; at < fields.Length; at++)
        {
            names[at] = fields[at].Name;
        }
        return names;
    }
}

/// <summary>One record and its shape.</summary>
sealed record Item(Shape Shape, object Record);

/// <summary>A list of records of one shape; <paramref name="Shape"/> is null for a list of words.</summary>
sealed record Items(Shape? Shape, IReadOnlyList<object> Records);

/// <summary>Text that a person wrote as a point, an action or a reason: the safe subset of Markdown in it is kept.</summary>
sealed record Prose(string Text);
