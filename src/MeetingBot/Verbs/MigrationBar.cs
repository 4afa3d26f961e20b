using MeetingBot.Storage;
using Spectre.Console;

namespace MeetingBot;

/// <summary>A bar for each step of a migration.</summary>
internal sealed class MigrationBar(ProgressContext context) : IProgress<MigrationProgress>
{
    private readonly Dictionary<string, ProgressTask> _steps = new(StringComparer.Ordinal);

    /// <summary>Runs it with bars where somebody would see them.</summary>
    public static async Task<T> ShownAsync<T>(Func<IProgress<MigrationProgress>, Task<T>> run)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return await run(new Progress<MigrationProgress>());
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => run(new MigrationBar(context)));
    }

    public void Report(MigrationProgress value)
    {
        if (!_steps.TryGetValue(value.Doing, out ProgressTask? step))
        {
            _steps[value.Doing] = step = context.AddTask(value.Doing);
        }

        if (value.Done % 100 == 0 || value.Done == value.Of)
        {
            (step.MaxValue, step.Value) = (value.Of, value.Done);
        }
    }
}
