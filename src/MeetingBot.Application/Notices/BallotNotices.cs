using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Which events of a ballot make something due to be said, or looked at again. Pure.</summary>
public static class BallotNotices
{
    /// <summary>The notices of a batch, each with an id made of stream, version, kind and target.</summary>
    /// <param name="append">The batch.</param>
    /// <param name="before">The ballot before it; null for one that is only being proposed.</param>
    /// <param name="after">The ballot after it.</param>
    /// <param name="group">Its group.</param>
    /// <param name="directory">The people of the group.</param>
    /// <param name="options">Whether clocks run.</param>
    public static ImmutableArray<QueuedNotice> For(Append append, Ballot? before, Ballot after, Group group, PeopleDirectory directory, ClerkOptions options)
    {
        var notices = ImmutableArray.CreateBuilder<QueuedNotice>();
        for (int index = 0; index < append.Events.Length; index++)
        {
            string id = $"{append.Stream}/{append.Expected + index + 1}";
            if (KindOf(append.Events[index], after) is { } kind)
            {
                notices.Add(new QueuedNotice($"{id}/{kind}/{group.Home}", append.Group, group.Home, kind, $"{after.Id} {after.Version}", append.Origin.At));
            }

            if (append.Events[index] is NonVotersReminded reminded)
            {
                foreach (PersonId person in VoicesOf(reminded, after, group, append.Origin).Select(directory.Resolve).Distinct())
                {
                    notices.Add(new QueuedNotice($"{id}/{NoticeKinds.BallotClosing}/{person.Value}", append.Group, QueuedNotice.Alone(group.Home, person), NoticeKinds.BallotClosing, $"{after.Id} {person.Value}", append.Origin.At));
                }
            }
        }

        if (options.Clocks && BallotClock.Next(after) is { } next && (before is null || BallotClock.Next(before) != next))
        {
            notices.Add(new QueuedNotice($"{append.Stream}/{append.Expected + append.Events.Length}/{NoticeKinds.BallotClock}/", append.Group, "", NoticeKinds.BallotClock, after.Id.ToString(), next));
        }

        return notices.DrainToImmutable();
    }

    private static string? KindOf(StreamEvent happened, Ballot after) => happened switch
    {
        BallotDiscussionOpened => NoticeKinds.BallotDiscussion,
        BallotVersionPosted when after.Stage == BallotStage.Discussion => NoticeKinds.BallotDiscussion,
        VotingBegan => NoticeKinds.BallotVoting,
        NonVotersReminded { SilentClasses.Length: > 0 } => NoticeKinds.BallotSilentClass,
        VotingClosed => NoticeKinds.BallotResult,
        ReviewStarted => NoticeKinds.BallotReview,
        ReviewEnded => NoticeKinds.BallotReviewEnded,
        BallotWithdrawn or BallotLapsed => NoticeKinds.BallotDropped,
        _ => null,
    };

    /// <summary>Who could still cast a missing vote.</summary>
    private static IEnumerable<PersonId> VoicesOf(NonVotersReminded reminded, Ballot ballot, Group group, Origin origin)
    {
        Electorate electorate = group.ElectorateOn(origin.At.InZone(group.Settings.Zone).Date, ballot.Policy);
        return electorate.Voters.Where(voter => reminded.Silent.Contains(voter.Key)).SelectMany(voter => electorate.VoicesOf(voter));
    }
}
