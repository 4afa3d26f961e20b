using System.Collections.Concurrent;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace MeetingBot.Tests;

/// <summary>What happens to one request on its way to the storage account.</summary>
public enum Fault
{
    None,

    /// <summary>It is done, and the answer is lost.</summary>
    AnswerLost,

    /// <summary>It never arrives.</summary>
    Cut,

    /// <summary>The server says 500 without doing it.</summary>
    InternalError,

    /// <summary>The server is done with it and says 500 all the same.</summary>
    ErrorAfterSuccess,

    /// <summary>The server says 503 without doing it.</summary>
    Busy,

    /// <summary>It takes a while.</summary>
    Slow,

    /// <summary>It never comes to an end, unless whoever asked gives it up.</summary>
    Hang,
}

/// <summary>The wire between a replica and the storage account: counts the requests and disturbs them.</summary>
public sealed class Wire : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> _requests = new();

    /// <summary>Decides what happens to a request, named by its method and what follows the container in its address.</summary>
    public Func<string, Fault> Disturb { get; set; } = _ => Fault.None;

    /// <summary>Runs before a request is sent, while it waits.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Every request as it was sent, those that were sent again too.</summary>
    public string[] Requests => [.. _requests];

    public BlobClientOptions Options
    {
        get
        {
            var options = new BlobClientOptions { Retry = { MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(20), NetworkTimeout = TimeSpan.FromSeconds(20) } };
            options.AddPolicy(this, HttpPipelinePosition.PerRetry);
            return options;
        }
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear() => _requests.Clear();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("Nothing is asked synchronously.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Uri uri = message.Request.Uri.ToUri();
        string request = $"{message.Request.Method} {string.Join('/', uri.AbsolutePath.Split('/').Skip(3))}{uri.Query}";
        _requests.Enqueue(request);
        await Before(request);
        Fault fault = Disturb(request);
        if (fault == Fault.Slow)
        {
            await Task.Delay(30);
        }

        if (fault == Fault.Hang)
        {
            await Task.Delay(Timeout.Infinite, message.CancellationToken);
        }

        if (fault is Fault.Cut)
        {
            throw new IOException("The connection was cut.");
        }

        if (fault is Fault.None or Fault.Slow or Fault.AnswerLost or Fault.ErrorAfterSuccess)
        {
            await ProcessNextAsync(message, pipeline);
        }

        if (fault == Fault.AnswerLost)
        {
            throw new IOException("The answer was lost.");
        }

        if (fault is Fault.InternalError or Fault.ErrorAfterSuccess or Fault.Busy)
        {
            message.Response = new Refusal(fault == Fault.Busy ? 503 : 500, message.Request.ClientRequestId);
        }
    }

    private sealed class Refusal(int status, string request) : Response
    {
        public override int Status => status;

        public override bool IsError => true;

        public override string ReasonPhrase => "disturbed";

        public override Stream? ContentStream { get; set; } = new MemoryStream();

        public override string ClientRequestId { get; set; } = request;

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => false;

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, out string value)
        {
            value = "";
            return false;
        }

        protected override bool TryGetHeaderValues(string name, out IEnumerable<string> values)
        {
            values = [];
            return false;
        }
    }
}
