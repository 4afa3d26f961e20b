using System.Globalization;
using MeetingBot.Tests;

namespace MeetingBot.EndToEnd;

/// <summary>The call of 14 December 2023, held today in the group chat of a real client of the protocol.</summary>
public sealed class PlaygroundTests
{
    [Fact]
    public async Task The_seeds_meeting_is_held_in_the_agents_playground()
    {
        var modules = await Npm.InstalledOrSkippedAsync(Playground.Package);
        await using var host = new HostProcess { Settings = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Teams__AllowUnauthenticated"] = "true" } };
        await host.StartAsync();
        Assert.Contains(host.Output, line => line.StartsWith("WARNING: Teams__AllowUnauthenticated", StringComparison.Ordinal));
        await using var playground = new Playground();
        await playground.StartAsync(host.Address, modules);
        await using var picture = await PlaygroundPicture.OpenAsync(playground.Address);

        HashSet<string> linked = [CodeSigning.Secretary];
        foreach (var (_, sender, text) in CodeSigning.Lines())
        {
            if (linked.Add(sender))
                await playground.SayAsync(CodeSigning.Secretary, $"identify <at>{sender}</at> {sender}", sender);
            if (sender == "Andrea Holland")
                Assert.Contains("marked as here", await playground.PressAsync(sender, await playground.SawAsync(said => said.Buttons.ContainsKey("I'm here")), "I'm here"), StringComparison.Ordinal);
            else
                await playground.SayAsync(sender, SeedToday.Moved(text.Replace("/meeting ", "", StringComparison.Ordinal)));
        }

        await playground.SayAsync(CodeSigning.Secretary, "minutes post");
        var minutes = await playground.SawAsync(said => said.Buttons.ContainsKey("Ask for a correction"));
        Assert.Equal(Plain(SeedToday.Moved(CodeSigning.Minutes)), Plain(minutes.Text));
        var cancelled = await playground.SawAsync(said => said.Text.StartsWith("Cancelled:", StringComparison.Ordinal));
        Assert.Contains($"on {Long(SeedToday.Date.AddDays(14))}", cancelled.Text, StringComparison.Ordinal);
        Assert.Contains($"The next meeting is on {Long(SeedToday.Date.AddDays(28))}", cancelled.Text, StringComparison.Ordinal);
        await picture.TakeAsync();
    }

    static string Long(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The words of minutes, without front matter, heading marks, and empty lines.</summary>
    static string Plain(string minutes) => string.Join('\n', (minutes.StartsWith("---", StringComparison.Ordinal) ? minutes[(minutes.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..] : minutes)
        .Split('\n').Select(line => line.TrimStart('#').Trim()).Where(line => line.Length > 0));
}
