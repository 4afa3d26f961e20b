using System.Collections.Concurrent;
using System.Net;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Teams;

/// <summary>
/// Sends replies where they disturb least. A receipt: seen by the sender alone where the tenant has that, else in their own chat, else
/// on the board, else in the thread. A refusal: seen by the sender alone, else in the thread and deleted once they succeed. What all
/// must see stands in the meeting's thread. A reply that did not arrive, or may not have, is tried once more: rather two than none.
/// </summary>
internal sealed partial class Answerer(
    IMeetingDesk desk, IConnectorClient connector, ConversationBook book, Poster poster, PlaceSeal seal, Files files, TeamsOptions options, TimeProvider time, ILogger<Answerer> log) : IHostedService
{
    private const int LongestLine = 12_000;
    private const int MostParts = 10;
    private static readonly TimeSpan WithoutTargeted = TimeSpan.FromHours(1);
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BeforeTheSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly ConversationTurns _turns = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly ConcurrentDictionary<(string Conversation, string User), PostId> _standing = new();
    private readonly ConcurrentDictionary<(string Conversation, string User), PostId> _waiting = new();
    private readonly ConcurrentDictionary<string, long> _untargeted = new(StringComparer.Ordinal);

    /// <summary>Answers; returns at once, answers of one conversation keep their order.</summary>
    public void Answer(Place place, Reply reply) => Run(place, cancellation => AnswerAsync(place, reply, cancellation));

    /// <summary>Answers once the reply is there.</summary>
    public void AnswerLater(Place place, Task<Reply> asked) => Run(place, async cancellation =>
    {
        Reply reply;
        try
        {
            reply = await asked;
        }
        catch (Exception problem)
        {
            LogUnrecorded(log, problem);
            reply = Speaker.Failed(problem);
        }

        await AnswerAsync(place, reply, cancellation);
    });

    /// <summary>Says what all must see and tells others what is for them; the sender was answered already.</summary>
    public void AnswerOthers(Place place, Reply reply) => Run(place, cancellation => TellOthersAsync(place, reply, cancellation));

    /// <summary>Says something that answers nobody.</summary>
    public void Say(Place place, Func<CancellationToken, Task> say) => Run(place, say);

    /// <summary>Says that it takes a while; the line goes when the answer comes.</summary>
    public void Wait(Place place, string text) => Run(place, async cancellation =>
        _waiting[(place.Conversation, place.UserId)] = await poster.PostAsync(place.Where, place.Thread, Poster.Line(place.Where, $"{place.UserName}: {text}"), cancellation));

    /// <summary>Waits until everything that is to be said is said.</summary>
    public async Task DrainAsync()
    {
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys);
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await Task.WhenAny(DrainAsync(), Task.Delay(AtTheEnd, time, cancellationToken));

    private void Run(Place place, Func<CancellationToken, Task> say)
    {
        Task running = RunAsync(place, say);
        _running[running] = 0;
        _ = running.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
    }

    private async Task RunAsync(Place place, Func<CancellationToken, Task> say)
    {
        using IDisposable turn = await _turns.TakeAsync(place.Conversation, CancellationToken.None);
        try
        {
            await say(CancellationToken.None);
        }
        catch (Exception problem)
        {
            // What was recorded is recorded; only that it is said did not work.
            LogUnsaid(log, problem);
        }
    }

    private async Task AnswerAsync(Place place, Reply reply, CancellationToken cancellation)
    {
        await RemoveAsync(_waiting, place, cancellation);
        await TellOthersAsync(place, reply, cancellation);
        if (reply.Kind != ReplyKind.NotForMe && reply.Text.Length > 0)
        {
            await SayAsync(place, reply, cancellation);
        }
    }

    private async Task TellOthersAsync(Place place, Reply reply, CancellationToken cancellation)
    {
        if (reply.Kind is ReplyKind.Receipt or ReplyKind.Answer)
        {
            await RemoveAsync(_standing, place, cancellation);
        }

        if (!reply.Aloud.IsEmpty)
        {
            MeetingPlace? meeting = await desk.PlaceAsync(place.Conversation, cancellation);
            ConversationReference? where = place.Conversation == place.Where.Conversation ? place.Where : await book.FindAsync(place.Conversation, cancellation);
            string? thread = meeting?.Thread ?? PostId.Parse(meeting?.Board)?.Thread ?? (where == place.Where ? place.Thread : null);
            if (where is not null)
            {
                await PostAsync(where, thread, Poster.Shown(where, string.Join("\n\n", reply.Aloud), reply.AloudButtons, new CardButtons()), cancellation);
            }
        }

        foreach (PrivateLine told in reply.Told)
        {
            foreach (string user in Users(told.To, place.Where.TenantId))
            {
                if (await poster.PersonalAsync(place.Where, user, make: true, cancellation) is { } chat)
                {
                    await PostAsync(chat, null, Poster.Shown(chat, told.Text, told.Buttons, new CardButtons(In: seal.Seal(place.Conversation, user))), cancellation);
                    break;
                }
            }
        }
    }

    /// <summary>The Teams ids under which a person is known in a tenant.</summary>
    public static IEnumerable<string> Users(Addressee to, string tenant)
    {
        string prefix = $"teams:{tenant}:";
        return to.Accounts.Where(account => account.Value.StartsWith(prefix, StringComparison.Ordinal)).Select(account => account.Value[prefix.Length..]);
    }

    private async Task SayAsync(Place place, Reply reply, CancellationToken cancellation)
    {
        // What everybody can press stands in the thread already.
        reply = reply with { Buttons = reply.Buttons.RemoveRange(reply.AloudButtons) };
        if (place.Where.Kind == ConversationKind.Personal)
        {
            await SendAsync(place.Where, null, reply, new CardButtons(In: place.Conversation == place.Where.Conversation ? null : seal.Seal(place.Conversation, place.UserId)), place, cancellation);
            await files.OfferAsync(place, reply.File, cancellation);
            return;
        }

        if (await TargetedAsync(place, reply, cancellation))
        {
            return;
        }

        if (reply.Kind != ReplyKind.Refusal && await poster.PersonalAsync(place.Where, place.UserId, make: false, cancellation) is { } chat)
        {
            string about = place.Where.Name.Length == 0 ? "" : $"{place.Where.Name}: ";
            await SendAsync(chat, null, reply with { Text = about + reply.Text }, new CardButtons(In: seal.Seal(place.Conversation, place.UserId)), null, cancellation);
            await files.OfferAsync(place with { Where = chat, Thread = null }, reply.File, cancellation);
            return;
        }

        bool quiet = reply is { Kind: ReplyKind.Receipt, File: null } && reply.Buttons.IsEmpty;
        if (quiet && (!reply.Aloud.IsEmpty || (reply.Quiet && await desk.PlaceAsync(place.Conversation, cancellation) is { Board: not null })))
        {
            return;
        }

        string file = reply.File is null ? "" : "\nFiles I hand over in our direct chat: add me there, and ask again.";
        PostId said = await SendAsync(place.Where, place.Thread, reply with { Text = $"{place.UserName}: {reply.Text}{file}" }, new CardButtons(), place, cancellation);
        if (reply.Kind == ReplyKind.Refusal)
        {
            await RemoveAsync(_standing, place, cancellation);
            _standing[(place.Conversation, place.UserId)] = said;
        }
    }

    /// <summary>Tries a message that only the sender sees. A tenant that has none says so once an hour.</summary>
    private async ValueTask<bool> TargetedAsync(Place place, Reply reply, CancellationToken cancellation)
    {
        if (!options.TargetedMessages || place.UserId.Length == 0 || reply.Text.Length > LongestLine || !ReplyCard.Of(reply.Text, reply.Buttons, new CardButtons()).Fits
            || (!place.Targeted && _untargeted.TryGetValue(place.Where.Conversation, out long since) && time.GetElapsedTime(since) < WithoutTargeted))
        {
            return false;
        }

        try
        {
            Activity shown = Poster.Shown(place.Where, reply.Text, reply.Buttons, new CardButtons()) with
            {
                Recipient = place.From with { IsTargeted = true, More = null },
                Entities = place.Targeted ? [new Entity("targetedMessageInfo") { MessageId = place.ActivityId }] : null,
            };
            await TwiceAsync(() => connector.SendTargetedAsync(place.Where, place.Thread, shown, cancellation), cancellation);
            return true;
        }
        catch (ConnectorException refused) when (!refused.Passing && !refused.Uncertain)
        {
            if (refused is { Status: HttpStatusCode.BadRequest, Code: "ServiceError" or "Unknown" })
            {
                _untargeted[place.Where.Conversation] = time.GetTimestamp();
            }

            return false;
        }
    }

    private ValueTask<PostId> PostAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation) =>
        TwiceAsync(() => poster.PostAsync(where, thread, activity, cancellation), cancellation);

    private async ValueTask<T> TwiceAsync<T>(Func<ValueTask<T>> send, CancellationToken cancellation)
    {
        try
        {
            return await send();
        }
        catch (ConnectorException problem) when ((problem.Passing || problem.Uncertain) && (problem.RetryAfter ?? BeforeTheSecond) <= LongestWait)
        {
            await Task.Delay(problem.RetryAfter ?? BeforeTheSecond, time, cancellation);
            return await send();
        }
    }

    /// <summary>Sends a reply, in several messages where it is long; returns the last.</summary>
    /// <param name="where">The conversation.</param>
    /// <param name="thread">Its thread, in a channel.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="data">What its buttons carry.</param>
    /// <param name="answers">What it answers; null where it stands in another conversation.</param>
    /// <param name="cancellation">Ends the wait.</param>
    private async ValueTask<PostId> SendAsync(ConversationReference where, string? thread, Reply reply, CardButtons data, Place? answers, CancellationToken cancellation)
    {
        PostId? said = null;
        foreach (Activity message in Messages(where, reply, data))
        {
            said = await PostAsync(where, said?.Thread ?? thread, answers is null ? message : Poster.To(answers, message), cancellation);
        }

        return said!;
    }

    /// <summary>The buttons stand below the last piece, or in a message of their own where both together would be too long for a card.</summary>
    public static IEnumerable<Activity> Messages(ConversationReference where, Reply reply, CardButtons data)
    {
        string[] parts = [.. Parts(reply.Text)];
        foreach (string part in parts[..^1])
        {
            yield return Poster.Line(where, part);
        }

        if (reply.Buttons.IsEmpty || ReplyCard.Of(parts[^1], reply.Buttons, data).Fits)
        {
            yield return Poster.Shown(where, parts[^1], reply.Buttons, data);
        }
        else
        {
            yield return Poster.Line(where, parts[^1]);
            yield return Poster.Shown(where, "What next?", reply.Buttons, data);
        }
    }

    /// <summary>A text in pieces that Teams takes, cut between lines.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        string rest = text;
        for (int part = 1; part < MostParts && rest.Length > LongestLine; part++)
        {
            int cut = rest.LastIndexOf('\n', LongestLine);
            cut = cut > 0 ? cut : LongestLine;
            yield return rest[..cut];
            rest = rest[cut..].TrimStart('\n');
        }

        yield return rest.Length <= LongestLine ? rest : rest[..LongestLine] + "…\nThe rest is too long for a chat: ask for less of it.";
    }

    private async ValueTask RemoveAsync(ConcurrentDictionary<(string Conversation, string User), PostId> standing, Place place, CancellationToken cancellation)
    {
        if (standing.TryRemove((place.Conversation, place.UserId), out PostId? post) && post.Activity is { } activity
            && await book.FindAsync(post.Conversation, cancellation) is { } where)
        {
            await poster.RemoveAsync(where, post.Thread, activity, cancellation);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A pressed button could not be handled")]
    private static partial void LogUnrecorded(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A reply could not be said in Teams")]
    private static partial void LogUnsaid(ILogger log, Exception problem);
}
