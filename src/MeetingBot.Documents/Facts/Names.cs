using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>How people are called in the text of one meeting's minutes.</summary>
sealed class Names
{
    readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    internal Names(Minutes minutes)
    {
        foreach (var attendee in minutes.Attendees)
        {
            if (attendee.Given is { } given)
            {
                _given[attendee.Name] = given;
            }
        }
    }

    /// <summary>The given name where it is unique among those present, else the name as it stands.</summary>
    internal string Short(string name) => _given.GetValueOrDefault(name, name);

    /// <summary>True where <paramref name="text"/> already says whose point it is: it begins with the person's full or given name.</summary>
    internal bool Opens(string text, string name) =>
        BeginsWith(text, name) || BeginsWith(text, Short(name)) || BeginsWith(text, name.AsSpan(0, name.IndexOf(' ') is var space and >= 0 ? space : name.Length));

    static bool BeginsWith(ReadOnlySpan<char> text, ReadOnlySpan<char> name) =>
        text.StartsWith(name) && (text.Length == name.Length || !char.IsLetterOrDigit(text[name.Length]));
}
