namespace MeetingBot.Domain;

/// <summary>
/// The entries of a meeting that are not struck, in the order in which they were recorded, and apart what minutes also list by
/// itself. A long meeting's entries lie scattered in memory, so all are looked at once and not for every list.
/// </summary>
internal sealed class StandingEntries
{
    public StandingEntries(Meeting meeting)
    {
        All.EnsureCapacity(meeting.Entries.Count);
        foreach (Entry entry in meeting.Entries)
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
