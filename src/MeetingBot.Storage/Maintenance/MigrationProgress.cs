namespace MeetingBot.Storage;

/// <summary>How far a migration is in one of its steps.</summary>
/// <param name="Doing">The step.</param>
/// <param name="Done">How many lines or files of it are done.</param>
/// <param name="Of">How many there are.</param>
public readonly record struct MigrationProgress(string Doing, long Done, long Of);
