using System.Text.Json;

namespace MeetingBot.Slack;

/// <summary>
/// Finds out which installation a payload belongs to. The order is that of Slack's own framework (bolt-python,
/// <c>slack_bolt/request/internals.py</c>): in channels shared between companies the actor's workspace is not ours.
/// </summary>
internal static class WorkspaceReader
{
    /// <summary>Reads it from an event or an interaction.</summary>
    public static Workspace Read(JsonElement body)
    {
        JsonElement? authorization = body.Items("authorizations").Where(item => item.ValueKind == JsonValueKind.Object).Select(item => (JsonElement?)item).FirstOrDefault();
        string? team = body.Part("view")?.Word("app_installed_team_id")
            ?? body.Part("team")?.Word("id")
            ?? body.Word("team")
            ?? authorization?.Word("team_id")
            ?? body.Word("team_id")
            ?? body.Part("event")?.Word("team")
            ?? body.Part("user")?.Word("team_id")
            ?? body.Part("view")?.Word("team_id");
        string? enterprise = body.Part("enterprise")?.Word("id")
            ?? authorization?.Word("enterprise_id")
            ?? body.Word("enterprise_id")
            ?? body.Part("team")?.Word("enterprise_id");
        return new Workspace(team, enterprise, authorization?.Flag("is_enterprise_install") == true || body.Flag("is_enterprise_install"));
    }
}
