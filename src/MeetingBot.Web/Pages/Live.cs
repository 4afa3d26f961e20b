using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MeetingBot.Web;

internal static class Live
{
    /// <summary>Who looks is known to the browser alone, so there is nothing to draw before it speaks.</summary>
    public static readonly IComponentRenderMode Mode = new InteractiveServerRenderMode(prerender: false);
}
