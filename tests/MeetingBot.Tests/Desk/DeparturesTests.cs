using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>Thirty days after the bot was taken away, the groups that are nowhere else are removed.</summary>
public sealed class DeparturesTests
{
    private static readonly Instant Left = Instant.FromUtc(2024, 3, 6, 12, 0);
    private static readonly Instant Over = Left + Duration.FromDays(30);

    private readonly InMemoryStore _store = new();
    private readonly Office _office;
    private readonly Departures _departures;

    public DeparturesTests() => (_office, _departures) = (new Office(_store), new Departures(_store));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_workspace_that_was_left_keeps_its_groups_for_thirty_days_and_no_longer()
    {
        await SetUpAsync("Here", "slack:T1:C1");
        await SetUpAsync("There", "slack:T10:C1");
        await _departures.LeftAsync("slack:T1:", Left, Cancellation);
        await _departures.LeftAsync("slack:T1:", Left + Duration.FromDays(1), Cancellation);
        Assert.Equal(0, await RunAsync(Over - Duration.FromSeconds(1)));
        Assert.Equal(["Here", "There"], await GroupsAsync());

        Assert.Equal(1, await RunAsync(Over));
        Assert.Equal(["There"], await GroupsAsync());
        Assert.Contains("`start`", (await _office.SayAsync("Eva", "roster", conversation: "slack:T1:C1")).Text, StringComparison.OrdinalIgnoreCase);
        await SetUpAsync("Anew", "slack:T1:C1");
        Assert.Equal(0, await RunAsync(Over));
    }

    [Fact]
    public async Task Coming_back_in_time_keeps_everything()
    {
        await SetUpAsync("Here", "slack:T1:C1");
        await _departures.LeftAsync("slack:T1:", Left, Cancellation);
        await _departures.ReturnedAsync("slack:T1:", Cancellation);
        Assert.Equal(0, await RunAsync(Over + Duration.FromDays(365)));
        Assert.Equal(["Here"], await GroupsAsync());
    }

    [Fact]
    public async Task A_group_that_is_elsewhere_too_stays_until_that_is_left_as_well()
    {
        await SetUpAsync("Here", "slack:T1:C1");
        GroupId group = (await _office.Clerk.ViewAsync("slack:T1:C1", Cancellation))!.Group.Id;
        long version = (await _store.ReadAsync(StreamId.Of(group), 0, Cancellation)).Version;
        var bind = new Append(StreamId.Of(group), version, [new ConversationBound("teams:A:19:x")], new Origin(PersonId.Bot, Left, "bind"));
        await _store.AppendAsync(bind with { Bindings = ["teams:A:19:x"] }, Cancellation);
        var office = new Office(_store);
        await _departures.LeftAsync("slack:T1:", Left, Cancellation);
        Assert.Equal(0, await _departures.RunAsync(_store, office.Clerk, Over, Cancellation));
        await _departures.LeftAsync("teams:A:19:x", Over, Cancellation);
        Assert.Equal(1, await _departures.RunAsync(_store, office.Clerk, Over + Duration.FromDays(30), Cancellation));
    }

    private async Task SetUpAsync(string name, string conversation) =>
        Assert.Equal(ReplyKind.Receipt, (await _office.SayAsync("Eva", $"setup {name} timezone Etc/UTC", conversation: conversation)).Kind);

    private async Task<int> RunAsync(Instant now) => await _departures.RunAsync(_store, _office.Clerk, now, Cancellation);

    private async Task<string[]> GroupsAsync()
    {
        var names = new List<string>();
        await foreach (StreamListing listing in _store.ListAsync("group/", Cancellation))
        {
            names.Add((await _office.Clerk.ViewAsync(listing.Stream.Group, Cancellation))!.Group.Name);
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }
}
