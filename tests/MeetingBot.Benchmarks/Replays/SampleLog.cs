using System.Globalization;
using System.Text;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Writes chat logs of any length in the manner of W3C meetings: points by a scribe, chat, topics, proposals with votes, resolutions,
/// actions, the queue, and corrections that hit or miss. The same length gives the same log.
/// </summary>
internal static class SampleLog
{
    private static readonly string[] Nicks =
    [
        "Ana", "Ben", "Chidi", "Dagny", "Emre", "Farah", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mira", "Nils", "Oana", "Pia",
        "Quim", "Rosa", "Sami", "Tove", "Uma", "Vito", "Wanda", "Xenia", "Yusuf", "Zora",
    ];

    private static readonly string[] Subjects = ["the export", "the second draft", "the register", "our test suite", "the glossary", "the ballot", "that example", "the new chapter"];

    private static readonly string[] Verbs = ["fails on small screens", "needs another reader", "is ready for review", "was changed last week", "depends on the schema", "may wait until spring", "came back with comments", "should be shorter"];

    private static readonly string[] Ends = ["", ", as we said in the last call", "; the numbers are in the wiki", ", and nobody objected", ", which surprised me", " (see https://example.org/issues/17)"];

    /// <summary>A log of so many lines, beginning at 14:00.</summary>
    public static string Of(int lines)
    {
        var log = new StringBuilder(64 * lines);
        var chance = new Chance();
        string scribe = Nicks[0];
        string said = "";
        for (int line = 0; line < lines; line++)
        {
            // Up to a quarter to ten in the evening, however many lines there are.
            int second = (14 * 3600) + (int)(27_900L * line / lines);
            string nick = Nicks[chance.Below(Nicks.Length)];
            (string who, string text) = Say(line, chance, scribe, nick, said);
            scribe = text.StartsWith("scribe: ", StringComparison.Ordinal) ? text["scribe: ".Length..] : scribe;
            said = text.StartsWith("s/", StringComparison.Ordinal) ? said : text;
            log.Append(CultureInfo.InvariantCulture, $"{second / 3600:00}:{second / 60 % 60:00}:{second % 60:00} <{who}> {text}\n");
        }

        return log.ToString();
    }

    private static (string Who, string Text) Say(int line, Chance chance, string scribe, string nick, string said) => (line < 30 ? line : 30 + chance.Below(100)) switch
    {
        < 26 and var guest => (Nicks[guest], "present+"),
        26 => (scribe, "scribe: Ana"),
        27 => (scribe, "chair: Ben"),
        < 30 => (scribe, "Meeting: The export working group"),
        < 66 => (scribe, $"{nick}: {Sentence(chance, line)}"),
        < 70 => (scribe, "... " + Sentence(chance, line)),
        < 94 => (nick, Sentence(chance, line)),
        < 97 => (scribe, $"TOPIC: {Subjects[chance.Below(Subjects.Length)]} {line}"),
        < 99 => (scribe, "RESOLVED: " + Sentence(chance, line)),
        < 102 => (scribe, $"ACTION: {nick} to write up {Subjects[chance.Below(Subjects.Length)]} {line}"),
        102 => (nick, "PROPOSED: " + Sentence(chance, line)),
        < 107 => (nick, "+1"),
        < 112 => (nick, "q+"),
        < 116 => (scribe, "ack " + nick),
        < 118 => (nick, "q-"),
        < 121 => (nick, said.Length > 12 ? $"s/{said[^7..]}/a better end/" : "s/fails/works/"),
        121 => (nick, "s/works/fails/"),
        < 124 => (nick, $"s/nobody said number {line}/at all/"),
        124 => (nick, "present+"),
        125 => (nick, $"present+ {Nicks[chance.Below(Nicks.Length)]}"),
        126 => (scribe, "scribe: " + nick),
        127 => (nick, "https://example.org/drafts/" + line.ToString(CultureInfo.InvariantCulture)),
        _ => (nick, "rrsagent, make minutes"),
    };

    private static string Sentence(Chance chance, int line) =>
        string.Create(CultureInfo.InvariantCulture, $"{Subjects[chance.Below(Subjects.Length)]} {Verbs[chance.Below(Verbs.Length)]}{Ends[chance.Below(Ends.Length)]} {line}");

    /// <summary>Numbers that look random and are the same on every machine.</summary>
    private sealed class Chance
    {
        private uint _state = 2463534242;

        public int Below(int limit)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)limit);
        }
    }
}
