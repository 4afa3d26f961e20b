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

    /// <summary>Takes all filters that the engine brings and leaves those that are allowed.</summary>
    internal static void Restrict(FilterCollection filters)
    {
        var allowed = new List<(string Name, FilterDelegate Filter)>(Allowed.Length);
        foreach (var name in Allowed)
        {
            allowed.Add((name, filters.TryGetValue(name, out var filter) ? filter : throw new NotSupportedException($"Liquid has no filter {name}.")));
        }
        filters.Clear();
        foreach (var (name, filter) in allowed)
        {
            filters.AddFilter(name, Paid(name, filter));
        }
    }

    /// <summary>Every text and list that a filter makes is paid for; the two filters that multiply pay before they run.</summary>
    static FilterDelegate Paid(string name, FilterDelegate filter) => (input, arguments, context) =>
    {
        var budget = ((PrintContext)context).Budget;
        budget.Spend(name switch
        {
            "replace" => Occurrences(input.ToStringValue(), arguments.At(0).ToStringValue()) * arguments.At(1).ToStringValue().Length,
            "join" when input is ArrayValue list => list.Values.Sum(value => (long)value.ToStringValue().Length + arguments.At(0).ToStringValue().Length),
            _ => input is ArrayValue list ? list.Values.Count : 1,
        });
        // No filter waits for anything.
        var run = filter(input, arguments, context);
        var result = run.IsCompletedSuccessfully ? run.Result : run.AsTask().GetAwaiter().GetResult();
        budget.Spend(result is ArrayValue made ? made.Values.Count : result is StringValue text ? text.ToStringValue().Length : 1);
        return name is "strip" or "lstrip" or "rstrip" && input is CapturedValue ? new CapturedValue(result.ToStringValue()) : result;
    };

    static long Occurrences(string text, string part) => part.Length == 0 ? 0 : text.AsSpan().Count(part);
}
