namespace MeetingBot.Slack;

/// <summary>
/// Slack's limits for messages, views, blocks and elements (docs.slack.dev/reference/block-kit). Lengths are counted in UTF-16
/// units, which is never less than what Slack counts.
/// </summary>
internal static class BlockLimits
{
    public const int MessageBlocks = 50;
    public const int MessageText = 4000;
    public const int ViewBlocks = 100;
    public const int ViewTitle = 24;
    public const int CallbackId = 255;
    public const int PrivateMetadata = 3000;
    public const int ViewBytes = 256_000;
    public const int Id = 255;
    public const int SectionText = 3000;
    public const int SectionFields = 10;
    public const int FieldText = 2000;
    public const int HeaderText = 150;
    public const int ContextElements = 10;
    public const int ActionElements = 25;
    public const int InputLabel = 2000;
    public const int InputHint = 2000;
    public const int ButtonText = 75;
    public const int ButtonValue = 2000;
    public const int ButtonUrl = 3000;
    public const int SelectOptions = 100;
    public const int Placeholder = 150;
    public const int OverflowOptions = 5;
    public const int RadioOptions = 10;
    public const int InputMaxLength = 3000;
    public const int OptionText = 75;
    public const int OptionValue = 75;
    public const int ConfirmTitle = 100;
    public const int ConfirmText = 300;
    public const int ConfirmButton = 30;
    public const int Metadata = 1000;

    // Nobody says how much a rich text may hold; this much was always taken.
    public const int RichText = 3500;
}
