using System.CommandLine;
using MeetingBot.Application;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot;

/// <summary><c>replay</c>: feeds a transcript or a chat log through the real parser, clerk and writers, and prints the minutes.</summary>
internal static class ReplayVerb
{
    /// <summary>The verb.</summary>
    public const string Name = "replay";

    private static readonly Argument<string> Source = new("file") { Description = "A transcript or chat log; - for standard input." };
    private static readonly Option<string> Format = new("--format") { Description = "markdown, html, text, json or docx.", DefaultValueFactory = _ => "markdown" };
    private static readonly Option<string?> Template = new("--template") { Description = "structured, narrative, numbered, or a Liquid file; by default the group's own setting." };
    private static readonly Option<string?> MeetingDate = new("--meeting") { Description = "Print the meeting of this date, not the last one." };
    private static readonly Option<string?> Date = new("--date") { Description = "The day of a log that has no dates of its own." };
    private static readonly Option<bool> Replies = new("--replies") { Description = "Print every reply and posted notice instead, in order." };
    private static readonly Option<string?> Output = new("--output") { Description = "Write to this file." };
    private static readonly Option<string?> Store = new("--store") { Description = "Keep the meeting in this SQLite file." };

    /// <summary>The format that is asked for, as far as can be told before the arguments are read.</summary>
    public static MinutesFormat FormatIn(string[] args)
    {
        int at = Array.IndexOf(args, Format.Name);
        return (at >= 0 && at + 1 < args.Length ? MinutesFormats.Read(args[at + 1]) : null) ?? MinutesFormat.Markdown;
    }

    public static Command Command()
    {
        var command = new Command(Name, "Feed a transcript through the bot and print the minutes of the last meeting in it.")
        {
            Source, Format, Template, MeetingDate, Date, Replies, Output, Store,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        string source = parsed.GetRequiredValue(Source);
        if (MinutesFormats.Read(parsed.GetRequiredValue(Format)) is not { } format)
        {
            return Refuse($"There is no format \"{parsed.GetValue(Format)}\": markdown, html, text, json or docx.");
        }

        LocalDate? date = null;
        if (parsed.GetValue(Date) is { } typed && (date = IsoDate(typed)) is null)
        {
            return Refuse($"--date takes a date such as 2021-06-08, not \"{typed}\".");
        }

        byte[] content;
        try
        {
            content = source == "-" ? await ReadStandardInputAsync(cancellation) : File.ReadAllBytes(source);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Refuse($"{source}: {problem.Message}");
        }

        TranscriptReading reading = TranscriptReader.Read(new StreamReader(new MemoryStream(content), TranscriptReader.Encoding, false), date ?? FileDate.In(source));
        return reading switch
        {
            TranscriptReading.Read read => await PlayAsync(parsed, read.Transcript, source, content, format, cancellation),
            TranscriptReading.Unreadable unreadable => Refuse($"{source}: line {unreadable.Problem.Line} {unreadable.Problem.Reason}"),
            _ => Refuse($"{source} cannot be read."),
        };
    }

    private static async Task<int> PlayAsync(ParseResult parsed, Transcript transcript, string source, byte[] content, MinutesFormat format, CancellationToken cancellation)
    {
        var run = new ReplayRun
        {
            Source = source,
            Content = content,
            Format = format,
            Template = parsed.GetValue(Template),
            Day = parsed.GetValue(MeetingDate),
            Replies = parsed.GetValue(Replies),
            Store = parsed.GetValue(Store),
            Open = () => parsed.GetValue(Output) is { } file ? File.Create(file) : Console.OpenStandardOutput(),
        };
        return await run.PlayAsync(transcript, cancellation) is { } wrong ? Refuse(wrong) : 0;
    }

    private static async Task<byte[]> ReadStandardInputAsync(CancellationToken cancellation)
    {
        await using Stream input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        await input.CopyToAsync(content, cancellation);
        return content.ToArray();
    }

    internal static LocalDate? IsoDate(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var date } ? date : null;

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return CommandLine.Unreadable;
    }
}
