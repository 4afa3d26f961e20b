namespace MeetingBot.Domain;

/// <summary>How far a ballot has come (by-laws 2.3 and 2.4).</summary>
public enum BallotStage
{
    /// <summary>Proposed; it seeks endorsers.</summary>
    Draft,

    /// <summary>Its version is discussed; voting may have been called for a later moment.</summary>
    Discussion,

    /// <summary>Votes are taken.</summary>
    Voting,

    /// <summary>It carried, and nothing of it is under review yet.</summary>
    Passed,

    /// <summary>It missed a class's share, or the quorum.</summary>
    Failed,

    /// <summary>Its proposer took it back.</summary>
    Withdrawn,

    /// <summary>Voting did not begin in time.</summary>
    Lapsed,

    /// <summary>It carried, and members review the guideline for their patents.</summary>
    Review,

    /// <summary>What it changed is in force, or will be from its effective date on.</summary>
    Effective,

    /// <summary>Patents were excluded during the review, so that its result does not stand (by-laws 2.4(9)).</summary>
    Void,
}

/// <summary>Facts about stages.</summary>
public static class BallotStages
{
    /// <summary>Whether nothing more can be done for it to be voted on: it was decided, withdrawn or lapsed.</summary>
    public static bool IsDecided(this BallotStage stage) => stage is not (BallotStage.Draft or BallotStage.Discussion or BallotStage.Voting);

    /// <summary>Whether it carried.</summary>
    public static bool IsPassed(this BallotStage stage) => stage is BallotStage.Passed or BallotStage.Review or BallotStage.Effective;
}
