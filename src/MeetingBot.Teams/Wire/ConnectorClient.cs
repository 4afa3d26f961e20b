using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Core;
using Azure.Identity;
using MeetingBot.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Teams;

/// <summary>The connector's REST service, spoken to directly (microsoft/teams.net, ConversationClient and MeetingClient).</summary>
public sealed partial class ConnectorClient(
    IHttpClientFactory clients, [FromKeyedServices(ConnectorClient.HttpName)] TokenCredential credential, TeamsOptions options, ConversationBook book, TimeProvider time, ILogger<ConnectorClient> log, Measures? measures = null)
    : IConnectorClient
{
    /// <summary>The name under which its HTTP client and its credential are configured.</summary>
    public const string HttpName = "MeetingBot.Teams";

    private readonly ConversationTurns _turns = new();

    /// <inheritdoc/>
    public async ValueTask<string?> SendAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation)
    {
        using IDisposable turn = await _turns.TakeAsync(where.Conversation, cancellation);
        SentActivity? sent = await CallAsync(HttpMethod.Post, where, Activities(where, thread), activity, WireJson.Default.Activity, WireJson.Default.SentActivity, cancellation);
        return sent?.Id;
    }

    /// <inheritdoc/>
    public async ValueTask<string?> SendTargetedAsync(ConversationReference where, string? thread, Activity activity, CancellationToken cancellation)
    {
        using IDisposable turn = await _turns.TakeAsync(where.Conversation, cancellation);
        SentActivity? sent = await CallAsync(HttpMethod.Post, where, Activities(where, thread) + "?isTargetedActivity=true", activity, WireJson.Default.Activity, WireJson.Default.SentActivity, cancellation);
        return sent?.Id;
    }

    /// <inheritdoc/>
    public async ValueTask UpdateAsync(ConversationReference where, string? thread, string activityId, Activity activity, CancellationToken cancellation)
    {
        using IDisposable turn = await _turns.TakeAsync(where.Conversation, cancellation);
        await CallAsync(HttpMethod.Put, where, $"{Activities(where, thread)}/{Uri.EscapeDataString(activityId)}", activity with { Id = activityId }, WireJson.Default.Activity, WireJson.Default.SentActivity, cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(ConversationReference where, string? thread, string activityId, CancellationToken cancellation)
    {
        using IDisposable turn = await _turns.TakeAsync(where.Conversation, cancellation);
        try
        {
            await CallAsync(HttpMethod.Delete, where, $"{Activities(where, thread)}/{Uri.EscapeDataString(activityId)}", null, WireJson.Default.Activity, WireJson.Default.SentActivity, cancellation);
        }
        catch (ConnectorException gone) when (gone.Status == HttpStatusCode.NotFound)
        {
            // Somebody deleted it before: that is what was wanted.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<CreatedConversation> CreateThreadAsync(ConversationReference channel, Activity activity, CancellationToken cancellation)
    {
        using IDisposable turn = await _turns.TakeAsync(channel.Conversation, cancellation);
        var thread = new NewConversation
        {
            IsGroup = true,
            Bot = new ChannelAccount(channel.BotId),
            TenantId = channel.TenantId,
            Activity = activity,
            ChannelData = new TeamsChannelData { Channel = new NamedId(channel.ConversationId) },
        };
        return await CallAsync(HttpMethod.Post, channel, "v3/conversations", thread, WireJson.Default.NewConversation, WireJson.Default.CreatedConversation, cancellation) ?? new CreatedConversation();
    }

    /// <inheritdoc/>
    public async ValueTask<string?> CreatePersonalAsync(ConversationReference where, string userId, CancellationToken cancellation)
    {
        var chat = new NewConversation { Bot = new ChannelAccount(where.BotId), Members = [new ChannelAccount(userId)], TenantId = where.TenantId };
        return (await CallAsync(HttpMethod.Post, where, "v3/conversations", chat, WireJson.Default.NewConversation, WireJson.Default.CreatedConversation, cancellation))?.Id;
    }

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<NamedId>> ChannelsAsync(ConversationReference where, string teamId, CancellationToken cancellation) =>
        (await CallAsync(HttpMethod.Get, where, $"v3/teams/{Uri.EscapeDataString(teamId)}/conversations", null, WireJson.Default.ChannelList, WireJson.Default.ChannelList, cancellation))?.Conversations ?? [];

    /// <inheritdoc/>
    public ValueTask<NamedId?> TeamAsync(ConversationReference where, string teamId, CancellationToken cancellation) =>
        CallAsync(HttpMethod.Get, where, $"v3/teams/{Uri.EscapeDataString(teamId)}", null, WireJson.Default.NamedId, WireJson.Default.NamedId, cancellation);

    /// <inheritdoc/>
    public async ValueTask<MeetingDetails?> MeetingAsync(ConversationReference where, string meetingId, CancellationToken cancellation)
    {
        try
        {
            return await CallAsync(HttpMethod.Get, where, $"v1/meetings/{Uri.EscapeDataString(meetingId)}", null, WireJson.Default.MeetingDetails, WireJson.Default.MeetingDetails, cancellation);
        }
        catch (ConnectorException unknown) when (unknown.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask UploadAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new ReadOnlyMemoryContent(content) };
        request.Content.Headers.ContentRange = new ContentRangeHeaderValue(0, content.Length - 1, content.Length);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage answer = await SendOnceAsync(request, nameof(UploadAsync), cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new ConnectorException($"The file was refused with {(int)answer.StatusCode}") { Status = answer.StatusCode };
        }
    }

    /// <summary>In a channel the thread is part of the conversation's id.</summary>
    private static string Activities(ConversationReference where, string? thread) =>
        $"v3/conversations/{Uri.EscapeDataString(where.Kind == ConversationKind.Channel && thread is not null ? $"{where.ConversationId};messageid={thread}" : where.ConversationId)}/activities";

    private async ValueTask<TAnswer?> CallAsync<TBody, TAnswer>(HttpMethod method, ConversationReference where, string path, TBody? body, JsonTypeInfo<TBody> bodyForm, JsonTypeInfo<TAnswer> answerForm, CancellationToken cancellation, [CallerMemberName] string caller = "")
        where TBody : class
        where TAnswer : class
    {
        byte[]? bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, bodyForm);
        string serviceUrl = (await book.FindAsync(where.Conversation, cancellation))?.ServiceUrl ?? where.ServiceUrl;
        for (int tried = 1; ; tried++)
        {
            ConnectorException problem;
            try
            {
                using HttpResponseMessage answer = await TryAsync(method, serviceUrl, path, bytes, caller, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return await AnswerAsync(answer, answerForm, cancellation);
                }

                problem = await ProblemAsync(answer, method, cancellation);
            }
            catch (ConnectorException unreachable) when (unreachable.NotSent)
            {
                problem = unreachable;
            }

            if (problem is { Status: HttpStatusCode.Forbidden, Code: "InvalidBotApiHost" } && serviceUrl != options.GovernmentHost.AbsoluteUri)
            {
                serviceUrl = options.GovernmentHost.AbsoluteUri;
                await book.KeepAsync((await book.FindAsync(where.Conversation, cancellation) ?? where) with { ServiceUrl = serviceUrl }, cancellation);
                continue;
            }

            if (options.Retry.Pause(tried, problem) is not { } pause)
            {
                throw problem;
            }

            await Task.Delay(pause, time, cancellation);
        }
    }

    private async ValueTask<HttpResponseMessage> TryAsync(HttpMethod method, string serviceUrl, string path, byte[]? body, string caller, CancellationToken cancellation)
    {
        if (!options.MaySpeakTo(serviceUrl))
        {
            throw new ConnectorException("The conversation's address is not one of Teams");
        }

        using var request = new HttpRequestMessage(method, new Uri(serviceUrl.TrimEnd('/') + "/" + path));
        if (!options.AllowUnauthenticated)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(cancellation));
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        }

        return await SendOnceAsync(request, caller, cancellation);
    }

    private async ValueTask<string> TokenAsync(CancellationToken cancellation)
    {
        try
        {
            return (await credential.GetTokenAsync(new TokenRequestContext([options.Scope]), cancellation)).Token;
        }
        catch (AuthenticationFailedException refused)
        {
            throw new ConnectorException("The bot got no token to speak to Teams", refused) { NotSent = true };
        }
    }

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, string caller, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Patience);
        long began = time.GetTimestamp();
        CallStatus status = CallStatus.Failed;
        try
        {
            HttpResponseMessage answer = await clients.CreateClient(HttpName).SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            status = answer.IsSuccessStatusCode ? CallStatus.Done
                : answer.StatusCode == HttpStatusCode.TooManyRequests ? CallStatus.Throttled
                : answer.StatusCode >= HttpStatusCode.InternalServerError ? CallStatus.Failed : CallStatus.Refused;
            return answer;
        }
        catch (OperationCanceledException slow) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectorException("Teams did not answer in time", slow) { Uncertain = true };
        }
        catch (HttpRequestException broken)
        {
            bool unconnected = broken.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            throw new ConnectorException("Teams cannot be reached", broken) { NotSent = unconnected, Uncertain = !unconnected };
        }
        finally
        {
            measures?.Called("teams", caller.Replace("Async", "", StringComparison.Ordinal), status, time.GetElapsedTime(began));
        }
    }

    /// <summary>An answer may be empty, and is then none.</summary>
    private static async ValueTask<TAnswer?> AnswerAsync<TAnswer>(HttpResponseMessage answer, JsonTypeInfo<TAnswer> form, CancellationToken cancellation)
        where TAnswer : class
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize(body, form);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<ConnectorException> ProblemAsync(HttpResponseMessage answer, HttpMethod method, CancellationToken cancellation)
    {
        ConnectorFailure? failure = await AnswerAsync(answer, WireJson.Default.ConnectorFailure, cancellation);
        string code = failure?.Error?.Code is { Length: > 0 and < 60 } told && told.All(char.IsAsciiLetterOrDigit) ? told : "";
        string trace = answer.Headers.TryGetValues("MS-CV", out IEnumerable<string>? values) ? string.Join(' ', values) : "";
        LogRefused(log, method.Method, (int)answer.StatusCode, code, trace);
        return new ConnectorException($"Teams answered {(int)answer.StatusCode} {code}".TrimEnd())
        {
            Status = answer.StatusCode,
            Code = code,
            RetryAfter = answer.Headers.RetryAfter is not { } wait ? null : wait.Delta ?? (wait.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)) : null),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Teams answered a {Method} with {Status} {Code} (MS-CV {Trace})")]
    private static partial void LogRefused(ILogger log, string method, int status, string code, string trace);
}
