using System.Collections.Immutable;
using MeetingBot.Domain;

namespace MeetingBot.Documents;

/// <summary>The public form of minutes: one line per member, in the order in which JSON prints them.</summary>
static class MinutesShapes
{
    static readonly Shape<MinutesAttendee> Attendee = new(
        ("name", a => a.Name),
        ("given", a => a.Given),
        ("organization", a => a.Organization),
        ("role", a => a.Role),
        ("class", a => a.Class),
        ("remote", a => a.Remote),
        ("guest", a => a.Guest),
        ("arrived", a => Iso.Of(a.Arrived)),
        ("left", a => Iso.Of(a.Left)),
        ("addedLater", a => a.AddedLater));

    static readonly Shape<MinutesQuorum> Quorum = new(
        ("present", q => q.Present),
        ("needed", q => q.Needed),
        ("reached", q => q.Reached));

    static readonly Shape<MinutesStatement> Statement = new(
        ("kind", s => s.Kind),
        ("by", s => s.By));

    static readonly Shape<MinutesEarlier> Earlier = new(
        ("date", e => Iso.Of(e.Date)),
        ("outcome", e => Words.Of(e.Outcome)),
        ("reason", e => Text(e.Reason)),
        ("edits", e => Text(e.Edits)),
        ("sent", e => Iso.Of(e.Sent)),
        ("number", e => e.Number));

    static readonly Shape<MinutesAgendaItem> AgendaItem = new(
        ("number", a => a.Number),
        ("title", a => Text(a.Title)),
        ("presenter", a => a.Presenter),
        ("minutes", a => a.Minutes),
        ("status", a => Words.Of(a.Status)));

    internal static readonly Shape<MinutesEntry> Entry = new(
        ("number", e => e.Number),
        ("kind", e => Words.Of(e.Kind)),
        ("speaker", e => e.Speaker),
        ("text", e => Text(e.Text)),
        ("continues", e => e.Continues),
        ("at", e => Iso.Of(e.At)),
        ("date", e => Iso.Of(e.Date)),
        ("reason", e => Text(e.Reason)),
        ("outcome", e => Words.Of(e.Outcome)),
        ("people", e => List(e.People)),
        ("due", e => Iso.Of(e.Due)),
        ("url", e => e.Url),
        ("nameUnclear", e => e.NameUnclear),
        ("registerNumber", e => e.RegisterNumber));

    static readonly Shape<MinutesTopic> Topic = new(
        ("number", t => t.Number),
        ("title", t => Text(t.Title)),
        ("kind", t => Words.Of(t.Kind)),
        ("entry", t => t.Entry),
        ("subtopics", t => List(Topic!, t.Subtopics)),
        ("entries", t => List(Entry, t.Entries)));

    static readonly Shape<MinutesResolution> Resolution = new(
        ("number", r => r.Number),
        ("text", r => Text(r.Text)),
        ("outcome", r => Words.Of(r.Outcome)),
        ("by", r => List(r.By)),
        ("context", r => Text(r.Context)),
        ("topic", r => Text(r.Topic)));

    static readonly Shape<MinutesAction> Action = new(
        ("number", a => a.Number),
        ("owner", a => a.Owner),
        ("owners", a => List(a.Owners)),
        ("text", a => Text(a.Text)),
        ("context", a => Text(a.Context)),
        ("due", a => Iso.Of(a.Due)),
        ("status", a => Words.Of(a.Status)),
        ("topic", a => Text(a.Topic)),
        ("since", a => Iso.Of(a.Since)));

    static readonly Shape<MinutesVote> Vote = new(
        ("voter", v => v.Voter),
        ("vote", v => Words.Of(v.Vote)));

    static readonly Shape<MinutesMotion> Motion = new(
        ("number", m => m.Number),
        ("text", m => Text(m.Text)),
        ("mover", m => m.Mover),
        ("seconder", m => m.Seconder),
        ("outcome", m => Words.Of(m.Outcome)),
        ("yes", m => m.Yes),
        ("no", m => m.No),
        ("abstain", m => m.Abstain),
        ("votes", m => List(Vote, m.Votes)),
        ("casting", m => m.Casting));

    static readonly Shape<MinutesLink> Link = new(
        ("url", l => l.Url),
        ("label", l => l.Label),
        ("topic", l => Text(l.Topic)));

    static readonly Shape<MinutesCancellation> Cancellation = new(
        ("date", c => Iso.Of(c.Date)),
        ("reason", c => Text(c.Reason)));

    static readonly Shape<MinutesNextMeeting> NextMeeting = new(
        ("date", n => Iso.Of(n.Date)),
        ("time", n => Iso.Of(n.Time)),
        ("timezone", n => n.Timezone),
        ("kind", n => Words.Of(n.Kind)));

    internal static readonly Shape<Minutes> Minutes = new(
        ("group", m => m.Group),
        ("slug", m => m.Slug),
        ("title", m => m.Title),
        ("kind", m => Words.Of(m.Kind)),
        ("date", m => Iso.Of(m.Date)),
        ("start", m => Iso.Of(m.Start)),
        ("end", m => Iso.Of(m.End)),
        ("timezone", m => m.Timezone),
        ("status", m => Words.Of(m.Status)),
        ("presider", m => m.Presider),
        ("chairs", m => List(m.Chairs)),
        ("scribes", m => List(m.Scribes)),
        ("publisher", m => m.Publisher),
        ("tags", m => List(m.Tags)),
        ("attendees", m => List(Attendee, m.Attendees)),
        ("regrets", m => List(m.Regrets)),
        ("quorum", m => One(Quorum, m.Quorum)),
        ("statement", m => One(Statement, m.Statement)),
        ("earlier", m => List(Earlier, m.Earlier)),
        ("agenda", m => List(AgendaItem, m.Agenda)),
        ("topics", m => List(Topic, m.Topics)),
        ("resolutions", m => List(Resolution, m.Resolutions)),
        ("actions", m => List(Action, m.Actions)),
        ("openActions", m => List(Action, m.OpenActions)),
        ("motions", m => List(Motion, m.Motions)),
        ("links", m => List(Link, m.Links)),
        ("cancelled", m => List(Cancellation, m.Cancelled)),
        ("carried", m => List(m.Carried)),
        ("nextMeeting", m => One(NextMeeting, m.NextMeeting)),
        ("adjourned", m => m.Adjourned),
        ("warnings", m => List(m.Warnings)));

    static Prose? Text(string? text) => text is null ? null : new Prose(text);

    internal static Items List(ImmutableArray<string> words) => new(null, words.IsDefault ? [] : words);

    internal static Items List<T>(Shape<T> shape, ImmutableArray<T> records) where T : class =>
        new(shape, records.IsDefault ? [] : ImmutableArray<object>.CastUp(records));

    static Item? One<T>(Shape<T> shape, T? record) where T : class => record is null ? null : new(shape, record);
}
