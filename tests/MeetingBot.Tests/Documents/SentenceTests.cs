using MeetingBot.Documents;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

public class SentenceTests
{
    static readonly LocalDate November = new(2023, 11, 30);

    [Theory]
    [InlineData(EarlierOutcome.Approved, null, null, "Minutes of the November 30th meeting were approved.")]
    [InlineData(EarlierOutcome.Approved, null, "a typing mistake put right", "Minutes of the November 30th meeting were approved with a typing mistake put right.")]
    [InlineData(EarlierOutcome.NotApproved, "nobody had read them", null, "Minutes of the November 30th meeting were not approved as nobody had read them.")]
    [InlineData(EarlierOutcome.NotApproved, null, null, "Minutes of the November 30th meeting were not approved.")]
    [InlineData(EarlierOutcome.Deferred, "Dana is away.", null, "Minutes of the November 30th meeting were deferred because Dana is away.")]
    [InlineData(EarlierOutcome.Deferred, null, null, "Minutes of the November 30th meeting were deferred.")]
    [InlineData(EarlierOutcome.Sent, null, null, "Minutes of the November 30th meeting were sent out.")]
    public void Earlier_minutes_make_one_sentence_with_one_full_stop(EarlierOutcome outcome, string? reason, string? edits, string expected) =>
        Assert.Equal(expected, Sentences.Of(new MinutesEarlier(November, outcome, reason, edits)));

    [Fact]
    public void Minutes_that_were_sent_say_when() =>
        Assert.Equal(
            "Minutes of the November 30th meeting were sent out on December 2nd.",
            Sentences.Of(new MinutesEarlier(November, EarlierOutcome.Sent, null, null, new LocalDate(2023, 12, 2))));

    [Fact]
    public void A_statement_without_a_reader_was_read() =>
        Assert.Equal("The antitrust statement was read.", Sentences.Of(new MinutesStatement("antitrust statement", null), new Names(Meetings.Minimal)));

    [Fact]
    public void A_reader_whose_given_name_two_people_share_keeps_the_full_name() =>
        Assert.Equal("Chris Dahl read the note well.", Sentences.Of(new MinutesStatement("note well", "Chris Dahl"), new Names(Meetings.Complete)));

    [Fact]
    public void A_meeting_that_still_runs_has_no_last_sentence() => Assert.Null(Sentences.End(Meetings.Minimal));
}
