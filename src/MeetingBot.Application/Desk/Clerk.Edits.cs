using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Application;

/// <content>What platforms report besides messages: edits, deletions, a conversation under another id; and what could not be posted.</content>
public sealed partial class Clerk
{
    /// <inheritdoc/>
    public ValueTask<Reply> EditedAsync(ChatMessage edited, CancellationToken cancellation) => ReviseAsync(edited, "correct", CorrectionActs.Edited, cancellation);

    /// <inheritdoc/>
    public ValueTask<Reply> DeletedAsync(ChatMessage deleted, CancellationToken cancellation) => ReviseAsync(deleted, "strike", CorrectionActs.Deleted, cancellation);

    /// <inheritdoc/>
    public ValueTask<Reply> UndeletedAsync(ChatMessage undeleted, CancellationToken cancellation) => ReviseAsync(undeleted, "restore", CorrectionActs.Undeleted, cancellation, struck: true);

    private async ValueTask<Reply> ReviseAsync(ChatMessage message, string command, Func<Call, Step> read, CancellationToken cancellation, bool struck = false)
    {
        Room room = _rooms.Get(message.Conversation);
        if (message.Source is null || await DeskOfAsync(room, cancellation) is null)
        {
            return Reply.NotForMe;
        }

        var utterance = new Utterance(Catalogue.Find(command), command, message.Text, message.Text) { Shorthand = read, ChatUnlessScribe = true, OnlyIf = call => !CorrectionActs.Made(call, struck).IsEmpty };
        return await HandleOneAsync(room, message, utterance, message.Id, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask RebindAsync(string oldConversation, string newConversation, Instant at, CancellationToken cancellation)
    {
        if (await _store.FindBindingAsync(oldConversation, cancellation) is { } id)
        {
            await AskBotAsync(id, new MoveConversation(oldConversation, newConversation), $"moved/{oldConversation}/{newConversation}", at, cancellation);
            _rooms.Get(newConversation).Group = id;
        }
    }

    /// <summary>Records that something could not be posted, so that the chair is told of it.</summary>
    public ValueTask GiveUpAsync(QueuedNotice notice, string reason, Instant now, CancellationToken cancellation) =>
        AskBotAsync(notice.Group, new GiveUpNotice(notice.Kind, notice.Subject, reason), $"timer/given-up/{notice.Id}", now, cancellation);

    /// <summary>Something that the bot itself asks of a group, once.</summary>
    private async ValueTask AskBotAsync(GroupId id, GroupCommand command, string messageId, Instant now, CancellationToken cancellation) => await AtDeskAsync(id, async desk =>
    {
        var origin = new Origin(PersonId.Bot, now, messageId);
        for (int attempt = 1; GroupDecider.Decide(desk.Group, command, origin) is Accepted accepted; attempt++)
        {
            if (await await AppendAsync(desk, desk.Stream, accepted, origin, [], cancellation) != AppendResult.Conflict)
            {
                break;
            }

            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{desk.Id}: other writers kept moving the stream; {messageId} is not recorded.");
            }

            await LoadAsync(desk, cancellation);
        }

        return true;
    }, cancellation);
}
