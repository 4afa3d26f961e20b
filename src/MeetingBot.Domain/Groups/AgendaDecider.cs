using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>What an agenda makes of a request: the same rules before a meeting and during one.</summary>
internal static class AgendaDecider
{
    public static (ImmutableArray<AgendaChange> Changes, Refusal? Refusal) Decide(Agenda agenda, AgendaRequest request, PersonId by)
    {
        switch (request)
        {
            case AddItems add:
                int id = agenda.NextId;
                AgendaItemStatus status = add.Accepted ? AgendaItemStatus.Pending : AgendaItemStatus.Proposed;
                return ([.. add.Items.Select(item => new AgendaItemAdded(new AgendaItem(id++, item.Title, item.Presenter, item.Minutes, status, by)))], null);
            case SetItem set:
                if (agenda.At(set.Position) is not { } item)
                {
                    return No(new NoSuchItem(set.Position, agenda.Items.Count));
                }

                return set.Status switch
                {
                    AgendaItemStatus.Removed => ([new AgendaItemRemoved(item.Id)], null),
                    AgendaItemStatus.Pending when item.Status != AgendaItemStatus.Proposed => No(new ItemIsAccepted(set.Position)),
                    _ when item.Status == set.Status => ([], null),
                    _ => ([new AgendaItemSet(item.Id, set.Status)], null),
                };
            case MoveItem move:
                if (agenda.At(move.Position) is not { } moved)
                {
                    return No(new NoSuchItem(move.Position, agenda.Items.Count));
                }

                return move.To < 1 || move.To > agenda.Items.Count ? No(new NoSuchItem(move.To, agenda.Items.Count))
                    : move.To == move.Position ? ([], null)
                    : ([new AgendaItemMoved(moved.Id, move.To)], null);
            default:
                throw new InvalidOperationException($"The agenda does not know the request {request.GetType().Name}.");
        }
    }

    private static (ImmutableArray<AgendaChange>, Refusal?) No(Refusal refusal) => ([], refusal);
}
