namespace MeetingBot.Application;

/// <summary>How the clerk works: for a server (as it stands here), or for a replay. Nothing in it changes while it works.</summary>
public sealed record ClerkOptions
{
    /// <summary>True for <c>replay</c>: a draft is posted at once, as there is nobody to wait for.</summary>
    public bool PostAtOnce { get; init; }

    /// <summary>False for <c>replay</c> of a log, whose meeting is over: no announcements, reminders or forgotten meetings.</summary>
    public bool Clocks { get; init; } = true;

    /// <summary>True where nobody reads the replies, so that none are worded.</summary>
    public bool Silent { get; init; }

    /// <summary>Accounts that administer every group, as <c>platform:tenant:user</c>; empty where only whoever sets a group up does.</summary>
    public IReadOnlySet<string> Admins { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>True where only <see cref="Admins"/> may found a group.</summary>
    public bool OnlyAdminsSetUp { get; init; }

    /// <summary>The repositories, <c>owner/name</c>, among which groups choose where their minutes are proposed; empty where none is.</summary>
    public IReadOnlySet<string> Repositories { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// True where other replicas write to the same store. Then nothing is answered from memory alone: a command's append finds out whether
    /// others wrote, and whatever makes none, a question or a refusal, reads the streams' tails first.
    /// </summary>
    public bool Shared { get; init; }

    /// <summary>About how many groups' folded state is kept between messages; beyond it the half used longest ago is read again when needed.</summary>
    public int Desks { get; init; } = 16_384;

    /// <summary>About how many conversations' last lines are remembered; beyond it those used longest ago are forgotten.</summary>
    public int Rooms { get; init; } = 16_384;

    /// <summary>How many replies are remembered, for ten minutes at most, for messages that are delivered again.</summary>
    public int Replies { get; init; } = 10_000;

    /// <summary>What is measured; null for nothing.</summary>
    public Measures? Measures { get; init; }

    /// <summary>Tells when ten minutes are over. When things happened is said by the messages.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
