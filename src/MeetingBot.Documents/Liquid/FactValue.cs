using Fluid;
using Fluid.Values;

namespace MeetingBot.Documents;

/// <summary>A record as templates see it: its shape's members and nothing else.</summary>
sealed class FactValue(Shape shape, object record) : FluidValue
{
    FluidValue?[]? _members;

    internal object Record => record;

    public override FluidValues Type => FluidValues.Object;

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => Member(name, context);

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => Member(index.ToStringValue(), context);

    public override bool Equals(FluidValue? other) => other is FactValue fact && ReferenceEquals(fact.Record, record);

    public override bool Equals(object? obj) => Equals(obj as FluidValue);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(record);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object ToObjectValue() => this;

    ValueTask<FluidValue> Member(string name, TemplateContext context)
    {
        var field = shape.IndexOf(name);
        if (field < 0)
        {
            (context as PrintContext)?.Unknown.Add(name);
            return NilValue.Instance;
        }
        _members ??= new FluidValue?[shape.Names.Length];
        return _members[field] ??= Of(shape.Read(record, field));
    }

    static FluidValue Of(object? value) => value switch
    {
        null => NilValue.Instance,
        string text => new StringValue(Clean.Line(text)),
        Prose prose => new ProseValue(Clean.Lines(prose.Text)),
        int number => NumberValue.Create(number),
        bool truth => BooleanValue.Create(truth),
        Item item => new FactValue(item.Shape, item.Record),
        Items items => ListOf(items),
        _ => throw new NotSupportedException($"No template form for {value.GetType().Name}."),
    };

    static ArrayValue ListOf(Items items)
    {
        var values = new FluidValue[items.Records.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = items.Shape is { } shape ? new FactValue(shape, items.Records[i]) : new StringValue(Clean.Line((string)items.Records[i]));
        }
        return new ArrayValue(values);
    }
}
