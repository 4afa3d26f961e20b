using System.Collections.Immutable;
using System.Globalization;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>Where the points of a picture stand: dates from left to right, whole numbers from below upwards.</summary>
internal sealed class LinePlot
{
    public const int Width = 640;
    public const int Height = 240;
    private const int Left = 34;
    private const int Right = 12;
    private const int Top = 12;
    private const int Bottom = 28;

    private readonly LocalDate _first;
    private readonly int _days;
    private readonly int _most;

    /// <param name="dates">The days of the points, in order; at least one.</param>
    /// <param name="most">The greatest number.</param>
    public LinePlot(ImmutableArray<LocalDate> dates, int most)
    {
        _first = dates[0];
        _days = Math.Max(1, Period.DaysBetween(dates[0], dates[^1]));
        Step = StepFor(Math.Max(1, most));
        _most = (Math.Max(1, most) + Step - 1) / Step * Step;
        Dates = [.. Labelled(dates)];
    }

    /// <summary>The numbers at the left edge are multiples of this.</summary>
    public int Step { get; }

    /// <summary>The numbers that stand at the left edge.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(0, (_most / Step) + 1).Select(step => step * Step);

    /// <summary>The days that stand below.</summary>
    public ImmutableArray<LocalDate> Dates { get; }

    public static int AxisLeft => Left;

    public static int AxisRight => Width - Right;

    public static int AxisBottom => Height - Bottom;

    /// <summary>The place of a day.</summary>
    public string X(LocalDate date) => Text(Left + ((Width - Left - Right) * (double)Period.DaysBetween(_first, date) / _days));

    /// <summary>The place of a number.</summary>
    public string Y(int number) => Text(Height - Bottom - ((Height - Top - Bottom) * (double)number / _most));

    /// <summary>A line through points.</summary>
    public string Line(IEnumerable<(LocalDate Date, int Number)> points) => string.Join(' ', points.Select(point => $"{X(point.Date)},{Y(point.Number)}"));

    private static int StepFor(int most)
    {
        int step = 1;
        while (most > 6 * step)
        {
            step = step.ToString(CultureInfo.InvariantCulture)[0] == '2' ? step / 2 * 5 : step * 2;
        }

        return step;
    }

    private static IEnumerable<LocalDate> Labelled(ImmutableArray<LocalDate> dates)
    {
        int every = Math.Max(1, (dates.Length + 4) / 5);
        for (int at = 0; at < dates.Length; at += every)
        {
            yield return dates[at];
        }
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
