using System.Net;
using Azure.Core;
using MeetingBot.Storage;
using MeetingBot.Teams;
using Microsoft.Extensions.DependencyInjection;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace MeetingBot.Tests;

public sealed class ConnectorClientTests : IAsyncLifetime
{
    const string Chat = "19:meeting_abc@thread.v2";
    const string Channel = "19:a1b2@thread.tacv2";

    FakeConnector _teams = null!;
    ServiceProvider _services = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    IConnectorClient Client => _services.GetRequiredService<IConnectorClient>();

    ConversationBook Book => _services.GetRequiredService<ConversationBook>();

    public async ValueTask InitializeAsync()
    {
        _teams = await FakeConnector.StartAsync();
        _teams.Conversations.UnionWith([Chat, Channel]);
        _services = Start(TimeSpan.FromSeconds(20));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _teams.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_sent_edited_and_deleted()
    {
        var id = await Client.SendAsync(Group, null, Message("one"), Cancellation);
        await Client.UpdateAsync(Group, null, id!, Message("two"), Cancellation);
        Assert.Equal(("two", 1), (Assert.Single(_teams.In(Chat)).Text, _teams.In(Chat)[0].Edits));
        await Client.DeleteAsync(Group, null, id!, Cancellation);
        await Client.DeleteAsync(Group, null, id!, Cancellation);
        Assert.Empty(_teams.In(Chat));
    }

    [Fact]
    public async Task A_channel_gets_a_thread_and_answers_stand_in_it()
    {
        var thread = await Client.CreateThreadAsync(InChannel, Message("root"), Cancellation);
        await Client.SendAsync(InChannel, thread.ActivityId, Message("answer"), Cancellation);
        Assert.All(_teams.In(Channel), said => Assert.Equal(thread.Id, said.Conversation));
        Assert.Equal(2, _teams.In(Channel).Length);
    }

    [Theory]
    [InlineData(412, "PreconditionFailed", null)]
    [InlineData(429, "Throttled", 1)]
    [InlineData(502, "ServiceError", null)]
    [InlineData(503, "", null)]
    [InlineData(504, "", null)]
    public async Task What_passes_by_itself_is_tried_again(int status, string code, int? retryAfter)
    {
        _teams.FailNext(status, code, retryAfter);
        _teams.FailNext(status, code, retryAfter);
        var waited = Stopwatch.StartNew();
        await Client.SendAsync(Group, null, Message("patient"), Cancellation);
        Assert.Single(_teams.In(Chat));
        Assert.Equal(3, _teams.Requests.Count);
        Assert.True(retryAfter is null || waited.Elapsed >= TimeSpan.FromSeconds(2), "Retry-After is obeyed");
    }

    [Theory]
    [InlineData(400, "BadArgument", false)]
    [InlineData(401, "BotNotRegistered", false)]
    [InlineData(403, "BotNotInConversationRoster", true)]
    [InlineData(403, "ConversationBlockedByUser", true)]
    [InlineData(403, "NotEnoughPermissions", false)]
    [InlineData(404, "ConversationNotFound", true)]
    [InlineData(413, "MessageSizeTooBig", false)]
    [InlineData(500, "ServiceError", false)]
    public async Task What_does_not_pass_is_never_tried_again(int status, string code, bool gone)
    {
        _teams.FailNext(status, code);
        var problem = await Assert.ThrowsAsync<ConnectorException>(async () => await Client.SendAsync(Group, null, Message("once"), Cancellation));
        Assert.Equal(((HttpStatusCode)status, code, gone, false), (problem.Status!.Value, problem.Code, problem.Gone, problem.Passing));
        Assert.Single(_teams.Requests);
        Assert.DoesNotContain("once", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_told_instead_of_waited_for()
    {
        _teams.FailNext(429, "Throttled", 600);
        var problem = await Assert.ThrowsAsync<ConnectorException>(async () => await Client.SendAsync(Group, null, Message("later"), Cancellation));
        Assert.Equal(TimeSpan.FromMinutes(10), problem.RetryAfter);
    }

    [Fact]
    public async Task A_wait_until_a_moment_in_the_past_is_none()
    {
        _teams.FailNext(429, "Throttled", -60);
        await Client.SendAsync(Group, null, Message("now"), Cancellation);
        Assert.Single(_teams.In(Chat));
    }

    [Fact]
    public async Task Where_there_was_no_connection_it_is_tried_again_because_nothing_was_sent()
    {
        var broken = new Unplugged();
        await using var services = Start(TimeSpan.FromSeconds(20), add => add.AddHttpClient(ConnectorClient.HttpName).AddHttpMessageHandler(() => broken));
        await services.GetRequiredService<IConnectorClient>().SendAsync(Group, null, Message("at last"), Cancellation);
        Assert.Equal(("at last", 2), (Assert.Single(_teams.In(Chat)).Text, broken.Tried));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent_and_it_is_the_connectors_failure()
    {
        await using var services = Start(TimeSpan.FromSeconds(20), add => add.AddKeyedSingleton<TokenCredential>(ConnectorClient.HttpName, DelegatedTokenCredential.Create((_, _) => throw new Azure.Identity.AuthenticationFailedException("wrong secret"))));
        var problem = await Assert.ThrowsAsync<ConnectorException>(async () => await services.GetRequiredService<IConnectorClient>().SendAsync(Group, null, Message("x"), Cancellation));
        Assert.True(problem is { NotSent: true, Passing: true, Uncertain: false });
        Assert.Empty(_teams.Requests);
    }

    [Fact]
    public async Task A_message_whose_answer_does_not_come_is_not_sent_again_by_itself()
    {
        await using var hurried = Start(TimeSpan.FromMilliseconds(300));
        _teams.FailNext(0, takenAllTheSame: true);
        var problem = await Assert.ThrowsAsync<ConnectorException>(async () => await hurried.GetRequiredService<IConnectorClient>().SendAsync(Group, null, Message("perhaps"), Cancellation));
        Assert.True(problem.Uncertain);
        Assert.Single(_teams.In(Chat));
    }

    [Fact]
    public async Task What_is_sent_into_one_conversation_keeps_its_order_and_does_not_hold_up_another()
    {
        _teams.FailNext(503, retryAfter: 1);
        Task[] sends = [.. Enumerable.Range(0, 6).Select(async n => await Client.SendAsync(Group, null, Message($"{n}"), Cancellation))];
        while (_teams.Requests.IsEmpty)
            await Task.Delay(10, Cancellation);
        await Client.CreateThreadAsync(InChannel, Message("elsewhere"), Cancellation);
        Assert.True(sends.Any(one => !one.IsCompleted), "another conversation did not wait");
        await Task.WhenAll(sends);
        Assert.Equal(["0", "1", "2", "3", "4", "5"], _teams.In(Chat).Select(said => said.Text));
    }

    [Fact]
    public async Task A_bot_that_is_sent_on_to_the_government_cloud_goes_there_and_remembers()
    {
        await Book.KeepAsync(Group, Cancellation);
        _teams.FailNext(403, "InvalidBotApiHost");
        await Client.SendAsync(Group, null, Message("moved"), Cancellation);
        Assert.EndsWith("/teams/", (await Book.FindAsync(Group.Conversation, Cancellation))!.ServiceUrl, StringComparison.Ordinal);
        await Client.SendAsync(Group, null, Message("again"), Cancellation);
        Assert.Equal(2, _teams.In(Chat).Length);
    }

    [Fact]
    public async Task A_token_is_never_sent_to_an_address_that_is_not_Teams()
    {
        await Assert.ThrowsAsync<ConnectorException>(async () => await Client.SendAsync(Group with { ServiceUrl = "https://evil.example/" }, null, Message("x"), Cancellation));
        Assert.Empty(_teams.Requests);
    }

    [Fact]
    public async Task Channels_and_meetings_have_names_and_a_chat_with_one_person_needs_the_app()
    {
        _teams.ChannelNames[Channel] = "Signs";
        Assert.Equal([new NamedId("19:general@thread.tacv2"), new NamedId(Channel, "Signs")], await Client.ChannelsAsync(InChannel, "19:general@thread.tacv2", Cancellation));
        Assert.Equal("Programme Team", (await Client.TeamAsync(InChannel, "19:general@thread.tacv2", Cancellation))!.Name);

        _teams.Personal["29:1ana"] = "a:1chat";
        Assert.Equal("a:1chat", await Client.CreatePersonalAsync(Group, "29:1ana", Cancellation));
        Assert.Equal(HttpStatusCode.Forbidden, (await Assert.ThrowsAsync<ConnectorException>(async () => await Client.CreatePersonalAsync(Group, "29:1ben", Cancellation))).Status);
        Assert.Equal("Programme stand-up", (await Client.MeetingAsync(Group, "MCMx", Cancellation))!.Details!.Title);
    }

    [Fact]
    public async Task A_conversation_is_remembered_beyond_a_restart_and_forgotten_with_its_people()
    {
        var notes = new InMemoryStore();
        var personal = Group with { ConversationId = "a:1chat", Kind = ConversationKind.Personal };
        await new ConversationBook(notes).KeepAsync(personal, Cancellation);
        await new ConversationBook(notes).KeepPersonalAsync(FakeConnector.Tenant, "29:1ana", "a:1chat", Cancellation);
        await new ConversationBook(notes).KeepLastPostAsync(personal.Conversation, "n1\n1", Cancellation);

        var after = new ConversationBook(notes);
        Assert.Equal(personal, await after.PersonalAsync(FakeConnector.Tenant, "29:1ana", Cancellation));
        await after.ForgetAsync(personal, Cancellation);
        Assert.Null(await new ConversationBook(notes).PersonalAsync(FakeConnector.Tenant, "29:1ana", Cancellation));
        Assert.Empty(await notes.ListNotesAsync("teams/", Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_conversation_that_one_replica_forgot_is_not_brought_back_by_another_and_is_kept_anew_when_the_bot_comes_again()
    {
        var notes = new InMemoryStore();
        var (here, there) = (new ConversationBook(notes), new ConversationBook(notes));
        await here.KeepAsync(Group, Cancellation);
        Assert.NotNull(await there.FindAsync(Group.Conversation, Cancellation));
        await here.ForgetAsync(Group, Cancellation);

        await there.MarkGoneAsync(Group.Conversation, Cancellation);
        Assert.Empty(await notes.ListNotesAsync("teams/", Cancellation).ToListAsync(Cancellation));

        await here.KeepAsync(Group, Cancellation);
        Assert.NotNull(await there.FindAnewAsync(Group.Conversation, Cancellation));
        await there.ForgetAsync(Group, Cancellation);
        Assert.Null(await here.FindAnewAsync(Group.Conversation, Cancellation));
        await here.KeepAsync(Group, Cancellation);
        Assert.Single(await notes.ListNotesAsync("teams/", Cancellation).ToListAsync(Cancellation));
    }

    ConversationReference Group => new(FakeConnector.Tenant, Chat, _teams.ServiceUrl) { BotId = FakeConnector.BotId };

    [Fact]
    public async Task Each_try_is_measured_by_what_it_was_for_and_what_came_of_it()
    {
        using var measures = new MeetingBot.Application.Measures();
        using var heard = new Listener(measures);
        await using var measured = Start(TimeSpan.FromSeconds(20), services => services.AddSingleton(measures));
        var client = measured.GetRequiredService<IConnectorClient>();
        _teams.FailNext(429, "Throttled", 0);
        var id = await client.SendAsync(Group, null, Message("quetzalcoatl"), Cancellation);
        await client.DeleteAsync(Group, null, id!, Cancellation);
        await client.DeleteAsync(Group, null, id!, Cancellation);
        Assert.Equal(
            ["method=Send, platform=teams, status=throttled", "method=Send, platform=teams, status=done", "method=Delete, platform=teams, status=done", "method=Delete, platform=teams, status=refused"],
            heard.Words("meetingbot.platform.call.duration"));
    }

    ConversationReference InChannel => Group with { ConversationId = Channel, Kind = ConversationKind.Channel };

    static Activity Message(string text) => new()
    {
        Type = "message",
        Text = text,
        TextFormat = "plain",
        From = new ChannelAccount(FakeConnector.BotId),
        Conversation = new ConversationAccount(Chat),
    };

    ServiceProvider Start(TimeSpan patience, Action<IServiceCollection>? change = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<MeetingBot.Application.IAdapterNotes>(new InMemoryStore());
        services.AddKeyedSingleton<TokenCredential>(ConnectorClient.HttpName, DelegatedTokenCredential.Create((_, _) => new AccessToken(FakeConnector.GoodToken, DateTimeOffset.MaxValue)));
        services.AddMeetingBotTeams(new TeamsOptions(TokenIssuer.AppId, new TeamsCredential.None())
        {
            AllowLoopback = true,
            Patience = patience,
            GovernmentHost = new Uri(new Uri(_teams.ServiceUrl), "/teams/"),
            Retry = new ConnectorRetry { FirstPause = TimeSpan.FromMilliseconds(100) },
        });
        change?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>A network that is there only the second time.</summary>
    sealed class Unplugged : DelegatingHandler
    {
        public int Tried { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Tried == 1 ? throw new HttpRequestException(HttpRequestError.ConnectionError) : base.SendAsync(request, cancellationToken);
    }
}
