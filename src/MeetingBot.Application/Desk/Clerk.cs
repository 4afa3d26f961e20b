using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>
/// Takes messages: finds the commands in them, loads what they need, asks the core, stores what happened, and puts words to it.
/// What it acknowledges is stored.
/// </summary>
public sealed partial class Clerk : IMeetingDesk
{
    private const int Attempts = 8;

    private static readonly Task<AppendResult> Stored = Task.FromResult(AppendResult.Stored);

    private readonly IEventStore _store;
    private readonly IMinutesPrinter _printer;
    private readonly INoticeQueue? _notices;
    private readonly ClerkOptions _options;
    private readonly RecentlyUsed<string, Room> _rooms;
    private readonly RecentlyUsed<GroupId, GroupDesk> _desks;
    private readonly RecentReplies _recent;

    /// <summary>A clerk that works on a store.</summary>
    public Clerk(IEventStore store, IMinutesPrinter printer, ClerkOptions? options = null, INoticeQueue? notices = null)
    {
        _notices = notices;
        _store = store;
        _printer = printer;
        _options = options ?? new ClerkOptions();
        _rooms = new(_options.Rooms, conversation => new Room(conversation), _ => true);
        _desks = new(_options.Desks, id => new GroupDesk(id), desk => desk.Gate.CurrentCount == 1);
        _recent = new RecentReplies(_options.Replies, _options.Clock);
        _options.Measures?.Keeps(() => Kept);
    }

    /// <inheritdoc/>
    public event Action<string>? Changed;

    /// <summary>Raised after an append that queued something to be posted.</summary>
    public event Action? NoticeQueued;

    /// <inheritdoc/>
    public ValueTask<Reply> HandleAsync(ChatMessage message, CancellationToken cancellation) =>
        message.Address.Length == 0 ? TakeAsync(message, cancellation) : TakeThereAsync(message, cancellation);

    /// <summary>A refusal names what can be typed where it is told.</summary>
    private async ValueTask<Reply> TakeThereAsync(ChatMessage message, CancellationToken cancellation)
    {
        Reply reply = await TakeAsync(message, cancellation);
        return reply.Kind == ReplyKind.Refusal ? reply with { Text = Wording.HeardHere(reply.Text, message.Address) } : reply;
    }

    private ValueTask<Reply> TakeAsync(ChatMessage message, CancellationToken cancellation)
    {
        Room room = _rooms.Get(message.Conversation);
        ImmutableArray<Utterance> utterances = CommandParser.Read(message.Text, message.Heard);
        if (utterances.IsEmpty)
        {
            using MeasuredCommand? measured = _options.Measures is { WatchesCommands: true } measures ? measures.Command(message.Conversation, null) : null;
            measured?.Answered = ReplyKind.NotForMe;
            room.Memory.Add(message.Text, 0, message.Sender, message.SenderName);
            return new(Reply.NotForMe);
        }

        return utterances.Length == 1
            ? HandleOneAsync(room, message, utterances[0], message.Id, cancellation)
            : HandleSeveralAsync(room, message, utterances, cancellation);
    }

    private async ValueTask<Reply> HandleSeveralAsync(Room room, ChatMessage message, ImmutableArray<Utterance> utterances, CancellationToken cancellation)
    {
        var replies = new List<Reply>(utterances.Length);
        for (int line = 0; line < utterances.Length; line++)
        {
            replies.Add(await HandleOneAsync(room, message, utterances[line], $"{message.Id}/line{line + 1}", cancellation));
        }

        return Wording.Together(replies);
    }

    private ValueTask<Reply> HandleOneAsync(Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation) =>
        _options.Measures is { WatchesCommands: true } measures ? MeasureAsync(measures, room, message, utterance, messageId, cancellation)
        : ReplyAsync(room, message, utterance, messageId, cancellation);

    private async ValueTask<Reply> MeasureAsync(Measures measures, Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation)
    {
        using MeasuredCommand measured = measures.Command(message.Conversation, utterance.Command?.Name);
        Reply reply = await ReplyAsync(room, message, utterance, messageId, cancellation, measured);
        measured.Answered = reply.Kind;
        return reply;
    }

    /// <summary>Replies that nobody reads are not remembered, and so not looked for.</summary>
    private ValueTask<Reply> ReplyAsync(Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation, MeasuredCommand? measured = null) =>
        _options.Silent ? AnswerAsync(room, message, utterance, messageId, cancellation, measured)
        : _recent.Find(messageId) is { } before ? new(before)
        : AnswerAndRememberAsync(room, message, utterance, messageId, cancellation, measured);

    private async ValueTask<Reply> AnswerAndRememberAsync(Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation, MeasuredCommand? measured = null)
    {
        Reply reply = Marked(await AnswerAsync(room, message, utterance, messageId, cancellation, measured), messageId);
        if (reply.Kind != ReplyKind.NotForMe && !(reply.Kind == ReplyKind.Refusal && Button.IsPress(messageId))) // what was refused may be pressed again
        {
            _recent.Remember(messageId, reply);
        }

        return reply;
    }

    /// <summary>Gives the buttons that count once their marks, the same ones when the message comes again.</summary>
    private static Reply Marked(Reply reply, string messageId) => reply.Buttons.Any(button => button.Mark is "")
        ? reply with { Buttons = [.. reply.Buttons.Select((button, n) => button.Mark is "" ? button with { Mark = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 8))}.{n}" } : button)] }
        : reply;

    private async ValueTask<Reply> AnswerAsync(Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation, MeasuredCommand? measured = null)
    {
        if (utterance.Command is not { } command)
        {
            room.Memory.Add(message.Text, 0, message.Sender, message.SenderName);
            return Wording.Unknown(utterance);
        }

        GroupDesk? desk = await DeskOfAsync(room, cancellation);
        if (desk is null)
        {
            return utterance.NearMiss is not null ? Wording.Unknown(utterance)
                : utterance.ChatUnlessScribe || utterance.OnlyIf is not null ? Reply.NotForMe
                : command.Needs == Needs.Nothing ? await WithoutGroupAsync(room, message, utterance, messageId, cancellation)
                : Wording.Refusal(new NoGroup(), null, utterance);
        }

        bool current = !_options.Shared;
        for (int attempt = 1; ; attempt++)
        {
            measured?.Attempts = attempt;
            Turn turn = await TakeTurnAsync(room, desk, message, utterance, messageId, cancellation);
            AppendResult result = await turn.Append;
            if (result == AppendResult.Stored && !turn.Wrote && !current)
            {
                // What makes no append must not be said of a group as it was: nobody but the store knows what other replicas wrote.
                current = true;
                GroupDesk now = await ReboundAsync(room, desk, cancellation);
                if (await RefreshAsync(now, cancellation) || now != desk || now.Versions != turn.Saw)
                {
                    desk = now;
                    continue;
                }
            }

            if (result == AppendResult.Stored)
            {
                return turn.Reply.Kind == ReplyKind.NotForMe && utterance.NearMiss is not null ? Wording.Unknown(utterance) : turn.Reply;
            }

            if (result == AppendResult.AlreadyTaken)
            {
                return await AgainAsync(room, desk, message, utterance, messageId, cancellation) ?? turn.Reply;
            }

            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{desk.Id}: other writers kept moving the stream; message {messageId} is not recorded.");
            }
        }
    }

    /// <summary>One decision on a group: under its gate until the append is on its way.</summary>
    private async ValueTask<Turn> TakeTurnAsync(Room room, GroupDesk desk, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation)
    {
        await desk.Gate.WaitAsync(cancellation);
        try
        {
            Turn turn = await DecideAsync(room, desk, message, utterance, messageId, cancellation);
            return turn.Wrote || !_options.Shared ? turn : turn with { Saw = desk.Versions };
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async ValueTask<Turn> DecideAsync(Room room, GroupDesk desk, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation)
    {
        await LoadAsync(desk, cancellation);
        if (_options.Shared && desk.IsUntold)
        {
            await DriveAsync(desk, cancellation);
        }

        Call call = CallOf(room, desk, message, utterance, messageId);
        if (utterance.OnlyIf is { } condition && !condition(call))
        {
            room.Memory.Add(utterance.Text, 0, message.Sender, message.SenderName);
            return Turn.Said(Reply.NotForMe);
        }

        if (Refused(call, utterance, _options.Admins.Contains(message.Sender.Value)) is { } refusal)
        {
            if (utterance.ChatUnlessScribe)
            {
                room.Memory.Add(utterance.Text, 0, message.Sender, message.SenderName);
                return Turn.Said(Reply.NotForMe);
            }

            return await TakenAsync(call, cancellation) ?? Turn.Said(Wording.Refusal(refusal, call, utterance));
        }

        Step step = (utterance.Shorthand ?? call.Command!.Do)(call);
        if (_options.Shared && step is (AskMeeting or Several) && !call.InSession && await CatchUpAsync(desk, cancellation))
        {
            // Only the group knows whether another meeting began since this one ended; that one's stream would take the command all the same.
            await LoadAsync(desk, cancellation);
            call = CallOf(room, desk, message, utterance, messageId);
            step = (utterance.Shorthand ?? call.Command!.Do)(call);
        }

        return await DoAsync(room, desk, call, utterance, MayCast(call, step) ? step : Step.No(new ForeignVote()), cancellation);
    }

    /// <summary>People of another organisation vote only by the roster, also where everybody else who comes may vote.</summary>
    private static bool MayCast(Call call, Step step) =>
        !call.Message.IsForeign || step is not (AskMeeting { Command: RecordVote } or AskBallot { Command: CastBallotVote }) || call.Known.Roster.ContainsKey(call.Caller);

    private static Refusal? Refused(Call call, Utterance utterance, bool isAdmin)
    {
        bool hasMeeting = utterance.Command!.Needs switch
        {
            Needs.Session => call.InSession,
            Needs.Meeting => call.Meeting is not null,
            _ => true,
        };
        return !hasMeeting && utterance.Command.Needs == Needs.Meeting && call.Known.Held.LastOrDefault() is { Group.Value: not null } last ? new MinutesAreSettled(last.Date)
            : !hasMeeting ? new NoMeeting()
            : call.May(utterance.Who) || (isAdmin && utterance.Who == Permission.Admin) ? null : new NotAllowed(utterance.Who);
    }

    private Call CallOf(Room room, GroupDesk desk, ChatMessage message, Utterance utterance, string messageId)
    {
        LocalDate today = message.At.InZone(desk.Group!.Settings.Zone).Date;
        PeopleFinder finder = desk.Finder(today);
        PersonId caller = CallerOf(desk, finder, message.Sender, message.SenderName, message.NameIsTrusted);
        return new Call
        {
            Message = message,
            MessageId = messageId,
            Command = utterance.Command,
            CalledAs = utterance.CalledAs,
            Words = utterance.Words,
            Caller = caller,
            CallerName = message.SenderName,
            Group = desk.Group,
            Meeting = desk.Meeting,
            Directory = desk.Directory,
            People = finder,
            Memory = room.Memory,
            Printer = _printer,
            Template = desk.Template,
            Repositories = _options.Repositories,
        };
    }

    /// <summary>Who an account is: whom it is linked to, or a trusted name's roster entry, or a guest of its own.</summary>
    private static PersonId CallerOf(GroupDesk desk, PeopleFinder finder, Account sender, string name, bool nameIsTrusted) =>
        desk.Directory.OfAccount(sender) ?? (nameIsTrusted ? finder.Exactly(name) : null) ?? PersonId.OfAccount(desk.Id, sender);

    private ValueTask<GroupDesk?> DeskOfAsync(Room room, CancellationToken cancellation) =>
        room.Group is { } id ? new(_desks.Get(id)) : FindDeskAsync(room, cancellation);

    private async ValueTask<GroupDesk?> FindDeskAsync(Room room, CancellationToken cancellation)
    {
        if (await _store.FindBindingAsync(room.Conversation, cancellation) is { } bound)
        {
            room.Group = bound;
        }

        return room.Group is { } id ? _desks.Get(id) : null;
    }

    /// <summary>How many groups and conversations are kept in memory at the moment.</summary>
    public (int Desks, int Rooms) Kept => (_desks.Count, _rooms.Count);

    /// <summary>A conversation, with the group it is bound to once that is known.</summary>
    private sealed class Room(string conversation)
    {
        public string Conversation { get; } = conversation;

        public GroupId? Group { get; set; }

        public ConversationMemory Memory { get; } = new();
    }

    /// <summary>What a turn at the desk came to: a reply, which holds once the append is stored.</summary>
    private sealed record Turn(Reply Reply, Task<AppendResult> Append)
    {
        /// <summary>Whether the append is its own: then the store has checked what it was decided on.</summary>
        public bool Wrote { get; init; }

        /// <summary>What it was decided on, where nothing was written and there are other replicas.</summary>
        public DeskVersions Saw { get; init; }

        public static Turn Said(Reply reply) => new(reply, Stored);
    }
}
