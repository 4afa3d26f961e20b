using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands about motions and votes.</summary>
internal static class MotionActs
{
    public static Step Move(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words.Trim(), new Clause("by", ["by"], name => call.Who(name).Person is { } person ? Named.Known(person) : null));
        Named mover = read.Value<Named>("by") ?? Named.Known(call.Caller);
        foreach (UnreadClause unread in read.Unread)
        {
            if (call.Words.TrimEnd().EndsWith(unread.Text, StringComparison.Ordinal) && call.Who(unread.Text).Candidates is { IsEmpty: false } candidates)
            {
                string motion = call.Words.Trim()[..^unread.Text.Length]; // up to and with "by "
                return Step.No(new WhoIsMeant(unread.Text, [.. call.HereFirst(candidates)], $"motion {motion}\u0001"));
            }

            call.Hints.Add($"I know no \"{unread.Text}\", so \"{unread.Keyword} {unread.Text}\" stays in the motion.");
        }

        (string text, bool continues) = EntryActs.Continuation(read.Text);
        return mover.Id != call.Caller && !call.May(Permission.Scribe)
            ? Step.No(new NotAllowed(Permission.Scribe))
            : new AskMeeting(new RecordEntry(New(mover), text, mover, continues));
    }

    /// <summary>A motion that nobody has voted on.</summary>
    public static Motion New(Named? mover) => new(mover, null, MotionOutcome.Open, System.Collections.Immutable.ImmutableSortedDictionary<string, CastVote>.Empty);

    public static Step Vote(Call call)
    {
        string words = call.Words.Trim();
        int space = words.IndexOf(' ', StringComparison.Ordinal);
        Vote? vote = Read(space < 0 ? words : words[..space]);
        if (vote is not { } cast)
        {
            return new Expected("`vote yes`, `vote no` or `vote abstain`");
        }

        string rest = space < 0 ? "" : MeetingActs.After(words[space..], "for");
        if (rest.Length == 0)
        {
            return new AskMeeting(new RecordVote(call.Caller, cast));
        }

        string organization = Typography.Unquote(rest).Text.Trim();
        if (call.Session.Electorate.Of(call.Caller, organization) is not null)
        {
            return new AskMeeting(new RecordVote(call.Caller, cast, organization));
        }

        PersonMatch match = call.Who(rest);
        bool proxy = match.Person is { } absent && call.Session.Proxies.GetValueOrDefault(absent) == call.Caller;
        return !proxy && !call.May(Permission.Scribe) ? Step.No(new NotAllowed(Permission.Scribe))
            : call.Must(rest, name => $"vote {words[..space]} for {name}", out Step? refused) is { } voter ? new AskMeeting(new RecordVote(voter, cast))
            : refused!;
    }

    public static Step Amend(Call call) => call.Words.Trim() is { Length: > 0 } text ? new AskMeeting(new AmendMotion(Typography.Unquote(text).Text.Trim())) : new Expected("the motion as it shall read");

    public static Step CastingVote(Call call) => Read(call.Words) is Domain.Vote.Yes or Domain.Vote.No
        ? new AskMeeting(new GiveCastingVote(Read(call.Words)!.Value))
        : new Expected("`casting vote yes` or `casting vote no`");

    /// <summary><c>any objection[ #4][ within 5m]</c>.</summary>
    public static Step AnyObjection(Call call)
    {
        string words = call.Words.Trim().TrimEnd('?').Trim();
        int? minutes = null;
        int within = words.LastIndexOf("within ", StringComparison.OrdinalIgnoreCase);
        if (within >= 0)
        {
            if (Spans.Minutes(words[(within + 7)..].ToLowerInvariant()) is not { } wait)
            {
                return new Expected("a time such as 2m behind \"within\"");
            }

            (minutes, words) = (wait, words[..within].Trim());
        }

        return words.Length == 0 ? new AskMeeting(new AskObjection(null, minutes))
            : words.StartsWith('#') && CalendarActs.Number(words) is { } entry ? new AskMeeting(new AskObjection(entry, minutes))
            : new Expected("`any objection`, `any objection #4` or `any objection within 5m`");
    }

    public static Step Object(Call call) => new AskMeeting(new RaiseObjection(call.Caller, MeetingActs.After(call.Words, "because", "as") is { Length: > 0 } reason ? reason : null));

    /// <summary><c>proxy Ana</c> gives one's own; an officer may record <c>proxy Ana for Ben</c>.</summary>
    public static Step Proxy(Call call)
    {
        string words = call.Words.Trim();
        int at = words.LastIndexOf(" for ", StringComparison.OrdinalIgnoreCase);
        PersonId from = call.Caller;
        if (at > 0)
        {
            if (call.Must(words[(at + 5)..], name => $"proxy {words[..at]} for {name}", out Step? unclear) is not { } named)
            {
                return unclear!;
            }

            if (named != call.Caller && !call.May(Permission.Officer))
            {
                return Step.No(new NotAllowed(Permission.Officer));
            }

            from = named;
        }

        return call.Must(at > 0 ? words[..at] : words, name => $"proxy {name}{(at > 0 ? words[at..] : "")}", out Step? refused) is { } to ? new AskMeeting(new GiveProxy(from, to)) : refused!;
    }

    /// <summary>How the vote on the motion stands, by name; and who has not voted.</summary>
    public static Step Tally(Call call)
    {
        Meeting meeting = call.Session;
        Entry? entry = meeting.OpenMotion is { } open ? meeting.Find(open) : meeting.Entries.LastOrDefault(one => one is { Struck: false, Matter: Motion });
        if (entry?.Matter is not Motion motion)
        {
            return Step.No(new NoMotion());
        }

        string Who(Vote vote) => string.Join(", ", motion.Votes.Where(cast => cast.Value.Vote == vote).Select(cast => VoterName(call, cast.Key, cast.Value.Voter)).Order(DisplayOrder.Comparer));
        string Side(Vote vote, string word) => motion.Count(vote) == 0 ? $"0 {word}" : $"{motion.Count(vote)} {word}: {Who(vote)}";
        string missing = motion.Outcome == MotionOutcome.Open && Missing(call, motion) is { Length: > 0 } silent ? $"\nNot voted yet, of those here: {string.Join(", ", silent)}" : "";
        return Step.Say($"{entry.Text}\n{Side(Domain.Vote.Yes, "yes")}\n{Side(Domain.Vote.No, "no")}\n{Side(Domain.Vote.Abstain, "abstaining")}{missing}");
    }

    /// <summary>The voters that are here and have not voted, by name.</summary>
    public static string[] Missing(Call call, Motion motion)
    {
        Electorate electorate = call.Session.Electorate;
        return
        [
            .. call.Session.Attendance.Values.Where(there => there.Left is null).Select(there => call.Directory.Resolve(there.Person)).Distinct()
                .SelectMany(person => electorate.Of(person).Select(voter => (voter.Key, Person: person))).DistinctBy(one => one.Key)
                .Where(one => !motion.Votes.ContainsKey(one.Key)).Select(one => VoterName(call, one.Key, one.Person)).Order(DisplayOrder.Comparer),
        ];
    }

    private static string VoterName(Call call, string key, PersonId person) =>
        OrganizationNames.Find(call.Session.Organizations, key)?.NameOn(call.Session.Date) ?? call.NameOf(person);

    /// <summary>Reads a vote; null when it is none. Fractions and comments are no votes.</summary>
    public static Vote? Read(string word) => word.Trim().ToLowerInvariant() switch
    {
        "yes" or "aye" or "for" or "+1" => Domain.Vote.Yes,
        "no" or "nay" or "against" or "-1" or "−1" or "–1" => Domain.Vote.No,
        "abstain" or "abstention" or "0" or "+0" or "-0" => Domain.Vote.Abstain,
        _ => null,
    };
}
