using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;
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
        Assert.True(refusal.Deleted, "what was refused is done, so nobody needs to read the refusal");
    }

    [Fact]
    public async Task A_refusal_goes_when_the_form_that_cures_it_is_sent()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        await _bot.SayAsync("Ana", "strike 99", Chat);
        var refusal = _teams.In(Chat)[^1];
        Assert.StartsWith("Ana: ", refusal.Text, StringComparison.Ordinal);
        await _bot.FillAsync("Ana", _teams.In(Chat).Single(said => said.Buttons.ContainsKey("Raise hand")), "Decision", ("text", "We ship"));
        Assert.True(refusal.Deleted);
    }

    [Fact]
    public async Task Only_a_tenant_that_has_no_private_messages_is_remembered_as_such()
    {
        _teams.TakesTargeted = true;
        await _bot.SayAsync("Ana", "start", Chat);
        _teams.FailNext(403, "NotEnoughPermissions");
        await _bot.SayAsync("Ana", "roster", Chat);
        await _bot.SayAsync("Ana", "roster", Chat);
        Assert.Equal(TeamsBot.UserId("Ana"), _teams.In(Chat)[^1].OnlyFor);
    }

    [Fact]
    public async Task A_reply_is_sent_a_second_time_where_the_first_may_have_been_lost()
    {
        await using var hurried = await TeamsBot.StartAsync(_teams, options => options with { Patience = TimeSpan.FromMilliseconds(400), TargetedMessages = false });
        _teams.FailNext(0, takenAllTheSame: true);
        await hurried.SayAsync("Ana", "help", Chat);
        Assert.Equal(2, _teams.In(Chat).Count(said => said.Text == _teams.In(Chat)[0].Text));

        _teams.FailNext(429, "Throttled", 12);
        await hurried.SayAsync("Ana", "agenda", Chat);
        Assert.Equal(3, _teams.In(Chat).Length);
    }

    [Fact]
    public async Task A_line_is_recorded_also_while_the_bot_gets_no_token_to_answer_with()
    {
        await using var mute = await TeamsBot.StartAsync(_teams, credential: DelegatedTokenCredential.Create((_, _) => throw new Azure.Identity.AuthenticationFailedException("expired")));
        var message = mute.Activity("message", "Ana", Chat);
        message["text"] = "start";
        message["recipient"]!["isTargeted"] = true;
        message["channelData"]!["meeting"] = new JsonObject { ["id"] = "MCMx" };
        await mute.SendAsync(message);
        Assert.NotNull((await LookAsync(Chat, mute)).Minutes);
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
        await _bot.SayAsync("Ben", "note: The export fails", Chat);
        Assert.Equal(before, _teams.In(Chat).Length);
        await DrawAsync();
        Assert.Contains("1 The export fails", _teams.In(Chat).Single(said => said.Buttons.ContainsKey("Raise hand")).Text.Split('\n'));
    }

    [Fact]
    public async Task A_quiet_receipt_goes_to_ones_own_chat_where_there_is_one()
    {
        _teams.Personal[TeamsBot.UserId("Ben")] = "a:ben";
        await _bot.SayAsync("Ben", "hi", "a:ben", mention: false);
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        var before = _teams.In("a:ben").Length;
        await _bot.SayAsync("Ben", "note: The export fails", Chat);
        Assert.Contains("Noted as entry 1", Assert.Single(_teams.In("a:ben")[before..]).Text, StringComparison.Ordinal);
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
    public async Task Of_a_line_that_may_be_recorded_nobody_says_that_it_is_not()
    {
        await using var broken = await TeamsBot.StartAsync(_teams, desk: inner => new SlowDesk(inner, Task.FromException(new OutcomeUnknownException("Nobody knows."))));
        var message = broken.Activity("message", "Ana", Chat);
        message["text"] = "start";
        message["recipient"]!["isTargeted"] = true;
        await broken.SendAsync(message);
        Assert.Contains("could not find out whether this is recorded", Assert.Single(_teams.In(Chat)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("decision: ship it", true)]
    [InlineData("I think we should ship it", false)]
    public async Task A_plain_line_that_could_not_be_stored_says_so_if_it_is_a_command(string text, bool said)
    {
        await using var broken = await TeamsBot.StartAsync(_teams, desk: inner => new SlowDesk(inner, Task.FromException(new IOException("disk"))));
        var message = broken.Activity("message", "Ana", Chat);
        message["text"] = text;
        Assert.Equal(HttpStatusCode.OK, (await broken.SendAsync(message)).Status);
        Assert.Equal(said, _teams.In(Chat).Any(one => one.Text.Contains("not recorded", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_old_clients_button_whose_line_could_not_be_stored_says_so()
    {
        await using var broken = await TeamsBot.StartAsync(_teams, desk: inner => new SlowDesk(inner, Task.FromException(new IOException("disk"))));
        var press = broken.Activity("message", "Ben", Chat);
        press["value"] = new JsonObject { ["line"] = "here" };
        await broken.SendAsync(press);
        Assert.StartsWith("Ben: This line is not recorded", _teams.In(Chat)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_press_that_takes_long_and_then_fails_is_told_so()
    {
        var gate = new TaskCompletionSource();
        await using var slow = await TeamsBot.StartAsync(_teams, desk: desk => new SlowDesk(desk, gate.Task));
        var press = slow.Activity("invoke", "Ana", Chat);
        press["name"] = "adaptiveCard/action";
        press["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = new JsonObject { ["line"] = "start" } } };
        var sent = slow.SendAsync(press);
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        gate.SetException(new IOException("disk"));
        Assert.Contains("Still recording", (await sent).Body!["value"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("not recorded", Assert.Single(_teams.In(Chat)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("task/submit", """{"data":{"form":"decision","text":"ship it"}}""", "task")]
    [InlineData("composeExtension/submitAction", """{"commandId":"recordDecision","data":{"text":"ship it"}}""", "task")]
    [InlineData("adaptiveCard/action", """{"action":{"type":"Action.Execute","data":{"line":"start"}}}""", "value")]
    public async Task An_invoke_that_could_not_be_handled_is_answered_in_its_own_form(string name, string value, string part)
    {
        await using var broken = await TeamsBot.StartAsync(_teams, desk: inner => new SlowDesk(inner, Task.FromException(new IOException("disk"))));
        var invoke = broken.Activity("invoke", "Ana", Chat);
        invoke["name"] = name;
        invoke["value"] = JsonNode.Parse(value);
        var (status, body) = await broken.SendAsync(invoke);
        Assert.Equal((HttpStatusCode.OK, true), (status, body![part]!.ToJsonString().Contains("not recorded", StringComparison.Ordinal)));
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
    public async Task Everybody_votes_on_a_motion_by_the_buttons_below_it()
    {
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        await _bot.SayAsync("Ana", "motion: we ship on Friday", Chat);
        var motion = Assert.Single(_teams.In(Chat), said => said.Buttons.ContainsKey("Abstain"));
        Assert.StartsWith("Motion by Ana: we ship on Friday", motion.Text, StringComparison.Ordinal);
        Assert.Contains("Ben votes yes", await _bot.PressAsync("Ben", motion, "Yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_says_to_whom_it_is_and_what_it_answers()
    {
        var id = await _bot.SayAsync("Ana", "help", Chat);
        var said = Assert.Single(_teams.In(Chat)).Activity;
        Assert.Equal((TeamsBot.UserId("Ana"), id), (said["recipient"]!["id"]!.ToString(), said["replyToId"]!.ToString()));
    }

    [Theory]
    [InlineData(Channel, "Signs")]
    [InlineData("19:general@thread.tacv2", "Programme Team")]
    public async Task A_group_that_is_founded_in_a_channel_is_called_after_it_and_in_the_first_one_after_the_team(string channel, string name)
    {
        _teams.ChannelNames[Channel] = "Signs";
        _teams.Conversations.Add(channel);
        _teams.Threads.Add($"{channel};messageid={Root}");
        var start = _bot.Activity("message", "Ana", $"{channel};messageid={Root}");
        start["text"] = "start";
        start["recipient"]!["isTargeted"] = true;
        start["channelData"]!["team"] = new JsonObject { ["id"] = "19:general@thread.tacv2" };
        await _bot.SendAsync(start);
        Assert.Equal(name, (await LookAsync(channel)).GroupName);
    }

    [Theory]
    [InlineData("29:1eve", null, "Eve")]
    [InlineData("29:1fay-of-fabrikam", "7d0f6c9e-0000-4000-8000-00000000bbbb", "Fay (Fabrikam)")]
    [InlineData("8:teamsvisitor:0a1b2c", null, "Dov (Unverified)")]
    public async Task Guests_people_of_other_companies_and_anonymous_ones_press_buttons_under_their_own_id(string id, string? directory, string name)
    {
        await _bot.SayAsync("Ana", "start", Chat);
        await _bot.PostDueAsync();
        var press = _bot.Activity("invoke", "x", Chat);
        press["from"] = new JsonObject { ["id"] = id, ["name"] = name, ["aadObjectId"] = directory };
        press["name"] = "adaptiveCard/action";
        press["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = new JsonObject { ["line"] = "here" } } };
        await _bot.SendAsync(press);
        Assert.Equal([name], (await LookAsync(Chat)).Minutes!.Attendees.Select(one => one.Name));
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
            Assert.Null(await channel.FindAsync(post, Cancellation));
            await Assert.ThrowsAsync<ConnectorException>(async () => await channel.PostAsync(post, Cancellation));
        }

        Assert.NotNull(await channel.FindAsync(post, Cancellation));
        Assert.Equal(2, _teams.In(Chat).Count(said => said.Text == "Cancelled: one."));

        var id = await channel.PostAsync(post with { NoticeId = "n2" }, Cancellation);
        Assert.Equal(id, await channel.FindAsync(post with { NoticeId = "n2" }, Cancellation));
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
        var question = await OfferedAsync();
        await ConsentAsync(question, _teams.UploadUrl);
        Assert.Contains("ship it", Assert.Single(_teams.Uploads), StringComparison.Ordinal);
        Assert.True(question.Deleted);
        Assert.Contains("file.info", _teams.In("a:ana")[^1].Activity.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_could_not_be_stored_is_still_offered_and_one_whose_question_cannot_be_deleted_is_stored()
    {
        var question = await OfferedAsync();
        await ConsentAsync(question, _teams.UploadUrl + "/nowhere");
        Assert.Contains("could not be stored", _teams.In("a:ana")[^1].Text, StringComparison.Ordinal);
        Assert.False(question.Deleted);

        _teams.RefusesDeletes = true;
        await ConsentAsync(question, _teams.UploadUrl);
        Assert.Single(_teams.Uploads);
        Assert.Contains("file.info", _teams.In("a:ana")[^1].Activity.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_bot.Errors, one => one.Contains("could not be said", StringComparison.Ordinal));
    }

    async Task<FakeConnector.Said> OfferedAsync()
    {
        _teams.Personal[TeamsBot.UserId("Ana")] = "a:ana";
        await _bot.SayAsync("Ana", "start", "a:ana", mention: false);
        await _bot.SayAsync("Ana", "decision: ship it", "a:ana", mention: false);
        await _bot.SayAsync("Ana", "minutes export json", "a:ana", mention: false);
        var question = _teams.In("a:ana")[^1];
        Assert.Equal("application/vnd.microsoft.teams.card.file.consent", question.Activity["attachments"]![0]!["contentType"]!.ToString());
        return question;
    }

    async Task ConsentAsync(FakeConnector.Said question, string address)
    {
        var answer = _bot.Activity("invoke", "Ana", "a:ana");
        answer["name"] = "fileConsent/invoke";
        answer["replyToId"] = question.Id;
        answer["value"] = new JsonObject
        {
            ["action"] = "accept",
            ["context"] = question.Activity["attachments"]![0]!["content"]!["acceptContext"]!.DeepClone(),
            ["uploadInfo"] = new JsonObject { ["uploadUrl"] = address, ["name"] = "m.json", ["contentUrl"] = "https://contoso.sharepoint.com/m.json", ["uniqueId"] = "1", ["fileType"] = "json" },
        };
        Assert.Equal("{}", (await _bot.SendAsync(answer)).Body!.ToJsonString());
    }

    async Task DrawAsync()
    {
        _bot.Part<BoardKeeper>().Touch($"teams:{FakeConnector.Tenant}:{Chat}");
        Assert.Empty(await _bot.Part<BoardKeeper>().RunAsync(TestContext.Current.CancellationToken));
    }

    async Task<RoomView> LookAsync(string conversation, TeamsBot? bot = null) => await (bot ?? _bot).Part<Clerk>()
        .LookAsync($"teams:{FakeConnector.Tenant}:{conversation}", new Account("teams::x"), "x", _bot.Now, TestContext.Current.CancellationToken);
}
