using NodaTime;

namespace MeetingBot.Domain;

/// <summary>Somebody is absent from a day up to and including another.</summary>
public sealed record Absence(PersonId Person, LocalDate From, LocalDate Until)
{
    /// <summary>Whether it covers a day.</summary>
    public bool Covers(LocalDate date) => From <= date && date <= Until;

    /// <summary>What is left of it when the person comes on a day after all.</summary>
    public IEnumerable<Absence> Without(LocalDate date)
    {
        if (!Covers(date))
        {
            yield return this;
            yield break;
        }

        if (From < date)
        {
            yield return this with { Until = date.PlusDays(-1) };
        }

        if (date < Until)
        {
            yield return this with { From = date.PlusDays(1) };
        }
    }
}
