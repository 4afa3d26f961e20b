namespace MeetingBot.Slack;

/// <summary>What to do about an error of the Web API.</summary>
internal enum Remedy
{
    /// <summary>Nobody knows: treated like a mistake of ours, and not tried again.</summary>
    Unknown,

    /// <summary>The installation is over, or its token: it is not used any more until somebody sees to it.</summary>
    StopInstallation,

    /// <summary>The app lacks a right that somebody must grant.</summary>
    FixSetup,

    /// <summary>The channel cannot be written to.</summary>
    Channel,

    /// <summary>What we sent is wrong; sending it again would be wrong again.</summary>
    OurMistake,

    /// <summary>It is so already: success.</summary>
    AlreadySo,

    /// <summary>What was to be changed is gone.</summary>
    TargetGone,

    /// <summary>The moment for opening a form is over.</summary>
    TooLate,

    /// <summary>Somebody else was quicker: look again, and try once more.</summary>
    RebuildOnce,

    /// <summary>Slack is busy or broken: wait and try again, where trying again does no harm.</summary>
    WaitAndRetry,
}

/// <summary>Puts the Web API's error codes to what is done about them.</summary>
internal static class Remedies
{
    private static readonly Dictionary<string, Remedy> Table = Build();

    /// <summary>What is done about an error of a method.</summary>
    public static Remedy Of(string method, string error) => (method, error) switch
    {
        ("chat.delete", "message_not_found") => Remedy.AlreadySo,
        _ when Table.TryGetValue(error, out Remedy known) => known,
        _ when error.StartsWith("restricted_action", StringComparison.Ordinal) => Remedy.Channel,
        _ when error.StartsWith("invalid_metadata_", StringComparison.Ordinal) => Remedy.OurMistake,
        _ => Remedy.Unknown,
    };

    private static Dictionary<string, Remedy> Build()
    {
        var table = new Dictionary<string, Remedy>(StringComparer.Ordinal);
        void Add(Remedy remedy, params string[] codes)
        {
            foreach (string code in codes)
            {
                table.Add(code, remedy);
            }
        }

        Add(Remedy.StopInstallation, "invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "app_uninstalled", "org_login_required", "team_added_to_org",
            "invalid_refresh_token", "user_removed_from_team", "team_disabled");
        Add(Remedy.FixSetup, "missing_scope", "not_allowed_token_type", "no_permission", "access_denied", "team_access_not_granted", "ekm_access_denied", "not_enabled",
            "bad_redirect_uri", "bad_client_secret", "invalid_client_id", "invalid_team_for_non_distributed_app", "cannot_install_an_org_installed_app");
        Add(Remedy.Channel, "channel_not_found", "not_in_channel", "is_archived", "messages_tab_disabled", "cannot_reply_to_message", "message_limit_exceeded", "user_not_in_channel",
            "is_inactive", "too_many_pins", "not_pinnable", "cannot_dm_bot", "user_disabled");
        Add(Remedy.OurMistake, "invalid_arguments", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text", "too_many_attachments", "metadata_too_large",
            "markdown_text_conflict", "view_too_large", "invalid_form_data", "invalid_post_type", "missing_post_type", "unknown_method", "deprecated_endpoint", "block_mismatch",
            "duplicate_external_id", "push_limit_reached", "invalid_code", "code_already_used");
        Add(Remedy.AlreadySo, "already_pinned", "already_reacted", "already_in_channel", "no_pin");
        Add(Remedy.TargetGone, "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "not_found", "no_item_specified");
        Add(Remedy.TooLate, "expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id");
        Add(Remedy.RebuildOnce, "hash_conflict", "canvas_editing_locked", "update_failed", "invalid_cursor");
        Add(Remedy.WaitAndRetry, "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");
        return table;
    }
}
