using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands that found a group and set it up.</summary>
internal static class GroupActs
{
    public static readonly Clause ZoneClause = new("zone", ["timezone", "time zone", "tz"], Settings.ReadZone);

    public static Step SetUp(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words, ZoneClause);
        string name = Typography.Unquote(read.Text).Text.Trim();
        if (name.Length == 0)
        {
            return new Expected("the group's name, as in `setup Budget Committee timezone Europe/Berlin`");
        }

        if (read.Unread.FirstOrDefault() is { } unread)
        {
            return new Expected($"a time zone such as America/New_York after \"{unread.Keyword}\", not \"{unread.Text}\"");
        }

        string zone = read.Value<string>("zone") ?? SenderZone(call);
        return new AskGroup(new FoundGroup(GroupId.Mint(call.MessageId), name, zone, true, call.Message.Conversation));
    }

    /// <summary>
    /// The open group that <c>start</c> makes in a conversation without one. It is named after the conversation, else by the title of its
    /// first meeting, else after the room.
    /// </summary>
    public static FoundGroup Open(Call call, string? title)
    {
        string conversation = call.Message.ConversationName.Trim().TrimStart('#');
        string name = conversation.Length > 0 ? conversation : title ?? RoomName(call.Message.Conversation);
        return new FoundGroup(GroupId.Mint(call.MessageId), name, SenderZone(call), false, call.Message.Conversation);
    }

    /// <summary>A room's own word for itself, as in <c>web:local:budget-team</c>; "Team" where the conversation has only a platform's id.</summary>
    private static string RoomName(string conversation)
    {
        string room = conversation[(conversation.LastIndexOf(':') + 1)..].Replace('-', ' ').Replace('_', ' ').Trim();
        return room.Length == 0 || room.Any(char.IsAsciiDigit) || !room.All(c => char.IsLetter(c) || c == ' ') || room.All(c => !char.IsLower(c))
            ? "Team"
            : char.ToUpperInvariant(room[0]) + room[1..];
    }

    public static Step Use(Call call)
    {
        string name = Typography.Unquote(call.Words).Text.Trim();
        return name.Length == 0 ? new Expected("the group's name") : new UseGroup(name);
    }

    public static Step Set(Call call)
    {
        string words = call.Words.Trim();
        int space = words.IndexOfAny([' ', ':', '=', '\n']);
        if (space <= 0)
        {
            return new Expected("a setting and its value, as in `set template narrative`; `settings` lists them");
        }

        string key = words[..space].ToLowerInvariant();
        return new AskGroup(new ChangeSetting(key switch { "zone" or "tz" => "timezone", "tag" => "tags", "reminder" => "reminders", _ => key },
            Typography.Unquote(words[(space + 1)..]).Text.Trim()));
    }

    public static Step ShowSettings(Call call)
    {
        var text = new StringBuilder().Append(call.Known.Name).Append(call.Known.Chaired ? ", a chaired group." : ", an open group: everybody may do everything but the admin's acts.");
        foreach ((string key, string meaning) in Settings.Keys)
        {
            string value = key == "slug" ? call.Known.Slug : key == "name" ? call.Known.Name : call.Known.Settings.Show(key);
            text.Append('\n').Append(key).Append(": ").Append(value.Length == 0 ? "not set" : value).Append("  (").Append(meaning).Append(')');
        }

        return Step.Say(text.ToString());
    }

    public static Step KeepTemplate(Call call)
    {
        string words = call.Words.TrimStart();
        int line = words.IndexOf('\n', StringComparison.Ordinal);
        string name = Slugs.Of(line < 0 ? words : words[..line].TrimEnd(':', ' '));
        if (line < 0 || name.Length == 0 || MinutesTemplate.BuiltIn.Contains(name))
        {
            return new Expected("a name of your own on the first line and the Liquid text below it");
        }

        string text = words[(line + 1)..];
        return call.Printer.Check(text) is { } wrong ? Step.No(new BadTemplate(wrong)) : new KeepText(name, text, new KeepTemplate(name));
    }

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
        bool plain = !call.Known.Roster.TryGetValue(person, out Member? member) || (!linked && !member.Role.IsOfficer() && !(call.Known.HasClasses && member.Class is not null));
        var claim = new ClaimEntry(person, call.Caller, linked);
        return plain ? new AskGroup(claim with { People = Link(call, person, call.Caller, call.Message.Sender) }) : new AskGroup(claim);
    }

    public static Step Forget(Call call) =>
        call.Must(call.Words, name => $"forget {name}", out Step? refused) is { } person
            ? new AskGroup(new ForgetPerson(person) { People = [PersonCard.Of(person, $"Former participant {person.Value[1..5]}")] })
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

    private static AskGroup Changing(this Call call, PersonId person, Func<PersonCard, PersonCard> change, GroupCommand command) =>
        new(command with { People = [change(call.Directory.Find(person) ?? PersonCard.Of(person, call.NameOf(person)))] });

    private static string SenderZone(Call call) => call.Message.SenderZone is { } zone && Settings.ReadZone(zone) is { } known ? known : "Etc/UTC";
}

/// <summary>Bind the conversation to the group of that name.</summary>
internal sealed record UseGroup(string Name) : Step;
