using System.Collections.Concurrent;
using System.Text.Json;
using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>
/// Where conversations and people are reached, kept beside the streams: written when something changed, read from memory otherwise.
/// </summary>
public sealed class ConversationBook(IAdapterNotes notes)
{
    private const string Conversations = "teams/conversation/";
    private const string People = "teams/person/";

    private readonly ConcurrentDictionary<string, ConversationReference> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _personal = new(StringComparer.Ordinal);

    /// <summary>How a conversation is reached; null when nothing ever came from there, or the bot was removed.</summary>
    /// <param name="conversation">The core's name, <c>teams:&lt;tenant&gt;:&lt;conversation id&gt;</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<ConversationReference?> FindAsync(string conversation, CancellationToken cancellation)
    {
        if (_known.TryGetValue(conversation, out ConversationReference? known))
        {
            return known;
        }

        string? note = await notes.ReadNoteAsync(Key(conversation), cancellation);
        return note is null || JsonSerializer.Deserialize(note, WireJson.Default.ConversationReference) is not { } read ? null : _known.GetOrAdd(conversation, read);
    }

    /// <summary>Keeps how a conversation is reached. What did not change is not written.</summary>
    public async ValueTask KeepAsync(ConversationReference reference, CancellationToken cancellation)
    {
        if (await FindAsync(reference.Conversation, cancellation) == reference)
        {
            return;
        }

        _known[reference.Conversation] = reference;
        await notes.WriteNoteAsync(Key(reference.Conversation), JsonSerializer.Serialize(reference, WireJson.Default.ConversationReference), cancellation);
    }

    /// <summary>Forgets a conversation, for a bot that was removed.</summary>
    public async ValueTask ForgetAsync(ConversationReference reference, CancellationToken cancellation)
    {
        _known.TryRemove(reference.Conversation, out _);
        await notes.DeleteNoteAsync(Key(reference.Conversation), cancellation);
        if (reference.Kind == ConversationKind.Personal)
        {
            await ForgetPersonAsync(reference, cancellation);
        }
    }

    /// <summary>The chat with one person; null when they have none with the bot.</summary>
    public async ValueTask<ConversationReference?> PersonalAsync(string tenant, string userId, CancellationToken cancellation)
    {
        string key = $"{People}{tenant}/{userId}";
        if (!_personal.TryGetValue(key, out string? conversation))
        {
            if (await notes.ReadNoteAsync(key, cancellation) is not { } kept)
            {
                return null;
            }

            conversation = _personal.GetOrAdd(key, kept);
        }

        return await FindAsync($"teams:{tenant}:{conversation}", cancellation);
    }

    /// <summary>Keeps which chat is a person's.</summary>
    public async ValueTask KeepPersonalAsync(string tenant, string userId, string conversationId, CancellationToken cancellation)
    {
        string key = $"{People}{tenant}/{userId}";
        if (_personal.GetValueOrDefault(key) != conversationId)
        {
            _personal[key] = conversationId;
            await notes.WriteNoteAsync(key, conversationId, cancellation);
        }
    }

    private async ValueTask ForgetPersonAsync(ConversationReference personal, CancellationToken cancellation)
    {
        await foreach ((string key, string conversation) in notes.ListNotesAsync($"{People}{personal.TenantId}/", cancellation))
        {
            if (conversation == personal.ConversationId)
            {
                _personal.TryRemove(key, out _);
                await notes.DeleteNoteAsync(key, cancellation);
            }
        }
    }

    private static string Key(string conversation) => Conversations + conversation["teams:".Length..].Replace(':', '/');
}
