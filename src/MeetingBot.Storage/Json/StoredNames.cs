using System.Buffers;
using System.Globalization;

namespace MeetingBot.Storage;

/// <summary>
/// The names on disk of one family of records. Each name and each type stands once; a form that changes gets the next version
/// (<c>.../2</c>) and a type of its own for the old one, so that what was written stays readable.
/// </summary>
/// <typeparam name="TFamily">The abstract record of the family.</typeparam>
public sealed class StoredNames<TFamily> where TFamily : class
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private readonly Dictionary<string, Type> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, string> _names = [];

    /// <summary>All names, in the order in which they were given.</summary>
    public IReadOnlyCollection<string> Names => _types.Keys;

    /// <summary>All types, in the same order.</summary>
    public IReadOnlyCollection<Type> Types => _types.Values;

    /// <summary>Gives a type its name; a name or type that is already there is refused.</summary>
    public StoredNames<TFamily> Add<T>(string name) where T : TFamily
    {
        if (!IsName(name))
        {
            throw new ArgumentException($"'{name}' is no stored name: write it like family.past-tense/1.", nameof(name));
        }

        if (!_types.TryAdd(name, typeof(T)))
        {
            throw new ArgumentException($"The stored name '{name}' is given to {_types[name].Name} and again to {typeof(T).Name}.", nameof(name));
        }

        if (!_names.TryAdd(typeof(T), name))
        {
            throw new ArgumentException($"{typeof(T).Name} has the stored name '{_names[typeof(T)]}' and gets another, '{name}'.", nameof(name));
        }

        return this;
    }

    /// <summary>The name of a value; a type without one is a bug, found by the first test that stores it.</summary>
    public string NameOf(TFamily value) => _names.TryGetValue(value.GetType(), out string? name)
        ? name
        : throw new InvalidOperationException($"{value.GetType().Name} has no stored name: add it to StoredForms.");

    /// <summary>The type behind a name; a name that the program does not know stops the read.</summary>
    public Type TypeOf(string name) => _types.TryGetValue(name, out Type? type)
        ? type
        : throw new StoreException($"The store holds '{name}', which this version of MeetingBot does not know; it was written by a newer one. Use that version.");

    private static bool IsName(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash > 0
            && int.TryParse(name.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version > 0
            && name.AsSpan(0, slash).IndexOfAnyExcept(NameCharacters) < 0;
    }
}
