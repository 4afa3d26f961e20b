using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>The directory and the texts of one group in an in-memory store; its owner holds the lock.</summary>
internal sealed class GroupShelf
{
    private readonly Dictionary<string, PersonCard> _people = new(StringComparer.Ordinal);
    private long _version;
    private DirectoryPage? _page;

    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public void Write(ImmutableArray<PersonCard> people)
    {
        if (people.IsEmpty)
        {
            return;
        }

        foreach (PersonCard card in people)
        {
            _people[card.Id.Value] = card;
        }

        _version++;
        _page = null;
    }

    public bool Has(Account account) => _people.Values.Any(card => card.Accounts.Contains(account));

    public IEnumerable<PersonCard> InOrder() => _people.Values.OrderBy(card => card.Id.Value, StringComparer.Ordinal);

    public DirectoryPage? Read(long after) => _version > after
        ? _page ??= new DirectoryPage(_version, [.. InOrder()])
        : null;
}
