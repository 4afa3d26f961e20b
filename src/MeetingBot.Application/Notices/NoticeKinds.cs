namespace MeetingBot.Application;

/// <summary>
/// The kinds of notices by their stored names. The first are posted for everybody, the next are told to one person, and the last
/// say nothing: they are moments at which the clerk looks at the clock.
/// </summary>
public static class NoticeKinds
{
    /// <summary>The draft of a meeting's minutes.</summary>
    public const string MinutesDrafted = "minutes-drafted";

    /// <summary>Posted minutes changed: the post is edited.</summary>
    public const string MinutesEdited = "minutes-edited";

    /// <summary>A meeting was cancelled.</summary>
    public const string Cancelled = "meeting-cancelled";

    /// <summary>A cancellation was taken back soon: its post is edited.</summary>
    public const string CancellationWithdrawn = "cancellation-withdrawn";

    /// <summary>A cancelled meeting takes place after all.</summary>
    public const string Restored = "meeting-restored";

    /// <summary>A meeting was moved.</summary>
    public const string Moved = "meeting-moved";

    /// <summary>The next meeting, with its agenda.</summary>
    public const string Announced = "meeting-announced";

    /// <summary>A meeting begins soon.</summary>
    public const string Reminder = "meeting-reminder";

    /// <summary>A draft waits for whoever presided or took the minutes.</summary>
    public const string DraftReady = "draft-ready";

    /// <summary>A draft was still not posted after a day.</summary>
    public const string DraftWaiting = "draft-waiting";

    /// <summary>An action is to be done by today.</summary>
    public const string ActionDue = "action-due";

    /// <summary>Whether a quiet meeting is over.</summary>
    public const string EndAsked = "end-asked";

    /// <summary>An item has used up most or all of its time.</summary>
    public const string TimeBox = "time-box";

    /// <summary>The board of a meeting, edited in place while it runs.</summary>
    public const string Board = "board";

    /// <summary>What whoever presides or takes the minutes works with, edited in place.</summary>
    public const string Panel = "panel";

    /// <summary>A correction was asked for, which the minute taker decides on.</summary>
    public const string CorrectionAsked = "correction-asked";

    /// <summary>Nobody objected within the time, so it is agreed.</summary>
    public const string NoObjection = "no-objection";

    /// <summary>Something could not be posted.</summary>
    public const string GivenUp = "notice-given-up";

    /// <summary>A version of a ballot is discussed.</summary>
    public const string BallotDiscussion = "ballot-discussion";

    /// <summary>Voting on a ballot begins.</summary>
    public const string BallotVoting = "ballot-voting";

    /// <summary>Voting on a ballot ends in a day, to somebody whose vote is missing.</summary>
    public const string BallotClosing = "ballot-closing";

    /// <summary>Voting on a ballot ends in a day, and a whole class has not voted.</summary>
    public const string BallotSilentClass = "ballot-silent-class";

    /// <summary>How a ballot went.</summary>
    public const string BallotResult = "ballot-result";

    /// <summary>The review of a guideline begins.</summary>
    public const string BallotReview = "ballot-review";

    /// <summary>The review of a guideline ended.</summary>
    public const string BallotReviewEnded = "ballot-review-ended";

    /// <summary>A ballot was withdrawn, or lapsed.</summary>
    public const string BallotDropped = "ballot-dropped";

    /// <summary>The moment at which the next thing is due in a ballot.</summary>
    public const string BallotClock = "ballot-clock";

    /// <summary>The moment at which a draft posts itself.</summary>
    public const string DraftDue = "draft-due";

    /// <summary>The moment at which the next thing is due in a group.</summary>
    public const string GroupClock = "group-clock";

    /// <summary>The moment at which a meeting may have been forgotten open.</summary>
    public const string MeetingClock = "meeting-clock";

    /// <summary>Published minutes, or published ones that changed, are to be filed in the archives; whoever published them is told where they stand.</summary>
    public const string MinutesFiled = "minutes-filed";

    /// <summary>Whether a kind is work of the bot's own: it belongs to no conversation.</summary>
    public static bool IsOwnWork(string kind) => IsClock(kind) || kind is MinutesFiled;

    /// <summary>Whether a kind only looks at the clock and says nothing.</summary>
    public static bool IsClock(string kind) => kind is DraftDue or GroupClock or MeetingClock or BallotClock;
}
