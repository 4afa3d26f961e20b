using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Application;

/// <summary>Suggestions by rule, never by model, and by button only.</summary>
internal static class Suggestions
{
    private static readonly string[] Commitments = [" will ", " to ", " takes "];

    /// <summary>What a note may also be: an action where somebody known "will" do something, a decision where nobody objected.</summary>
    public static ImmutableArray<Button> For(Call call, RecordEntry record)
    {
        if (record.Matter is not Point || call.Message.Heard == Heard.Log)
        {
            return [];
        }

        var buttons = ImmutableArray.CreateBuilder<Button>();
        foreach (string verb in Commitments)
        {
            int at = record.Text.IndexOf(verb, StringComparison.OrdinalIgnoreCase);
            if (at > 0 && Owner(call, record.Text[..at]) is { } owner)
            {
                buttons.Add(Button.Once("Make it an action", $"strike {Button.ThisEntry} because it is an action\naction {call.NameOf(owner)}: {record.Text[(at + verb.Length)..].Trim().TrimEnd('.')}"));
                break;
            }
        }

        if (record.Text.Contains("no objection", StringComparison.OrdinalIgnoreCase))
        {
            buttons.Add(new Button("Enter as a decision", $"agreed #{Button.ThisEntry}"));
        }

        return buttons.DrainToImmutable();
    }

    /// <summary>Somebody known by the last word, or the last two or three, before the verb.</summary>
    private static PersonId? Owner(Call call, string before)
    {
        string[] words = before.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int count = Math.Min(3, words.Length); count > 0; count--)
        {
            string name = string.Join(' ', words[^count..]);
            if (char.IsUpper(name[0]) && call.Who(name).Person is { } owner)
            {
                return owner;
            }
        }

        return null;
    }
}
