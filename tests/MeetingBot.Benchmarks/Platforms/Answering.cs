using System.Net;
using System.Text;

namespace MeetingBot.Benchmarks;

/// <summary>Stands in for a platform that the bot calls while it is measured: says yes to everything.</summary>
internal sealed class Answering : IDisposable
{
    private readonly HttpListener _listener = new();

    /// <summary>Listens on loopback, and answers each path with what <paramref name="answer"/> says.</summary>
    public Answering(Func<string, string> answer)
    {
        Url = $"http://127.0.0.1:{ServedBot.FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = Task.Run(async () =>
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                await context.Request.InputStream.CopyToAsync(Stream.Null);
                byte[] said = Encoding.UTF8.GetBytes(answer(context.Request.Url!.AbsolutePath));
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(said);
                context.Response.Close();
            }
        });
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Url { get; }

    public void Dispose() => _listener.Close();
}
