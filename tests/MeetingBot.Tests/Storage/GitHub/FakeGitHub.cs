using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MeetingBot.Tests;

/// <summary>
/// A GitHub of its own on this machine with one repository, <c>acme/pages</c>, stricter than the real one: it wants its token, the sha of what
/// is replaced, branches and requests that are not there yet, commits between them, and messages in which nobody is mentioned and nothing closed.
/// </summary>
internal sealed class FakeGitHub : IAsyncDisposable
{
    public const string Token = "github_pat_FAKE";
    public const string Repository = "acme/pages";
    public const string Main = "trunk";

    private readonly WebApplication _app;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _branches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Commit> _commits = new(StringComparer.Ordinal);

    private FakeGitHub()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
        _branches[Main] = Add(null, new Dictionary<string, byte[]> { ["README.md"] = "Pages\n"u8.ToArray() });
    }

    /// <summary>Where its API stands.</summary>
    public Uri Api => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    /// <summary>Every request, as method and path without the repository.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Says what happens to a request in place of its answer: a status with headers, before or after it is done.</summary>
    public Func<string, Disturbance?> Disturb { get; set; } = _ => null;

    public List<Pull> Pulls { get; } = [];

    public IReadOnlyCollection<string> Branches => _branches.Keys;

    public static async Task<FakeGitHub> StartAsync()
    {
        var github = new FakeGitHub();
        await github._app.StartAsync();
        return github;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The files that a branch has more than, or other than, the default one.</summary>
    public Dictionary<string, byte[]> Changes(string branch)
    {
        lock (_gate)
        {
            Dictionary<string, byte[]> main = _commits[_branches[Main]].Files;
            return _commits[_branches[branch]].Files.Where(file => !main.TryGetValue(file.Key, out byte[]? there) || !there.AsSpan().SequenceEqual(file.Value)).ToDictionary();
        }
    }

    /// <summary>Merges as one squashed commit, and keeps the branch.</summary>
    public void Merge(Pull pull)
    {
        Dictionary<string, byte[]> changes = Changes(pull.Branch);
        lock (_gate)
        {
            _branches[Main] = Add(_branches[Main], new Dictionary<string, byte[]>([.. _commits[_branches[Main]].Files.Where(file => !changes.ContainsKey(file.Key)), .. changes]));
            pull.Open = false;
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        string path = Uri.UnescapeDataString(context.Request.Path.Value!);
        string body = await new StreamReader(context.Request.Body).ReadToEndAsync();
        string inside = path.StartsWith($"/repos/{Repository}", StringComparison.Ordinal) ? path[$"/repos/{Repository}".Length..] : path;
        string request = $"{context.Request.Method} {inside}";
        Requests.Enqueue(request);
        Disturbance? disturbance = Disturb(request);
        (int status, JsonNode answer) = disturbance is { Done: false } ? (0, new JsonObject())
            : context.Request.Headers.Authorization.ToString() is not ($"Token {Token}" or $"Bearer {Token}") ? Error(401, "Bad credentials")
            : context.Request.Headers.UserAgent.Count == 0 ? Error(403, "Request forbidden by administrative rules.")
            : path == inside ? Error(404, "Not Found")
            : Answer(context.Request.Method, inside.Trim('/'), context.Request.Query, body.Length == 0 ? null : JsonNode.Parse(body));
        if (disturbance is not null)
        {
            (status, answer) = Error(disturbance.Status, disturbance.Message);
            foreach ((string name, string value) in disturbance.Headers)
            {
                context.Response.Headers[name] = value;
            }
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }

    private (int, JsonNode) Answer(string method, string path, IQueryCollection query, JsonNode? body)
    {
        lock (_gate)
        {
            const string refs = "git/refs/", single = "git/ref/", contents = "contents/";
            return (method, path) switch
            {
                ("GET", "") => (200, new JsonObject
                {
                    ["id"] = 1,
                    ["name"] = "pages",
                    ["full_name"] = Repository,
                    ["default_branch"] = Main,
                    ["html_url"] = $"https://github.example/{Repository}",
                    ["owner"] = new JsonObject { ["login"] = "acme" },
                }),
                ("GET", _) when path.StartsWith(refs, StringComparison.Ordinal) => Reference(path[refs.Length..]),
                ("GET", _) when path.StartsWith(single, StringComparison.Ordinal) => Reference(path[single.Length..]),
                ("POST", "git/refs") => CreateReference(Text(body, "ref"), Text(body, "sha")),
                ("PATCH", _) when path.StartsWith(refs, StringComparison.Ordinal) => MoveReference(path[refs.Length..], Text(body, "sha"), body?["force"]?.GetValue<bool>() == true),
                ("GET", _) when path.StartsWith(contents, StringComparison.Ordinal) => Content(path[contents.Length..], query["ref"].ToString()),
                ("PUT", _) when path.StartsWith(contents, StringComparison.Ordinal) => Put(path[contents.Length..], body!),
                ("GET", "pulls") => List(query["head"].ToString(), query["state"].ToString()),
                ("POST", "pulls") => Create(Text(body, "title"), Text(body, "head"), Text(body, "base"), Text(body, "body")),
                _ => Error(404, "Not Found"),
            };
        }
    }

    private (int, JsonNode) Reference(string name) => Branch(name) is { } branch && _branches.TryGetValue(branch, out string? sha) ? (200, Show(name, sha)) : Error(404, "Not Found");

    private (int, JsonNode) CreateReference(string name, string sha)
    {
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || Branch(name[5..]) is not { } branch || !_commits.ContainsKey(sha))
        {
            return Error(422, "Object does not exist");
        }

        return _branches.TryAdd(branch, sha) ? (201, Show(name[5..], sha)) : Error(422, "Reference already exists");
    }

    private (int, JsonNode) MoveReference(string name, string sha, bool force)
    {
        if (Branch(name) is not { } branch || !_branches.TryGetValue(branch, out string? from) || !_commits.ContainsKey(sha))
        {
            return Error(422, "Reference does not exist");
        }

        for (string? commit = sha; commit != from; commit = _commits[commit].Parent)
        {
            if (commit is null)
            {
                return force ? Moved() : Error(422, "Update is not a fast forward");
            }
        }

        return Moved();

        (int, JsonNode) Moved()
        {
            _branches[branch] = sha;
            return (200, Show(name, sha));
        }
    }

    private (int, JsonNode) Content(string path, string branch)
    {
        if (!_branches.TryGetValue(branch, out string? sha) || !_commits[sha].Files.TryGetValue(path, out byte[]? content))
        {
            return Error(404, "Not Found");
        }

        // GitHub breaks its base64 into lines of 60 characters.
        string encoded = string.Concat(Convert.ToBase64String(content).Chunk(60).Select(line => new string(line) + "\n"));
        return (200, new JsonObject
        {
            ["type"] = "file",
            ["encoding"] = "base64",
            ["name"] = path.Split('/')[^1],
            ["path"] = path,
            ["sha"] = BlobSha(content),
            ["size"] = content.Length,
            ["content"] = encoded,
            ["html_url"] = $"https://github.example/{Repository}/blob/{branch}/{path}",
        });
    }

    private (int, JsonNode) Put(string path, JsonNode body)
    {
        string branch = Text(body, "branch"), message = Text(body, "message");
        if (!_branches.TryGetValue(branch, out string? head))
        {
            return Error(404, $"Branch {branch} not found");
        }

        if (branch == Main || path.Split('/').Any(part => part is "" or "." or ".." or ".git") || message.Length == 0 || message.Contains('@', StringComparison.Ordinal) || message.Contains('#', StringComparison.Ordinal))
        {
            return Error(422, "Invalid request.");
        }

        byte[] content = Convert.FromBase64String(Text(body, "content"));
        string? known = body["sha"]?.GetValue<string>();
        bool there = _commits[head].Files.TryGetValue(path, out byte[]? old);
        if (there && known is null)
        {
            return Error(422, "Invalid request.\n\n\"sha\" wasn't supplied.");
        }

        if (known is not null && (!there || known != BlobSha(old!)))
        {
            return Error(409, $"{path} does not match {known}");
        }

        _branches[branch] = Add(head, new Dictionary<string, byte[]>([.. _commits[head].Files.Where(file => file.Key != path), new(path, content)]));
        return (there ? 200 : 201, new JsonObject { ["content"] = new JsonObject { ["path"] = path, ["sha"] = BlobSha(content) }, ["commit"] = new JsonObject { ["sha"] = _branches[branch] } });
    }

    private (int, JsonNode) List(string head, string state) => head.StartsWith("acme:", StringComparison.Ordinal) && state == "all"
        ? (200, new JsonArray([.. Pulls.Where(pull => $"acme:{pull.Branch}" == head).Select(Show)]))
        : Error(422, "The fake wants to know the head with its owner, and all requests.");

    private (int, JsonNode) Create(string title, string head, string into, string text)
    {
        if (!_branches.ContainsKey(head) || into != Main || title.Length == 0 || (title + text).Contains('@', StringComparison.Ordinal))
        {
            return Error(422, "Validation Failed");
        }

        if (Pulls.Any(pull => pull.Open && pull.Branch == head))
        {
            return Error(422, $"A pull request already exists for acme:{head}.");
        }

        if (Changes(head).Count == 0)
        {
            return Error(422, $"No commits between {Main} and {head}");
        }

        Pulls.Add(new Pull(Pulls.Count + 1, title, head));
        return (201, Show(Pulls[^1]));
    }

    private string Add(string? parent, Dictionary<string, byte[]> files)
    {
        string sha = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
        _commits[sha] = new Commit(parent, files);
        return sha;
    }

    private static string? Branch(string name) => name.StartsWith("heads/", StringComparison.Ordinal) ? name[6..] : null;

    private static string Text(JsonNode? body, string name) => body?[name]?.GetValue<string>() ?? "";

    private static string BlobSha(byte[] content) => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes($"blob {content.Length}\0"), .. content]))[..40];

    private static JsonObject Show(string name, string sha) => new() { ["ref"] = $"refs/{name}", ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha } };

    private static JsonNode Show(Pull pull) => new JsonObject
    {
        ["number"] = pull.Number,
        ["state"] = pull.Open ? "open" : "closed",
        ["title"] = pull.Title,
        ["html_url"] = $"https://github.example/{Repository}/pull/{pull.Number}",
        ["head"] = new JsonObject { ["ref"] = pull.Branch },
        ["base"] = new JsonObject { ["ref"] = Main },
    };

    private static (int, JsonNode) Error(int status, string message) => (status, new JsonObject { ["message"] = message });

    private sealed record Commit(string? Parent, Dictionary<string, byte[]> Files);
}

/// <summary>A pull request.</summary>
internal sealed record Pull(int Number, string Title, string Branch)
{
    public bool Open { get; set; } = true;
}

/// <summary>What is answered in place of the right answer, and whether the request was done all the same.</summary>
internal sealed record Disturbance(int Status, string Message, bool Done = false)
{
    public Dictionary<string, string> Headers { get; init; } = [];
}
