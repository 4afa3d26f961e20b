using NodaTime;

namespace MeetingBot.Domain;

/// <summary>
/// Who, when and from which message: the facts that come in once with a message and are kept with every event it makes.
/// </summary>
/// <param name="By">Who said it.</param>
/// <param name="At">When, by the platform's or the transcript's clock.</param>
/// <param name="MessageId">
/// The id by which a repeated delivery is recognised. A follow-up carries <c>&lt;id&gt;/&lt;n&gt;</c>, one of several
/// commands in a message <c>&lt;id&gt;/&lt;line&gt;</c>, a clock fact <c>timer/&lt;kind&gt;/&lt;subject&gt;/&lt;due&gt;</c>.
/// </param>
/// <param name="Source">The message as the platform names it, so that editing or deleting it finds its entry; null where there is none.</param>
public sealed record Origin(PersonId By, Instant At, string MessageId, string? Source = null);
