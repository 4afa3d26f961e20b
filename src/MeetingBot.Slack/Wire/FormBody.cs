using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace MeetingBot.Slack;

/// <summary>Reads bodies that Slack sends as a form: slash commands, and interactions in one field <c>payload</c>.</summary>
internal static class FormBody
{
    /// <summary>Reads a slash command; <see cref="CertificateCheck"/> for Slack's look at the certificate.</summary>
    public static Inbound ReadCommand(ReadOnlySpan<byte> body)
    {
        Dictionary<string, StringValues> fields = Fields(body);
        return fields.GetValueOrDefault("ssl_check") == "1" ? new CertificateCheck() : Command(name => fields.GetValueOrDefault(name).ToString());
    }

    /// <summary>Reads a slash command that came through a socket, as JSON.</summary>
    public static Inbound ReadCommand(JsonElement body) => Command(name => body.Text(name) ?? "");

    /// <summary>Reads an interaction.</summary>
    public static Inbound ReadInteraction(ReadOnlySpan<byte> body)
    {
        Dictionary<string, StringValues> fields = Fields(body);
        return fields.GetValueOrDefault("ssl_check") == "1" ? new CertificateCheck()
            : Loose.Parse(Encoding.UTF8.GetBytes(fields.GetValueOrDefault("payload").ToString())) is { } payload ? InteractionReader.Read(payload)
            : new UnknownInbound("");
    }

    private static Inbound Command(Func<string, string> field)
    {
        string? Word(string name) => field(name) is { Length: > 0 } word ? word : null;
        return Word("user_id") is { } user && Word("channel_id") is { } channel && Word("command") is { } command
            ? new SlashCommand(new Workspace(Word("team_id"), Word("enterprise_id"), field("is_enterprise_install") == "true"), new Actor(user, Word("team_id")), channel,
                field("channel_name"), command, field("text"), field("trigger_id"), Word("response_url"))
            : new UnknownInbound("command");
    }

    private static Dictionary<string, StringValues> Fields(ReadOnlySpan<byte> body)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(body));
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
