namespace MeetingBot.Application;

/// <summary>One line of a file taken apart; its texts are views into the line.</summary>
ref struct HeardLine
{
    /// <summary>Its date and time.</summary>
    public Stamp Stamp;

    /// <summary>Who; empty where the line has lost it.</summary>
    public ReadOnlySpan<char> Sender;

    /// <summary>What was said, without the sender.</summary>
    public ReadOnlySpan<char> Text;

    /// <summary>True when the text is something done.</summary>
    public bool Emote;

    /// <summary>True for what the chat itself says (somebody joined, the topic was set): nobody's words.</summary>
    public bool Noise;
}
