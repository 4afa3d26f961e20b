using System.Collections.Immutable;
using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;

namespace MeetingBot.Web;

/// <summary>What the composer offers for the words after a command: those of this meeting, such as its people and its agenda.</summary>
internal static class Completions
{
    private const int Most = 6;

    private static readonly string[] Formats = [.. Enum.GetNames<MinutesFormat>().Select(name => name.ToLowerInvariant())];

    /// <summary>The completions for a line that begins with a command; empty for any other.</summary>
    public static ImmutableArray<Suggestion> For(RoomView view, string typed)
    {
        var text = typed.TrimStart();
        var known = Rules(view).FirstOrDefault(r => text.StartsWith(r.Command + " ", StringComparison.OrdinalIgnoreCase) || text.StartsWith(r.Command + ": ", StringComparison.OrdinalIgnoreCase));
        if (known.Offers is null)
            return [];

        var begun = text[known.Command.Length..].TrimStart(':', ' ');
        return [.. known.Offers().Where(o => Begins(o, begun) && o.Insert.Trim() != text.Trim()).Take(Most)];
    }

    /// <summary>What to say below the composer about a line that looks like a command but would go out as chat; null for any other.</summary>
    public static string? Hint(string typed)
    {
        if (!CommandParser.Read(typed, Heard.Line).IsEmpty || CommandParser.Read(typed, Heard.Addressed) is not [{ Command: { } command, Words.Length: > 0 } read])
            return null;

        return command.Parameters is [not '[', ..] ? $"As it stands, this is chat. “{read.CalledAs}:” with a colon gives it to the bot." : null;
    }

    private static bool Begins(Suggestion offer, string begun) =>
        begun.Length == 0 || offer.Syntax.StartsWith(begun, StringComparison.OrdinalIgnoreCase) || offer.Summary.StartsWith(begun, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Command, Func<IEnumerable<Suggestion>> Offers)> Rules(RoomView view) =>
    [
        ("topic", () => Topics(view)),
        ("todo", () => People(view, p => $"todo {p}: ", "who does it")),
        ("action", () => People(view, p => $"action {p}: ", "who does it")),
        ("note", () => People(view, p => $"note {p}: ", "whose point it is")),
        ("chair", () => People(view, p => $"chair: {p}", "who presides")),
        ("scribe", () => People(view, p => $"scribe: {p}", "who takes the minutes")),
        ("left", () => People(view, p => $"left: {p}", "who has left")),
        ("done", () => Actions(view, "done")),
        ("drop", () => Actions(view, "drop")),
        ("correct", () => Entries(view, e => $"correct {e.Number} {e.Text}")),
        ("strike", () => Entries(view, e => $"strike {e.Number}")),
        ("vote", () => Words("vote", ["yes", "no", "abstain"], "your vote")),
        ("set template", () => Words("set template", [.. MinutesTemplate.BuiltIn], "the form of the minutes")),
        ("minutes export", () => Words("minutes export", Formats, "the minutes as a file")),
    ];

    private static IEnumerable<Suggestion> Topics(RoomView view) => view.Minutes is not { } minutes ? [] : minutes.Agenda
        .Where(i => i.Number is not null && i.Status is AgendaItemStatus.Pending or AgendaItemStatus.Proposed or AgendaItemStatus.Deferred)
        .Select(i => new Suggestion($"topic {Number(i.Number!.Value)}", Number(i.Number!.Value), i.Title));

    private static IEnumerable<Suggestion> People(RoomView view, Func<string, string> insert, string summary) =>
        (view.Minutes?.Attendees ?? []).Where(a => a.Left is null).Select(a => new Suggestion(insert(a.Given ?? a.Name), a.Name, summary));

    private static IEnumerable<Suggestion> Actions(RoomView view, string command) => view.OpenActions
        .OrderByDescending(a => a.Owners.Contains(view.ViewerName))
        .Select(a => new Suggestion(command == "drop" ? $"drop {Number(a.Number)} because " : $"done {Number(a.Number)}", Number(a.Number), $"{string.Join(", ", a.Owners)}: {a.Text}"));

    private static IEnumerable<Suggestion> Entries(RoomView view, Func<MinutesEntry, string> insert) => view.Minutes is not { } minutes ? [] : minutes.Topics
        .SelectMany(t => t.Entries.Concat(t.Subtopics.SelectMany(s => s.Entries)))
        .Where(e => e.Number > 0 && e.Text.Length > 0)
        .OrderByDescending(e => e.Number)
        .Select(e => new Suggestion(insert(e), Number(e.Number), e.Text));

    private static IEnumerable<Suggestion> Words(string command, string[] words, string summary) =>
        words.Select(w => new Suggestion($"{command} {w}", w, summary));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
