using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MeetingBot.Benchmarks;

/// <summary>How long it takes from the start of the process to the first page: <c>dotnet run</c> of the Debug build, and the host by itself. <c>start [turns]</c>.</summary>
internal static class StartTime
{
    public static async Task<int> RunAsync(string[] args)
    {
        int turns = args is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 5;
        string project = Path.Combine(Repository.Root, "src/MeetingBot");
        (string What, string[] Command)[] runs =
        [
            ("dotnet run, Debug, already built", ["run", "--project", project, "--"]),
            ("the host by itself, Debug", [Path.Combine(project, "bin/Debug/net10.0/MeetingBot.dll")]),
            ("the host by itself, Release", [Path.Combine(project, "bin/Release/net10.0/MeetingBot.dll")]),
        ];
        Console.WriteLine("| start | first page after, s: best | median |");
        Console.WriteLine("| --- | ---: | ---: |");
        foreach ((string what, string[] command) in runs.Where(run => run.Command.Length > 1 || File.Exists(run.Command[0])))
        {
            var seconds = new List<double>();
            for (int turn = 0; turn < turns; turn++)
            {
                seconds.Add(await MeasureAsync(command));
            }

            seconds.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {seconds[0]:0.00} | {seconds[turns / 2]:0.00} |"));
        }

        return 0;
    }

    private static async Task<double> MeasureAsync(string[] command)
    {
        DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("meetingbot-start-");
        string url = $"http://127.0.0.1:{FreePort()}/";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        foreach (string arg in (string[])[.. command, "--urls", url])
        {
            start.ArgumentList.Add(arg);
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        try
        {
            while (true)
            {
                try
                {
                    (await client.GetAsync(new Uri(url))).EnsureSuccessStatusCode();
                    return watch.Elapsed.TotalSeconds;
                }
                catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited)
                {
                    await Task.Delay(10);
                }
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
