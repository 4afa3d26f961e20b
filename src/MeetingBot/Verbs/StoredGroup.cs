using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot;

/// <summary>Finds the group that somebody names on the command line.</summary>
internal static class StoredGroup
{
    /// <summary>The group of this name, slug or id. Throws with one line where there is none, or where several have the name.</summary>
    public static async Task<GroupView> FindAsync(IKeeper store, Clerk clerk, string wanted, CancellationToken cancellation)
    {
        var found = new List<GroupView>();
        await foreach (StreamListing listing in store.ListAsync("group/", cancellation))
        {
            if (await clerk.ViewAsync(listing.Stream.Group, cancellation) is { Group: var group } view && (Names.Same(group.Name, wanted) || group.Slug == wanted || group.Id.Value == wanted))
            {
                found.Add(view);
            }
        }

        return found switch
        {
            [var one] => one,
            [] => throw new StoreException($"There is no group \"{wanted}\" in {store.Where}."),
            _ => throw new StoreException($"Several groups are called \"{wanted}\"; name one by its id: {string.Join(", ", found.Select(view => $"{view.Group.Id.Value} ({view.Group.Home})"))}."),
        };
    }
}
