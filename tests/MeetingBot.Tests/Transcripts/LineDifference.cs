using System.Text;

namespace MeetingBot.Tests;

/// <summary>The lines in which two texts differ, with two lines around them: <c>-</c> for the first, <c>+</c> for the second.</summary>
internal static class LineDifference
{
    private const int Around = 2;

    public static string Between(string first, string second)
    {
        string[] a = first.Split('\n');
        string[] b = second.Split('\n');
        int[,] common = Common(a, b);
        var lines = new List<(char Mark, string Text)>();
        int i = 0;
        int j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                lines.Add((' ', a[i++]));
                j++;
            }
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(('-', a[i++]));
            }
            else
            {
                lines.Add(('+', b[j++]));
            }
        }

        return Shown(lines);
    }

    /// <summary>How many lines the two texts have in common from each pair of lines on.</summary>
    private static int[,] Common(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string Shown(List<(char Mark, string Text)> lines)
    {
        var text = new StringBuilder();
        int last = -1;
        for (int at = 0; at < lines.Count; at++)
        {
            bool near = false;
            for (int other = Math.Max(0, at - Around); other <= Math.Min(lines.Count - 1, at + Around); other++)
            {
                near |= lines[other].Mark != ' ';
            }

            if (near)
            {
                text.Append(last >= 0 && last < at - 1 ? "  ...\n" : "").Append(lines[at].Mark).Append(' ').Append(lines[at].Text).Append('\n');
                last = at;
            }
        }

        return text.ToString();
    }
}
