using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands about the standing of organisations: who votes, in which class, by whom.</summary>
internal static class OrganizationActs
{
    /// <summary><c>class Sectigo issuer from 2023-01-01</c>: the class is the last word, or what stands behind a colon.</summary>
    public static Step GiveClass(Call call)
    {
        (string words, LocalDate from) = From(call);
        int cut = words.LastIndexOf(':') is var colon and > 0 ? colon : LastName(call, words);
        return cut <= 0 || words[(cut + 1)..].Trim().Length == 0
            ? new Expected("an organisation and its class, as in `class Sectigo issuer` or `class IBM: interested party`")
            : new AskGroup(new GiveClass(Unquoted(words[..cut]), words[(cut + 1)..].Trim(), from));
    }

    /// <summary>Where the longest organisation known ends that a text begins with; else the last space.</summary>
    private static int LastName(Call call, string words)
    {
        for (int space = words.LastIndexOf(' '); space > 0; space = words.LastIndexOf(' ', space - 1))
        {
            if (Knows(call.Known, words[..space]))
            {
                return space;
            }
        }

        return words.LastIndexOf(' ');
    }

    private static bool Knows(Group group, string name) => group.OrganizationOf(name) is not null
        || group.Roster.Values.Any(member => member.Affiliations.Any(one => Organization.KeyOf(one.Organization) == Organization.KeyOf(name)));

    public static Step Suspend(Call call) => Restrict(call, RestrictionKind.Suspension);

    public static Step Probation(Call call) => Restrict(call, RestrictionKind.Probation);

    private static Step Restrict(Call call, RestrictionKind kind)
    {
        Clause Day(string name) => new(name, [name], text => call.Date(text, DateSense.Coming).Value);
        TrailingReading read = TrailingClauses.Read(call.Words.Trim(), Day("from"), Day("until"), new Clause("because", ["because"], text => text, FreeText: true));
        string organization = Unquoted(read.Text);
        LocalDate from = read.Values.TryGetValue("from", out object? first) ? (LocalDate)first : call.Today;
        LocalDate? until = read.Values.TryGetValue("until", out object? last) ? (LocalDate)last : null;
        return organization.Length == 0 ? new Expected("an organisation")
            : until < from ? new Expected("an end that is not before the beginning")
            : new AskGroup(new RestrictOrganization(organization, new Restriction(kind, from, until, read.Value<string>("because"))));
    }

    public static Step Reinstate(Call call)
    {
        (string words, LocalDate from) = From(call);
        return words.Length == 0 ? new Expected("an organisation") : new AskGroup(new LiftRestrictions(Unquoted(words), from));
    }

    public static Step Represent(Call call)
    {
        (string words, LocalDate from) = From(call);
        bool released = words.StartsWith("remove ", StringComparison.OrdinalIgnoreCase);
        string text = released ? words["remove ".Length..].Trim() : words;
        int at = text.LastIndexOf(" for ", StringComparison.OrdinalIgnoreCase);
        string? organization = at > 0 ? Unquoted(text[(at + 5)..]) : null;
        return call.Must(at > 0 ? text[..at] : text, name => $"representative {name}", out Step? refused) is { } person
            ? new AskGroup(new NameRepresentative(person, organization, from, released))
            : refused!;
    }

    public static Step Affiliate(Call call)
    {
        (string words, LocalDate from) = From(call);
        int at = words.LastIndexOf(" of ", StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
        {
            return new Expected("`affiliate <organisation> of <organisation>[ from <date>]`, or `of none`");
        }

        string of = Unquoted(words[(at + 4)..]);
        return new AskGroup(new NameAffiliate(Unquoted(words[..at]), of.Equals("none", StringComparison.OrdinalIgnoreCase) ? null : of, from));
    }

    /// <summary>Who votes, as of a day: organisations by class, with those who have none and why.</summary>
    public static Step Members(Call call)
    {
        string words = MeetingActs.After(call.Words, "on", "as of");
        LocalDate date = call.Today;
        if (words.Length > 0 && CalendarActs.Dated(call, words, out date, DateSense.Past) is { } wrong)
        {
            return wrong;
        }

        BallotPolicy policy = call.Known.Settings.Ballots;
        Electorate electorate = call.Known.ElectorateOn(date);
        if (!electorate.ByOrganization)
        {
            return Step.Say($"{Words.Count(electorate.Voters.Length, "person votes", "people vote")}; no organisation has a class yet. The chair can say: class <organisation> <class>");
        }

        var text = new StringBuilder($"Voting members of {call.Known.Name} on {Words.Day(date)}: {electorate.Voters.Length}");
        foreach (IGrouping<string, Voter> held in electorate.Voters.GroupBy(voter => voter.Class ?? "", StringComparer.OrdinalIgnoreCase).OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase))
        {
            text.Append('\n').Append(BallotSheets.ClassName(held.Key)).Append(" (").Append(held.Count()).Append("): ")
                .Append(string.Join(", ", held.Select(voter => Named(call, electorate, voter)).Order(DisplayOrder.Comparer)));
        }

        string[] others = [.. call.Known.Organizations.Values.Select(one => (Name: one.NameOn(date), Why: Why(call.Known, one, date, policy))).Where(one => one.Why is not null).Select(one => $"{one.Name} ({one.Why})").Order(DisplayOrder.Comparer)];
        return Step.Say(others.Length == 0 ? text.ToString() : text.Append("\nWithout a vote: ").Append(string.Join(", ", others)).ToString());
    }

    private static string Named(Call call, Electorate electorate, Voter voter)
    {
        string name = voter.Organization ?? call.NameOf(new PersonId(voter.Key));
        bool represented = call.Known.Organizations.TryGetValue(voter.Key, out Organization? known) && !known.Representatives.IsEmpty;
        return represented ? $"{name} (by {Words.List(electorate.VoicesOf(voter).Select(call.NameOf))})" : name;
    }

    private static string? Why(Group group, Organization organization, LocalDate date, BallotPolicy policy) => organization.StandingOn(date, policy) switch
    {
        Standing.Suspended => organization.RestrictionOn(date) is { Until: { } until } ? $"suspended until {Words.Day(until)}" : "suspended",
        Standing.OnProbation => organization.RestrictionOn(date) is { Until: { } until } ? $"on probation until {Words.Day(until)}" : "on probation",
        Standing.Affiliate => organization.AffiliateOn(date) is { } of ? $"affiliate of {group.OrganizationOf(of)?.NameOn(date) ?? of}" : null,
        Standing.ClassWithoutVote => organization.ClassOn(date),
        Standing.NoClass => "no class",
        _ => null,
    };

    private static (string Words, LocalDate From) From(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words.Trim(), new Clause("from", ["from"], text => call.Date(text, DateSense.Coming).Value));
        return (read.Text.Trim(), read.Values.TryGetValue("from", out object? date) ? (LocalDate)date : call.Today);
    }

    private static string Unquoted(string text) => Typography.Unquote(text.Trim()).Text.Trim();
}
