using Fluid;
using Fluid.Ast;

namespace MeetingBot.Documents;

/// <summary>Refuses a template that names a filter which does not exist, also in a branch that no run takes.</summary>
sealed class FilterCheck(string liquid) : AstVisitor
{
    static readonly HashSet<string> Known = new(LiquidTemplates.Filters, StringComparer.Ordinal);

    internal static void Check(IFluidTemplate template, string liquid) => new FilterCheck(liquid).VisitTemplate(template);

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!Known.Contains(filterExpression.Name))
        {
            throw new TemplateException(TemplateScan.At(liquid, filterExpression.Name, $"there is no filter \"{filterExpression.Name}\""));
        }
        return base.VisitFilterExpression(filterExpression);
    }
}
