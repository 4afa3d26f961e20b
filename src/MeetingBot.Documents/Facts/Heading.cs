using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>A topic or subtopic in the order in which they print, with its level from 1 and the kind of the topic it belongs to.</summary>
sealed record Heading(MinutesTopic Topic, int Level, TopicKind Kind)
{
    internal static readonly Shape<Heading> Shape = new(
        ("number", h => h.Topic.Number),
        ("title", h => h.Topic.Title is { } title ? new Prose(title) : null),
        ("kind", h => Words.Of(h.Kind)),
        ("level", h => h.Level),
        ("entries", h => MinutesShapes.List(MinutesShapes.Entry, h.Topic.Entries)));

    internal static IEnumerable<Heading> Of(IEnumerable<MinutesTopic> topics) => topics.SelectMany(topic => Of(topic, 1, topic.Kind));

    static IEnumerable<Heading> Of(MinutesTopic topic, int level, TopicKind kind) =>
        topic.Subtopics.SelectMany(below => Of(below, level + 1, kind)).Prepend(new Heading(topic, level, kind));
}
