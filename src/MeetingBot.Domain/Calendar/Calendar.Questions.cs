using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>What can be asked of a calendar. Days are in the group's zone; "next" and "nearest" pass over cancelled meetings.</content>
public sealed partial record Calendar
{
    /// <summary>The meeting that stands on a day, cancelled or not; null for none. A moved one stands on its new day only.</summary>
    public Occurrence? On(LocalDate date) => On(date, SeriesOn(date));

    /// <summary>Whether the series in force falls on a day, whatever was cancelled, moved or called for it.</summary>
    public bool IsOnGrid(LocalDate date) => SeriesOn(date) is not null;

    /// <summary>The first meeting after a day; null when none will come.</summary>
    public Occurrence? NextAfter(LocalDate date) => date < LocalDate.MaxIsoValue ? NextFrom(date.PlusDays(1)) : null;

    /// <summary>The first meeting on or after a day; null when none will come.</summary>
    public Occurrence? NextFrom(LocalDate date) => Coming(date).FirstOrDefault(occurrence => !occurrence.Cancelled);

    /// <summary>The last meeting before a day; null when none was.</summary>
    public Occurrence? LastBefore(LocalDate date) => LastBefore(date, 1).FirstOrDefault();

    /// <summary>The meetings from a day on, in order, the cancelled ones marked; found one by one as they are asked for, perhaps without end.</summary>
    public IEnumerable<Occurrence> Coming(LocalDate from)
    {
        if (IsEmpty)
        {
            yield break;
        }

        LocalDate[] named = [.. OneOffs.Select(one => one.Date).Concat(Moved.Select(move => move.To)).Where(date => date >= from).Distinct().Order()];
        int next = 0;
        foreach ((LocalDate date, Series series) in GridFrom(from))
        {
            for (; next < named.Length && named[next] < date; next++)
            {
                if (On(named[next], null) is { } between)
                {
                    yield return between;
                }
            }

            next += next < named.Length && named[next] == date ? 1 : 0;
            if (On(date, series) is { } occurrence)
            {
                yield return occurrence;
            }
        }

        for (; next < named.Length; next++)
        {
            if (On(named[next], null) is { } later)
            {
                yield return later;
            }
        }
    }

    /// <summary>
    /// The two days with a meeting that lie nearest to a day, in order, as a refusal names them; of two equally far the
    /// later counts as nearer. Fewer where there are fewer.
    /// </summary>
    public ImmutableArray<LocalDate> Nearest(LocalDate date) =>
    [
        .. Coming(date).Where(occurrence => !occurrence.Cancelled).Take(2).Concat(LastBefore(date, 2))
            .Select(occurrence => occurrence.Date)
            .OrderBy(day => Math.Abs(Period.DaysBetween(day, date))).ThenByDescending(day => day)
            .Take(2).Order(),
    ];

    Occurrence? On(LocalDate date, Series? series)
    {
        Occurrence? occurrence =
            Moved.LastOrDefault(move => move.To == date) is { } moved
                ? new Occurrence(date, moved.Time, moved.DurationMinutes, moved.Kind, moved.From)
            : OneOffs.FirstOrDefault(one => one.Date == date) is { } once
                ? new Occurrence(date, once.Time, once.DurationMinutes, once.Kind)
            : series is not null && !Moved.Any(move => move.From == date)
                ? new Occurrence(date, series.Time, series.DurationMinutes, series.Kind)
            : null;
        return occurrence is not null && Cancelled.FirstOrDefault(cancelled => cancelled.Date == date) is { } cancelled
            ? occurrence with { Cancelled = true, Reason = cancelled.Reason }
            : occurrence;
    }

    Series? SeriesOn(LocalDate date) =>
        Series.LastOrDefault(series => series.From <= date) is { } inForce && inForce.FallsOn(date) ? inForce : null;

    IEnumerable<(LocalDate Date, Series Series)> GridFrom(LocalDate from)
    {
        for (int i = 0; i < Series.Length; i++)
        {
            LocalDate end = i + 1 < Series.Length ? Series[i + 1].From : LocalDate.MaxIsoValue;
            if (end <= from)
            {
                continue;
            }

            foreach (LocalDate date in Series[i].DatesFrom(from))
            {
                if (date >= end)
                {
                    break;
                }

                yield return (date, Series[i]);
            }
        }
    }

    /// <summary>Looks back through ever longer stretches, so that a yearly meeting is found as well as a daily one.</summary>
    Occurrence[] LastBefore(LocalDate date, int count)
    {
        if (IsEmpty)
        {
            return [];
        }

        LocalDate first = Series.Select(series => series.From).Concat(OneOffs.Select(one => one.Date)).Concat(Moved.Select(move => move.To)).Min();
        for (int days = 64; ; days *= 4)
        {
            LocalDate start = Period.DaysBetween(first, date) <= days ? first : date.PlusDays(-days);
            Occurrence[] found = [.. Coming(start).TakeWhile(o => o.Date < date).Where(o => !o.Cancelled).TakeLast(count)];
            if (found.Length == count || start == first)
            {
                return found;
            }
        }
    }

    /// <summary>The last day of a meeting face to face that goes on from day to day; the day itself for any other.</summary>
    public LocalDate LastDayOf(Occurrence occurrence)
    {
        LocalDate last = occurrence.Date;
        while (occurrence.Kind == MeetingKind.FaceToFace && On(last.PlusDays(1)) is { Kind: MeetingKind.FaceToFace, Cancelled: false } next)
        {
            last = next.Date;
        }

        return last;
    }

    /// <summary>Whether a day only goes on with what began the day before.</summary>
    public bool GoesOn(Occurrence occurrence) => occurrence.Kind == MeetingKind.FaceToFace && On(occurrence.Date.PlusDays(-1)) is { Kind: MeetingKind.FaceToFace, Cancelled: false };
}
