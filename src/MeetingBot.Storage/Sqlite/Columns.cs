using Microsoft.Data.Sqlite;
using NodaTime;

namespace MeetingBot.Storage;

/// <summary>How values stand in columns.</summary>
internal static class Columns
{
    /// <summary>UTF-8 text without a detour over a string.</summary>
    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Instant Instant(this SqliteDataReader row, int column) => NodaTime.Instant.FromUnixTimeTicks(row.GetInt64(column));

    public static long Column(this Instant instant) => instant.ToUnixTimeTicks();
}
