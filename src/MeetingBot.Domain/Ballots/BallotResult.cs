using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>How a vote went.</summary>
/// <param name="Classes">The tally of each class, or of all together.</param>
/// <param name="Quorum">How many had to vote; null where none was needed.</param>
/// <param name="SetAside">Votes of voters who were no longer entitled when voting ended; they count for nothing.</param>
public sealed record BallotResult(ImmutableArray<ClassTally> Classes, RequiredQuorum? Quorum, ImmutableArray<BallotVote> SetAside)
{
    /// <summary>How many voted, abstentions included.</summary>
    public int Voted => Classes.Sum(one => one.Votes.Length);

    /// <summary>Whether enough voted.</summary>
    public bool QuorumMet => Quorum is null || Voted >= Quorum.Needed;

    /// <summary>Whether it carried: enough voted, and every class reached its share.</summary>
    public bool Passed => QuorumMet && Classes.All(one => one.Met);
}

/// <summary>The votes of one class.</summary>
/// <param name="Class">The class; null for all together.</param>
/// <param name="Rule">What they must reach.</param>
/// <param name="Entitled">How many were entitled to vote.</param>
/// <param name="Votes">The votes that count, by voter.</param>
public sealed record ClassTally(string? Class, PassRule Rule, int Entitled, ImmutableArray<BallotVote> Votes)
{
    /// <summary>The votes for it.</summary>
    public int Yes => Count(Vote.Yes);

    /// <summary>The votes against it.</summary>
    public int No => Count(Vote.No);

    /// <summary>The abstentions.</summary>
    public int Abstain => Count(Vote.Abstain);

    /// <summary>How many votes for it were needed.</summary>
    public int Needed => Math.Max(Rule.Share.Least(Whole), Rule.NeedsYes ? 1 : 0);

    /// <summary>Whether it reached them. In integers, never in decimals.</summary>
    public bool Met => Rule.Share.IsMet(Yes, Whole) && (Yes > 0 || !Rule.NeedsYes);

    private int Whole => Rule.Of == VoteBase.Cast ? Yes + No : Entitled;

    private int Count(Vote vote) => Votes.Count(cast => cast.Vote == vote);
}

/// <summary>Counts the votes of a ballot. Pure.</summary>
public static class BallotTally
{
    /// <summary>One vote for each who is on the roll, the last one; votes of others are set aside.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="roll">Who was entitled when voting ended.</param>
    /// <param name="votes">The last vote of each voter.</param>
    /// <param name="quorum">How many had to vote; null where none was needed.</param>
    public static BallotResult Of(BallotPolicy policy, ImmutableArray<Voter> roll, IEnumerable<BallotVote> votes, RequiredQuorum? quorum)
    {
        Dictionary<string, BallotVote> cast = votes.ToDictionary(vote => vote.Key, StringComparer.Ordinal);
        bool byClass = !policy.Classes.IsEmpty && roll.Any(voter => voter.Class is not null);
        ImmutableArray<ClassTally> classes = byClass
            ? [.. policy.Classes.Select(rule => Tally(rule.Class, rule.Rule, voter => voter.Class is { } held && VotingClass.Same(held, rule.Class)))]
            : [Tally(null, policy.Together, _ => true)];
        return new BallotResult(classes, quorum, [.. cast.Values.Where(vote => !roll.Any(voter => voter.Key == vote.Key)).OrderBy(vote => vote.Key, StringComparer.Ordinal)]);

        ClassTally Tally(string? @class, PassRule rule, Func<Voter, bool> belongs)
        {
            Voter[] voters = [.. roll.Where(belongs)];
            return new ClassTally(@class, rule, voters.Length,
                [.. voters.Select(voter => cast.GetValueOrDefault(voter.Key)).OfType<BallotVote>().OrderBy(vote => vote.Key, StringComparer.Ordinal)]);
        }
    }
}
