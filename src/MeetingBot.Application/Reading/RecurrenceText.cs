using System.Globalization;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Writes a recurrence rule as people say it; the opposite of <see cref="RecurrenceWords"/>.</summary>
static class RecurrenceText
{
    static readonly string[] Places = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>"every 2 weeks on Thursday"; a rule with parts that have no words here is given as it is.</summary>
    public static string Write(string rule)
    {
        string unit = "";
        string day = "";
        int interval = 1;
        foreach (string part in rule.Split(';'))
        {
            string? words = part.Split('=') switch
            {
                ["FREQ", "DAILY"] => unit = "day",
                ["FREQ", "WEEKLY"] => unit = "week",
                ["FREQ", "MONTHLY"] => unit = "month",
                ["INTERVAL", var number] => (interval = CalendarNames.Figures(number)) > 0 ? number : null,
                ["BYDAY", var days] => day = Days(days) ?? "",
                ["BYMONTHDAY", var number] when CalendarNames.Figures(number) is var which and > 0 => day = "the " + Ordinal(which),
                _ => null,
            };
            if (string.IsNullOrEmpty(words))
            {
                return "by the rule " + rule;
            }
        }

        string every = interval == 1 ? $"every {unit}" : string.Create(CultureInfo.InvariantCulture, $"every {interval} {unit}s");
        return day.Length == 0 ? every : $"{every} on {day}";
    }

    static string? Days(string codes)
    {
        string?[] days = [.. codes.Split(',').Select(Day)];
        return days.Contains(null) ? null : days.Length == 1 ? days[0] : $"{string.Join(", ", days[..^1])} and {days[^1]}";
    }

    /// <summary>"TH" is Thursday, "2TU" the second Tuesday, "-1FR" the last Friday.</summary>
    static string? Day(string code)
    {
        int at = code.Length < 2 ? -1 : "MOTUWETHFRSASU".IndexOf(code[^2..], StringComparison.Ordinal);
        string name = at < 0 ? "" : ((IsoDayOfWeek)((at / 2) + 1)).ToString();
        return (name, code.Length < 2 ? "" : code[..^2]) switch
        {
            ("", _) => null,
            (_, "") => name,
            (_, "-1") => $"the last {name}",
            (_, [>= '1' and <= '5' and var place]) => $"the {Places[place - '1']} {name}",
            _ => null,
        };
    }

    static string Ordinal(int day) => day.ToString(CultureInfo.InvariantCulture) + (day % 10, day / 10) switch
    {
        (1, not 1) => "st",
        (2, not 1) => "nd",
        (3, not 1) => "rd",
        _ => "th",
    };
}
