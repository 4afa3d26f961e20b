using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>Says lines in rooms: shows them to everybody, hands them to the bot, and puts its answer where it belongs.</summary>
public sealed class RoomVoice(Rooms rooms, IMeetingDesk desk, TimeProvider time, ILogger<RoomVoice> log)
{
    private static readonly string[] Addresses = ["/meeting", "@meetingbot"];

    private static readonly Reply Broken = new(ReplyKind.Refusal, "This line is not recorded: the bot could not answer just now.");

    private static readonly Reply Unknown = new(ReplyKind.Refusal, Wording.OutcomeUnknown);

    /// <summary>Says a line under a name, as if it had been typed; for meetings that are played.</summary>
    public ValueTask SayAsync(string conversation, string name, string text, CancellationToken cancellation) =>
        SayAsync(conversation, Visitor.Named(name, null) ?? throw new ArgumentException("A line needs a name", nameof(name)),
            Guid.NewGuid().ToString(), text, cancellation);

    /// <summary>
    /// Says a line. The same id is the same line, however often it comes: only one that failed, or that another call did not
    /// finish, is given to the bot again, which recognises it.
    /// </summary>
    public async ValueTask SayAsync(string conversation, Visitor visitor, string id, string text, CancellationToken cancellation)
    {
        var room = rooms.Open(conversation);
        var item = new RoomItem(id, RoomItemKind.Said, visitor.Account, visitor.Name, text, Now) { Delivery = Delivery.Pending };
        if (!room.TryAdd(item))
        {
            var known = room.Items.Find(i => i.Id == id);
            if (known is null || known.Author != visitor.Account || known.Delivery == Delivery.Done)
                return;

            room.TryChange(id, i => i with { Delivery = Delivery.Pending });
        }

        var reply = await AskAsync(room, Message(conversation, visitor, id, text, Heard.Line), cancellation);
        room.Answer(id, visitor.Account, reply);
        if (ReferenceEquals(reply, Broken) || ReferenceEquals(reply, Unknown))
            room.TryChange(id, i => i with { Delivery = Delivery.Failed });
    }

    /// <summary>Gives a command that a button or form stands for. Nobody sees it as a line; what it makes, everybody may see.</summary>
    public ValueTask<Reply> GiveAsync(string conversation, Visitor visitor, Button button, CancellationToken cancellation) =>
        AskAsync(rooms.Open(conversation), Message(conversation, visitor, Button.PressOf(button.Mark, visitor.Account, Guid.NewGuid().ToString()), button.Line, Heard.Addressed), cancellation);

    private async ValueTask<Reply> AskAsync(Room room, ChatMessage message, CancellationToken cancellation)
    {
        await room.Turn.WaitAsync(cancellation);
        try
        {
            var reply = await desk.HandleAsync(message, cancellation);
            foreach (var (n, text) in reply.Aloud.Index())
                room.TryAdd(new RoomItem($"{message.Id}/aloud/{n}", RoomItemKind.Aloud, null, RoomItem.Bot, text, Now));

            foreach (var (n, line) in reply.Told.Index())
                room.TryAdd(new RoomItem($"{message.Id}/told/{n}", RoomItemKind.Aloud, null, RoomItem.Bot, line.Text, Now) { For = line.To, Buttons = line.Buttons });

            return reply;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The words of the line stay out of the log: most lines here are plain chat.
            log.LogError(error, "A line in the web room could not be handled");
            return error is OutcomeUnknownException ? Unknown : Broken;
        }
        finally
        {
            room.Turn.Release();
        }
    }

    private ChatMessage Message(string conversation, Visitor visitor, string id, string text, Heard heard)
    {
        var (addressed, line) = WithoutAddress(text);
        return new ChatMessage(id, visitor.Account, visitor.Name, conversation, line, Now)
        {
            Heard = addressed ? Heard.Addressed : heard,
            ConversationName = Named(RoomName.OfConversation(conversation)),
            SenderZone = visitor.Zone,
            NameIsTrusted = visitor.NameIsTrusted,
        };
    }

    private static (bool Addressed, string Line) WithoutAddress(string text)
    {
        var trimmed = text.TrimStart();
        foreach (var address in Addresses)
        {
            if (trimmed.StartsWith(address, StringComparison.OrdinalIgnoreCase)
                && (trimmed.Length == address.Length || char.IsWhiteSpace(trimmed[address.Length])))
            {
                return (true, trimmed[address.Length..].TrimStart());
            }
        }

        return (false, text);
    }

    private static string Named(string room) => room == RoomName.Default ? "" : RoomName.Heading(room);

    private Instant Now => time.Now();
}
