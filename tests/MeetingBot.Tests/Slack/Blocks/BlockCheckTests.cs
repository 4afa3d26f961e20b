using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Slack;

namespace MeetingBot.Tests.Slack;

/// <summary>The check of blocks finds what Slack would refuse: its limits are Slack's, and each of them can be broken.</summary>
public class BlockCheckTests
{
    [Theory]
    [InlineData(BlockLimits.MessageBlocks, "message.blocks_max")]
    [InlineData(BlockLimits.MessageText, "message.update_text_max")]
    [InlineData(BlockLimits.ViewBlocks, "view.blocks_max")]
    [InlineData(BlockLimits.ViewTitle, "view.title_max")]
    [InlineData(BlockLimits.ViewTitle, "view.submit_max")]
    [InlineData(BlockLimits.CallbackId, "view.callback_id_max")]
    [InlineData(BlockLimits.PrivateMetadata, "view.private_metadata_max")]
    [InlineData(BlockLimits.ViewBytes, "view.whole_view_bytes_max")]
    [InlineData(BlockLimits.Id, "ids.action_id_max")]
    [InlineData(BlockLimits.SectionText, "blocks.section.text_max")]
    [InlineData(BlockLimits.SectionFields, "blocks.section.fields_max")]
    [InlineData(BlockLimits.FieldText, "blocks.section.field_text_max")]
    [InlineData(BlockLimits.HeaderText, "blocks.header.text_max")]
    [InlineData(BlockLimits.ContextElements, "blocks.context.elements_max")]
    [InlineData(BlockLimits.ActionElements, "blocks.actions.elements_max")]
    [InlineData(BlockLimits.InputLabel, "blocks.input.label_max")]
    [InlineData(BlockLimits.InputHint, "blocks.input.hint_max")]
    [InlineData(BlockLimits.ButtonText, "elements.button.text_max")]
    [InlineData(BlockLimits.ButtonValue, "elements.button.value_max")]
    [InlineData(BlockLimits.ButtonUrl, "elements.button.url_max")]
    [InlineData(BlockLimits.SelectOptions, "elements.select.options_max")]
    [InlineData(BlockLimits.Placeholder, "elements.select.placeholder_max")]
    [InlineData(BlockLimits.OverflowOptions, "elements.overflow.options_max")]
    [InlineData(BlockLimits.RadioOptions, "elements.radio_buttons.options_max")]
    [InlineData(BlockLimits.InputMaxLength, "elements.plain_text_input.max_length_max")]
    [InlineData(BlockLimits.OptionText, "objects.option.text_max")]
    [InlineData(BlockLimits.OptionValue, "objects.option.value_max_safe")]
    [InlineData(BlockLimits.ConfirmTitle, "objects.confirm.title_max")]
    [InlineData(BlockLimits.ConfirmText, "objects.confirm.text_max")]
    [InlineData(BlockLimits.ConfirmButton, "objects.confirm.deny_max")]
    public void A_limit_is_Slacks(int limit, string path)
    {
        JsonElement at = Fixtures.Element("block-kit-limits.json");
        foreach (string name in path.Split('.'))
            at = at.GetProperty(name);
        Assert.Equal(at.GetInt32(), limit);
    }

    [Theory]
    [InlineData("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "/blocks/0/text/text")]
    [InlineData("""{"type":"section"}""", "/blocks/0/text")]
    [InlineData("""{"type":"section","text":{"type":"markdown","text":"x"}}""", "/blocks/0/text/type")]
    [InlineData("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "/blocks/0/text/type")]
    [InlineData("""{"type":"marquee"}""", "/blocks/0/type")]
    [InlineData("""{"type":"actions","elements":[]}""", "/blocks/0/elements")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/action_id")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}},{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/1/action_id")]
    [InlineData("""{"type":"actions","elements":[{"type":"button","action_id":"a","style":"loud","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/style")]
    [InlineData("""{"type":"actions","elements":[{"type":"overflow","action_id":"a","options":[{"text":{"type":"plain_text","text":"x"},"value":"v"}]}]}""", "/blocks/0/elements/0/options")]
    [InlineData("""{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"datepicker","action_id":"a"}}""", "/blocks/0/type")]
    [InlineData("""{"type":"rich_text","elements":[]}""", "/blocks/0/elements")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}""", "/blocks/0/elements/0/elements/0/text")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x","style":{"loud":true}}]}]}""", "/blocks/0/elements/0/elements/0/style/loud")]
    [InlineData("""{"type":"rich_text","elements":[{"type":"rich_text_list","style":"star","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}]}""", "/blocks/0/elements/0/style")]
    public void A_block_that_is_wrong_is_found(string block, string where) =>
        Assert.Contains(BlockCheck.Message("text", [JsonNode.Parse(block)]), breach => breach.StartsWith(where + " ", StringComparison.Ordinal));

    [Fact]
    public void A_message_without_text_or_with_too_much_is_found()
    {
        Assert.NotEmpty(BlockCheck.Message(null, null));
        Assert.NotEmpty(BlockCheck.Message("", null));
        Assert.NotEmpty(BlockCheck.Message(new string('x', 4001), null));
        Assert.NotEmpty(BlockCheck.Message("x\ud83d", null));
        Assert.Empty(BlockCheck.Message(new string('x', 4000), null));
        Assert.NotEmpty(BlockCheck.Message("x", [.. Enumerable.Range(0, 51).Select(_ => (JsonNode)new JsonObject { ["type"] = "divider" })]));
    }

    [Theory]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"A title of twenty-five ch"},"blocks":[{"type":"divider"}]}""", "/title")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"x"},"element":{"type":"datepicker","action_id":"a"}}]}""", "/submit")]
    [InlineData("""{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[]}""", "/blocks")]
    [InlineData("""{"type":"window","blocks":[{"type":"divider"}]}""", "/type")]
    public void A_view_that_is_wrong_is_found(string view, string where) =>
        Assert.Contains(BlockCheck.View((JsonObject)JsonNode.Parse(view)!), breach => breach.StartsWith(where, StringComparison.Ordinal));
}
