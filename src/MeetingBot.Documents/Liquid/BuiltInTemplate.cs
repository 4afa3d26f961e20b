using System.Collections.Concurrent;
using Fluid;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The templates that come with the bot, kept in this assembly.</summary>
static class BuiltInTemplate
{
    static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);

    /// <param name="minutes">The facts.</param>
    /// <param name="name">Which template.</param>
    /// <param name="target">Takes all but the end of a long document; null to have it whole.</param>
    internal static MarkdownWriter Render(Minutes minutes, string name, TextWriter? target = null) =>
        LiquidEngine.Run(Parsed.GetOrAdd(name, static name => BuiltInReader.Read(Text(name))), LiquidEngine.Context(minutes, Allowance.BuiltIn()), target);

    internal static MarkdownWriter Render(BallotSheet ballot, string name) =>
        LiquidEngine.Run(Parsed.GetOrAdd(name, static name => BuiltInReader.Read(Text(name))), LiquidEngine.Context("ballot", new Item(BallotShapes.Ballot, ballot), Allowance.BuiltIn()));

    internal static string Text(string name)
    {
        using var stream = typeof(BuiltInTemplate).Assembly.GetManifestResourceStream(name + ".liquid")
            ?? throw new ArgumentException($"There is no built-in template \"{name}\".", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
