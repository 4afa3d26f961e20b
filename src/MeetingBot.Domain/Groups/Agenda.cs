using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>One item of business on an agenda.</summary>
/// <param name="Id">Its own number, which stays when the item moves; people use positions instead.</param>
/// <param name="Title">The title, as it becomes the heading.</param>
/// <param name="Presenter">Who presents it; null for nobody.</param>
/// <param name="Minutes">The planned time in minutes; null for none.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who put it there.</param>
/// <param name="From">The day of the meeting that it is carried over from; null for new business.</param>
public sealed record AgendaItem(int Id, string Title, Named? Presenter, int? Minutes, AgendaItemStatus Status, PersonId By, LocalDate? From = null);

/// <summary>
/// The agenda as it is printed, in order, proposed items included. Removed items are gone; numbers are positions from 1.
/// </summary>
/// <param name="Items">The items.</param>
/// <param name="NextId">The id that the next item gets.</param>
public sealed record Agenda(ImmutableList<AgendaItem> Items, int NextId)
{
    /// <summary>Nothing on it.</summary>
    public static readonly Agenda Empty = new([], 1);

    /// <summary>The item at a position that people see, or null.</summary>
    public AgendaItem? At(int position) => position >= 1 && position <= Items.Count ? Items[position - 1] : null;

    /// <summary>The item with an id, or null.</summary>
    public AgendaItem? Find(int id) => Items.Find(item => item.Id == id);

    /// <summary>The position of an item, from 1; 0 when it is not there.</summary>
    public int PositionOf(int id) => Items.FindIndex(item => item.Id == id) + 1;

    /// <summary>The first item that still waits, after the one under discussion; null when all is done. Proposed items wait for nobody.</summary>
    public AgendaItem? NextAfter(int? id)
    {
        int from = id is { } current ? Items.FindIndex(item => item.Id == current) + 1 : 0;
        return Items.Skip(from).Concat(Items.Take(from)).FirstOrDefault(item => item.Status == AgendaItemStatus.Pending);
    }

    /// <summary>The agenda after a change.</summary>
    public Agenda After(AgendaChange change) => change switch
    {
        AgendaItemAdded added => new Agenda(Items.Add(added.Item), Math.Max(NextId, added.Item.Id + 1)),
        AgendaItemSet set => With(set.Id, item => item with { Status = set.Status }),
        AgendaItemMoved moved => Moved(moved.Id, moved.To),
        AgendaItemRemoved removed => this with { Items = Items.RemoveAll(item => item.Id == removed.Id) },
        _ => throw new InvalidOperationException($"The agenda does not know the change {change.GetType().Name}."),
    };

    private Agenda With(int id, Func<AgendaItem, AgendaItem> change)
    {
        int index = Items.FindIndex(item => item.Id == id);
        return index < 0 ? this : this with { Items = Items.SetItem(index, change(Items[index])) };
    }

    private Agenda Moved(int id, int to)
    {
        int index = Items.FindIndex(item => item.Id == id);
        if (index < 0)
        {
            return this;
        }

        AgendaItem item = Items[index];
        ImmutableList<AgendaItem> others = Items.RemoveAt(index);
        return this with { Items = others.Insert(Math.Clamp(to - 1, 0, others.Count), item) };
    }
}

/// <summary>A change of an agenda, the same before a meeting (in the group) and during one (in the meeting).</summary>
public abstract record AgendaChange;

/// <summary>An item was put on the agenda, at its end.</summary>
public sealed record AgendaItemAdded(AgendaItem Item) : AgendaChange;

/// <summary>An item was accepted, taken up, disposed of or deferred.</summary>
public sealed record AgendaItemSet(int Id, AgendaItemStatus Status) : AgendaChange;

/// <summary>An item was moved to a position, counted from 1.</summary>
public sealed record AgendaItemMoved(int Id, int To) : AgendaChange;

/// <summary>An item was taken off the agenda.</summary>
public sealed record AgendaItemRemoved(int Id) : AgendaChange;
