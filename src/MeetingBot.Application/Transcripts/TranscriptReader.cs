using System.Text;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Reads transcripts and chat logs, and recognises by itself which of them a text is: the first line that has one of the
/// forms decides. One pass; a text that cannot be read is an answer, never an exception.
/// </summary>
public static class TranscriptReader
{
    /// <summary>A character that no text has: <see cref="Encoding"/> puts it where bytes are not UTF-8, so that the line can be named.</summary>
    const char Broken = '\uFFFF';

    /// <summary>UTF-8 as this reader wants it. Open files with it, and without detection of other encodings.</summary>
    public static Encoding Encoding { get; } =
        Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Broken.ToString()));

    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The text; left open.</param>
    /// <param name="date">The date on which it begins, for files whose lines have none: what the user gave, else <see cref="FileDate"/>.</param>
    public static TranscriptReading Read(TextReader text, LocalDate? date = null)
    {
        var scanner = new LineScanner(text);
        var messages = new TranscriptMessages(date);
        try
        {
            while (scanner.Next(out ReadOnlySpan<char> line))
            {
                string? problem = line.Contains(Broken) ? "is not UTF-8" : messages.Take(line, scanner.Number);
                if (problem is not null)
                {
                    return Unreadable(scanner.Number, problem);
                }
            }
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(scanner.Number + 1, "or one soon after it is not UTF-8");
        }

        return messages.Finish() is { } transcript
            ? new TranscriptReading.Read(transcript)
            : Unreadable(Math.Max(messages.Stray, 1), messages.Stray > 0 ? messages.WhyStray : "begins a file without any message");
    }

    static TranscriptReading.Unreadable Unreadable(int line, string reason) => new(new TranscriptProblem(line, reason));
}
