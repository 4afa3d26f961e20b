namespace MeetingBot.Domain;

/// <summary>
/// An account on a platform, as <c>platform:tenant:user</c> (<c>web::Ana</c>, <c>slack:T01:U02</c>). The same person may have several.
/// </summary>
/// <param name="Value">The whole key; equal accounts have equal characters.</param>
public sealed record Account(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
