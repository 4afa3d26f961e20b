using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// What the directory of a group keeps about one person: everything that names them. Nothing of it stands in events, so that
/// <c>forget</c> can empty it. Two cards are equal when all of it is.
/// </summary>
/// <param name="Id">The person.</param>
/// <param name="Names">Display names with the day from which each holds, oldest first; never empty.</param>
/// <param name="Aliases">Other spellings and nicks by which the person is found.</param>
/// <param name="Accounts">The accounts linked to the person.</param>
/// <param name="SameAs">The roster person this one turned out to be (a guest account that was linked later); null for most.</param>
public sealed record PersonCard(PersonId Id, ImmutableArray<DatedName> Names, ImmutableArray<string> Aliases,
    ImmutableArray<Account> Accounts, PersonId? SameAs = null)
{
    /// <summary>A card with one name that has always held.</summary>
    public static PersonCard Of(PersonId id, string name, params ReadOnlySpan<Account> accounts) =>
        new(id, [new DatedName(LocalDate.MinIsoValue, name)], [], [.. accounts]);

    /// <summary>What is left of a card once its person is forgotten: a pseudonym, and whom it stood for.</summary>
    public static PersonCard Former(PersonCard card) => Of(card.Id, $"Former participant {(card.SameAs ?? card.Id).Value[1..5]}") with { SameAs = card.SameAs };

    /// <summary>
    /// The card with the name that a platform tells at last, of somebody who so far goes by the id of their account because it did not answer;
    /// null when they have a name.
    /// </summary>
    public PersonCard? NamedAtLast(Account account, string name) =>
        Names is [var id] && id.Name != name && account.Value.Length > id.Name.Length && account.Value[^(id.Name.Length + 1)] == ':' && account.Value.EndsWith(id.Name, StringComparison.Ordinal)
            ? this with { Names = [id with { Name = name }] } : null;

    /// <summary>The name that holds now.</summary>
    public string Name => Names[^1].Name;

    /// <summary>The name that held on a day.</summary>
    public string NameOn(LocalDate date)
    {
        string name = Names[0].Name;
        foreach (DatedName dated in Names)
        {
            if (dated.From <= date)
            {
                name = dated.Name;
            }
        }

        return name;
    }

    /// <inheritdoc/>
    public bool Equals(PersonCard? other) => other is not null && Id == other.Id && SameAs == other.SameAs
        && Names.AsSpan().SequenceEqual(other.Names.AsSpan())
        && Aliases.AsSpan().SequenceEqual(other.Aliases.AsSpan())
        && Accounts.AsSpan().SequenceEqual(other.Accounts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>A display name and the day from which it holds.</summary>
public sealed record DatedName(LocalDate From, string Name);
