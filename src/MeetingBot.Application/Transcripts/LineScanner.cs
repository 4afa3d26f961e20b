namespace MeetingBot.Application;

/// <summary>Hands out the lines of a text one after the other, as views into its own buffer: a line is good until the next is asked for.</summary>
sealed class LineScanner(TextReader text)
{
    char[] _buffer = new char[16 * 1024];
    int _start;
    int _end;
    int _scanned;
    bool _ended;

    /// <summary>The number of the line handed out last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Takes the next line, without its end (LF or CRLF) and without a byte order mark; false after the last one.</summary>
    public bool Next(out ReadOnlySpan<char> line)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf('\n');
            if (length >= 0)
            {
                length += _scanned - _start;
                line = Take(length, length + 1);
                return true;
            }

            _scanned = _end;
            if (_ended)
            {
                line = Take(_end - _start, _end - _start);
                return _end > _start || line.Length > 0;
            }

            Fill();
        }
    }

    ReadOnlySpan<char> Take(int length, int consumed)
    {
        ReadOnlySpan<char> line = _buffer.AsSpan(_start, length);
        _start += consumed;
        _scanned = _start;
        Number++;
        line = Number == 1 && line is ['\uFEFF', ..] ? line[1..] : line;
        return line is [.. var before, '\r'] ? before : line;
    }

    void Fill()
    {
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            (_scanned, _end, _start) = (_scanned - _start, _end - _start, 0);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int count = text.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _ended = count == 0;
    }
}
