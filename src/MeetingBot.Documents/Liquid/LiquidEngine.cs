using Fluid;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>Runs templates: they have the facts, the filters and a budget, and nothing else.</summary>
static class LiquidEngine
{
    static readonly TemplateOptions Options = MakeOptions();

    internal static bool HasFilter(string name) => Options.Filters.TryGetValue(name, out _);

    internal static PrintContext Context(Minutes minutes, Budget budget) => new(minutes, budget, Options);

    internal static PrintContext Context(string variable, Item facts, Budget budget) => new(variable, facts, budget, Options);

    internal static MarkdownWriter Run(IFluidTemplate template, PrintContext context, TextWriter? target = null)
    {
        var output = new MarkdownWriter(context.Budget, target);
        var run = template.RenderAsync(output, new MarkdownEncoder(output), context);
        // Nothing in a template waits for anything; a failure is thrown here.
        run.AsTask().GetAwaiter().GetResult();
        return output;
    }

    static TemplateOptions MakeOptions()
    {
        var options = new TemplateOptions { StrictFilters = true, MaxRecursion = 50 };
        LiquidFilters.Restrict(options.Filters);
        MinutesFilters.AddTo(options.Filters);
        return options;
    }
}
