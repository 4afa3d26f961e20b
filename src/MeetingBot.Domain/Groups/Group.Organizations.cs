using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>Organisations: their standing, and who speaks for them from which day on.</content>
public sealed partial record Group
{
    private Group OnOrganization(string name, Func<Organization, Organization> change)
    {
        Organization known = this.OrganizationOf(name) ?? Organization.Named(name);
        return this with { Organizations = Organizations.SetItem(known.Key, change(known)) };
    }

    /// <summary>A class given beside a person is the class of the organisation: of a new one always, else from that day on.</summary>
    private Group Classed(Member member, Origin origin)
    {
        LocalDate today = origin.At.InZone(Settings.Zone).Date;
        return member.Class is { } given && member.Affiliations.LastOrDefault(one => one.HoldsOn(today))?.Organization is { } organization
            ? OnOrganization(organization, known => known.InClass(given, known.Classes.IsEmpty ? LocalDate.MinIsoValue : today))
            : this;
    }

    /// <summary>It stays where it is, so that what was done under its earlier name stays its own; another of the new name gives way.</summary>
    private static ImmutableSortedDictionary<string, Organization> Renamed(ImmutableSortedDictionary<string, Organization> organizations, OrganizationRenamed renamed) =>
        OrganizationNames.Find(organizations, renamed.Old) is { } known
            ? organizations.RemoveRange(organizations.Where(pair => pair.Key != known.Key && Organization.KeyOf(pair.Value.Name) == Organization.KeyOf(renamed.New)).Select(pair => pair.Key))
                .SetItem(known.Key, known with { Name = renamed.New, FormerNames = known.FormerNames.Add(known.Name), RenamedOn = known.RenamedOn.Add(renamed.From) })
            : organizations;

    private static Member Renamed(Member member, OrganizationRenamed renamed)
    {
        return member with { Affiliations = [.. member.Affiliations.SelectMany(After)] };

        IEnumerable<Affiliation> After(Affiliation old)
        {
            if (!string.Equals(old.Organization, renamed.Old, StringComparison.OrdinalIgnoreCase) || old.Until < renamed.From)
            {
                yield return old;
                yield break;
            }

            if (old.From < renamed.From)
            {
                yield return old with { Until = renamed.From.PlusDays(-1) };
            }

            yield return new Affiliation(renamed.New, LocalDate.Max(old.From, renamed.From), old.Until);
        }
    }

    private static ImmutableArray<Affiliation> Affiliated(ImmutableArray<Affiliation> before, AffiliationChanged changed)
    {
        IEnumerable<Affiliation> kept = changed.Too
            ? before
            : before.Where(old => old.From < changed.From)
                .Select(old => old.Until is null || old.Until >= changed.From ? old with { Until = changed.From.PlusDays(-1) } : old);
        return [.. kept, new Affiliation(changed.Organization, changed.From, null)];
    }
}
