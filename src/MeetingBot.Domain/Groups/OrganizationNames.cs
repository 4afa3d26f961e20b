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
            while (end > at && (found = Find(group, string.Join(", ", parts[at..end]))) is null)
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

    private static Organization? Find(Group group, string name)
    {
        string key = Organization.KeyOf(name);
        return group.Organizations.GetValueOrDefault(key)
            ?? group.Organizations.Values.FirstOrDefault(known => known.FormerNames.Any(former => Organization.KeyOf(former) == key));
    }
}
