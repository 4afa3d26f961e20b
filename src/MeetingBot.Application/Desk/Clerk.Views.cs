using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>What pages show, and what notices are made of.</content>
public sealed partial class Clerk
{
    /// <inheritdoc/>
    public async ValueTask<RoomView> LookAsync(string conversation, Account viewer, string viewerName, Instant now, CancellationToken cancellation)
    {
        Room room = _rooms.Get(conversation);
        if (await DeskOfAsync(room, cancellation) is not { } desk)
        {
            return new RoomView(null, false, MeetingPhase.None, null, viewerName, "guest", false, false, [], [], null, null);
        }

        (Group group, Meeting? meeting, PeopleDirectory directory, PersonId caller) = await SeeAsync(desk, now, viewer, viewerName, cancellation);
        return ViewOf(group, meeting, directory, desk.Template, caller, viewerName, now);
    }

    private static RoomView ViewOf(Group group, Meeting? meeting, PeopleDirectory directory, MinutesTemplate template, PersonId caller, string viewerName, Instant now)
    {
        Minutes? minutes = meeting is null ? null : MinutesDraft.Of(meeting, directory);
        Member? member = (meeting?.IsOpen == true ? meeting.Roster : group.Roster).GetValueOrDefault(caller);
        bool open = meeting?.IsOpen == true;
        Occurrence? next = group.NextMeeting(now.InZone(group.Settings.Zone).Date);
        return new RoomView(
            group.Name,
            group.Chaired,
            meeting?.Phase ?? MeetingPhase.None,
            minutes,
            directory.Find(caller) is null ? viewerName : directory.NameOf(caller),
            member?.Role.Word() ?? (group.Chaired ? "guest" : "member"),
            open && meeting!.Attendance.TryGetValue(caller, out Attendance? there) && there.Left is null,
            meeting is not null && meeting.Allows(caller, Permission.Scribe),
            meeting is null ? [] : [.. meeting.Queue.Select(queued => directory.NameOf(queued.Person))],
            OpenActions(group, meeting, directory),
            meeting?.TopicTitle(meeting.Topic),
            NextMeeting(group, next))
        {
            Template = template,
        };
    }

    private static MinutesNextMeeting? NextMeeting(Group group, Occurrence? next) =>
        next is null ? null : new MinutesNextMeeting(next.Date, next.Time, group.Settings.Timezone, next.Kind);

    /// <inheritdoc/>
    public async ValueTask<MeetingPlace?> PlaceAsync(string conversation, CancellationToken cancellation)
    {
        if (await ViewAsync(conversation, cancellation) is not { Meeting: { IsOpen: true } meeting })
        {
            return null;
        }

        string? board = _notices is null ? null : await _notices.FindPostedAsync(meeting.Id.Group, NoticeKinds.Board, meeting.Id.ToString(), cancellation);
        return new MeetingPlace(meeting.Id, meeting.Called.Thread, board);
    }

    /// <inheritdoc/>
    public async ValueTask<HomeView> HomeAsync(Account viewer, string viewerName, Instant now, CancellationToken cancellation)
    {
        var groups = ImmutableArray.CreateBuilder<HomeGroup>();
        var actions = ImmutableArray.CreateBuilder<HomeAction>();
        var votes = ImmutableArray.CreateBuilder<HomeVote>();
        foreach (GroupId id in await _store.GroupsOfAsync(viewer, cancellation))
        {
            if (await ViewAsync(id, cancellation) is not { } view || view.Directory.OfAccount(viewer) is not { } person)
            {
                continue;
            }

            Group group = view.Group;
            string role = group.Roster.GetValueOrDefault(person)?.Role.Word() ?? (group.Chaired ? "guest" : "member");
            groups.Add(new HomeGroup(group.Name, group.Home, role, view.Meeting?.IsOpen == true, NextMeeting(group, group.NextMeeting(now.InZone(group.Settings.Zone).Date))));
            string name = view.Directory.NameOf(person);
            actions.AddRange(OpenActions(group, view.Meeting, view.Directory).Where(action => action.Owners.Contains(name)).Select(action => new HomeAction(group.Name, group.Home, action)));
            foreach (BallotSummary open in group.Ballots.Values.Where(ballot => ballot.Stage == BallotStage.Voting && ballot.VotingEnd > now))
            {
                if (await BallotAsync(open.Ballot, cancellation) is { Stage: BallotStage.Voting } ballot
                    && group.ElectorateOn(now.InZone(group.Settings.Zone).Date, ballot.Policy).Of(person).Any(voter => !ballot.Votes.ContainsKey(voter.Key)))
                {
                    votes.Add(new HomeVote(group.Name, group.Home, $"{ballot.Identifier} {open.Title}", open.VotingEnd!.Value, BallotNoticeWording.VoteButtons(ballot)));
                }
            }
        }

        return new HomeView(
            [.. groups.OrderBy(group => group.Name, StringComparer.Ordinal)],
            [.. actions.OrderBy(mine => mine.Action.Due ?? LocalDate.MaxIsoValue).ThenBy(mine => mine.Group, StringComparer.Ordinal).ThenBy(mine => mine.Action.Number)],
            [.. votes.OrderBy(vote => vote.Closes).ThenBy(vote => vote.Ballot, StringComparer.Ordinal)]);
    }

    private static ImmutableArray<MinutesAction> OpenActions(Group group, Meeting? meeting, PeopleDirectory directory)
    {
        List<RegisteredAction> now = meeting is { IsOpen: true } ? [.. Summaries.Actions(meeting)] : [];
        return
        [
            .. group.Actions.Values.Where(action => now.TrueForAll(known => known.Number != action.Number)).Concat(now)
                .Where(action => action.Status == ActionStatus.Open)
                .Select(action =>
                {
                    ImmutableArray<string> owners = [.. action.Owners.Select(named => directory.NameOf(named))];
                    return new MinutesAction(action.Number, owners.Length == 1 ? owners[0] : null, owners, action.Text, action.Context, action.Due, action.Status, action.Topic, action.Meeting.Date);
                }),
        ];
    }

    private async ValueTask<(Group Group, Meeting? Meeting, PeopleDirectory PeopleDirectory, PersonId Caller)> SeeAsync(GroupDesk desk, Instant now, Account viewer, string viewerName, CancellationToken cancellation)
    {
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            await LoadCurrentAsync(desk, cancellation);
            PersonId caller = CallerOf(desk, desk.Finder(now.InZone(desk.Group!.Settings.Zone).Date), viewer, viewerName, true);
            return (desk.Group, desk.Meeting, desk.Directory, caller);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<Suggestion>> SuggestAsync(string conversation, Account viewer, string viewerName, string typed, Instant now, CancellationToken cancellation)
    {
        string word = typed.TrimStart().ToLowerInvariant();
        word = word.StartsWith("/meeting ", StringComparison.Ordinal) ? word["/meeting ".Length..] : word;
        (bool chaired, bool scribing) = (false, false);
        if (await DeskOfAsync(_rooms.Get(conversation), cancellation) is { } desk)
        {
            (Group group, Meeting? meeting, _, PersonId caller) = await SeeAsync(desk, now, viewer, viewerName, cancellation);
            (chaired, scribing) = (group.Chaired, meeting?.Allows(caller, Permission.Scribe) == true);
        }

        bool MayGive(ChatCommand command) => !chaired || command.Who is Permission.Anyone or Permission.Member || scribing;
        return
        [
            .. Catalogue.All.Where(command => !command.Hidden && MayGive(command))
                .SelectMany(command => command.Names.Select(name => (Command: command, Name: name)))
                .Where(pair => word.Length == 0 ? pair.Name == pair.Command.Name : pair.Name.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(pair.Name + " ", StringComparison.Ordinal))
                .OrderBy(pair => pair.Name == word ? 0 : 1)
                .DistinctBy(pair => pair.Command.Name)
                .Take(8)
                .Select(pair => new Suggestion(InsertOf(pair.Command, pair.Name), pair.Command.Syntax, pair.Command.Summary)),
        ];
    }

    /// <summary>What stands in the composer: with a colon where text follows, so that it is heard as a line.</summary>
    private static string InsertOf(ChatCommand command, string name) => command.Parameters.Length == 0 ? name
        : command.Parameters[0] != '[' && command.Line != LineForm.Bare || command.Name is "note" ? name + ": "
        : name + " ";

    /// <summary>The zone of the group a conversation belongs to; null when it has none.</summary>
    public async ValueTask<DateTimeZone?> ZoneAsync(string conversation, CancellationToken cancellation)
    {
        Room room = _rooms.Get(conversation);
        if (await DeskOfAsync(room, cancellation) is not { } desk)
        {
            return null;
        }

        if (!desk.Loaded)
        {
            await ViewAsync(desk.Id, cancellation);
        }

        return desk.Group?.Settings.Zone;
    }

    /// <summary>The group a conversation belongs to, as it stands; null when it has none.</summary>
    public async ValueTask<GroupView?> ViewAsync(string conversation, CancellationToken cancellation) =>
        await DeskOfAsync(_rooms.Get(conversation), cancellation) is { } desk ? await ViewAsync(desk.Id, cancellation) : null;

    /// <summary>A group as it stands, with its directory, template and the meeting at hand; null when there is no such group.</summary>
    public async ValueTask<GroupView?> ViewAsync(GroupId id, CancellationToken cancellation)
    {
        GroupDesk desk = _desks.Get(id);
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            if (!desk.Loaded && (await _store.ReadAsync(StreamId.Of(id), int.MaxValue, cancellation)).Version == 0)
            {
                return null;
            }

            await LoadCurrentAsync(desk, cancellation);
            return new GroupView(desk.Group!, desk.Meeting, desk.Directory, desk.Template);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>The group whose calendar is subscribed to under an address; null when the address was never given, or another since.</summary>
    public async ValueTask<Group?> FeedAsync(string token, CancellationToken cancellation) =>
        await _store.FindBindingAsync(FeedOf(token), cancellation) is { } id && await ViewAsync(id, cancellation) is { } view && view.Group.FeedToken == token ? view.Group : null;

    private static string FeedOf(string token) => "feed::" + token;

    /// <summary>The minutes of a meeting as they stand; null when there is no such meeting.</summary>
    public ValueTask<Minutes?> MinutesAsync(MeetingId id, CancellationToken cancellation) => AtDeskAsync(id.Group, async desk =>
        (await ReadMeetingAsync(desk, id, cancellation)).Meeting is { } meeting ? MinutesDraft.Of(meeting, desk.Directory) : null, cancellation);

    /// <summary>A meeting as it stands; null when there is no such meeting.</summary>
    internal ValueTask<Meeting?> MeetingAsync(MeetingId id, CancellationToken cancellation) => AtDeskAsync(id.Group, async desk =>
        (await ReadMeetingAsync(desk, id, cancellation)).Meeting, cancellation);

    /// <summary>How far the minutes of a meeting that are drawn up after this are up to date: the version of its stream.</summary>
    internal ValueTask<long> VersionAsync(MeetingId id, CancellationToken cancellation) => AtDeskAsync(id.Group, async desk =>
        (await ReadMeetingAsync(desk, id, cancellation)).Version, cancellation);
}

/// <summary>A group as it stands, with what belongs to it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Meeting">The meeting in session, else the last one not approved; null for none.</param>
/// <param name="Directory">Its people.</param>
/// <param name="Template">What prints its minutes.</param>
public sealed record GroupView(Group Group, Meeting? Meeting, PeopleDirectory Directory, MinutesTemplate Template);
