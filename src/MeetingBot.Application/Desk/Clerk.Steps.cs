using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <content>What is done with what a command line came to.</content>
public sealed partial class Clerk
{
    private ValueTask<Turn> DoAsync(Room room, GroupDesk desk, Call call, Utterance utterance, Step step, CancellationToken cancellation) => step switch
    {
        AskMeeting ask => AskAsync(room, desk, call, utterance, ask, cancellation),
        AskGroup ask => AskAsync(room, desk, call, utterance, ask.Command, cancellation),
        AskBallot ask => AskAsync(desk, call, utterance, ask, cancellation),
        _ => DoOtherAsync(room, desk, call, utterance, step, cancellation),
    };

    /// <summary>What is done with a step that is not a command for one stream.</summary>
    private async ValueTask<Turn> DoOtherAsync(Room room, GroupDesk desk, Call call, Utterance utterance, Step step, CancellationToken cancellation)
    {
        switch (step)
        {
            case Answer answer:
                await ((Task)desk.LastAppend).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return answer.Reply.Kind == ReplyKind.Refusal && await TakenAsync(call, cancellation) is { } before ? before : Turn.Said(answer.Reply);
            case Refuse refuse:
                return await TakenAsync(call, cancellation) ?? Turn.Said(Wording.Refusal(refuse.Refusal, call, utterance));
            case Expected expected:
                return Turn.Said(Wording.Expected(expected.What, utterance));
            case Pass:
                room.Memory.Add(utterance.Text, 0, call.Message.Sender, call.Message.SenderName);
                return Turn.Said(Reply.NotForMe);
            case WithMeeting with:
                (Meeting? meeting, _) = await ReadMeetingAsync(desk, with.Meeting, cancellation);
                return await DoAsync(room, desk, call, utterance, meeting is null ? Step.No(new NoMeetingOn(with.Meeting.Date)) : with.Then(meeting), cancellation);
            case WithMeetings with:
                foreach (MeetingId id in with.Meetings)
                {
                    if ((await ReadMeetingAsync(desk, id, cancellation)).Meeting is { } held && !with.Read(held))
                    {
                        break;
                    }
                }

                // A plain line that finds nothing was not meant for the bot.
                return await DoAsync(room, desk, call, utterance, with.Then() is var then && then is Refuse && utterance.OnlyIf is not null ? Pass.It : then, cancellation);
            case WithBallot with:
                await ((Task)desk.LastAppend).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                BallotRead read = await ReadBallotAsync(desk, with.Ballot, cancellation);
                return await DoAsync(room, desk, call, utterance, read.Ballot is null ? Step.No(new NoSuchBallot(with.Ballot.Key, [])) : with.Then(read.Ballot), cancellation);
            case WithHistory with:
                ImmutableArray<Recorded<StreamEvent>> history = (await _store.ReadAsync(StreamId.Of(with.Meeting), 0, cancellation)).Events;
                return await DoAsync(room, desk, call, utterance, with.Then(history), cancellation);
            case WithNotices with:
                return await DoAsync(room, desk, call, utterance, with.Then(_notices is null ? [] : await _notices.ListAsync(desk.Id, 8, 8, cancellation)), cancellation);
            case WithExport with:
                await ((Task)desk.LastAppend).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return await DoAsync(room, desk, call, utterance, with.Then(await _store.ExportAsync(desk.Id, cancellation)), cancellation);
            case KeepText keep:
                await _store.WriteTextAsync(desk.Id, keep.Name, keep.Text, cancellation);
                desk.Template = desk.Template.Name == keep.Name ? new MinutesTemplate(keep.Name, keep.Text) : desk.Template;
                return await AskAsync(room, desk, call, utterance, keep.Command, cancellation);
            case Several several:
                return await SeveralAsync(room, desk, call, utterance, several, cancellation);
            case UseGroup:
                return Turn.Said(Wording.Refusal(new GroupIsThere(call.Known.Name), call, utterance));
            default:
                throw new InvalidOperationException($"The clerk does not know the step {step.GetType().Name}.");
        }
    }

    /// <summary>Several changes by one line, each under an id of its own.</summary>
    private async ValueTask<Turn> SeveralAsync(Room room, GroupDesk desk, Call call, Utterance utterance, Several several, CancellationToken cancellation)
    {
        Turn turn = Turn.Said(Reply.NotForMe);
        for (int part = 0; part < several.Steps.Length; part++)
        {
            Call next = CallOf(room, desk, call.Message, utterance, part == 0 ? call.MessageId : $"{call.MessageId}/part{part + 1}");
            next.NewPeople.AddRange(call.NewPeople);
            turn = await DoAsync(room, desk, next, utterance, several.Steps[part], cancellation);
            if (await turn.Append is var result && result != AppendResult.Stored)
            {
                return turn with { Append = Task.FromResult(result) };
            }

            turn = Turn.Said(turn.Reply) with { Wrote = turn.Wrote };
        }

        return turn;
    }

    private async ValueTask<Turn> AskAsync(Room room, GroupDesk desk, Call call, Utterance utterance, GroupCommand command, CancellationToken cancellation)
    {
        if (command is FoundGroup)
        {
            return Turn.Said(Wording.Refusal(new GroupIsThere(call.Known.Name), call, utterance));
        }

        var origin = new Origin(call.Caller, call.Message.At, call.MessageId, call.Message.Source);
        switch (GroupDecider.Decide(desk.Group, command, origin))
        {
            case Refused refused:
                return await TakenAsync(call, cancellation) ?? Turn.Said(Wording.Refusal(refused.Refusal, call, utterance));
            case Accepted accepted:
                PeopleDirectory before = desk.Directory;
                Task<AppendResult> append = await AppendAsync(desk, desk.Stream, accepted, origin, PeopleOf(call, command.People), cancellation);
                if (append.IsCompleted && await append != AppendResult.Stored) // known not to be stored: there is nothing to put words to
                {
                    return new Turn(Reply.NotForMe, append);
                }

                Reply reply = _options.Silent ? Silence : Wording.Receipt(call, accepted.Events, desk.Group!, desk.Meeting, desk.Directory, before);
                reply = command is ForgetPerson forget && !_options.Silent ? await WithMentionsAsync(reply, desk, before.CardsOf(forget.Person), cancellation) : reply;
                return new Turn(reply, append) { Wrote = true };
            default:
                return await TakenAsync(call, cancellation) ?? new Turn(Wording.Unchanged(call, utterance), desk.LastAppend);
        }
    }

    private async ValueTask<Turn> AskAsync(Room room, GroupDesk desk, Call call, Utterance utterance, AskMeeting ask, CancellationToken cancellation)
    {
        Meeting? meeting = desk.Meeting;
        long version = desk.MeetingVersion;
        if (ask.Meeting is { } other && other != meeting?.Id)
        {
            (meeting, version) = await ReadMeetingAsync(desk, other, cancellation);
        }

        if (_options.Shared && meeting is { IsOpen: true } && call.Message.At < meeting.Called.Started && await TakenAsync(call, cancellation) is { } earlier)
        {
            return earlier; // said before this meeting began, it was taken in the one before; only the stream that took it knows its id
        }

        var origin = new Origin(call.Caller, call.Message.At, call.MessageId, call.Message.Source);
        switch (MeetingDecider.Decide(meeting, ask.Command, origin))
        {
            case Refused refused:
                return await TakenAsync(call, cancellation) ?? Turn.Said(Wording.Refusal(refused.Refusal, call, utterance));
            case Accepted accepted:
                Remember(room, call, utterance, accepted.Events);
                bool atDesk = meeting!.Id == desk.Meeting?.Id;
                Task<AppendResult> append = await AppendAsync(desk, desk.StreamOf(meeting.Id), accepted, origin, PeopleOf(call, ask.Command.People), cancellation, atDesk ? null : new MeetingRead(meeting, version));
                if (append.IsCompleted && await append != AppendResult.Stored)
                {
                    return new Turn(Reply.NotForMe, append);
                }

                Meeting after = desk.Meeting is { } there && there.Id == meeting.Id ? there : Folded(meeting, accepted.Events, origin);
                Reply reply = _options.Silent ? Silence : Wording.Receipt(call, accepted.Events, after, meeting, desk.Directory, ask.Offers, _options.PostAtOnce);
                return new Turn(reply, append) { Wrote = true };
            default:
                return await TakenAsync(call, cancellation) ?? new Turn(Wording.Unchanged(call, utterance), desk.LastAppend);
        }
    }

    /// <summary>A message that is refused or changes nothing may be a repeated delivery of one that was taken.</summary>
    private async ValueTask<Turn?> TakenAsync(Call call, CancellationToken cancellation) =>
        !_options.Silent && await _store.FindMessageAsync(call.Known.Id, call.MessageId, cancellation) is { } taken ? Turn.Said(await RewordedAsync(call, taken, cancellation)) : null;

    private async ValueTask<Reply?> AgainAsync(Room room, GroupDesk desk, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation)
    {
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            await LoadAsync(desk, cancellation);
            return (await TakenAsync(CallOf(room, desk, message, utterance, messageId), cancellation))?.Reply;
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>The receipt of a message that was taken before, from the events it made.</summary>
    private async ValueTask<Reply> RewordedAsync(Call call, TakenMessage taken, CancellationToken cancellation)
    {
        ImmutableArray<StreamEvent> events = [.. taken.Events.Select(recorded => recorded.Event)];
        if (events is [BallotEvent, ..])
        {
            return await RewordedBallotAsync(call, taken, cancellation);
        }

        if (events is not [MeetingEvent, ..])
        {
            Reply receipt = Wording.Receipt(call, events, call.Known, call.Meeting, call.Directory, call.Directory);
            return events is [MeetingStarted] && await _store.FindMessageAsync(call.Known.Id, call.MessageId + Founding, cancellation) is not null ? Wording.ZeroSetUp(call.Known.Name, receipt, call.Message.Address) : receipt;
        }

        (Meeting? before, Meeting? after) = await ReadAroundAsync(taken, cancellation);
        return before is null || after is null ? new Reply(ReplyKind.Receipt, "That is recorded.") : Wording.Receipt(call, events, after, before, call.Directory, [], _options.PostAtOnce);
    }

    /// <summary>The meeting before and after the events of a message.</summary>
    private async ValueTask<(Meeting? Before, Meeting? After)> ReadAroundAsync(TakenMessage taken, CancellationToken cancellation)
    {
        Meeting? before = null;
        Meeting? after = null;
        foreach (Recorded<StreamEvent> recorded in (await _store.ReadAsync(taken.Stream, 0, cancellation)).Events)
        {
            if (recorded.Version > taken.Events[^1].Version)
            {
                break;
            }

            after = MeetingFold.Evolve(after, (MeetingEvent)recorded.Event, recorded.Origin);
            before = recorded.Version < taken.Events[0].Version ? after : before;
        }

        return (before, after);
    }

    private static readonly Reply Silence = new(ReplyKind.Receipt, "");

    private static void Remember(Room room, Call call, Utterance utterance, ImmutableArray<StreamEvent> events)
    {
        int entry = 0;
        foreach (StreamEvent happened in events)
        {
            if (happened is EntryRecorded recorded)
            {
                entry = recorded.Number;
            }
            else if (happened is EntryCorrected corrected && !Substitution.Looks(utterance.Text))
            {
                room.Memory.Reword(corrected.Number, corrected.Text);
            }
        }

        if (entry > 0 || events[0] is not (EntryCorrected or EntryRevised))
        {
            room.Memory.Add(utterance.Text, entry, call.Message.Sender, call.Message.SenderName);
        }
    }

    /// <summary>The cards to store with a command: what it changes, who was named for the first time, and the caller if unknown, or if the platform names them only now.</summary>
    private static ImmutableArray<PersonCard> PeopleOf(Call call, ImmutableArray<PersonCard> changed)
    {
        PersonCard? caller = call.Directory.Find(call.Caller) is not { } known ? PersonCard.Of(call.Caller, call.CallerName, call.Message.Sender) : known.NamedAtLast(call.Message.Sender, call.CallerName);
        if (caller is null && call.NewPeople.Count == 0)
        {
            return changed;
        }

        IEnumerable<PersonCard> fresh = call.NewPeople.Where(card => !changed.Any(known => known.Id == card.Id));
        ImmutableArray<PersonCard> people = [.. changed, .. fresh];
        return caller is null || people.Any(card => card.Id == caller.Id) ? people : people.Add(caller);
    }
}
