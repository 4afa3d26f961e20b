using MeetingBot.Application;

namespace MeetingBot.Documents;

/// <summary>Turns the bot's own Markdown into sanitised HTML.</summary>
public sealed class MarkdownRenderer : IMarkdownRenderer
{
    /// <inheritdoc/>
    public string ToHtml(string markdown) => MinutesHtml.Print(markdown);
}
