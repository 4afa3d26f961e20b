using System.CommandLine;

namespace MeetingBot;

/// <summary><c>health</c>: asks a bot that serves whether it is ready. A container's health check runs it where there is neither shell nor curl.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Command()
    {
        var url = new Option<string>("--url") { Description = "Where the bot listens.", HelpName = "address", DefaultValueFactory = _ => Serving.DefaultUrl };
        var command = new Command("health", "Ask a bot that serves whether it is ready: exit code 0 says that it is.") { url };
        command.SetAction((parsed, cancellation) => AskAsync(parsed.GetRequiredValue(url), cancellation));
        return command;
    }

    private static async Task<int> AskAsync(string address, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? bot) || bot.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"\"{address}\" is no address; it takes one such as {Serving.DefaultUrl}.");
            return 1;
        }

        // One question, past any proxy of the environment, which would lead elsewhere.
        using var wire = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(bot, "/healthz/ready"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage answer = await wire.SendAsync(request, patience.Token);
            if (answer.IsSuccessStatusCode)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"{address} is not ready: it answered {(int)answer.StatusCode}.");
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer: {problem.Message}");
        }

        return 1;
    }
}
