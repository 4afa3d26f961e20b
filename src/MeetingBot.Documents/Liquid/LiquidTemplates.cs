using System.Collections.Concurrent;
using Fluid;
using Fluid.Values;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>Reads and runs Liquid templates in a sandbox: no files, no includes, no members but those of the minutes, and a budget.</summary>
static class LiquidTemplates
{
    /// <summary>Templates that are kept parsed. A group uses one or two; what is beyond that is parsed again.</summary>
    const int MostKept = 64;

    static readonly string[] Tags = ["#", "assign", "break", "case", "comment", "continue", "cycle", "echo", "for", "if", "raw", "unless"];
    static readonly FluidParser Parser = MakeParser();
    static readonly TemplateOptions Options = MakeOptions();
    static readonly ConcurrentDictionary<string, IFluidTemplate> Kept = new(StringComparer.Ordinal);

    internal static IEnumerable<string> Filters => Options.Filters.Select(filter => filter.Key);

    /// <summary>The parsed template.</summary>
    /// <exception cref="TemplateException">It cannot be read.</exception>
    internal static IFluidTemplate Parse(string liquid)
    {
        if (Kept.TryGetValue(liquid, out var template))
        {
            return template;
        }
        TemplateScan.Check(liquid);
        if (!Parser.TryParse(liquid, out template, out var error))
        {
            throw new TemplateException(TemplateScan.Located(error));
        }
        FilterCheck.Check(template, liquid);
        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }
        return Kept[liquid] = template;
    }

    internal static MarkdownWriter Run(IFluidTemplate template, PrintContext context)
    {
        var output = new MarkdownWriter(context.Budget);
        var run = template.RenderAsync(output, new MarkdownEncoder(output), context);
        // Nothing in a template waits for anything; a failure is thrown here.
        run.AsTask().GetAwaiter().GetResult();
        return output;
    }

    internal static PrintContext Context(Minutes minutes, Budget budget) => new(minutes, budget, Options);

    static FluidParser MakeParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowLiquidTag = false });
        parser.RegisterIdentifierBlock("capture", async (name, statements, _, _, context) =>
        {
            var piece = new MarkdownWriter(((PrintContext)context).Budget);
            var completion = await statements.RenderStatementsAsync(piece, new MarkdownEncoder(piece), context);
            context.SetValue(name, new CapturedValue(piece.ToString()));
            return completion;
        });
        foreach (var tag in parser.RegisteredTags.Keys.Except([.. Tags, "capture"]).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }
        return parser;
    }

    static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { StrictFilters = true, MaxRecursion = 50, TimeZone = TimeZoneInfo.Utc };
        options.Filters.Clear();
        LiquidFilters.AddTo(options.Filters);
        MinutesFilters.AddTo(options.Filters);
        return options;
    }
}
