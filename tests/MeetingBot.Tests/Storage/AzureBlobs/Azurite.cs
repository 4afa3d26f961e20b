using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MeetingBot.Tests;

/// <summary>
/// Azurite, Microsoft's own server of the blob protocol, on a free port of this machine and in its memory. It is installed by npm once, into
/// the user's cache; where that cannot be done, what needs it is skipped with the reason.
/// </summary>
public sealed partial class Azurite : IAsyncDisposable
{
    private const string Version = "3.35.0";

    /// <summary>The one account that Azurite has, with the key that everybody knows.</summary>
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly SemaphoreSlim Gate = new(1);
    private static Azurite? _shared;

    private readonly Process _process;

    private Azurite(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Why there is none; null while nobody tried, and when there is one.</summary>
    public static string? Problem { get; private set; }

    public Uri Address { get; }

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={Address}{Account};";

    /// <summary>How the shared one is reached, once a container was had from it.</summary>
    public static string SharedConnection => _shared!.ConnectionString;

    /// <summary>The one that all tests of this process share; it goes with the process. Null where it cannot be had.</summary>
    public static async Task<Azurite?> SharedAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is null && Problem is null)
            {
                _shared = await StartAsync();
                AppDomain.CurrentDomain.ProcessExit += (_, _) => _shared?._process.Kill();
            }

            return _shared;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Starts one of its own; null where it cannot be had.</summary>
    public static async Task<Azurite?> StartAsync()
    {
        try
        {
            string program = Path.Combine(await Npm.InstalledAsync($"azurite@{Version}"), "azurite", "dist", "src", "blob", "main.js");
            Process process = Started("node", [program, "--blobHost", "127.0.0.1", "--blobPort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent"]);
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (Listening().Match(line) is { Success: true } heard)
                {
                    _ = process.StandardOutput.ReadToEndAsync(); // nobody reads on, and its pipe must not fill up
                    _ = process.StandardError.ReadToEndAsync();
                    return new Azurite(process, new Uri(heard.Groups[1].Value + "/"));
                }
            }

            Problem = $"Azurite ended at once: {await process.StandardError.ReadToEndAsync()}";
        }
        catch (Exception missing) when (missing is Win32Exception or IOException or InvalidOperationException or OperationCanceledException)
        {
            Problem = $"Azurite could not be installed or started: {missing.Message}";
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Started(string program, IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    [GeneratedRegex("listens on (http://[0-9.:]+)")]
    private static partial Regex Listening();
}
