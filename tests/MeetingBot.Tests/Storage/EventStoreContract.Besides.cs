using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What is kept beside the streams: directory, texts, bindings.</summary>
public abstract partial class EventStoreContract
{
    private static readonly PersonCard Ana = new(new PersonId("pa"),
        [new DatedName(LocalDate.MinIsoValue, "Ana B"), new DatedName(new LocalDate(2024, 2, 29), "Ana C")],
        ["A."],
        [new Account("web::Ana"), new Account("slack:T1:U1")],
        new PersonId("pz"));

    private static readonly PersonCard Ben = PersonCard.Of(new PersonId("pb"), "Ben");

    [Fact]
    public async Task A_directory_is_read_whole_when_it_changed_and_not_at_all_when_it_did_not()
    {
        Assert.Null(await Store.ReadDirectoryAsync(Group, 0, Cancellation));
        await Append(Batch("m1", 0, "a") with { People = [Ben, Ana] });
        DirectoryPage? first = await Store.ReadDirectoryAsync(Group, 0, Cancellation);
        Assert.Equal([Ana, Ben], first!.People);
        Assert.Null(await Store.ReadDirectoryAsync(Group, first.Version, Cancellation));

        await Append(Batch("m2", 1, "b") with { People = [Ben with { Aliases = ["Benny"] }] });
        DirectoryPage? second = await Store.ReadDirectoryAsync(Group, first.Version, Cancellation);
        Assert.True(second!.Version > first.Version);
        Assert.Equal([Ana, Ben with { Aliases = ["Benny"] }], second.People);
    }

    [Fact]
    public async Task Directories_of_groups_do_not_mix()
    {
        await Append(Batch("m1", 0, "a") with { People = [Ana] });
        Assert.Null(await Store.ReadDirectoryAsync(new GroupId("g2"), 0, Cancellation));
    }

    [Fact]
    public async Task Forgetting_replaces_the_whole_card()
    {
        await Append(Batch("m1", 0, "a") with { People = [Ana, Ben] });
        long before = (await Store.ReadDirectoryAsync(Group, 0, Cancellation))!.Version;
        var pseudonym = PersonCard.Of(Ana.Id, "Former member 1");
        await Store.WriteDirectoryAsync(Group, [pseudonym], Cancellation);
        DirectoryPage? page = await Store.ReadDirectoryAsync(Group, before, Cancellation);
        Assert.Equal([pseudonym, Ben], page!.People);
    }

    [Fact]
    public async Task The_groups_of_an_account_are_those_whose_directory_has_it_now()
    {
        var account = new Account("slack:T1:U1");
        Assert.Empty(await Store.GroupsOfAsync(account, Cancellation));
        await Append(Batch("m1", 0, "a") with { People = [Ana, Ben] });
        Assert.Equal([Group], await Store.GroupsOfAsync(account, Cancellation));
        Assert.Empty(await Store.GroupsOfAsync(new Account("slack:T1:U"), Cancellation));

        await Store.WriteDirectoryAsync(Group, [PersonCard.Of(Ana.Id, "Former member 1")], Cancellation);
        Assert.Empty(await Store.GroupsOfAsync(account, Cancellation));
    }

    [Fact]
    public async Task A_note_of_an_adapter_is_kept_by_its_key_until_it_is_deleted()
    {
        var notes = (IAdapterNotes)Store;
        Assert.Null(await notes.ReadNoteAsync("slack/installation/T1", Cancellation));
        await notes.WriteNoteAsync("slack/installation/T2", "two", Cancellation);
        await notes.WriteNoteAsync("slack/installation/T1", "old", Cancellation);
        await notes.WriteNoteAsync("slack/installation/T1", "one", Cancellation);
        await notes.WriteNoteAsync("slack/installations", "not one of them", Cancellation);
        Assert.Equal("one", await notes.ReadNoteAsync("slack/installation/T1", Cancellation));

        List<string> listed = [];
        await foreach ((string key, string text) in notes.ListNotesAsync("slack/installation/", Cancellation))
        {
            listed.Add($"{key}={text}");
        }

        Assert.Equal(["slack/installation/T1=one", "slack/installation/T2=two"], listed);
        await notes.DeleteNoteAsync("slack/installation/T1", Cancellation);
        await notes.DeleteNoteAsync("slack/installation/T1", Cancellation);
        Assert.Null(await notes.ReadNoteAsync("slack/installation/T1", Cancellation));
    }

    [Fact]
    public async Task Writing_nobody_changes_nothing()
    {
        await Store.WriteDirectoryAsync(Group, [], Cancellation);
        Assert.Null(await Store.ReadDirectoryAsync(Group, 0, Cancellation));
    }

    [Fact]
    public async Task A_text_is_kept_by_name_and_a_second_write_replaces_it()
    {
        Assert.Null(await Store.ReadTextAsync(Group, "ours", Cancellation));
        Assert.Empty(await Store.ListTextsAsync(Group, Cancellation));
        await Store.WriteTextAsync(Group, "ours", "{{ minutes.date }}\n", Cancellation);
        await Store.WriteTextAsync(Group, "another", "", Cancellation);
        await Store.WriteTextAsync(Group, "ours", "é\r\n", Cancellation);
        Assert.Equal("é\r\n", await Store.ReadTextAsync(Group, "ours", Cancellation));
        Assert.Equal("", await Store.ReadTextAsync(Group, "another", Cancellation));
        Assert.Equal(["another", "ours"], await Store.ListTextsAsync(Group, Cancellation));
        Assert.Null(await Store.ReadTextAsync(new GroupId("g2"), "ours", Cancellation));
    }

    [Fact]
    public async Task A_conversation_is_bound_to_the_group_that_was_named_last()
    {
        Assert.Null(await Store.FindBindingAsync("web:room", Cancellation));
        await Append(Batch("m1", 0, "a") with { Bindings = ["web:room", "web:hall"] });
        Assert.Equal(Group, await Store.FindBindingAsync("web:room", Cancellation));
        var second = new GroupId("g2");
        await Append(Batch("m2", 0, "a") with { Stream = StreamId.Of(second), Bindings = ["web:room"] });
        Assert.Equal(second, await Store.FindBindingAsync("web:room", Cancellation));
        Assert.Equal(Group, await Store.FindBindingAsync("web:hall", Cancellation));
    }
}
