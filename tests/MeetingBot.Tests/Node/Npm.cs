using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests;

/// <summary>
/// Programs of other people that read what we write. Each set of packages is installed by npm once, into the user's cache; where that cannot be
/// done the test is skipped with the reason.
/// </summary>
internal static partial class Npm
{
    /// <summary>Gives something to a check in this folder, with the packages that it needs.</summary>
    public static async Task<JsonNode> CheckAsync(string check, JsonNode input, params string[] packages)
    {
        string modules = await InstalledOrSkippedAsync(packages);
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

    /// <summary>The folder of the modules; skips the test, with the reason, where they cannot be had.</summary>
    public static async Task<string> InstalledOrSkippedAsync(params string[] packages)
    {
        try
        {
            return await InstalledAsync(packages);
        }
        catch (Exception missing) when (missing is Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            Assert.Skip($"npm could not install {string.Join(" and ", packages)}: {missing.Message}");
            return "";
        }
    }
}
