using MeetingBot.Application;
using MeetingBot.Documents;

namespace MeetingBot.Tests;

/// <summary>A template that a group wrote runs in the bot's own process and may not harm it.</summary>
public class SandboxTests
{
    static readonly MinutesPrinter Printer = new();

    // Doubles a text for every round; fifty rounds would be a petabyte.
    const string Doubling = "{% assign s = 'xxxxxxxx' %}{% for i in (1..50) %}";

    [Theory]
    [InlineData("{% for a in (1..900) %}{% for b in (1..900) %}{% for c in (1..900) %}{% endfor %}{% endfor %}{% endfor %}", "too many steps")]
    [InlineData("{% for a in (1..900) %}{% for b in (1..900) %}{{ minutes.group }}{{ a }}{% endfor %}{% endfor %}", "too many steps")]
    [InlineData(Doubling + "{% assign s = s | append: s %}{% endfor %}", "too much text")]
    [InlineData(Doubling + "{% assign s = s | replace: 'x', s %}{% endfor %}", "too much text")]
    [InlineData(Doubling + "{% capture s %}{{ s }}{{ s }}{% endcapture %}{% endfor %}", "too much text")]
    [InlineData("{% assign s = 'a,b' | split: ',' %}{% for i in (1..50) %}{% assign s = s | concat: s %}{% endfor %}", "too much text")]
    [InlineData("{% assign s = 'a,b' | split: ',' %}{% for i in (1..15) %}{% assign s = s | concat: s %}{% endfor %}{{ s | join: minutes.group }}", "too much text")]
    [InlineData(Doubling + "{% if i < 15 %}{% assign s = s | append: s %}{% endif %}{{ s }}{% endfor %}", "too much text")]
    [InlineData("{{ 5 | divided_by: 0 }}", "divides by zero")]
    [InlineData("{{ 9999999999999999999 | times: 9999999999999999999 }}", "too large")]
    public void A_template_without_end_is_stopped_and_the_reason_told(string template, string reason)
    {
        Assert.Contains(reason, Printer.Check(template), StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<TemplateException>(() => Print(template)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_that_takes_too_long_is_stopped()
    {
        var budget = new Budget(long.MaxValue, 0, TimeSpan.FromMilliseconds(-1));
        var context = LiquidEngine.Context(Meetings.Complete, budget);

        var stopped = Assert.Throws<TemplateException>(() => UserTemplate.Render(context, "{% for i in (1..900) %}{{ i | plus: 1 }}{% endfor %}"));

        Assert.Contains("too long", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n\n{{ minutes.secrets }}", "line 3: there is no \"secrets\"")]
    [InlineData("the secrets\n{{ minutes.secrets }}", "line 2: there is no \"secrets\"")]
    [InlineData("{{ environment }}", "line 1: there is no \"environment\"")]
    [InlineData("{% for t in minutes.topics %}\n{{ t.tilte }}{% endfor %}", "line 2: there is no \"tilte\"")]
    [InlineData("\n{{ minutes.group | shout }}", "line 2: there is no filter \"shout\"")]
    [InlineData("\n{% if false %}\n{{ 'x' | raw }}{% endif %}", "line 3: there is no filter \"raw\"")]
    [InlineData("{% capture x %}{{ 'x' | escape }}{% endcapture %}", "line 1: there is no filter \"escape\"")]
    [InlineData("one\n{% if minutes.group %}\nnever closed", "line ")]
    [InlineData("{{ minutes.group", "line ")]
    [InlineData("\n\n{% include 'secrets' %}", "line 3: ")]
    [InlineData("{% render 'secrets' %}", "line 1: ")]
    [InlineData("{% layout 'secrets' %}", "line 1: ")]
    [InlineData("x\n{% for i in (1..1000000000) %}{% endfor %}", "line 2: a range must")]
    [InlineData("{% assign n = 99999999 %}{% for i in (1..n) %}{% endfor %}", "line 1: a range must")]
    public void What_is_wrong_is_told_with_its_line(string template, string expected) =>
        Assert.StartsWith(expected, Printer.Check(template), StringComparison.Ordinal);

    [Theory]
    [InlineData("{% if true %}", "{% endif %}", "nested")]
    [InlineData("{% for x in minutes.topics %}", "{% endfor %}", "nested")]
    [InlineData("{% unless true %}", "{% endunless %}", "nested")]
    [InlineData("{% capture x %}", "{% endcapture %}", "nested")]
    [InlineData("{%-if true%}", "{%endif-%}", "nested")]
    public void Nesting_that_would_exhaust_the_stack_is_refused(string open, string close, string reason) => Assert.Contains(
        reason, Printer.Check(string.Concat(Enumerable.Repeat(open, 1500)) + string.Concat(Enumerable.Repeat(close, 1500))), StringComparison.Ordinal);

    [Fact]
    public void Brackets_that_would_exhaust_the_stack_are_refused() =>
        Assert.Contains("brackets", Printer.Check("{{ " + string.Concat(Enumerable.Repeat("a[", 100)) + "1" + new string(']', 100) + " }}"), StringComparison.Ordinal);

    [Fact]
    public void Tags_and_templates_of_endless_length_are_refused()
    {
        Assert.Contains("a tag is longer", Printer.Check("{{ " + string.Concat(Enumerable.Repeat("a | upcase | ", 1000)) + "upcase }}"), StringComparison.Ordinal);
        Assert.Contains("longer than 64 KiB", Printer.Check(new string('x', 70_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_quotes_is_text_for_the_checks_too() => Assert.Null(Printer.Check("{{ minutes.group | truncate: 9, '...' }}{{ \"((((((((((((((\" }}"));

    [Fact]
    public void A_template_that_is_in_order_passes() => Assert.Null(Printer.Check(
        "{% for t in minutes.topics %}{% case t.kind %}{% when 'item' %}{{ t.title | upcase }}{% else %}{% cycle 'a', 'b' %}{% endcase %}{% endfor %}"));

    [Fact]
    public void What_does_not_exist_prints_as_nothing() => Assert.Equal("ab\n", Print("a{{ minutes.nothing.at.all }}b"));

    [Theory]
    [InlineData("{{ t }}")]
    [InlineData("{{ t | append: '' }}")]
    [InlineData("{{ t | upcase }}{{ t | downcase }}{{ t | capitalize }}")]
    [InlineData("{{ '' | append: t | prepend: t }}")]
    [InlineData("{{ t | split: ' ' | join: ' ' }}")]
    [InlineData("{{ t | split: ' ' }}")]
    [InlineData("{{ t | split: ' ' | first }}{{ t | split: ' ' | last }}{{ t | split: ' ' | reverse | uniq | sort | compact }}")]
    [InlineData("{{ t | replace: 'a', 'b' }}{{ 'a' | replace: 'a', t }}{{ t | remove: 'z' }}{{ t | truncate: 20 }}{{ t | truncatewords: 9 }}{{ t | slice: 0, 20 }}")]
    [InlineData("{{ nil | default: t }}{{ t | strip }}{{ t | date: '%Y' }}{{ 'now' | date: t }}")]
    [InlineData("{% cycle t %}{% cycle t: t %}{% echo t %}{% assign u = t %}{{ u }}{% capture v %}{{ t }}{% endcapture %}{{ v }}{{ v | append: t }}{{ v | strip }}")]
    [InlineData("{% capture v %}x{% endcapture %}{{ v | append: t }}{{ v | prepend: t }}{{ v | replace: 'x', t }}")]
    [InlineData("{{ t | short_name }}{{ t | ordinal_date }}{{ t | slugify }}{{ t | yaml }}{{ t | link: t }}{{ t | clock }}{{ t | list_names }}{{ t | sentence }}")]
    [InlineData("{{ minutes.regrets }}{{ minutes.regrets | join: ', ' }}{{ minutes.regrets | short_name }}{{ minutes }}{{ minutes.topics }}")]
    public void No_way_through_filters_and_tags_undoes_the_escaping(string way)
    {
        const string Attack = "x <script>alert(1)</script> <b>b</b> [x](javascript:x) ![i](https://a.example/i)";
        var minutes = Meetings.Saying(Attack) with { Regrets = [Attack] };

        foreach (var from in new[] { "minutes.topics[0].entries[0].text", "minutes.regrets[0]" })
        {
            var markdown = Printer.Print(minutes, MinutesFormat.Markdown, new MinutesTemplate("own", $"{{% assign t = {from} %}}{way}")).Text;
            Assert.Empty(Rendered.By(markdown).Leaks);
        }
    }

    [Fact]
    public void More_templates_than_are_kept_can_be_used()
    {
        for (var n = 0; n < 200; n++)
        {
            Assert.Equal($"{n}\n", Print($"{n}"));
        }
    }

    static string Print(string template) => Printer.Print(Meetings.Complete, MinutesFormat.Markdown, new MinutesTemplate("own", template)).Text;
}
