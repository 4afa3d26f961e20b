using BenchmarkDotNet.Running;
using MeetingBot.Benchmarks;

// A load run measures the whole path in one process and prints a table; the rest are BenchmarkDotNet's.
return args switch
{
    ["store", ..] => await StoreLoad.RunAsync(),
    ["clerk"] => await ClerkLoad.RunAsync(),
    ["commands"] => await CommandCost.RunAsync(),
    ["slack", .. var rest] => await SlackLoad.RunAsync(rest),
    ["teams"] => await TeamsLoad.RunAsync(),
    ["notices"] => await NoticeLoad.RunAsync(),
    ["start", .. var rest] => await StartTime.RunAsync(rest),
    ["replay", .. var rest] => ReplayRuns.Run(rest),
    ["crash", "store", .. var rest] => await StoreCrash.RunAsync(rest),
    ["crash", .. var rest] => await ClerkCrash.RunAsync(rest),
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}
