using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>
/// What people did in a meeting that each of them can take back. Every version stays as it was. One person, mostly the scribe, does many
/// things in a row: whoever did the last thing stands apart, and the table of all is changed only when somebody else does something.
/// </summary>
public sealed class Acts
{
    /// <summary>Nothing was done yet.</summary>
    public static readonly Acts None = new(null, null, ImmutableDictionary<PersonId, Act>.Empty);

    private readonly PersonId? _latestBy;
    private readonly Act? _latest;
    private readonly ImmutableDictionary<PersonId, Act> _others;

    private Acts(PersonId? latestBy, Act? latest, ImmutableDictionary<PersonId, Act> others)
    {
        _latestBy = latestBy;
        _latest = latest;
        _others = others;
    }

    /// <summary>The acts with one more.</summary>
    /// <param name="by">Who did it.</param>
    /// <param name="kind">What.</param>
    /// <param name="entry">The entry; 0 for attendance and adjournment.</param>
    public Acts With(PersonId by, ActKind kind, int entry = 0)
    {
        var act = new Act(kind, entry, Last(by));
        return _latest is null || _latestBy == by ? new(by, act, _others) : new(by, act, _others.SetItem(_latestBy!, _latest));
    }

    /// <summary>What a person did, the last first; empty for nothing.</summary>
    public IEnumerable<Act> Of(PersonId person)
    {
        for (Act? act = Last(person); act is not null; act = act.Before)
        {
            yield return act;
        }
    }

    private Act? Last(PersonId person) => _latestBy == person ? _latest : _others.GetValueOrDefault(person);
}

/// <summary>Something that its author can take back.</summary>
/// <param name="kind">What.</param>
/// <param name="entry">The entry; 0 for attendance and adjournment.</param>
/// <param name="before">What the same person did before it; null for nothing.</param>
public sealed class Act(ActKind kind, int entry, Act? before)
{
    /// <summary>What was done.</summary>
    public ActKind Kind { get; } = kind;

    /// <summary>The entry it was done to; 0 for attendance and adjournment.</summary>
    public int Entry { get; } = entry;

    internal Act? Before { get; } = before;
}

/// <summary>The kinds of acts that <c>undo</c> takes back.</summary>
public enum ActKind
{
    /// <summary>An entry.</summary>
    Entry,

    /// <summary>Deciding an entry that had been recorded before.</summary>
    Deciding,

    /// <summary>Marking one's own attendance.</summary>
    Attendance,

    /// <summary>Ending the meeting.</summary>
    Adjournment,
}
