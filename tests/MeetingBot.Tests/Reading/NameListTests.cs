using CsCheck;
using MeetingBot.Application;

namespace MeetingBot.Tests;

/// <summary>Lists of people whose organisations hold commas and parentheses.</summary>
public class NameListTests
{
    [Theory]
    [InlineData("Ana, Bo and Cy", "Ana|Bo|Cy")]
    [InlineData("Ana, Bo, and Cy", "Ana|Bo|Cy")]
    [InlineData("Ana; Bo\nCy\r\nDee", "Ana|Bo|Cy|Dee")]
    [InlineData("Ana Berg (Nordlys, Inc. (Research)), Bo Falk (Dune) and Cy Moor", "Ana Berg (Nordlys, Inc. (Research))|Bo Falk (Dune)|Cy Moor")]
    [InlineData("Sandy Anders (Hill and Sons) AND Andy Band", "Sandy Anders (Hill and Sons)|Andy Band")]
    [InlineData("\"Berg, Ana\", Bo", "Berg, Ana|Bo")]
    [InlineData("“Berg, Ana” and Bo", "Berg, Ana|Bo")]
    [InlineData(" , ,Ana,", "Ana")]
    [InlineData("", "")]
    public void A_list(string text, string names) => Assert.Equal(names, string.Join('|', NameList.Read(text).Names));

    [Fact]
    public void What_lacks_a_parenthesis_is_reported_and_the_rest_taken()
    {
        NameListReading list = NameList.Read("Ana (Nordlys), Bo), Cy, Dee (Dune, Eli (Hill)");
        Assert.Equal(["Ana (Nordlys)", "Cy"], list.Names);
        Assert.Equal(["Bo)", "Dee (Dune, Eli (Hill)"], list.Unbalanced);
    }

    [Theory]
    [InlineData("Ana Berg (Nordlys)", "Ana Berg", "Nordlys")]
    [InlineData("Ana Berg (Nordlys).", "Ana Berg", "Nordlys")]
    [InlineData("Ana Berg - (Nordlys)", "Ana Berg", "Nordlys")]
    [InlineData("Ana Berg – Nordlys, Inc.", "Ana Berg", "Nordlys, Inc.")]
    [InlineData("Ana-Li Berg — Nordlys (North)", "Ana-Li Berg", "Nordlys (North)")]
    [InlineData("Ana Berg (Nordlys, Inc. (Research))", "Ana Berg", "Nordlys, Inc. (Research)")]
    [InlineData("Ana Berg (Office (North) - South)", "Ana Berg", "Office (North) - South")]
    [InlineData("Ana Berg", "Ana Berg", null)]
    [InlineData("Ana Berg ()", "Ana Berg", null)]
    [InlineData("Ana (the elder) Berg", "Ana (the elder) Berg", null)]
    [InlineData("“Ana Berg (Nordlys)”", "Ana Berg", "Nordlys")]
    public void A_person(string text, string name, string? organization) => Assert.Equal(new NamedPerson(name, organization), NamedPerson.Read(text).Value);

    [Fact]
    public void A_missing_parenthesis_is_reported_and_not_guessed() => Assert.All(["Ana (Nordlys", "Ana Nordlys)", "Ana )Nordlys("], text =>
        Assert.Equal(new NamedPersonReading.Unbalanced(text), NamedPerson.Read(text)));

    [Fact]
    public void A_person_without_a_name_is_reported() => Assert.All(["", "(Nordlys)"], text =>
        Assert.Equal(new NamedPersonReading.Nameless(text), NamedPerson.Read(text)));

    [Theory]
    [InlineData("Ana Berg (Nordlys, Inc.) as vice-chair", "Ana Berg", "Nordlys, Inc.", "vice-chair", null)]
    [InlineData("Ana Berg (Nordlys) as interested party class user", "Ana Berg", "Nordlys", "interested party", "user")]
    [InlineData("Ana Berg (Nordlys) class user as chair", "Ana Berg", "Nordlys", "chair", "user")]
    [InlineData("Ana Berg as member", "Ana Berg", null, "member", null)]
    [InlineData("Ana Berg", "Ana Berg", null, null, null)]
    public void A_roster_entry(string text, string name, string? organization, string? role, string? votes) =>
        Assert.Equal(new RosterEntry(name, organization, role, votes), RosterEntry.Read(text));

    [Fact]
    public void A_list_of_roster_entries_takes_the_clear_ones()
    {
        RosterReading roster = RosterEntry.ReadList("Ana (Nordlys) as chair, Bo (Dune) Falk (Hill) x, Cy Moor (Dune, Eli");
        Assert.Equal([new RosterEntry("Ana", "Nordlys", "chair")], roster.Entries);
        Assert.Equal(["Bo (Dune) Falk (Hill) x", "Cy Moor (Dune, Eli"], roster.Unclear);
    }

    [Fact]
    public void A_list_reads_back()
    {
        string[] people = ["Ana Berg (Nordlys, Inc. (Research))", "Bo", "Cy Moor (Hill and Sons)", "Dee (Dune; Sand)"];
        Gen.Int[0, 3].Array[1, 9].Sample(picks =>
        {
            string[] chosen = [.. picks.Select(pick => people[pick])];
            Assert.Equal(chosen, NameList.Read(string.Join(", ", chosen)).Names);
            Assert.Equal(chosen, NameList.Read(string.Join(" and ", chosen)).Names);
            Assert.All(chosen, person => Assert.Equal(person, NamedPerson.Read(person).Value!.ToString()));
        });
    }

    [Fact]
    public void No_text_makes_them_fail_and_nothing_is_lost() => Texts.Any.Sample(text =>
    {
        NameListReading list = NameList.Read(text);
        _ = RosterEntry.ReadList(text);
        _ = NamedPerson.Read(text);
        Assert.Equal(text.Count(c => c == '('), list.Names.Concat(list.Unbalanced).Sum(name => name.Count(c => c == '(')));
    }, iter: 20_000);
}
