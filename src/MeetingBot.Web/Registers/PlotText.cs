using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace MeetingBot.Web;

/// <summary>Words in a picture. Razor keeps the name of SVG's element for itself, so it is built by hand.</summary>
public sealed class PlotText : ComponentBase
{
    [Parameter, EditorRequired] public string Style { get; set; } = "";

    [Parameter, EditorRequired] public string X { get; set; } = "";

    [Parameter, EditorRequired] public string Y { get; set; } = "";

    [Parameter, EditorRequired] public string Said { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", Style);
        builder.AddAttribute(2, "x", X);
        builder.AddAttribute(3, "y", Y);
        builder.AddAttribute(4, "dy", "4");
        builder.AddContent(5, Said);
        builder.CloseElement();
    }
}
