namespace MeetingBot.Application;

/// <summary>Turns Markdown into HTML that may stand in a page as it is.</summary>
public interface IMarkdownRenderer
{
    /// <summary>
    /// Renders a fragment. What comes back is sanitised: no scripts, no styles, no event handlers, no frames, and nothing
    /// that a browser fetches by itself. HTML in <paramref name="markdown"/> is shown as text.
    /// </summary>
    string ToHtml(string markdown);
}
