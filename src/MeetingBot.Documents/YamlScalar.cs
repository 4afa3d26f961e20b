using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeetingBot.Documents;

/// <summary>
/// A text as one YAML scalar on one line: plain where every reader of YAML takes it as that text, else in quotes. No text can end
/// the scalar, start a key or turn into a number, a date or a truth value.
/// </summary>
static class YamlScalar
{
    static readonly CharSet Plain =
        new(" -./_+()'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    internal static string Of(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>For a value that a template puts into the front matter as it is: dates and numbers stay what they are.</summary>
    internal static void WriteSafe(MarkdownWriter output, string text) =>
        output.Write(Plain.Covers(text) && !text.AsSpan().ContainsAny("'()") && text == text.Trim() && !text.StartsWith('-')
            ? text : Quoted(text));

    /// <summary>A word of letters that YAML does not read as something else, or such words with blanks and signs between them.</summary>
    static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) | text[0] == '/' && text[^1] != ' '
        && Plain.Covers(text) && HasWord(text) && !IsReserved(text);

    /// <summary>Two letters in a row stand in no number and no date (0x1F and 1e5 begin with a digit).</summary>
    static bool HasWord(string text)
    {
        var letters = 0;
        var words = char.IsAsciiDigit(text[0]) ? text.AsSpan(text.IndexOf(' ') + 1) : text;
        foreach (var c in words)
        {
            letters = char.IsAsciiLetter(c) ? letters + 1 : 0;
            if (letters == 2)
            {
                return true;
            }
        }
        return false;
    }

    static bool IsReserved(string text) => text.Length <= 5
        && text.ToUpperInvariant() is "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF";

    static string Quoted(string text)
    {
        var output = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(output, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true));
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        var yaml = output.ToString();
        return yaml[yaml.IndexOf('"')..(yaml.LastIndexOf('"') + 1)];
    }
}
