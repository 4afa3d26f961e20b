using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>One person on the roster.</summary>
/// <param name="Id">The person; the name stands in the directory.</param>
/// <param name="Role">The role now.</param>
/// <param name="Affiliations">For whom the person speaks, oldest first; empty for an individual.</param>
/// <param name="Class">The voting class, for groups that have classes; else null.</param>
public sealed record Member(PersonId Id, Role Role, ImmutableArray<Affiliation> Affiliations, string? Class)
{
    /// <summary>The organisation printed beside the name for a day; two at once are joined by a comma; null for none.</summary>
    public string? OrganizationOn(LocalDate date)
    {
        string? joined = null;
        foreach (Affiliation affiliation in Affiliations)
        {
            if (affiliation.HoldsOn(date))
            {
                joined = joined is null ? affiliation.Organization : $"{joined}, {affiliation.Organization}";
            }
        }

        return joined;
    }
}

/// <summary>For whom a person speaks, and when.</summary>
/// <param name="Organization">The organisation's name as the group prints it; it may hold commas and parentheses.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null while it holds.</param>
public sealed record Affiliation(string Organization, LocalDate From, LocalDate? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(LocalDate date) => From <= date && (Until is null || date <= Until);
}
