using Fluid;
using Fluid.Values;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>One printing: the facts, what it may cost, and what the template asked for that does not exist.</summary>
sealed class PrintContext : TemplateContext
{
    readonly Minutes? _minutes;
    Names? _names;

    internal PrintContext(Minutes minutes, Budget budget, TemplateOptions options) : this("minutes", new Item(MinutesShapes.Minutes, minutes), budget, options) => _minutes = minutes;

    internal PrintContext(string variable, Item facts, Budget budget, TemplateOptions options) : base(options)
    {
        Budget = budget;
        MaxSteps = budget.Steps;
        CultureInfo = System.Globalization.CultureInfo.InvariantCulture;
        SetValue(variable, new FactValue(facts.Shape, facts.Record));
        Undefined = name =>
        {
            Unknown.Add(name);
            return NilValue.Instance;
        };
    }

    /// <summary>The minutes; filters that ask for them have no place in the template of anything else.</summary>
    internal Minutes Minutes => _minutes ?? throw new InvalidOperationException("This template prints no minutes.");

    internal Budget Budget { get; }

    internal Names Names => _names ??= new Names(Minutes);

    /// <summary>Names of variables and members that do not exist. They print as nothing; <see cref="TemplateCheck"/> complains about them.</summary>
    internal HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);
}
