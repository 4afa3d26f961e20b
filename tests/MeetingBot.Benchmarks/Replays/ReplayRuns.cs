using System.Diagnostics;
using System.Globalization;

namespace MeetingBot.Benchmarks;

/// <summary>
/// What <c>replay</c> of a long log costs as a process of its own, from start to exit: the Release build, several lengths in turns,
/// the best of the turns. <c>replay [turns]</c>; <c>replay write &lt;lines&gt; &lt;file&gt;</c> only writes a log.
/// </summary>
internal static class ReplayRuns
{
    private static readonly (int Lines, string Format, string Goal)[] Runs =
    [
        (10_000, "markdown", "0.3 s"), (10_000, "json", "0.3 s"),
        (25_000, "markdown", ""), (50_000, "markdown", ""),
        (100_000, "markdown", "1.2 s, 200 MB"), (100_000, "json", "1.2 s, 200 MB"),
        (200_000, "markdown", ""),
    ];

    public static int Run(string[] args)
    {
        if (args is ["write", var lines, var file])
        {
            File.WriteAllText(file, SampleLog.Of(int.Parse(lines, CultureInfo.InvariantCulture)));
            return 0;
        }

        string program = Path.Combine(Repository.Root, "src/MeetingBot/bin/Release/net10.0/MeetingBot.dll");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine("First: dotnet build src/MeetingBot -c Release");
            return 2;
        }

        int turns = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 9;
        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-replay-");
        try
        {
            Cost[] best = [.. Runs.Select(_ => Cost.None)];
            for (int turn = 0; turn < turns; turn++)
            {
                for (int run = 0; run < Runs.Length; run++)
                {
                    best[run] = best[run].Least(Measure(program, Log(folder, Runs[run].Lines), Runs[run].Format));
                }
            }

            Print(best);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Print(Cost[] best)
    {
        Console.WriteLine("| lines | format | wall, ms | processor, ms | µs of processor per line | peak, MB | goal |");
        Console.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: | --- |");
        foreach ((var run, Cost cost) in Runs.Zip(best))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {run.Lines:N0} | {run.Format} | {cost.Wall:N0} | {cost.Processor:N0} | {1000 * cost.Processor / run.Lines:N1} | {cost.Peak:N0} | {run.Goal} |"));
        }
    }

    private static string Log(DirectoryInfo folder, int lines)
    {
        string path = Path.Combine(folder.FullName, $"2024-05-14-{lines}.log");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, SampleLog.Of(lines));
        }

        return path;
    }

    private static Cost Measure(string program, string log, string format)
    {
        // The shell's own clock counts the child's processor time too, to the millisecond.
        var start = new ProcessStartInfo("bash") { RedirectStandardError = true };
        foreach (string arg in (string[])["-c", "TIMEFORMAT='%R %U %S'; time \"$@\" > /dev/null", "bash", "dotnet", program, "replay", log, "--format", format])
        {
            start.ArgumentList.Add(arg);
        }

        using Process shell = Process.Start(start)!;
        double peak = 0;
        while (!shell.WaitForExit(10))
        {
            peak = Math.Max(peak, PeakOfChild(shell.Id));
        }

        string printed = shell.StandardError.ReadToEnd();
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException(printed);
        }

        double[] seconds = [.. printed.Trim().Split('\n')[^1].Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        return new Cost(1000 * seconds[0], 1000 * (seconds[1] + seconds[2]), peak);
    }

    /// <summary>The highest resident size so far of a process's child, in megabytes.</summary>
    private static double PeakOfChild(int parent)
    {
        try
        {
            string child = File.ReadAllText($"/proc/{parent}/task/{parent}/children").Trim();
            string? peak = child.Length == 0 ? null : File.ReadLines($"/proc/{child}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return peak is null ? 0 : double.Parse(peak["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private readonly record struct Cost(double Wall, double Processor, double Peak)
    {
        public static Cost None { get; } = new(double.MaxValue, double.MaxValue, 0);

        /// <summary>The quickest of both; of the sizes the greatest, because a size was looked at only now and then.</summary>
        public Cost Least(Cost other) => new(Math.Min(Wall, other.Wall), Math.Min(Processor, other.Processor), Math.Max(Peak, other.Peak));
    }
}
