using System.Diagnostics;
using System.Globalization;
using Azure.Storage.Blobs;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using MeetingBot.Tests;
using NodaTime;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What it costs a replica that knows nothing to open a stream of 100,000 events of earlier days in Azurite: read, and read and folded into the
/// meeting that a command is decided on. <c>opening</c>.
/// </summary>
internal static class OpeningLoad
{
    private const int Events = 100_000;
    private const int Together = 2000;
    private const int Runs = 9;

    private static readonly MeetingId Meeting = new(new GroupId("g1"), new LocalDate(2024, 1, 11), 1);
    private static readonly StreamId Stream = StreamId.Of(Meeting);
    private static readonly PersonId Scribe = new("p5k2x9ahq3cb4");
    private static readonly Instant Noon = Instant.FromUtc(2024, 1, 11, 12, 0);

    public static async Task<int> RunAsync()
    {
        await using Azurite azurite = await Azurite.StartAsync() ?? throw new InvalidOperationException(Azurite.Problem);
        BlobContainerClient container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("opening");
        AzureBlobStore store = await AzureBlobStore.OpenAsync(container, new AzureBlobOptions { EventsPerSnapshot = int.MaxValue }, new EarlierTime());
        await FillAsync(store);
        AzureBlobStore other = await AzureBlobStore.OpenAsync(container);
        await other.ReadAsync(Stream, 0, CancellationToken.None);
        await other.SnapshotsAsync();

        Console.WriteLine("| 100,000 events | opened, ms: best, median | read, ms | read and folded, ms |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        await MeasureAsync("without a snapshot", container, new AzureBlobOptions { BytesBeforeSnapshot = int.MaxValue, EventsPerSnapshot = int.MaxValue });
        await MeasureAsync("with a snapshot", container, new AzureBlobOptions { EventsPerSnapshot = int.MaxValue });
        return 0;
    }

    private static async Task FillAsync(AzureBlobStore store)
    {
        var called = new MeetingCalled(new Convocation { Meeting = Meeting, GroupName = "Group", Settings = new Settings(), Agenda = Agenda.Empty, Calendar = new Domain.Calendar("Etc/UTC"), Started = Noon });
        await store.AppendAsync(new Append(Stream, 0, [called], From(0)), CancellationToken.None);
        for (int first = 1; first < Events; first += Together)
        {
            await Task.WhenAll(Enumerable.Range(first, Math.Min(Together, Events - first)).Select(number => store.AppendAsync(new Append(Stream, number, [Note(number)], From(number)), CancellationToken.None).AsTask()));
        }
    }

    private static async Task MeasureAsync(string what, BlobContainerClient container, AzureBlobOptions options)
    {
        var opened = new List<double>();
        var read = new List<double>();
        var folded = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            GC.Collect();
            AzureBlobStore store = await AzureBlobStore.OpenAsync(container, options);
            var watch = Stopwatch.StartNew();
            await store.ReadAsync(Stream, long.MaxValue, CancellationToken.None);
            opened.Add(watch.Elapsed.TotalMilliseconds);
            GC.Collect();
            store = await AzureBlobStore.OpenAsync(container, options);
            watch.Restart();
            StreamTail tail = await store.ReadAsync(Stream, 0, CancellationToken.None);
            read.Add(watch.Elapsed.TotalMilliseconds);
            Meeting? meeting = null;
            foreach (Recorded<StreamEvent> recorded in tail.Events)
            {
                meeting = MeetingFold.Evolve(meeting, (MeetingEvent)recorded.Event, recorded.Origin);
            }

            folded.Add(watch.Elapsed.TotalMilliseconds);
            if (meeting!.Entries.Count != Events - 1)
            {
                throw new InvalidOperationException($"{meeting.Entries.Count} entries were read.");
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {opened.Min():f0}, {Median(opened):f0} | {read.Min():f0}, {Median(read):f0} | {folded.Min():f0}, {Median(folded):f0} |"));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static EntryRecorded Note(int number) => new(number, 0, new Point(), string.Create(CultureInfo.InvariantCulture, $"Point {number}: the export fails on one browser, and nobody knows why."), Named.Known(Scribe));

    private static Origin From(int number)
    {
        string message = string.Create(CultureInfo.InvariantCulture, $"slack/T024F4EL1/C024BE91L/1705000000.{number:d6}");
        return new Origin(Scribe, Noon + Duration.FromSeconds(number), message, message);
    }

    /// <summary>So long ago that no message id is remembered.</summary>
    private sealed class EarlierTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(-2);
    }
}
