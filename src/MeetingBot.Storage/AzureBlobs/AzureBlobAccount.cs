using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>Which storage account, and how to get in: a managed identity where there is an address, else a connection string with its key.</summary>
/// <param name="ServiceUri">The blob service, such as <c>https://account.blob.core.windows.net</c>; null with a connection string.</param>
/// <param name="ConnectionString">For development; null with an address.</param>
/// <param name="Container">The container of this bot.</param>
public sealed record AzureBlobAccount(Uri? ServiceUri, string? ConnectionString, string Container)
{
    /// <summary>The container that is taken where none is named.</summary>
    public const string DefaultContainer = "meetingbot";

    /// <summary>What is wrong with a connection string, in words that repeat none of it; null when it can be read.</summary>
    public static string? Check(string connectionString)
    {
        try
        {
            _ = new BlobServiceClient(connectionString);
            return null;
        }
        catch (Exception unreadable) when (unreadable is FormatException or ArgumentException or InvalidOperationException or UriFormatException)
        {
            return "it cannot be read as the connection string of a storage account";
        }
    }

    /// <summary>The container, asked in a way that suits short documents: an answer that does not come is asked for again soon.</summary>
    /// <param name="measures">Where requests are counted, each try by itself; null for nowhere.</param>
    public BlobContainerClient Connect(Measures? measures = null)
    {
        var options = new BlobClientOptions
        {
            Retry = { Mode = RetryMode.Exponential, MaxRetries = 4, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(4), NetworkTimeout = TimeSpan.FromSeconds(20) },
        };
        if (measures is not null)
        {
            options.AddPolicy(new CountedRequests(measures), HttpPipelinePosition.PerRetry);
        }

        BlobServiceClient service = ServiceUri is not null
            ? new BlobServiceClient(ServiceUri, new DefaultAzureCredential(), options)
            : new BlobServiceClient(ConnectionString, options);
        return service.GetBlobContainerClient(Container);
    }

    private sealed class CountedRequests(Measures measures) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => measures.Asked(message.Request.Method != RequestMethod.Get && message.Request.Method != RequestMethod.Head);
    }
}
