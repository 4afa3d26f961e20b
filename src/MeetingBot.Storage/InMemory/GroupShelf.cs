using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Storage;

/// <summary>The directory and the texts of one group in an in-memory store; its owner holds the lock.</summary>
internal sealed class GroupShelf
{
    private long _version;
    private DirectoryPage? _page;

    public SortedDictionary<string, PersonCard> People { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public void Write(ImmutableArray<PersonCard> people)
    {
        if (people.IsEmpty)
        {
            return;
        }

        foreach (PersonCard card in people)
        {
            People[card.Id.Value] = card;
        }

        _version++;
        _page = null;
    }

    public DirectoryPage? Read(long after) => _version > after
        ? _page ??= new DirectoryPage(_version, [.. People.Values])
        : null;
}
