using System.Net;
using System.Security.Cryptography;

namespace MeetingBot.Teams;

/// <summary>
/// When and how soon a request to the connector is tried again (msteams-docs, rate-limit.md): 412, 429, 502, 503 and 504 with a growing
/// pause and some chance, a told <c>Retry-After</c> obeyed; and where there was no connection. Nothing else.
/// </summary>
public sealed record ConnectorRetry
{
    /// <summary>How often a request is tried in all.</summary>
    public int MostTries { get; init; } = 4;

    /// <summary>The first pause; each next one is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause that a request waits for; whoever is told to wait longer is told to come again later.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a status passes by itself.</summary>
    public static bool Passes(HttpStatusCode status) => status is HttpStatusCode.PreconditionFailed or HttpStatusCode.TooManyRequests
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The pause before the next try; null when there is none.</summary>
    /// <param name="tried">How often it was tried, from 1.</param>
    /// <param name="problem">What came of it.</param>
    public TimeSpan? Pause(int tried, ConnectorException problem)
    {
        if (!problem.Passing || tried >= MostTries || problem.RetryAfter > LongestPause)
        {
            return null;
        }

        TimeSpan growing = FirstPause * Math.Pow(2, tried - 1) * (0.75 + RandomNumberGenerator.GetInt32(500) / 1000.0);
        return problem.RetryAfter ?? (growing < LongestPause ? growing : LongestPause);
    }
}
