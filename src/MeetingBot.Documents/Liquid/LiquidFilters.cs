using Fluid;
using Fluid.Values;

namespace MeetingBot.Documents;

/// <summary>
/// Those of Liquid's own filters that a template may use. Left out are the ones that print without escaping (raw, escape,
/// newline_to_br), that read a clock or that make keys and digests.
/// </summary>
static class LiquidFilters
{
    static readonly string[] Allowed =
    [
        "abs", "append", "at_least", "at_most", "capitalize", "ceil", "compact", "concat", "date", "default", "divided_by", "downcase",
        "first", "floor", "join", "last", "lstrip", "map", "minus", "modulo", "plus", "prepend", "remove", "remove_first", "replace",
        "replace_first", "reverse", "round", "rstrip", "size", "slice", "sort", "sort_natural", "split", "strip", "strip_newlines", "times",
        "truncate", "truncatewords", "uniq", "upcase", "where",
    ];

    internal static void AddTo(FilterCollection filters)
    {
        var own = new TemplateOptions().Filters;
        foreach (var name in Allowed)
        {
            own.TryGetValue(name, out var filter);
            filters.AddFilter(name, Paid(name, filter));
        }
    }

    /// <summary>Every text and list that a filter makes is paid for; the two filters that multiply pay before they run.</summary>
    static FilterDelegate Paid(string name, FilterDelegate filter) => async (input, arguments, context) =>
    {
        var budget = ((PrintContext)context).Budget;
        budget.Spend(name switch
        {
            "replace" => Occurrences(input.ToStringValue(), arguments.At(0).ToStringValue()) * arguments.At(1).ToStringValue().Length,
            "join" when input is ArrayValue list => list.Values.Sum(value => (long)value.ToStringValue().Length + arguments.At(0).ToStringValue().Length),
            _ => input is ArrayValue list ? list.Values.Count : 1,
        });
        var result = await filter(input, arguments, context);
        budget.Spend(result is ArrayValue made ? made.Values.Count : result is StringValue text ? text.ToStringValue().Length : 1);
        return name is "strip" or "lstrip" or "rstrip" && input is CapturedValue ? new CapturedValue(result.ToStringValue()) : result;
    };

    static long Occurrences(string text, string part) => part.Length == 0 ? 0 : text.AsSpan().Count(part);
}
