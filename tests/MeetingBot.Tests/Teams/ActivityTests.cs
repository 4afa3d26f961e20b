using System.Net;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Teams;

namespace MeetingBot.Tests;

/// <summary>Every kind of activity that Teams sends, in whatever casing, is answered as its page says, and none is an error.</summary>
public sealed class ActivityTests : IAsyncLifetime
{
    const string Meeting = "19:meeting_Zml4dHVyZS1tZWV0aW5nLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDE@thread.v2";
    const string Channel = "19:a1b2c3d4e5f60718293a4b5c6d7e8f90@thread.tacv2";

    static readonly string Folder = Path.Combine(SourceRoot.Path, "tests/MeetingBot.Tests/Teams/Fixtures/activities");

    FakeConnector _teams = null!;
    TeamsBot _bot = null!;

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeConnector.StartAsync();
        _teams.Conversations.UnionWith([Meeting, Channel, "19:0123456789abcdef0123456789abcdef@thread.v2"]);
        _teams.Threads.UnionWith([$"{Channel};messageid=1795446000000", $"{Channel};messageid=1795446307234"]);
        _teams.Personal["29:1aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_fixture"] = "a:1fixturePersonalConversation-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        _bot = await TeamsBot.StartAsync(_teams);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public void There_are_53_kinds() => Assert.Equal(53, Files.Count);

    [Theory]
    [MemberData(nameof(Files))]
    public async Task An_activity_is_answered_and_does_the_same_in_any_casing(string file)
    {
        var wanted = await EffectAsync(file, name => name);
        foreach (var casing in new Func<string, string>[] { name => name.ToLowerInvariant(), name => name.ToUpperInvariant(), name => char.ToUpperInvariant(name[0]) + name[1..] })
            Assert.Equal(wanted, await EffectAsync(file, casing));
    }

    /// <summary>What an activity does in a meeting of its own: the answer, what the bot says, and what is in the minutes.</summary>
    async Task<string> EffectAsync(string file, Func<string, string> casing)
    {
        await using var bot = await TeamsBot.StartAsync(_teams);
        await bot.SayAsync("Dov", "start", Meeting);
        var before = _teams.All.Length;
        var (status, body) = await bot.SendAsync((JsonObject)Cased(Read(file), casing));
        Assert.Equal(file.StartsWith("security", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : file == "robustness.unknown-invoke" ? HttpStatusCode.NotImplemented : HttpStatusCode.OK, status);
        Assert.Equal(file.StartsWith("invoke.", StringComparison.Ordinal), body is not null);
        Assert.DoesNotContain(bot.Errors, one => one.StartsWith("Error", StringComparison.Ordinal) || one.Contains("could not be", StringComparison.Ordinal));
        var minutes = (await LookAsync(bot)).Minutes!;
        return string.Join('\n', [body?.ToJsonString(), .. _teams.All[before..].Select(said => $"{said.Conversation.Split(';')[0]} {said.OnlyFor}: {said.Text}"), .. minutes.Attendees.Select(one => one.Name), .. minutes.Resolutions.Select(one => one.Text)]);
    }

    [Theory]
    [InlineData("message.meeting.nomention.rsc")]
    [InlineData("invoke.task-submit")]
    [InlineData("event.meetingParticipantJoin")]
    [InlineData("installationUpdate.add.team")]
    public async Task Canary_what_an_activity_does_is_seen(string file) => Assert.NotEqual(await EffectAsync("robustness.unknown-type", name => name), await EffectAsync(file, name => name));

    [Theory]
    [InlineData("invoke.adaptiveCard-action.malformed")]
    [InlineData("invoke.adaptiveCard-action.manual")]
    [InlineData("invoke.adaptiveCard-action.automatic-refresh")]
    public async Task A_button_that_is_not_the_bots_gets_an_error_body_and_does_nothing(string file)
    {
        var (_, body) = await _bot.SendAsync(Read(file));
        Assert.Equal(("400", "application/vnd.microsoft.error", "BadRequest"), (body!["statusCode"]!.ToString(), body["type"]!.ToString(), body["value"]!["code"]!.ToString()));
        Assert.Empty(_teams.All);
    }

    [Theory]
    [InlineData("message.channel.nomention.rsc")]
    [InlineData("message.meeting.fake-mention-text-only")]
    [InlineData("message.meeting.mention.user-escaped-name")]
    [InlineData("robustness.message-from-self")]
    [InlineData("robustness.unknown-type")]
    [InlineData("messageReaction.added")]
    [InlineData("messageDelete.softDeleteMessage")]
    [InlineData("conversationUpdate.user-added.meeting")]
    [InlineData("security.foreign-serviceUrl")]
    [InlineData("security.other-tenant")]
    public async Task What_is_not_for_the_bot_makes_it_say_nothing(string file)
    {
        await _bot.SendAsync(Read(file));
        Assert.Empty(_teams.All);
    }

    [Fact]
    public async Task The_bot_greets_once_however_its_coming_is_told()
    {
        await _bot.SendAsync(Read("installationUpdate.add.team"));
        await _bot.SendAsync(Read("conversationUpdate.bot-added.team"));
        await _bot.SendAsync(Read("installationUpdate.add-upgrade.team"));
        Assert.Contains("I keep the minutes", Assert.Single(_teams.In(Channel)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_begins_and_ends_is_an_offer_and_no_more()
    {
        await _bot.SendAsync(Read("event.meetingStart.pascal-case"));
        await _bot.SendAsync(Read("event.meetingStart.pascal-case"));
        var offer = Assert.Single(_teams.In(Meeting));
        await _bot.PressAsync("Ana Organizer", offer, "Call to order");
        Assert.Contains(_teams.In(Meeting), said => said.Text.Contains("is in session", StringComparison.Ordinal));

        await _bot.SendAsync(Read("event.meetingEnd.mixed-case"));
        Assert.Contains("Adjourn", _teams.In(Meeting)[^1].Buttons.Keys);
    }

    [Fact]
    public async Task Who_joined_the_call_is_here_once_the_meeting_is_called_to_order_and_gone_when_they_leave()
    {
        await _bot.SendAsync(Read("event.meetingParticipantJoin"));
        await _bot.SayAsync("Dov", "start", Meeting);
        var later = Read("event.meetingParticipantJoin.pascal-case");
        later["id"] = "1795446000002";
        await _bot.SendAsync(later);
        var room = await LookAsync();
        Assert.Equal(["Ana Organizer", "Ben Presenter", "Cleo Attendee"], room.Minutes!.Attendees.Select(one => one.Name).Where(name => name != "Dov"));
        await _bot.SendAsync(Read("event.meetingParticipantLeave"));
        Assert.NotNull((await LookAsync()).Minutes!.Attendees.Single(one => one.Name == "Cleo Attendee").Left);
    }

    [Fact]
    public async Task A_message_of_somebody_is_recorded_as_a_decision_from_its_menu()
    {
        await _bot.SayAsync("Ana Organizer", "start", Meeting);
        var form = (await _bot.SendAsync(Read("invoke.composeExtension-fetchTask.message"))).Body!["task"]!["value"]!["card"]!["content"]!;
        Assert.Equal("We ship on Friday & tell Ben Presenter", form["body"]!.AsArray().Single(one => one!["id"]?.ToString() == "text")!["value"]!.ToString());

        var (_, body) = await _bot.SendAsync(Read("invoke.composeExtension-submitAction.message"));
        Assert.Equal("message", body!["task"]!["type"]!.ToString());
        Assert.Equal("We ship on Friday", Assert.Single((await LookAsync()).Minutes!.Resolutions).Text);
    }

    [Fact]
    public async Task Where_the_bot_is_not_the_menu_asks_to_add_it_first()
    {
        var (_, body) = await _bot.SendAsync(Read("invoke.composeExtension-fetchTask.message"));
        Assert.Contains("justInTimeInstall", body!.ToJsonString(), StringComparison.Ordinal);
        var (_, after) = await _bot.SendAsync(Read("invoke.composeExtension-submitAction.jit-install"));
        Assert.Equal("Record a decision", after!["task"]!["value"]!["title"]!.ToString());
    }

    [Fact]
    public async Task An_edited_message_corrects_what_it_recorded_a_deleted_one_strikes_it_and_an_undeleted_one_puts_it_back()
    {
        await _bot.SayAsync("Ana Organizer", "start", Meeting);
        var message = Read("message.meeting.mention.nbsp");
        message["text"] = "<at>MinuteBot</at>\u00A0decision: ship on Friday";
        await _bot.SendAsync(message);
        Assert.Equal("ship on Friday", Assert.Single((await LookAsync()).Minutes!.Resolutions).Text);
        await _bot.SendAsync(Read("messageUpdate.editMessage"));
        Assert.Equal("ship on Monday", Assert.Single((await LookAsync()).Minutes!.Resolutions).Text);
        await _bot.SendAsync(Read("messageDelete.softDeleteMessage"));
        Assert.Empty((await LookAsync()).Minutes!.Resolutions);
        var back = Read("messageUpdate.editMessage");
        back["channelData"]!["eventType"] = "undeleteMessage";
        await _bot.SendAsync(back);
        Assert.Equal("ship on Monday", Assert.Single((await LookAsync()).Minutes!.Resolutions).Text);
    }

    [Fact]
    public async Task A_removed_bot_forgets_where_it_was()
    {
        await _bot.SendAsync(Read("installationUpdate.add.team"));
        await _bot.SendAsync(Read("installationUpdate.remove.team"));
        Assert.Empty(await ((IAdapterNotes)_bot.Store).ListNotesAsync("teams/conversation/", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_team_that_removed_the_bot_is_left_with_all_its_channels_until_it_comes_back()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var notes = (IAdapterNotes)_bot.Store;
        await _bot.SendAsync(Read("installationUpdate.add.team"));
        ConversationReference channel = (await _bot.Part<ConversationBook>().FindAsync($"teams:{FakeConnector.Tenant}:{Channel}", cancellation))!;
        Assert.NotEqual("", channel.Team);
        await _bot.Part<ConversationBook>().KeepAsync(channel with { ConversationId = "19:other@thread.tacv2" }, cancellation);
        await _bot.Part<ConversationBook>().KeepAsync(channel with { ConversationId = "19:elsewhere@thread.tacv2", Team = "19:another" }, cancellation);
        foreach (string one in new[] { channel.ConversationId, "19:other@thread.tacv2", "19:elsewhere@thread.tacv2" })
        {
            await _bot.Part<ConversationBook>().KeepLastPostAsync($"teams:{channel.TenantId}:{one}", "n1\n1", cancellation);
        }

        await _bot.SendAsync(Read("installationUpdate.remove.team"));
        Assert.EndsWith("/19/elsewhere@thread.tacv2", Assert.Single(await notes.ListNotesAsync("teams/posted/", cancellation).ToListAsync(cancellation)).Key, StringComparison.Ordinal);
        string[] left = await notes.ListNotesAsync("departed/", cancellation).Select(note => note.Key).ToArrayAsync(cancellation);
        Assert.Equal(new[] { channel.ConversationId, "19:other@thread.tacv2" }.Select(id => $"departed/teams:{channel.TenantId}:{id}").Order(StringComparer.Ordinal), left);

        JsonObject again = Read("installationUpdate.add.team");
        again["id"] = "f:again";
        await _bot.SendAsync(again);
        Assert.Empty(await notes.ListNotesAsync("departed/", cancellation).ToListAsync(cancellation));
    }

    [Theory]
    [InlineData("teamRenamed", """{"team":{"id":"19:a1b2c3d4e5f60718293a4b5c6d7e8f90@thread.tacv2","name":"Harbour"}}""", "Harbour")]
    [InlineData("channelRenamed", """{"team":{"id":"19:t@thread.tacv2","name":"Harbour"},"channel":{"id":"19:a1b2c3d4e5f60718293a4b5c6d7e8f90@thread.tacv2","name":"Signs"}}""", "Signs")]
    public async Task A_new_name_of_a_channel_or_of_the_team_is_known_from_then_on(string what, string data, string name)
    {
        await _bot.SendAsync(Read("installationUpdate.add.team"));
        var renamed = _bot.Activity("conversationUpdate", "Ana", Channel);
        renamed["channelData"] = JsonNode.Parse(data);
        renamed["channelData"]!["eventType"] = what;
        await _bot.SendAsync(renamed);
        Assert.Equal(name, (await _bot.Part<MeetingBot.Teams.ConversationBook>().FindAsync($"teams:{FakeConnector.Tenant}:{Channel}", TestContext.Current.CancellationToken))!.Name);
    }

    [Theory]
    [InlineData("conversationUpdate.user-added.meeting")]
    [InlineData("conversationUpdate.user-removed.meeting")]
    public async Task Who_comes_into_a_chat_or_leaves_it_is_not_attendance(string file)
    {
        await _bot.SayAsync("Dov", "start", Meeting);
        await _bot.SendAsync(Read(file));
        Assert.Empty((await LookAsync()).Minutes!.Attendees);
    }

    async Task<MeetingBot.Application.RoomView> LookAsync(TeamsBot? bot = null) => await (bot ?? _bot).Part<MeetingBot.Application.Clerk>().LookAsync(
        $"teams:{FakeConnector.Tenant}:{Meeting}", new MeetingBot.Domain.Account("teams::x"), "x", _bot.Now, TestContext.Current.CancellationToken);

    JsonObject Read(string file)
    {
        var activity = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file + ".json")))!.AsObject();
        if (!file.StartsWith("security.foreign", StringComparison.Ordinal))
            activity["serviceUrl"] = _teams.ServiceUrl;
        return activity;
    }

    static JsonNode Cased(JsonNode node, Func<string, string> casing) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(casing(member.Key), member.Value is null ? null : Cased(member.Value, casing)))),
        JsonArray list => new JsonArray([.. list.Select(one => one is null ? null : Cased(one, casing))]),
        _ => node.DeepClone(),
    };
}
