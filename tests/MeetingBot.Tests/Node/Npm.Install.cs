using System.Diagnostics;

namespace MeetingBot.Tests;

/// <content>Getting them, which the benchmarks do too.</content>
internal static partial class Npm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>The folder of the modules. Throws where npm is not there or cannot get them. Of several test runs at once each may install; they write the same.</summary>
    public static async Task<string> InstalledAsync(params string[] packages)
    {
        string cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "meetingbot-tests");
        string folder = Path.Combine(cache, string.Join('+', packages).Replace('/', '-'));
        string modules = Path.Combine(folder, "node_modules");
        await Gate.WaitAsync();
        try
        {
            if (!File.Exists(Path.Combine(folder, "complete")))
            {
                Directory.CreateDirectory(folder);
                await InstallAsync(folder, packages);
                await File.WriteAllTextAsync(Path.Combine(folder, "complete"), "");
            }
        }
        finally
        {
            Gate.Release();
        }

        return modules;
    }

    private static async Task InstallAsync(string folder, string[] packages)
    {
        var start = new ProcessStartInfo("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel", "error", .. packages]) { RedirectStandardError = true, RedirectStandardOutput = true };
        using Process npm = Process.Start(start)!;
        Task<string> said = npm.StandardError.ReadToEndAsync();
        _ = npm.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        await npm.WaitForExitAsync(patience.Token);
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"it ended with {npm.ExitCode}: {await said}");
        }
    }
}
