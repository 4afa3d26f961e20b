using System.Collections.Concurrent;
using System.Text;
using MeetingBot.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.EndToEnd;

/// <summary>What befalls a request between the bot and its storage account.</summary>
public enum Mishap
{
    None,

    /// <summary>It is done, and the line is cut before the answer.</summary>
    AnswerLost,

    /// <summary>The line is cut before it is done.</summary>
    Cut,

    /// <summary>500, and it is not done.</summary>
    InternalError,

    /// <summary>500, though it is done.</summary>
    ErrorAfterSuccess,

    /// <summary>503, and it is not done.</summary>
    Busy,

    /// <summary>412, and it is not done; for requests that name a condition.</summary>
    ConditionNotMet,

    /// <summary>It takes longer than usual.</summary>
    Slow,
}

/// <summary>
/// Stands between the bot and Azurite and passes on what it is asked, unless something befalls it. A request is signed over its path, not over
/// the host, so the signature that the bot makes for this address is good for Azurite's.
/// </summary>
sealed class FaultProxy : IAsyncDisposable
{
    static readonly string[] Kept = ["Connection", "Host", "Keep-Alive", "Transfer-Encoding"];
    static readonly string[] Conditions = ["If-Match", "If-None-Match", "x-ms-blob-condition-appendpos", "x-ms-lease-id"];

    readonly WebApplication _app;
    readonly Azurite _azurite;
    readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null });

    FaultProxy(Azurite azurite)
    {
        _azurite = azurite;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    /// <summary>Decides what befalls a request, by its first line and its content.</summary>
    public Func<string, string, Mishap> Disturb { get; set; } = (_, _) => Mishap.None;

    /// <summary>How often each mishap befell a request.</summary>
    public ConcurrentDictionary<Mishap, int> Befell { get; } = new();

    public string ConnectionString => _azurite.ConnectionString.Replace(_azurite.Address.ToString(), Address + "/", StringComparison.Ordinal);

    string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<FaultProxy> StartAsync(Azurite azurite)
    {
        var proxy = new FaultProxy(azurite);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _client.Dispose();
    }

    async Task TakeAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content);
        Mishap mishap = Disturb($"{context.Request.Method} {Target(context)}", Encoding.UTF8.GetString(content.ToArray()));
        if (mishap == Mishap.ConditionNotMet && !Conditions.Any(context.Request.Headers.ContainsKey))
            mishap = Mishap.None;
        Befell.AddOrUpdate(mishap, 1, (_, count) => count + 1);
        switch (mishap)
        {
            case Mishap.Cut:
                context.Abort();
                return;
            case Mishap.InternalError:
                await RefuseAsync(context, 500, "InternalError");
                return;
            case Mishap.Busy:
                await RefuseAsync(context, 503, "ServerBusy");
                return;
            case Mishap.ConditionNotMet:
                await RefuseAsync(context, 412, "ConditionNotMet");
                return;
            case Mishap.Slow:
                await Task.Delay(TimeSpan.FromMilliseconds(700));
                break;
        }

        using HttpResponseMessage answer = await PassAsync(context, content.ToArray());
        if (mishap == Mishap.AnswerLost)
            context.Abort();
        else if (mishap == Mishap.ErrorAfterSuccess)
            await RefuseAsync(context, 500, "OperationTimedOut");
        else
            await AnswerAsync(context, answer);
    }

    /// <summary>The path and query as they were sent, which are what is signed.</summary>
    static string Target(HttpContext context) => context.Features.Get<IHttpRequestFeature>()!.RawTarget;

    static async Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["x-ms-error-code"] = code;
        context.Response.ContentType = "application/xml";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>{code}</Code><Message>A mishap.</Message></Error>");
    }

    async Task<HttpResponseMessage> PassAsync(HttpContext context, byte[] content)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(_azurite.Address, Target(context)));
        if (HttpMethods.IsPut(context.Request.Method) || HttpMethods.IsPost(context.Request.Method))
            request.Content = new ByteArrayContent(content);
        foreach ((string name, var value) in context.Request.Headers.Where(header => !Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)value!))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)value!);
        }

        return await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
    }

    static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> value) in answer.Headers.Concat(answer.Content.Headers).Where(header => !Kept.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            context.Response.Headers[name] = value.ToArray();
        byte[] content = await answer.Content.ReadAsByteArrayAsync();
        if (content.Length > 0)
            await context.Response.Body.WriteAsync(content);
    }
}
