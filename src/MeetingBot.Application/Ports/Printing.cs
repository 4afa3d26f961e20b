using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Printing with a group's own template, which may fail on minutes nobody thought of: then the built-in one prints.</summary>
public static class Printing
{
    /// <summary>Prints; null, with what is wrong, where the group's own template fails.</summary>
    public static Printed? Try(IMinutesPrinter printer, Minutes minutes, MinutesFormat format, MinutesTemplate template, out string? wrong)
    {
        wrong = null;
        try
        {
            return printer.Print(minutes, format, template);
        }
        catch (Exception problem) when (template.Liquid is not null && problem is not (OperationCanceledException or OutOfMemoryException))
        {
            wrong = problem.Message;
            return null;
        }
    }

    /// <summary>Prints with the template, or with the built-in one where it fails: minutes are never lost to a template.</summary>
    public static Printed OrBuiltIn(IMinutesPrinter printer, Minutes minutes, MinutesFormat format, MinutesTemplate template) =>
        Try(printer, minutes, format, template, out _) ?? printer.Print(minutes, format, MinutesTemplate.Structured);
}
