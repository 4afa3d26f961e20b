using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// An organisation of a group that has voting classes: it has one vote, whoever speaks for it. Everything is dated, so that its
/// standing on any day can be asked for. Names that differ only in case are one organisation, and so are a name and those before it.
/// </summary>
/// <param name="Name">The name as the group prints it.</param>
/// <param name="Classes">Its classes, oldest first; the last that has begun holds.</param>
/// <param name="Restrictions">Probation and suspension.</param>
/// <param name="Representatives">Who casts its vote; empty for any of its members.</param>
/// <param name="AffiliateOf">The organisation that votes for it, as it was said before days were kept; null for none.</param>
public sealed record Organization(string Name, ImmutableArray<ClassSpan> Classes, ImmutableArray<Restriction> Restrictions,
    ImmutableArray<Representation> Representatives, string? AffiliateOf = null)
{
    /// <summary>Names it had before, oldest first, by which earlier minutes know it.</summary>
    public ImmutableArray<string> FormerNames { get; init; } = [];

    /// <summary>The first days of the names after those, in their order; of renamings before days were kept there is none.</summary>
    public ImmutableArray<LocalDate> RenamedOn { get; init; } = [];

    /// <summary>Which organisation voted for it from which day on, oldest first (by-laws 2.3(2): affiliates do not vote).</summary>
    public ImmutableArray<AffiliateSpan> Affiliates { get; init; } = [];

    /// <summary>By which its votes and endorsements are known, whatever it is called later: the first of its names in upper case.</summary>
    public string Key => KeyOf(FormerNames is [var first, ..] ? first : Name);

    /// <summary>An organisation of which only the name is known.</summary>
    public static Organization Named(string name) => new(name, [], [], []);

    /// <summary>The name in upper case.</summary>
    public static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    /// <summary>Whether it has, or had, a name.</summary>
    public bool IsCalled(string name) => KeyOf(Name) == KeyOf(name) || FormerNames.Any(former => KeyOf(former) == KeyOf(name));

    /// <summary>Its name on a day.</summary>
    public string NameOn(LocalDate date)
    {
        int later = Math.Min(RenamedOn.Count(day => day > date), FormerNames.Length);
        return later == 0 ? Name : FormerNames[^later];
    }

    /// <summary>The organisation that votes for it on a day; null for none.</summary>
    public string? AffiliateOn(LocalDate date) => Affiliates.LastOrDefault(span => span.From <= date) is { } span ? span.Of : AffiliateOf;

    /// <summary>The class on a day; null before it had one.</summary>
    public string? ClassOn(LocalDate date)
    {
        string? held = null;
        foreach (ClassSpan span in Classes)
        {
            held = span.From <= date ? span.Class : held;
        }

        return held;
    }

    /// <summary>Probation or suspension on a day; null for none.</summary>
    public Restriction? RestrictionOn(LocalDate date) => Restrictions.LastOrDefault(restriction => restriction.Covers(date));

    /// <summary>Who casts its vote on a day; empty for any of its members.</summary>
    public ImmutableArray<PersonId> RepresentativesOn(LocalDate date) => [.. Representatives.Where(one => one.Covers(date)).Select(one => one.Person)];

    /// <summary>Whether it votes on a day under a policy, or why not.</summary>
    public Standing StandingOn(LocalDate date, BallotPolicy policy) =>
        AffiliateOn(date) is not null ? Standing.Affiliate
        : ClassOn(date) is not { } held ? Standing.NoClass
        : RestrictionOn(date) is { } restriction ? restriction.Kind == RestrictionKind.Suspension ? Standing.Suspended : Standing.OnProbation
        : policy.Votes(held) ? Standing.Votes
        : Standing.ClassWithoutVote;

    /// <summary>The same with another class from a day on; a class given for the same day is replaced.</summary>
    public Organization InClass(string @class, LocalDate from) =>
        ClassOn(from) == @class ? this : this with { Classes = [.. Classes.Where(span => span.From < from), new ClassSpan(@class, from), .. Classes.Where(span => span.From > from)] };

    /// <summary>The same as an affiliate of another from a day on.</summary>
    public Organization AffiliatedTo(string? of, LocalDate from) =>
        AffiliateOn(from) == of ? this : this with { Affiliates = [.. Affiliates.Where(span => span.From < from), new AffiliateSpan(of, from), .. Affiliates.Where(span => span.From > from)] };

    /// <summary>The same with every restriction of a kind ended the day before a day.</summary>
    public Organization Freed(RestrictionKind kind, LocalDate from) => this with
    {
        Restrictions = [.. Restrictions.Where(one => one.Kind != kind || one.From < from).Select(one => one.Kind == kind && one.Covers(from) ? one with { Until = from.PlusDays(-1) } : one)],
    };
}

/// <summary>A class from a day on.</summary>
public sealed record ClassSpan(string Class, LocalDate From);

/// <summary>The organisation that votes for another from a day on; null for none from then on.</summary>
public sealed record AffiliateSpan(string? Of, LocalDate From);

/// <summary>A time in which an organisation does not vote.</summary>
/// <param name="Kind">Why.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null until further notice.</param>
/// <param name="Reason">What was given as the reason; null for nothing.</param>
public sealed record Restriction(RestrictionKind Kind, LocalDate From, LocalDate? Until, string? Reason)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool Covers(LocalDate date) => From <= date && (Until is null || date <= Until);
}

/// <summary>Why an organisation does not vote for a time.</summary>
public enum RestrictionKind
{
    /// <summary>It is new, and has not been there long enough (by-laws 3.1).</summary>
    Probation,

    /// <summary>The chair suspended it (CSCWG charter 4.2.3).</summary>
    Suspension,
}

/// <summary>A person who casts an organisation's vote.</summary>
/// <param name="Person">Who.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null while it holds.</param>
public sealed record Representation(PersonId Person, LocalDate From, LocalDate? Until)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool Covers(LocalDate date) => From <= date && (Until is null || date <= Until);
}

/// <summary>Whether an organisation votes, or why not.</summary>
public enum Standing
{
    /// <summary>It votes.</summary>
    Votes,

    /// <summary>It has no class.</summary>
    NoClass,

    /// <summary>Its class has no vote.</summary>
    ClassWithoutVote,

    /// <summary>It is on probation.</summary>
    OnProbation,

    /// <summary>It is suspended.</summary>
    Suspended,

    /// <summary>Another organisation votes for it.</summary>
    Affiliate,
}
