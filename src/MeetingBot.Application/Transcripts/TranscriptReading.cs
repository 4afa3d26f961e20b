namespace MeetingBot.Application;

/// <summary>What came of reading a file as a transcript.</summary>
public abstract record TranscriptReading
{
    /// <summary>It is a transcript or a chat log, and every line of it has a place.</summary>
    /// <param name="Transcript">What was said, in the order of the file.</param>
    public sealed record Read(Transcript Transcript) : TranscriptReading;

    /// <summary>It is neither, or a stamp in it makes no sense: nothing of it is replayed.</summary>
    /// <param name="Problem">Where and why.</param>
    public sealed record Unreadable(TranscriptProblem Problem) : TranscriptReading;
}

/// <summary>Why a file cannot be read.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">The reason, as the end of a sentence about that line.</param>
public sealed record TranscriptProblem(int Line, string Reason);
