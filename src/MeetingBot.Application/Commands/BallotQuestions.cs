using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Questions about ballots, and their documents.</summary>
internal static class BallotQuestions
{
    /// <summary>The buckets in which groups print the status of their ballots.</summary>
    private static readonly (string Name, BallotStage[] Stages)[] Buckets =
    [
        ("Passed", [BallotStage.Passed, BallotStage.Effective]),
        ("Failed", [BallotStage.Failed, BallotStage.Withdrawn, BallotStage.Lapsed, BallotStage.Void]),
        ("In voting", [BallotStage.Voting]),
        ("In discussion", [BallotStage.Discussion]),
        ("In review", [BallotStage.Review]),
        ("Draft", [BallotStage.Draft]),
    ];

    public static Step All(Call call)
    {
        if (call.Known.Ballots.IsEmpty)
        {
            return Step.Say("No ballot has been proposed yet: ballot new <identifier> <title>");
        }

        string sought = call.Words.Trim().ToLowerInvariant();
        bool open = sought is "open" or "";
        var text = new StringBuilder($"Ballots of {call.Known.Name}, by {call.Known.Settings.Ballots.Title}:");
        foreach ((string Name, BallotSummary[] Ballots) bucket in Bucketed(call.Known.Ballots.Values.Where(ballot => !open || !IsOld(call, ballot)))
            .Where(bucket => sought is "" or "open" or "all" || bucket.Name.EndsWith(sought, StringComparison.OrdinalIgnoreCase)))
        {
            text.Append('\n').Append(Line(bucket, call.Zone, call.Message.At));
        }

        return Step.Say(text.ToString(), new Button("Share here", $"share ballots {sought}".TrimEnd()));
    }

    /// <summary>The ballots that wait for something, and those decided since the last meeting, one line a bucket, for an agenda; empty for none.</summary>
    public static IEnumerable<string> Pending(Group group, Instant now)
    {
        Instant last = group.Held.IsEmpty ? Instant.MinValue : group.Meetings[group.Held[^1]].Ended;
        return Bucketed(group.Ballots.Values.Where(ballot => !ballot.Stage.IsDecided() || ballot.Stage == BallotStage.Review || ballot.Since > last))
            .Where(bucket => bucket.Ballots.Length > 0).Select(bucket => Line(bucket, group.Settings.Zone, now));
    }

    private static IEnumerable<(string Name, BallotSummary[] Ballots)> Bucketed(IEnumerable<BallotSummary> ballots) =>
        Buckets.Select(bucket => (bucket.Name, ballots.Where(ballot => bucket.Stages.Contains(ballot.Stage)).OrderByDescending(ballot => ballot.Since).ToArray()));

    private static string Line((string Name, BallotSummary[] Ballots) bucket, DateTimeZone zone, Instant now) =>
        $"{bucket.Name}: {(bucket.Ballots.Length == 0 ? "none" : string.Join("; ", bucket.Ballots.Select(ballot => Line(ballot, zone, now))))}";

    /// <summary>One ballot at a glance.</summary>
    public static string Line(BallotSummary ballot, DateTimeZone zone, Instant now)
    {
        string name = $"{ballot.Identifier}{(ballot.Version > 1 ? $" v{ballot.Version}" : "")} {ballot.Title}";
        string until(Instant at) => BallotSheets.Moment(at, zone);
        string state = ballot.Stage switch
        {
            BallotStage.Draft => ballot.EndorsersNeeded == 0 ? "proposed" : $"{ballot.Endorsers.Length} of {ballot.EndorsersNeeded} endorsers",
            BallotStage.Discussion when ballot.VotingStart is { } start => $"voting begins {until(start)}",
            BallotStage.Discussion when ballot.DiscussedUntil > now => $"until {until(ballot.DiscussedUntil.Value)}",
            BallotStage.Discussion => ballot.LapsesAt is { } lapse ? $"may be voted on; lapses {until(lapse)}" : "may be voted on",
            BallotStage.Voting => $"until {until(ballot.VotingEnd!.Value)}",
            BallotStage.Review => $"until {until(ballot.ReviewEnd!.Value)}",
            BallotStage.Effective => $"effective {Words.Day(ballot.Effective!.Value)}",
            BallotStage.Passed or BallotStage.Failed => Counts(ballot),
            var other => BallotSheets.StageOf(other),
        };
        return $"{name} ({state})";
    }

    private static string Counts(BallotSummary ballot) =>
        string.Join(", ", ballot.Counts.Select(one => $"{(one.Class is null ? "" : BallotSheets.ClassName(one.Class).ToLowerInvariant() + " ")}{one.Yes} yes, {one.No} no, {one.Abstain} abstaining"));

    private static bool IsOld(Call call, BallotSummary ballot) => ballot.Stage.IsDecided() && call.Message.At - ballot.Since > Duration.FromDays(180);

    public static Step Show(Call call) => call.Words.Trim().Length == 0
        ? All(call)
        : BallotActs.On(call, (id, _) => new WithBallot(id, ballot => Step.Say(Text(call, ballot), ButtonsFor(ballot))));

    private static Button[] ButtonsFor(Ballot ballot) => ballot.Stage == BallotStage.Voting ? [.. BallotNoticeWording.VoteButtons(ballot)]
        : ballot.Stage is BallotStage.Draft or BallotStage.Discussion ? [new Button("Endorse", $"endorse {ballot.Identifier}")]
        : [];

    private static string Text(Call call, Ballot ballot)
    {
        BallotSheet sheet = BallotSheets.Of(ballot, call.Known, call.Directory);
        var text = new StringBuilder($"{sheet.Identifier}{(sheet.Version > 1 ? $" v{sheet.Version}" : "")} {sheet.Title}: {sheet.Stage}, by {sheet.Policy}");
        Add("Proposed by", sheet.Proposer);
        Add("Endorsed by", sheet.Endorsers.IsEmpty ? null : Words.List(sheet.Endorsers));
        Add("Text", sheet.Text);
        Add("Purpose", sheet.Purpose);
        Add("Guideline", sheet.Guideline);
        Add("Discussion", sheet.Discussion);
        Add("Voting", sheet.Voting);
        if (ballot.Stage == BallotStage.Voting)
        {
            Add("Voted so far", $"{ballot.Votes.Count} of {ballot.Roll.Length}{(ballot.Quorum is { } quorum ? $", {quorum.Needed} must" : "")}");
        }

        foreach (ClassSheet tally in sheet.Classes)
        {
            Add(tally.Name, $"{Votes("yes", tally.Yes)}; {Votes("no", tally.No)}; {Votes("abstaining", tally.Abstain)}");
        }

        Add("Review", sheet.Review);
        Add("Effective", sheet.Effective);
        foreach (string dependency in sheet.Dependencies)
        {
            text.Append('\n').Append(dependency);
        }

        foreach (BallotCheck check in sheet.Checks)
        {
            text.Append('\n').Append(check.Met ? "✓ " : "✗ ").Append(check.Text).Append(" (").Append(check.Rule).Append(')');
        }

        return text.ToString();

        void Add(string label, string? said) => text.Append(said is null ? "" : $"\n{label}: {said}");

        static string Votes(string how, ImmutableArray<string> who) => who.IsEmpty ? $"0 {how}" : $"{who.Length} {how} ({string.Join(", ", who)})";
    }

    public static Step Quorum(Call call)
    {
        if (call.Words.Trim().Length > 0)
        {
            return BallotActs.On(call, (id, _) => new WithBallot(id, ballot => Explain(call, ballot.Quorum ?? QuorumReckoning.Of(call.Known, ballot.Policy, call.Message.At), $"Quorum of {ballot.Identifier}")));
        }

        return Explain(call, QuorumReckoning.Of(call.Known, call.Known.Settings.Ballots, call.Message.At), "A ballot whose voting began now");
    }

    private static Step Explain(Call call, RequiredQuorum? quorum, string what) => quorum is null
        ? Step.Say($"{what} needs no quorum, by {call.Known.Settings.Ballots.Title}.")
        : Step.Say($"{what}: {string.Join("\n- ", QuorumWords.Of(quorum))}");

    public static Step Announcement(Call call) => Document(call, BallotDocument.Announcement);

    public static Step Result(Call call) => BallotActs.On(call, (id, _) => new WithBallot(id, ballot => ballot.Result is null
        ? Step.No(new WrongStage(ballot.Identifier, ballot.Stage, [BallotStage.Passed, BallotStage.Failed], ballot.Policy.Voting.Rule))
        : Written(call, ballot, BallotDocument.Result)));

    private static Step Document(Call call, BallotDocument kind) => BallotActs.On(call, (id, _) => new WithBallot(id, ballot => Written(call, ballot, kind)));

    private static Answer Written(Call call, Ballot ballot, BallotDocument kind)
    {
        BallotSheet sheet = BallotSheets.Of(ballot, call.Known, call.Directory);
        Printed printed = call.Printer.Print(sheet, kind);
        string name = $"{Words.Iso(call.Today)}-ballot-{ballot.Id.Key}-{kind.ToString().ToLowerInvariant()}.{printed.Extension}";
        string warnings = sheet.Warnings.IsEmpty ? "" : "\n\nTo look at before posting:\n- " + string.Join("\n- ", sheet.Warnings);
        return new Answer(new Reply(ReplyKind.Answer, printed.Text.TrimEnd() + warnings) { File = new Attachment(name, printed.ContentType, printed.Content) });
    }
}
