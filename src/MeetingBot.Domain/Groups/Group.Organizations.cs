using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <content>Organisations: their standing, and who speaks for them from which day on.</content>
public sealed partial record Group
{
    private Group OnOrganization(string name, Func<Organization, Organization> change)
    {
        string key = Organization.KeyOf(name);
        return this with { Organizations = Organizations.SetItem(key, change(Organizations.GetValueOrDefault(key) ?? Organization.Named(name))) };
    }

    /// <summary>A class given beside a person is the class of the organisation: of a new one always, else from that day on.</summary>
    private Group Classed(Member member, Origin origin)
    {
        LocalDate today = origin.At.InZone(Settings.Zone).Date;
        return member.Class is { } given && member.Affiliations.LastOrDefault(one => one.HoldsOn(today))?.Organization is { } organization
            ? OnOrganization(organization, known => known.InClass(given, known.Classes.IsEmpty ? LocalDate.MinIsoValue : today))
            : this;
    }

    private static ImmutableSortedDictionary<string, Organization> Renamed(ImmutableSortedDictionary<string, Organization> organizations, OrganizationRenamed renamed) =>
        organizations.TryGetValue(Organization.KeyOf(renamed.Old), out Organization? known)
            ? organizations.Remove(Organization.KeyOf(renamed.Old)).SetItem(Organization.KeyOf(renamed.New), known with { Name = renamed.New, FormerNames = known.FormerNames.Add(known.Name) })
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
