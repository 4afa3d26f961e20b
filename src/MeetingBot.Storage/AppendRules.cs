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

        if (append.Group.Value is null && (!append.People.IsDefaultOrEmpty || !append.Bindings.IsDefaultOrEmpty))
        {
            throw new ArgumentException($"An append to {append.Stream} names people or conversations but no group.", nameof(append));
        }
    }
}
