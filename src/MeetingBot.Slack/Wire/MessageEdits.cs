namespace MeetingBot.Slack;

/// <summary>
/// Edits of messages: two hundred people who vote make two hundred states of one board, of which only the newest need be sent. At
/// most one edit of a message is under way, and one a second is sent.
/// </summary>
internal sealed class MessageEdits(SlackPace pace, Func<ApiCall, CancellationToken, Task> send)
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _messages = new(StringComparer.Ordinal);

    /// <summary>Takes an edit; done when it, or a newer one of the same message, was sent.</summary>
    public Task SubmitAsync(ApiCall call)
    {
        string message = $"{call.Tenant} {call.Channel} {call.Arguments.FirstOrDefault(argument => argument.Key == "ts").Value}";
        lock (_gate)
        {
            if (_messages.TryGetValue(message, out Waiting? waiting))
            {
                waiting.Newest = call;
                return waiting.Sent.Task;
            }

            waiting = new Waiting { Newest = call };
            Task sent = waiting.Sent.Task; // taken first: sending begins at once, and goes on to the next
            _messages.Add(message, waiting);
            _ = SendAsync(message, waiting);
            return sent;
        }
    }

    private async Task SendAsync(string message, Waiting waiting)
    {
        while (true)
        {
            await pace.WaitAsync(message, Each, 1, CancellationToken.None);
            ApiCall call;
            TaskCompletionSource sent;
            lock (_gate)
            {
                if (waiting.Newest is null)
                {
                    _messages.Remove(message);
                    return;
                }

                (call, sent) = (waiting.Newest, waiting.Sent);
                waiting.Newest = null;
                waiting.Sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            try
            {
                await send(call, CancellationToken.None);
                sent.SetResult();
            }
            catch (Exception problem)
            {
                sent.SetException(problem);
            }
        }
    }

    private sealed class Waiting
    {
        public ApiCall? Newest { get; set; }

        public TaskCompletionSource Sent { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
