#pragma warning disable CA1032, CA1064 // These are thrown and caught within this project only.
namespace MeetingBot.Slack;

/// <summary>The Web API said no. The message holds method and code only: no text of a person, no token.</summary>
/// <param name="method">What was called.</param>
/// <param name="error">Slack's code.</param>
/// <param name="details">What it says besides: a missing right, or where a block is wrong; empty for nothing.</param>
internal sealed class SlackApiException(string method, string error, string details = "") : Exception($"Slack refused {method}: {error}{(details.Length == 0 ? "" : $" ({details})")}")
{
    /// <summary>Slack's code.</summary>
    public string Error { get; } = error;

    /// <summary>What is done about it.</summary>
    public Remedy Remedy { get; } = Remedies.Of(method, error);
}

/// <summary>Slack asks for patience longer than anybody would wait here.</summary>
internal sealed class SlackBusyException(string method, TimeSpan retryAfter) : Exception($"Slack asks to wait {retryAfter.TotalSeconds:0} s before {method}")
{
    /// <summary>How long.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>Slack could not be reached, or did not answer as it should; nothing was done.</summary>
internal sealed class SlackUnreachableException(string method, string why) : Exception($"Slack did not answer {method}: {why}");

/// <summary>A post was sent and its outcome is not known: it may stand there. It is looked for before it is sent again.</summary>
internal sealed class SlackUncertainException(string method, string why) : Exception($"Whether {method} was done is not known: {why}");
