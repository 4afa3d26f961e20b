using System.Collections.Immutable;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>Puts what the bot says into activities, and these where they belong.</summary>
internal sealed class Poster(IConnectorClient connector, ConversationBook book)
{
    /// <summary>A line as plain text: nothing in it is read as markup.</summary>
    public static Activity Line(ConversationReference where, string text) => Message(where) with { Text = text, TextFormat = "plain" };

    /// <summary>A card, with the words that a notification shows.</summary>
    public static Activity Shown(ConversationReference where, Card card) =>
        Message(where) with { Summary = card.Summary, Attachments = [new ActivityAttachment(ActivityAttachment.AdaptiveCard, card.ToJson())] };

    /// <summary>A line with its buttons; plain text where there are none.</summary>
    public static Activity Shown(ConversationReference where, string text, ImmutableArray<Button> buttons, CardButtons data) =>
        buttons.IsEmpty ? Line(where, text) : Shown(where, ReplyCard.Of(text, buttons, data));

    /// <summary>What answers somebody, where they said it: to whom it is, and which message it answers.</summary>
    public static Activity To(Place place, Activity answer) => answer with
    {
        Recipient = place.UserId.Length == 0 ? null : new ChannelAccount(place.UserId, place.From.Name),
        ReplyToId = place.ActivityId.Length == 0 || place.ActivityId.StartsWith("f:", StringComparison.Ordinal) ? null : place.ActivityId,
    };

    /// <summary>Sends; in a channel without a thread it makes one.</summary>
    public async ValueTask<PostId> PostAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation)
    {
        try
        {
            if (where.Kind == ConversationKind.Channel && thread is null)
            {
                CreatedConversation made = await connector.CreateThreadAsync(where, activity, cancellation);
                return new PostId(where.Conversation, made.ActivityId, made.ActivityId);
            }

            return new PostId(where.Conversation, thread, await connector.SendAsync(where, thread, activity, cancellation));
        }
        catch (ConnectorException gone) when (gone.Gone)
        {
            await book.MarkGoneAsync(where.Conversation, cancellation);
            throw;
        }
    }

    /// <summary>Deletes a post. Where that does not work it stays, which is untidy and no more.</summary>
    public async ValueTask RemoveAsync(ConversationReference where, string? thread, string activityId, CancellationToken cancellation)
    {
        try
        {
            await connector.DeleteAsync(where, thread, activityId, cancellation);
        }
        catch (ConnectorException)
        {
            // The connector has logged it.
        }
    }

    /// <summary>The chat with one person in which the bot can write; null where it can reach them in none.</summary>
    /// <param name="near">A conversation of the tenant, by whose connector a chat can be made.</param>
    /// <param name="userId">The person's id.</param>
    /// <param name="make">Whether to ask Teams for the chat, where it is not known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<ConversationReference?> PersonalAsync(ConversationReference near, string userId, bool make, CancellationToken cancellation)
    {
        if (await book.PersonalAsync(near.TenantId, userId, cancellation) is { } known)
        {
            return known.Gone ? null : known;
        }

        if (!make)
        {
            return null;
        }

        try
        {
            if (await connector.CreatePersonalAsync(near, userId, cancellation) is not { Length: > 0 } chat)
            {
                return null;
            }

            var made = new ConversationReference(near.TenantId, chat, near.ServiceUrl) { Kind = ConversationKind.Personal, BotId = near.BotId, Greeted = true };
            await book.KeepAsync(made, cancellation);
            await book.KeepPersonalAsync(near.TenantId, userId, chat, cancellation);
            return made;
        }
        catch (ConnectorException refused) when (!refused.Passing && !refused.Uncertain)
        {
            return null;
        }
    }

    private static Activity Message(ConversationReference where) => new()
    {
        Type = "message",
        From = new ChannelAccount(where.BotId),
        Conversation = new ConversationAccount(where.ConversationId),
        Locale = "en",
    };
}
