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
    private const string Posts = "teams/posted/";

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

        string? note = await notes.ReadNoteAsync(Key(Conversations, conversation), cancellation);
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
        await notes.WriteNoteAsync(Key(Conversations, reference.Conversation), JsonSerializer.Serialize(reference, WireJson.Default.ConversationReference), cancellation);
    }

    /// <summary>Reads a conversation anew: the bot was added or removed, perhaps as another replica saw.</summary>
    public ValueTask<ConversationReference?> FindAnewAsync(string conversation, CancellationToken cancellation)
    {
        _known.TryRemove(conversation, out _);
        return FindAsync(conversation, cancellation);
    }

    /// <summary>Keeps that the bot cannot write in a conversation, unless it is forgotten already.</summary>
    public async ValueTask MarkGoneAsync(string conversation, CancellationToken cancellation)
    {
        if (await FindAnewAsync(conversation, cancellation) is { } known)
        {
            await KeepAsync(known with { Gone = true }, cancellation);
        }
    }

    /// <summary>What the bot posted last in a conversation, as it was kept; null for nothing.</summary>
    public ValueTask<string?> LastPostAsync(string conversation, CancellationToken cancellation) => notes.ReadNoteAsync(Key(Posts, conversation), cancellation);

    /// <summary>Keeps what the bot posted last in a conversation.</summary>
    public ValueTask KeepLastPostAsync(string conversation, string post, CancellationToken cancellation) => notes.WriteNoteAsync(Key(Posts, conversation), post, cancellation);

    /// <summary>A conversation, and for a channel the others of its team that are known.</summary>
    public async ValueTask<IReadOnlyList<ConversationReference>> BesideAsync(ConversationReference reference, CancellationToken cancellation)
    {
        List<ConversationReference> found = [reference];
        if (reference.Team.Length > 0)
        {
            await foreach ((_, string note) in notes.ListNotesAsync($"{Conversations}{reference.TenantId}/", cancellation))
            {
                if (JsonSerializer.Deserialize(note, WireJson.Default.ConversationReference) is { } other && other.Team == reference.Team && other.Conversation != reference.Conversation)
                {
                    found.Add(other);
                }
            }
        }

        return found;
    }

    /// <summary>The bot was taken away from a channel with its team: how it was reached stays, for a team that comes back, and what was posted there goes.</summary>
    public async ValueTask LeaveAsync(ConversationReference reference, CancellationToken cancellation)
    {
        await KeepAsync(reference with { Gone = true }, cancellation);
        await notes.DeleteNoteAsync(Key(Posts, reference.Conversation), cancellation);
    }

    /// <summary>Forgets a conversation, for a bot that was removed: also whose it is, and what was posted there.</summary>
    public async ValueTask ForgetAsync(ConversationReference reference, CancellationToken cancellation)
    {
        _known.TryRemove(reference.Conversation, out _);
        await notes.DeleteNoteAsync(Key(Conversations, reference.Conversation), cancellation);
        await notes.DeleteNoteAsync(Key(Posts, reference.Conversation), cancellation);
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

    private static string Key(string kind, string conversation) => kind + conversation["teams:".Length..].Replace(':', '/');
}
