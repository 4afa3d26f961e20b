namespace MeetingBot.EndToEnd;

/// <summary>A meeting in the group chat of a real client of the protocol.</summary>
public sealed class PlaygroundTests
{
    [Fact]
    public async Task A_meeting_is_held_in_the_agents_playground()
    {
        Assert.SkipWhen(Playground.Program is null, "The Agents Playground is not there: npm i @microsoft/m365agentsplayground, and let AGENTS_PLAYGROUND name its cli.js.");
        await using var host = new HostProcess { Settings = new() { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["Teams__AllowUnauthenticated"] = "true" } };
        await host.StartAsync();
        Assert.Contains(host.Output, line => line.StartsWith("WARNING: Teams__AllowUnauthenticated", StringComparison.Ordinal));
        await using var playground = new Playground();
        await playground.StartAsync(host.Address);
        await using var picture = await PlaygroundPicture.OpenAsync(playground.Address);

        await playground.SayAsync("start");
        await playground.SawAsync("Raise hand");
        await playground.SayAsync("agenda add: Signs");
        await playground.SawAsync("Next: Signs");
        await playground.SayAsync("here");
        Assert.Contains("marked as here", await playground.PressAsync("29:1cleo", "here"), StringComparison.Ordinal);
        Assert.Contains("Now: 1. Signs", await playground.PressAsync("29:1ana", "next topic"), StringComparison.Ordinal);
        await playground.SayAsync("note Cleo: The signs are <b>cheap</b> and *green*");
        await playground.SayAsync("decision: We take the green ones");
        await playground.SawAsync("We take the green ones");
        await playground.SayAsync("action Cleo: order them due 2030-01-11");
        await playground.SawAsync("order them");
        await playground.SayAsync("end");
        await playground.SawAsync("adjourned");
        await playground.SayAsync("minutes post");
        await playground.SawAsync("Ask for a correction");
        await picture.TakeAsync();
    }
}
