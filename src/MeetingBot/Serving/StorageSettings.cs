using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary>Where records are kept: a SQLite file for one process, or an Azure storage account for any number of them.</summary>
/// <param name="SqlitePath">The file; null with an account.</param>
/// <param name="Account">The account; null with a file.</param>
internal sealed partial record StorageSettings(string? SqlitePath, AzureBlobAccount? Account)
{
    /// <summary>The file where nobody names one.</summary>
    public static readonly string DefaultFile = Path.Combine("data", "meetingbot.db");

    /// <summary>True where other replicas may write to the same store.</summary>
    public bool Shared => Account is not null;

    /// <summary>Reads the configuration; null with one line that names the wrong or missing setting.</summary>
    public static StorageSettings? Read(IConfiguration configuration, out string? wrong)
    {
        wrong = null;
        string kind = configuration["Storage:Kind"] ?? "Sqlite";
        if (kind.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            return new StorageSettings(Path.GetFullPath(configuration["Storage:Sqlite:Path"] ?? DefaultFile), null);
        }

        AzureBlobAccount? account = null;
        wrong = kind.Equals("AzureBlobs", StringComparison.OrdinalIgnoreCase)
            ? ReadAccount(configuration, out account)
            : $"Storage__Kind is \"{kind}\"; it takes Sqlite or AzureBlobs.";
        return wrong is null ? new StorageSettings(null, account) : null;
    }

    /// <summary>What appsettings.json and the environment say, for the command line: the same store as the bot's.</summary>
    public static StorageSettings? OfEnvironment(out string? wrong) => Read(Environment(), out wrong);

    /// <summary>What appsettings.json and the environment say.</summary>
    public static IConfiguration Environment() =>
        new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();

    /// <summary>The store that a verb works on: the file that was named, else the one of the settings. Throws with one line where these are wrong.</summary>
    public static StorageSettings For(string? named) => named is not null ? new StorageSettings(Path.GetFullPath(named), null)
        : OfEnvironment(out string? wrong) ?? throw new StoreException(wrong!);

    /// <summary>Opens the store; throws a <see cref="StoreException"/> with one line where it cannot be had.</summary>
    public async Task<IKeeper> OpenAsync(CancellationToken cancellation, Measures? measures = null)
    {
        IKeeper keeper = await OpenToFillAsync(cancellation, measures);
        return keeper is AzureBlobStore store && await store.UnfinishedAsync(cancellation) is { } unfinished ? throw new StoreException(unfinished) : keeper;
    }

    /// <summary>Opens the store also where an import into it stopped halfway.</summary>
    public async Task<IKeeper> OpenToFillAsync(CancellationToken cancellation, Measures? measures = null) => Account is null
        ? SqliteStore.Open(SqlitePath!, measures: measures)
        : await AzureBlobStore.OpenAsync(Account.Connect(measures), new AzureBlobOptions { Measures = measures }, cancellation: cancellation);

    /// <summary>Opens a store that must be there; a verb that only looks makes none.</summary>
    public Task<IKeeper> OpenExistingAsync(CancellationToken cancellation) => SqlitePath is null || File.Exists(SqlitePath)
        ? OpenAsync(cancellation)
        : throw new StoreException($"There is no store at {SqlitePath}.");

    private static string? ReadAccount(IConfiguration configuration, out AzureBlobAccount? account)
    {
        account = null;
        string? address = configuration["Storage:AzureBlobs:ServiceUri"];
        string container = configuration["Storage:AzureBlobs:Container"] ?? AzureBlobAccount.DefaultContainer;
        if (!SecretFile.TryRead(configuration, "Storage:AzureBlobs:ConnectionString", out string? secret, out string? wrong))
        {
            return wrong;
        }

        if (string.IsNullOrEmpty(address) == string.IsNullOrEmpty(secret))
        {
            return "Storage__Kind is AzureBlobs, which needs either Storage__AzureBlobs__ServiceUri (with a managed identity) or Storage__AzureBlobs__ConnectionString (for development).";
        }

        if (!ContainerName().IsMatch(container))
        {
            return $"Storage__AzureBlobs__Container is \"{container}\"; it takes 3 to 55 small letters, digits and single hyphens.";
        }

        Uri? uri = null;
        if (!string.IsNullOrEmpty(address) && (!Uri.TryCreate(address, UriKind.Absolute, out uri) || (uri.Scheme != Uri.UriSchemeHttps && !uri.IsLoopback)))
        {
            return $"Storage__AzureBlobs__ServiceUri is \"{address}\"; it takes an https address such as https://account.blob.core.windows.net.";
        }

        if (!string.IsNullOrEmpty(secret) && AzureBlobAccount.Check(secret) is { } problem)
        {
            return $"Storage__AzureBlobs__ConnectionString is wrong: {problem}.";
        }

        account = new AzureBlobAccount(uri, string.IsNullOrEmpty(secret) ? null : secret, container);
        return null;
    }

    [GeneratedRegex("^(?=.{3,55}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
