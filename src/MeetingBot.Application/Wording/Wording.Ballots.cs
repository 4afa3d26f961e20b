using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>Ballots: what happened, and which rule forbids it.</content>
public static partial class Wording
{
    /// <summary>The receipt of a ballot's events.</summary>
    public static Reply Receipt(Call call, ImmutableArray<StreamEvent> events, Ballot after)
    {
        string id = after.Identifier;
        string at(NodaTime.Instant moment) => BallotSheets.Moment(after, moment);
        string endorsers = $"{after.Endorsers.Length} of {after.Policy.Endorsers.Count} endorsers";
        Reply reply = events[0] switch
        {
            BallotProposed => Proposed(after),
            BallotTextLinked => Said($"The text of {id} is linked."),
            BallotPurposeStated => Said($"The purpose of {id} is recorded."),
            GuidelineDeclared declared => Said($"{id} is {(BallotSheets.GuidelineOf(declared.Kind) is { } kind ? $"about a {kind}: {Words.Count(after.Policy.Review.Days(declared.Kind), "day")} of review ({after.Policy.Review.Rule})" : "about no guideline")}."),
            BallotEndorsed endorsed => BallotSaid($"{BallotSheets.SponsorOf(endorsed.Endorser, call.Directory)} endorses {id}: {endorsers}."),
            EndorsementWithdrawn => BallotSaid($"An endorsement of {id} is withdrawn: {endorsers}."),
            BallotVersionPosted posted => BallotSaid($"Version {posted.Version} of {id} is posted.{(after.DiscussedUntil is { } until ? $" Its discussion begins anew: voting may begin {at(until)} ({after.Policy.Discussion.Rule})." : "")}"),
            BallotDiscussionOpened => BallotSaid($"{id} is in discussion. Voting may begin {at(after.DiscussedUntil!.Value)} ({after.Policy.Discussion.Rule}){(after.LapsesAt is { } lapse ? $" and must by {at(lapse)} ({after.Policy.Lapse.Rule})" : "")}."),
            DependencyStated stated => Said($"Recorded: {id} {stated.Dependency.Kind switch { DependencyKind.Before => "is decided before voting on", DependencyKind.After => "is voted on after", _ => "is voted on apart from" }} {stated.Dependency.Identifier}."),
            VotingCalled called => BallotSaid($"Voting on {id} {(after.Stage == BallotStage.Voting ? "is open" : $"begins {at(called.Start)}")} and ends {at(called.End)} ({after.Policy.Voting.Rule}).{(after.Quorum is { } quorum ? $" {quorum.Needed} must vote." : "")}"),
            BallotVoteCast cast => BallotVoted(call, after, cast.Vote),
            BallotVoteWithdrawn => new Reply(ReplyKind.Receipt, $"The vote on {id} is taken back.") { Quiet = true },
            BallotWithdrawn => BallotSaid($"{id} is withdrawn."),
            TotalsStated stated => Said(BallotChecks.Stated(after, after.Result!, stated).Text + "."),
            ReviewStarted started => BallotSaid($"The review of {id} takes {Words.Count(started.Days, "day")}: {at(started.Start)} to {at(started.End)} ({after.Policy.Review.Rule})."),
            ExclusionFiled => BallotSaid($"An exclusion notice for {id} is recorded."),
            EffectiveDateSet set => BallotSaid($"{id} is effective from {Words.LongDay(set.Date)} on."),
            _ => Said($"{id} {(after.Result is { } result ? result.Passed ? "has passed" : "has failed" : "is " + BallotSheets.StageOf(after.Stage))}."),
        };
        return reply with { Text = With(call, reply.Text), Buttons = [.. reply.Buttons, .. call.Offers] };
    }

    private static Reply Proposed(Ballot ballot) => ballot.Policy.Endorsers is { Count: > 0 } needed
        ? BallotSaid($"{ballot.Identifier} is proposed: {ballot.Title}. It needs {Words.Count(needed.Count, "endorser")} from other voting members ({needed.Rule}).") with { Buttons = [new Button("Endorse", $"endorse {ballot.Identifier}")] }
        : BallotSaid($"{ballot.Identifier} is proposed: {ballot.Title}.");

    private static Reply BallotVoted(Call call, Ballot after, BallotVote vote)
    {
        string how = vote.Vote == Vote.Abstain ? "abstains" : "votes " + vote.Vote.ToString().ToLowerInvariant();
        string said = $"{BallotSheets.VoterOf(vote, call.Directory)} {how} on {after.Identifier}";
        return new Reply(ReplyKind.Receipt, $"{said}. {after.Votes.Count} of {after.Roll.Length} have voted; it can be changed until {BallotSheets.Moment(after, after.VotingEnd!.Value)}.") { Aloud = [said] };
    }

    private static Reply BallotSaid(string text) => new(ReplyKind.Receipt, text) { Aloud = [text] };

    /// <summary>Refusals of ballots, each with the rule and its section; null for one of another family.</summary>
    private static string? OfBallot(Refusal refusal, Call? call) => refusal switch
    {
        NoSuchBallot { Known.IsEmpty: true } none => $"There is no ballot \"{none.Identifier}\". `ballot new <identifier> <title>` proposes one.",
        NoSuchBallot none => $"There is no ballot \"{none.Identifier}\". There are: {string.Join(", ", none.Known)}.",
        BallotIsThere there => $"There is a ballot {there.Identifier} already: {there.Title}.",
        NoIdentifier none => $"\"{Words.Cut(none.Text, 40)}\" is no identifier: it has letters and figures, as in CSC-21.",
        WrongStage wrong => $"{wrong.Identifier} is {BallotSheets.StageOf(wrong.Is)}; that is for a ballot that is {Either(wrong.Needed.Select(BallotSheets.StageOf))} ({wrong.Rule}).",
        NotAVoter not => $"{Subject(not, call)} ({not.Rule}).",
        WhichOrganization which => $"{(which.Person == call?.Caller ? "You speak" : "That person speaks")} for {Words.List(which.Organizations)}: say for which, with `for {which.Organizations[0]}`.",
        OwnBallot own => $"{own.Identifier} is your organisation's own ballot; it is endorsed by other voting members ({own.Rule}).",
        NotEndorsed not => $"There is no such endorsement of {not.Identifier}.",
        NeedsEndorsers needs => $"{needs.Identifier} has {needs.Has} of the {Words.Count(needs.Needed, "endorser")} from other voting members that it needs first ({needs.Rule}). `endorse {needs.Identifier}` endorses it.",
        DiscussionRuns runs => $"{runs.Identifier} is discussed for at least {Words.Count(runs.Days, "day")}: voting may begin {Moment(runs.Until, call)} ({runs.Rule}).",
        LapsesBefore lapses => $"{lapses.Identifier} lapses {Moment(lapses.At, call)}, {Words.Count(lapses.Days, "day")} after its last version, so voting cannot begin then ({lapses.Rule}). `ballot version {lapses.Identifier}` posts it anew.",
        MomentIsPast past => $"{Moment(past.At, call)} is past; voting begins when it is called, or later ({past.Rule}).",
        VotingIsCalled called => $"Voting on {called.Identifier} is called for {Moment(called.Start, call)}, so its endorsements stand ({called.Rule}). `ballot version {called.Identifier}` calls the vote off.",
        BeginsBefore early => $"{(early.First == BallotStage.Voting ? "Voting on" : "The review of")} {early.Identifier} ended {Moment(early.Ended, call)}; what follows begins no earlier ({early.Rule}).",
        NoSuchClass none => $"There is no class \"{Words.Cut(none.Class, 40)}\". {(none.Known.IsEmpty ? "All voted together: say no class." : $"There are: {string.Join(", ", none.Known)}.")}",
        VotingTakes takes => $"Voting takes exactly {Words.Count(takes.Days, "day")}, to {Moment(takes.End, call)} ({takes.Rule}).",
        TooFewMeetings few => $"No ballot is voted on before the group has met {few.Needed} times; it has met {few.Held} times ({few.Rule}).",
        MustFollow follow => $"{follow.Identifier} is voted on after {follow.Other}, which is {BallotSheets.StageOf(follow.Is)} ({follow.Rule}).",
        MustNotOverlap apart => $"Voting on {apart.Identifier} must not overlap with that on {apart.Other}, {Moment(apart.From, call)} to {Moment(apart.Until, call)} ({apart.Rule}).",
        DependsOnItself itself => $"{itself.Identifier} cannot depend on itself.",
        VotingNotBegun not => $"Voting on {not.Identifier} begins {Moment(not.Start, call)} ({not.Rule}).",
        VotingRuns runs => $"Voting on {runs.Identifier} takes exactly {Words.Count(runs.Days, "day")} and ends {Moment(runs.End, call)} ({runs.Rule}).",
        VotingIsOver over => $"Voting on {over.Identifier} ended {Moment(over.End, call)} ({over.Rule}).",
        NotVoted not => $"There is no vote on {not.Identifier} to take back.",
        NotTheProposer not => $"Only its proposer may withdraw {not.Identifier} ({not.Rule}).",
        NotProposerOrOfficer not => $"Only its proposer or an officer may do that with {not.Identifier}.",
        NoReview { PolicyHasOne: true } no => $"{no.Identifier} changes no guideline, so nothing is reviewed. `ballot guideline {no.Identifier} maintenance` or `final` says that it does.",
        NoReview no => $"The group's rules have no review, so {no.Identifier} needs none.",
        ReviewTakes takes => $"The review takes exactly {Words.Count(takes.Days, "day")}, to {Moment(takes.End, call)}, not {takes.Asked} ({takes.Rule}).",
        NotAnAffiliate not => $"{not.Organization} cannot be its own affiliate.",
        NotRestricted not => $"{not.Organization} is neither suspended nor on probation on {Words.Day(not.Date)}.",
        _ => null,
    };

    private static ImmutableArray<Button> BallotCures(Refusal refusal, Call? call) => (refusal, call?.Command?.Name) switch
    {
        (WhichOrganization which, _) when call is not null => [.. which.Organizations.Select(name => new Button(name, $"{call.CalledAs} {call.Words.Trim()} for {name}"))],
        (NeedsEndorsers needs, _) => [new Button("Endorse", $"endorse {needs.Identifier}")],
        (ReviewTakes, "ballot review") when call is not null && call.Words.LastIndexOf(" to ", StringComparison.OrdinalIgnoreCase) is var to and > 0 => [new Button("Review by the rule", $"ballot review {call.Words[..to].Trim()}")],
        _ => [],
    };

    private static string Subject(NotAVoter not, Call? call)
    {
        string who = not.Organization ?? (not.Person is { } person && call is not null ? person == call.Caller ? "You" : call.NameOf(person) : "That person");
        string has = who == "You" ? "have" : "has";
        return not switch
        {
            { OtherRepresents: true } => $"{who} votes by its representative only",
            { Standing: Standing.Suspended } => $"{who} is suspended and does not vote",
            { Standing: Standing.OnProbation } => $"{who} is on probation and does not vote yet",
            { Standing: Standing.Affiliate } => $"{who} is an affiliate and does not vote",
            { Standing: Standing.ClassWithoutVote } => $"{who} {has} no vote: the class or role has none",
            { Standing: Standing.Votes } => $"{who} votes, but not by you",
            _ => $"{who} {has} no vote: only voting members do",
        };
    }

    private static string Moment(NodaTime.Instant at, Call? call) => BallotSheets.Moment(at, call?.Zone ?? NodaTime.DateTimeZone.Utc);

    private static string Either(IEnumerable<string> stages)
    {
        string[] all = [.. stages];
        return all.Length == 1 ? all[0] : string.Join(", ", all[..^1]) + " or " + all[^1];
    }
}
