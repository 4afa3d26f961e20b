using CsCheck;
using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>The vocabulary as it is declared, and the parser that reads it.</summary>
public class CatalogueTests
{
    private static readonly string[] Pieces = [.. Catalogue.All.SelectMany(command => command.Names.Concat(command.Examples)),
        "/meeting ", "@MeetingBot ", ":", " ", "\n", "...", "…", "“", "”", "’", "–", "#", "s/", "i/", "/", "|", "by ", "for ", "due ", "because ", "(", ")", ",", "+1", "\0", "\ud800", "é", "12/11", "@ana", "://"];

    private static readonly Gen<string> Piece = Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]);

    public static TheoryData<string, string> Examples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (ChatCommand command in Catalogue.All)
            {
                foreach (string example in command.Examples)
                {
                    data.Add(command.Name, example);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_reads_as_its_own_command(string command, string example)
    {
        Utterance read = Assert.Single(CommandParser.Read(example, Heard.Addressed));
        Assert.Equal(command, read.Command?.Name);
        Assert.Equal(command, Assert.Single(CommandParser.Read("/MEETING " + example, Heard.Line)).Command?.Name);
    }

    [Fact]
    public void Every_command_has_an_example_a_summary_and_a_chapter() => Assert.All(Catalogue.All, command =>
    {
        Assert.NotEmpty(command.Examples);
        Assert.NotEmpty(command.Summary);
        Assert.NotEmpty(command.Chapter);
        Assert.Equal(command.Name, command.Name.ToLowerInvariant());
    });

    [Fact]
    public void No_two_commands_share_a_name()
    {
        ChatCommand first = Catalogue.All[0];
        Assert.Throws<InvalidOperationException>(() => Catalogue.Index([first, first with { Summary = "another" }]));
        Assert.Throws<InvalidOperationException>(() => Catalogue.Index([first, Catalogue.All[1] with { Synonyms = [first.Name] }]));
    }

    [Fact]
    public void The_parser_reads_any_text() => Gen.OneOf(Gen.String, Piece).Array[0, 8].Sample(parts =>
    {
        string text = string.Concat(parts);
        foreach (Heard heard in Enum.GetValues<Heard>())
        {
            foreach (Utterance utterance in CommandParser.Read(text, heard))
            {
                Assert.NotNull(utterance.Text);
            }
        }

        CommandParser.ZoneIn(text);
    }, iter: 20_000);

    [Fact]
    public async Task The_clerk_answers_any_text_and_never_with_nothing()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        var texts = new List<string>();
        Piece.Array[1, 5].Sample(parts => { lock (texts) { texts.Add(string.Concat(parts)); } }, iter: 400, threads: 1);
        foreach (string text in texts)
        {
            foreach (Heard heard in (Heard[])[Heard.Line, Heard.Addressed])
            {
                Reply reply = await office.SayAsync("Ana Lopes", text, heard: heard);
                Assert.True(reply.Kind == ReplyKind.NotForMe == (reply.Text.Trim().Length == 0), $"{heard}: {text} -> {reply.Kind} {reply.Text}");
                Assert.DoesNotMatch("MeetingBot[.](Domain|Application)", reply.Text); // no type's name where words were forgotten
                Assert.DoesNotContain('\u0001', reply.Text);
            }
        }
    }

    [Theory]
    [InlineData("note well", "note well", "")]
    [InlineData("note well by Ana", "note well", "by Ana")]
    [InlineData("note well done everybody", "note", "well done everybody")]
    [InlineData("Next Topic!", "next topic", "")]
    [InlineData("minutes export docx", "minutes export", "docx")]
    [InlineData("minutes 2024-03-05", "minutes", "2024-03-05")]
    [InlineData("agenda  add Budget", "agenda add", "Budget")]
    [InlineData("I’m Ana Lopes", "i'm", "Ana Lopes")]
    [InlineData("/meeting\u00a0decision Ship", "decision", "Ship")]
    public void The_longest_name_wins(string line, string called, string words)
    {
        Utterance read = Assert.Single(CommandParser.Read(line, Heard.Addressed));
        Assert.Equal((called, words), (read.CalledAs, read.Words));
    }

    [Theory]
    [InlineData("decison: Ship on Monday", "decision")]
    [InlineData("nots: hello", "note")]
    [InlineData("acton: Ana does it", "action")]
    public void A_near_miss_before_a_colon_is_asked_about(string line, string near)
    {
        Assert.Equal(near, Assert.Single(CommandParser.Read(line, Heard.Line)).NearMiss);
        Assert.Equal(near, Assert.Single(CommandParser.Read(line, Heard.Addressed)).NearMiss);
    }

    [Theory]
    [InlineData("Option: blue")]
    [InlineData("Mention: Ana")]
    [InlineData("Caution: wet")]
    public void An_ordinary_word_before_a_colon_is_no_near_miss(string line) =>
        Assert.All(CommandParser.Read(line, Heard.Line), read => Assert.Null(read.NearMiss));
}
