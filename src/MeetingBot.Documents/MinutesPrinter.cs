using System.Text;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>Prints minutes and ballots: a template makes Markdown of the facts, and the other written forms are made of that Markdown.</summary>
/// <remarks>
/// Each form loads only the libraries it needs; JSON needs none. One printer may be used by several threads at once.
/// </remarks>
public sealed class MinutesPrinter : IMinutesPrinter
{
    /// <inheritdoc/>
    /// <exception cref="TemplateException">A group's own template cannot print these minutes.</exception>
    /// <exception cref="ArgumentException">There is no built-in template of that name.</exception>
    public Printed Print(Minutes minutes, MinutesFormat format, MinutesTemplate template)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        ArgumentNullException.ThrowIfNull(template);
        return format switch
        {
            MinutesFormat.Json => new Printed(Json(minutes), "application/json", "json"),
            MinutesFormat.Markdown => Text(Render(minutes, template).Document, "text/markdown; charset=utf-8", "md"),
            MinutesFormat.Html => Text(MinutesHtml.Print(Render(minutes, template).Document), "text/html; charset=utf-8", "html"),
            MinutesFormat.Text => Text(MinutesText.Print(Render(minutes, template).Document), "text/plain; charset=utf-8", "txt"),
            MinutesFormat.Docx => new Printed(MinutesDocx.Print(minutes, Render(minutes, template).Document),
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
    }

    /// <summary>
    /// Prints for who does not keep it. Long minutes are written piece by piece where the form allows that: they are as large as all else that
    /// is known of the meeting.
    /// </summary>
    /// <param name="minutes">The facts.</param>
    /// <param name="format">The form.</param>
    /// <param name="template">The template.</param>
    /// <param name="open">Opens where it goes. What a group's own template cannot print opens nothing.</param>
    /// <exception cref="TemplateException">A group's own template cannot print these minutes.</exception>
    public void Print(Minutes minutes, MinutesFormat format, MinutesTemplate template, Func<Stream> open)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(open);
        var whole = format == MinutesFormat.Json || (format == MinutesFormat.Markdown && template.Liquid is null) ? null : Print(minutes, format, template);
        using var output = open();
        if (whole is not null)
        {
            output.Write(whole.Content.Span);
        }
        else if (format == MinutesFormat.Json)
        {
            MinutesJson.Write(minutes, output);
        }
        else
        {
            using var text = new StreamWriter(output);
            text.Write(BuiltInTemplate.Render(minutes, template.Name, text).Document);
        }
    }

    /// <inheritdoc/>
    public Printed Print(BallotSheet ballot, BallotDocument document)
    {
        ArgumentNullException.ThrowIfNull(ballot);
        return Text(BuiltInTemplate.Render(ballot, document == BallotDocument.Result ? "ballot-result" : "ballot-announcement").Document, "text/markdown; charset=utf-8", "md");
    }

    /// <inheritdoc/>
    public Printed Print(RegisterTable table, RegisterFormat format)
    {
        ArgumentNullException.ThrowIfNull(table);
        return format == RegisterFormat.Csv
            ? Text(RegisterPrinter.Csv(table), "text/csv; charset=utf-8", "csv")
            : Text(RegisterPrinter.Markdown(table), "text/markdown; charset=utf-8", "md");
    }

    /// <inheritdoc/>
    public string? Check(string liquid)
    {
        ArgumentNullException.ThrowIfNull(liquid);
        return TemplateCheck.Problem(liquid);
    }

    /// <summary>Prints invented minutes in a format, so that what prints is loaded when the first real ones come.</summary>
    public void WarmUp(MinutesFormat format) => Print(SampleMinutes.Full, format, MinutesTemplate.Structured, () => Stream.Null);

    /// <summary>The Liquid text of a built-in template, for a group that starts its own from it.</summary>
    /// <exception cref="ArgumentException">There is no built-in template of that name.</exception>
    public static string BuiltInText(string name) => BuiltInTemplate.Text(name);

    static ReadOnlyMemory<byte> Json(Minutes minutes)
    {
        using var content = new MemoryStream();
        MinutesJson.Write(minutes, content);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    static MarkdownWriter Render(Minutes minutes, MinutesTemplate template) => template.Liquid is { } liquid
        ? UserTemplate.Render(minutes, liquid)
        : BuiltInTemplate.Render(minutes, template.Name);

    static Printed Text(ReadOnlySpan<char> text, string contentType, string extension)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return new Printed(bytes, contentType, extension);
    }
}
