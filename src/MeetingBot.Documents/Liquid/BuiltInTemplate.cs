using System.Collections.Concurrent;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The templates that come with the bot, kept in this assembly.</summary>
static class BuiltInTemplate
{
    static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    internal static MarkdownWriter Render(Minutes minutes, string name) =>
        LiquidTemplates.Run(LiquidTemplates.Parse(Text(name)), LiquidTemplates.Context(minutes, Allowance.BuiltIn()));

    /// <summary>The Liquid text of a built-in template, for a group that wants to start its own from it.</summary>
    internal static string Text(string name) => Texts.GetOrAdd(name, static name =>
    {
        using var stream = typeof(BuiltInTemplate).Assembly.GetManifestResourceStream(name + ".liquid")
            ?? throw new ArgumentException($"There is no built-in template \"{name}\".", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
