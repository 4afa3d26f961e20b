using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Works out what a notice of a ballot says now; nothing, when what it was queued for is no longer so.</summary>
internal sealed class BallotNoticeWriter(Clerk clerk)
{
    public async ValueTask<Post?> WriteAsync(QueuedNotice notice, GroupView view, CancellationToken cancellation)
    {
        int space = notice.Subject.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || BallotId.Parse(notice.Subject[..space]) is not { } id || await clerk.BallotAsync(id, cancellation) is not { } ballot)
        {
            return null;
        }

        if (notice.Kind == NoticeKinds.BallotClosing)
        {
            return Closing(notice, ballot, view);
        }

        bool current = notice.Subject[(space + 1)..] == ballot.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        BallotSheet sheet = BallotSheets.Of(ballot, view.Group, view.Directory);
        string? text = notice.Kind switch
        {
            NoticeKinds.BallotDiscussion when current && ballot.Stage == BallotStage.Discussion => BallotNoticeWording.Discussion(ballot, sheet),
            NoticeKinds.BallotVoting when ballot.Stage == BallotStage.Voting => BallotNoticeWording.Voting(ballot, sheet),
            NoticeKinds.BallotSilentClass when ballot.Stage == BallotStage.Voting && Silent(ballot) is { Length: > 0 } silent => BallotNoticeWording.SilentClass(ballot, sheet, silent),
            NoticeKinds.BallotResult when ballot.Result is not null => BallotNoticeWording.Result(ballot, sheet),
            NoticeKinds.BallotReview when ballot.Stage == BallotStage.Review => BallotNoticeWording.Review(ballot, sheet),
            NoticeKinds.BallotReviewEnded when ballot.Stage is BallotStage.Effective or BallotStage.Void => BallotNoticeWording.ReviewEnded(ballot),
            NoticeKinds.BallotDropped when ballot.Stage is BallotStage.Withdrawn or BallotStage.Lapsed => BallotNoticeWording.Dropped(ballot),
            _ => null,
        };
        return text is null ? null : new Post(notice.Id, notice.Conversation, notice.Kind, text)
        {
            Buttons = ballot.Stage == BallotStage.Voting ? BallotNoticeWording.VoteButtons(ballot) : notice.Kind == NoticeKinds.BallotResult ? [BallotNoticeWording.Document(ballot)] : [],
        };
    }

    private static Post? Closing(QueuedNotice notice, Ballot ballot, GroupView view)
    {
        (_, PersonId person) = NoticeWriter.Told(notice);
        Electorate electorate = view.Group.ElectorateOn(notice.Due.InZone(view.Group.Settings.Zone).Date, ballot.Policy);
        Voter[] missing = [.. view.Group.Roster.Keys.Where(known => view.Directory.Resolve(known) == view.Directory.Resolve(person)).SelectMany(known => electorate.Of(known)).Where(voter => !ballot.Votes.ContainsKey(voter.Key)).DistinctBy(voter => voter.Key)];
        return ballot.Stage != BallotStage.Voting || missing.Length == 0 || NoticeWriter.AddresseeOf(view, person) is not { } to ? null
            : new Post(notice.Id, notice.Conversation, notice.Kind, BallotNoticeWording.Closing(ballot, missing)) { To = to, Buttons = BallotNoticeWording.VoteButtons(ballot) };
    }

    private static ImmutableArray<string> Silent(Ballot ballot) =>
    [
        .. ballot.Policy.Classes.Select(rule => rule.Class)
            .Where(named => ballot.Roll.Any(voter => In(voter, named)) && !ballot.Roll.Any(voter => In(voter, named) && ballot.Votes.ContainsKey(voter.Key))),
    ];

    private static bool In(Voter voter, string named) => voter.Class is { } held && VotingClass.Same(held, named);
}
