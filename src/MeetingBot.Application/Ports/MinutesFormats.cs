namespace MeetingBot.Application;

/// <summary>The names of the written forms.</summary>
public static class MinutesFormats
{
    /// <summary>Reads a name; null when it is none.</summary>
    public static MinutesFormat? Read(string word) => word.ToLowerInvariant() switch
    {
        "markdown" or "md" => MinutesFormat.Markdown,
        "html" => MinutesFormat.Html,
        "text" or "txt" => MinutesFormat.Text,
        "json" => MinutesFormat.Json,
        "docx" or "word" => MinutesFormat.Docx,
        _ => null,
    };
}
