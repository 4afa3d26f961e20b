using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Documents;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;
using NodaTime.Text;

namespace MeetingBot.Tests;

/// <summary>
/// A group in a room of its own whose people say things at certain times, and the channel in which its notices are posted meanwhile,
/// each at its moment. It cannot be asked what stands in it unless a test says so.
/// </summary>
internal sealed class Noticeboard : INoticeChannel
{
    private const string Room = "test::room";

    private readonly MinutesPrinter _printer = new();
    private int _said;

    public Noticeboard()
    {
        Clerk = new Clerk(Store, _printer, null, Store);
        Dispatcher = new NoticeDispatcher(Store, Clerk, _printer, [this], new CalendarPrinter());
    }

    public InMemoryStore Store { get; } = new();

    public Clerk Clerk { get; }

    public NoticeDispatcher Dispatcher { get; }

    public string Platform => "test";

    public bool ShowsBoards => false;

    public List<Post> Posts { get; } = [];

    public List<Post> Edits { get; } = [];

    /// <summary>Ends with the process.</summary>
    public CancellationToken Process { get; set; } = Cancellation;

    /// <summary>What posting something fails with; null where it works.</summary>
    public Func<Post, Exception?> Trouble { get; set; } = _ => null;

    /// <summary>What stands in the channel under a notice's id, when it is asked.</summary>
    public Func<string, string?> Stands { get; set; } = _ => null;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public IEnumerable<string> Texts(string kind) => Posts.Where(post => post.Kind == kind).Select(post => post.Text.Split('\n')[0]);

    /// <summary>A group on UTC, with Ana as chair and Ben.</summary>
    public static async Task<Noticeboard> WithAsync(params string[] lines)
    {
        var board = new Noticeboard();
        await board.SayAsync("2024-01-08T09:00 Ana: /meeting setup Apollo timezone Etc/UTC");
        await board.SayAsync("2024-01-08T09:00 Ana: roster add Ana (Acme) as chair, Ben (Globex)");
        foreach (string line in lines)
        {
            await board.SayAsync(line);
        }

        return board;
    }

    /// <summary>Somebody says something: <c>2024-01-08T09:00 Ana: cancel 11 January</c>. What is due by then is posted before it and after it.</summary>
    public async Task<Reply> SayAsync(string line)
    {
        Instant now = At(line[..16]);
        await PassAsync(now);
        Reply reply = await HearAsync(line);
        await PassAsync(now);
        return reply;
    }

    /// <summary>Somebody says something, and nothing is posted before or after it.</summary>
    public async Task<Reply> HearAsync(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        var message = new ChatMessage((++_said).ToString(CultureInfo.InvariantCulture), new Account("test::" + line[17..colon]), line[17..colon], Room, line[(colon + 2)..], At(line[..16]))
        {
            Heard = Heard.Line,
            NameIsTrusted = true,
        };
        Reply reply = await Clerk.HandleAsync(message, Cancellation);
        Assert.True(reply.Kind != ReplyKind.Refusal, $"{line}: {reply.Text}");
        return reply;
    }

    /// <summary>Time passes from one due moment to the next.</summary>
    public Task PassAsync(string until) => PassAsync(At(until));

    /// <summary>The machine slept until then.</summary>
    public async Task SleepAsync(string until) => await Dispatcher.RunAsync(At(until), Cancellation);

    public async Task<Group> GroupAsync() => (await Clerk.ViewAsync(Room, Cancellation))!.Group;

    public async Task<NoticeRecord> EndedAsync(string kind) =>
        (await Store.ListAsync((await GroupAsync()).Id, 0, 99, Cancellation)).First(record => record.Notice.Kind == kind);

    public static Instant At(string local) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InUtc().ToInstant();

    private async Task PassAsync(Instant until)
    {
        while (await Store.NextDueAsync(Cancellation) is { } due && due <= until)
        {
            await Dispatcher.RunAsync(due, Process);
        }
    }

    ValueTask<string> INoticeChannel.PostAsync(Post post, CancellationToken cancellation)
    {
        if (Trouble(post) is { } trouble)
        {
            throw trouble;
        }

        Posts.Add(post);
        return new(Posts.Count.ToString(CultureInfo.InvariantCulture));
    }

    ValueTask<string?> INoticeChannel.FindAsync(Post post, CancellationToken cancellation) => new(Stands(post.NoticeId));

    ValueTask INoticeChannel.EditAsync(string platformMessage, Post post, CancellationToken cancellation)
    {
        Edits.Add(post);
        return default;
    }
}
