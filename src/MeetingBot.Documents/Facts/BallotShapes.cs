using MeetingBot.Application;

namespace MeetingBot.Documents;

/// <summary>The public form of a ballot: what its templates see.</summary>
static class BallotShapes
{
    static readonly Shape<ClassSheet> Class = new(
        ("name", c => c.Name),
        ("yes", c => MinutesShapes.List(c.Yes)),
        ("no", c => MinutesShapes.List(c.No)),
        ("abstain", c => MinutesShapes.List(c.Abstain)),
        ("needed", c => c.Needed),
        ("met", c => c.Met),
        ("percent", c => c.Percent));

    static readonly Shape<BallotCheck> Check = new(
        ("text", c => c.Text),
        ("met", c => c.Met),
        ("rule", c => c.Rule));

    internal static readonly Shape<BallotSheet> Ballot = new(
        ("group", b => b.Group),
        ("identifier", b => b.Identifier),
        ("title", b => b.Title),
        ("version", b => b.Version),
        ("stage", b => b.Stage),
        ("purpose", b => b.Purpose is null ? null : new Prose(b.Purpose)),
        ("text", b => b.Text),
        ("guideline", b => b.Guideline),
        ("proposer", b => b.Proposer),
        ("endorsers", b => MinutesShapes.List(b.Endorsers)),
        ("policy", b => b.Policy),
        ("discussion", b => b.Discussion),
        ("voting", b => b.Voting),
        ("classes", b => MinutesShapes.List(Class, b.Classes)),
        ("passed", b => b.Passed),
        ("quorum", b => MinutesShapes.List(b.Quorum)),
        ("review", b => b.Review),
        ("effective", b => b.Effective),
        ("dependencies", b => MinutesShapes.List(b.Dependencies)),
        ("checks", b => MinutesShapes.List(Check, b.Checks)),
        ("warnings", b => MinutesShapes.List(b.Warnings)));
}
