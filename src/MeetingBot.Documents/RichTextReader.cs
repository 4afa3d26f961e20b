using System.Collections.Immutable;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MeetingBot.Application;

namespace MeetingBot.Documents;

/// <summary>Reads the bot's own Markdown into blocks of styled text.</summary>
public sealed class RichTextReader : IRichTextReader
{
    /// <inheritdoc/>
    public ImmutableArray<RichBlock> Read(string markdown)
    {
        var blocks = ImmutableArray.CreateBuilder<RichBlock>();
        foreach (Block block in MarkdownModel.Parse(markdown))
        {
            Add(blocks, block, 0);
        }

        return blocks.ToImmutable();
    }

    private static void Add(ImmutableArray<RichBlock>.Builder blocks, Block block, int depth)
    {
        switch (block)
        {
            case HeadingBlock heading:
                blocks.Add(new RichBlock(RichBlockKind.Heading, heading.Level, Runs(heading.Inline)));
                break;
            case ParagraphBlock paragraph:
                blocks.Add(new RichBlock(RichBlockKind.Paragraph, 0, Runs(paragraph.Inline)));
                break;
            case ListBlock list:
                AddItems(blocks, list, depth + 1);
                break;
            case QuoteBlock quote:
                foreach (Block inner in quote)
                {
                    if (inner is ParagraphBlock { Inline: { } text })
                    {
                        blocks.Add(new RichBlock(RichBlockKind.Quote, depth + 1, Runs(text)));
                    }
                    else
                    {
                        Add(blocks, inner, depth);
                    }
                }

                break;
            case CodeBlock code:
                blocks.Add(new RichBlock(RichBlockKind.Code, 0, [new RichRun(code.Lines.ToString())]));
                break;
            case ThematicBreakBlock:
                blocks.Add(new RichBlock(RichBlockKind.Rule, 0, []));
                break;
            case ContainerBlock container:
                foreach (Block inner in container)
                {
                    Add(blocks, inner, depth);
                }

                break;
        }
    }

    private static void AddItems(ImmutableArray<RichBlock>.Builder blocks, ListBlock list, int depth)
    {
        int number = int.TryParse(list.OrderedStart, System.Globalization.CultureInfo.InvariantCulture, out int first) ? first : 1;
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            bool marked = false;
            foreach (Block inner in item)
            {
                if (!marked && inner is ParagraphBlock { Inline: { } text })
                {
                    blocks.Add(new RichBlock(list.IsOrdered ? RichBlockKind.Numbered : RichBlockKind.Bullet, depth, Runs(text), list.IsOrdered ? number : 0));
                    marked = true;
                }
                else
                {
                    Add(blocks, inner, depth);
                }
            }

            number++;
        }
    }

    private static ImmutableArray<RichRun> Runs(ContainerInline? inline)
    {
        var runs = ImmutableArray.CreateBuilder<RichRun>();
        if (inline is not null)
        {
            AddRuns(runs, inline, new RichRun(""));
        }

        return runs.ToImmutable();
    }

    private static void AddRuns(ImmutableArray<RichRun>.Builder runs, ContainerInline container, RichRun style)
    {
        foreach (Inline inline in container)
        {
            switch (inline)
            {
                case LiteralInline text:
                    Append(runs, style with { Text = text.Content.ToString() });
                    break;
                case HtmlEntityInline entity:
                    Append(runs, style with { Text = entity.Transcoded.ToString() });
                    break;
                case LineBreakInline:
                    Append(runs, style with { Text = "\n" });
                    break;
                case CodeInline code:
                    Append(runs, style with { Text = code.Content, Code = true });
                    break;
                case AutolinkInline link:
                    Append(runs, style with { Text = link.Url, Link = Allowed(link.Url) });
                    break;
                case LinkInline link:
                    AddRuns(runs, link, style with { Link = link.IsImage ? null : Allowed(link.Url) });
                    break;
                case EmphasisInline emphasis:
                    AddRuns(runs, emphasis, emphasis.DelimiterChar == '~' ? style with { Strike = true }
                        : emphasis.DelimiterCount == 2 ? style with { Bold = true } : style with { Italic = true });
                    break;
                case ContainerInline inner:
                    AddRuns(runs, inner, style);
                    break;
            }
        }
    }

    private static string? Allowed(string? url) => url is not null && Web.IsAllowed(url) ? url : null;

    /// <summary>Pieces of the same style are one run.</summary>
    private static void Append(ImmutableArray<RichRun>.Builder runs, RichRun run)
    {
        if (run.Text.Length == 0)
        {
            return;
        }

        if (runs.Count > 0 && runs[^1] with { Text = "" } == run with { Text = "" })
        {
            runs[^1] = run with { Text = runs[^1].Text + run.Text };
        }
        else
        {
            runs.Add(run);
        }
    }
}
