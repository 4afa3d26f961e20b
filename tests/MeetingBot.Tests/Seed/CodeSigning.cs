using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>
/// The call that this project starts from, of the Code Signing Certificate Working Group on 14 December 2023: what its members
/// typed, and the minutes that it must come to, written by hand.
/// </summary>
internal static class CodeSigning
{
    public const string Secretary = "Corey Bonnell";

    private static string Folder => Path.Combine(SourceRoot.Path, "tests", "MeetingBot.Tests", "Seed");

    /// <summary>The minutes as Markdown, with their front matter.</summary>
    public static string Minutes => File.ReadAllText(Path.Combine(Folder, "code-signing.md"));

    /// <summary>The lines and what they are read as.</summary>
    public static string Transcript => File.ReadAllText(Path.Combine(Folder, "code-signing.transcript"));

    /// <summary>Each line with the moment at which it was typed.</summary>
    public static IEnumerable<(Instant At, string Sender, string Text)> Lines()
    {
        Transcript read = Assert.IsType<TranscriptReading.Read>(TranscriptReader.Read(new StringReader(Transcript), null)).Transcript;
        DateTimeZone zone = DateTimeZoneProviders.Tzdb["America/New_York"];
        return read.Lines.Select(line => (line.At ?? zone.AtStrictly(line.Local).ToInstant(), line.Sender, line.Text));
    }
}
