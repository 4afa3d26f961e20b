using System.Xml.Linq;

namespace MeetingBot.Tests;

/// <summary>What may know what: references point inwards, and the adapters never see each other.</summary>
public class LayersTests
{
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MeetingBot.Domain"] = ["NodaTime", "Ical.Net"],
        ["MeetingBot.Application"] = ["MeetingBot.Domain"],
    };

    static readonly string[] Adapters = ["Documents", "Storage", "Slack", "Teams", "Web"];

    [Fact]
    public void The_domain_and_the_application_reference_only_what_is_inside_them() =>
        Assert.Empty(Allowed.Keys.SelectMany(project => References(project).Except(Allowed[project])));

    [Fact]
    public void No_adapter_references_another() =>
        Assert.Empty(Adapters.Select(name => $"MeetingBot.{name}").Where(Exists).SelectMany(ReferencedAdapters));

    [Fact]
    public void The_wire_of_a_platform_stands_in_one_folder() =>
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(Root(), "src", "MeetingBot.Teams"), "*.cs", SearchOption.AllDirectories),
            file => !file.Contains("/Wire/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(file).Contains("HttpRequestMessage", StringComparison.Ordinal));

    [Fact]
    public void Canary_the_host_would_break_both_rules()
    {
        Assert.NotEmpty(References("MeetingBot").Except(Allowed["MeetingBot.Domain"]));
        Assert.NotEmpty(ReferencedAdapters("MeetingBot"));
    }

    static IEnumerable<string> ReferencedAdapters(string project) =>
        References(project).Intersect(Adapters.Select(name => $"MeetingBot.{name}"));

    static IEnumerable<string> References(string project) =>
        from item in XDocument.Load(ProjectFile(project)).Descendants()
        where item.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference"
        let include = item.Attribute("Include")!.Value
        select include.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(include) : include;

    static bool Exists(string project) => File.Exists(ProjectFile(project));

    static string ProjectFile(string project) => Path.Combine(Root(), "src", project, $"{project}.csproj");

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MeetingBot.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("No folder above the tests holds MeetingBot.sln");
        return folder.FullName;
    }
}
