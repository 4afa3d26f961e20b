using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Domain;

/// <summary>What a group has set. A setting that was never set has the value a team expects that never sets anything.</summary>
public sealed record Settings
{
    /// <summary>The keys that <c>set</c> takes, with what each means.</summary>
    public static readonly ImmutableArray<(string Key, string Meaning)> Keys =
    [
        ("timezone", "the IANA zone of the calendar, e.g. America/New_York"),
        ("template", "structured, narrative, numbered, or one of your own"),
        ("publisher", "who publishes the minutes (author in the front matter)"),
        ("tags", "tags of the published page, separated by commas"),
        ("slug", "the short name used in addresses and file names"),
        ("language", "the language of the notices (en)"),
        ("quorum", "none, a number, half, majority, or a fraction such as 2/3"),
        ("statement", "what is read at the start: note well, antitrust statement"),
        ("announce", "how long before the start a meeting is announced, e.g. 24h; or off"),
        ("reminders", "off, or the minutes before the start"),
        ("empty", "what becomes of a meeting with an empty agenda: meet, or cancel and how long before, e.g. cancel 24h"),
        ("quiet", "the hours in which nothing is announced, e.g. 22:00-07:00; or off"),
        ("join", "how to join, e.g. the link of the call"),
        ("notices", "on, or paused: whether the bot posts by itself"),
        ("zones", "zones in which notices also give the time, e.g. Europe/Berlin, Asia/Tokyo"),
        ("post", "when a draft is posted by itself: now, never, or e.g. 30m, 1h"),
        ("approval", "how minutes become final: meeting, or e.g. 3 weeks"),
        ("name", "the group's long name"),
        ("tie", "what becomes of a motion with as many votes for it as against it: open, lost, or chair for a casting vote"),
        ("proxies", "how many absent voters one person may vote for in a meeting: none, or a number"),
        ("retention", "how long minutes are kept, e.g. 10 years; or off"),
        ("objection", "how long is waited for objections after they were asked for, e.g. 2m"),
        ("repository", "the repository on GitHub in which published minutes are proposed, e.g. owner/name; or none"),
        ("path", "where they stand in it, e.g. " + PagePath.Default),
        ("policy", "the rules of ballots: " + string.Join(", ", BallotPolicies.All.Select(policy => policy.Name))),
        .. PolicyRules.Keys,
    ];

    /// <summary>The zone of a group that never set one. It is known without the zone database, which takes long to load.</summary>
    public const string Utc = "Etc/UTC";

    /// <summary>How many years the record of a meeting is kept; null where it is kept for good.</summary>
    public int? RetentionYears { get; init; }

    /// <summary>The IANA zone of the group's calendar.</summary>
    public string Timezone { get; init; } = Utc;

    /// <summary>The name of the template.</summary>
    public string Template { get; init; } = "structured";

    /// <summary>Who publishes; null when unset.</summary>
    public string? Publisher { get; init; }

    /// <summary>The tags, in order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The short name; null to derive it from the long one.</summary>
    public string? Slug { get; init; }

    /// <summary>The language of notices.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The quorum of a meeting.</summary>
    public QuorumRule Quorum { get; init; } = QuorumRule.None;

    /// <summary>The name of the statement that is read.</summary>
    public string Statement { get; init; } = "note well";

    /// <summary>Minutes before the start at which a meeting is announced; null for a day; negative for never.</summary>
    public int? AnnounceMinutes { get; init; }

    /// <summary>Minutes before the start at which a meeting without an agenda is cancelled; null when it takes place all the same.</summary>
    public int? CancelEmptyMinutes { get; init; }

    /// <summary>The hours in which nothing is announced; null for none.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>How to join, as notices print it; null when unset.</summary>
    public string? Join { get; init; }

    /// <summary>True while nothing is posted by itself; it is kept for later. Null as false.</summary>
    public bool? Paused { get; init; }

    /// <summary>IANA zones in which notices give the time beside the group's own and UTC, in order.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Minutes before the start at which a reminder is posted; null for off.</summary>
    public int? Reminder { get; init; }

    /// <summary>How long after adjournment a draft is posted; null for the group's default; negative for never.</summary>
    public int? PostAfterMinutes { get; init; }

    /// <summary>Days after which a posted draft becomes final without a vote (by-laws 5.1(1): 21); null when only a meeting approves.</summary>
    public int? FinalAfterDays { get; init; }

    /// <summary>The group's long name, when it was changed after founding.</summary>
    public string? Name { get; init; }

    /// <summary>How many minutes are waited for objections where the group has not said otherwise.</summary>
    public const int DefaultObjectionMinutes = 2;

    /// <summary>What becomes of a motion with a tie; null as <see cref="TieRule.Open"/>.</summary>
    public TieRule? Tie { get; init; }

    /// <summary>How many absent voters one person may vote for in a meeting; null for none.</summary>
    public int? Proxies { get; init; }

    /// <summary>How many minutes are waited for objections; null for <see cref="DefaultObjectionMinutes"/>.</summary>
    public int? ObjectionMinutes { get; init; }

    /// <summary>The repository in which published minutes are proposed as a pull request, <c>owner/name</c>; null for none.</summary>
    public string? Repository { get; init; }

    /// <summary>Where minutes stand in the repository; null for <see cref="PagePath.Default"/>.</summary>
    public string? Page { get; init; }

    /// <summary>The name of the ballot policy; null for a simple majority.</summary>
    public string? Policy { get; init; }

    /// <summary>The rules of ballots that the group states for itself, in place of the policy's.</summary>
    public ImmutableArray<StatedRule> Rules { get; init; } = [];

    /// <summary>The rules of ballots: the policy's, with the group's own in their place.</summary>
    public BallotPolicy Ballots
    {
        get
        {
            BallotPolicy taken = BallotPolicies.Find(Policy ?? "") ?? BallotPolicies.Majority;
            return Rules.IsDefaultOrEmpty ? taken
                : Rules.Aggregate(taken with { Title = taken.Title + ", with rules of its own" }, (policy, rule) => PolicyRules.With(policy, rule) ?? policy);
        }
    }

    /// <summary>The zone itself; UTC should the database not know it.</summary>
    public DateTimeZone Zone => Timezone == Utc ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(Timezone) ?? DateTimeZone.Utc;

    /// <summary>What a key means, as people are told; empty for none that there is.</summary>
    public static string Meaning(string key) => Keys.FirstOrDefault(known => known.Key == key).Meaning ?? "";

    /// <summary>Changes one setting; null when the key is unknown or the value does not read, with what was expected.</summary>
    public Settings? With(string key, string value, out string expected)
    {
        string word = value.Trim();
        string folded = word.ToLowerInvariant();
        expected = Keys.FirstOrDefault(known => known.Key == key).Meaning ?? "one of " + string.Join(", ", Keys.Select(known => known.Key));
        switch (key)
        {
            case "timezone":
                string? zone = ReadZone(word);
                return zone is null ? null : this with { Timezone = zone };
            case "template": return folded.Length == 0 ? null : this with { Template = folded };
            case "publisher": return this with { Publisher = Unset(word) };
            case "tags": return this with { Tags = Unset(word) is null ? [] : [.. word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] };
            case "slug": return Slugs.Of(word) is { Length: > 0 } slug ? this with { Slug = slug } : null;
            case "language": return folded == "en" ? this with { Language = folded } : null;
            case "quorum": return QuorumRule.Read(folded) is { } rule ? this with { Quorum = rule } : null;
            case "statement": return word.Length == 0 ? null : this with { Statement = word };
            case "announce": return folded is "off" or "never" ? this with { AnnounceMinutes = -1 } : Spans.Minutes(folded) is { } lead ? this with { AnnounceMinutes = lead } : null;
            case "empty":
                return folded == "meet" ? this with { CancelEmptyMinutes = null }
                    : folded.StartsWith("cancel", StringComparison.Ordinal) && Spans.Minutes(folded["cancel".Length..].Replace("before", "", StringComparison.Ordinal)) is { } early ? this with { CancelEmptyMinutes = early }
                    : null;
            case "quiet": return folded is "off" or "none" ? this with { Quiet = null } : QuietHours.Read(folded) is { } quiet ? this with { Quiet = quiet } : null;
            case "join": return this with { Join = Unset(word) };
            case "notices": return folded is "on" or "resumed" ? this with { Paused = null } : folded is "paused" or "off" ? this with { Paused = true } : null;
            case "zones":
                string?[] zones = Unset(word) is null ? [] : [.. word.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(ReadZone)];
                return zones.Contains(null) ? null : this with { Zones = [.. zones.Select(known => known!).Distinct()] };
            case "reminders": return folded is "off" or "none" ? this with { Reminder = null } : Spans.Minutes(folded) is { } before ? this with { Reminder = before } : null;
            case "post":
                return folded switch
                {
                    "now" or "at once" => this with { PostAfterMinutes = 0 },
                    "never" or "off" or "by hand" => this with { PostAfterMinutes = -1 },
                    _ => Spans.Minutes(folded) is { } after ? this with { PostAfterMinutes = after } : null,
                };
            case "approval":
                return folded is "meeting" or "by meeting" ? this with { FinalAfterDays = null } : Spans.Days(folded) is { } days ? this with { FinalAfterDays = days } : null;
            case "name": return word.Length == 0 ? null : this with { Name = word };
            case "tie":
                return folded switch
                {
                    "open" or "none" => this with { Tie = null },
                    "lost" => this with { Tie = TieRule.Lost },
                    "chair" or "casting vote" => this with { Tie = TieRule.Chair },
                    _ => null,
                };
            case "proxies": return folded is "none" or "off" or "0" ? this with { Proxies = null } : int.TryParse(folded, out int most) && most is > 0 and < 1000 ? this with { Proxies = most } : null;
            case "retention":
                return folded is "off" or "none" ? this with { RetentionYears = null }
                    : folded.Split(' ') is [var years, "year" or "years"] && int.TryParse(years, out int kept) && kept is > 0 and < 1000 ? this with { RetentionYears = kept } : null;
            case "objection": return Spans.Minutes(folded) is { } patience ? this with { ObjectionMinutes = patience } : null;
            case "repository": return Unset(word) is not { } repository ? this with { Repository = null } : PagePath.IsRepository(repository) ? this with { Repository = repository } : null;
            case "path": return Unset(word) is not { } page ? this with { Page = null } : PagePath.IsPattern(page) ? this with { Page = page } : null;
            case "policy": return BallotPolicies.Find(folded) is { } policy ? this with { Policy = policy.Name, Rules = [] } : null;
            default:
                var stated = new StatedRule(key, word);
                return PolicyRules.With(Ballots, stated) is null ? null : this with { Rules = [.. Rules.Where(known => known.Key != key), stated] };
        }
    }

    /// <summary>The value of a setting as it is shown; empty when unset.</summary>
    public string Show(string key) => key switch
    {
        "timezone" => Timezone,
        "template" => Template,
        "publisher" => Publisher ?? "",
        "tags" => string.Join(", ", Tags),
        "slug" => Slug ?? "",
        "language" => Language,
        "quorum" => Quorum.ToString(),
        "statement" => Statement,
        "announce" => AnnounceMinutes switch { null => "24h before", < 0 => "off", { } minutes => $"{Spans.Show(minutes)} before" },
        "empty" => CancelEmptyMinutes is { } early ? $"cancel {Spans.Show(early)} before" : "meet",
        "quiet" => Quiet?.ToString() ?? "off",
        "join" => Join ?? "",
        "notices" => Paused == true ? "paused" : "on",
        "zones" => string.Join(", ", Zones),
        "reminders" => Reminder is { } minutes ? $"{Spans.Show(minutes)} before" : "off",
        "post" => PostAfterMinutes switch { null => "", 0 => "now", < 0 => "never", { } minutes => $"after {Spans.Show(minutes)}" },
        "approval" => FinalAfterDays is { } days ? $"by a meeting, or {days} days after posting" : "by a meeting",
        "name" => Name ?? "",
        "tie" => (Tie ?? TieRule.Open).ToString().ToLowerInvariant(),
        "proxies" => Proxies is { } most ? most.ToString(System.Globalization.CultureInfo.InvariantCulture) : "none",
        "retention" => RetentionYears is { } years ? $"{years} years" : "off",
        "objection" => $"{ObjectionMinutes ?? DefaultObjectionMinutes} minutes",
        "repository" => Repository ?? "",
        "path" => Page ?? PagePath.Default,
        "policy" => Policy ?? BallotPolicies.Majority.Name,
        _ => PolicyRules.Show(Ballots, key),
    };

    /// <summary>Reads a zone by its IANA name, whatever the case and with spaces for underscores; null when there is none.</summary>
    public static string? ReadZone(string name)
    {
        string sought = name.Trim().Replace(' ', '_');
        if (sought == Utc)
        {
            return Utc;
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(sought) is { } exact)
        {
            return exact.Id;
        }

        if (string.Equals(sought, "utc", StringComparison.OrdinalIgnoreCase) || string.Equals(sought, "gmt", StringComparison.OrdinalIgnoreCase))
        {
            return Utc;
        }

        return DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => string.Equals(id, sought, StringComparison.OrdinalIgnoreCase))
            ?? DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => sought.Length > 3 && id.EndsWith("/" + sought, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether what somebody sets is a zone that only counts hours (UTC+02): it does not know when its people change their clocks.</summary>
    public static bool IsFixed(string key, string value) =>
        key is "timezone" or "zones" && value.Split(',', StringSplitOptions.TrimEntries).Select(ReadZone).Any(zone => zone?.StartsWith("UTC", StringComparison.Ordinal) == true && zone.Length > 3);

    private static string? Unset(string word) => word.Length == 0 || word is "-" or "none" ? null : word;
}
