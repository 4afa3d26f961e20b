using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace MeetingBot.Documents;

/// <summary>
/// What a template prints. The engine prints the items of a list past every encoder, so a list is made one text here, which is
/// escaped like any other.
/// </summary>
sealed class Printable(Expression expression) : Expression
{
    public override ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
    {
        var run = expression.EvaluateAsync(context);
        var value = run.IsCompletedSuccessfully ? run.Result : run.AsTask().GetAwaiter().GetResult();
        return value is ArrayValue list ? Joined(list, ((PrintContext)context).Budget) : value;
    }

    static StringValue Joined(ArrayValue list, Budget budget)
    {
        budget.Spend(list.Values.Sum(item => (long)item.ToStringValue().Length));
        return new StringValue(string.Concat(list.Values.Select(item => item.ToStringValue())));
    }

    protected override Expression Accept(AstVisitor visitor) => visitor.Visit(expression);
}

/// <summary>Puts <see cref="Printable"/> around everything that a parsed template prints.</summary>
sealed class PrintableRewriter : AstRewriter
{
    protected override Statement VisitOutputStatement(OutputStatement outputStatement) => new OutputStatement(new Printable(outputStatement.Expression));

    protected override Statement VisitCycleStatement(CycleStatement cycleStatement) =>
        new CycleStatement(cycleStatement.Group, [.. cycleStatement.Values.Select(value => new Printable(value))]);
}
