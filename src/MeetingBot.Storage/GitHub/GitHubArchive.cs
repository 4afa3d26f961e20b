using System.Globalization;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;
using Octokit;
using Octokit.Internal;

namespace MeetingBot.Storage;

/// <summary>
/// Published minutes proposed to the repository of the group's pages: the Markdown as one file, on a branch named after the meeting, in one
/// pull request. So what is filed again, after a failure or a correction, finds branch and request of the time before. What was merged or
/// closed stays so; minutes that changed since begin anew from the default branch. Nothing that people typed stands in names or messages.
/// </summary>
public sealed class GitHubArchive : IMinutesArchive
{
    private const string Body = "Filed by MeetingBot when the minutes were published. While this is open, corrections of the minutes are added here.";

    private readonly GitHubClient _github;
    private readonly IReadOnlySet<string> _repositories;
    private readonly TimeProvider _clock;

    /// <summary>An archive in GitHub.</summary>
    /// <param name="api">Where its API stands; ends with a slash.</param>
    /// <param name="token">A token that may write contents and pull requests of the repositories.</param>
    /// <param name="repositories">The repositories that may be written to, whatever a group has set; ignores case.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    public GitHubArchive(Uri api, string token, IReadOnlySet<string> repositories, TimeProvider? clock = null)
    {
        var connection = new Connection(new ProductHeaderValue("MeetingBot"), api, new InMemoryCredentialStore(new Credentials(token)));
        connection.SetRequestTimeout(TimeSpan.FromSeconds(30));
        _github = new GitHubClient(connection);
        _repositories = repositories;
        _clock = clock ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async ValueTask<FiledPlace?> FileAsync(FiledMinutes minutes, CancellationToken cancellation)
    {
        if (minutes.Format != MinutesFormat.Markdown || minutes.Settings.Repository is not { } repository)
        {
            return null;
        }

        if (!_repositories.Contains(repository))
        {
            throw new StoreException($"The repository {repository} is not among those of GitHub__Repositories.");
        }

        try
        {
            string[] names = repository.Split('/');
            return await ProposeAsync(await _github.Repository.Get(names[0], names[1]).WaitAsync(cancellation), minutes).WaitAsync(cancellation);
        }
        catch (ApiException refused)
        {
            throw Problem(repository, refused);
        }
    }

    private async Task<FiledPlace> ProposeAsync(Repository home, FiledMinutes minutes)
    {
        string path = PagePath.Of(minutes.Settings.Page ?? PagePath.Default, minutes.Meeting, minutes.GroupSlug);
        string branch = $"meetingbot/{minutes.Meeting}";
        IReadOnlyList<PullRequest> requests = await RequestsAsync(home, branch);
        PullRequest? open = Open(requests);
        if (open is null)
        {
            RepositoryContent? there = await FindAsync(home, path, home.DefaultBranch);
            if (there is not null && Holds(there, minutes.Printed))
            {
                return new FiledPlace(there.HtmlUrl);
            }

            if (there is not null && requests.Count == 0)
            {
                throw new StoreException($"{path} stands in {home.FullName} and was never proposed for this meeting: another group's minutes, or a page that somebody made. Take another name ('set slug ...') or a path with {PagePath.GroupMark} in it ('set path ...').");
            }

            await BeginAsync(home, branch);
        }

        await WriteAsync(home, path, branch, minutes);
        open ??= await RequestAsync(home, branch, minutes.Title);
        return new FiledPlace(open.HtmlUrl) { Proposed = true };
    }

    /// <summary>The requests that were ever made for the meeting: where there is none, a file at its path is somebody else's.</summary>
    private async Task<IReadOnlyList<PullRequest>> RequestsAsync(Repository home, string branch) =>
        [.. (await _github.PullRequest.GetAllForRepository(home.Owner.Login, home.Name, new PullRequestRequest { Head = $"{home.Owner.Login}:{branch}", State = ItemStateFilter.All }))
            .Where(request => request.Head.Ref == branch)];

    private static PullRequest? Open(IEnumerable<PullRequest> requests) => requests.FirstOrDefault(request => request.State == ItemState.Open);

    /// <summary>The branch at the head of the default one, also where it is left from a request that was merged or closed, or that never came to be.</summary>
    private async Task BeginAsync(Repository home, string branch)
    {
        string head = (await _github.Git.Reference.Get(home.Owner.Login, home.Name, $"heads/{home.DefaultBranch}")).Object.Sha;
        try
        {
            await _github.Git.Reference.Create(home.Owner.Login, home.Name, new NewReference($"refs/heads/{branch}", head));
        }
        catch (ApiValidationException) // it is there already; whatever else is wrong the update is told too
        {
            await _github.Git.Reference.Update(home.Owner.Login, home.Name, $"heads/{branch}", new ReferenceUpdate(head, force: true));
        }
    }

    private async Task WriteAsync(Repository home, string path, string branch, FiledMinutes minutes)
    {
        RepositoryContent? there = await FindAsync(home, path, branch);
        if (there is not null && Holds(there, minutes.Printed))
        {
            return;
        }

        string content = Convert.ToBase64String(minutes.Printed.Content.Span);
        if (there is null)
        {
            await _github.Repository.Content.CreateFile(home.Owner.Login, home.Name, path, new CreateFileRequest(minutes.Title, content, branch, convertContentToBase64: false));
        }
        else
        {
            await _github.Repository.Content.UpdateFile(home.Owner.Login, home.Name, path, new UpdateFileRequest(minutes.Title, content, there.Sha, branch, convertContentToBase64: false));
        }
    }

    private async Task<PullRequest> RequestAsync(Repository home, string branch, string title)
    {
        try
        {
            return await _github.PullRequest.Create(home.Owner.Login, home.Name, new NewPullRequest(title, branch, home.DefaultBranch) { Body = Body });
        }
        catch (ApiValidationException)
        {
            // Another replica, or an answer that was lost, made it in between.
            if (Open(await RequestsAsync(home, branch)) is { } open)
            {
                return open;
            }

            throw;
        }
    }

    private async Task<RepositoryContent?> FindAsync(Repository home, string path, string branch)
    {
        try
        {
            return (await _github.Repository.Content.GetAllContentsByRef(home.Owner.Login, home.Name, path, branch)).FirstOrDefault(file => file.Path == path);
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is these minutes. GitHub leaves out the content of a very large one, which is then written again.</summary>
    private static bool Holds(RepositoryContent file, Printed printed) =>
        file.EncodedContent is { } encoded && Convert.FromBase64String(encoded).AsSpan().SequenceEqual(printed.Content.Span);

    /// <summary>What GitHub said, in one line; with how long to wait where it asks for that.</summary>
    private Exception Problem(string repository, ApiException refused)
    {
        string said = $"GitHub answered {(int)refused.StatusCode} for {repository}: {refused.ApiError?.Message ?? refused.StatusCode.ToString()}";
        return (int)refused.StatusCode is 403 or 429 && Wait(refused.HttpResponse) is { } wait
            ? new ChannelBusyException(said, refused) { RetryAfter = wait }
            : new StoreException(said, refused);
    }

    private Duration? Wait(IResponse answer)
    {
        if (Number("Retry-After") is { } seconds)
        {
            return Duration.FromSeconds(seconds);
        }

        return Number("X-RateLimit-Remaining") == 0 && Number("X-RateLimit-Reset") is { } reset
            ? Duration.Max(Duration.FromSeconds(1), Instant.FromUnixTimeSeconds(reset) - Instant.FromDateTimeOffset(_clock.GetUtcNow()))
            : null;

        long? Number(string name) =>
            answer.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value is { } value
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
    }
}
