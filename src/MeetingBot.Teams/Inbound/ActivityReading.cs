using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Teams;

/// <summary>Reads out of an activity what the core wants to know.</summary>
internal static partial class ActivityReading
{
    private const string ThreadMark = ";messageid=";

    /// <summary>How the conversation of an activity is reached, as the activity alone says it.</summary>
    public static ConversationReference Reference(Activity activity)
    {
        string id = Bare(activity.Conversation!.Id!);
        return new ConversationReference(activity.Tenant!, id, activity.ServiceUrl!)
        {
            Kind = Kind(activity, id),
            BotId = activity.Recipient?.Id ?? "",
            Name = Name(activity),
            Team = Team(activity) ?? "",
        };
    }

    /// <summary>Where it came from.</summary>
    public static Place Place(Activity activity, ConversationReference where) =>
        new(where, Thread(activity), activity.From ?? new ChannelAccount(), activity.Id ?? "") { Targeted = activity.Recipient?.IsTargeted == true };

    /// <summary>The root message of the thread in a channel; a root carries its own id. Null elsewhere.</summary>
    public static string? Thread(Activity activity)
    {
        string id = activity.Conversation!.Id!;
        int mark = id.IndexOf(ThreadMark, StringComparison.OrdinalIgnoreCase);
        return mark < 0 ? null : id[(mark + ThreadMark.Length)..];
    }

    /// <summary>The id by which a second delivery is known, and an edit finds what the message made.</summary>
    public static string MessageId(ConversationReference where, string? activityId) => $"teams/{where.ConversationId}/{activityId}";

    /// <summary>An account of the tenant.</summary>
    public static Account Account(string tenant, string? userId) => new($"teams:{tenant}:{userId}");

    /// <summary>
    /// What was said, for the core. Only mention entities count as mentions: anybody can type the tags. The bot's own are taken out,
    /// those of people become their names with an @ before them.
    /// </summary>
    public static ChatMessage Message(Activity activity, Place place, TimeProvider time)
    {
        (string text, bool addressed, ImmutableArray<Mention> mentions) = Text(activity, place.Where.TenantId);
        return Message(activity, place, MessageId(place.Where, activity.Id), text, time) with
        {
            Heard = addressed || place.Targeted || place.Where.Kind == ConversationKind.Personal ? Heard.Addressed : Heard.Line,
            Mentions = mentions,
            Source = MessageId(place.Where, activity.Id),
        };
    }

    /// <summary>A line that a button or form stands for, in the name of whoever pressed it.</summary>
    public static ChatMessage Message(Activity activity, Place place, string id, string line, TimeProvider time) =>
        new(id, Account(place.Where.TenantId, place.UserId), place.UserName, place.Conversation, line,
            Instant.FromDateTimeOffset(activity.Timestamp ?? time.GetUtcNow()))
        {
            ConversationName = place.Where.Name,
            SenderZone = Zone(activity),
            Thread = place.Conversation == place.Where.Conversation ? place.Thread : null,
        };

    /// <summary>The conversation's id without its thread.</summary>
    private static string Bare(string id)
    {
        int mark = id.IndexOf(';', StringComparison.Ordinal);
        return mark < 0 ? id : id[..mark];
    }

    private static ConversationKind Kind(Activity activity, string id) => activity.Conversation!.ConversationType?.Trim().ToUpperInvariant() switch
    {
        "PERSONAL" => ConversationKind.Personal,
        "CHANNEL" => ConversationKind.Channel,
        "GROUPCHAT" => ConversationKind.Group,
        _ => id.StartsWith("a:", StringComparison.Ordinal) ? ConversationKind.Personal
            : id.EndsWith("@thread.tacv2", StringComparison.Ordinal) || id.EndsWith("@thread.skype", StringComparison.Ordinal) ? ConversationKind.Channel
            : ConversationKind.Group,
    };

    private static string Name(Activity activity) =>
        activity.ChannelData?.Channel?.Name is { Length: > 0 } channel ? channel
        : activity.Conversation?.Name is { Length: > 0 } own ? own
        : activity.ChannelData?.Team?.Name is { Length: > 0 } team && Team(activity) == Bare(activity.Conversation!.Id!) ? team
        : "";

    private static string? Team(Activity activity) => activity.ChannelData?.Team?.Id ?? activity.ChannelData?.TeamsTeamId;

    private static string? Zone(Activity activity)
    {
        string? zone = activity.LocalTimezone ?? (activity.Entities ?? []).FirstOrDefault(entity => entity.Timezone is not null)?.Timezone;
        return zone is not null && DateTimeZoneProviders.Tzdb.Ids.Contains(zone) ? zone : null;
    }

    private static (string Text, bool Addressed, ImmutableArray<Mention> Mentions) Text(Activity activity, string tenant)
    {
        string text = activity.Text ?? "";
        bool addressed = false;
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        foreach (Entity entity in activity.Entities ?? [])
        {
            if (!string.Equals(entity.Type?.Trim(), "mention", StringComparison.OrdinalIgnoreCase) || entity.Mentioned is not { Id: { Length: > 0 } id } who)
            {
                continue;
            }

            bool bot = string.Equals(id, activity.Recipient?.Id, StringComparison.OrdinalIgnoreCase);
            addressed |= bot;
            string tag = entity.Text is { Length: > 0 } words ? words : $"<at>{who.Name}</at>";
            string name = WebUtility.HtmlDecode(Tags().Replace(who.Name ?? tag, "")).Trim();
            string shown = bot ? " " : Distinct("@" + name, Account(tenant, id), mentions);
            text = Replace(text, tag, shown, everywhere: bot);
            if (!bot && name.Length > 0)
            {
                mentions.Add(new Mention(shown, Account(tenant, id), name));
            }
        }

        return (Tidy(text), addressed, mentions.ToImmutable());
    }

    /// <summary>Two people of one name are told apart by a number.</summary>
    private static string Distinct(string shown, Account account, ImmutableArray<Mention>.Builder mentions)
    {
        int others = mentions.Where(known => known.Text.StartsWith(shown, StringComparison.OrdinalIgnoreCase) && known.Account != account).Select(known => known.Account).Distinct().Count();
        return others == 0 ? shown : $"{shown} ({others + 1})";
    }

    /// <summary>Replaces a tag, with an @ that somebody typed before it.</summary>
    private static string Replace(string text, string tag, string by, bool everywhere)
    {
        for (int at = text.IndexOf(tag, StringComparison.OrdinalIgnoreCase); at >= 0; at = everywhere ? text.IndexOf(tag, at, StringComparison.OrdinalIgnoreCase) : -1)
        {
            int from = at > 0 && text[at - 1] == '@' ? at - 1 : at;
            text = string.Concat(text.AsSpan(0, from), by, text.AsSpan(at + tag.Length));
            at = from + by.Length;
        }

        return text;
    }

    /// <summary>Single spaces, and no space where a line begins or ends: where a mention was taken out some are left over.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            tidy.Append(tidy.Length == 0 ? "" : "\n").Append(Spaces().Replace(line, " ").Trim());
        }

        return tidy.ToString().Trim();
    }

    [GeneratedRegex("</?at[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex("[ \\t\\u00A0\\u2007\\u202F]+")]
    private static partial Regex Spaces();
}
