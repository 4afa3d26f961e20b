using System.Net;

namespace MeetingBot.Teams;

/// <summary>The connector refused, or did not answer. The message holds a status and Teams' own code, never what was to be sent.</summary>
public sealed class ConnectorException : Exception
{
    /// <summary>For the message alone.</summary>
    public ConnectorException()
    {
    }

    /// <summary>For the message alone.</summary>
    public ConnectorException(string message)
        : base(message)
    {
    }

    /// <summary>With its cause.</summary>
    public ConnectorException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>The answer's status; null when none came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>Teams' name for what is wrong, for example <c>MessageSizeTooBig</c>; empty when it told none.</summary>
    public string Code { get; init; } = "";

    /// <summary>True when what was sent may stand there all the same: no answer came in time.</summary>
    public bool Uncertain { get; init; }

    /// <summary>True when nothing was sent: there was no connection, or no token to send.</summary>
    public bool NotSent { get; init; }

    /// <summary>How long Teams asks to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when trying again later can help (rate-limit.md: 412, 429, 502, 503, 504), and what was sent stands nowhere.</summary>
    public bool Passing => NotSent || (Status is { } status && ConnectorRetry.Passes(status));

    /// <summary>True when the bot can write there no more: it was removed, blocked, or the conversation is gone.</summary>
    public bool Gone => Status is HttpStatusCode.NotFound && Code is "ConversationNotFound"
        || Status is HttpStatusCode.Forbidden && Code is "BotNotInConversationRoster" or "ConversationBlockedByUser" or "BotDisabledByAdmin" or "ForbiddenOperationException" or "MessageWritesBlocked";
}
