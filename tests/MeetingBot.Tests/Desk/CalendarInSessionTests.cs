using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The calendar of a group while one of its meetings is in session, on Tuesday 5 March 2024.</summary>
public class CalendarInSessionTests
{
    private const string Elsewhere = "test:house:planning";

    [Theory]
    [InlineData("cancel 2024-03-05")]
    [InlineData("move 2024-03-05 to 2024-03-07")]
    [InlineData("move 2024-03-05 to 15:00")]
    public async Task A_meeting_in_session_is_neither_cancelled_nor_moved(string line)
    {
        Office office = await InSessionAsync();
        foreach (string conversation in (string[])[Office.Channel, Elsewhere])
        {
            Reply reply = await office.SayAsync("Ana Lopes", line, conversation: conversation);
            Assert.Equal((ReplyKind.Refusal, "The meeting of Tue 5 Mar 2024 is in session, so it can be neither cancelled nor moved. `adjourn` ends it; `discard because <reason>` throws it away."),
                (reply.Kind, reply.Text));
        }
    }

    [Theory]
    [InlineData("move 2024-03-12 to 2024-03-14", "2024-03-14")]
    [InlineData("schedule every 1 weeks on Wednesday at 11:00 from 2024-03-06", "2024-03-06")]
    [InlineData("schedule 2024-03-08 15:00", "2024-03-08")]
    [InlineData("cancel 2024-03-12", "2024-03-19")]
    [InlineData("cancel 2024-03-12\nrestore 2024-03-12", "2024-03-12")]
    public async Task A_change_of_the_calendar_during_a_meeting_stands_in_its_minutes(string lines, string next)
    {
        Office office = await InSessionAsync();
        foreach (string line in lines.Split('\n'))
        {
            Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana Lopes", line, conversation: Elsewhere)).Kind);
        }

        Domain.Minutes minutes = Domain.MinutesDraft.Of(await office.MeetingAsync(), (await office.ViewAsync()).Directory);
        Assert.Equal(next, NodaTime.Text.LocalDatePattern.Iso.Format(minutes.NextMeeting!.Date));
    }

    [Fact]
    public async Task A_cancellation_that_is_taken_back_by_its_date_leaves_the_minutes_too()
    {
        Office office = await InSessionAsync();
        await office.SayAsync("Ana Lopes", "cancel 2024-03-12 because of the fair");
        await office.SayAsync("Ana Lopes", "restore 2024-03-12");
        Domain.Minutes minutes = Domain.MinutesDraft.Of(await office.MeetingAsync(), (await office.ViewAsync()).Directory);
        Assert.Empty(minutes.Cancelled);
        Assert.Equal(new LocalDate(2024, 3, 12), (await office.ViewAsync()).Group.Calendar.NextAfter(new LocalDate(2024, 3, 5))!.Date);
    }

    private static async Task<Office> InSessionAsync()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        await office.SayAsync("Ana Lopes", "use Budget Team", conversation: Elsewhere);
        return office;
    }
}
