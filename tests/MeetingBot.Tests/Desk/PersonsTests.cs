using System.Text;
using System.Text.RegularExpressions;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>No event of a meeting names anybody whom a replica that reads on would not look for.</summary>
public partial class PersonsTests
{
    [Fact]
    public void Everybody_whose_id_stands_in_the_stored_form_of_an_event_is_found()
    {
        var random = new Random(20240305);
        foreach (Type type in Specimen.FamilyOf(typeof(MeetingEvent)).Where(type => type != typeof(MeetingCalled)))
        {
            for (int run = 0; run < 40; run++)
            {
                var happened = (MeetingEvent)new Specimen(random).Make(type);
                var recorded = new Recorded<StreamEvent>(2, happened, new Origin(new PersonId("p0"), Instant.MinValue, "m"));
                string form = Encoding.UTF8.GetString(EventJson.Standard.Write(happened).Json.Span);
                Assert.Equal(Ids().Matches(form).Select(id => id.Groups[1].Value).Append("p0").Distinct().Order(StringComparer.Ordinal),
                    Persons.In(recorded).Select(person => person.Value).Distinct().Order(StringComparer.Ordinal));
            }
        }
    }

    [GeneratedRegex("\"(p[0-9a-f]+)\"")]
    private static partial Regex Ids();
}
