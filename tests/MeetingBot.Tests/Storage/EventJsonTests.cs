using System.Text;
using CsCheck;
using MeetingBot.Application;
using MeetingBot.Domain;
using MeetingBot.Storage;
using NodaTime;

namespace MeetingBot.Tests;

/// <summary>What stands on disk, and that it stays readable.</summary>
public sealed class EventJsonTests
{
    private static readonly EventJson Json = EventJson.Standard;

    [Fact]
    public void Every_event_and_follow_up_of_the_families_has_a_stored_name()
    {
        Assert.Equal(Specimen.FamilyOf(typeof(StreamEvent)), Json.Events.Types.OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.Equal(Specimen.FamilyOf(typeof(FollowUp)), Json.FollowUps.Types.OrderBy(type => type.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void Anything_that_can_happen_is_read_back_as_it_was() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        foreach (Type type in Json.Events.Types)
        {
            var made = (StreamEvent)new Specimen(random).Make(type);
            StoredForm form = Json.Write(made);
            Assert.True(Specimen.Same(made, Json.ReadEvent(form.Name, form.Json.Span)), Text(form));
        }

        foreach (Type type in Json.FollowUps.Types)
        {
            var made = (FollowUp)new Specimen(random).Make(type);
            StoredForm form = Json.Write(made);
            Assert.True(Specimen.Same(made, Json.ReadFollowUp(form.Name, form.Json.Span)), Text(form));
        }
    }, iter: 100);

    [Fact]
    public void A_point_is_read_back_as_it_was_whatever_was_said_and_whoever_said_it() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.String, Gen.Int[0, 3], Gen.Bool, Gen.Int.Nullable()).Sample((number, topic, text, who, continues, before) =>
        {
            string? speaker = new[] { null, "p1", "p\u00e9 \"x\"", "p5k2x9ahq3cb4" }[who];
            string said = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // half of a surrogate pair is no text
            var point = new EntryRecorded(number, topic, new Point(), said, speaker is null ? null : Named.Known(new PersonId(speaker)), continues, before);
            StoredForm form = Json.Write(point);
            Assert.Equal(point, Json.ReadEvent(form.Name, form.Json.Span));
        });

    [Theory]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","speaker":{"asTyped":"Bo"},"continues":false}""", "a", "Bo")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","speaker":{"id":"p1","asTyped":"Bo"},"continues":false}""", "a", "Bo")]
    [InlineData(""" { "number" : 1, "topic":0,"text":"b","matter":{"is":"point"}, "continues":false } """, "b", null)]
    public void A_point_that_is_written_otherwise_is_read_too(string json, string text, string? typed)
    {
        var point = Assert.IsType<EntryRecorded>(Json.ReadEvent("meeting.entry-recorded/1", Encoding.UTF8.GetBytes(json)));
        Assert.Equal((1, 0, text, typed), (point.Number, point.Topic, point.Text, point.Speaker?.AsTyped));
    }

    [Theory]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","continues":false}x""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","continues":false""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"continues":false}""")]
    [InlineData("""{"number":"1","topic":0,"matter":{"is":"point"},"text":"a","continues":false}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":5},"text":"a","continues":false}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"\ud800","continues":false}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","continues":false,"mood":"bad"}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point","mood":"bad"},"text":"a","continues":false}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","speaker":{"id":""},"continues":false}""")]
    [InlineData("""{"number":1,"topic":0,"matter":{"is":"point"},"text":"a","text":"b","continues":false}""")]
    public void A_point_that_says_more_or_less_than_the_program_knows_stops_the_read(string json) =>
        Assert.Throws<StoreException>(() => Json.ReadEvent("meeting.entry-recorded/1", Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Origins_and_directory_entries_are_read_back_as_they_were() => Gen.Int.Sample(seed =>
    {
        var specimen = new Specimen(new Random(seed));
        var origin = specimen.Make<Origin>();
        var card = specimen.Make<PersonCard>();
        Assert.Equal(origin, Json.ReadOrigin(Json.Write(origin)));
        Assert.Equal(card, Json.ReadPerson(Json.Write(card)));
    });

    [Fact]
    public void Canary_two_events_that_differ_deep_inside_are_not_the_same()
    {
        var plain = new Specimen(null).Make<MeetingCalled>();
        Assert.True(Specimen.Same(plain, new Specimen(null).Make<MeetingCalled>()));
        Member member = plain.Convocation.Roster[0];
        var changed = new MeetingCalled(plain.Convocation with { Roster = [member with { Affiliations = [member.Affiliations[0] with { Until = null }] }] });
        Assert.False(Specimen.Same(plain, changed));
    }

    [Fact]
    public void What_is_absent_is_not_written_and_empty_is_read_as_empty()
    {
        var member = new Member(new PersonId("p1"), Role.ViceChair, [], null);
        StoredForm form = Json.Write(new MemberAdded(member));
        Assert.Equal("""{"member":{"id":"p1","role":"vice-chair"}}""", Text(form));
        var read = (MemberAdded)Json.ReadEvent(form.Name, form.Json.Span);
        Assert.True(read.Member.Affiliations is { IsDefault: false, IsEmpty: true });
    }

    [Fact]
    public void A_default_array_is_written_as_an_empty_one()
    {
        StoredForm form = Json.Write(new EntriesMoved(1, default));
        Assert.Equal("""{"topic":1}""", Text(form));
    }

    [Fact]
    public void A_name_nobody_knows_stops_the_read_and_is_told()
    {
        var stop = Assert.Throws<StoreException>(() => Json.ReadEvent("meeting.teleported/1", "{}"u8));
        Assert.Contains("'meeting.teleported/1'", stop.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => Json.ReadFollowUp("meeting.called/1", "{}"u8));
    }

    [Theory]
    [InlineData("""{"topic":1,"entries":[2],"colour":"red"}""")]
    [InlineData("""{"topic":1,"topic":2}""")]
    [InlineData("""{"entries":[2]}""")]
    [InlineData("""{"topic":null}""")]
    [InlineData("""{"topic":1""")]
    [InlineData("null")]
    [InlineData("")]
    public void A_form_with_a_field_too_many_or_too_few_stops_the_read(string json)
    {
        var stop = Assert.Throws<StoreException>(() => Json.ReadEvent("meeting.entries-moved/1", Encoding.UTF8.GetBytes(json)));
        Assert.Contains("'meeting.entries-moved/1'", stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"p1","role":"emperor"}""")]
    [InlineData("""{"id":"p1","role":1}""")]
    [InlineData("""{"role":"chair"}""")]
    public void A_value_nobody_knows_stops_the_read(string member) =>
        Assert.Throws<StoreException>(() => Json.ReadEvent("group.member-added/1", Encoding.UTF8.GetBytes($$"""{"member":{{member}}}""")));

    [Fact]
    public void An_entry_of_a_kind_nobody_knows_stops_the_read() => Assert.Throws<StoreException>(() =>
        Json.ReadEvent("meeting.entry-recorded/1", """{"number":1,"topic":0,"matter":{"is":"dance"},"text":"x"}"""u8));

    [Fact]
    public void Half_a_character_does_not_stop_a_write()
    {
        StoredForm form = Json.Write(new EntryCorrected(1, "half \ud83d"));
        Assert.Equal("half \ufffd", ((EntryCorrected)Json.ReadEvent(form.Name, form.Json.Span)).Text);
    }

    [Fact]
    public void A_name_or_a_type_is_registered_once()
    {
        StoredNames<StreamEvent> names = new StoredNames<StreamEvent>().Add<Happened>("test.happened/1");
        Assert.Throws<ArgumentException>(() => names.Add<Turned>("test.happened/1"));
        Assert.Throws<ArgumentException>(() => names.Add<Happened>("test.happened/2"));
    }

    [Theory]
    [InlineData("Happened")]
    [InlineData("test.happened")]
    [InlineData("test.happened/0")]
    [InlineData("Test.Happened/1")]
    [InlineData("/1")]
    public void A_stored_name_has_a_family_and_a_version(string name) =>
        Assert.Throws<ArgumentException>(() => new StoredNames<StreamEvent>().Add<Happened>(name));

    [Fact]
    public void An_event_without_a_stored_name_is_not_written() =>
        Assert.Throws<InvalidOperationException>(() => Json.Write(new Happened("x")));

    private static string Text(StoredForm form) => Encoding.UTF8.GetString(form.Json.Span);
}
