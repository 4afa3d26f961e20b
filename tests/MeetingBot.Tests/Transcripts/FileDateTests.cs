using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>The date of a log from the name of its file.</summary>
public class FileDateTests
{
    [Theory]
    [InlineData("2024-06-12-board.log")]
    [InlineData("board-2024_06_12.txt")]
    [InlineData("20240612.log")]
    [InlineData("board.2024-06-12-15.00.log.txt")]
    [InlineData("/logs/1999-01-01/board.2024.06.12")]
    [InlineData("C:\\logs\\2024-06-12.log")]
    [InlineData("2024-13-12 2024-06-12")]
    public void A_date_in_the_name(string path) => Assert.Equal(new LocalDate(2024, 6, 12), FileDate.In(path));

    [Theory]
    [InlineData("")]
    [InlineData("board.log")]
    [InlineData("2024-06-12/board.log")]
    [InlineData("120240612.log")]
    [InlineData("202406123.log")]
    [InlineData("2024-06_12.log")]
    [InlineData("2024-02-30.log")]
    public void No_date_in_the_name(string path) => Assert.Null(FileDate.In(path));
}
