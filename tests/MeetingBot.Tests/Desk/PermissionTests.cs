using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>Who may do what in a chaired group, command by command: the column "who" of the vocabulary.</summary>
public class PermissionTests
{
    private const string All = "guest member scribe presider chair secretary";
    private const string Members = "member scribe presider chair secretary";
    private const string Scribes = "scribe presider chair secretary";
    private const string Chairs = "presider chair secretary";
    private const string Officers = "chair secretary";
    private const string Admin = "secretary";

    private static readonly Dictionary<string, string> People = new(StringComparer.Ordinal)
    {
        ["guest"] = "Gil",
        ["member"] = "Max Hall",
        ["scribe"] = "Sam Reed",
        ["presider"] = "Pia Lind",
        ["chair"] = "Ana Lopes",
        ["secretary"] = "Eva Stone",
    };

    public static TheoryData<string, string> Table => new()
    {
        { "set quorum 2", Chairs }, { "settings", All },
        { "roster", All }, { "roster add Uma Voss (Acme)", Officers }, { "roster remove Max", Officers }, { "role Max associate", Officers }, { "alias Maxi for Max", Officers },
        { "rename Dune to Dunes", Officers }, { "affiliation Max Acme", Officers },
        { "schedule every 2 weeks on Tuesday at 11:00", Chairs }, { "schedule 2024-03-14 10:00", Chairs }, { "calendar", All }, { "next", All },
        { "cancel 2024-03-12", Chairs }, { "move 2024-03-12 to 2024-03-13", Chairs }, { "restore 2024-03-19", Chairs }, { "announce", Chairs },
        { "agenda", All }, { "agenda add Windows", All }, { "agenda accept 1", Chairs }, { "agenda remove 1", Chairs }, { "agenda defer 1", Chairs }, { "agenda move 1 to 2", Chairs },
        { "chair Max", Chairs }, { "scribe Max", Chairs }, { "recess", Chairs }, { "adjourn", Chairs }, { "discard because it was a test", Chairs },
        { "here", All }, { "present Max", Members }, { "regrets Max", Members }, { "regrets", All }, { "coming", All }, { "attendance", All }, { "quorum", All },
        { "note well", Chairs }, { "minutes of 2024-02-27 approved", Chairs },
        { "topic Windows", Scribes }, { "next topic", Scribes }, { "aob", Scribes }, { "note It is cold.", Scribes }, { "decision Buy a heater.", Scribes }, { "agreed #1", Scribes },
        { "no objection #1", Scribes }, { "consensus #1", Scribes }, { "rejected Sell it.", Scribes }, { "inconclusive The colour.", Scribes }, { "action Max: Buy it", Scribes },
        { "actions", All }, { "link https://example.org/a", Members },
        { "motion Heat the hall", Members }, { "q+", All }, { "q-", "" }, { "queue", All },
        { "correct 1 Other words.", Members }, { "strike 1", Members }, { "undo 1", Scribes }, { "redact 1 cold", Scribes }, { "recent", All },
        { "minutes", All }, { "minutes export json", All }, { "decisions", Members }, { "search cold", Members }, { "missed", Members }, { "report attendance", Members },
        { "help", All }, { "status", All }, { "export", Admin }, { "forget Max", Admin },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_command_is_for(string line, string may)
    {
        var could = new List<string>();
        foreach ((string role, string who) in People)
        {
            Office office = await new Office().WithChairedMeetingAsync();
            await office.SayAsync("Ana Lopes", "agenda add Doors\nFloors");
            await office.SayAsync("Max Hall", "agenda add Roof");
            await office.SayAsync("Ana Lopes", "agenda move 3 to 1");
            await office.SayAsync("Ana Lopes", "note It is cold.");
            await office.SayAsync("Ana Lopes", "cancel 2024-03-19");
            Reply reply = await office.SayAsync(who, line);
            if (reply.Kind != ReplyKind.Refusal)
            {
                could.Add(role);
            }
            else
            {
                Assert.NotEmpty(reply.Text);
            }
        }

        Assert.Equal(may, string.Join(' ', could));
    }

    [Fact]
    public async Task In_an_open_group_everybody_may_do_everything_but_the_admins_acts()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start");
        foreach (string line in (string[])["note It is cold.", "agreed", "topic Windows", "present Cy", "schedule every 2 weeks on Tuesday at 11:00", "set quorum 2", "redact 1 cold", "recess", "resume", "adjourn"])
        {
            Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Bo", line)).Kind);
        }

        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Bo", "forget Ana")).Kind);
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Ana", "role Ana chair")).Kind);
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Bo", "set quorum 3")).Kind);
    }

    [Fact]
    public async Task The_chair_is_asked_who_somebody_is_where_there_is_no_secretary()
    {
        var office = new Office();
        await office.SayAsync("Ana", "start");
        await office.SayAsync("Ana", "role Ana chair");
        Reply claim = await office.SayAsync("Stranger", "i am Ana", trusted: false);
        Assert.Equal("Ana", Assert.Single(claim.Told).To.Name);
        Assert.NotEmpty(claim.Told[0].To.Accounts);
    }

    [Fact]
    public async Task Nobody_takes_an_office_by_saying_a_name()
    {
        Office office = await new Office().WithChairedMeetingAsync();
        Reply claim = await office.SayAsync("Stranger", "i am Ana Lopes", trusted: false);
        Assert.Empty(claim.Aloud);
        PrivateLine asked = Assert.Single(claim.Told);
        Assert.Equal(("Eva Stone", "identify Stranger Ana Lopes"), (asked.To.Name, Assert.Single(asked.Buttons).Line));
        Assert.Equal(ReplyKind.Refusal, (await office.SayAsync("Stranger", "set quorum 2", trusted: false)).Kind);
        await office.SayAsync("Eva Stone", "identify Stranger Ana Lopes");
        Assert.Equal(ReplyKind.Receipt, (await office.SayAsync("Stranger", "set quorum 2", trusted: false)).Kind);
    }
}
