using MeetingBot.Application;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>
/// The rooms of several replicas: what another one posted or recorded is shown to whoever has a room open in this one. Lines that people type
/// are kept nowhere, so those of another replica are not among it.
/// </summary>
public sealed class RoomPosts(Rooms rooms, WebNoticeChannel channel, StandingPosts standing, TimeProvider time, ILogger<RoomPosts> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Shows in a room of this replica what stands there by the record.</summary>
    public async Task BringAsync(string conversation, CancellationToken cancellation)
    {
        Room room = rooms.Open(conversation);
        await room.Bringing.WaitAsync(cancellation);
        try
        {
            await foreach (StandingPost one in standing.InAsync(conversation, room.Brought, time.Now(), cancellation))
            {
                if (one.Post is { } post)
                    await ShowAsync(one, post, cancellation);

                room.Brought.Add(one.Notice.Id);
            }
        }
        finally
        {
            room.Bringing.Release();
        }
    }

    /// <summary>Looks again in every room that somebody has open.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        foreach (string conversation in rooms.Watched)
        {
            try
            {
                await BringAsync(conversation, cancellation);
                rooms.Look(conversation);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogWarning(problem, "A room may miss what another replica posted; it is looked at again");
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }

    private async Task ShowAsync(StandingPost one, Post post, CancellationToken cancellation)
    {
        if (one.Edited is { } earlier)
            await channel.EditAsync(earlier, post, cancellation);
        else
            channel.Show(post, one.Notice.Due);
    }
}
