using System.Text.Json.Nodes;

namespace MeetingBot.Slack;

/// <content>Buttons, menus and fields.</content>
internal sealed partial class BlockCheck
{
    private void Element(string at, JsonNode? element)
    {
        if (element is null)
        {
            Breach(at, "is missing");
            return;
        }

        Id($"{at}/action_id", element["action_id"], _actionIds);
        if (element["action_id"] is null)
        {
            Breach($"{at}/action_id", "is missing");
        }

        Plain($"{at}/placeholder", element["placeholder"], BlockLimits.Placeholder, optional: true);
        JsonArray? options = element["options"] as JsonArray;
        switch (Word(element, "type"))
        {
            case "button":
                Plain($"{at}/text", element["text"], BlockLimits.ButtonText);
                Text($"{at}/value", Word(element, "value") ?? "", 0, BlockLimits.ButtonValue);
                Text($"{at}/url", Word(element, "url") ?? "", 0, BlockLimits.ButtonUrl);
                if (Word(element, "style") is not (null or "primary" or "danger"))
                {
                    Breach($"{at}/style", "is no style");
                }

                Confirm($"{at}/confirm", element["confirm"]);
                break;
            case "static_select":
                Options(at, options, 1, BlockLimits.SelectOptions);
                break;
            case "overflow":
                Options(at, options, 2, BlockLimits.OverflowOptions);
                break;
            case "radio_buttons":
                Options(at, options, 1, BlockLimits.RadioOptions);
                break;
            case "plain_text_input":
                Text($"{at}/initial_value", Word(element, "initial_value") ?? "", 0, BlockLimits.InputMaxLength);
                break;
            case "datepicker" or "users_select" or "external_select" or "conversations_select":
                break;
            case var other:
                Breach($"{at}/type", $"is {other ?? "missing"}");
                break;
        }
    }

    private void Options(string at, JsonArray? options, int least, int most)
    {
        Count($"{at}/options", options, least, most);
        Each($"{at}/options", options, (place, option) =>
        {
            Plain($"{place}/text", option?["text"], BlockLimits.OptionText);
            Text($"{place}/value", Word(option, "value"), 1, BlockLimits.OptionValue);
        });
    }

    private void Confirm(string at, JsonNode? confirm)
    {
        if (confirm is not null)
        {
            Plain($"{at}/title", confirm["title"], BlockLimits.ConfirmTitle);
            TextObject($"{at}/text", confirm["text"], BlockLimits.ConfirmText);
            Plain($"{at}/confirm", confirm["confirm"], BlockLimits.ConfirmButton);
            Plain($"{at}/deny", confirm["deny"], BlockLimits.ConfirmButton);
        }
    }
}
