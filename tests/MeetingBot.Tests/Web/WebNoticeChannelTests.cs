using MeetingBot.Application;
using MeetingBot.Web;

namespace MeetingBot.Tests;

public class WebNoticeChannelTests
{
    const string Conversation = "web::apollo";

    readonly Rooms _rooms = new();

    [Fact]
    public async Task A_posted_notice_is_found_by_its_id_and_edited_in_place()
    {
        var channel = new WebNoticeChannel(_rooms, TimeProvider.System, new Shouting());
        var id = await channel.PostAsync(Notice("draft"), TestContext.Current.CancellationToken);
        Assert.Equal(id, await channel.FindAsync(Notice("draft"), TestContext.Current.CancellationToken));

        await channel.EditAsync(id, Notice("corrected"), TestContext.Current.CancellationToken);

        var item = Assert.Single(_rooms.Open(Conversation).Items);
        Assert.Equal(("CORRECTED", true), (item.Html, item.Edited));
    }

    [Fact]
    public async Task An_edit_of_what_the_room_forgot_is_posted_and_edited_after_that()
    {
        var channel = new WebNoticeChannel(_rooms, TimeProvider.System);
        await channel.EditAsync("forgotten", Notice("corrected"), TestContext.Current.CancellationToken);
        await channel.EditAsync("forgotten", Notice("corrected again"), TestContext.Current.CancellationToken);

        var item = Assert.Single(_rooms.Open(Conversation).Items);
        Assert.Equal(("corrected again", true), (item.Text, item.Edited));
    }

    [Fact]
    public async Task A_notice_that_does_not_stand_there_is_not_found() =>
        Assert.Null(await new WebNoticeChannel(_rooms, TimeProvider.System).FindAsync(Notice("draft"), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Without_a_renderer_the_text_is_shown()
    {
        await new WebNoticeChannel(_rooms, TimeProvider.System).PostAsync(Notice("draft"), TestContext.Current.CancellationToken);

        var item = Assert.Single(_rooms.Open(Conversation).Items);
        Assert.Equal((null, "draft"), (item.Html, item.Text));
    }

    static Post Notice(string text) => new("n1", Conversation, "minutes-drafted", text) { Markdown = text };

    sealed class Shouting : IMarkdownRenderer
    {
        public string ToHtml(string markdown) => markdown.ToUpperInvariant();
    }
}
