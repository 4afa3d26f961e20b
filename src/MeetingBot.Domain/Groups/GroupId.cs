namespace MeetingBot.Domain;

/// <summary>Names a group. Opaque: user text never becomes part of it.</summary>
/// <param name="Value">Only <c>a-z 0-9</c>.</param>
public sealed record GroupId(string Value)
{
    /// <summary>The id of the group that the message founds; the same message founds the same group.</summary>
    public static GroupId Mint(string messageId) => new("g" + PersonId.Mint(messageId, -1).Value[1..]);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
