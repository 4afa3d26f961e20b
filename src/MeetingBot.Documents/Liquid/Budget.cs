namespace MeetingBot.Documents;

/// <summary>
/// How much one printing may cost. A template that a group wrote runs in the bot's own process: it may neither
/// fill the memory nor hold the processor.
/// </summary>
/// <param name="characters">How many characters may be written or made by filters.</param>
/// <param name="steps">How many steps of the template language may be taken.</param>
/// <param name="time">How long it may take.</param>
sealed class Budget(long characters, int steps, TimeSpan time)
{
    // Asking the time costs more than most of what is paid for.
    const int Unwatched = 64;

    readonly long _until = Environment.TickCount64 + (long)time.TotalMilliseconds;
    long _left = characters;
    int _payments;

    internal int Steps => steps;

    /// <summary>Pays for text that is written or made, and for items of lists that are gone through.</summary>
    internal void Spend(long amount)
    {
        if ((_left -= amount) < 0)
        {
            throw new TemplateException("the template prints or makes too much text");
        }
        if (++_payments % Unwatched == 0 && Environment.TickCount64 > _until)
        {
            throw new TemplateException("the template takes too long");
        }
    }
}
