using Fluid;
using Fluid.Ast;

namespace MeetingBot.Documents;

/// <summary>Refuses a template that names a filter which does not exist, also in a branch that no run takes.</summary>
sealed class FilterCheck(string liquid) : AstVisitor
{
    internal static void Check(IFluidTemplate template, string liquid) => new FilterCheck(liquid).VisitTemplate(template);

    protected override Expression VisitFilterExpression(FilterExpression filterExpression)
    {
        if (!LiquidEngine.HasFilter(filterExpression.Name))
        {
            throw new TemplateException(TemplateScan.At(liquid, filterExpression.Name, $"there is no filter \"{filterExpression.Name}\""));
        }
        return base.VisitFilterExpression(filterExpression);
    }
}
