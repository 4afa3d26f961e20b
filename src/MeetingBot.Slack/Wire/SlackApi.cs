using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MeetingBot.Application;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Slack;

/// <summary>
/// Calls Slack's Web API: every method as a form with the token in the header, which works for all of them. A post whose
/// outcome is not known is never sent again here.
/// </summary>
internal sealed class SlackApi : ISlackApi
{
    /// <summary>The name of the client in the factory.</summary>
    public const string Client = "slack";

    private const int Tries = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan WithoutHeader = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly IHttpClientFactory _clients;
    private readonly Uri _base;
    private readonly SlackPace _pace;
    private readonly TimeProvider _time;
    private readonly ILogger<SlackApi> _log;
    private readonly Measures? _measures;
    private readonly MessageEdits _edits;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _scopes = new(StringComparer.Ordinal);

    public SlackApi(IHttpClientFactory clients, Uri address, SlackPace pace, TimeProvider time, ILogger<SlackApi> log, Measures? measures = null)
    {
        _clients = clients;
        _base = address;
        _pace = pace;
        _time = time;
        _log = log;
        _measures = measures;
        _edits = new MessageEdits(pace, async (call, cancellation) => await CallAsync(call, cancellation));
    }

    /// <inheritdoc/>
    public event Action<string, string>? TokenRefused;

    /// <inheritdoc/>
    public IReadOnlySet<string>? ScopesOf(string tenant) => _scopes.GetValueOrDefault(tenant);

    /// <inheritdoc/>
    public ValueTask EditAsync(ApiCall call, CancellationToken cancellation) => new(_edits.SubmitAsync(call).WaitAsync(cancellation));

    /// <inheritdoc/>
    public async ValueTask<JsonElement> CallAsync(ApiCall call, CancellationToken cancellation)
    {
        if (!ApiMethods.Posts(call.Method) || call.Channel is not { } channel)
        {
            return await TryAsync(call, null, cancellation);
        }

        // One post at a time in a channel, so that they stand in the order in which they were said.
        SemaphoreSlim lane = _lanes.GetOrAdd($"{call.Tenant} {channel}", static _ => new SemaphoreSlim(1));
        await lane.WaitAsync(cancellation);
        try
        {
            return await TryAsync(call, channel, cancellation);
        }
        finally
        {
            lane.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask UploadAsync(Uri address, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        const string method = "the upload of a file";
        if (address.Scheme != Uri.UriSchemeHttps && !(address.IsLoopback && _base.IsLoopback))
        {
            throw new SlackUnreachableException(method, "the address it gave is not encrypted");
        }

        using var body = new ReadOnlyMemoryContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        try
        {
            using HttpResponseMessage answer = await _clients.CreateClient(Client).PostAsync(address, body, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                throw new SlackUnreachableException(method, $"status {(int)answer.StatusCode}");
            }
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new SlackUnreachableException(method, problem.GetType().Name);
        }
    }

    private async ValueTask<JsonElement> TryAsync(ApiCall call, string? channel, CancellationToken cancellation)
    {
        Repeat repeat = call.Once ? Repeat.Never : ApiMethods.RepeatOf(call.Method);
        TimeSpan waited = TimeSpan.Zero;
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan paused = _pace.Paused(call.Tenant, call.Method);
            if (paused > Patience - waited)
            {
                throw new SlackBusyException(call.Method, paused);
            }

            await _pace.WaitAsync(call.Tenant, call.Method, channel, cancellation);
            long began = _time.GetTimestamp();
            Answer answer = await SendAsync(call, cancellation);
            _measures?.Called("slack", call.Method, answer.Status, _time.GetElapsedTime(began));
            if (answer.Body is { } body && answer.Error is null)
            {
                return body;
            }

            if (answer.Wait is { } asked)
            {
                TimeSpan pause = _pace.Pause(call.Tenant, call.Method, asked);
                waited += pause;
                if (repeat == Repeat.Never || waited > Patience || attempt == Tries)
                {
                    throw new SlackBusyException(call.Method, pause);
                }

                continue;
            }

            if (answer.Error is { } error && Remedies.Of(call.Method, error) is var remedy and not Remedy.WaitAndRetry)
            {
                if (remedy == Remedy.StopInstallation && call.Token is { } token)
                {
                    TokenRefused?.Invoke(token, error);
                }

                return remedy == Remedy.AlreadySo ? answer.Body!.Value : throw Refused(call, error, answer.Body!.Value);
            }

            bool again = answer.NothingSent ? repeat != Repeat.Never : repeat == Repeat.Harmless;
            if (!again || attempt == Tries)
            {
                string why = answer.Error ?? answer.Trouble ?? "no answer";
                throw answer.NothingSent || repeat != Repeat.Harmful ? new SlackUnreachableException(call.Method, why) : new SlackUncertainException(call.Method, why);
            }

            await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), _time, cancellation);
        }
    }

    private async ValueTask<Answer> SendAsync(ApiCall call, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_base, call.Method)) { Content = new FormUrlEncodedContent(call.Arguments) };
        request.Headers.Authorization = call.Client is { } client ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}")))
            : call.Token is { } token ? new("Bearer", token) : null;
        try
        {
            using HttpResponseMessage response = await _clients.CreateClient(Client).SendAsync(request, cancellation);
            return await ReadAsync(call, response, cancellation);
        }
        catch (HttpRequestException problem)
        {
            bool nothing = problem.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return new Answer(null, null) { NothingSent = nothing, Trouble = problem.HttpRequestError.ToString() };
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Answer(null, null) { Trouble = "it took too long" };
        }
        catch (IOException)
        {
            return new Answer(null, null) { Trouble = "the connection broke" };
        }
    }

    private async ValueTask<Answer> ReadAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellation)
    {
        JsonElement? body = Loose.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new Answer(null, "ratelimited") { Wait = response.Headers.RetryAfter?.Delta ?? WithoutHeader };
        }

        // What is no JSON is no success, whatever the status says.
        if (body is not { } json || (int)response.StatusCode >= 500)
        {
            return new Answer(null, null) { Trouble = $"status {(int)response.StatusCode}" };
        }

        if (response.Headers.TryGetValues("X-OAuth-Scopes", out IEnumerable<string>? scopes))
        {
            _scopes[call.Tenant] = scopes.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
        }

        if (json.Flag("ok"))
        {
            if (json.Word("warning") is { } warning && warning is not ("already_in_channel" or "missing_charset"))
            {
                _log.LogWarning("Slack warns about {Method}: {Warning}", call.Method, warning);
            }

            return new Answer(json, null);
        }

        string error = json.Word("error") ?? $"status {(int)response.StatusCode}";
        return new Answer(json, error) { Wait = error is "ratelimited" or "rate_limited" ? response.Headers.RetryAfter?.Delta ?? WithoutHeader : null };
    }

    private static SlackApiException Refused(ApiCall call, string error, JsonElement body)
    {
        IEnumerable<string> messages = error == "missing_scope" ? [$"needs {body.Word("needed")}"]
            : Remedies.Of(call.Method, error) == Remedy.OurMistake ? Words(body.Part("response_metadata") ?? body, "messages").Concat(Words(body, "errors")) : [];
        return new SlackApiException(call.Method, error, string.Join("; ", messages.Distinct().Take(5)));
    }

    private static IEnumerable<string> Words(JsonElement element, string name) =>
        element.Items(name).Select(item => item.Whole() ?? $"{item.Text("message") ?? item.Text("error")} {item.Text("pointer")}".Trim());

    /// <summary>What came back: a body, an error's code, or trouble on the way.</summary>
    private sealed record Answer(JsonElement? Body, string? Error)
    {
        public TimeSpan? Wait { get; init; }

        public bool NothingSent { get; init; }

        public string? Trouble { get; init; }

        public CallStatus Status => Wait is not null ? CallStatus.Throttled : Error is not null ? CallStatus.Refused : Body is null ? CallStatus.Failed : CallStatus.Done;
    }
}
