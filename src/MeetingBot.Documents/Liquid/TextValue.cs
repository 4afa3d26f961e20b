using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace MeetingBot.Documents;

/// <summary>
/// A text that knows how it is put into a document. Any filter that changes it gives an ordinary string, which is escaped
/// in full, so no filter can undo an escape.
/// </summary>
abstract class TextValue(string text) : FluidValue
{
    public override FluidValues Type => FluidValues.String;

    internal abstract void Write(MarkdownWriter output);

    public override ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        Write((MarkdownWriter)writer);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context) => new StringValue(text).GetValueAsync(name, context);

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) =>
        new StringValue(text).GetIndexAsync(index, context);

    public override bool Contains(FluidValue value) => text.Contains(value.ToStringValue(), StringComparison.Ordinal);

    public override bool Equals(FluidValue? other) => other is not null && new StringValue(text).Equals(other);

    public override bool Equals(object? obj) => Equals(obj as FluidValue);

    public override int GetHashCode() => text.GetHashCode(StringComparison.Ordinal);

    public override bool ToBooleanValue() => true;

    public override decimal ToNumberValue() => new StringValue(text).ToNumberValue();

    public override string ToStringValue() => text;

    public override object ToObjectValue() => text;
}

/// <summary>What somebody wrote: the safe subset of Markdown in it is kept.</summary>
sealed class ProseValue(string text) : TextValue(text)
{
    internal override void Write(MarkdownWriter output) => MarkdownText.Write(output, ToStringValue(), Markup.Prose);
}

/// <summary>A piece of a document that a template captured: what is in it was escaped when it was put in.</summary>
sealed class CapturedValue(string markdown) : TextValue(markdown)
{
    internal override void Write(MarkdownWriter output)
    {
        if (output.InFrontMatter)
        {
            YamlScalar.WriteSafe(output, Clean.Line(ToStringValue()));
        }
        else
        {
            MarkdownPiece.Write(output, ToStringValue());
        }
    }
}

/// <summary>A text as a YAML scalar; outside the front matter it is text like any other.</summary>
sealed class YamlValue(string text) : TextValue(text)
{
    internal override void Write(MarkdownWriter output)
    {
        if (output.InFrontMatter)
        {
            output.Write(YamlScalar.Of(ToStringValue()));
        }
        else
        {
            MarkdownText.Write(output, YamlScalar.Of(ToStringValue()), Markup.None);
        }
    }
}

/// <summary>A link with its label.</summary>
sealed class LinkValue(string url, string? label) : TextValue(url)
{
    internal override void Write(MarkdownWriter output) => Link.Write(output, ToStringValue(), label);
}
