using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>
/// Turns what is kept into JSON and back: events and follow-ups by their stored names, origins and directory entries as they are.
/// A name or a field that the program does not know stops the read; nothing is skipped.
/// </summary>
public sealed class EventJson
{
    private readonly JsonSerializerOptions _options;
    private readonly PointReader _points;

    /// <summary>Reads and writes the given families.</summary>
    /// <param name="events">The names of the events.</param>
    /// <param name="followUps">The names of the follow-ups.</param>
    /// <param name="forms">Knows the fields of each of them, of <see cref="Origin"/> and of <see cref="PersonCard"/>.</param>
    public EventJson(StoredNames<StreamEvent> events, StoredNames<FollowUp> followUps, IJsonTypeInfoResolver forms)
    {
        Events = events;
        FollowUps = followUps;
        _options = JsonRules.Over(forms);
        _points = new PointReader(_options);
    }

    /// <summary>MeetingBot's own families, as listed in <see cref="StoredForms"/>.</summary>
    public static EventJson Standard { get; } = StoredForms.Json();

    /// <summary>The names of the events.</summary>
    public StoredNames<StreamEvent> Events { get; }

    /// <summary>The names of the follow-ups.</summary>
    public StoredNames<FollowUp> FollowUps { get; }

    public StoredForm Write(StreamEvent value) => new(Events.NameOf(value), WriteAs(value.GetType(), value));

    public StoredForm Write(FollowUp value) => new(FollowUps.NameOf(value), WriteAs(value.GetType(), value));

    public byte[] Write(Origin value) => WriteAs(typeof(Origin), value);

    public byte[] Write(PersonCard value) => WriteAs(typeof(PersonCard), value);

    public StreamEvent ReadEvent(string name, ReadOnlySpan<byte> json) => (StreamEvent)ReadAs(Events.TypeOf(name), name, json);

    public FollowUp ReadFollowUp(string name, ReadOnlySpan<byte> json) => (FollowUp)ReadAs(FollowUps.TypeOf(name), name, json);

    public Origin ReadOrigin(ReadOnlySpan<byte> json) => (Origin)ReadAs(typeof(Origin), "origin", json);

    public PersonCard ReadPerson(ReadOnlySpan<byte> json) => (PersonCard)ReadAs(typeof(PersonCard), "person", json);

    private byte[] WriteAs(Type type, object value) => JsonSerializer.SerializeToUtf8Bytes(value, _options.GetTypeInfo(type));

    private object ReadAs(Type type, string name, ReadOnlySpan<byte> json)
    {
        try
        {
            return type == typeof(EntryRecorded) && _points.Read(json) is { } point ? point
                : JsonSerializer.Deserialize(json, _options.GetTypeInfo(type)) ?? throw new JsonException("null");
        }
        catch (JsonException broken)
        {
            throw new StoreException($"The store holds a '{name}' that cannot be read: {broken.Message}", broken);
        }
    }
}
