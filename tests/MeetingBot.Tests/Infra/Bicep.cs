using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace MeetingBot.Tests;

/// <summary>The compiler of Bicep, which NuGet brings along. It works without a network.</summary>
internal static class Bicep
{
    private static readonly string Program = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Bicep").Value!;

    /// <summary>The folder of what is checked.</summary>
    public static string Folder { get; } = Path.Combine(SourceRoot.Path, "infra");

    /// <summary>Runs a command; returns what it printed and what it complained of, as lines.</summary>
    public static async Task<(string Printed, string[] Complaints)> RunAsync(string verb, params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The compiler of Bicep is restored for Linux alone.");
        if (OperatingSystem.IsLinux())
        {
            File.SetUnixFileMode(Program, File.GetUnixFileMode(Program) | UnixFileMode.UserExecute); // a package does not keep it
        }

        using Process bicep = Process.Start(new ProcessStartInfo(Program, [verb, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> complaints = bicep.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string printed = await bicep.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bicep.WaitForExitAsync(TestContext.Current.CancellationToken);
        string[] lines = (await complaints).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (printed, bicep.ExitCode == 0 || lines.Length > 0 ? lines : [$"It ended with {bicep.ExitCode}."]);
    }

    /// <summary>The template that Azure is sent.</summary>
    public static async Task<JsonNode> TemplateAsync() => JsonNode.Parse((await RunAsync("build", Path.Combine(Folder, "main.bicep"), "--stdout")).Printed)!;
}
