using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace MeetingBot.Storage;

/// <summary>
/// An empty array is not written, and one that is not there is read as empty. The serializer alone would leave the default of
/// <see cref="ImmutableArray{T}"/>, which throws when it is looked at.
/// </summary>
internal static class ArrayRule
{
    private static readonly MethodInfo Typed = typeof(ArrayRule).GetMethod(nameof(ApplyTyped), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static bool Concerns(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    public static void Apply(JsonTypeInfo owner, JsonPropertyInfo property) => Typed
        .MakeGenericMethod(owner.Type, property.PropertyType.GetGenericArguments()[0])
        .Invoke(null, [owner, property]);

    private static void ApplyTyped<TOwner, TItem>(JsonTypeInfo owner, JsonPropertyInfo property)
    {
        if (owner.Type.IsValueType || property.AttributeProvider is not PropertyInfo { SetMethod: { } setter, GetMethod: { } getter })
        {
            throw new NotSupportedException($"{owner.Type.Name}.{property.Name}: an array is stored only in a record class, as a property with init.");
        }

        property.ShouldSerialize = static (_, value) => value is ImmutableArray<TItem> { IsDefaultOrEmpty: false };
        var get = getter.CreateDelegate<Func<TOwner, ImmutableArray<TItem>>>();
        var set = setter.CreateDelegate<Action<TOwner, ImmutableArray<TItem>>>();
        owner.OnDeserialized += read =>
        {
            if (get((TOwner)read).IsDefault)
            {
                set((TOwner)read, []);
            }
        };
    }
}
