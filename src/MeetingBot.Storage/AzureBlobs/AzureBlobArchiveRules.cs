namespace MeetingBot.Storage;

/// <summary>How minutes are kept in a storage account. What is ruled here needs more of the account: see the remarks at the settings in README.md.</summary>
public sealed record AzureBlobArchiveRules
{
    /// <summary>For how many days what was filed can be neither changed nor deleted; null for no such rule. A correction becomes a version of its own.</summary>
    public int? ImmutableDays { get; init; }

    /// <summary>True where nobody, not even an admin of the account, can shorten that time.</summary>
    public bool Locked { get; init; }

    /// <summary>For how many days a link to a file opens it; null for no links. Needs an identity: whoever has the account's key alone makes none.</summary>
    public int? LinkDays { get; init; }
}
