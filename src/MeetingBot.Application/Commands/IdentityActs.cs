using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands by which people say who and where they are, and by which others say it of them.</summary>
internal static class IdentityActs
{
    public static Step Identify(Call call)
    {
        string words = call.Words.Trim();
        if (words.StartsWith('#'))
        {
            return EntryActs.IdentifyInEntry(call, words);
        }

        if (!call.May(Permission.Officer))
        {
            return Step.No(new NotAllowed(Permission.Officer));
        }

        if (call.Message.Mentions is [var mention, ..] && words.StartsWith(mention.Text, StringComparison.OrdinalIgnoreCase))
        {
            return call.Must(words[mention.Text.Length..], name => $"identify {mention.Text} {name}", out Step? refused) is { } person
                ? Linked(call, person, mention.Account, mention.Name)
                : refused!;
        }

        for (int space = words.IndexOf(' ', StringComparison.Ordinal); space > 0; space = words.IndexOf(' ', space + 1))
        {
            string guest = words[..space].TrimStart('@').Trim();
            if (call.People.Exactly(guest) is { } account && call.Who(words[(space + 1)..].Replace(" as ", " ", StringComparison.Ordinal)).Person is { } person && account != person)
            {
                return Linked(call, person, account);
            }
        }

        return new Expected("an account and somebody on the roster: `identify @ana Ana Lopes`");
    }

    public static Step IAm(Call call)
    {
        if (NamedPerson.Read(call.Words.Trim()).Value is not { Name.Length: > 0 } named)
        {
            return new Expected("your name, as in `i am Ana Lopes (Acme)`");
        }

        PersonMatch match = call.Who(call.Words);
        PersonId person = match.Person ?? call.People.Exactly(named.Name) ?? call.NewPerson(call.Words);
        if (person == call.Caller)
        {
            return Step.Say($"Yes: you are {call.Describe(person)}.");
        }

        bool linked = call.Directory.Find(person) is { Accounts.Length: > 0 };
        var claim = new ClaimEntry(person, call.Caller, linked);
        return call.Known.IsPlain(person, linked) ? new AskGroup(claim with { People = Link(call, person, call.Caller, call.Message.Sender) }) : new AskGroup(claim);
    }

    public static Step MyZone(Call call) => call.Words.Trim() switch
    {
        "" => Step.Say(call.Known.MemberZones.GetValueOrDefault(call.Caller) is { } zone
            ? $"Notices give the time in {zone} for you. `my zone off` ends it."
            : "You did not say where you are. `my zone Europe/Berlin` lets notices give the time there, too."),
        var word when word.Equals("off", StringComparison.OrdinalIgnoreCase) => new AskGroup(new ChangeMemberZone(call.Caller, null)),
        var word => new AskGroup(new ChangeMemberZone(call.Caller, word)),
    };

    public static Step Admin(Call call)
    {
        string words = call.Words.Trim();
        bool remove = words.StartsWith("remove ", StringComparison.OrdinalIgnoreCase);
        return call.Must(remove ? words["remove ".Length..] : words, name => $"admin {(remove ? "remove " : "")}{name}", out Step? refused) is not { } person ? refused!
            : remove ? new AskGroup(new ReleaseAdmin(person))
            : new AskGroup(new NameAdmin(person));
    }

    public static Step Forget(Call call) =>
        call.Must(call.Words, name => $"forget {name}", out Step? refused) is { } person
            ? new AskGroup(new ForgetPerson(person) { People = [.. call.Directory.CardsOf(person).Select(PersonCard.Former)] })
            : refused!;

    private static AskGroup Linked(Call call, PersonId person, Account account, string name) =>
        new(new LinkAccount(person, PersonId.OfAccount(call.Known.Id, account)) { People = Link(call, person, call.Account(account, name), account) });

    private static AskGroup Linked(Call call, PersonId person, PersonId guest) =>
        new(new LinkAccount(person, guest) { People = Link(call, person, guest, null) });

    /// <summary>The cards after a link: the roster person has the accounts, and the guest turned out to be the roster person.</summary>
    private static ImmutableArray<PersonCard> Link(Call call, PersonId person, PersonId guest, Account? account)
    {
        PersonCard card = call.Directory.Find(person) ?? call.NewPeople.Find(known => known.Id == person) ?? PersonCard.Of(person, call.NameOf(person));
        PersonCard other = call.Directory.Find(guest) ?? call.NewPeople.Find(known => known.Id == guest) ?? PersonCard.Of(guest, call.NameOf(guest));
        ImmutableArray<Account> accounts = account is { } one ? other.Accounts.Contains(one) ? other.Accounts : other.Accounts.Add(one) : other.Accounts;
        return [card with { Accounts = [.. card.Accounts.Union(accounts)] }, other with { Accounts = [], SameAs = person }];
    }
}
