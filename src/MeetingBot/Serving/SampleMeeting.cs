using MeetingBot.Application;
using MeetingBot.Web;

namespace MeetingBot;

/// <summary>The sample meeting: fictional people, said line by line in the web room.</summary>
internal sealed class SampleMeeting(RoomVoice voice) : ISampleMeeting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    public async ValueTask PlayAsync(string conversation, CancellationToken cancellation)
    {
        foreach ((string name, string text) in Lines())
        {
            await voice.SayAsync(conversation, name, text, cancellation);
            await Task.Delay(Pause, cancellation);
        }
    }

    private static IEnumerable<(string Name, string Text)> Lines()
    {
        using Stream stream = typeof(SampleMeeting).Assembly.GetManifestResourceStream("sample.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            int colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
            {
                yield return (line[..colon], line[(colon + 2)..]);
            }
        }
    }
}
