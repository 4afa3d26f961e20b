namespace MeetingBot.Application;

/// <summary>What came of reading a file as a transcript.</summary>
public abstract record TranscriptReading
{
    /// <summary>It is one.</summary>
    /// <param name="Transcript">The transcript.</param>
    public sealed record Read(Transcript Transcript) : TranscriptReading;

    /// <summary>It cannot be read.</summary>
    /// <param name="Problem">Where and why.</param>
    public sealed record Unreadable(TranscriptProblem Problem) : TranscriptReading;
}

/// <summary>Why a file cannot be read.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">The reason, as the end of a sentence about that line.</param>
public sealed record TranscriptProblem(int Line, string Reason);
