namespace MeetingBot.Benchmarks;

/// <summary>The clone in which this program was built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "MeetingBot.sln")) ? folder.FullName
        : Find(folder.Parent ?? throw new InvalidOperationException("This program does not stand in a clone of the repository."));
}
