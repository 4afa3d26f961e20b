using MeetingBot.Application;

namespace MeetingBot.Teams;

/// <summary>Asks the desk, and says that it takes a while when it does: which is no receipt.</summary>
internal sealed class Speaker(IMeetingDesk desk, Answerer answerer, TimeProvider time)
{
    /// <summary>What is said while a line is still on its way into the store.</summary>
    public const string StillRecording = "Still recording. You get the receipt here when it is done.";

    /// <summary>What is said of a line that could not be recorded.</summary>
    public static Reply Failed(Exception problem) =>
        new(ReplyKind.Refusal, Wording.Failed(problem, "This line is not recorded: I could not answer just now. Please send it again."));

    /// <summary>How long somebody waits without a word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Asks; when this returns, what the reply says is stored.</summary>
    public async ValueTask<Reply> AskAsync(ChatMessage message, Place place, CancellationToken cancellation)
    {
        Task<Reply> asked = desk.HandleAsync(message, cancellation).AsTask();
        if (message.Heard == Heard.Addressed && await IsLateAsync(asked, cancellation))
        {
            answerer.Wait(place, StillRecording);
        }

        return await asked;
    }

    /// <summary>Asks for somebody who waits for the answer itself: null when it takes longer, and then the reply goes where replies go.</summary>
    public async ValueTask<Reply?> AskInTimeAsync(ChatMessage message, Place place, CancellationToken cancellation)
    {
        Task<Reply> asked = desk.HandleAsync(message, cancellation).AsTask();
        if (!await IsLateAsync(asked, cancellation))
        {
            return await asked;
        }

        answerer.AnswerLater(place, asked);
        return null;
    }

    private async ValueTask<bool> IsLateAsync(Task<Reply> asked, CancellationToken cancellation)
    {
        if (!asked.IsCompleted)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(asked, Task.Delay(Patience, time, enough.Token));
            await enough.CancelAsync();
        }

        return !asked.IsCompleted;
    }
}
