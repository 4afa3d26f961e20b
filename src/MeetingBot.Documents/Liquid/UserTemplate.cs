using System.Globalization;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>A template that a group wrote: whatever is wrong with it becomes a sentence for its author.</summary>
static class UserTemplate
{
    internal static MarkdownWriter Render(Minutes minutes, string liquid) => Render(LiquidEngine.Context(minutes, Allowance.For(minutes)), liquid);

    internal static MarkdownWriter Render(PrintContext context, string liquid)
    {
        try
        {
            return LiquidEngine.Run(UserTemplateParser.Parse(liquid), context);
        }
        catch (TemplateException)
        {
            throw;
        }
        // The engine lets through whatever its filters throw: overflow, division by zero, bad formats.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw new TemplateException(Reason(error), error);
        }
    }

    static string Reason(Exception error) => error switch
    {
        DivideByZeroException => "the template divides by zero",
        OverflowException => "a number in the template is too large",
        InvalidOperationException => "the template takes too many steps",
        _ => string.Create(CultureInfo.InvariantCulture, $"the template cannot be run: {error.Message}"),
    };
}
