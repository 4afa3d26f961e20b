using NodaTime;

namespace MeetingBot.Application;

/// <summary>Completes what the stamps of a file leave out from the lines before: the date, the offset, and the time where a stamp is damaged.</summary>
/// <param name="date">The date on which the file begins, where its lines have none; null when nobody knows.</param>
sealed class TranscriptClock(LocalDate? date)
{
    LocalDate? _date = date;
    LocalTime? _time;

    /// <summary>When the last line was said.</summary>
    public LocalDateTime Local => _date.GetValueOrDefault() + _time.GetValueOrDefault();

    /// <summary>How far the clock is from UTC; null where no line has said so.</summary>
    public Offset? Offset { get; private set; }

    /// <summary>
    /// Takes the stamp of the next line. A time without date that has fallen by more than twelve hours is on the next day if
    /// <paramref name="rolls"/> says that this file goes over midnight so; a smaller fall is lines out of order.
    /// </summary>
    /// <returns>False when the date is not known.</returns>
    public bool Take(Stamp stamp, bool rolls)
    {
        if (stamp.Date is null && rolls && _date is { } today && stamp.Time is { } now && _time is { } before
            && before.NanosecondOfDay - now.NanosecondOfDay > 12 * NodaConstants.NanosecondsPerHour)
        {
            _date = today.PlusDays(1);
        }

        Offset = stamp.Date is not null && stamp.Time is not null ? stamp.Offset ?? (rolls ? Offset : null) : Offset;
        _date = stamp.Date ?? _date;
        _time = stamp.Time ?? _time;
        return _date is not null;
    }
}
