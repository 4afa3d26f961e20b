using Fluid;
using Fluid.Values;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The filters for minutes, beside Liquid's own.</summary>
static class MinutesFilters
{
    internal static void AddTo(FilterCollection filters)
    {
        Add(filters, "ordinal_date", (input, _, _) => OnDate(input, EnglishDates.Ordinal));
        Add(filters, "long_date", (input, _, _) => OnDate(input, EnglishDates.Long));
        Add(filters, "day_date", (input, _, _) => OnDate(input, EnglishDates.Day));
        Add(filters, "short_date", (input, _, context) => OnDate(input, date => EnglishDates.Short(date, context.Minutes.Date.Year)));
        Add(filters, "clock", (input, _, _) => Clock(input));
        Add(filters, "short_name", (input, _, context) => ShortName(input, context.Names));
        Add(filters, "list_names", (input, arguments, context) => ListNames(input, arguments["marked"].ToBooleanValue(), context));
        Add(filters, "paragraphs", (input, _, context) => ListOf(Paragraphs(input, context)));
        Add(filters, "notes", (input, _, context) => ListOf(Paragraphs(input, context).Where(paragraph => paragraph.IsNote)));
        Add(filters, "headings", (input, _, _) => new ArrayValue([.. Heading.Of(Records<MinutesTopic>(input)).Select(heading => new FactValue(Heading.Shape, heading))]));
        Add(filters, "has_entry", (input, arguments, _) => BooleanValue.Create(HasEntry(input, arguments.At(0).ToStringValue())));
        Add(filters, "sentence", (input, _, context) => Sentence(input, context));
        Add(filters, "without_stop", (input, _, _) => WithoutStop(input));
        Add(filters, "slugify", (input, _, _) => new StringValue(Slugs.Of(input.ToStringValue())));
        Add(filters, "yaml", (input, _, _) => new YamlValue(Clean.Line(input.ToStringValue())));
        Add(filters, "link", (input, arguments, _) => new LinkValue(Clean.Line(input.ToStringValue()), Clean.Line(arguments.At(0).ToStringValue())));
    }

    static void Add(FilterCollection filters, string name, Func<FluidValue, FilterArguments, PrintContext, FluidValue> filter) =>
        filters.AddFilter(name, (input, arguments, context) => filter(input, arguments, (PrintContext)context));

    /// <summary>Prints dates; what is no date passes as it is.</summary>
    static FluidValue OnDate(FluidValue input, Func<NodaTime.LocalDate, string> print) =>
        Iso.Date(input.ToStringValue()) is { } date ? new StringValue(print(date)) : input;

    /// <summary>"10:02" of a moment.</summary>
    static FluidValue Clock(FluidValue input)
    {
        var text = input.ToStringValue();
        return text.Length > 16 && text[10] == 'T' ? new StringValue(text[11..16]) : input;
    }

    static FluidValue ShortName(FluidValue input, Names names) => input is ArrayValue list
        ? new ArrayValue([.. list.Values.Select(name => ShortName(name, names))])
        : input.IsNil() ? input : new StringValue(Clean.Line(names.Short(input.ToStringValue())));

    /// <summary>"Name (Organisation)", separated by commas; where asked for, guests and people on the line are marked.</summary>
    static StringValue ListNames(FluidValue input, bool marked, PrintContext context)
    {
        var guestsStandOut = marked && context.Minutes.Attendees.Any(attendee => !attendee.Guest);
        var remoteStandsOut = marked && context.Minutes.Kind == MeetingKind.FaceToFace;
        return new StringValue(Clean.Line(string.Join(", ", Records<MinutesAttendee>(input).Select(attendee =>
        {
            string?[] facts = [attendee.Organization, guestsStandOut && attendee.Guest ? "guest" : null, remoteStandsOut && attendee.Remote ? "remote" : null];
            var known = string.Join(", ", facts.Where(fact => !string.IsNullOrEmpty(fact)));
            return known.Length == 0 ? attendee.Name : $"{attendee.Name} ({known})";
        }))));
    }

    static IEnumerable<MinutesParagraph> Paragraphs(FluidValue input, PrintContext context) => MinutesParagraph.Of(Records<MinutesEntry>(input), context.Names);

    static ArrayValue ListOf(IEnumerable<MinutesParagraph> paragraphs) => new([.. paragraphs.Select(paragraph => new FactValue(MinutesParagraph.Shape, paragraph))]);

    /// <summary>True where an entry of this kind stands in one of the topics or under them.</summary>
    static bool HasEntry(FluidValue input, string kind) =>
        Heading.Of(Records<MinutesTopic>(input)).Any(heading => heading.Topic.Entries.Any(entry => Words.Of(entry.Kind) == kind));

    static IEnumerable<T> Records<T>(FluidValue input) =>
        input is ArrayValue list ? list.Values.OfType<FactValue>().Select(fact => fact.Record).OfType<T>() : [];

    /// <summary>The sentence for a fact: the statement, earlier minutes, a cancellation, the next meeting, an entry, or how the meeting ended.</summary>
    static FluidValue Sentence(FluidValue input, PrintContext context)
    {
        var sentence = (input as FactValue)?.Record switch
        {
            MinutesStatement statement => Sentences.Of(statement, context.Names),
            MinutesEarlier earlier => Sentences.Of(earlier),
            MinutesCancellation cancellation => Sentences.Of(cancellation),
            MinutesNextMeeting next => Sentences.Of(next),
            MinutesEntry entry => Sentences.Of(entry),
            Minutes minutes => Sentences.End(minutes),
            _ => null,
        };
        return sentence is null ? NilValue.Instance : new ProseValue(Clean.Lines(sentence));
    }

    /// <summary>A sentence without its full stop, so that words may follow it.</summary>
    static FluidValue WithoutStop(FluidValue input)
    {
        var text = input.ToStringValue();
        var open = text.EndsWith('.') && !text.EndsWith("..", StringComparison.Ordinal) ? text[..^1] : text;
        return input is ProseValue ? new ProseValue(open) : new StringValue(open);
    }
}
