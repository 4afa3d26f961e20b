using System.Collections.Frozen;

namespace MeetingBot.Documents;

/// <summary>
/// The public form of one record: its members' names in the order in which they print, and how each is read. JSON and
/// templates both read minutes through shapes, so that what a template sees is what <c>--format json</c> shows.
/// </summary>
/// <remarks>A member reads as null, a string, <see cref="Prose"/>, a number, a truth value, an <see cref="Item"/> or <see cref="Items"/>.</remarks>
abstract class Shape(IReadOnlyList<string> names)
{
    readonly FrozenDictionary<string, int> _index =
        names.Select((name, at) => KeyValuePair.Create(name, at)).ToFrozenDictionary(StringComparer.Ordinal);

    internal IReadOnlyList<string> Names => names;

    internal int IndexOf(string name) => _index.GetValueOrDefault(name, -1);

    internal abstract object? Read(object record, int field);
}

sealed class Shape<T>(params (string Name, Func<T, object?> Read)[] fields) : Shape([.. fields.Select(field => field.Name)])
    where T : class
{
    internal override object? Read(object record, int field) => fields[field].Read((T)record);
}

/// <summary>One record and its shape.</summary>
sealed record Item(Shape Shape, object Record);

/// <summary>A list of records of one shape; <paramref name="Shape"/> is null for a list of words.</summary>
sealed record Items(Shape? Shape, IReadOnlyList<object> Records);

/// <summary>Text that a person wrote as a point, an action or a reason: the safe subset of Markdown in it is kept.</summary>
sealed record Prose(string Text);
