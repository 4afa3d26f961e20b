using System.Text;

namespace MeetingBot.Documents;

/// <summary>
/// Takes the Markdown of a template and knows where in the document it stands, so that what a person wrote can be
/// put there safely. It keeps the blank space of templates out: blank lines are one, lines end without spaces.
/// </summary>
/// <param name="budget">What the document may cost.</param>
/// <param name="target">Takes the lines of a long document as they are done, so that it is never kept whole; null to keep it.</param>
sealed class MarkdownWriter(Budget budget, TextWriter? target = null) : TextWriter
{
    const int Kept = 16 * 1024;

    char[] _chars = new char[4096];
    int _length;
    int _lineStart;
    bool _frontMatter;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>True between the two fences at the head of the document, where values are YAML.</summary>
    internal bool InFrontMatter => _frontMatter;

    /// <summary>The line that is being written, up to here.</summary>
    internal ReadOnlySpan<char> Line => _chars.AsSpan(_lineStart, _length - _lineStart);

    public override void Write(char value) => Write(new ReadOnlySpan<char>(in value));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        for (int end; (end = buffer.IndexOf('\n')) >= 0; buffer = buffer[(end + 1)..])
        {
            Append(buffer[..end]);
            EndLine();
        }
        Append(buffer);
    }

    // The base class would start a task for each of these.
    public override Task WriteAsync(char value) => Written(value);

    public override Task WriteAsync(string? value) => Written(value);

    public override Task WriteAsync(char[] buffer, int index, int count) => Written(buffer.AsSpan(index, count));

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => Written(buffer.Span);

    public override Task FlushAsync() => Task.CompletedTask;

    /// <summary>The document, or what of it was not passed on: it starts with text and ends with one line feed, or is empty.</summary>
    internal ReadOnlySpan<char> Document
    {
        get
        {
            if (Line.Length > 0)
            {
                EndLine();
            }
            var text = _chars.AsSpan(0, _length).TrimEnd('\n');
            return text.IsEmpty ? text : _chars.AsSpan(0, text.Length + 1);
        }
    }

    /// <summary>What was written, for text that is put into a document later; the end of its last line is not touched.</summary>
    public override string ToString() => new(_chars, 0, _length);

    Task Written(ReadOnlySpan<char> text)
    {
        Write(text);
        return Task.CompletedTask;
    }

    Task Written(char value)
    {
        Write(value);
        return Task.CompletedTask;
    }

    void Append(ReadOnlySpan<char> text)
    {
        budget.Spend(text.Length);
        Reserve(text.Length);
        text.CopyTo(_chars.AsSpan(_length));
        _length += text.Length;
    }

    void EndLine()
    {
        var line = Line.TrimEnd(" \t\r");
        _length = _lineStart + line.Length;
        if (line is "---" && (_frontMatter || _lineStart == 0))
        {
            _frontMatter = !_frontMatter;
        }
        if (line.IsEmpty && (_lineStart == 0 || _lineStart > 1 && _chars[_lineStart - 2] == '\n'))
        {
            return;
        }
        Reserve(1);
        _chars[_length++] = '\n';
        _lineStart = _length;
        if (target is not null && _length > Kept && !line.IsEmpty)
        {
            PassOn(target);
        }
    }

    /// <summary>The end of the last line stays, by which what comes next is blank or not.</summary>
    void PassOn(TextWriter target)
    {
        target.Write(_chars.AsSpan(0, _length - 2));
        _chars.AsSpan(_length - 2, 2).CopyTo(_chars);
        (_length, _lineStart) = (2, 2);
    }

    void Reserve(int more)
    {
        if (_length + more > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _length + more));
        }
    }
}
