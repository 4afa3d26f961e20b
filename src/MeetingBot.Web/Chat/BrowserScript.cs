using MeetingBot.Application;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MeetingBot.Web;

/// <summary>The room's one script: what only a browser knows or can do.</summary>
public sealed class BrowserScript(IJSRuntime js) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>The name kept from last time, and the zone.</summary>
    public async ValueTask<BrowserProfile> ProfileAsync() => await (await Module).InvokeAsync<BrowserProfile>("profile");

    /// <summary>Keeps the name for next time; null forgets it.</summary>
    public async ValueTask KeepNameAsync(string? name) => await (await Module).InvokeVoidAsync("keepName", name);

    /// <summary>Makes the composer work: keys, completion, and lines that are sent again until they are answered.</summary>
    public async ValueTask AttachComposerAsync<T>(ElementReference form, DotNetObjectReference<T> composer, string room, string name)
        where T : class => await (await Module).InvokeVoidAsync("attachComposer", form, composer, room, name);

    /// <summary>Puts a line into the composer without sending it.</summary>
    public async ValueTask FillComposerAsync(ElementReference form, string text) => await (await Module).InvokeVoidAsync("fillComposer", form, text);

    /// <summary>Keeps the newest line in sight as long as the reader is at the end.</summary>
    public async ValueTask FollowAsync(ElementReference list) => await (await Module).InvokeVoidAsync("follow", list);

    /// <summary>Moves the focus to the element with this id, where it is there.</summary>
    public async ValueTask FocusAsync(string id) => await (await Module).InvokeVoidAsync("focusOn", id);

    /// <summary>Saves a file that came with an answer.</summary>
    public async ValueTask SaveAsync(Attachment file)
    {
        using var content = new MemoryStream(file.Content.ToArray());
        using var stream = new DotNetStreamReference(content);
        await (await Module).InvokeVoidAsync("save", file.Name, file.ContentType, stream);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_module is null)
            return;

        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and the script with it.
        }
    }

    private Task<IJSObjectReference> Module => _module ??= js.InvokeAsync<IJSObjectReference>("import", "./_content/MeetingBot.Web/room.js").AsTask();
}

/// <summary>What a browser tells about its user.</summary>
/// <param name="Name">The display name picked last time; null for none.</param>
/// <param name="Zone">The IANA zone.</param>
public sealed record BrowserProfile(string? Name, string? Zone);
