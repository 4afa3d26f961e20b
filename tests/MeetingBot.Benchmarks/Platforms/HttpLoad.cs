using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MeetingBot.Benchmarks;

/// <summary>
/// Sends requests over many connections that stay open, each as soon as the one before it is answered, or at a steady pace. Written on
/// sockets, because it shares the machine with what it measures.
/// </summary>
/// <param name="Address">The server.</param>
/// <param name="Request">The whole request, made from its number: every one differs.</param>
/// <param name="Accepts">Whether an answer (head and body) is the wanted one; any other ends the run.</param>
internal sealed record HttpLoad(IPEndPoint Address, Func<int, byte[]> Request, Func<string, bool> Accepts)
{
    private static int _number;

    /// <summary>Sends for a while.</summary>
    /// <param name="connections">How many connections.</param>
    /// <param name="time">For how long.</param>
    /// <param name="perSecond">How many requests a second in all; null for as many as go.</param>
    public async Task<LoadFigures> RunAsync(int connections, TimeSpan time, double? perSecond = null)
    {
        var watch = Stopwatch.StartNew();
        double[][] waits = await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => SendAsync(connection, connections, watch, time, perSecond))));
        double seconds = watch.Elapsed.TotalSeconds;
        double[] all = [.. waits.SelectMany(wait => wait).Order()];
        return new LoadFigures(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    private async Task<double[]> SendAsync(int connection, int connections, Stopwatch watch, TimeSpan time, double? perSecond)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(Address);
        NetworkStream stream = client.GetStream();
        byte[] buffer = new byte[64 * 1024];
        var waits = new List<double>();
        TimeSpan step = perSecond is { } rate ? TimeSpan.FromSeconds(connections / rate) : TimeSpan.Zero;
        TimeSpan turn = step * connection / connections;
        do
        {
            TimeSpan early = turn - watch.Elapsed;
            if (perSecond is not null && early > TimeSpan.Zero)
            {
                await Task.Delay(early);
            }

            // A request whose turn has passed counts from its turn: a server that stalls must not look fast.
            TimeSpan from = perSecond is null ? watch.Elapsed : turn;
            turn += step;
            await stream.WriteAsync(Request(Interlocked.Increment(ref _number)));
            string answer = await ReadAsync(stream, buffer);
            waits.Add((watch.Elapsed - from).TotalMilliseconds);
            if (!Accepts(answer))
            {
                throw new InvalidOperationException("The server answered: " + answer);
            }
        }
        while (watch.Elapsed < time);

        return [.. waits];
    }

    private static async ValueTask<string> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        int filled = 0;
        while (true)
        {
            int count = await stream.ReadAsync(buffer.AsMemory(filled));
            filled += count;
            if (count == 0 || IsWhole(buffer.AsSpan(0, filled)))
            {
                return Encoding.UTF8.GetString(buffer, 0, filled);
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        string headers = Encoding.ASCII.GetString(answer[..head]);
        int length = headers.IndexOf("Content-Length:", StringComparison.OrdinalIgnoreCase);
        return length < 0
            ? !headers.Contains("chunked", StringComparison.OrdinalIgnoreCase) || answer.EndsWith("0\r\n\r\n"u8)
            : answer.Length >= head + 4 + int.Parse(headers.AsSpan(length + 15).Trim().ToString().Split('\r')[0], CultureInfo.InvariantCulture);
    }
}

/// <summary>What a load run came to.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="Median">The middle of the waits, in milliseconds.</param>
/// <param name="P99">What one of a hundred waits is longer than, in milliseconds.</param>
internal sealed record LoadFigures(double PerSecond, double Median, double P99);
