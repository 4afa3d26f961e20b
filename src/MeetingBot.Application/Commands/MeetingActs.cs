using System.Collections.Immutable;
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

    public static Step Here(Call call)
    {
        (string words, bool remote) = WithoutTail(call.Words.Trim());
        if (words.Length > 0 && call.CalledAs == "here" && call.Command?.Name == "here" && EntryActs.ForDate(call, words).Words.Length > 0)
        {
            return new Expected("`here` or `here remote`; `present <people>` marks others");
        }

        if (words.Equals("unknown caller", StringComparison.OrdinalIgnoreCase))
        {
            return call.Meeting is null ? Step.No(new NoMeeting()) : call.May(Permission.Scribe) ? new AskMeeting(new RecordUnknownCaller()) : Step.No(new NotAllowed(Permission.Scribe));
        }

        MeetingId? meeting = null;
        if (words.Length > 0)
        {
            (words, meeting) = EntryActs.ForDate(call, words);
        }

        if (words.Length == 0)
        {
            return call.Meeting is null || !(call.InSession || meeting is not null || IsLate(call))
                ? call.Group is null ? Step.No(new NoMeeting()) : new AskGroup(new ArriveEarly(call.Caller, call.Today))
                : new AskMeeting(new RecordAttendance([new Arrival(call.Caller, null)], remote)) { Meeting = meeting };
        }

        if (call.Meeting is null)
        {
            return Step.No(new NoMeeting());
        }

        string tail = (remote ? " remote" : "") + (meeting is { } on ? $" for {Words.Iso(on.Date)}" : "");
        return People(call, words, tail, arrivals => new AskMeeting(new RecordAttendance(arrivals, remote)) { Meeting = meeting });
    }

    /// <summary>Takes "remote" or "by phone" off the end.</summary>
    public static (string Names, bool Remote) WithoutTail(string words)
    {
        bool remote = false;
        foreach (string tail in (ReadOnlySpan<string>)["by phone", "remote", "remotely", "online"])
        {
            if (words.Equals(tail, StringComparison.OrdinalIgnoreCase) || words.EndsWith(" " + tail, StringComparison.OrdinalIgnoreCase))
            {
                (remote, words) = (true, words[..^tail.Length].TrimEnd(' ', ','));
            }
        }

        return (words, remote);
    }

    /// <summary>After the end and before the next meeting is at the door, "here" means the meeting that is over.</summary>
    private static bool IsLate(Call call)
    {
        Occurrence? next = call.Known.Calendar.On(call.Today);
        return next is null || next.Cancelled || call.Session.Date == call.Today || call.Message.At < next.StartIn(call.Zone) - Duration.FromMinutes(30);
    }

    private static Step People(Call call, string words, string tail, Func<ImmutableArray<Arrival>, AskMeeting> make)
    {
        NameListReading list = NameList.Read(words);
        var arrivals = ImmutableArray.CreateBuilder<Arrival>();
        var unclear = new List<string>();
        foreach (string typed in list.Names)
        {
            if (typed.Equals("unknown caller", StringComparison.OrdinalIgnoreCase))
            {
                call.Hints.Add("A voice that nobody knows is marked by itself: `present unknown caller`.");
                continue;
            }

            PersonMatch match = call.Who(typed);
            PersonId? person = match.Person ?? (match.Candidates.IsEmpty && IsFullName(call, typed) ? call.NewPerson(typed) : null);
            if (person is { } known)
            {
                string? organization = match.Person is null && NamedPerson.Read(typed).Value?.Organization is { } org && Roles.Read(org) is null ? org : null;
                arrivals.Add(new Arrival(known, organization));
                continue;
            }

            unclear.Add(typed);
            foreach (PersonId candidate in call.HereFirst(match.Candidates))
            {
                call.Offers.Add(new Button(call.Describe(candidate), $"present {call.Describe(candidate)}{tail}"));
            }
        }

        unclear.AddRange(list.Unbalanced);
        if (!call.May(Permission.Scribe) && arrivals.Any(arrival => arrival.Person != call.Caller))
        {
            return Step.No(new NotAllowed(Permission.Scribe));
        }

        if (unclear.Count > 0)
        {
            call.Hints.Add($"Not marked yet, because I do not know who is meant: {Words.List(unclear.Select(name => $"\"{name}\""))}. A full name with organisation, `Name (Org)`, is taken as a guest.");
        }

        return arrivals.Count > 0 ? make(arrivals.DrainToImmutable())
            : new Answer(new Reply(ReplyKind.Refusal, call.Hints.Count > 0 ? string.Join(' ', call.Hints) : "Who is here?") { Buttons = [.. call.Offers] });
    }

    private static bool IsFullName(Call call, string typed) =>
        call.TakesNewNames || (NamedPerson.Read(typed).Value is { } named && (named.Organization is not null || named.Name.Contains(' ', StringComparison.Ordinal)));

    public static Step Absent(Call call) => call.Words.Trim().Length == 0
        ? OfAttendance(call, call.Caller, _ => true, id => new WithdrawAttendance(id))
        : Other(call, person => OfAttendance(call, person, _ => true, id => new WithdrawAttendance(id)), "absent");

    public static Step Left(Call call) => call.Words.Trim().Length == 0
        ? OfAttendance(call, call.Caller, there => there.Left is null, id => new RecordLeaving(id))
        : Other(call, person => OfAttendance(call, person, there => there.Left is null, id => new RecordLeaving(id)), "left");

    /// <summary>
    /// Somebody may be marked as here twice: as the guest they were before they were linked, and by their name on the roster. What
    /// is said of them holds for both.
    /// </summary>
    private static Step OfAttendance(Call call, PersonId person, Func<Attendance, bool> which, Func<PersonId, MeetingCommand> make)
    {
        ImmutableArray<Step> steps = [.. call.Session.Attendance.Values.Where(there => call.Directory.Resolve(there.Person) == person && which(there))
            .Select(there => new AskMeeting(make(there.Person)))];
        return steps switch
        {
            [] => new AskMeeting(make(person)),
            [var one] => one,
            _ => new Several(steps),
        };
    }

    public static Step Regrets(Call call)
    {
        (string words, LocalDate? from, LocalDate? until) = ReadRegrets(call);
        ImmutableArray<PersonId> people = [call.Caller];
        if (words.Length > 0)
        {
            var named = ImmutableArray.CreateBuilder<PersonId>();
            foreach (string typed in NameList.Read(words).Names)
            {
                PersonMatch match = call.Who(typed);
                if (match.Person is null && !(match.Candidates.IsEmpty && IsFullName(call, typed)))
                {
                    return Step.No(new WhoIsMeant(typed, [.. call.HereFirst(match.Candidates)], "regrets \u0001"));
                }

                named.Add(match.Person ?? call.NewPerson(typed));
            }

            people = named.DrainToImmutable();
            if (people.Any(person => person != call.Caller) && !call.May(Permission.Scribe))
            {
                return Step.No(new NotAllowed(Permission.Scribe));
            }
        }

        if (from is null && call.InSession)
        {
            return new AskMeeting(new RecordRegrets(people));
        }

        LocalDate? first = from ?? Next(call);
        return call.Group is null ? Step.No(new NoGroup())
            : first is not { } day ? Step.No(new NothingScheduled())
            : until < call.Today ? Step.No(new DayIsPast(until!.Value))
            : new AskGroup(new AnnounceRegrets(people, day, until ?? day));
    }

    /// <summary>Who and for which days: <c>Ana and Ben for next time</c>, <c>until 14 January</c>; no days for the meeting at hand.</summary>
    public static (string Names, LocalDate? From, LocalDate? Until) ReadRegrets(Call call)
    {
        TrailingReading read = TrailingClauses.Read(" " + call.Words.Trim(),
            new Clause("for", ["for"], text => text.Trim().ToLowerInvariant() is "next time" or "the next time" or "next meeting" or "the next meeting" ? Next(call) : call.Date(text, DateSense.Coming).Value),
            new Clause("until", ["until", "till"], text => call.Date(text, DateSense.Coming).Value));
        string names = read.Text.Trim();
        return read.Values.TryGetValue("until", out object? last) ? (names, call.Today, (LocalDate)last)
            : read.Values.TryGetValue("for", out object? on) ? (names, (LocalDate)on, (LocalDate)on)
            : names.ToLowerInvariant() is "next time" or "next meeting" ? ("", Next(call), Next(call))
            : (names, null, null);
    }

    public static Step Coming(Call call)
    {
        if (call.InSession)
        {
            return new AskMeeting(new WithdrawRegrets(call.Caller));
        }

        return Next(call) is { } next ? new AskGroup(new AnnounceComing(call.Caller, next)) : Step.No(new NothingScheduled());
    }

    private static LocalDate? Next(Call call) => call.Group?.Calendar.NextFrom(call.InSession ? call.Today.PlusDays(1) : call.Today)?.Date;

    public static Step Attendance(Call call)
    {
        Minutes minutes = MinutesDraft.Of(call.Session, call.Directory);
        if (minutes.Attendees.IsEmpty)
        {
            return Step.Say("Nobody is marked as here yet. Each person types: here");
        }

        var text = new StringBuilder($"{Words.Count(minutes.Attendees.Length, "person", "people")} here on {Words.Day(minutes.Date)}:");
        foreach (MinutesAttendee attendee in minutes.Attendees)
        {
            text.Append('\n').Append(attendee.Name).Append(attendee.Organization is { } organization ? $" ({organization})" : "")
                .Append(attendee.Guest ? ", guest" : "").Append(attendee.Remote ? ", remote" : "")
                .Append(attendee.Left is { } left ? $", left {Words.Time(left.TimeOfDay)}" : "");
        }

        return Step.Say(text.Append(minutes.Regrets.IsEmpty ? "" : $"\nRegrets: {Words.List(minutes.Regrets)}").ToString());
    }

    public static Step Quorum(Call call) => MinutesDraft.QuorumOf(call.Session, call.Directory) is { } quorum
        ? Step.Say($"{(quorum.Reached ? "There is a quorum" : "There is no quorum")}: {quorum.Present} present of {quorum.Needed} needed ({call.Session.Settings.Quorum}, counted in {(call.Session.HasClasses ? "organisations" : "people")} with a vote).{Counted(call)}")
        : Step.Say("No quorum rule is set. The chair can say: set quorum majority");

    /// <summary>Which organisations count and which do not, in a group with classes.</summary>
    private static string Counted(Call call)
    {
        Electorate electorate = call.Session.Electorate;
        if (!electorate.ByOrganization)
        {
            return "";
        }

        PersonId[] here = [.. call.Session.Attendance.Values.Where(there => there.Left is null).Select(there => call.Directory.Resolve(there.Person)).Distinct()];
        string[] counted = [.. here.SelectMany(person => electorate.Of(person)).DistinctBy(voter => voter.Key).Select(voter => voter.Organization ?? call.NameOf(new PersonId(voter.Key))).Order(DisplayOrder.Comparer)];
        string[] others = [.. here.Where(person => electorate.Of(person).IsEmpty).Select(person => call.Session.Roster.GetValueOrDefault(person)?.OrganizationOn(call.Session.Date)).OfType<string>().Distinct().Except(counted).Order(DisplayOrder.Comparer)];
        return (counted.Length == 0 ? "" : $"\nCounted: {string.Join(", ", counted)}.") + (others.Length == 0 ? "" : $"\nWithout a vote: {string.Join(", ", others)}.");
    }

    public static Step JoinQueue(Call call)
    {
        string reason = call.Words.Trim();
        if (reason.StartsWith("to ", StringComparison.OrdinalIgnoreCase))
        {
            reason = reason[3..].Trim();
        }
        else if (reason.Length > 0 && call.Who(reason).Person is { } other)
        {
            return new AskMeeting(new JoinQueue(other, null));
        }

        return new AskMeeting(new JoinQueue(call.Caller, reason.Length == 0 ? null : reason));
    }

    public static Step LeaveQueue(Call call) => call.Words.Trim() is { Length: > 0 } name && call.Who(name).Person is { } other
        ? new AskMeeting(new LeaveQueue(other))
        : new AskMeeting(new LeaveQueue(call.Caller));

    public static Step Queue(Call call) => call.Session.Queue.IsEmpty
        ? Step.Say("Nobody waits for the floor. To ask for it: q+")
        : Step.Say("Waiting for the floor: " + string.Join(", ", call.Session.Queue.Select(queued => call.NameOf(queued.Person) + (queued.Reason is { } reason ? $" (to {reason})" : ""))));

    public static Step NextSpeaker(Call call) => call.Words.Trim() is { Length: > 0 } name
        ? Person(call, person => new AskMeeting(new CallSpeaker(person)), call.CalledAs)
        : new AskMeeting(new CallSpeaker(null));

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
            if (group.Calendar.NextFrom(call.Today) is { } next)
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

    /// <summary>Somebody other than the caller, which takes a scribe or an officer.</summary>
    private static Step Other(Call call, Func<PersonId, Step> then, string command) => Person(call, person =>
        person == call.Caller || call.May(Permission.Scribe) ? then(person) : Step.No(new NotAllowed(Permission.Scribe)), command);

    private static Step Person(Call call, Func<PersonId, Step> then, string command)
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
