using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Finds out who is meant by a typed name: a roster name, an alias, a given name or surname if unique, <c>Tim H</c>,
/// <c>Tim (DigiCert)</c>, <c>Richard from IBM</c>, or one letter off, which is then asked.
/// </summary>
public sealed class PeopleFinder
{
    private readonly PeopleDirectory _directory;
    private readonly ImmutableDictionary<PersonId, Member> _roster;
    private readonly LocalDate _date;
    private readonly Dictionary<string, List<PersonId>> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PersonId>> _parts = new(StringComparer.Ordinal);

    /// <summary>Prepares the finder; the roster says for whom people speak on the day.</summary>
    public PeopleFinder(PeopleDirectory directory, ImmutableDictionary<PersonId, Member> roster, LocalDate date)
    {
        _directory = directory;
        _roster = roster;
        _date = date;
        foreach (PersonCard card in directory.People)
        {
            foreach (DatedName name in card.Names)
            {
                Put(_whole, Names.Fold(name.Name), card.Id);
            }

            foreach (string alias in card.Aliases)
            {
                Put(_whole, Names.Fold(alias), card.Id);
            }

            string[] words = Names.Fold(card.Name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            foreach (string word in words.Length > 1 ? words : [])
            {
                Put(_parts, word, card.Id);
            }
        }
    }

    /// <summary>True in a group that has neither a roster nor anybody who ever spoke to the bot.</summary>
    public bool IsEmpty => _whole.Count == 0;

    /// <summary>Who is meant by a name as typed: whole, an alias, a given name or surname, with an organisation, or one letter off. Never asks.</summary>
    public PersonMatch Find(string typed)
    {
        string name = typed.Trim().TrimStart('@');
        if (NamedPerson.Read(name).Value is { Organization: { } organization } named)
        {
            return ByOrganization(named.Name, organization) ?? Plain(name) ?? PersonMatch.Nobody;
        }

        int from = name.IndexOf(" from ", StringComparison.OrdinalIgnoreCase);
        return from > 0 && ByOrganization(name[..from], name[(from + 6)..]) is { } found ? found : Plain(name) ?? Near(name);
    }

    /// <summary>The one person whose whole name or alias it is; null for none or several.</summary>
    public PersonId? Exactly(string typed) => _whole.TryGetValue(Names.Fold(typed), out List<PersonId>? ids) ? Preferred(ids) : null;

    private PersonMatch? Plain(string name)
    {
        string folded = Names.Fold(name);
        if (folded.Length == 0)
        {
            return PersonMatch.Nobody;
        }

        if (_whole.TryGetValue(folded, out List<PersonId>? whole))
        {
            return Preferred(whole) is { } one ? PersonMatch.Of(one) : PersonMatch.Among(whole);
        }

        if (_parts.TryGetValue(folded, out List<PersonId>? parts))
        {
            return PersonMatch.Among(parts);
        }

        int space = folded.LastIndexOf(' ');
        if (space > 0 && _parts.TryGetValue(folded[..space], out List<PersonId>? given))
        {
            string initial = folded[(space + 1)..].TrimEnd('.');
            List<PersonId> matching = [.. given.Where(id => Names.Fold(_directory.NameOf(id)).Split(' ').Skip(1).Any(word => word.StartsWith(initial, StringComparison.Ordinal)))];
            return matching.Count > 0 ? PersonMatch.Among(matching) : null;
        }

        return null;
    }

    private PersonMatch? ByOrganization(string name, string organization)
    {
        string sought = Names.Fold(organization);
        List<PersonId> matching =
        [
            .. Candidates(Plain(name.Trim())).Where(id =>
                _roster.GetValueOrDefault(id)?.OrganizationOn(_date) is { } known && Names.Fold(known) is var folded
                && (folded == sought || folded.StartsWith(sought + " ", StringComparison.Ordinal))),
        ];
        return matching.Count > 0 ? PersonMatch.Among(matching) : null;
    }

    private PersonMatch Near(string name)
    {
        string folded = Names.Fold(name);
        if (folded.Length < 4)
        {
            return PersonMatch.Nobody;
        }

        IEnumerable<PersonId> near = _whole.Concat(_parts)
            .Where(known => known.Key.Length >= 4 && Nearest.Distance(known.Key, folded, 1) <= 1)
            .SelectMany(known => known.Value);
        ImmutableArray<PersonId> candidates = [.. near.Distinct()];
        return candidates.IsEmpty ? PersonMatch.Nobody : new PersonMatch(null, candidates);
    }

    private static IEnumerable<PersonId> Candidates(PersonMatch? match) => match switch
    {
        null => [],
        { Person: { } one } => [one],
        _ => match.Candidates,
    };

    /// <summary>The one id, or the one of them that stands on the roster.</summary>
    private PersonId? Preferred(List<PersonId> ids)
    {
        if (ids.Count == 1)
        {
            return ids[0];
        }

        List<PersonId> onRoster = [.. ids.Where(_roster.ContainsKey)];
        return onRoster.Count == 1 ? onRoster[0] : null;
    }

    private static void Put(Dictionary<string, List<PersonId>> index, string key, PersonId id)
    {
        if (key.Length == 0)
        {
            return;
        }

        if (!index.TryGetValue(key, out List<PersonId>? ids))
        {
            index[key] = ids = [];
        }

        if (!ids.Contains(id))
        {
            ids.Add(id);
        }
    }
}

/// <summary>Who a typed name may mean.</summary>
/// <param name="Person">The one person, when it is clear.</param>
/// <param name="Candidates">Who it may be, when it is not; empty for nobody known.</param>
public sealed record PersonMatch(PersonId? Person, ImmutableArray<PersonId> Candidates)
{
    /// <summary>The name is like none that is known, so that there is nobody to ask about.</summary>
    public static readonly PersonMatch Nobody = new(null, []);

    /// <summary>It is clear who is meant.</summary>
    public static PersonMatch Of(PersonId person) => new(person, []);

    /// <summary>Clear where there is only one; with several the sender is asked; with none it is <see cref="Nobody"/>'s equal.</summary>
    public static PersonMatch Among(IReadOnlyCollection<PersonId> people) => people.Count == 1 ? Of(people.First()) : new PersonMatch(null, [.. people]);
}
