using System.Text.Json;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Calling the Web API: what is tried again, what never is, and what an error means.</summary>
public sealed class SlackApiTests : IAsyncLifetime
{
    private FakeSlack _slack = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _slack = await FakeSlack.StartAsync();

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    [Fact]
    public async Task A_post_stands_in_the_channel_and_its_rights_are_known()
    {
        SlackApi api = Lines.To(_slack.Api);

        JsonElement answer = await api.CallAsync(Lines.Post("a & b"), Cancel);

        Assert.Equal("a & b", _slack.Channels["C1"].Now().Single(message => message.Ts == answer.Text("ts")).Text);
        Assert.Contains("chat:write", api.ScopesOf(FakeSlack.Team)!);
        Assert.Empty(_slack.Violations);
    }

    [Fact]
    public async Task A_busy_Slack_is_waited_for()
    {
        _slack.Fail("chat.postMessage", Fault.Busy(1));

        await Lines.To(_slack.Api).CallAsync(Lines.Post("once"), Cancel);

        Assert.Single(_slack.Channels["C1"].Now());
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(null, 30)]
    public async Task A_Slack_that_asks_for_more_patience_than_a_call_has_is_left_alone(int? asked, int least)
    {
        _slack.Fail("chat.postMessage", Fault.Busy(asked));
        SlackApi api = Lines.To(_slack.Api);

        SlackBusyException busy = await Assert.ThrowsAsync<SlackBusyException>(async () => await api.CallAsync(Lines.Post("x"), Cancel));
        await Assert.ThrowsAsync<SlackBusyException>(async () => await api.CallAsync(Lines.Post("y"), Cancel));

        Assert.InRange(busy.RetryAfter.TotalSeconds, least, least * 1.1);
        Assert.Single(_slack.Calls);
    }

    [Fact]
    public async Task Only_the_method_and_workspace_that_are_too_busy_wait()
    {
        _slack.Fail("chat.postMessage", Fault.Busy(60));
        SlackApi api = Lines.To(_slack.Api);
        await Assert.ThrowsAsync<SlackBusyException>(async () => await api.CallAsync(Lines.Post("x"), Cancel));

        await api.CallAsync(Lines.Call("users.info").With("user", "U1"), Cancel);
        await api.CallAsync(new ApiCall("chat.postMessage", "T2", FakeSlack.BotToken).With("channel", "C1").With("text", "other"), Cancel);
    }

    [Fact]
    public async Task A_post_whose_answer_is_lost_is_not_sent_again()
    {
        _slack.Fail("chat.postMessage", new Fault(Mute: true));

        await Assert.ThrowsAsync<SlackUncertainException>(async () => await Lines.To(_slack.Api).CallAsync(Lines.Post("once"), Cancel));

        Assert.Single(_slack.Calls);
        Assert.Single(_slack.Channels["C1"].Now());
    }

    [Fact]
    public async Task A_post_that_takes_too_long_is_not_sent_again()
    {
        _slack.Fail("chat.postMessage", new Fault(Delay: TimeSpan.FromSeconds(2)));

        await Assert.ThrowsAsync<SlackUncertainException>(async () => await Lines.To(_slack.Api, patience: TimeSpan.FromMilliseconds(300)).CallAsync(Lines.Post("once"), Cancel));

        Assert.Single(_slack.Calls);
    }

    [Theory]
    [InlineData("http_500_html")]
    [InlineData("http_503_empty")]
    [InlineData("internal_error")]
    [InlineData("fatal_error")]
    [InlineData("service_unavailable")]
    public async Task Of_a_broken_Slack_a_question_is_asked_again_and_a_post_is_not(string variant)
    {
        (int status, string body) = Known(variant);
        SlackApi api = Lines.To(_slack.Api);
        _slack.Fail("users.info", new Fault(status, body));
        _slack.Fail("chat.postMessage", new Fault(status, body));

        Assert.Equal("U1", (await api.CallAsync(Lines.Call("users.info").With("user", "U1"), Cancel)).Part("user")?.Text("id"));
        await Assert.ThrowsAsync<SlackUncertainException>(async () => await api.CallAsync(Lines.Post("x"), Cancel));

        Assert.Equal(["users.info", "users.info", "chat.postMessage"], _slack.Calls);
    }

    [Fact]
    public async Task What_never_left_is_sent_again()
    {
        Uri api = _slack.Api;
        await _slack.DisposeAsync();
        var sending = Task.Run(async () => await Lines.To(api).CallAsync(Lines.Post("late"), Cancel), Cancel);
        await Task.Delay(200, Cancel);
        _slack = await FakeSlack.StartAsync(api.Port);

        await sending;

        Assert.Single(_slack.Channels["C1"].Now());
    }

    [Fact]
    public async Task A_form_is_opened_at_once_or_not_at_all()
    {
        _slack.Fail("views.open", new Fault(500, ""));

        await Assert.ThrowsAsync<SlackUnreachableException>(async () => await Lines.To(_slack.Api).CallAsync(Lines.Call("views.open").With("trigger_id", _slack.Trigger()), Cancel));

        Assert.Single(_slack.Calls);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_is_no_success()
    {
        foreach (int _ in Enumerable.Range(0, 4))
            _slack.Fail("users.info", new Fault(200, "<html>all is well</html>"));

        await Assert.ThrowsAsync<SlackUnreachableException>(async () => await Lines.To(_slack.Api).CallAsync(Lines.Call("users.info").With("user", "U1"), Cancel));
    }

    [Fact]
    public async Task A_missing_right_is_named()
    {
        _slack.Grant("commands");

        SlackApiException refused = await Assert.ThrowsAsync<SlackApiException>(async () => await Lines.To(_slack.Api).CallAsync(Lines.Post("x"), Cancel));

        Assert.Equal(Remedy.FixSetup, refused.Remedy);
        Assert.Contains("chat:write", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_is_wrong_is_pointed_at_without_its_words()
    {
        ApiCall call = Lines.Post("x").With("blocks", new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["type"] = "marquee" }));

        SlackApiException refused = await Assert.ThrowsAsync<SlackApiException>(async () => await Lines.To(_slack.Api).CallAsync(call, Cancel));

        Assert.Equal(Remedy.OurMistake, refused.Remedy);
        Assert.Contains("/blocks/0/type", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Each row of the table of errors, by hand from Slack's reference (section "Errors by what to do").</summary>
    [Theory]
    [InlineData("chat.delete", "message_not_found", "AlreadySo")]
    [InlineData("chat.update", "message_not_found", "TargetGone")]
    [InlineData("chat.update", "edit_window_closed", "TargetGone")]
    [InlineData("chat.update", "cant_update_message", "TargetGone")]
    [InlineData("views.update", "not_found", "TargetGone")]
    [InlineData("pins.add", "already_pinned", "AlreadySo")]
    [InlineData("reactions.add", "already_reacted", "AlreadySo")]
    [InlineData("chat.postMessage", "restricted_action_read_only_channel", "Channel")]
    [InlineData("chat.postMessage", "not_in_channel", "Channel")]
    [InlineData("chat.postMessage", "channel_not_found", "Channel")]
    [InlineData("chat.postMessage", "is_archived", "Channel")]
    [InlineData("chat.postMessage", "messages_tab_disabled", "Channel")]
    [InlineData("chat.postMessage", "message_limit_exceeded", "Channel")]
    [InlineData("chat.postMessage", "msg_too_long", "OurMistake")]
    [InlineData("chat.postMessage", "no_text", "OurMistake")]
    [InlineData("chat.postMessage", "invalid_metadata_format", "OurMistake")]
    [InlineData("views.open", "view_too_large", "OurMistake")]
    [InlineData("views.open", "expired_trigger_id", "TooLate")]
    [InlineData("views.open", "exchanged_trigger_id", "TooLate")]
    [InlineData("views.publish", "hash_conflict", "RebuildOnce")]
    [InlineData("conversations.members", "invalid_cursor", "RebuildOnce")]
    [InlineData("*", "token_revoked", "StopInstallation")]
    [InlineData("*", "account_inactive", "StopInstallation")]
    [InlineData("*", "invalid_auth", "StopInstallation")]
    [InlineData("*", "missing_scope", "FixSetup")]
    [InlineData("*", "ekm_access_denied", "FixSetup")]
    [InlineData("*", "rate_limited", "WaitAndRetry")]
    [InlineData("*", "fatal_error", "WaitAndRetry")]
    [InlineData("*", "an_error_of_next_year", "Unknown")]
    public void An_error_has_its_remedy(string method, string error, string remedy) => Assert.Equal(remedy, Remedies.Of(method, error).ToString());

    [Fact]
    public async Task Every_known_error_ends_as_something_known()
    {
        foreach (JsonElement row in Fixtures.Element("api-errors.json").EnumerateArray().Where(row => row.GetProperty("http_status").GetInt32() == 200))
        {
            string body = row.GetProperty("body").ToString();
            _slack.Fail("views.open", new Fault(200, body));
            ApiCall call = Lines.Call("views.open");
            if (row.GetProperty("body").Flag("ok") || Remedies.Of("views.open", row.GetProperty("body").Text("error")!) == Remedy.AlreadySo)
            {
                await Lines.To(_slack.Api).CallAsync(call, Cancel);
            }
            else
            {
                Exception problem = await Assert.ThrowsAnyAsync<Exception>(async () => await Lines.To(_slack.Api).CallAsync(call, Cancel));
                Assert.True(problem is SlackApiException or SlackUnreachableException or SlackBusyException, $"{body}: {problem.GetType()}");
            }
        }
    }

    [Fact]
    public async Task Of_many_edits_of_one_message_only_the_newest_is_sent()
    {
        SlackApi api = Lines.To(_slack.Api);
        string ts = (await api.CallAsync(Lines.Post("board 0"), Cancel)).Text("ts")!;

        await Task.WhenAll(Enumerable.Range(1, 200).Select(n => api.EditAsync(Lines.Call("chat.update").With("channel", "C1").With("ts", ts).With("text", $"board {n}"), Cancel).AsTask()));

        FakeMessage board = _slack.Channels["C1"].Now().Single();
        Assert.Equal("board 200", board.Text);
        Assert.InRange(board.Edits, 1, 2);
    }

    [Fact]
    public async Task An_edit_that_is_refused_says_so_to_whoever_sent_it()
    {
        SlackApi api = Lines.To(_slack.Api);
        await Assert.ThrowsAsync<SlackApiException>(async () => await api.EditAsync(Lines.Call("chat.update").With("channel", "C1").With("ts", "1.0").With("text", "x"), Cancel));
    }

    private static (int Status, string Body) Known(string variant)
    {
        JsonElement row = Fixtures.Element("api-errors.json").EnumerateArray().Single(row => row.GetProperty("variant").GetString() == variant);
        return (row.GetProperty("http_status").GetInt32(), row.GetProperty("body").ValueKind == JsonValueKind.String ? row.GetProperty("body").GetString()! : row.GetProperty("body").ToString());
    }
}
