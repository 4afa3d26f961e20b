using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>
/// Says whether a group's own template can be used: it is read, and run on minutes in which everything is recorded and on
/// minutes in which nothing is, because a template that fails at the next meeting is found out too late.
/// </summary>
static class TemplateCheck
{
    internal static string? Problem(string liquid)
    {
        try
        {
            return Misses(liquid, SampleMinutes.Full) ?? Misses(liquid, SampleMinutes.Empty);
        }
        catch (TemplateException problem)
        {
            return problem.Message;
        }
    }

    static string? Misses(string liquid, Minutes minutes)
    {
        var context = LiquidEngine.Context(minutes, Allowance.For(minutes));
        UserTemplate.Render(context, liquid);
        return context.Unknown.Count == 0 ? null
            : string.Join("; ", context.Unknown.Select(name => TemplateScan.At(liquid, liquid.Contains('.' + name, StringComparison.Ordinal) ? '.' + name : name, $"there is no \"{name}\"")));
    }
}
