using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>What every keeper asks of an append before it touches anything.</summary>
internal static class AppendRules
{
    public static void Check(Append append)
    {
        ArgumentNullException.ThrowIfNull(append);
        ArgumentException.ThrowIfNullOrEmpty(append.Stream.Value, nameof(append));
        ArgumentException.ThrowIfNullOrEmpty(append.Origin.MessageId, nameof(append));
        ArgumentOutOfRangeException.ThrowIfNegative(append.Expected, nameof(append));
        if (append.Events.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"An append to {append.Stream} holds no event.", nameof(append));
        }
    }
}
