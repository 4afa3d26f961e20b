using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Whom events of a meeting name, so that a replica notices people whom another one put into the directory.</summary>
public static class Persons
{
    /// <summary>Who did it, and whom it names. A call to order, with which every meeting begins, is left out: nobody reads on from before it.</summary>
    public static IEnumerable<PersonId> In(Recorded<StreamEvent> recorded) => Named(recorded.Event).OfType<PersonId>().Append(recorded.Origin.By);

    private static IEnumerable<PersonId?> Named(StreamEvent happened) => happened switch
    {
        PresiderNamed presider => [presider.Person],
        ScribeNamed scribe => [scribe.Person],
        ScribeReleased scribe => [scribe.Person],
        AttendanceRecorded present => [present.Person],
        AttendanceWithdrawn absent => [absent.Person],
        AttendeeLeft left => [left.Person],
        RegretsRecorded regrets => [regrets.Person],
        RegretsWithdrawn regrets => [regrets.Person],
        EntryRecorded entry => Named(entry.Matter).Append(entry.Speaker?.Id),
        EntryRevised entry => Named(entry.Matter).Append(entry.Speaker?.Id),
        AgendaRevised { Change: AgendaItemAdded { Item: var item } } => Maybe(item.By, item.Presenter?.Id),
        MotionSeconded seconded => [seconded.Person],
        VoteRecorded vote => [vote.Voter],
        CastingVoteGiven vote => [vote.Person],
        ObjectionRaised objection => [objection.Person],
        ObjectionWithdrawn objection => [objection.Person],
        ProxyGiven proxy => [proxy.From, proxy.To],
        SpeakerQueued speaker => [speaker.Person],
        SpeakerUnqueued speaker => [speaker.Person],
        SpeakerCalled speaker => [speaker.Person],
        RosterRevised roster => [roster.Member.Id],
        OrganizationRevised revised => revised.Organization.Representatives.Select(representative => representative.Person),
        _ => [],
    };

    private static IEnumerable<PersonId?> Named(Matter matter) => matter switch
    {
        Decision decision => decision.By.Select(named => named.Id),
        Assignment action => action.Owners.Select(named => named.Id),
        Motion motion => Maybe(motion.Mover?.Id, motion.Seconder, motion.Casting).Concat(motion.Votes.Values.Select(vote => vote.Voter)),
        StatementRead read => Maybe(read.Reader?.Id),
        _ => [],
    };

    private static PersonId?[] Maybe(params PersonId?[] people) => people;
}
