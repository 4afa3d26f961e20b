namespace MeetingBot.Documents;

/// <summary>
/// A group's own template cannot print these minutes. The message is a sentence for the person who wrote the template, with the
/// line where one is known. Built-in templates never cause it.
/// </summary>
public sealed class TemplateException : Exception
{
    /// <summary>A template that fails for a reason which nobody knows.</summary>
    public TemplateException() : this("the template cannot be used")
    {
    }

    /// <summary>A template that fails because of <paramref name="message"/>.</summary>
    public TemplateException(string message) : base(message)
    {
    }

    /// <summary>A template that fails because of <paramref name="message"/>, found through <paramref name="innerException"/>.</summary>
    public TemplateException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
