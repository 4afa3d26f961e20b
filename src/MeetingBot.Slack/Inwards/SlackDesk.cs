using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>Hands what was said in Slack to the desk, as every platform does.</summary>
internal sealed class SlackDesk(IMeetingDesk desk, SlackNames names, SpokenText spoken, SlackOptions options, TimeProvider time)
{
    /// <summary>How long Slack and a person are kept waiting for the disk before they are told so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What is said when that is over. It is no receipt.</summary>
    public const string StillRecording = "Still recording… You get the receipt as soon as it is written down.";

    /// <summary>What is said when it was not stored.</summary>
    private const string NotRecorded = "This is not recorded: I could not write it down just now. Please send it again.";

    private const string Mentioned = "@MeetingBot ";

    /// <summary>What is said to the sender of what failed.</summary>
    public static string Failed(Exception problem) => Wording.Failed(problem, NotRecorded);

    /// <summary>The desk itself.</summary>
    public IMeetingDesk Desk => desk;

    /// <summary>Now.</summary>
    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Gives a line to the desk.</summary>
    public async Task<Reply> SayAsync(Said said, CancellationToken cancellation) => await desk.HandleAsync(await MessageAsync(said, cancellation), cancellation);

    /// <summary>The message as every platform gives it.</summary>
    public async ValueTask<ChatMessage> MessageAsync(Said said, CancellationToken cancellation)
    {
        Installation installation = said.Installation;
        // All at once: somebody waits, and each may take a moment where it is not remembered.
        ValueTask<SlackPerson> asking = names.PersonAsync(installation, said.User, cancellation);
        ValueTask<string> looking = said.ChannelName is { Length: > 0 } told and not ("directmessage" or "privategroup") ? new(told) : names.ChannelAsync(installation, said.Channel, cancellation);
        (string text, ImmutableArray<Mention> mentions) = said.IsPlain ? (said.Text, said.Mentions) : await spoken.ReadAsync(installation, said.Text, cancellation);
        string channel = await looking;
        SlackPerson sender = await asking;
        return new ChatMessage(said.Id, installation.Account(said.User), sender.Name, installation.Conversation(said.Channel), text, said.At ?? Now)
        {
            Heard = said.Heard,
            ConversationName = channel.Length == 0 ? "" : "#" + channel,
            SenderZone = sender.Zone,
            Mentions = mentions,
            Source = said.Source,
            Thread = said.Thread,
            SeenTopic = said.Topic,
            Verbatim = said.Verbatim,
            IsForeign = IsForeign(installation, sender, said.Team),
            Address = said.Channel is ['D', ..] || (options.Listening && said.Thread is not null) ? "" : said.IsSlash ? options.Command + " " : Mentioned,
        };
    }

    /// <summary>Whether somebody comes from another company, in a channel that is shared with it. Workspaces of one organisation are one company.</summary>
    private static bool IsForeign(Installation installation, SlackPerson sender, string? team) => installation.IsOrg
        ? sender.Team is not null && sender.Enterprise != installation.Enterprise
        : (sender.Team ?? team) is { } own && installation.Team is { } home && own != home && (sender.Enterprise is null || sender.Enterprise != installation.Enterprise);

    /// <summary>Waits for a while; null when it is over before there is a reply.</summary>
    public async ValueTask<Reply?> WithinAsync(Task<Reply> work, TimeSpan patience)
    {
        try
        {
            return await work.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            return work.IsCompleted ? await work : null;
        }
    }
}

/// <summary>Something that was said, typed, pressed or entered.</summary>
/// <param name="Installation">Where the app is installed.</param>
/// <param name="Id">By which a repeated delivery is recognised.</param>
/// <param name="User">Who.</param>
/// <param name="Channel">In which channel, or about which.</param>
/// <param name="Text">What, in Slack's encoding.</param>
internal sealed record Said(Installation Installation, string Id, string User, string Channel, string Text)
{
    /// <summary>How it was heard.</summary>
    public Heard Heard { get; init; } = Heard.Addressed;

    /// <summary>The channel's name, where it is known; empty otherwise.</summary>
    public string ChannelName { get; init; } = "";

    /// <summary>When; null for now.</summary>
    public Instant? At { get; init; }

    /// <summary>The thread it stands in; null for none.</summary>
    public string? Thread { get; init; }

    /// <summary>The message's own address, for edits; null for what is no message.</summary>
    public string? Source { get; init; }

    /// <summary>The topic under discussion when the button was drawn.</summary>
    public int? Topic { get; init; }

    /// <summary>True for a text that is not in Slack's encoding, such as what a form or a button says.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether it was typed as a slash command.</summary>
    public bool IsSlash { get; init; }

    /// <summary>The sender's own workspace, where the payload says it; null otherwise.</summary>
    public string? Team { get; init; }

    /// <summary>Words that are recorded as they are; null for none.</summary>
    public Verbatim? Verbatim { get; init; }

    /// <summary>The people mentioned in a plain text.</summary>
    public ImmutableArray<Mention> Mentions { get; init; } = [];
}
