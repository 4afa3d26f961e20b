using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Makes values of any stored type: the same plain ones each time, or arbitrary ones from a seed.</summary>
/// <param name="random">Null for the plain ones.</param>
/// <param name="choice">Which member of a nested family a plain one takes.</param>
internal sealed class Specimen(Random? random, int choice = 0)
{
    private static readonly string[] Words = ["", "a", "Ship 2.1 on Monday", "…continues", "“é” \\ \" \0 😀 <b>&amp;", "line\r\nline\t", "zz z"];

    public static IEnumerable<Type> FamilyOf(Type root) => root.Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(root) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    public T Make<T>() => (T)Make(typeof(T), "")!;

    public object Make(Type type) => Make(type, "")!;

    private object? Make(Type type, string name) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => Rarely() ? null : Make(inner, name),
        _ when type == typeof(string) => random is null ? Plain(name) : Words[Next(Words.Length)],
        _ when type == typeof(int) => random is null ? 2 : random.Next(int.MinValue, int.MaxValue),
        _ when type == typeof(bool) => random is null || Next(2) == 0,
        _ when type == typeof(PersonId) => new PersonId(Id('p')),
        _ when type == typeof(GroupId) => new GroupId(Id('g')),
        _ when type == typeof(Account) => new Account("web::" + Id('a')),
        _ when type == typeof(MeetingId) => new MeetingId(new GroupId(Id('g')), Date(), 1 + Next(3)),
        _ when type == typeof(BallotId) => new BallotId(new GroupId(Id('g')), Id('b')),
        _ when type == typeof(LocalDate) => Date(),
        _ when type == typeof(LocalTime) => random is null ? new LocalTime(12, 0) : LocalTime.FromNanosecondsSinceMidnight(random.NextInt64(NodaConstants.NanosecondsPerDay)),
        _ when type == typeof(Instant) => random is null
            ? Instant.FromUtc(2023, 12, 14, 12, 0)
            : Instant.FromUnixTimeTicks(random.NextInt64(Instant.MinValue.ToUnixTimeTicks(), Instant.MaxValue.ToUnixTimeTicks())).PlusNanoseconds(Next(100)),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(random is null ? Enum.GetValues(type).Length - 1 : Next(Enum.GetValues(type).Length)),
        { IsGenericType: true } => Collection(type, name),
        { IsAbstract: true } => Member(FamilyOf(type).ToArray()),
        _ => Record(type),
    };

    private object Member(Type[] family) => Make(family[random is null ? choice % family.Length : Next(family.Length)]);

    private object? Collection(Type type, string name)
    {
        Type[] arguments = type.GetGenericArguments();
        object?[] items = [.. Enumerable.Range(0, random is null ? 1 : Next(3)).Select(_ => Make(arguments[^1], name.TrimEnd('s')))];
        var list = Array.CreateInstance(arguments[^1], items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            list.SetValue(items[i], i);
        }

        string collection = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] switch
        {
            nameof(ImmutableArray) => nameof(ArrayOf),
            nameof(ImmutableList) => nameof(ListOf),
            nameof(ImmutableSortedDictionary) => nameof(SortedOf),
            _ => throw new NotSupportedException($"Teach {nameof(Specimen)} to make a {type}."),
        };
        return typeof(Specimen).GetMethod(collection, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments[^1]).Invoke(null, [list]);
    }

    private static ImmutableArray<T> ArrayOf<T>(T[] items) => [.. items];

    private static ImmutableList<T> ListOf<T>(T[] items) => [.. items];

    private static ImmutableSortedDictionary<string, T> SortedOf<T>(T[] items) =>
        items.Select((item, i) => KeyValuePair.Create($"Unit {i}", item)).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private object Record(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First();
        NullabilityInfoContext nullability = new();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            MayBeNull(nullability.Create(parameter)) && Rarely() ? null : Make(parameter.ParameterType, parameter.Name!))]);
        foreach (PropertyInfo property in Stored(type).Where(property => constructor.GetParameters().All(parameter => parameter.Name != property.Name)))
        {
            property.SetValue(made, MayBeNull(nullability.Create(property)) && Rarely() ? null : Make(property.PropertyType, property.Name));
        }

        return made;
    }

    /// <summary>Whether two values hold the same, part by part; arrays of records do not say so themselves.</summary>
    public static bool Same(object? one, object? two) => (one, two) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ when one.GetType() != two.GetType() => false,
        (string, _) => one.Equals(two),
        (IEnumerable left, IEnumerable right) => left.Cast<object>().Count() == right.Cast<object>().Count()
            && left.Cast<object>().Zip(right.Cast<object>()).All(pair => Same(pair.First, pair.Second)),
        _ when one.GetType().Assembly != typeof(StreamEvent).Assembly || one.GetType().IsValueType => one.Equals(two),
        _ => Stored(one.GetType()).All(property => Same(property.GetValue(one), property.GetValue(two))),
    };

    private static IEnumerable<PropertyInfo> Stored(Type type) => type.GetProperties().Where(property => property.CanWrite);

    private static bool MayBeNull(NullabilityInfo value) => value.WriteState == NullabilityState.Nullable && !value.Type.IsValueType;

    private static string Plain(string name) => name switch
    {
        "Timezone" or "Zone" => "Europe/Oslo",
        "Conversation" => "web:room",
        "Rule" => "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
        "Url" => "https://example.org/1",
        "Organization" or "Old" or "New" => "Example, Inc. (Lab)",
        _ => $"The {name.ToLowerInvariant()}",
    };

    private string Id(char kind) => kind + (random is null ? "5k2x9ahq3" : $"{Next(int.MaxValue):x}");

    private LocalDate Date() => random is null ? new LocalDate(2023, 12, 14) : LocalDate.MinIsoValue.PlusDays(Next(7_000_000));

    private bool Rarely() => random is not null && Next(3) == 0;

    private int Next(int below) => random?.Next(below) ?? 0;
}
