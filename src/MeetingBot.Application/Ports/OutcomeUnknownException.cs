namespace MeetingBot.Application;

/// <summary>
/// Nobody can say whether something is recorded: the store may have taken it, and does not answer. The same message can be given again at any
/// time, and is taken once; whoever would word it anew must look first.
/// </summary>
public sealed class OutcomeUnknownException : Exception
{
    /// <summary>Without saying what.</summary>
    public OutcomeUnknownException() { }

    /// <summary>Says in one line, for the person who runs the bot, what is unknown.</summary>
    public OutcomeUnknownException(string message) : base(message) { }

    /// <summary>Says in one line, for the person who runs the bot, what is unknown, and why.</summary>
    public OutcomeUnknownException(string message, Exception? inner) : base(message, inner) { }
}
