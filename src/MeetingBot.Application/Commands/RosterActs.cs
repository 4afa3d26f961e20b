using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands about the people of a group: the roster, roles, names and affiliations.</summary>
internal static class RosterActs
{
    public static Step Roster(Call call)
    {
        if (call.Known.Roster.IsEmpty)
        {
            return Step.Say("Nobody is on the roster yet. Anybody can add people: roster add Ana (Acme), Ben (Initech) as chair");
        }

        IEnumerable<string> lines = call.Known.Roster.Values
            .Select(member => (Text: call.Describe(member.Id), member))
            .OrderBy(one => one.Text, DisplayOrder.Comparer)
            .Select(one => one.Text + (one.member.Role == Role.Member ? "" : ", " + one.member.Role.Word()) + (one.member.Class is { } votes ? $" [{votes}]" : ""));
        return Step.Say($"{call.Known.Roster.Count} on the roster of {call.Known.Name}:\n" + string.Join('\n', lines));
    }

    public static Step RosterAdd(Call call)
    {
        RosterReading read = RosterEntry.ReadList(call.Words);
        if (!read.Unclear.IsEmpty)
        {
            return new Expected($"people as `Name (Organisation) as role`, separated by commas; I cannot read \"{string.Join("\", \"", read.Unclear)}\"");
        }

        if (read.Entries.IsEmpty)
        {
            return new Expected("people as `Name (Organisation)`, separated by commas");
        }

        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (RosterEntry entry in read.Entries)
        {
            Role? role = entry.Role is null ? null : Roles.Read(entry.Role);
            if (entry.Role is not null && role is null)
            {
                return new Expected($"a role after \"as\": chair, vice-chair, secretary, member, associate, interested party or guest, not \"{entry.Role}\"");
            }

            PersonId id = call.People.Exactly(entry.Name) ?? call.NewPerson(entry.Name);
            Member? before = call.Known.Roster.GetValueOrDefault(id);
            ImmutableArray<Affiliation> affiliations = entry.Organization is null ? before?.Affiliations ?? []
                : [new Affiliation(entry.Organization, before is null || before.Affiliations.IsEmpty ? NodaTime.LocalDate.MinIsoValue : call.Today, null)];
            members.Add(new Member(id, role ?? before?.Role ?? Role.Member, affiliations, entry.Class ?? before?.Class));
        }

        return new AskGroup(new AddMembers(members.DrainToImmutable()));
    }

    public static Step RosterRemove(Call call) =>
        call.Must(call.Words, name => $"roster remove {name}", out Step? refused) is { } person
            ? call.Known.Roster.ContainsKey(person) ? new AskGroup(new RemoveMember(person)) : Step.No(new NotOnRoster(call.NameOf(person)))
            : refused!;

    public static Step GiveRole(Call call)
    {
        string words = call.Words.Trim();
        string tail = "";
        for (int space = words.LastIndexOf(' '); space > 0; space = words.LastIndexOf(' ', space - 1))
        {
            tail = words[(space + 1)..];
            if (Roles.Read(tail) is { } role)
            {
                string name = words[..space].Trim();
                if (name.EndsWith(" as", StringComparison.OrdinalIgnoreCase))
                {
                    name = name[..^3];
                }

                if (role == Role.Chair && name.EndsWith(" vice", StringComparison.OrdinalIgnoreCase))
                {
                    (role, name) = (Role.ViceChair, name[..^5]);
                }
                else if (role == Role.Member && name.EndsWith(" associate", StringComparison.OrdinalIgnoreCase))
                {
                    (role, name) = (Role.Associate, name[..^10]);
                }

                PersonMatch match = call.Who(name);
                if (match == PersonMatch.Nobody && call.TakesNewNames)
                {
                    match = PersonMatch.Of(call.NewPerson(name));
                }

                return match.Person is { } person
                    ? new AskGroup(new GiveRole(person, role))
                    : Step.No(new WhoIsMeant(name, [.. call.HereFirst(match.Candidates)], $"role \u0001 {role.Word()}"));
            }
        }

        return new Expected("a person and a role: chair, vice-chair, secretary, member, associate, interested party or guest");
    }

    public static Step GiveAlias(Call call)
    {
        int at = call.Words.LastIndexOf(" for ", StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
        {
            return new Expected("`alias <text> for <person>`");
        }

        string alias = Typography.Unquote(call.Words[..at]).Text.Trim();
        return call.Must(call.Words[(at + 5)..], name => $"alias {alias} for {name}", out Step? refused) is { } person
            ? call.Changing(person, card => card with { Aliases = card.Aliases.Add(alias) }, new GiveAlias(person))
            : refused!;
    }

    public static Step Rename(Call call)
    {
        (string words, NodaTime.LocalDate from, _) = From(call);
        int at = words.LastIndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
        {
            return new Expected("`rename <person or organisation> to <name>`");
        }

        string old = Typography.Unquote(words[..at]).Text.Trim();
        string name = Typography.Unquote(words[(at + 4)..]).Text.Trim();
        if (name.Length == 0)
        {
            return new Expected("the new name after \"to\"");
        }

        if (call.Who(old).Person is { } person)
        {
            return call.Changing(person, card => card with
            {
                Names = [.. card.Names.Where(known => known.From < from), new DatedName(from, name)],
                Aliases = card.Aliases.Contains(card.Name) ? card.Aliases : card.Aliases.Add(card.Name),
            }, new RenamePerson(person, from));
        }

        return new AskGroup(new RenameOrganization(old, name, from));
    }

    public static Step Affiliate(Call call)
    {
        (string words, NodaTime.LocalDate from, _) = From(call);
        bool too = words.EndsWith(" too", StringComparison.OrdinalIgnoreCase);
        string text = too ? words[..^4] : words;
        for (int space = text.IndexOf(' ', StringComparison.Ordinal); space > 0; space = text.IndexOf(' ', space + 1))
        {
            string organization = Typography.Unquote(text[(space + 1)..]).Text.Trim();
            if (organization.Length > 0 && call.Who(text[..space]).Person is { } person && call.Known.Roster.ContainsKey(person)
                && !LongerNameReads(call, text, space))
            {
                return new AskGroup(new ChangeAffiliation(person, organization, from, too));
            }
        }

        return new Expected("somebody on the roster and an organisation: `affiliation Ana Initech from 2024-01-01` (with \"too\" at the end to keep the one before)");
    }

    private static bool LongerNameReads(Call call, string text, int space)
    {
        int next = text.IndexOf(' ', space + 1);
        return next > 0 && call.Who(text[..next]).Person is not null;
    }

    /// <summary>
    /// Whether a plain line that begins with "rename" or "affiliation" is meant for the bot: it reads to its end, names somebody or an
    /// organisation of the roster, and what they are to be called looks like a name and not like the rest of a sentence.
    /// </summary>
    public static bool ReadsInFull(Call call, Func<Call, Step> read)
    {
        string? name = !From(call).InFull ? null : read(call) switch
        {
            AskGroup { Command: RenamePerson { People: [var card, ..] } } => card.Name,
            AskGroup { Command: RenameOrganization rename } when call.Known.Roster.Values.Any(member => member.Affiliations.Any(known =>
                string.Equals(known.Organization, rename.Old, StringComparison.OrdinalIgnoreCase))) => rename.New,
            AskGroup { Command: ChangeAffiliation change } => change.Organization,
            _ => null,
        };
        return name is not null && name.AsSpan().Count(' ') < 6 && !name.EndsWith('?') && !name.EndsWith('!')
            && (char.IsUpper(name[0]) || char.IsAsciiDigit(name[0]) || call.Words.AsSpan().ContainsAny("\"“”„"));
    }

    private static (string Words, NodaTime.LocalDate From, bool InFull) From(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words, new Clause("from", ["from"], text => call.Date(text, DateSense.Coming).Value));
        return (read.Text.Trim(), read.Values.TryGetValue("from", out object? date) ? (NodaTime.LocalDate)date : call.Today, read.Unread.IsEmpty);
    }

    private static AskGroup Changing(this Call call, PersonId person, Func<PersonCard, PersonCard> change, GroupCommand command) =>
        new(command with { People = [change(call.Directory.Find(person) ?? PersonCard.Of(person, call.NameOf(person)))] });
}
