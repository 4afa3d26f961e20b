using System.Text.Encodings.Web;

namespace MeetingBot.Documents;

/// <summary>
/// What templates print passes through here unless it knows its own way into a document: it is escaped in full. How depends on
/// the place in the document, so the encoder belongs to one writer and writes there itself.
/// </summary>
sealed class MarkdownEncoder(MarkdownWriter output) : TextEncoder
{
    public override int MaxOutputCharactersPerInputCharacter => 2;

    public override string Encode(string value)
    {
        MarkdownText.Write(output, value, Markup.None);
        return "";
    }

    public override void Encode(TextWriter output, string value, int startIndex, int characterCount) =>
        Encode(value.Substring(startIndex, characterCount));

    public override void Encode(TextWriter output, char[] value, int startIndex, int characterCount) =>
        Encode(new string(value, startIndex, characterCount));

    public override bool WillEncode(int unicodeScalar) => true;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength) => textLength == 0 ? -1 : 0;

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten) =>
        throw new NotSupportedException("Markdown is escaped text by text, not character by character.");
}
