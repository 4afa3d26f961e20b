namespace MeetingBot.Domain;

/// <summary>The names of voting classes, as different people type them.</summary>
public static class VotingClass
{
    private static readonly string[] WithoutVote =
        ["associate", "associate member", "interested party", "interested partie", "probationary", "probationary member", "observer", "guest", "non voting", "nonvoting", "affiliate", "none"];

    /// <summary>Whether two names mean one class: case, hyphens, a plural and a "certificate" in front do not count.</summary>
    public static bool Same(string one, string other) => Fold(one) == Fold(other);

    /// <summary>Whether a class has no vote whatever the policy: associates, interested parties, observers and the like.</summary>
    public static bool NeverVotes(string @class) => WithoutVote.Contains(Fold(@class));

    /// <summary>Whether those of a class are members at all; interested parties and guests are not.</summary>
    public static bool IsMembership(string @class) => Fold(@class) is not ("interested party" or "interested partie" or "guest" or "observer" or "none");

    private static string Fold(string name)
    {
        string folded = name.Trim().ToLowerInvariant().Replace('-', ' ');
        folded = folded.StartsWith("certificate ", StringComparison.Ordinal) ? folded["certificate ".Length..] : folded;
        return folded.EndsWith('s') ? folded[..^1] : folded;
    }
}
