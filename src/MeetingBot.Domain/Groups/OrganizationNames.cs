using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>Finds organisations by the names under which they stand in attendance lists.</summary>
public static class OrganizationNames
{
    /// <summary>
    /// The organisations that a name beside a person means: one, or several where somebody speaks for two, whose names are joined by a
    /// comma. Names may hold commas themselves, and former names count. Empty for none that the group knows.
    /// </summary>
    public static IEnumerable<Organization> OrganizationsIn(this Group group, string? joined)
    {
        string[] parts = joined?.Split(", ") ?? [];
        for (int at = 0; at < parts.Length;)
        {
            int end = parts.Length;
            Organization? found = null;
            while (end > at && (found = group.OrganizationOf(string.Join(", ", parts[at..end]))) is null)
            {
                end--;
            }

            if (found is not null)
            {
                yield return found;
            }

            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>The organisation of a group that has a name, or had it; null for none.</summary>
    public static Organization? OrganizationOf(this Group group, string name) => Find(group.Organizations, name);

    /// <summary>The organisation that has a name, or else had it, among some by their keys; null for none.</summary>
    public static Organization? Find(ImmutableSortedDictionary<string, Organization> organizations, string name)
    {
        string key = Organization.KeyOf(name);
        return organizations.GetValueOrDefault(key) is { } known && Organization.KeyOf(known.Name) == key ? known
            : organizations.Values.FirstOrDefault(one => Organization.KeyOf(one.Name) == key) ?? organizations.Values.FirstOrDefault(one => one.IsCalled(name));
    }
}
