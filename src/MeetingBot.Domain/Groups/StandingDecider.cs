using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>What a group makes of commands about the standing of organisations: classes, representatives, probation, suspension.</summary>
internal static class StandingDecider
{
    public static Outcome Decide(Group group, GroupCommand command, Origin origin)
    {
        (GroupEvent? happened, Refusal? refusal) = command switch
        {
            GiveClass give => Known(group, give.Organization, name => new ClassGiven(name, give.Class, give.From)),
            RestrictOrganization restrict => Known(group, restrict.Organization, name => new OrganizationRestricted(name, restrict.Restriction)),
            LiftRestrictions lift => Lift(group, lift),
            NameRepresentative represent => Represent(group, represent),
            NameAffiliate affiliate => Affiliate(group, affiliate),
            _ => throw new InvalidOperationException($"The standing of organisations is not changed by {command.GetType().Name}."),
        };
        if (refusal is not null)
        {
            return Outcome.No(refusal);
        }

        return happened is null || IsSo(group, happened, origin) ? new Unchanged() : Told(group, new Accepted([happened], []), origin);
    }

    /// <summary>Tells the meeting in session of every organisation whose standing the events change.</summary>
    public static Accepted Told(Group group, Accepted accepted, Origin origin)
    {
        if (group.InSession is not { } running)
        {
            return accepted;
        }

        Group after = group;
        foreach (StreamEvent happened in accepted.Events)
        {
            after = Group.Evolve(after, (GroupEvent)happened, origin);
        }

        return after.Organizations.Values.Where(one => group.Organizations.GetValueOrDefault(one.Key) != one)
            .Aggregate(accepted, (told, one) => told.Telling(new ReviseOrganization(one), running));
    }

    /// <summary>Whether an event would leave the organisations as they are.</summary>
    private static bool IsSo(Group group, GroupEvent happened, Origin origin)
    {
        string? named = happened switch { ClassGiven given => given.Organization, AffiliateNamed affiliate => affiliate.Organization, _ => null };
        return named is not null && Group.Evolve(group, happened, origin).OrganizationOf(named) == group.OrganizationOf(named);
    }

    private static (GroupEvent?, Refusal?) Known(Group group, string organization, Func<string, GroupEvent> happened) =>
        NameOf(group, organization) is { } name ? (happened(name), null) : (null, new NoSuchOrganization(organization));

    private static (GroupEvent?, Refusal?) Lift(Group group, LiftRestrictions lift)
    {
        if (NameOf(group, lift.Organization) is not { } name)
        {
            return (null, new NoSuchOrganization(lift.Organization));
        }

        return group.OrganizationOf(name)?.RestrictionOn(lift.From) is { } restriction
            ? (new RestrictionLifted(name, restriction.Kind, lift.From), null)
            : (null, new NotRestricted(name, lift.From));
    }

    private static (GroupEvent?, Refusal?) Represent(Group group, NameRepresentative represent)
    {
        ImmutableArray<string> organizations = group.Roster.TryGetValue(represent.Person, out Member? member)
            ? [.. member.Affiliations.Where(one => one.HoldsOn(represent.From)).Select(one => one.Organization)]
            : [];
        string? name = represent.Organization is { } asked
            ? organizations.FirstOrDefault(one => Organization.KeyOf(one) == Organization.KeyOf(asked) || group.OrganizationOf(one)?.IsCalled(asked) == true)
            : organizations is [var only] ? only : null;
        if (name is null)
        {
            return (null, organizations.Length > 1 && represent.Organization is null ? new WhichOrganization(represent.Person, organizations) : new NoSuchOrganization(represent.Organization ?? ""));
        }

        bool names = group.OrganizationOf(name)?.RepresentativesOn(represent.From).Contains(represent.Person) == true;
        return represent.Released == names
            ? (represent.Released ? new RepresentativeReleased(name, represent.Person, represent.From) : new RepresentativeNamed(name, represent.Person, represent.From), null)
            : (null, null);
    }

    private static (GroupEvent?, Refusal?) Affiliate(Group group, NameAffiliate affiliate)
    {
        if (NameOf(group, affiliate.Organization) is not { } name)
        {
            return (null, new NoSuchOrganization(affiliate.Organization));
        }

        if (affiliate.Of is null)
        {
            return (new AffiliateNamed(name, null, affiliate.From), null);
        }

        return NameOf(group, affiliate.Of) is not { } of ? (null, new NoSuchOrganization(affiliate.Of))
            : Organization.KeyOf(of) == Organization.KeyOf(name) ? (null, new NotAnAffiliate(name))
            : (new AffiliateNamed(name, of, affiliate.From), null);
    }

    /// <summary>An organisation's name as the group prints it; null for one that nobody on the roster speaks for.</summary>
    private static string? NameOf(Group group, string organization)
    {
        string key = Organization.KeyOf(organization);
        return group.OrganizationOf(organization)?.Name
            ?? group.Roster.Values.SelectMany(member => member.Affiliations).Select(one => one.Organization).FirstOrDefault(name => Organization.KeyOf(name) == key);
    }
}
