using MeetingBot.Benchmarks;

// A load run measures a whole path and prints a table; README says what each measures.
return args switch
{
    ["store", ..] => await StoreLoad.RunAsync(),
    ["clerk"] => await ClerkLoad.RunAsync(),
    ["commands"] => await CommandCost.RunAsync(),
    ["slack", .. var rest] => await SlackLoad.RunAsync(rest),
    ["memory", .. var rest] => await MemoryLoad.RunAsync(rest),
    ["replicas"] => await ReplicaLoad.RunAsync(),
    ["teams"] => await TeamsLoad.RunAsync(),
    ["opening"] => await OpeningLoad.RunAsync(),
    ["notices"] => await NoticeLoad.RunAsync(),
    ["start", .. var rest] => await StartTime.RunAsync(rest),
    ["replay", .. var rest] => ReplayRuns.Run(rest),
    ["crash", "store", .. var rest] => await StoreCrash.RunAsync(rest),
    ["crash", .. var rest] => await ClerkCrash.RunAsync(rest),
    _ => Help(),
};

static int Help()
{
    Console.Error.WriteLine("One of: replay, store, clerk, commands, notices, opening, slack, replicas, teams, memory, start, crash.");
    return 2;
}
