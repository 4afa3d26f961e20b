using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>Listens to one set of measures, and to no other test's.</summary>
internal sealed class Listener : IDisposable
{
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;

    public Listener(Measures measures)
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == measures.Meter)
            {
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>(Keep);
        _meters.SetMeasurementEventCallback<long>(Keep);
        _meters.SetMeasurementEventCallback<int>(Keep);
        _meters.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = source => source == measures.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
    }

    public List<Instrument> Instruments { get; } = [];

    public ConcurrentQueue<Measured> All { get; } = [];

    public ConcurrentQueue<Activity> Spans { get; } = [];

    /// <summary>What was measured under a name, with its words in the order of their keys.</summary>
    public IEnumerable<string> Words(string name) => All.Where(measured => measured.Name == name).Select(measured => measured.Words);

    /// <summary>What a gauge shows now.</summary>
    public double Now(string name)
    {
        _meters.RecordObservableInstruments();
        return All.Last(measured => measured.Name == name).Value;
    }

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
    }

    /// <summary>A span's words, in the order of their keys.</summary>
    public static string WordsOf(Activity span) => Sorted(span.TagObjects);

    private static string Sorted(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(", ", tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));

    private void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        where T : struct, IConvertible => All.Enqueue(new Measured(instrument.Name, value.ToDouble(null), Sorted(tags.ToArray())));
}

/// <summary>One measurement.</summary>
internal sealed record Measured(string Name, double Value, string Words);
