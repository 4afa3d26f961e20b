using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>Reading what Slack sends: real samples, and anything at all.</summary>
public class ReaderTests
{
    public static TheoryData<string> Events => [.. Fixtures.Names("event.*.json").Where(name => !name.StartsWith("event.pair", StringComparison.Ordinal))];

    public static TheoryData<string> Interactions => [.. Fixtures.Names("interaction.*.json").Where(name => !name.Contains("state_values_only", StringComparison.Ordinal))];

    public static TheoryData<string> Forms => [.. Fixtures.Names("interaction.*.form.txt")];

    public static TheoryData<string> Commands => [.. Fixtures.Names("command.*.txt").Where(name => !name.Contains("ssl_check", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_keeps_its_ids(string name)
    {
        JsonElement body = Fixtures.Element(name);
        Inbound read = EventReader.Read(body);

        if (read is EventDelivery delivery)
        {
            JsonElement happened = body.GetProperty("event");
            Assert.Equal(body.GetProperty("event_id").GetString(), delivery.Id);
            Assert.Equal(happened.GetProperty("type").GetString(), delivery.Event.Type);
            if (delivery.Event is MessageCame came)
            {
                Assert.Equal(happened.GetProperty("ts").GetString(), came.Message.Ts);
                Assert.Equal(happened.GetProperty("channel").GetString(), came.Channel);
                Assert.Equal(happened.GetProperty("text").GetString(), came.Message.Text);
            }
        }
        else
        {
            Assert.True(read is UrlVerification or DeliveriesLimited, $"{name} was read as {read}");
        }
    }

    [Theory]
    [MemberData(nameof(Interactions))]
    public void An_interaction_is_known_and_keeps_who_did_it(string name)
    {
        JsonElement body = Fixtures.Element(name);
        Inbound read = InteractionReader.Read(body);

        Assert.IsNotType<UnknownInbound>(read);
        string user = body.GetProperty("user").GetProperty("id").GetString()!;
        Assert.Equal(user, read switch
        {
            BlockActions actions => actions.Actor.Id,
            ViewSubmission submission => submission.Actor.Id,
            ViewClosed closed => closed.Actor.Id,
            GlobalShortcut shortcut => shortcut.Actor.Id,
            MessageShortcut shortcut => shortcut.Actor.Id,
            OptionsRequest options => options.Actor.Id,
            _ => null,
        });
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_says_what_its_json_twin_says(string name)
    {
        Inbound form = FormBody.ReadInteraction(Fixtures.Bytes(name));
        Inbound twin = InteractionReader.Read(Fixtures.Element(name.Replace(".form.txt", ".json", StringComparison.Ordinal)));

        // Lists and dictionaries within records are compared by what they hold.
        Assert.Equal(JsonSerializer.Serialize(twin, twin.GetType()), JsonSerializer.Serialize(form, form.GetType()));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_keeps_its_fields(string name)
    {
        var fields = System.Web.HttpUtility.ParseQueryString(System.Text.Encoding.UTF8.GetString(Fixtures.Bytes(name)));
        var command = Assert.IsType<SlashCommand>(FormBody.ReadCommand(Fixtures.Bytes(name)));

        Assert.Equal(fields["text"] ?? "", command.Text);
        Assert.Equal(fields["command"], command.Command);
        Assert.Equal(fields["user_id"], command.Actor.Id);
        Assert.Equal(fields["channel_id"], command.Channel);
        Assert.Equal(fields["team_id"], command.From.Team);
        Assert.Equal(fields["is_enterprise_install"] == "true", command.From.IsOrg);
    }

    [Fact]
    public void A_look_at_the_certificate_is_known() => Assert.IsType<CertificateCheck>(FormBody.ReadCommand(Fixtures.Bytes("command.ssl_check.txt")));

    [Theory]
    [InlineData("event.app_mention.slack_connect.json", "T_INSTALLED", "E_INSTALLED", false)]
    [InlineData("event.message.org_install.json", null, "E111", true)]
    public void An_event_says_for_which_installation_it_is(string name, string? team, string enterprise, bool isOrg)
    {
        var delivery = Assert.IsType<EventDelivery>(EventReader.Read(Fixtures.Element(name)));
        Assert.Equal(enterprise, delivery.From.Enterprise);
        Assert.Equal(isOrg, delivery.From.IsOrg);
        if (team is not null)
            Assert.Equal(team, delivery.From.Team);
    }

    [Fact]
    public void For_an_organisation_the_workspace_is_that_of_whoever_acted()
    {
        var shortcut = Assert.IsType<GlobalShortcut>(InteractionReader.Read(Fixtures.Element("interaction.shortcut.global_org_install.json")));
        Assert.Equal(new Workspace("T111", "E111", true), shortcut.From);
    }

    [Fact]
    public void A_form_from_another_company_is_for_the_installation_that_showed_it()
    {
        JsonElement body = Fixtures.Element("interaction.view_submission.slack_connect.json");
        var submission = Assert.IsType<ViewSubmission>(InteractionReader.Read(body));
        Assert.Equal(body.GetProperty("view").GetProperty("app_installed_team_id").GetString(), submission.From.Team);
    }

    [Fact]
    public void What_was_chosen_is_found_whatever_the_element()
    {
        string? Chosen(string element) => Assert.IsType<BlockActions>(InteractionReader.Read(Fixtures.Element($"interaction.block_actions.element_{element}.json"))).Actions[0].Value;

        JsonElement Action(string element) => Fixtures.Element($"interaction.block_actions.element_{element}.json").GetProperty("actions")[0];
        Assert.Equal(Action("datepicker").GetProperty("selected_date").GetString(), Chosen("datepicker"));
        Assert.Equal(Action("static_select").GetProperty("selected_option").GetProperty("value").GetString(), Chosen("static_select"));
        Assert.Equal(Action("users_select").GetProperty("selected_user").GetString(), Chosen("users_select"));
        Assert.Equal(string.Join(',', Action("multi_users_select").GetProperty("selected_users").EnumerateArray().Select(user => user.GetString())), Chosen("multi_users_select"));
        Assert.Equal(Action("overflow").GetProperty("selected_option").GetProperty("value").GetString(), Chosen("overflow"));
    }

    [Fact]
    public void The_fields_of_a_form_are_found_by_block()
    {
        var submission = Assert.IsType<ViewSubmission>(InteractionReader.Read(Fixtures.Element("interaction.view_submission.select_date_comment.json")));
        Assert.Equal("2019-09-23", submission.View.Values["date-of-visit"]);
        Assert.Equal("3", submission.View.Values["rating"]);
        Assert.Equal("Just amazing!", submission.View.Values["comment"]);
    }

    [Fact]
    public void A_deleted_message_whose_former_text_is_an_empty_list_is_read()
    {
        var delivery = Assert.IsType<EventDelivery>(EventReader.Read(Fixtures.Element("event.message.changed_tombstone_empty_array_previous.json")));
        Assert.IsType<MessageChanged>(delivery.Event);
    }

    [Fact]
    public void A_number_as_a_string_and_a_time_without_a_dot_are_read()
    {
        var delivery = Assert.IsType<EventDelivery>(EventReader.Read(Fixtures.Element("event.app_home_opened.minimal_numeric_event_ts.json")));
        Assert.IsType<HomeOpened>(delivery.Event);
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void What_comes_through_a_socket_reads_like_what_comes_over_http(string name)
    {
        JsonElement frame = Fixtures.Element(name);
        JsonElement payload = frame.GetProperty("payload");
        Inbound read = frame.GetProperty("type").GetString() switch
        {
            "events_api" => EventReader.Read(payload),
            "slash_commands" => FormBody.ReadCommand(payload),
            _ => InteractionReader.Read(payload),
        };
        Assert.IsNotType<UnknownInbound>(read);
    }

    public static TheoryData<string> Frames => [.. Fixtures.Names("socket.envelope.*.json")];

    [Fact]
    public void Nothing_that_can_be_parsed_throws()
    {
        JsonNode[] samples = [.. Events.Concat(Interactions).Select(row => Fixtures.Node(row.Data)), .. Fixtures.Names("skeleton.*.json").Select(Fixtures.Node)];
        Gen<string> odd = Gen.OneOf("null", "[]", "{}", "\"\"", "\"xoxb\"", "0", "-1.5e99", "true", "[null]", "[[]]", "[{}]", "{\"id\":[]}", "\"\\ud83d\"");
        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Int[0, int.MaxValue], odd).Sample((which, place, value) =>
        {
            var body = (JsonObject)samples[which].DeepClone();
            List<(JsonObject Parent, string Name)> fields = [.. Places(body)];
            (JsonObject parent, string field) = fields[place % fields.Count];
            parent[field] = "@odd";
            JsonElement element = JsonDocument.Parse(body.ToJsonString().Replace("\"@odd\"", value, StringComparison.Ordinal)).RootElement;
            Assert.NotNull(EventReader.Read(element));
            Assert.NotNull(InteractionReader.Read(element));
            Assert.NotNull(FormBody.ReadCommand(element));
        }, iter: 400);
    }

    [Fact]
    public void No_bytes_throw()
    {
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            Assert.NotNull(FormBody.ReadCommand(bytes));
            Assert.NotNull(FormBody.ReadInteraction(bytes));
            Loose.Parse(bytes);
        }, iter: 3000);
        Assert.IsType<UnknownInbound>(FormBody.ReadInteraction("payload=%7B%22a"u8));
        Assert.IsType<UnknownInbound>(FormBody.ReadInteraction("payload="u8));
    }

    private static IEnumerable<(JsonObject Parent, string Name)> Places(JsonNode? node) => node switch
    {
        JsonObject parent => parent.SelectMany(field => Places(field.Value).Append((parent, field.Key))).ToList(),
        JsonArray items => items.SelectMany(Places).ToList(),
        _ => [],
    };
}
