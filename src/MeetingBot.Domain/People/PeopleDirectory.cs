using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>The people of a group as the directory knows them now: names, accounts, and who turned out to be whom.</summary>
public sealed class PeopleDirectory
{
    private readonly ImmutableDictionary<PersonId, PersonCard> _cards;
    private readonly ImmutableDictionary<Account, PersonId> _accounts;

    private PeopleDirectory(long version, ImmutableDictionary<PersonId, PersonCard> cards, ImmutableDictionary<Account, PersonId> accounts)
    {
        Version = version;
        _cards = cards;
        _accounts = accounts;
    }

    /// <summary>Nobody.</summary>
    public static PeopleDirectory Empty { get; } = new(0, ImmutableDictionary<PersonId, PersonCard>.Empty, ImmutableDictionary<Account, PersonId>.Empty);

    /// <summary>Grows with every change.</summary>
    public long Version { get; }

    /// <summary>Every card.</summary>
    public IEnumerable<PersonCard> All => _cards.Values;

    /// <summary>Everybody who stands for themselves: guests that turned out to be somebody on the roster are left out.</summary>
    public IEnumerable<PersonCard> People => _cards.Values.Where(card => card.SameAs is null);

    /// <summary>The directory as it stands in a store.</summary>
    public static PeopleDirectory Of(long version, IEnumerable<PersonCard> people) => Empty.With(people, version);

    /// <summary>The directory with cards added or replaced.</summary>
    public PeopleDirectory With(IEnumerable<PersonCard> people, long? version = null)
    {
        ImmutableDictionary<PersonId, PersonCard>.Builder cards = _cards.ToBuilder();
        ImmutableDictionary<Account, PersonId>.Builder accounts = _accounts.ToBuilder();
        foreach (PersonCard card in people)
        {
            if (cards.TryGetValue(card.Id, out PersonCard? before))
            {
                accounts.RemoveRange(before.Accounts.Where(account => accounts.GetValueOrDefault(account) == card.Id));
            }

            cards[card.Id] = card;
            foreach (Account account in card.Accounts)
            {
                accounts[account] = card.Id;
            }
        }

        return new PeopleDirectory(version ?? Version + 1, cards.ToImmutable(), accounts.ToImmutable());
    }

    /// <summary>The card of a person; null when the directory does not know the id.</summary>
    public PersonCard? Find(PersonId id) => _cards.GetValueOrDefault(id);

    /// <summary>Who an id stands for: itself, or the roster person a guest turned out to be.</summary>
    public PersonId Resolve(PersonId id)
    {
        PersonId at = id;
        for (int hops = 0; hops < 8 && _cards.TryGetValue(at, out PersonCard? card) && card.SameAs is { } same; hops++)
        {
            at = same;
        }

        return at;
    }

    /// <summary>The person to whom an account is linked; null for none.</summary>
    public PersonId? OfAccount(Account account) => _accounts.TryGetValue(account, out PersonId? id) ? Resolve(id) : null;

    /// <summary>The accounts of a person, those too that turned out to be theirs.</summary>
    public IEnumerable<Account> AccountsOf(PersonId id) => _accounts.Where(linked => Resolve(linked.Value) == Resolve(id)).Select(linked => linked.Key);

    /// <summary>Every card that stands for a person: their own, and those of guests that turned out to be them.</summary>
    public IEnumerable<PersonCard> CardsOf(PersonId id) => _cards.Values.Where(card => Resolve(card.Id) == Resolve(id));

    /// <summary>The displayed name of a person on a day; today's name without one.</summary>
    public string NameOf(PersonId id, LocalDate? on = null) =>
        id == PersonId.Bot ? "MeetingBot"
        : _cards.TryGetValue(Resolve(id), out PersonCard? card) ? on is { } date ? card.NameOn(date) : card.Name
        : "somebody";

    /// <summary>The displayed name, or the name as typed with a mark while it is unclear.</summary>
    public string NameOf(Named named, LocalDate? on = null) => named.Id is { } id ? NameOf(id, on) : named.AsTyped ?? "somebody";
}
