using CsCheck;
using MeetingBot.Domain;

namespace MeetingBot.Tests;

public class ActsTests
{
    [Fact]
    public void Everybody_has_their_own_acts_the_last_first_whoever_acted_between_and_every_version_stays_as_it_was() =>
        Gen.Int[0, 3].Array[0, 30].Sample(people =>
        {
            var versions = new List<(Acts Acts, int Count)> { (Acts.None, 0) };
            for (int entry = 1; entry <= people.Length; entry++)
            {
                versions.Add((versions[^1].Acts.With(Person(people[entry - 1]), ActKind.Entry, entry), entry));
            }

            foreach ((Acts acts, int count) in versions)
            {
                for (int person = 0; person < 4; person++)
                {
                    Assert.Equal(Enumerable.Range(1, count).Where(entry => people[entry - 1] == person).Reverse(), acts.Of(Person(person)).Select(act => act.Entry));
                }
            }
        }, iter: 500);

    private static PersonId Person(int number) => new($"p{number}");
}
