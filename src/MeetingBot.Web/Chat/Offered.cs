using System.Collections.Immutable;
using MeetingBot.Application;

namespace MeetingBot.Web;

/// <summary>What stands around the composer while somebody types.</summary>
/// <param name="Offers">The completions.</param>
/// <param name="Hint">What to know before sending; null for nothing.</param>
public sealed record Offered(ImmutableArray<Suggestion> Offers, string? Hint);
