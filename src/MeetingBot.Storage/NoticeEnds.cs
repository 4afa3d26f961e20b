using MeetingBot.Application;

namespace MeetingBot.Storage;

/// <summary>How the end of a notice is written.</summary>
internal static class NoticeEnds
{
    public static string Stored(this NoticeEnd end) => end switch
    {
        NoticeEnd.Posted => "posted",
        NoticeEnd.Superseded => "superseded",
        NoticeEnd.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "has no stored name"),
    };

    public static NoticeEnd? Read(string? stored) => stored switch
    {
        null => null,
        "posted" => NoticeEnd.Posted,
        "superseded" => NoticeEnd.Superseded,
        "failed" => NoticeEnd.Failed,
        _ => throw new StoreException($"A notice ended as '{stored}', which this version of MeetingBot does not know."),
    };
}
