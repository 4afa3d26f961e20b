using System.Collections.Immutable;
using System.Text;
using MeetingBot.Application;

namespace MeetingBot.Slack;

/// <summary>Turns Slack's text into what the sender typed: entities taken back, people as mentions with their names, links as Markdown.</summary>
internal sealed class SpokenText(SlackNames names)
{
    /// <summary>Reads a text.</summary>
    public async ValueTask<(string Text, ImmutableArray<Mention> Mentions)> ReadAsync(Installation installation, string text, CancellationToken cancellation)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return (Mrkdwn.Unescape(text), []);
        }

        var said = new StringBuilder();
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        Piece[] pieces = [.. Mrkdwn.Scan(text)];
        Dictionary<string, Task<SlackPerson>> people = pieces.Where(piece => piece.Kind == PieceKind.User).Select(piece => piece.Value).Distinct()
            .ToDictionary(user => user, user => names.PersonAsync(installation, user, cancellation).AsTask());
        foreach (Piece piece in pieces)
        {
            if (piece.Kind == PieceKind.User)
            {
                SlackPerson person = await people[piece.Value];
                string mention = "@" + person.Name;
                said.Append(mention);
                if (mentions.All(known => known.Text != mention))
                {
                    mentions.Add(new Mention(mention, installation.Account(piece.Value), person.Name));
                }
            }
            else
            {
                said.Append(piece switch
                {
                    { Kind: PieceKind.Channel, Label: null or "" } => await names.ChannelAsync(installation, piece.Value, cancellation) is { Length: > 0 } name ? "#" + name : Words(piece),
                    { Kind: PieceKind.UserGroup, Label: null or "" } => await names.GroupAsync(installation, piece.Value, cancellation) is { Length: > 0 } handle ? "@" + handle : Words(piece),
                    _ => Words(piece),
                });
            }
        }

        return (said.ToString(), mentions.ToImmutable());
    }

    private static string Words(Piece piece) => piece switch
    {
        { Kind: PieceKind.Text } => piece.Value,
        { Kind: PieceKind.Channel, Label: { Length: > 0 } name } => "#" + name,
        { Kind: PieceKind.Channel } => "a private channel",
        { Kind: PieceKind.UserGroup or PieceKind.Date, Label: { Length: > 0 } label } => label,
        { Kind: PieceKind.UserGroup } => "a user group",
        { Kind: PieceKind.Special } => "@" + (piece.Label ?? piece.Value).TrimStart('@'),
        { Kind: PieceKind.Link, Label: { } label } when !SaysTheSame(piece.Value, label) => $"[{label}]({piece.Value})",
        { Kind: PieceKind.Link } when piece.Value.StartsWith("mailto:", StringComparison.Ordinal) => piece.Value["mailto:".Length..],
        _ => piece.Value,
    };

    /// <summary>Slack labels what it linked by itself with the words that were typed.</summary>
    private static bool SaysTheSame(string address, string label) =>
        address == label || address.EndsWith("://" + label, StringComparison.Ordinal) || address == "mailto:" + label || address == "tel:" + label || address.TrimEnd('/') == label.TrimEnd('/');
}
