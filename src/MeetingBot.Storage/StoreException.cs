namespace MeetingBot.Storage;

/// <summary>
/// The store cannot do what was asked for a reason that lies outside the program: the file is damaged, in use, too new, or the disk
/// is full. The message is one line for the person who runs the bot and names the way out where there is one.
/// </summary>
public sealed class StoreException : Exception
{
    public StoreException() { }

    public StoreException(string message) : base(message) { }

    public StoreException(string message, Exception? inner) : base(message, inner) { }
}
