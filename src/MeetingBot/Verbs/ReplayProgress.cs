using Spectre.Console;

namespace MeetingBot;

/// <summary>A progress bar for long input on a terminal; none when output is piped.</summary>
internal sealed class ReplayProgress : IAsyncDisposable
{
    private const int LongEnough = 20_000;
    private readonly TaskCompletionSource _done = new();
    private readonly Task _shown;
    private ProgressTask? _task;

    private ReplayProgress(int lines)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        _shown = console.Progress().AutoClear(true).StartAsync(context =>
        {
            _task = context.AddTask("replaying", maxValue: lines);
            return _done.Task;
        });
    }

    /// <summary>A bar where somebody would see it, for input that takes long enough; null otherwise.</summary>
    public static ReplayProgress? For(int lines) => lines < LongEnough || Console.IsErrorRedirected || Console.IsOutputRedirected ? null : new ReplayProgress(lines);

    public void Report(int lines)
    {
        if (_task is { } task && lines % 500 == 0)
        {
            task.Value = lines;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await _shown;
    }
}
