using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MeetingBot.Tests;

/// <summary>infra/Dockerfile as a parser of such files reads it. No image was built from it here.</summary>
public sealed partial class DockerfileTests
{
    private static readonly string[] Packages = ["dockerfile-utils@0.16.3", "dockerfile-ast@0.7.1"];

    private static string Text => File.ReadAllText(Path.Combine(SourceRoot.Path, "infra", "Dockerfile"));

    [Fact]
    public async Task A_parser_has_nothing_against_it()
    {
        (string[] problems, _) = await ReadAsync(Text);
        Assert.Empty(problems);

        (problems, _) = await ReadAsync(Text.Replace("WORKDIR /app", "WORKDIR", StringComparison.Ordinal));
        Assert.EndsWith("Instruction has no arguments", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_image_is_pinned_without_root_and_says_how_it_is()
    {
        (_, (string Verb, string Text)[] instructions) = await ReadAsync(Text);
        (string Verb, string Text)[] last = [.. instructions.SkipWhile((one, at) => at <= Array.FindLastIndex(instructions, from => from.Verb == "FROM"))];

        Assert.All(instructions.Where(one => one.Verb == "FROM"), from => Assert.Matches("^mcr[.]microsoft[.]com/dotnet/[a-z]+:10[.]0[.][0-9]+-noble", from.Text));
        Assert.Equal("$APP_UID", Assert.Single(last, one => one.Verb == "USER").Text);
        Assert.EndsWith("CMD [\"./MeetingBot\", \"health\", \"--url\", \"http://localhost:8080\"]", Assert.Single(last, one => one.Verb == "HEALTHCHECK").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(last, one => one.Verb is "RUN" or "ADD"); // there is no shell
    }

    [Fact]
    public async Task No_secret_is_in_the_image()
    {
        (_, (string Verb, string Text)[] instructions) = await ReadAsync(Text);

        Assert.DoesNotContain(instructions, one => one.Verb is "ARG" || (one.Verb is "ENV" && Secret().IsMatch(one.Text)));
        string[] ignored = await File.ReadAllLinesAsync(Path.Combine(SourceRoot.Path, "infra", "Dockerfile.dockerignore"), TestContext.Current.CancellationToken);
        Assert.Equal("*", ignored.First(line => !line.StartsWith('#')));
        Assert.Equal(["!global.json", "!.editorconfig", "!src"], ignored.Where(line => line.StartsWith('!')));
    }

    /// <summary>Or a new project would make the restore fail, which nobody would see here.</summary>
    [Fact]
    public async Task Every_project_is_restored_before_its_sources_are_copied()
    {
        (_, (string Verb, string Text)[] instructions) = await ReadAsync(Text);
        string[] before = [.. instructions.TakeWhile(one => one.Verb != "RUN").Where(one => one.Verb == "COPY").Select(one => one.Text)];

        Assert.All(Directory.GetFiles(Path.Combine(SourceRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension),
            project => Assert.Contains($"src/{project}/*.csproj src/{project}/packages.lock.json src/{project}/", before));
    }

    private static async Task<(string[] Problems, (string Verb, string Text)[] Instructions)> ReadAsync(string text)
    {
        JsonNode read = await Npm.CheckAsync("dockerfile", JsonValue.Create(text), Packages);
        return ([.. read["problems"]!.AsArray().Select(problem => (string)problem!)], [.. read["instructions"]!.AsArray().Select(one => ((string)one!["verb"]!, (string)one["text"]!))]);
    }

    [GeneratedRegex("secret|token|password|accountkey|connectionstring", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
