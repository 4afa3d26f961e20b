using System.Text;
using NodaTime;

namespace MeetingBot.Application;

/// <summary>The messages of a file as they come in, line by line.</summary>
sealed class TranscriptMessages(LocalDate? date)
{
    readonly List<TranscriptLine> _messages = [];
    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _senders = new HashSet<string>().GetAlternateLookup<ReadOnlySpan<char>>();
    readonly StringBuilder _more = new();
    readonly TranscriptClock _clock = new(date);
    TranscriptKind? _kind;

    /// <summary>The first line that has no form, while no line had one; 0 for none.</summary>
    public int Stray { get; private set; }

    /// <summary>Why that line has no form.</summary>
    public string WhyStray { get; private set; } = "";

    /// <summary>Takes the next line; null, or why it cannot be read.</summary>
    public string? Take(ReadOnlySpan<char> line, int number) => _kind switch
    {
        TranscriptKind.Transcript => TakeSpoken(line, number),
        null => TakeFirst(line, number),
        _ => TakeLogged(line, number),
    };

    /// <summary>The transcript; null when there was no message.</summary>
    public Transcript? Finish()
    {
        EndMessage();
        return _messages.Count > 0 ? new Transcript(_kind!.Value, _messages) : null;
    }

    string? TakeFirst(ReadOnlySpan<char> line, int number)
    {
        if (LogForm.TryRead(line, out _))
        {
            _kind = TranscriptKind.IrcLog;
            return TakeLogged(line, number);
        }

        if (SpokenForm.TryRead(line, out _))
        {
            _kind = TranscriptKind.Transcript;
            return Stray > 0 ? $"is a message, but line {Stray} before it {WhyStray}" : TakeSpoken(line, number);
        }

        if (Stray == 0 && !IsIdle(line))
        {
            (Stray, WhyStray) = (number, SpokenForm.WhyNot(line));
        }

        return null;
    }

    string? TakeSpoken(ReadOnlySpan<char> line, int number)
    {
        if (SpokenForm.TryRead(line, out HeardLine heard))
        {
            return Add(heard, number, rolls: false);
        }

        if (line is [' ', ' ', .. var more] && _messages.Count > 0)
        {
            Continue(more);
            return null;
        }

        return IsIdle(line) ? null : SpokenForm.WhyNot(line);
    }

    string? TakeLogged(ReadOnlySpan<char> line, int number)
    {
        if (LogForm.TryRead(line, out HeardLine heard))
        {
            if (heard.Text.StartsWith("#startmeeting", StringComparison.OrdinalIgnoreCase))
            {
                _kind = TranscriptKind.MeetBotLog;
            }

            return Add(heard, number, rolls: true);
        }

        if (_messages.Count > 0)
        {
            Continue(line);
        }

        return null;
    }

    string? Add(HeardLine heard, int number, bool rolls)
    {
        if (!_clock.Take(heard.Stamp, rolls))
        {
            return "has a time but no date, and neither has the file's name: give one (--date 2024-06-12)";
        }

        if (!heard.Noise)
        {
            EndMessage();
            _messages.Add(new TranscriptLine(number, _clock.Local, _clock.Offset, Sender(heard.Sender), heard.Text.ToString(), heard.Emote));
        }

        return null;
    }

    void Continue(ReadOnlySpan<char> line) => _more.Append('\n').Append(line.TrimEnd());

    void EndMessage()
    {
        if (_more.Length > 0)
        {
            TranscriptLine last = _messages[^1];
            _messages[^1] = last with { Text = (last.Text + _more).Trim() };
            _more.Clear();
        }
    }

    string Sender(ReadOnlySpan<char> name)
    {
        if (_senders.TryGetValue(name, out string? known))
        {
            return known;
        }

        _senders.Add(name);
        return _senders.TryGetValue(name, out known) ? known : name.ToString();
    }

    static bool IsIdle(ReadOnlySpan<char> line) => line is ['#', ..] || line.IsWhiteSpace();
}
