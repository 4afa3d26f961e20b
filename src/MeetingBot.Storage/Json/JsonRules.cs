using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MeetingBot.Domain;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;
using NodaTime.Text;

namespace MeetingBot.Storage;

/// <summary>How values look in stored JSON, whatever their type: see the remarks in <c>src/README.md</c>, "what we store".</summary>
internal static class JsonRules
{
    public static JsonSerializerOptions Over(IJsonTypeInfoResolver forms)
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = forms.WithAddedModifier(Apply),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // A field that the code does not know would be lost silently at the next rewrite.
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            // No browser reads this; people reading the file should see their own words.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        foreach (JsonConverter converter in Converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    private static IEnumerable<JsonConverter> Converters =>
    [
        new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false),
        NodaConverters.InstantConverter,
        NodaConverters.LocalDateConverter,
        NodaConverters.LocalTimeConverter,
        NodaConverters.LocalDateTimeConverter,
        NodaConverters.OffsetConverter,
        NodaConverters.OffsetDateTimeConverter,
        NodaConverters.RoundtripPeriodConverter,
        new TextConverter<Duration>(ReadDuration, WriteDuration),
        new TextConverter<PersonId>(static text => new PersonId(Named(text)), static id => id.Value, few: true),
        new TextConverter<GroupId>(static text => new GroupId(Named(text)), static id => id.Value),
        new TextConverter<Account>(static text => new Account(Named(text)), static account => account.Value),
        new TextConverter<MeetingId>(ReadMeeting, static id => id.ToString()),
        new TextConverter<BallotId>(ReadBallot, static id => id.ToString()),
    ];

    private static void Apply(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            JsonPropertyInfo property = type.Properties[i];
            if (property.Set is null && property.AssociatedParameter is null)
            {
                type.Properties.RemoveAt(i); // worked out from the others
            }
            else if (!CollectionRule.Apply(type, property))
            {
                property.IsRequired = property.AssociatedParameter is { HasDefaultValue: false } parameter && !MayBeNull(parameter);
            }
        }
    }

    private static bool MayBeNull(JsonParameterInfo parameter) =>
        parameter.IsNullable || Nullable.GetUnderlyingType(parameter.ParameterType) is not null;

    private static Duration ReadDuration(string text) =>
        PeriodPattern.NormalizingIso.Parse(text) is { Success: true, Value: { } period }
            ? period.ToDuration()
            : throw new JsonException($"'{text}' is no ISO duration");

    private static string WriteDuration(Duration duration) =>
        PeriodPattern.NormalizingIso.Format(Period.FromDays(duration.Days) + Period.FromNanoseconds(duration.NanosecondOfDay));

    private static string Named(string id) => id.Length > 0 ? id : throw new JsonException("an empty id names nobody and nothing");

    private static BallotId ReadBallot(string text) =>
        BallotId.Parse(text) ?? throw new JsonException($"'{text}' names no ballot");

    private static MeetingId ReadMeeting(string text) =>
        MeetingId.Parse(text) ?? throw new JsonException($"'{text}' names no meeting");
}
