using CsCheck;
using MeetingBot.Application;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Times of day and durations in words.</summary>
public class TimeAndDurationTests
{
    [Theory]
    [InlineData("12:00", 12, 0)]
    [InlineData("9", 9, 0)]
    [InlineData("9am", 9, 0)]
    [InlineData("9:30 pm", 21, 30)]
    [InlineData("9 P.M.", 21, 0)]
    [InlineData("12am", 0, 0)]
    [InlineData("12 pm", 12, 0)]
    [InlineData("noon", 12, 0)]
    [InlineData("midnight", 0, 0)]
    [InlineData("12.30", 12, 30)]
    [InlineData("12h30", 12, 30)]
    [InlineData("1200", 12, 0)]
    [InlineData("0930", 9, 30)]
    public void A_time(string text, int hour, int minute) => Assert.Equal(new LocalTime(hour, minute), TimeWords.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("24:00")]
    [InlineData("12:60")]
    [InlineData("13pm")]
    [InlineData("0am")]
    [InlineData("9:5")]
    [InlineData("930")]
    [InlineData("2460")]
    [InlineData("am")]
    [InlineData("soon")]
    public void What_is_no_time_stays_text(string text) => Assert.Null(TimeWords.Read(text));

    [Theory]
    [InlineData("20m", 20)]
    [InlineData("20 min", 20)]
    [InlineData("1h", 60)]
    [InlineData("1h30", 90)]
    [InlineData("1h 30m", 90)]
    [InlineData("1 hour and 30 minutes", 90)]
    [InlineData("90 minutes", 90)]
    [InlineData("1.5h", 90)]
    [InlineData("an hour", 60)]
    [InlineData("Half an hour", 30)]
    [InlineData("an hour and a half", 90)]
    [InlineData("two hours", 120)]
    public void A_duration(string text, int minutes) => Assert.Equal(minutes, DurationWords.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("0m")]
    [InlineData("1.01h")]
    [InlineData("1m 1h")]
    [InlineData("1h 2h")]
    [InlineData("30m 30")]
    [InlineData("99999999h")]
    [InlineData("1..5h")]
    [InlineData("the editors")]
    public void What_is_no_duration_stays_text(string text) => Assert.Null(DurationWords.Read(text));

    [Fact]
    public void A_duration_reads_back() => Gen.Int[1, 10_080].Sample(minutes => Assert.Equal(minutes, DurationWords.Read(DurationWords.Write(minutes))));

    [Fact]
    public void A_time_reads_back() => Gen.Int[0, 1439].Sample(minute =>
    {
        LocalTime time = LocalTime.Midnight.PlusMinutes(minute);
        Assert.All(["HH:mm", "HHmm", "h:mmtt", "H'.'mm"], form =>
            Assert.Equal(time, TimeWords.Read(time.ToString(form, System.Globalization.CultureInfo.InvariantCulture))));
    });

    [Fact]
    public void No_text_makes_them_fail() => Texts.Any.Sample(text =>
    {
        _ = TimeWords.Read(text);
        _ = DurationWords.Read(text);
    }, iter: 20_000);
}
