using System.Collections.Concurrent;
using Fluid;

namespace MeetingBot.Documents;

/// <summary>Reads the templates that groups wrote. No files and no includes; what could break the parser is refused before.</summary>
static class UserTemplateParser
{
    /// <summary>Templates that are kept parsed. A group uses one or two; what is beyond that is parsed again.</summary>
    const int MostKept = 64;

    static readonly string[] Tags = ["#", "assign", "break", "case", "comment", "continue", "cycle", "echo", "for", "if", "raw", "unless"];
    static readonly FluidParser Parser = MakeParser();
    static readonly ConcurrentDictionary<string, IFluidTemplate> Kept = new(StringComparer.Ordinal);

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
        return Kept[liquid] = new PrintableRewriter().VisitTemplate(template);
    }

    static FluidParser MakeParser()
    {
        var parser = new FluidParser(new FluidParserOptions { AllowLiquidTag = false });
        foreach (var tag in parser.RegisteredTags.Keys.Except(Tags).ToList())
        {
            parser.RegisteredTags.Remove(tag);
        }
        parser.RegisterIdentifierBlock("capture", async (name, statements, _, _, context) =>
        {
            var piece = new MarkdownWriter(((PrintContext)context).Budget);
            var completion = await statements.RenderStatementsAsync(piece, new MarkdownEncoder(piece), context);
            context.SetValue(name, new CapturedValue(piece.ToString()));
            return completion;
        });
        return parser;
    }
}
