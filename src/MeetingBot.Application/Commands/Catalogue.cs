using System.Collections.Immutable;

namespace MeetingBot.Application;

/// <summary>Every command of the vocabulary, declared once.</summary>
public static partial class Catalogue
{
    /// <summary>All commands, chapter by chapter.</summary>
    public static ImmutableArray<ChatCommand> All { get; } =
    [
        .. Chapter("Meeting", MeetingCommands()),
        .. Chapter("Minutes", EntryCommands()),
        .. Chapter("Corrections", CorrectionCommands()),
        .. Chapter("Motions", MotionCommands()),
        .. Chapter("Ballots", BallotCommands()),
        .. Chapter("Agenda", AgendaCommands()),
        .. Chapter("Calendar", CalendarCommands()),
        .. Chapter("Registers", RegisterCommands()),
        .. Chapter("Group", GroupCommands()),
    ];

    private static readonly Dictionary<string, ChatCommand> ByName = Index(All);
    private static readonly Lazy<Dictionary<string, int>> LongestByFirstWord = new(() => ByName.Keys
        .GroupBy(name => name.Split(' ')[0], StringComparer.Ordinal)
        .ToDictionary(names => names.Key, names => names.Max(name => name.AsSpan().Count(' ') + 1), StringComparer.Ordinal));

    /// <summary>The command of a name or synonym; null for none.</summary>
    public static ChatCommand? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>How many words the longest command has that begins with a word; 0 when none does.</summary>
    public static int LongestFrom(string firstWord) => LongestByFirstWord.Value.GetValueOrDefault(firstWord);

    /// <summary>The commands nearest to something typed, best first.</summary>
    public static IEnumerable<string> NearestTo(string typed)
    {
        string word = typed.Trim().ToLowerInvariant();
        string first = word.Split(' ', ':')[0];
        return All.Where(command => !command.Hidden).SelectMany(command => command.Names.Select(name => (command, name)))
            .Select(pair => (pair.command.Name, Distance: Math.Min(Nearest.Distance(pair.name, word, 3), Nearest.Distance(pair.name, first, 3)),
                Starts: first.Length >= 2 && pair.name.StartsWith(first, StringComparison.Ordinal)))
            .Where(near => near.Starts || near.Distance <= (first.Length <= 4 ? 1 : 2))
            .OrderBy(near => near.Starts ? 1 : near.Distance)
            .Select(near => near.Name)
            .Distinct()
            .Take(3);
    }

    /// <summary>"Did you mean a, b or c?", or where to look instead.</summary>
    public static string DidYouMean(string typed)
    {
        string[] near = [.. NearestTo(typed)];
        return near.Length == 0 ? "`help` shows what you can do now." : $"Did you mean {string.Join(" or ", near.Select(name => $"`{name}`"))}?";
    }

    private static IEnumerable<ChatCommand> Chapter(string name, IEnumerable<ChatCommand> commands) => commands.Select(command => command with { Chapter = name });

    /// <summary>Commands by name and synonym; two of one name are a mistake, and stop the program at its start.</summary>
    public static Dictionary<string, ChatCommand> Index(IEnumerable<ChatCommand> commands)
    {
        var index = new Dictionary<string, ChatCommand>(StringComparer.Ordinal);
        foreach (ChatCommand command in commands)
        {
            foreach (string name in command.Names)
            {
                if (!index.TryAdd(name, command))
                {
                    throw new InvalidOperationException($"Two commands are called \"{name}\".");
                }
            }
        }

        return index;
    }
}
