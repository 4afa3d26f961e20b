using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>What can be done to a calendar. What does not apply (cancelling a day without a meeting) changes nothing: ask first.</content>
public sealed partial record Calendar
{
    /// <summary>
    /// Takes up a series from its first day on. The one before ends the day before; one that would begin later is
    /// given up. Cancellations and moves of days that are no meetings any more go with it.
    /// </summary>
    public Calendar Schedule(Series series)
    {
        LocalDate last = series.From.PlusDays(-1);
        var next = this with
        {
            Series = [.. from old in Series where old.From < series.From select old.Until < last ? old : old with { Until = last }, series],
        };
        next = next with { Moved = [.. Moved.Where(move => !IsOnGrid(move.From) || next.IsOnGrid(move.From))] };
        return next with { Cancelled = [.. Cancelled.Where(cancelled => next.On(cancelled.Date) is not null)] };
    }

    /// <summary>
    /// Calls a meeting for one day, in place of any called before for that day; a cancellation of that day is lifted. One that was
    /// moved to that day stays the same meeting, and is held as said now.
    /// </summary>
    public Calendar ScheduleOnce(LocalDate date, LocalTime time, int? minutes = null, MeetingKind kind = MeetingKind.Call) => this with
    {
        Moved = [.. Moved.Select(move => move.To == date ? move with { Time = time, DurationMinutes = minutes, Kind = kind } : move)],
        OneOffs = Moved.Any(move => move.To == date) ? OneOffs
            : [.. OneOffs.Where(one => one.Date != date).Append(new OneOff(date, time, minutes, kind)).OrderBy(one => one.Date)],
        Cancelled = Without(date),
    };

    /// <summary>More days than a meeting face to face takes are a slip.</summary>
    public const int MostDays = 14;

    /// <summary>Calls a meeting for each day from the first up to and including the last, of which at most <see cref="MostDays"/> count.</summary>
    public Calendar ScheduleDays(LocalDate first, LocalDate last, LocalTime time, int? minutes, MeetingKind kind)
    {
        Calendar calendar = ScheduleOnce(first, time, minutes, kind);
        for (int day = 1; day < MostDays && last > first && Period.DaysBetween(first, last) >= day; day++)
        {
            calendar = calendar.ScheduleOnce(first.PlusDays(day), time, minutes, kind);
        }

        return calendar;
    }

    /// <summary>Cancels the meeting of a day; a second time changes the reason.</summary>
    public Calendar Cancel(LocalDate date, string? reason = null) => On(date) is null ? this : this with
    {
        Cancelled = [.. Without(date).Append(new CancelledDate(date, reason)).OrderBy(cancelled => cancelled.Date)],
    };

    /// <summary>Lifts the cancellation of a day.</summary>
    public Calendar Restore(LocalDate date) => this with { Cancelled = Without(date) };

    /// <summary>
    /// Moves the meeting of a day to another day, at another time if one is given, and lifts cancellations of both days.
    /// Moving it back to where it stood at first leaves no trace.
    /// </summary>
    public Calendar Move(LocalDate date, LocalDate to, LocalTime? time = null)
    {
        if (On(date) is not { } occurrence)
        {
            return this;
        }

        LocalDate origin = occurrence.MovedFrom ?? date;
        var moved = new MovedDate(origin, to, time ?? occurrence.Time, occurrence.DurationMinutes, occurrence.Kind);
        var without = this with
        {
            OneOffs = occurrence.MovedFrom is null ? OneOffs.RemoveAll(one => one.Date == date) : OneOffs,
            Cancelled = [.. Cancelled.Where(cancelled => cancelled.Date != date && cancelled.Date != to)],
            Moved = Moved.RemoveAll(move => move.To == date && move.From == origin),
        };
        bool stands = without.On(to) is { } there && to == origin && there.MovedFrom is null
            && (there.Time, there.DurationMinutes, there.Kind) == (moved.Time, moved.DurationMinutes, moved.Kind);
        return stands ? without : without with { Moved = without.Moved.Add(moved) };
    }

    ImmutableArray<CancelledDate> Without(LocalDate date) =>
        Cancelled.RemoveAll(cancelled => cancelled.Date == date);
}
