using Fluid;
using Fluid.Values;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>One printing: the minutes, what it may cost, and what the template asked for that does not exist.</summary>
sealed class PrintContext : TemplateContext
{
    Names? _names;

    internal PrintContext(Minutes minutes, Budget budget, TemplateOptions options) : base(options)
    {
        (Minutes, Budget) = (minutes, budget);
        MaxSteps = budget.Steps;
        CultureInfo = System.Globalization.CultureInfo.InvariantCulture;
        SetValue("minutes", new FactValue(MinutesShapes.Minutes, minutes));
        Undefined = name =>
        {
            Unknown.Add(name);
            return NilValue.Instance;
        };
    }

    internal Minutes Minutes { get; }

    internal Budget Budget { get; }

    internal Names Names => _names ??= new Names(Minutes);

    /// <summary>Names of variables and members that do not exist. They print as nothing; <see cref="TemplateCheck"/> complains about them.</summary>
    internal HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);
}
