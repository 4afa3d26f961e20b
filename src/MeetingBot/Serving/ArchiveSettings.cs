using System.Collections.Immutable;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary>Where published minutes are filed: in a folder or else in the storage account, and as pull requests on GitHub.</summary>
/// <param name="Archives">The archives, in the order in which they are filed; empty for none.</param>
/// <param name="Repositories">The repositories among which groups choose; empty without GitHub.</param>
internal sealed record ArchiveSettings(ImmutableArray<IMinutesArchive> Archives, IReadOnlySet<string> Repositories)
{
    /// <summary>Azure gives the key that signs links for seven days at most.</summary>
    private const int MostLinkDays = 6;

    /// <summary>400 years, the longest that Azure takes.</summary>
    private const int MostImmutableDays = 146_000;

    /// <summary>Reads the configuration; null with one line that names the wrong or missing setting.</summary>
    public static ArchiveSettings? Read(IConfiguration configuration, StorageSettings storage, out string? wrong)
    {
        var repositories = (configuration["GitHub:Repositories"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        AzureBlobArchive? container = InAccount(configuration, storage, out wrong);
        GitHubArchive? github = wrong is null ? ReadGitHub(configuration, repositories, out wrong) : null;
        if (wrong is not null)
        {
            return null;
        }

        IMinutesArchive? files = Folder(configuration) is { } folder ? new FolderArchive(folder) : container;
        return new ArchiveSettings([.. new[] { files, github }.OfType<IMinutesArchive>()], repositories);
    }

    /// <summary>The archive in the storage account; null where minutes are not filed there.</summary>
    public static AzureBlobArchive? InAccount(IConfiguration configuration, StorageSettings storage, out string? wrong)
    {
        AzureBlobAccount? account = Folder(configuration) is null ? storage.Account : null;
        AzureBlobArchiveRules? rules = ReadRules(configuration, account, out wrong);
        return wrong is null && account is not null ? new AzureBlobArchive((account with { Container = account.Container + "-minutes" }).Connect(), rules) : null;
    }

    private static string? Folder(IConfiguration configuration) => configuration["Archive:Path"] is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    private static AzureBlobArchiveRules? ReadRules(IConfiguration configuration, AzureBlobAccount? account, out string? wrong)
    {
        int? immutable = null, links = null;
        string mode = configuration["Archive:ImmutableMode"] ?? "unlocked";
        wrong = Days("Archive:ImmutableDays", MostImmutableDays, out immutable) ?? Days("Archive:LinkDays", MostLinkDays, out links)
            ?? (mode is not ("locked" or "unlocked") ? $"Archive__ImmutableMode is \"{mode}\"; it takes unlocked or locked."
            : immutable is not null && account is null ? "Archive__ImmutableDays is set, but minutes are not filed in a storage account: set Storage__Kind=AzureBlobs and leave Archive__Path out."
            : mode == "locked" && immutable is null ? "Archive__ImmutableMode is locked, which needs Archive__ImmutableDays."
            : links is not null && account?.ServiceUri is null ? "Archive__LinkDays is set, but links are made with a managed identity alone: set Storage__AzureBlobs__ServiceUri and leave Archive__Path out."
            : null);
        return new AzureBlobArchiveRules { ImmutableDays = immutable, Locked = mode == "locked", LinkDays = links };

        string? Days(string key, int most, out int? days)
        {
            days = null;
            if (configuration[key] is not { Length: > 0 } text)
            {
                return null;
            }

            days = int.TryParse(text, out int number) && number >= 1 && number <= most ? number : null;
            return days is null ? $"{key.Replace(":", "__", StringComparison.Ordinal)} is \"{text}\"; it takes a number of days from 1 to {most}." : null;
        }
    }

    private static GitHubArchive? ReadGitHub(IConfiguration configuration, HashSet<string> repositories, out string? wrong)
    {
        if (!SecretFile.TryRead(configuration, "GitHub:Token", out string? token, out wrong))
        {
            return null;
        }

        string address = configuration["GitHub:ApiUrl"] ?? "https://api.github.com";
        wrong = string.IsNullOrEmpty(token) != (repositories.Count == 0) ? "Pull requests on GitHub need both GitHub__Token and GitHub__Repositories."
            : repositories.FirstOrDefault(name => !PagePath.IsRepository(name)) is { } odd ? $"GitHub__Repositories holds \"{odd}\"; it takes owner/name, separated by commas."
            : !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? api) || (api.Scheme != Uri.UriSchemeHttps && !api.IsLoopback) ? $"GitHub__ApiUrl is \"{address}\"; it takes an https address such as https://api.github.com."
            : null;
        return wrong is null && !string.IsNullOrEmpty(token) ? new GitHubArchive(new Uri(address.TrimEnd('/') + "/"), token, repositories) : null;
    }
}
