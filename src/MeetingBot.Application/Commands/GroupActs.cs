using System.Text;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Commands that found a group and set it up.</summary>
internal static class GroupActs
{
    public static readonly Clause ZoneClause = new("zone", ["timezone", "time zone", "tz"], Settings.ReadZone);

    public static Step SetUp(Call call)
    {
        TrailingReading read = TrailingClauses.Read(call.Words, ZoneClause);
        string name = Typography.Unquote(read.Text).Text.Trim();
        if (name.Length == 0)
        {
            return new Expected("the group's name, as in `setup Budget Committee timezone Europe/Berlin`");
        }

        if (read.Unread.FirstOrDefault() is { } unread)
        {
            return new Expected($"a time zone such as America/New_York after \"{unread.Keyword}\", not \"{unread.Text}\"");
        }

        string zone = read.Value<string>("zone") ?? SenderZone(call);
        return new AskGroup(new FoundGroup(GroupId.Mint(call.MessageId), name, zone, true, call.Message.Conversation));
    }

    /// <summary>
    /// The open group that <c>start</c> makes in a conversation without one. It is named after the conversation, else by the title of its
    /// first meeting, else after the room.
    /// </summary>
    public static FoundGroup Open(Call call, string? title)
    {
        string conversation = call.Message.ConversationName.Trim().TrimStart('#');
        string name = conversation.Length > 0 ? conversation : title ?? RoomName(call.Message.Conversation);
        return new FoundGroup(GroupId.Mint(call.MessageId), name, SenderZone(call), false, call.Message.Conversation);
    }

    /// <summary>A room's own word for itself, as in <c>web:local:budget-team</c>; "Team" where the conversation has only a platform's id.</summary>
    private static string RoomName(string conversation)
    {
        string room = conversation[(conversation.LastIndexOf(':') + 1)..].Replace('-', ' ').Replace('_', ' ').Trim();
        return room.Length == 0 || room.Any(char.IsAsciiDigit) || !room.All(c => char.IsLetter(c) || c == ' ') || room.All(c => !char.IsLower(c))
            ? "Team"
            : char.ToUpperInvariant(room[0]) + room[1..];
    }

    public static Step Use(Call call)
    {
        string name = Typography.Unquote(call.Words).Text.Trim();
        return name.Length == 0 ? new Expected("the group's name") : new UseGroup(name);
    }

    public static Step Set(Call call)
    {
        string words = call.Words.Trim();
        int space = words.IndexOfAny([' ', ':', '=', '\n']);
        if (space <= 0)
        {
            return new Expected("a setting and its value, as in `set template narrative`; `settings` lists them");
        }

        string key = words[..space].ToLowerInvariant();
        string value = Typography.Unquote(words[(space + 1)..]).Text.Trim();
        return key == "repository" && PagePath.IsRepository(value) && !call.Repositories.Contains(value) ? Step.No(new RepositoryIsClosed(value))
            : new AskGroup(new ChangeSetting(key switch { "zone" or "tz" => "timezone", "tag" => "tags", "reminder" => "reminders", _ => key }, value));
    }

    public static Step ShowSettings(Call call)
    {
        var text = new StringBuilder().Append(call.Known.Name).Append(call.Known.Chaired ? ", a chaired group." : ", an open group: everybody may do everything but the admin's acts.");
        foreach ((string key, string meaning) in Settings.Keys)
        {
            string value = key == "slug" ? call.Known.Slug : key == "name" ? call.Known.Name : call.Known.Settings.Show(key);
            text.Append('\n').Append(key).Append(": ").Append(value.Length == 0 ? "not set" : value).Append("  (").Append(meaning).Append(')');
        }

        return Step.Say(text.ToString());
    }

    public static Step KeepTemplate(Call call)
    {
        string words = call.Words.TrimStart();
        int line = words.IndexOf('\n', StringComparison.Ordinal);
        string name = Slugs.Of(line < 0 ? words : words[..line].TrimEnd(':', ' '));
        if (line < 0 || name.Length == 0 || MinutesTemplate.BuiltIn.Contains(name))
        {
            return new Expected("a name of your own on the first line and the Liquid text below it");
        }

        string text = words[(line + 1)..];
        return call.Printer.Check(text) is { } wrong ? Step.No(new BadTemplate(wrong)) : new KeepText(name, text, new KeepTemplate(name));
    }

    private static string SenderZone(Call call) => call.Message.SenderZone is { } zone && !Settings.IsFixed("timezone", zone) && Settings.ReadZone(zone) is { } known ? known : "Etc/UTC";
}

/// <summary>Bind the conversation to the group of that name.</summary>
internal sealed record UseGroup(string Name) : Step;
