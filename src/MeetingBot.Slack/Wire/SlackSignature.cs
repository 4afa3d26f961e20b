using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MeetingBot.Slack;

/// <summary>
/// Whether a request comes from Slack: an HMAC over its time and its raw bytes, made with the app's signing secret
/// (docs.slack.dev/authentication/verifying-requests-from-slack, scheme v0).
/// </summary>
/// <param name="secrets">The signing secrets that are good now: one, or the old and the new one while they change. At least one.</param>
internal sealed class SlackSignature(IReadOnlyList<string> secrets)
{
    /// <summary>The header with the time of signing, in seconds since 1970.</summary>
    public const string TimeHeader = "X-Slack-Request-Timestamp";

    /// <summary>The header with the signature: <c>v0=</c> and 64 lower-case hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Slack-Signature";

    private const string Version = "v0";
    private const int Length = 67;
    private const long MostSeconds = 300;
    private const int MostDigits = 15;

    private readonly byte[][] _keys = secrets.Count == 0
        ? throw new ArgumentException("Without a signing secret every request would be refused.", nameof(secrets))
        : [.. secrets.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether the request is Slack's and not older or younger than five minutes. Anything odd is a no, never an exception.</summary>
    public bool Holds(string? timestamp, string? signature, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (timestamp is null || signature is not { Length: Length } || timestamp.Length > MostDigits
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long signed)
            || Math.Abs(now.ToUnixTimeSeconds() - signed) > MostSeconds)
        {
            return false;
        }

        Span<byte> given = stackalloc byte[Length];
        if (!Encoding.ASCII.TryGetBytes(signature, given, out int written) || written != Length)
        {
            return false;
        }

        bool holds = false;
        foreach (byte[] key in _keys)
        {
            holds |= CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, timestamp, body)), given);
        }

        return holds;
    }

    /// <summary>The signature of a body at a time, as Slack makes it.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body) => Sign(Encoding.UTF8.GetBytes(secret), timestamp, body);

    private static string Sign(byte[] key, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.ASCII.GetBytes($"{Version}:{timestamp}:"));
        hash.AppendData(body);
        return $"{Version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
