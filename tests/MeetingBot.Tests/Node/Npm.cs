using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests;

/// <summary>
/// Programs of other people that read what we write. Each set of packages is installed by npm once, into the user's cache; where that cannot be
/// done the test is skipped with the reason.
/// </summary>
internal static class Npm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>Gives something to a check in this folder, with the packages that it needs.</summary>
    public static async Task<JsonNode> CheckAsync(string check, JsonNode input, params string[] packages)
    {
        string modules = "";
        try
        {
            modules = await InstalledAsync(packages);
        }
        catch (Exception missing) when (missing is Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            Assert.Skip($"npm could not install {string.Join(" and ", packages)}: {missing.Message}");
        }

        var start = new ProcessStartInfo("node", [Path.Combine(SourceRoot.Path, "tests", "MeetingBot.Tests", "Node", "run.cjs"), check])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            Environment = { ["NODE_PATH"] = modules },
        };
        using Process node = Process.Start(start)!;
        Task<string> found = node.StandardOutput.ReadToEndAsync();
        await node.StandardInput.WriteAsync(input.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return JsonNode.Parse(await found)!;
    }

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
