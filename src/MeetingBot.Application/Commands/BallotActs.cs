using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands that change a ballot.</summary>
internal static class BallotActs
{
    /// <summary>Terms are counted from a moment, and there is no day after the year 9999.</summary>
    private const int LastYear = 9000;

    private static readonly ImmutableArray<string> Kinds = ["final", "maintenance", "none"];

    public static Step Propose(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words.Trim(), new Clause("by", ["by"], name => call.Who(name).Person is { } person ? person : null));
        (string identifier, string title) = First(read.Text);
        if (identifier.Length == 0 || title.Length == 0)
        {
            return new Expected("an identifier and a title, as in `ballot new CSC-21 Signing Service`");
        }

        return BallotId.KeyOf(identifier) is { } key
            ? new AskBallot(new BallotId(call.Known.Id, key), new ProposeBallot(new BallotId(call.Known.Id, key), identifier, Typography.Unquote(title).Text.Trim(), read.Value<PersonId>("by") ?? call.Caller))
            : Step.No(new NoIdentifier(identifier));
    }

    public static Step LinkText(Call call) => On(call, (id, rest) => IsWeb(rest)
        ? new AskBallot(id, new LinkBallotText(rest))
        : rest.Length == 0 ? new Expected("a web address behind the identifier") : Step.No(new BadAddress(rest)));

    public static Step Purpose(Call call) => On(call, (id, rest) => rest.Length == 0 ? new Expected("what it is for, in a few sentences") : new AskBallot(id, new StatePurpose(rest)));

    public static Step Guideline(Call call) => On(call, (id, rest) => rest.ToLowerInvariant().Split(' ')[0] switch
    {
        "final" => new AskBallot(id, new DeclareGuideline(GuidelineKind.Final)),
        "maintenance" => new AskBallot(id, new DeclareGuideline(GuidelineKind.Maintenance)),
        "none" => new AskBallot(id, new DeclareGuideline(GuidelineKind.None)),
        _ => new Expected($"one of {string.Join(", ", Kinds)} behind the identifier"),
    });

    public static Step Endorse(Call call) => On(call, (id, rest) => Voice(call, rest, name => $"endorse {IdentifierOf(call, id)} for {name}", out PersonId person, out string? organization) is { } wrong
        ? wrong
        : new AskBallot(id, new EndorseBallot(person, organization)));

    public static Step Unendorse(Call call) => On(call, (id, rest) => Voice(call, rest, name => $"withdraw endorsement {IdentifierOf(call, id)} for {name}", out PersonId person, out string? organization) is { } wrong
        ? wrong
        : new AskBallot(id, new WithdrawEndorsement(person, organization)));

    public static Step NewVersion(Call call) => On(call, (id, rest) => rest.Length == 0 || IsWeb(rest)
        ? new AskBallot(id, new PostBallotVersion(rest.Length == 0 ? null : rest))
        : Step.No(new BadAddress(rest)));

    public static Step Discuss(Call call) => On(call, (id, _) => new AskBallot(id, new OpenBallotDiscussion()));

    public static Step Depend(Call call) => On(call, (id, rest) =>
    {
        (DependencyKind Kind, string Word)? found = rest.ToLowerInvariant() switch
        {
            var text when text.StartsWith("before ", StringComparison.Ordinal) => (DependencyKind.Before, "before "),
            var text when text.StartsWith("after ", StringComparison.Ordinal) => (DependencyKind.After, "after "),
            var text when text.StartsWith("apart from ", StringComparison.Ordinal) => (DependencyKind.Apart, "apart from "),
            _ => null,
        };
        return found is not { } said ? new Expected("`before`, `after` or `apart from` and another ballot, as in `ballot order CSC-22 apart from CSC-21`")
            : Find(call, rest[said.Word.Length..], out BallotId? other, out _) is { } wrong ? wrong
            : new AskBallot(id, new StateDependency(other!, said.Kind));
    });

    public static Step Open(Call call) => On(call, (id, rest) =>
    {
        int until = IndexOf(rest, "until ", "to ");
        string from = MeetingActs.After(until < 0 ? rest : rest[..until], "on", "from");
        return ReadMoment(call, from, out Instant? start) is { } wrong ? wrong
            : ReadMoment(call, until < 0 ? "" : MeetingActs.After(rest[until..], "until", "to"), out Instant? end) is { } unread ? unread
            : new AskBallot(id, new CallVoting(start, end));
    });

    public static Step CastVote(Call call)
    {
        string words = call.Words.Trim();
        if (MotionActs.Read(First(words).Identifier) is not null)
        {
            BallotSummary[] open = [.. call.Known.Ballots.Values.Where(ballot => ballot.Stage == BallotStage.Voting)];
            return open is [var only] ? Cast(call, only.Ballot, words)
                : new Expected($"which ballot, as in `ballot vote {open.FirstOrDefault()?.Identifier ?? "CSC-21"} yes`");
        }

        return On(call, (id, rest) => Cast(call, id, rest));
    }

    private static Step Cast(Call call, BallotId id, string words)
    {
        (string how, string rest) = First(words);
        Vote? vote = MotionActs.Read(how);
        if (vote is null && how.ToLowerInvariant() is not ("withdraw" or "none"))
        {
            return new Expected("`yes`, `no`, `abstain` or `withdraw` behind the identifier");
        }

        string who = MeetingActs.After(rest, "for");
        if (who.Length == 0)
        {
            return new AskBallot(id, new CastBallotVote(call.Caller, null, vote));
        }

        Electorate electorate = call.Known.ElectorateOn(call.Today);
        string organization = Typography.Unquote(who).Text.Trim();
        bool mine = electorate.Of(call.Caller, organization) is not null;
        return mine ? new AskBallot(id, new CastBallotVote(call.Caller, organization, vote))
            : electorate.ByOrganization && (call.Known.OrganizationOf(organization) is not null || call.Who(who).Person is null)
                ? new AskBallot(id, new CastBallotVote(null, organization, vote))
            : call.Must(who, name => $"ballot vote {IdentifierOf(call, id)} {how} for {name}", out Step? refused) is { } person ? new AskBallot(id, new CastBallotVote(person, null, vote))
            : refused!;
    }

    public static Step Close(Call call) => On(call, (id, _) => new AskBallot(id, new CloseBallot()));

    public static Step Withdraw(Call call) => On(call, (id, rest) => MeetingActs.After(rest, "because", "as") is { Length: > 0 } reason
        ? new AskBallot(id, new WithdrawBallot(reason))
        : new AskBallot(id, new WithdrawBallot(null)));

    public static Step Review(Call call) => On(call, (id, rest) =>
    {
        int to = IndexOf(rest, "until ", "to ");
        string from = MeetingActs.After(to < 0 ? rest : rest[..to], "from", "on");
        if (ReadMoment(call, from, out Instant? start) is { } wrong)
        {
            return wrong;
        }

        LocalDate until = default;
        return to >= 0 && CalendarActs.Dated(call, MeetingActs.After(rest[to..], "until", "to"), out until) is { } unread
            ? unread
            : new AskBallot(id, new StartReview(start, to < 0 ? null : until));
    });

    public static Step Exclusion(Call call) => On(call, (id, rest) => rest.Length == 0 ? new Expected("who excludes what") : new AskBallot(id, new FileExclusion(rest)));

    public static Step Effective(Call call) => On(call, (id, rest) => CalendarActs.Dated(call, MeetingActs.After(rest, "on", "from"), out LocalDate date) ?? new AskBallot(id, new SetEffectiveDate(date)));

    /// <summary><c>ballot stated FORUM-020 issuers 23 total, 11 yes, 1 no</c>.</summary>
    public static Step Stated(Call call) => On(call, (id, rest) =>
    {
        int? yes = null, no = null, abstain = null, total = null;
        string @class = rest.TakeWhile(c => !char.IsAsciiDigit(c)).Aggregate("", (said, c) => said + c).Trim(' ', ':');
        string[] words = rest.Split([' ', ',', ':', '\n'], StringSplitOptions.RemoveEmptyEntries);
        for (int at = 1; at < words.Length; at++)
        {
            if (CalendarActs.Number(words[at - 1]) is not { } number || number < 0)
            {
                continue;
            }

            switch (words[at].ToLowerInvariant())
            {
                case "yes": yes = number; break;
                case "no": no = number; break;
                case "abstain" or "abstaining" or "abstentions": abstain = number; break;
                case "total" or "votes" or "in": total = number; break;
                default: return new Expected("totals such as `issuers 23 total, 11 yes, 1 no`");
            }
        }

        return (yes ?? no ?? abstain ?? total) is null
            ? new Expected("totals such as `issuers 23 total, 11 yes, 1 no`")
            : new AskBallot(id, new StateTotals(@class.Length == 0 ? null : @class, yes, no, abstain, total));
    });

    /// <summary>Reads the identifier in front, finds the ballot, and goes on with the rest.</summary>
    public static Step On(Call call, Func<BallotId, string, Step> then) => Find(call, call.Words.Trim(), out BallotId? id, out string rest) ?? then(id!, rest);

    /// <summary>The ballot that a text begins with; what is wrong, or null. A version behind the identifier does not count.</summary>
    private static Step? Find(Call call, string text, out BallotId? id, out string rest)
    {
        (string identifier, rest) = First(text);
        id = null;
        if (identifier.Length == 0)
        {
            return new Expected("which ballot, as in CSC-21; `ballots` lists them");
        }

        (string version, string behind) = First(rest);
        rest = version.Length is > 1 and < 4 && version[0] is 'v' or 'V' && version.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false ? behind : rest;
        if (BallotId.KeyOf(identifier) is not { } key || !call.Known.Ballots.TryGetValue(key, out BallotSummary? found))
        {
            return Step.No(new NoSuchBallot(identifier, [.. call.Known.Ballots.Values.Select(known => known.Identifier)]));
        }

        id = found.Ballot;
        return null;
    }

    private static string IdentifierOf(Call call, BallotId id) => call.Known.Ballots[id.Key].Identifier;

    /// <summary><c>for &lt;person&gt;</c>, or the organisation the caller speaks for; the caller without either.</summary>
    private static Step? Voice(Call call, string rest, Func<string, string> retry, out PersonId person, out string? organization)
    {
        (person, organization) = (call.Caller, null);
        string who = MeetingActs.After(rest, "for", "by");
        if (who.Length == 0)
        {
            return null;
        }

        if (call.Known.ElectorateOn(call.Today).Of(call.Caller, who) is not null)
        {
            organization = who;
            return null;
        }

        if (call.Must(who, retry, out Step? refused) is { } named)
        {
            person = named;
            return null;
        }

        return refused;
    }

    /// <summary>
    /// Reads "8 January at 09:00", "2024-01-08 09:00 UTC" or a day alone, which begins at midnight; null for no words. A zone behind it is an
    /// IANA name or UTC; without one it is the group's.
    /// </summary>
    private static Step? ReadMoment(Call call, string words, out Instant? moment)
    {
        moment = null;
        string text = words.Trim();
        if (text.Length == 0 || text.Equals("now", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        DateTimeZone zone = call.Zone;
        int last = text.LastIndexOf(' ');
        if (last > 0 && (text[last..].Contains('/', StringComparison.Ordinal) || text[last..].Trim().ToUpperInvariant() is "UTC" or "GMT") && Settings.ReadZone(text[last..]) is { } named)
        {
            (zone, text) = (DateTimeZoneProviders.Tzdb[named], text[..last].Trim());
        }

        LocalTime time = LocalTime.Midnight;
        int at = text.LastIndexOf(" at ", StringComparison.OrdinalIgnoreCase);
        int space = at > 0 ? at : text.LastIndexOf(' ');
        if (space > 0 && TimeWords.Read(text[(at > 0 ? at + 4 : space + 1)..]) is { } read && (at > 0 || text[space..].Contains(':', StringComparison.Ordinal)))
        {
            (time, text) = (read, text[..space]);
        }

        if (CalendarActs.Dated(call, text, out LocalDate date) is { } wrong)
        {
            return wrong;
        }

        if (date.Year > LastYear)
        {
            return new Expected($"a day before the year {LastYear}");
        }

        moment = zone.AtLeniently(date + time).ToInstant();
        return null;
    }

    private static int IndexOf(string text, params ReadOnlySpan<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            int at = (" " + text).IndexOf(" " + keyword, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static (string Identifier, string Behind) First(string text)
    {
        string trimmed = text.Trim();
        int space = trimmed.IndexOfAny([' ', '\n', '\t']);
        return space < 0 ? (trimmed.TrimEnd(':'), "") : (trimmed[..space].TrimEnd(':'), trimmed[space..].Trim());
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
}
