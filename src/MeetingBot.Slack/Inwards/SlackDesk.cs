using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>Hands what was said in Slack to the desk, as every platform does.</summary>
internal sealed class SlackDesk(IMeetingDesk desk, SlackNames names, SpokenText spoken, TimeProvider time)
{
    /// <summary>How long Slack and a person are kept waiting for the disk before they are told so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What is said when that is over. It is no receipt.</summary>
    public const string StillRecording = "Still recording… You get the receipt as soon as it is written down.";

    /// <summary>What is said when it was not stored.</summary>
    public const string NotRecorded = "This is not recorded: I could not write it down just now. Please send it again.";

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
        };
    }

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

    /// <summary>The people mentioned in a plain text.</summary>
    public ImmutableArray<Mention> Mentions { get; init; } = [];
}
