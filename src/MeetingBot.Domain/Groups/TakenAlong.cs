using System.Collections.Immutable;

namespace MeetingBot.Domain;

/// <summary>What a meeting took along when it was called to order, and gives back when it is thrown away.</summary>
public sealed record TakenAlong(MeetingId Meeting, Agenda Agenda, ImmutableList<Absence> Regrets);
