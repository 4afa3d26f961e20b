using System.Collections.Immutable;
using NodaTime;

namespace MeetingBot.Web;

/// <summary>One line of a picture.</summary>
/// <param name="Name">What it counts, in the plural.</param>
/// <param name="Points">Its points, in order of their days; at least one.</param>
public sealed record PlotSeries(string Name, ImmutableArray<(LocalDate Date, int Number)> Points);
