using System.Collections.Immutable;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>Conversations without a group: founding one by <c>setup</c> or <c>start</c>, and binding one by <c>use</c>.</content>
public sealed partial class Clerk
{
    /// <summary>Ends the message id under which a <c>start</c> founds its group; the meeting has the message's own.</summary>
    private const string Founding = "/found";

    private async ValueTask<Reply> WithoutGroupAsync(Room room, ChatMessage message, Utterance utterance, string messageId, CancellationToken cancellation)
    {
        var call = new Call
        {
            Message = message,
            MessageId = messageId,
            Command = utterance.Command,
            CalledAs = utterance.CalledAs,
            Words = utterance.Words,
            Caller = PersonId.OfAccount(new GroupId("none"), message.Sender),
            CallerName = message.SenderName,
            Directory = PeopleDirectory.Empty,
            People = new PeopleFinder(PeopleDirectory.Empty, ImmutableDictionary<PersonId, Member>.Empty, default),
            Memory = room.Memory,
            Printer = _printer,
            Repositories = _options.Repositories,
        };
        Step step = (utterance.Shorthand ?? call.Command!.Do)(call);
        if (_options.OnlyAdminsSetUp && step is AskGroup or FoundAndStart && !_options.Admins.Contains(message.Sender.Value))
        {
            return Wording.Refusal(new OnlyAdminsSetUp(), call, utterance);
        }

        switch (step)
        {
            case AskGroup { Command: FoundGroup found }:
                await FoundAsync(room, message, found, messageId, cancellation);
                return Wording.SetUp(found, message.Address);
            case FoundAndStart start:
                await FoundAsync(room, message, start.Found, messageId + Founding, cancellation);
                Utterance again = utterance with { Shorthand = next => new AskGroup(new StartMeeting(start.Date, start.At, start.Title, message.Conversation, next.Caller, MeetingKind.Call, message.Thread)) };
                Reply started = await AnswerAsync(room, message, again, messageId, cancellation);
                return started.Kind == ReplyKind.Receipt ? Wording.ZeroSetUp(start.Found.Name, started, message.Address) : started;
            case UseGroup use:
                return await UseAsync(room, message, use.Name, messageId, cancellation);
            case Answer answer:
                return answer.Reply;
            case Refuse refuse:
                return Wording.Refusal(refuse.Refusal, call, utterance);
            case Expected expected:
                return Wording.Expected(expected.What, utterance);
            default:
                return Reply.NotForMe;
        }
    }

    private async ValueTask FoundAsync(Room room, ChatMessage message, FoundGroup found, string messageId, CancellationToken cancellation)
    {
        var founder = PersonId.OfAccount(found.Group, message.Sender);
        var origin = new Origin(founder, message.At, messageId, message.Source);
        var accepted = (Accepted)GroupDecider.Decide(null, found, origin);
        var append = new Append(StreamId.Of(found.Group), 0, accepted.Events, origin)
        {
            People = [PersonCard.Of(founder, message.SenderName, message.Sender)],
            Bindings = [found.Conversation],
        };
        await StoreAsync(append, cancellation);
        room.Group = await _store.FindBindingAsync(room.Conversation, cancellation);
        Changed?.Invoke(room.Conversation);
    }

    /// <summary>
    /// Opens the one meeting that a chat log is: an open group named after the log, in session from its first line on, in which
    /// nobody presides before somebody is named.
    /// </summary>
    public async ValueTask OpenLogAsync(string conversation, string name, LocalDate date, Instant at, CancellationToken cancellation)
    {
        Room room = _rooms.Get(conversation);
        var bot = new ChatMessage("log/found", new Account("log::"), "the log", conversation, "start", at) { Heard = Heard.Log };
        await FoundAsync(room, bot, new FoundGroup(GroupId.Mint(conversation), name, "Etc/UTC", false, conversation), bot.Id, cancellation);
        Utterance start = new(Catalogue.Find("start"), "start", "", "start")
        {
            Shorthand = _ => new AskGroup(new StartMeeting(date, at, null, conversation, null, MeetingKind.Call)),
        };
        await AnswerAsync(room, bot, start, "log/start", cancellation);
    }

    /// <summary>Ends the meeting of a chat log at its last line.</summary>
    public async ValueTask CloseLogAsync(string conversation, Instant at, CancellationToken cancellation)
    {
        Room room = _rooms.Get(conversation);
        var bot = new ChatMessage("log/end", new Account("log::"), "the log", conversation, "end", at) { Heard = Heard.Log };
        Utterance end = new(Catalogue.Find("adjourn"), "end", "", "end") { Shorthand = _ => new AskMeeting(new Adjourn(true)) };
        await AnswerAsync(room, bot, end, "log/end", cancellation);
    }

    private async ValueTask<Reply> UseAsync(Room room, ChatMessage message, string name, string messageId, CancellationToken cancellation)
    {
        bool found = false;
        await foreach (StreamListing listing in _store.ListAsync("group/", cancellation))
        {
            GroupDesk desk = _desks.Get(listing.Stream.Group);
            await desk.Gate.WaitAsync(cancellation);
            try
            {
                await LoadAsync(desk, cancellation);
                if (WorkspaceOf(desk.Group!.Home) != WorkspaceOf(room.Conversation) || (!Names.Same(desk.Group.Name, name) && desk.Group.Slug != name))
                {
                    continue;
                }

                found = true;
                PersonId caller = CallerOf(desk, desk.Finder(default), message.Sender, message.SenderName, message.NameIsTrusted);
                if (!desk.Group.Allows(caller, Permission.Officer) || desk.Directory.Find(caller) is null)
                {
                    continue; // another group may have the same name
                }

                var origin = new Origin(caller, message.At, messageId, message.Source);
                var accepted = (Accepted)Outcome.Happened(new ConversationBound(room.Conversation));
                Task<AppendResult> append = await AppendAsync(desk, desk.Stream, accepted, origin, [], cancellation);
                if (await append == AppendResult.Stored)
                {
                    room.Group = desk.Id;
                    return new Reply(ReplyKind.Receipt, $"This conversation now belongs to {desk.Group.Name}. Notices go to its first conversation.");
                }
            }
            finally
            {
                desk.Gate.Release();
            }
        }

        return found
            ? Wording.Refusal(new NotAllowed(Permission.Officer), null, null)
            : new Reply(ReplyKind.Refusal, $"I know no group called \"{name}\". `setup {name}` makes one here.") { Buttons = [new Button("Set it up here", $"setup {name}")] };
    }

    /// <summary>The platform and workspace of a conversation, in which one name means one group; no other workspace's groups are even named.</summary>
    private static string WorkspaceOf(string conversation)
    {
        int end = conversation.IndexOf(':', conversation.IndexOf(':', StringComparison.Ordinal) + 1);
        return end < 0 ? conversation : conversation[..end];
    }
}
