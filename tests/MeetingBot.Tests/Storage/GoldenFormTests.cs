using System.Text;
using System.Text.Json;
using MeetingBot.Domain;
using MeetingBot.Storage;

namespace MeetingBot.Tests;

/// <summary>
/// One file for each stored form (and for each member of a family that stands inside it), written once: what it holds may be on
/// somebody's disk. A file that no longer reads means that old stores no longer open; give the changed form the next version.
/// </summary>
public sealed class GoldenFormTests
{
    private static readonly EventJson Json = EventJson.Standard;

    public static TheoryData<string> Files => [.. System.IO.Directory.GetFiles(Folder, "*.json").Select(Path.GetFileName).Order(StringComparer.Ordinal).OfType<string>()];

    private static string Folder => Path.Combine(SourceRoot.Path, "tests", "MeetingBot.Tests", "Storage", "Golden");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_form_that_was_written_once_is_read_and_written_the_same(string file)
    {
        string golden = File.ReadAllText(Path.Combine(Folder, file));
        using var document = JsonDocument.Parse(golden);
        JsonProperty form = document.RootElement.EnumerateObject().Single();
        byte[] data = Encoding.UTF8.GetBytes(form.Value.GetRawText());
        Assert.Equal(golden, Line(Json.FollowUps.Names.Contains(form.Name)
            ? Json.Write(Json.ReadFollowUp(form.Name, data))
            : Json.Write(Json.ReadEvent(form.Name, data))));
    }

    [Fact]
    public void Every_stored_form_has_its_file()
    {
        string[] written = [.. Specimens().Where(WriteIfNew).Select(form => form.File)];
        Assert.True(written.Length == 0, $"New golden files were written; read them and commit them: {string.Join(", ", written)}");
    }

    [Fact]
    public void Canary_a_form_with_another_field_name_differs_from_its_file()
    {
        string golden = File.ReadAllText(Path.Combine(Folder, "meeting.entry-corrected.1.json")).Replace("\"text\"", "\"words\"", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(golden);
        byte[] data = Encoding.UTF8.GetBytes(document.RootElement.EnumerateObject().Single().Value.GetRawText());
        Assert.Throws<StoreException>(() => Json.ReadEvent("meeting.entry-corrected/1", data));
    }

    private static IEnumerable<(string File, string Text)> Specimens()
    {
        for (int choice = 0; choice < 10; choice++)
        {
            var specimen = new Specimen(null, choice);
            foreach (Type type in Json.Events.Types)
            {
                yield return Golden(Json.Write((StreamEvent)specimen.Make(type)));
            }

            foreach (Type type in Json.FollowUps.Types)
            {
                yield return Golden(Json.Write((FollowUp)specimen.Make(type)));
            }
        }
    }

    private static (string File, string Text) Golden(StoredForm form)
    {
        using var document = JsonDocument.Parse(form.Json);
        string[] inside = [.. document.RootElement.EnumerateObject()
            .Where(field => field.Value.ValueKind == JsonValueKind.Object && field.Value.TryGetProperty("is", out _))
            .Select(field => "." + field.Value.GetProperty("is").GetString())];
        return ($"{form.Name.Replace('/', '.')}{string.Concat(inside)}.json", Line(form));
    }

    private static string Line(StoredForm form) => $$"""{"{{form.Name}}":{{Encoding.UTF8.GetString(form.Json.Span)}}}""" + "\n";

    private static bool WriteIfNew((string File, string Text) form)
    {
        string path = Path.Combine(Folder, form.File);
        if (File.Exists(path))
        {
            return false;
        }

        System.IO.Directory.CreateDirectory(Folder);
        File.WriteAllText(path, form.Text);
        return true;
    }
}
