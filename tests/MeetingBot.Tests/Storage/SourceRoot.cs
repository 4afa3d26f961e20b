namespace MeetingBot.Tests;

/// <summary>The folder of the solution, for tests that read files of the repository.</summary>
internal static class SourceRoot
{
    public static string Path { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo folder) => File.Exists(System.IO.Path.Combine(folder.FullName, "MeetingBot.sln"))
        ? folder.FullName
        : Find(folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds MeetingBot.sln"));
}
