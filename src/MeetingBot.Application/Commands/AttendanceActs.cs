using System.Collections.Immutable;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>Commands about who is here, who cannot come, and whether that makes a quorum.</summary>
internal static class AttendanceActs
{
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
            OfferRoster(call);
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

    /// <summary>Somebody new whose account is linked to nobody is asked once whether they are on the roster.</summary>
    private static void OfferRoster(Call call)
    {
        if (call.Group is not { Roster.IsEmpty: false } group || group.Roster.ContainsKey(call.Caller) || call.Directory.Find(call.Caller) is not null)
        {
            return;
        }

        call.Hints.Add("You are here as a guest. Are you on the roster? Then say so: `i am <Name (Org)>`");
        call.Offers.AddRange(group.Roster.Keys.Where(person => group.IsPlain(person, call.Directory.Find(person) is { Accounts.Length: > 0 }))
            .OrderBy(call.NameOf, DisplayOrder.Comparer).Take(5).Select(person => new Button(call.Describe(person), $"i am {call.Describe(person)}")));
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
        ImmutableArray<Arrival> arrivals = Named(call, words, "present", tail);
        if (!call.May(Permission.Scribe) && arrivals.Any(arrival => arrival.Person != call.Caller))
        {
            return Step.No(new NotAllowed(Permission.Scribe));
        }

        return arrivals.IsEmpty ? Unnamed(call, "Who is here?") : make(arrivals);
    }

    /// <summary>Nobody of a list was clear: what to do about it, or a question where nobody was named at all.</summary>
    private static Answer Unnamed(Call call, string question) =>
        new(new Reply(ReplyKind.Refusal, call.Hints.Count > 0 ? string.Join(' ', call.Hints) : question) { Buttons = [.. call.Offers] });

    /// <summary>The people of a list who are clear. The others are asked about in the receipt, with a button for each candidate.</summary>
    private static ImmutableArray<Arrival> Named(Call call, string words, string command, string tail)
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
                call.Offers.Add(new Button(call.Describe(candidate), $"{command} {call.Describe(candidate)}{tail}"));
            }
        }

        unclear.AddRange(list.Unbalanced);
        if (unclear.Count > 0)
        {
            call.Hints.Add($"Not marked yet, because I do not know who is meant: {Words.List(unclear.Select(name => $"\"{name}\""))}. A full name with organisation, `Name (Org)`, is taken as a guest.");
        }

        return arrivals.DrainToImmutable();
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
            string tail = until is { } last && until != from ? $" until {Words.Iso(last)}" : from is { } on ? $" for {Words.Iso(on)}" : "";
            people = [.. Named(call, words, "regrets", tail).Select(absent => absent.Person)];
            if (people.Any(person => person != call.Caller) && !call.May(Permission.Scribe))
            {
                return Step.No(new NotAllowed(Permission.Scribe));
            }

            if (people.IsEmpty)
            {
                return Unnamed(call, "Who cannot come?");
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

    private static LocalDate? Next(Call call) => call.Group?.NextMeeting(call.Today)?.Date;

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

    /// <summary>Somebody other than the caller, which takes a scribe or an officer.</summary>
    private static Step Other(Call call, Func<PersonId, Step> then, string command) => MeetingActs.Person(call, person =>
        person == call.Caller || call.May(Permission.Scribe) ? then(person) : Step.No(new NotAllowed(Permission.Scribe)), command);
}
