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
            call.Hints.Add($"I know no \"{unread.Text}\", so \"{unread.Keyword} {unread.Text}\" stays in the motion.");
        }

        return mover.Id != call.Caller && !call.May(Permission.Scribe)
            ? Step.No(new NotAllowed(Permission.Scribe))
            : new AskMeeting(new RecordEntry(New(mover), EntryActs.Continuation(read.Text).Text, mover));
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

        return !call.May(Permission.Scribe) ? Step.No(new NotAllowed(Permission.Scribe))
            : call.Must(rest, name => $"vote {words[..space]} for {name}", out Step? refused) is { } voter ? new AskMeeting(new RecordVote(voter, cast))
            : refused!;
    }

    /// <summary>Reads a vote; null when it is none. Fractions and comments are no votes.</summary>
    public static Vote? Read(string word) => word.Trim().ToLowerInvariant() switch
    {
        "yes" or "aye" or "for" or "+1" => Domain.Vote.Yes,
        "no" or "nay" or "against" or "-1" or "−1" or "–1" => Domain.Vote.No,
        "abstain" or "abstention" or "0" or "+0" or "-0" => Domain.Vote.Abstain,
        _ => null,
    };
}
