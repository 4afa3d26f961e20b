namespace MeetingBot.Teams;

/// <summary>A post of the bot, as the core keeps it: the conversation, its thread in a channel, and the activity's id, between spaces.</summary>
/// <param name="Conversation">The core's name of the conversation in which it stands, a person's own chat too.</param>
/// <param name="Thread">The thread; null where there are none.</param>
/// <param name="Activity">The activity's id; null for a post that may stand there, whose id Teams never told.</param>
internal sealed record PostId(string Conversation, string? Thread, string? Activity)
{
    private const string None = "-";

    /// <summary>Reads the written form; null for anything else.</summary>
    public static PostId? Parse(string? written) => written?.Split(' ') is [var conversation, var thread, var activity]
        ? new PostId(conversation, thread == None ? null : thread, activity == None ? null : activity)
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Conversation} {Thread ?? None} {Activity ?? None}";
}
