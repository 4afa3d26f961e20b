namespace MeetingBot.Domain;

/// <summary>
/// Entries of a meeting without the struck ones, in the order in which they are given, and apart what minutes also list by
/// itself. A long meeting's entries lie scattered in memory, so all are looked at once and not for every list.
/// </summary>
internal sealed class StandingEntries
{
    public StandingEntries(IReadOnlyList<Entry> entries)
    {
        All.EnsureCapacity(entries.Count);
        foreach (Entry entry in entries)
        {
            if (!entry.Struck)
            {
                All.Add(entry);
                ListOf(entry.Matter)?.Add(entry);
                if (Summaries.Reached(entry) is not null)
                {
                    Decisions.Add(entry);
                }
            }
        }
    }

    public List<Entry> All { get; } = [];

    public List<Entry> Headings { get; } = [];

    public List<Entry> Statements { get; } = [];

    public List<Entry> Earlier { get; } = [];

    /// <summary>What was decided: decisions, and motions that were carried or lost by vote.</summary>
    public List<Entry> Decisions { get; } = [];

    public List<Entry> Assignments { get; } = [];

    public List<Entry> Motions { get; } = [];

    public List<Entry> Links { get; } = [];

    public List<Entry> Cancellations { get; } = [];

    private List<Entry>? ListOf(Matter matter) => matter switch
    {
        Heading => Headings,
        Assignment => Assignments,
        Motion => Motions,
        Link => Links,
        Cancellation => Cancellations,
        EarlierMinutes => Earlier,
        StatementRead => Statements,
        _ => null,
    };
}
