using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// Who may vote on a day: organisations once the group has classes, else the people whom the roster gives a vote. In an open group
/// without a roster everybody votes for themselves.
/// </summary>
public sealed class Electorate
{
    private readonly ImmutableDictionary<PersonId, Member> _roster;
    private readonly ImmutableSortedDictionary<string, Organization> _organizations;
    private readonly BallotPolicy _policy;
    private readonly LocalDate _date;
    private readonly bool _chaired;

    /// <summary>The electorate of a roster on a day.</summary>
    public Electorate(ImmutableDictionary<PersonId, Member> roster, ImmutableSortedDictionary<string, Organization> organizations, BallotPolicy policy, bool chaired, LocalDate date)
    {
        (_roster, _organizations, _policy, _chaired, _date) = (roster, organizations, policy, chaired, date);
        ByOrganization = roster.Values.Any(member => member.Class is not null) || organizations.Values.Any(one => !one.Classes.IsEmpty);
    }

    /// <summary>True once anybody has a class, so that organisations vote.</summary>
    public bool ByOrganization { get; }

    /// <summary>Everybody who votes, by name.</summary>
    public ImmutableArray<Voter> Voters => ByOrganization
        ? [.. _organizations.Where(pair => pair.Value.StandingOn(_date, _policy) == Standing.Votes).Select(pair => new Voter(pair.Key, pair.Value.NameOn(_date), pair.Value.ClassOn(_date))), .. OfRoster()]
        : [.. _roster.Values.Where(member => member.Role.HasVote()).OrderBy(member => member.Id.Value, StringComparer.Ordinal).Select(OfPerson)];

    /// <summary>Whether one of <see cref="Voters"/> has a key; in an open group anybody who is on no roster votes too.</summary>
    public bool Has(string key) => Voters.Any(voter => voter.Key == key) || (!ByOrganization && !_chaired && !_roster.ContainsKey(new PersonId(key)));

    /// <summary>The votes that a person casts on that day: none, one, or one for each organisation the person speaks for.</summary>
    public ImmutableArray<Voter> Of(PersonId person)
    {
        if (!_roster.TryGetValue(person, out Member? member))
        {
            return ByOrganization || _chaired ? [] : [new Voter(person.Value, null, null)];
        }

        if (!member.Role.HasVote())
        {
            return [];
        }

        if (!ByOrganization)
        {
            return [OfPerson(member)];
        }

        return [.. OrganizationsOf(member).Select(name => VoterOf(member, name)).OfType<Voter>().DistinctBy(voter => voter.Key), .. IsIndividual(member) ? [OfPerson(member)] : ImmutableArray<Voter>.Empty];
    }

    /// <summary>Why a person, or the organisations the person speaks for, have no vote on that day; null where they have one.</summary>
    public Unentitled? WhyNot(PersonId person)
    {
        if (!Of(person).IsEmpty)
        {
            return null;
        }

        if (!_roster.TryGetValue(person, out Member? member) || !ByOrganization)
        {
            return new Unentitled(null, member is null ? Standing.NoClass : Standing.ClassWithoutVote, false);
        }

        string? name = OrganizationsOf(member).FirstOrDefault();
        if (name is null || OrganizationNames.Find(_organizations, name) is not { } organization)
        {
            return new Unentitled(name, Standing.NoClass, false);
        }

        Standing standing = organization.StandingOn(_date, _policy);
        return new Unentitled(organization.NameOn(_date), standing, standing == Standing.Votes);
    }

    /// <summary>The voter of a name, whoever speaks for it; null for none that votes.</summary>
    public Voter? Named(string organization) =>
        ByOrganization && KeyOf(organization) is var key && Voters.FirstOrDefault(voter => voter.Key == key) is { } voter ? voter : null;

    /// <summary>The key of the organisation that has a name, or had it.</summary>
    public string KeyOf(string organization) => OrganizationNames.Find(_organizations, organization)?.Key ?? Organization.KeyOf(organization);

    /// <summary>The vote that a person casts for an organisation; null where the person has none for it.</summary>
    public Voter? Of(PersonId person, string organization) => KeyOf(organization) is var key ? Of(person).FirstOrDefault(voter => voter.Key == key) : null;

    /// <summary>Who casts a voter's vote on that day.</summary>
    public ImmutableArray<PersonId> VoicesOf(Voter voter) => [.. _roster.Keys.Where(person => Of(person).Any(one => one.Key == voter.Key)).OrderBy(person => person.Value, StringComparer.Ordinal)];

    private Voter? VoterOf(Member member, string organization)
    {
        if (OrganizationNames.Find(_organizations, organization) is not { } known)
        {
            // Minutes from before organisations were kept have the class beside the person only.
            return member.Class is not null && _policy.Votes(member.Class) ? new Voter(Organization.KeyOf(organization), organization, member.Class) : null;
        }

        ImmutableArray<PersonId> voices = known.RepresentativesOn(_date);
        return known.StandingOn(_date, _policy) == Standing.Votes && (voices.IsEmpty || voices.Contains(member.Id)) ? new Voter(known.Key, known.NameOn(_date), known.ClassOn(_date)) : null;
    }

    private IEnumerable<string> OrganizationsOf(Member member) => member.Affiliations.Where(one => one.HoldsOn(_date)).Select(one => one.Organization);

    private bool IsIndividual(Member member) => member.Class is not null && _policy.Votes(member.Class) && !OrganizationsOf(member).Any();

    /// <summary>Those of whom the group keeps no organisation: individuals with a class, and what only the roster knows.</summary>
    private IEnumerable<Voter> OfRoster() => _roster.Values.OrderBy(member => member.Id.Value, StringComparer.Ordinal).SelectMany(member => Of(member.Id))
        .Where(voter => !_organizations.ContainsKey(voter.Key)).DistinctBy(voter => voter.Key);

    private static Voter OfPerson(Member member) => new(member.Id.Value, null, member.Class);
}

/// <summary>Somebody or something that has one vote.</summary>
/// <param name="Key">The organisation's key, which is the first of its names in upper case, or the person's id.</param>
/// <param name="Organization">The organisation's name on the day; null for a person.</param>
/// <param name="Class">The voting class; null without classes.</param>
public sealed record Voter(string Key, string? Organization, string? Class);

/// <summary>Why somebody has no vote.</summary>
/// <param name="Organization">The organisation; null where the person speaks for none.</param>
/// <param name="Standing">Its standing.</param>
/// <param name="OtherRepresents">True where the organisation votes, but by somebody else.</param>
public sealed record Unentitled(string? Organization, Standing Standing, bool OtherRepresents);
