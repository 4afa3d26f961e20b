using MeetingBot.Domain;
using NodaTime;
using static MeetingBot.Tests.Apollo;
using static MeetingBot.Tests.MeetingScenario;

namespace MeetingBot.Tests;

/// <summary>Which minutes a meeting can deal with: those of meetings before it.</summary>
public class EarlierMinutesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(14)]
    public void The_minutes_of_its_own_day_or_of_a_later_one_are_no_earlier_minutes(int days)
    {
        LocalDate date = Day.PlusDays(days);
        Given().When(Approved(date)).ThenRefused(new NotEarlierMinutes(date, Day))
            .When(Approved(Day.PlusDays(-14)), new Reread(1, Approved(date))).ThenRefused(new NotEarlierMinutes(date, Day));
    }

    [Fact]
    public void A_second_meeting_of_a_day_deals_with_the_minutes_of_the_first() =>
        Assert.IsType<Accepted>(Given(Call with { Meeting = ThisMeeting with { Nth = 2 }, PendingMinutes = [Day] }).When(Approved(Day)).Last);

    [Fact]
    public void A_meeting_in_session_is_not_approved_from_outside_either() =>
        GroupScenario.GivenApollo(new MeetingStarted(ThisMeeting)).When(new SettleEarlierMinutes(new EarlierMinutes(Day, EarlierOutcome.Approved, null, null, null)))
            .ThenRefused(new NotEarlierMinutes(Day, Day));

    private static RecordEntry Approved(LocalDate date) => new(new EarlierMinutes(date, EarlierOutcome.Approved, null, null, null), "");
}
