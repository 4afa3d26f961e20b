using Microsoft.AspNetCore.Http;

namespace MeetingBot.Teams;

/// <summary>Turns a request into an activity that Teams sent. An SDK's own authentication could stand behind this.</summary>
public interface IActivityAuthenticator
{
    /// <summary>Reads and checks a request.</summary>
    ValueTask<Inbound> AuthenticateAsync(HttpRequest request, CancellationToken cancellation);
}

/// <summary>A request that was checked.</summary>
/// <param name="Status">200 for one that may be handled; else what is answered, without a body.</param>
/// <param name="Activity">The activity; null unless <paramref name="Status"/> is 200.</param>
/// <param name="Reason">What was wrong, for the log: a name without anything that came from outside; empty when nothing was.</param>
public sealed record Inbound(int Status, Activity? Activity, string Reason = "")
{
    /// <summary>A request that is refused.</summary>
    public static Inbound Refused(int status, string reason) => new(status, null, reason);
}
