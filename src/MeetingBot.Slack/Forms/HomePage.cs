using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace MeetingBot.Slack;

/// <summary>The app's own page: somebody's groups, their next meetings, votes due and open actions.</summary>
internal sealed class HomePage(ISlackApi api, SlackDesk desk, SlackNames names, TimeProvider time, ILogger<HomePage> log)
{
    private const int MostGroups = 15;
    private const int MostVotes = 8;
    private const int MostActions = 25;

    private const int MostWatched = 1000;

    /// <summary>Who opened their page lately sees it change, at most this often.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Shown> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _changed = new(StringComparer.Ordinal);

    /// <summary>Somebody looks at their page: it is shown as it is now, and kept so for a while.</summary>
    public async Task OpenAsync(Installation installation, string user, CancellationToken cancellation)
    {
        if (_shown.Count > MostWatched)
        {
            _shown.Clear();
        }

        _shown[$"{installation.Tenant} {user}"] = new Shown(installation, user, time.GetUtcNow() + Lately, [], "", null);
        await PublishAsync(installation, user, cancellation);
    }

    /// <summary>Shows somebody their page as it is now. Where it was shown anew in the meantime, it is made once more.</summary>
    public async Task PublishAsync(Installation installation, string user, CancellationToken cancellation)
    {
        SlackPerson person = await names.PersonAsync(installation, user, cancellation);
        string key = $"{installation.Tenant} {user}";
        Shown? shown = _shown.GetValueOrDefault(key);
        HomeView view = await desk.Desk.HomeAsync(installation.Account(user), person.Name, desk.Now, cancellation);
        string page = Page(view, installation);
        if (page == shown?.Page)
        {
            return;
        }

        ApiCall Call(string content) => installation.Call("views.publish").With("user_id", user).With("view", content);
        JsonElement answer;
        try
        {
            answer = await api.CallAsync(Call(page).With("hash", shown?.Hash), cancellation);
        }
        catch (SlackApiException other) when (other.Remedy == Remedy.RebuildOnce)
        {
            view = await desk.Desk.HomeAsync(installation.Account(user), person.Name, desk.Now, cancellation);
            page = Page(view, installation);
            answer = await api.CallAsync(Call(page), cancellation);
        }

        if (shown is not null)
        {
            _shown[key] = shown with { Page = page, Hash = answer.Part("view")?.Word("hash"), Conversations = [.. view.Groups.Select(group => group.Conversation)] };
        }
    }

    /// <summary>Shows the pages anew that somebody opened lately and of which something changed.</summary>
    public async Task KeepAsync(CancellationToken cancellation)
    {
        void Touch(string conversation) => _changed[conversation] = 0;
        desk.Desk.Changed += Touch;
        try
        {
            using var turn = new PeriodicTimer(Often, time);
            while (await turn.WaitForNextTickAsync(cancellation))
            {
                string[] changed = [.. _changed.Keys.Where(conversation => _changed.TryRemove(conversation, out _))];
                foreach ((string key, Shown shown) in _shown)
                {
                    if (shown.Until < time.GetUtcNow())
                    {
                        _shown.TryRemove(key, out _);
                    }
                    else if (shown.Conversations.Intersect(changed).Any())
                    {
                        await TryAsync(shown, cancellation);
                    }
                }
            }
        }
        finally
        {
            desk.Desk.Changed -= Touch;
        }
    }

    private async Task TryAsync(Shown shown, CancellationToken cancellation)
    {
        try
        {
            await PublishAsync(shown.Installation, shown.User, cancellation);
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            log.LogWarning("A home page could not be shown anew ({Problem})", problem.GetType().Name);
        }
    }

    private static string Page(HomeView home, Installation installation)
    {
        JsonObject view = View(home, installation);
        IReadOnlyList<string> breaches = BlockCheck.View(view);
        System.Diagnostics.Debug.Assert(breaches.Count == 0, string.Join('\n', breaches));
        return view.ToJsonString(ReadableJson.Options);
    }

    /// <summary>The page itself.</summary>
    public static JsonObject View(HomeView home, Installation installation)
    {
        var blocks = new JsonArray { Kit.Header("My groups") };
        if (home.Groups.IsEmpty)
        {
            blocks.Add(Kit.Section("You are in no group yet. In a channel, say start to me: that opens a meeting and makes a group."));
        }

        foreach ((int n, HomeGroup group) in home.Groups.Take(MostGroups).Index())
        {
            AddGroup(blocks, n, group, installation);
        }

        More(blocks, home.Groups.Length, MostGroups, "groups");
        blocks.Add(Kit.Actions("home", new[] { Kit.Button("form:start", "Start a meeting…", new Carried("start").Write(), "primary") }.OfType<JsonObject>()));
        AddVotes(blocks, home.Votes, installation);
        blocks.Add(Kit.Header("My open actions"));
        if (home.Actions.IsEmpty)
        {
            blocks.Add(Kit.Section("Nothing is open."));
        }

        foreach ((int n, HomeAction one) in home.Actions.Take(MostActions).Index())
        {
            string due = one.Action.Due is { } day ? $", by {day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)}" : "";
            JsonObject? done = installation.Own(one.Conversation) is { } channel ? Kit.Button($"line:done{n}", "Done", new Carried($"done {one.Action.Number}", channel).Write()) : null;
            blocks.Add(Kit.Section($"{one.Action.Number}. {Mrkdwn.Cut(one.Action.Text, 1500)}{due} ({Mrkdwn.Cut(one.Group, 150)})", done));
        }

        More(blocks, home.Actions.Length, MostActions, "actions");
        return new JsonObject { ["type"] = "home", ["blocks"] = blocks };
    }

    /// <summary>Who has nothing to vote on is not told of it.</summary>
    private static void AddVotes(JsonArray blocks, ImmutableArray<HomeVote> votes, Installation installation)
    {
        if (votes.IsEmpty)
        {
            return;
        }

        blocks.Add(Kit.Header("My votes due"));
        foreach ((int n, HomeVote vote) in votes.Take(MostVotes).Index())
        {
            string closes = Mrkdwn.Date(vote.Closes.ToUnixTimeSeconds(), $"{vote.Closes.InUtc().ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC");
            blocks.Add(Kit.Marked($"{Mrkdwn.EscapeCut(vote.Ballot, 300)} ({Mrkdwn.EscapeCut(vote.Group, 150)}): closes {closes}"));
            JsonObject[] buttons = installation.Own(vote.Conversation) is { } channel
                ? [.. vote.Buttons.Select((button, index) => Kit.Button($"line:vote{n}.{index}", button.Label, new Carried(button.Line, channel).Write())).OfType<JsonObject>()]
                : [];
            if (buttons.Length > 0)
            {
                blocks.Add(Kit.Actions($"vote:{n}", buttons));
            }
        }

        More(blocks, votes.Length, MostVotes, "votes");
    }

    private static void AddGroup(JsonArray blocks, int n, HomeGroup group, Installation installation)
    {
        string now = group.InSession ? "*in session*" : Next(group.Next);
        blocks.Add(Kit.Marked($"{Mrkdwn.EscapeCut(group.Name.Length == 0 ? "…" : group.Name, 200)} ({Mrkdwn.EscapeCut(group.Role, 40)}): {now}"));
        if (installation.Own(group.Conversation) is not { } channel)
        {
            return;
        }

        JsonObject? Line(string id, string label, string line) => Kit.Button($"line:{id}{n}", label, new Carried(line, channel).Write());
        JsonObject?[] buttons = group.InSession
            ? [Line("here", "I'm here", "here"), Line("status", "Where are we?", "status")]
            : [group.Next is null ? null : Line("regrets", "Regrets", "regrets for next time"), Line("agenda", "Agenda", "agenda"), Kit.Button($"form:agenda{n}", "Add an item…", new Carried("agenda", channel).Write()), Line("actions", "My actions", "actions mine")];
        blocks.Add(Kit.Actions($"group:{n}", buttons.OfType<JsonObject>()));
    }

    private static string Next(MinutesNextMeeting? next)
    {
        if (next is null)
        {
            return "no meeting is scheduled";
        }

        string day = next.Date.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);
        return next.Time is { } time && DateTimeZoneProviders.Tzdb.GetZoneOrNull(next.Timezone) is { } zone
            ? $"next {Mrkdwn.Date((next.Date + time).InZoneLeniently(zone).ToInstant().ToUnixTimeSeconds(), $"{day} {time.ToString("HH:mm", CultureInfo.InvariantCulture)} {next.Timezone}")}"
            : $"next {day}";
    }

    private static void More(JsonArray blocks, int all, int shown, string what)
    {
        if (all > shown)
        {
            blocks.Add(Kit.Context($"and {all - shown} more {what}"));
        }
    }

    /// <summary>A page that somebody opened.</summary>
    private sealed record Shown(Installation Installation, string User, DateTimeOffset Until, ImmutableArray<string> Conversations, string Page, string? Hash);
}
