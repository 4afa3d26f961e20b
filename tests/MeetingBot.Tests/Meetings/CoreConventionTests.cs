using System.Reflection;
using System.Runtime.CompilerServices;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

/// <summary>House rules of the core, held by looking at it: values only, closed families, no clock, no waiting.</summary>
public class CoreConventionTests
{
    private static readonly Type[] All = [.. typeof(StreamEvent).Assembly.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)))];

    private static readonly Dictionary<Type, string[]> Pages = new()
    {
        [typeof(GroupCommand)] = ["Groups/GroupCommands.cs"],
        [typeof(GroupEvent)] = ["Groups/GroupEvents.cs"],
        [typeof(MeetingCommand)] = ["Meetings/MeetingCommands.cs"],
        [typeof(MeetingEvent)] = ["Meetings/MeetingEvents.cs"],
        [typeof(BallotCommand)] = ["Ballots/BallotCommands.cs"],
        [typeof(BallotEvent)] = ["Ballots/BallotEvents.cs"],
        [typeof(Refusal)] = ["Refusals.cs", "Ballots/BallotRefusals.cs"],
        [typeof(FollowUp)] = ["Meetings/FollowUps.cs", "Ballots/BallotSummary.cs"],
        [typeof(Matter)] = ["Meetings/Entry.cs"],
        [typeof(AgendaChange)] = ["Groups/Agenda.cs"],
        [typeof(AgendaRequest)] = ["Groups/GroupCommands.cs"],
    };

    private static string Domain => Path.Combine(SourceRoot.Path, "src", "MeetingBot.Domain");

    [Fact]
    public void Every_member_of_a_family_is_sealed_and_changes_no_more() => Assert.Empty(
        Pages.Keys.SelectMany(Specimen.FamilyOf).Where(type => !type.IsSealed || IsMutable(type)).Select(type => type.Name));

    [Fact]
    public void A_family_is_closed_on_its_own_page() => Assert.Empty(
        from family in Pages
        let page = string.Concat(family.Value.Select(file => File.ReadAllText(Path.Combine(Domain, file))))
        from type in Specimen.FamilyOf(family.Key)
        where !page.Contains($"sealed record {type.Name}", StringComparison.Ordinal)
        select type.Name);

    [Fact]
    public void Canary_a_class_that_can_be_changed_is_found() => Assert.True(IsMutable(typeof(Changeable)));

    [Fact]
    public void Nothing_in_the_core_waits_reads_a_file_or_looks_at_a_clock()
    {
        string[] banned = ["System.Threading.Tasks.", "System.IO.", "System.TimeProvider", "NodaTime.IClock"];
        Assert.Empty(
            from type in All
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            from used in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            where banned.Any(name => (used.FullName ?? "").StartsWith(name, StringComparison.Ordinal))
            select $"{type.Name}.{method.Name}: {used.Name}");
        Assert.DoesNotContain(Sources(), source => source.Text.Contains("SystemClock", StringComparison.Ordinal) || source.Text.Contains("async ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_refusal_is_given_somewhere_in_the_core_or_by_the_application()
    {
        string everything = string.Concat(Sources().Concat(Sources("MeetingBot.Application")).Select(source => source.Text));
        Assert.Empty(Specimen.FamilyOf(typeof(Refusal)).Where(type => !everything.Contains($"new {type.Name}(", StringComparison.Ordinal)).Select(type => type.Name));
        Assert.DoesNotContain("new NoSuchRefusal(", everything, StringComparison.Ordinal);
    }

    private static IEnumerable<(string File, string Text)> Sources(string project = "MeetingBot.Domain") =>
        from file in Directory.EnumerateFiles(Path.Combine(SourceRoot.Path, "src", project), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (file, File.ReadAllText(file));

    private static bool IsMutable(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public).Any(field => !field.IsInitOnly && !field.Name.StartsWith('<'))
        || type.GetProperties().Any(property => property.SetMethod is { } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));

    private sealed class Changeable
    {
        public int Number { get; set; }
    }
}
