using System.Globalization;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands about when the group meets, and about the agenda of the next meeting.</summary>
internal static class CalendarActs
{
    private const int Shown = 6;

    public static Step Schedule(Call call) => ScheduleWords.Read(call.Words, call.Today) switch
    {
        ScheduleReading.Every every => new AskGroup(new ScheduleSeries(every.Series)),
        ScheduleReading.Once once when once.Date < call.Today => Step.No(new DayIsPast(once.Date)),
        ScheduleReading.Once once => new AskGroup(new ScheduleOnce(once.Date, once.Time, once.DurationMinutes, once.Kind, once.Until)),
        ScheduleReading.Expected expected => new Expected(expected.What),
        _ => new Expected("`schedule every 2 weeks on Thursday at 12:00 for 1h`"),
    };

    public static Step Calendar(Call call)
    {
        if (call.Known.Calendar.IsEmpty)
        {
            return Step.Say("Nothing is scheduled. The chair can say: schedule every 2 weeks on Thursday at 12:00 for 1h");
        }

        var text = new StringBuilder($"Coming meetings of {call.Known.Name} ({call.Known.Settings.Timezone}):");
        foreach (Occurrence occurrence in call.Known.Calendar.Coming(call.Today).Take(Shown))
        {
            text.Append('\n').Append(Words.Day(occurrence.Date)).Append(' ').Append(Words.Time(occurrence.Time)).Append(occurrence.Kind == MeetingKind.FaceToFace ? ", face to face" : "");
            if (occurrence.Cancelled)
            {
                text.Append(", cancelled").Append(occurrence.Reason is { } reason ? $" because {reason}" : "");
            }
            else if (occurrence.MovedFrom is { } moved)
            {
                text.Append(", moved from ").Append(Words.Day(moved));
            }
        }

        return Step.Say(text.ToString());
    }

    public static Step Feed(Call call)
    {
        bool anew = call.Words.Trim().Equals("new", StringComparison.OrdinalIgnoreCase);
        return call.Known.FeedToken is { } token && !anew ? Step.Say(Wording.Feed(call.Known, token))
            : anew && !call.May(Permission.Chair) ? Step.No(new NotAllowed(Permission.Chair))
            : new AskGroup(new OpenFeed(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16))));
    }

    public static Step Next(Call call) => call.Known.NextMeeting(call.Today) is { } next
        ? Step.Say($"The next meeting is on {Words.LongDay(next.Date)} at {Words.Time(next.Time)} {call.Known.Settings.Timezone}.", new Button("I'm coming", "coming"), new Button("Regrets", $"regrets for {Words.Iso(next.Date)}"))
        : Step.No(new NothingScheduled());

    public static Step Cancel(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words, new Clause("because", ["because", "as"], text => text, FreeText: true));
        string? reason = read.Value<string>("because");
        if (Dated(call, read.Text, out LocalDate date) is { } wrong)
        {
            return wrong;
        }

        return call.InSession
            ? new AskMeeting(new RecordEntry(new Cancellation(date, reason), ""))
            : date < call.Today ? Step.No(new DayIsPast(date)) : new AskGroup(new CancelOccurrence(date, reason));
    }

    public static Step Restore(Call call)
    {
        string words = call.Words.Trim();
        if (int.TryParse(words.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out int entry))
        {
            return call.Meeting is null ? Step.No(new NoMeeting()) : new AskMeeting(new RestoreEntry(entry));
        }

        return Dated(call, words, out LocalDate date) is { } wrong ? wrong
            : !call.May(Permission.Chair) ? Step.No(new NotAllowed(Permission.Chair))
            : InMinutes(call, date) is { } cancelled ? new AskMeeting(new Strike(cancelled.Number, null))
            : new AskGroup(new RestoreOccurrence(date));
    }

    /// <summary>The cancellation of a day that stands in the minutes of the meeting in session: taken back, it leaves them.</summary>
    private static Entry? InMinutes(Call call, LocalDate date) =>
        call.InSession ? call.Session.Entries.Find(entry => !entry.Struck && entry.Matter is Cancellation cancelled && cancelled.Date == date) : null;

    public static Step Move(Call call)
    {
        int at = call.Words.IndexOf(" to ", StringComparison.OrdinalIgnoreCase);
        if (at <= 0 || Dated(call, call.Words[..at], out LocalDate date) is not null)
        {
            return new Expected("`move <date> to <date> <time>`");
        }

        string to = call.Words[(at + 4)..].Trim();
        if (TimeWords.Read(to) is { } only)
        {
            return new AskGroup(new MoveOccurrence(date, date, only));
        }

        if (call.Date(to, DateSense.Coming).Value is { } day)
        {
            return Moved(day, null);
        }

        for (int space = to.LastIndexOf(' '); space > 0; space = to.LastIndexOf(' ', space - 1))
        {
            string before = to[..space].EndsWith(" at", StringComparison.OrdinalIgnoreCase) ? to[..(space - 3)] : to[..space];
            if (TimeWords.Read(to[(space + 1)..]) is { } time && call.Date(before, DateSense.Coming).Value is { } target)
            {
                return Moved(target, time);
            }
        }

        return new Expected("a day, or a day and a time, after \"to\"");

        Step Moved(LocalDate target, LocalTime? time) => target < call.Today ? Step.No(new DayIsPast(target)) : new AskGroup(new MoveOccurrence(date, target, time));
    }

    public static Step Announce(Call call) => new AskGroup(new AnnounceNext());

    public static Step Agenda(Call call)
    {
        Agenda agenda = Current(call);
        string when = call.InSession ? "" : call.Known.NextMeeting(call.Today) is { } next ? $" for {Words.Day(next.Date)}" : "";
        string[] lines = [.. call.InSession ? [] : NoticeWording.Standing(call.Known), .. agenda.Items.Select((item, index) => Line(call, item, index + 1))];
        string[] ballots = [.. BallotQuestions.Pending(call.Known, call.Message.At)];
        string status = ballots.Length == 0 ? "" : "\nBallots:\n- " + string.Join("\n- ", ballots);
        return Step.Say((lines.Length == 0
            ? $"The agenda{when} is empty. Anybody can add an item: agenda add Budget by Ana for 15m"
            : $"Agenda{when}:\n" + string.Join('\n', lines)) + status);
    }

    private static string Line(Call call, AgendaItem item, int position)
    {
        string presenter = item.Presenter is { } named ? $", {call.Directory.NameOf(named)}" : "";
        string time = item.Minutes is { } minutes ? $", {DurationWords.Write(minutes)}" : "";
        string status = item.Status switch
        {
            AgendaItemStatus.Proposed => " (proposed)",
            AgendaItemStatus.TakenUp => " (now)",
            AgendaItemStatus.DisposedOf => " (done)",
            AgendaItemStatus.Deferred => " (deferred)",
            _ => "",
        };
        string from = item.From is { } date ? $" (from {Words.Day(date)})" : "";
        return $"{position}. {item.Title}{presenter}{time}{from}{status}";
    }

    public static Step AgendaAdd(Call call)
    {
        var items = System.Collections.Immutable.ImmutableArray.CreateBuilder<NewItem>();
        foreach (string line in call.Words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string text = line.TrimStart('-', '*', '•', ' ');
            TrailingReading read = TrailingClauses.Read(text,
                new Clause("by", ["by"], name => call.Who(name).Person is { } person ? Named.Known(person)
                    : call.TakesNewNames && NamedPerson.Read(name).Value is not null && call.Who(name) == PersonMatch.Nobody && name.Split(' ').Length <= 3 ? Named.Known(call.NewPerson(name)) : null),
                new Clause("for", ["for"], span => DurationWords.Read(span)));
            string title = Typography.Unquote(read.Text).Text.Trim();
            if (title.Length == 0)
            {
                continue;
            }

            foreach (UnreadClause unread in read.Unread.Where(unread => unread.Name == "by"))
            {
                call.Hints.Add($"I know no \"{unread.Text}\", so \"{unread.Keyword} {unread.Text}\" stays in the title.");
            }

            items.Add(new NewItem(title, read.Value<Named>("by"), read.Values.TryGetValue("for", out object? minutes) ? (int)minutes : null));
        }

        return items.Count == 0 ? new Expected("a title, as in `agenda add Budget by Ana for 15m`") : Requested(call, new AddItems(items.DrainToImmutable(), call.May(Permission.Chair)));
    }

    public static Step AgendaSet(Call call, AgendaItemStatus status) =>
        Number(call.Words) is { } position ? Requested(call, new SetItem(position, status)) : new Expected("the item's number on the agenda");

    public static Step AgendaMove(Call call)
    {
        string[] parts = call.Words.Split(" to ", 2, StringSplitOptions.TrimEntries);
        return parts is [var from, var to] && Number(from) is { } position && Number(to) is { } target
            ? Requested(call, new MoveItem(position, target))
            : new Expected("two numbers, as in `agenda move 3 to 1`");
    }

    private static Step Requested(Call call, AgendaRequest request) =>
        call.InSession ? new AskMeeting(new ReviseAgenda(request)) : new AskGroup(new ChangeAgenda(request));

    public static Agenda Current(Call call) => call.InSession ? call.Session.Agenda : call.Known.Agenda;

    public static int? Number(string words) =>
        int.TryParse(words.Trim().TrimStart('#').TrimEnd('.'), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>Reads a coming date; what is wrong with it, or null.</summary>
    public static Step? Dated(Call call, string words, out LocalDate date, DateSense sense = DateSense.Coming)
    {
        DateReading read = call.Date(words.Trim(), sense);
        date = read.Value ?? default;
        return read switch
        {
            DateReading.Date => null,
            DateReading.Ambiguous unsure => new Expected($"a date that reads one way, `{Words.Iso(unsure.MonthFirst)}` or `{Words.Iso(unsure.DayFirst)}`"),
            DateReading.Impossible impossible => new Expected($"a day of the calendar; there is no {impossible.Text}"),
            DateReading.WrongWeekday wrong => new Expected($"a day that agrees with its date: {Words.LongDay(wrong.Day)} is not what \"{wrong.Text}\" says"),
            _ => new Expected("a date such as 2023-12-28, 28 December or next Thursday"),
        };
    }
}
