using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingBot.Documents;

/// <summary>The lists of a Word document: one definition for bullets and one for numbers, and an instance for every list, which counts by itself.</summary>
sealed class WordLists
{
    internal const int Deepest = 9;
    const int Bullets = 0;
    const int Numbers = 1;

    readonly List<NumberingInstance> _instances = [];

    /// <summary>Begins a list at this depth and returns its number.</summary>
    internal int Add(bool ordered, int start, int depth)
    {
        var instance = new NumberingInstance(new AbstractNumId { Val = ordered ? Numbers : Bullets }) { NumberID = _instances.Count + 1 };
        if (ordered)
        {
            instance.Append(new LevelOverride(new StartOverrideNumberingValue { Val = start }) { LevelIndex = depth });
        }
        _instances.Add(instance);
        return _instances.Count;
    }

    internal static Indentation Indent(int depth) => new() { Left = Twips(360 * (depth + 1)) };

    internal Numbering Make()
    {
        var numbering = new Numbering(Define(Bullets, NumberFormatValues.Bullet), Define(Numbers, NumberFormatValues.Decimal));
        numbering.Append(_instances);
        return numbering;
    }

    static AbstractNum Define(int id, NumberFormatValues format)
    {
        var definition = new AbstractNum(new MultiLevelType { Val = MultiLevelValues.HybridMultilevel }) { AbstractNumberId = id };
        for (var depth = 0; depth < Deepest; depth++)
        {
            definition.Append(new Level(
                new StartNumberingValue { Val = 1 },
                new NumberingFormat { Val = format },
                new LevelText { Val = id == Bullets ? "•" : $"%{depth + 1}." },
                new LevelJustification { Val = LevelJustificationValues.Left },
                new PreviousParagraphProperties(new Indentation { Left = Twips(360 * (depth + 1)), Hanging = Twips(360) }))
            {
                LevelIndex = depth,
            });
        }
        return definition;
    }

    static string Twips(int twips) => twips.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
