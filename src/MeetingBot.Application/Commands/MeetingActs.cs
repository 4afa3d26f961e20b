using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands that run a meeting: start and end, who presides, who is here, who has the floor.</summary>
internal static class MeetingActs
{
    public static Step Start(Call call)
    {
        if (call.InSession)
        {
            Meeting running = call.Session;
            ZonedDateTime since = running.Called.Started.InZone(call.Zone);
            return new Answer(new Reply(ReplyKind.Refusal, $"A meeting has been in session since {Words.Time(since.TimeOfDay)} on {Words.Day(running.Date)}. End it first?")
            {
                Buttons = [new Button("End it", "adjourn"), new Button("Where are we?", "status")],
            });
        }

        (LocalDate date, Instant at, string? title) = When(call);
        if (call.Group is { } group)
        {
            PersonId? presider = call.Message.Heard == Heard.Log ? null : call.Caller;
            return new AskGroup(new StartMeeting(date, at, title, call.Message.Conversation, presider, MeetingKind.Call, call.Message.Thread));
        }

        return new FoundAndStart(GroupActs.Open(call, title), date, at, title);
    }

    /// <summary>A button that was drawn under another topic than the present one was pressed before: it does not skip an item.</summary>
    public static Step NextItem(Call call) => call.Message.SeenTopic is { } seen && seen != call.Session.Topic
        ? Step.Say($"Already at {(call.Session.CurrentItem is { } item ? $"item {item}" : $"\"{call.Session.TopicTitle(call.Session.Topic)}\"")}.")
        : new AskMeeting(new OpenNextItem());

    /// <summary>Reads day and time off the words; words that are neither are the title.</summary>
    private static (LocalDate Date, Instant At, string? Title) When(Call call)
    {
        (LocalDate? day, string rest) = Day(call, call.Words.Trim());
        LocalDate date = day ?? call.Today;
        (LocalTime? time, string title) = Hour(rest);
        Instant at = time is { } hour ? call.Zone.AtLeniently(date + hour).ToInstant() : call.Message.At;
        return (date, at, title.Length == 0 ? null : Typography.Unquote(title).Text);
    }

    /// <summary>A day in front: alone, before "at", or as an ISO date; in "Friday planning" it is a part of the title.</summary>
    private static (LocalDate? Day, string Others) Day(Call call, string words)
    {
        int at = words.StartsWith("at ", StringComparison.OrdinalIgnoreCase) ? 0 : words.IndexOf(" at ", StringComparison.OrdinalIgnoreCase);
        int space = words.IndexOf(' ', StringComparison.Ordinal);
        return call.Date(words, DateSense.Coming).Value is { } whole ? (whole, "")
            : at > 0 && call.Date(words[..at], DateSense.Coming).Value is { } before ? (before, words[(at + 1)..])
            : space > 0 && NodaTime.Text.LocalDatePattern.Iso.Parse(words[..space]) is { Success: true, Value: var iso } ? (iso, words[(space + 1)..].Trim())
            : (null, words);
    }

    /// <summary>"at 10:00" or "at 10 am" in front or at the end, and what is left as the title.</summary>
    private static (LocalTime? Time, string Title) Hour(string words)
    {
        if (words.StartsWith("at ", StringComparison.OrdinalIgnoreCase))
        {
            string[] rest = words[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (int count = Math.Min(2, rest.Length); count > 0; count--)
            {
                if (TimeWords.Read(string.Join(' ', rest[..count])) is { } time)
                {
                    return (time, string.Join(' ', rest[count..]));
                }
            }
        }

        TrailingReading read = TrailingClauses.Read(words, new Clause("at", ["at"], text => TimeWords.Read(text)));
        return read.Values.TryGetValue("at", out object? last) ? ((LocalTime)last, read.Text.Trim()) : (null, words);
    }

    public static Step Chair(Call call) => Person(call, person => new AskMeeting(new NamePresider(person)), "chair");

    public static Step Scribe(Call call) => call.Words.Trim().Length == 0
        ? new AskMeeting(new NameScribe(call.Caller, false))
        : Person(call, person => new AskMeeting(new NameScribe(person, true)), "scribe");

    public static Step AddScribe(Call call) => call.Words.Trim().Length == 0
        ? new AskMeeting(new NameScribe(call.Caller, false))
        : Person(call, person => new AskMeeting(new NameScribe(person, false)), "scribe+");

    public static Step Retitle(Call call) => call.Words.Trim() is { Length: > 0 } title ? new AskMeeting(new Retitle(title)) : new Expected("the meeting's title");

    public static Step End(Call call) => new AskMeeting(new Adjourn(false));

    public static Step Discard(Call call)
    {
        string reason = After(call.Words, "because", "as");
        return reason.Length == 0 ? new Expected("why: `discard because it was a test`") : new AskMeeting(new DiscardMeeting(reason));
    }

    public static Step Status(Call call)
    {
        if (call.Group is not { } group)
        {
            return HelpActs.Hello(call);
        }

        var text = new StringBuilder(group.Name);
        if (call.InSession)
        {
            Meeting meeting = call.Session;
            text.Append($": in session since {Words.Time(meeting.Called.Started.InZone(call.Zone).TimeOfDay)}, {Words.Count(meeting.Attendance.Count, "person", "people")} here.");
            if (meeting.TopicTitle(meeting.Topic) is { } topic)
            {
                text.Append($"\nNow: {(meeting.CurrentItem is { } number ? $"{number}. " : "")}{topic}");
            }

            if (meeting.Presider is { } presider)
            {
                text.Append($"\nPresiding: {call.NameOf(presider)}");
            }

            if (!meeting.Scribes.IsEmpty)
            {
                text.Append($"\nScribe: {Words.List(meeting.Scribes.Select(call.NameOf))}");
            }

            text.Append($"\n{Words.Count(meeting.Entries.Count(entry => !entry.Struck), "entry", "entries")} recorded.");
        }
        else
        {
            text.Append(": no meeting is in session.");
            if (group.NextMeeting(call.Today) is { } next)
            {
                text.Append($"\nNext: {Words.LongDay(next.Date)} at {Words.Time(next.Time)} {group.Settings.Timezone}.");
            }

            if (call.Meeting is { } last)
            {
                text.Append($"\nMinutes of {Words.Day(last.Date)}: {last.Status.ToString().ToLowerInvariant()}.");
            }
        }

        return Step.Say(text.ToString());
    }

    /// <summary>Does something for the person that the command names, or asks who is meant.</summary>
    public static Step Person(Call call, Func<PersonId, Step> then, string command)
    {
        string typed = call.Words.Trim();
        if (typed.Length == 0)
        {
            return new Expected("a name");
        }

        PersonMatch match = call.Who(typed);
        PersonId? person = match.Person ?? (match.Candidates.IsEmpty && call.TakesNewNames ? call.NewPerson(typed) : null);
        return person is { } known ? then(known) : Step.No(new WhoIsMeant(typed, [.. call.HereFirst(match.Candidates)], $"{command} \u0001"));
    }

    public static string After(string words, params ReadOnlySpan<string> keywords)
    {
        string text = words.Trim().TrimStart(':').Trim();
        foreach (string keyword in keywords)
        {
            if (text.StartsWith(keyword + " ", StringComparison.OrdinalIgnoreCase))
            {
                return text[(keyword.Length + 1)..].Trim();
            }
        }

        return text;
    }
}

/// <summary>Found an open group and start its first meeting, in a conversation without a group.</summary>
internal sealed record FoundAndStart(FoundGroup Found, LocalDate Date, Instant At, string? Title) : Step;
