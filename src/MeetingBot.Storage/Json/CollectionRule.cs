using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace MeetingBot.Storage;

/// <summary>
/// An empty collection is not written, and one that is not there is read as empty. The serializer alone would leave null, or the
/// default of <see cref="ImmutableArray{T}"/>, which throws when it is looked at.
/// </summary>
internal static class CollectionRule
{
    /// <summary>Applies the rule; false for a property that is no collection.</summary>
    public static bool Apply(JsonTypeInfo owner, JsonPropertyInfo property)
    {
        Type type = property.PropertyType;
        string? rule = !type.IsGenericType ? null : type.GetGenericTypeDefinition() switch
        {
            var open when open == typeof(ImmutableArray<>) => nameof(Array),
            var open when open == typeof(ImmutableList<>) => nameof(List),
            var open when open == typeof(ImmutableSortedDictionary<,>) => nameof(Sorted),
            _ => null,
        };
        if (rule is null)
        {
            return false;
        }

        typeof(CollectionRule).GetMethod(rule, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod([owner.Type, .. type.GetGenericArguments()])
            .Invoke(null, [owner, property]);
        return true;
    }

    private static void Array<TOwner, T>(JsonTypeInfo owner, JsonPropertyInfo property) =>
        Apply<TOwner, ImmutableArray<T>>(owner, property, static value => value.IsDefaultOrEmpty, static value => value.IsDefault ? [] : value);

    private static void List<TOwner, T>(JsonTypeInfo owner, JsonPropertyInfo property) =>
        Apply<TOwner, ImmutableList<T>>(owner, property, static value => value is null or { IsEmpty: true }, static value => value ?? []);

    // A server's language must not decide the order of keys.
    private static void Sorted<TOwner, TKey, TValue>(JsonTypeInfo owner, JsonPropertyInfo property) where TKey : notnull =>
        Apply<TOwner, ImmutableSortedDictionary<TKey, TValue>>(owner, property, static value => value is null or { IsEmpty: true },
            static value => (value ?? ImmutableSortedDictionary<TKey, TValue>.Empty).WithComparers(StringComparer.Ordinal as IComparer<TKey>));

    private static void Apply<TOwner, T>(JsonTypeInfo owner, JsonPropertyInfo property, Func<T?, bool> isEmpty, Func<T?, T> restored)
    {
        if (owner.Type.IsValueType || property.AttributeProvider is not PropertyInfo { SetMethod: { } setter, GetMethod: { } getter })
        {
            throw new NotSupportedException($"{owner.Type.Name}.{property.Name}: a collection is stored only in a record class, as a property with init.");
        }

        property.ShouldSerialize = (_, value) => !isEmpty((T?)value);
        var get = getter.CreateDelegate<Func<TOwner, T?>>();
        var set = setter.CreateDelegate<Action<TOwner, T>>();
        owner.OnDeserialized += read => set((TOwner)read, restored(get((TOwner)read)));
    }
}
