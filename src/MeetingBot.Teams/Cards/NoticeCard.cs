using System.Text.Json.Nodes;
using MeetingBot.Application;
using MeetingBot.Domain;
using NodaTime.Text;

namespace MeetingBot.Teams;

/// <summary>What the bot posts by itself, laid out as a card; minutes that are too long for one become their summary.</summary>
internal sealed class NoticeCard(IRichTextReader reader, FileLinks links, IMinutesLinks? pages = null)
{
    private const int MostListed = 20;
    private const int LongestListed = 300;

    /// <summary>The card of a post.</summary>
    public Card Of(Post post, CardButtons buttons)
    {
        if (post.Board is { } board)
        {
            return post.Kind == NoticeKinds.Panel ? BoardCard.Panel(board, post.Buttons, buttons) : BoardCard.Board(board, buttons);
        }

        Card whole = Whole(post, buttons);
        return whole.Fits ? whole : Summary(post, buttons);
    }

    /// <summary>What stands for a post that Teams finds too long: the title, what was decided and is to be done, and where the rest is.</summary>
    public Card Summary(Post post, CardButtons buttons)
    {
        var card = new Card(FirstLine(post.Text));
        card.Heading(Short(FirstLine(post.Text)));
        if (post.Minutes is { } minutes)
        {
            List(card, "Decided", minutes.Resolutions, one => one.Text);
            List(card, "To do", minutes.Actions, one => (one.Owners.IsEmpty ? "" : string.Join(", ", one.Owners) + ": ") + one.Text + (one.Due is { } due ? $", by {LocalDatePattern.Iso.Format(due)}" : ""));
            if (minutes.NextMeeting is { } next)
            {
                card.Fact("Next meeting", LocalDatePattern.Iso.Format(next.Date));
            }
        }

        card.Text(new CardText("The whole of it is too long for a message here.") { Italic = true });
        if (post.Meeting is { } meeting && pages?.Of(meeting) is { } page)
        {
            card.Actions(Open("Read all of it", page));
        }

        if (post.Minutes is { } whole)
        {
            card.Actions(buttons.Line("Get it as a file", $"minutes export docx {LocalDatePattern.Iso.Format(whole.Date)}"));
        }

        return card.Actions(All(post, buttons));
    }

    private Card Whole(Post post, CardButtons buttons)
    {
        var card = new Card(post.Text);
        if (post.Markdown is { } markdown)
        {
            foreach (RichBlock block in reader.Read(markdown))
            {
                card.Add(Block(block));
            }
        }
        else
        {
            foreach (string line in post.Text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0))
            {
                card.Text(CardText.WithCode(line));
            }
        }

        if (post.Starts is { } starts)
        {
            card.LocalTime("In your time:", starts);
        }

        return card.Actions(All(post, buttons));
    }

    private static JsonObject Block(RichBlock block)
    {
        string before = block.Kind switch
        {
            RichBlockKind.Bullet => new string('\u2003', Math.Max(0, block.Level - 1)) + "• ",
            RichBlockKind.Numbered => new string('\u2003', Math.Max(0, block.Level - 1)) + $"{block.Number}. ",
            RichBlockKind.Quote => "│ ",
            RichBlockKind.Rule => "———",
            _ => "",
        };
        IEnumerable<CardText> runs = block.Runs.Select(run => new CardText(run.Text)
        {
            Bold = run.Bold || block.Kind == RichBlockKind.Heading,
            Italic = run.Italic,
            Strike = run.Strike,
            Code = run.Code || block.Kind == RichBlockKind.Code,
            Link = run.Link,
        });
        return Card.Block(before.Length == 0 ? runs : runs.Prepend(new CardText(before)), block.Kind == RichBlockKind.Heading && block.Level <= 2 ? "Large" : null, block.Kind == RichBlockKind.Heading);
    }

    private IEnumerable<JsonObject> All(Post post, CardButtons buttons)
    {
        IEnumerable<JsonObject> all = post.Buttons.Select(buttons.Line);
        if (post.File is { } file && links.Of(file) is { } address)
        {
            all = all.Append(Open("Add to calendar", address));
        }

        return post is { Kind: NoticeKinds.MinutesDrafted or NoticeKinds.MinutesEdited, Minutes: { Status: MinutesStatus.Draft or MinutesStatus.Posted } minutes }
            ? [buttons.Form("Ask for a correction", Forms.Correct, LocalDatePattern.Iso.Format(minutes.Date)), buttons.Line("Approve", $"minutes approve {LocalDatePattern.Iso.Format(minutes.Date)}"), .. all]
            : all;
    }

    private static JsonObject Open(string title, string address) => new() { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = address };

    private static void List<T>(Card card, string heading, IReadOnlyCollection<T> all, Func<T, string> text)
    {
        if (all.Count == 0)
        {
            return;
        }

        card.Subheading(heading);
        foreach (T one in all.Take(MostListed))
        {
            card.Text(new CardText("• " + Short(text(one))));
        }

        if (all.Count > MostListed)
        {
            card.Text(new CardText($"and {all.Count - MostListed} more") { Subtle = true });
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static string Short(string text) => text.Length <= LongestListed ? text : text[..LongestListed].TrimEnd() + "…";
}
