using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Reading people from the words of a call.</summary>
internal static class CallsPeople
{
    /// <summary>Who is meant by a name, without asking: clear, or nobody, or several.</summary>
    public static PersonMatch Who(this Call call, string typed)
    {
        string name = typed.Trim();
        foreach (Mention mention in call.Message.Mentions)
        {
            if (string.Equals(mention.Text, name, StringComparison.OrdinalIgnoreCase))
            {
                return PersonMatch.Of(call.PersonOf(mention));
            }
        }

        if (name.ToUpperInvariant() is "ME" or "MYSELF" or "I")
        {
            return PersonMatch.Of(call.Caller);
        }

        PersonMatch match = call.People.Find(name);
        if (match == PersonMatch.Nobody && call.NewPeople.Find(card => Names.Same(card.Name, name)) is { } fresh)
        {
            return PersonMatch.Of(fresh.Id);
        }

        return match == PersonMatch.Nobody && call.Memory.SpokenBy(name) is { } speaker
            ? PersonMatch.Of(call.Directory.OfAccount(speaker.Account) ?? call.Account(speaker.Account, speaker.Name))
            : match;
    }

    /// <summary>The person behind an account, known or not.</summary>
    public static PersonId PersonOf(this Call call, Mention mention) => call.Directory.OfAccount(mention.Account) ?? call.Account(mention.Account, mention.Name);

    /// <summary>
    /// The person an entry names. A name never costs the sentence: an unclear one is kept as typed, and each candidate becomes a
    /// button, those who are here first.
    /// </summary>
    public static Named Name(this Call call, string typed)
    {
        PersonMatch match = call.Who(typed);
        if (match.Person is { } person)
        {
            return Named.Known(person);
        }

        if (match.Candidates.IsEmpty && call.TakesNewNames)
        {
            return Named.Known(call.NewPerson(typed));
        }

        string name = typed.Trim();
        foreach (PersonId candidate in call.HereFirst(match.Candidates))
        {
            call.Offers.Add(new Button($"{call.Describe(candidate)}", $"identify #{Button.ThisEntry} \"{name}\" as {call.Describe(candidate)}"));
        }

        call.Hints.Add(match.Candidates.IsEmpty
            ? $"I do not know \"{name}\": it stands as typed and is marked who?."
            : $"Who is \"{name}\"? It stands as typed until you say.");
        return Named.Unclear(name);
    }

    /// <summary>A person where the name must be clear; null with the refusal when it is not.</summary>
    public static PersonId? Must(this Call call, string typed, Func<string, string> retry, out Step? refused)
    {
        PersonMatch match = call.Who(typed);
        refused = match.Person is null ? Step.No(new WhoIsMeant(typed.Trim(), [.. call.HereFirst(match.Candidates)], retry("\u0001"))) : null;
        return match.Person;
    }

    /// <summary>Somebody new: the card is stored with the command.</summary>
    public static PersonId NewPerson(this Call call, string typed)
    {
        NamedPerson named = NamedPerson.Read(typed.Trim()).Value ?? new NamedPerson(typed.Trim(), null);
        if (call.NewPeople.Find(card => Names.Same(card.Name, named.Name)) is { } known)
        {
            return known.Id;
        }

        if (call.Message.Heard == Heard.Log)
        {
            return call.Account(new Account("log::" + named.Name.ToLowerInvariant()), named.Name);
        }

        PersonId id = PersonId.Mint(call.MessageId, call.NewPeople.Count);
        call.NewPeople.Add(PersonCard.Of(id, named.Name));
        return id;
    }

    /// <summary>The person behind an account that is linked to nobody.</summary>
    public static PersonId Account(this Call call, Account account, string name)
    {
        var id = PersonId.OfAccount(call.Group?.Id ?? new GroupId("none"), account);
        if (call.Directory.Find(id) is null && !call.NewPeople.Exists(card => card.Id == id))
        {
            call.NewPeople.Add(PersonCard.Of(id, name, account));
        }

        return id;
    }

    /// <summary>A person with the organisation, where that helps to tell them from others.</summary>
    public static string Describe(this Call call, PersonId person) =>
        (call.Meeting?.Roster.GetValueOrDefault(person) ?? call.Group?.Roster.GetValueOrDefault(person))?.OrganizationOn(call.Today) is { } organization
            ? $"{call.NameOf(person)} ({organization})"
            : call.NameOf(person);

    /// <summary>Candidates, those marked as here first.</summary>
    public static IEnumerable<PersonId> HereFirst(this Call call, ImmutableArray<PersonId> people) =>
        people.OrderBy(person => call.Meeting?.Attendance.ContainsKey(person) == true ? 0 : 1).ThenBy(call.NameOf, DisplayOrder.Comparer);

    /// <summary>The last meeting that was held on a day, whatever became of its minutes; null for none.</summary>
    public static MeetingId? HeldOn(this Call call, LocalDate date) =>
        call.Group?.Held.Where(id => id.Date == date).Select(id => (MeetingId?)id).LastOrDefault();

    /// <summary>The meeting that a trailing <c>for &lt;date&gt;</c> means: the last one of that day whose minutes are still open; null when it means none, so that it is text.</summary>
    public static MeetingId? OpenMeetingOn(this Call call, LocalDate date) =>
        call.Group is not { } group ? null
        : group.InSession is { } running && running.Date == date ? running
        : group.Waiting(date) is [.., var last] ? last
        : (MeetingId?)null;
}
