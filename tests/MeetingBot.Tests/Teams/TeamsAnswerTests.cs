using System.Net;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Teams;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Where the bot answers in Teams, and that nothing happens twice or to the wrong people.</summary>
public sealed class TeamsAnswerTests : IAsyncLifetime
{
    const string Chat = "19:meeting_abc@thread.v2";
    const string Channel = "19:a1b2@thread.tacv2";
    const string Root = "1795446300000";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    FakeConnector _teams = null!;
    TeamsBot _bot = null!;

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeConnector.StartAsync();
        _teams.Conversations.UnionWith([Chat, Channel]);
        _teams.Threads.UnionWith([$"{Channel};messageid={Root}"]);
        _bot = await TeamsBot.StartAsync(_teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task A_message_delivered_three_times_at_once_has_one_effect_and_one_answer()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        var before = _teams.All.Length;
        var message = _bot.Activity("message", "Ana", Chat);
        message["text"] = "decision: ship on Friday";
        await Task.WhenAll(_bot.SendAsync(message), _bot.SendAsync(message), _bot.SendAsync(message));
        await _bot.SendAsync(message);
        Assert.Single((await LookAsync(Chat)).Minutes!.Resolutions);
        Assert.Equal(before + 1, _teams.All.Length);
    }

    [Fact]
    public async Task A_message_delivered_again_after_a_restart_is_recorded_once()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        var message = _bot.Activity("message", "Ana", Chat);
        message["text"] = "decision: ship on Friday";
        await _bot.SendAsync(message);
        await using var again = await TeamsBot.StartAsync(_teams, kept: _bot.Store);
        await again.SendAsync(message);
        Assert.Single((await LookAsync(Chat, again)).Minutes!.Resolutions);
    }

    [Fact]
    public async Task A_refusal_names_the_person_and_goes_once_they_succeed()
    {
        await _bot.SayAsync("Ana", "decision: ship it", Chat);
        var refusal = Assert.Single(_teams.In(Chat));
        Assert.StartsWith("Ana: ", refusal.Text, StringComparison.Ordinal);
        await _bot.SayAsync("Ben", "start", Chat);
        Assert.False(refusal.Deleted);
        await _bot.SayAsync("Ana", "decision: ship it", Chat);
        Assert.True(refusal.Deleted);
    }

    [Fact]
    public async Task The_cure_of_a_refusal_is_a_button_that_works()
    {
        await _bot.SayAsync("Ana", "decision: ship it", Chat);
        var refusal = Assert.Single(_teams.In(Chat));
        await _bot.PressAsync("Ana", refusal, Assert.Single(refusal.Buttons.Keys));
        Assert.Equal("ship it", Assert.Single((await LookAsync(Chat)).Minutes!.Resolutions).Text);
    }

    [Fact]
    public async Task Where_only_the_sender_can_be_shown_something_receipts_and_refusals_are_seen_by_nobody_else()
    {
        _teams.TakesTargeted = true;
        await _bot.SayAsync("Ana", "decision: ship it", Chat);
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.SayAsync("Ana", "note: The export fails", Chat);
        Assert.All(_teams.In(Chat).Where(said => !said.Text.Contains("in session", StringComparison.Ordinal)), said => Assert.Equal(TeamsBot.UserId("Ana"), said.OnlyFor));
    }

    [Fact]
    public async Task Where_not_the_receipt_goes_to_their_own_chat_and_the_thread_sees_only_what_concerns_all()
    {
        _teams.Personal[TeamsBot.UserId("Ana")] = "a:ana";
        await _bot.SayAsync("Ana", "hi", "a:ana", mention: false);
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.SayAsync("Ana", "roster", Chat);
        Assert.All(_teams.In(Chat), said => Assert.Contains("in session", said.Text, StringComparison.Ordinal));
        Assert.True(_teams.In("a:ana").Length >= 2);
    }

    [Fact]
    public async Task A_quiet_receipt_is_the_boards_last_line()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        var before = _teams.In(Chat).Length;
        await _bot.SayAsync("Ben", "here", Chat);
        Assert.Equal(before, _teams.In(Chat).Length);
    }

    [Fact]
    public async Task In_a_channel_only_the_meetings_thread_is_listened_to()
    {
        var thread = $"{Channel};messageid={Root}";
        await _bot.SayAsync("Ana", "start", thread);
        await _bot.SayAsync("Ana", "decision: in the thread", thread, mention: false);
        _teams.Threads.Add($"{Channel};messageid=1795446399999");
        await _bot.SayAsync("Ana", "decision: elsewhere", $"{Channel};messageid=1795446399999", mention: false);
        Assert.Equal(["in the thread"], (await LookAsync(Channel)).Minutes!.Resolutions.Select(one => one.Text));
        Assert.All(_teams.In(Channel), said => Assert.Equal(thread, said.Conversation));
    }

    [Fact]
    public async Task A_slow_store_is_told_but_is_no_receipt()
    {
        var gate = new TaskCompletionSource();
        await using var slow = await TeamsBot.StartAsync(_teams, desk: desk => new SlowDesk(desk, gate.Task));
        var said = slow.SayAsync("Ana", "start", Chat);
        while (!_teams.In(Chat).Any(one => one.Text.Contains("Still recording", StringComparison.Ordinal)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.False(said.IsCompleted, "nothing is acknowledged before it is stored");
        gate.SetResult();
        await said;
        Assert.DoesNotContain(_teams.In(Chat), one => one.Text.Contains("Still recording", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_line_that_could_not_be_stored_says_so_and_is_taken_when_it_comes_again()
    {
        var gate = Task.FromException(new IOException("disk"));
        var desk = new SlowDesk(null!, gate);
        await using var broken = await TeamsBot.StartAsync(_teams, desk: inner => desk = new SlowDesk(inner, gate));
        var message = broken.Activity("message", "Ana", Chat);
        message["text"] = "start";
        message["recipient"]!["isTargeted"] = true;
        Assert.Equal(HttpStatusCode.OK, (await broken.SendAsync(message)).Status);
        Assert.Contains("not recorded", Assert.Single(_teams.In(Chat)).Text, StringComparison.Ordinal);
        desk.Gate = Task.CompletedTask;
        await broken.SendAsync(message);
        Assert.NotNull((await LookAsync(Chat, broken)).Minutes);
    }

    [Fact]
    public async Task The_panel_in_somebodys_own_chat_works_on_the_meeting_and_in_nobody_elses_hands()
    {
        _teams.Personal[TeamsBot.UserId("Ana")] = "a:ana";
        _teams.Personal[TeamsBot.UserId("Eve")] = "a:eve";
        await _bot.SayAsync("Ana", "agenda add: Budget", Chat);
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        var panel = _teams.In("a:ana").Last(said => said.Buttons.ContainsKey("Decision"));
        await _bot.FillAsync("Ana", panel, "Decision", ("text", "We ship on Friday"));
        Assert.Equal("We ship on Friday", Assert.Single((await LookAsync(Chat)).Minutes!.Resolutions).Text);
        Assert.Contains(_teams.In(Chat), said => said.Text.Contains("We ship on Friday", StringComparison.Ordinal));

        var forged = new FakeConnector.Said("a:eve", "1", panel.Activity);
        Assert.Contains("out of date", await _bot.PressAsync("Eve", forged, "Adjourn"), StringComparison.Ordinal);
        Assert.Equal(MeetingPhase.InSession, (await LookAsync(Chat)).Phase);
    }

    [Fact]
    public async Task A_second_press_of_next_topic_does_not_skip_an_item()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.SayAsync("Ana", "agenda add: One", Chat);
        await _bot.SayAsync("Ana", "agenda add: Two", Chat);
        await _bot.PostDueAsync();
        await DrawAsync();
        var board = _teams.In(Chat).Single(said => said.Buttons.ContainsKey("Raise hand"));
        await _bot.PressAsync("Ana", board, "Next: One");
        Assert.Contains("Already at", await _bot.PressAsync("Ben", board, "Next: One"), StringComparison.Ordinal);
        Assert.Equal("One", (await LookAsync(Chat)).CurrentTopic);
        await DrawAsync();
        Assert.True(board.Edits > 0 && board.Buttons.ContainsKey("Next: Two"), "the board is edited in place");
    }

    [Fact]
    public async Task A_notice_whose_answer_was_lost_is_posted_at_most_twice_and_one_that_is_known_never_again()
    {
        await using var hurried = await TeamsBot.StartAsync(_teams, options => options with { Patience = TimeSpan.FromMilliseconds(400) });
        await hurried.SayAsync("Ana", "help", Chat);
        var channel = hurried.Part<IEnumerable<INoticeChannel>>().Single(one => one.Platform == "teams");
        var post = new Post("n1", $"teams:{FakeConnector.Tenant}:{Chat}", NoticeKinds.Cancelled, "Cancelled: one.");
        for (var i = 0; i < 2; i++)
        {
            _teams.FailNext(0, takenAllTheSame: true);
            Assert.Null(await channel.FindAsync(post.Conversation, "n1", Cancellation));
            await Assert.ThrowsAsync<ConnectorException>(async () => await channel.PostAsync(post, Cancellation));
        }

        Assert.NotNull(await channel.FindAsync(post.Conversation, "n1", Cancellation));
        Assert.Equal(2, _teams.In(Chat).Count(said => said.Text == "Cancelled: one."));

        var id = await channel.PostAsync(post with { NoticeId = "n2" }, Cancellation);
        Assert.Equal(id, await channel.FindAsync(post.Conversation, "n2", Cancellation));
        await channel.EditAsync(id, post with { Text = "After all." }, Cancellation);
        Assert.Equal("After all.", _teams.In(Chat)[^1].Text);
    }

    [Fact]
    public async Task A_busy_Teams_asks_the_dispatcher_for_patience_and_a_gone_conversation_is_left_alone()
    {
        await _bot.SayAsync("Ana", "help", Chat);
        var channel = _bot.Part<IEnumerable<INoticeChannel>>().Single(one => one.Platform == "teams");
        var post = new Post("n1", $"teams:{FakeConnector.Tenant}:{Chat}", NoticeKinds.Cancelled, "Cancelled.");
        _teams.FailNext(429, "Throttled", 90);
        Assert.Equal(Duration.FromSeconds(90), (await Assert.ThrowsAsync<ChannelBusyException>(async () => await channel.PostAsync(post, Cancellation))).RetryAfter);

        _teams.FailNext(403, "BotNotInConversationRoster");
        await Assert.ThrowsAsync<ConnectorException>(async () => await channel.PostAsync(post, Cancellation));
        var asked = _teams.Requests.Count;
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await channel.PostAsync(post, Cancellation));
        Assert.Equal(asked, _teams.Requests.Count);
        await _bot.SayAsync("Ana", "help", Chat);
        Assert.NotNull(await channel.PostAsync(post, Cancellation));
    }

    [Fact]
    public async Task A_file_is_handed_over_in_the_direct_chat_after_consent()
    {
        _teams.Personal[TeamsBot.UserId("Ana")] = "a:ana";
        await _bot.SayAsync("Ana", "start", "a:ana", mention: false);
        await _bot.SayAsync("Ana", "decision: ship it", "a:ana", mention: false);
        await _bot.SayAsync("Ana", "minutes export json", "a:ana", mention: false);
        var question = _teams.In("a:ana")[^1];
        var consent = question.Activity["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.teams.card.file.consent", consent["contentType"]!.ToString());

        var answer = _bot.Activity("invoke", "Ana", "a:ana");
        answer["name"] = "fileConsent/invoke";
        answer["replyToId"] = question.Id;
        answer["value"] = new JsonObject
        {
            ["action"] = "accept",
            ["context"] = consent["content"]!["acceptContext"]!.DeepClone(),
            ["uploadInfo"] = new JsonObject { ["uploadUrl"] = _teams.UploadUrl, ["name"] = "m.json", ["contentUrl"] = "https://contoso.sharepoint.com/m.json", ["uniqueId"] = "1", ["fileType"] = "json" },
        };
        await _bot.SendAsync(answer);
        Assert.Contains("ship it", Assert.Single(_teams.Uploads), StringComparison.Ordinal);
        Assert.True(question.Deleted);
    }

    async Task DrawAsync()
    {
        _bot.Part<BoardKeeper>().Touch($"teams:{FakeConnector.Tenant}:{Chat}");
        Assert.Empty(await _bot.Part<BoardKeeper>().RunAsync(TestContext.Current.CancellationToken));
    }

    async Task<RoomView> LookAsync(string conversation, TeamsBot? bot = null) => await (bot ?? _bot).Part<Clerk>()
        .LookAsync($"teams:{FakeConnector.Tenant}:{conversation}", new Account("teams::x"), "x", _bot.Now, TestContext.Current.CancellationToken);
}
