using CsCheck;

namespace MeetingBot.Tests;

/// <summary>Texts that try to become more than text, and how to make more of them.</summary>
static class Attacks
{
    internal static readonly TheoryData<string> Known =
    [
        "# heading", "###### deep", "#\theading", "Title\n=====", "Title\n---", "Title\n-", "> quote", ">> more", "***", "* * *", "___", "- - -", "---",
        "```\ncode\n```", "~~~ info\ncode\n~~~", "    indented", "a\n\n    indented", "\tindented",
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b>bold</b> b", "<!-- c -->", "<?php ?>", "<![CDATA[x]]>", "</div>", "a < b > c", "<3",
        "<https://evil.example>", "<mailto:a@b.example>", "<javascript:alert(1)>",
        "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))", "[x](data:text/html;base64,PHM+)", "[x](vbscript:x)",
        "[x](//evil.example)", "[x](/local)", "[x](<javascript:alert(1)>)", "[x]( https://a.example )", "[x](https://a.example \"title\")",
        "![x](https://a.example/x.png)", "![x][y]", "[x][y]\n\n[y]: javascript:alert(1)", "[y]: https://a.example", "[^1]: note", "a[^1]", "[x]", "[ ] task", "- [x] task",
        "&lt;script&gt;", "&#60;b&#62;", "&#x3c;b>", "&copy; &nbsp;", "AT&T", "a &amp; b",
        "| a | b |\n|---|---|\n| c | d |", "a | b\n--|--\nc | d", "+---+\n| a |\n+---+", ": definition", "Term\n: definition", "*[HTML]: text", "^^^\nfigure\n^^^", ":::\nbox\n:::",
        "~~gone~~", "~gone~", "H~2~O ~x~", "++ins++", "==mark==", "^up^",
        "---\ntitle: other\n---", "+++\ntitle = 1\n+++", "...\n---", "{{< shortcode >}}", "{{% x %}}", "{% include x %}", "{{ minutes.group }}", "{: .class}", "{{{%",
        "\\# heading", "\\*x\\*", "\\<b>", "C:\\temp\\*", "end\\", "a\\\nb", "*a", "a*", "**a", "_a", "a_", "`a", "``a`", "*a**", "**a*", "***a**",
        "*a\nb*", "**a\n\nb**", "`a\n\n# b`", "*a `b* c`", "[a `b](https://a.example) c`", "`[a`](https://a.example)", "*[a*](https://a.example)",
        "[a](https://a.example/`b) c`", "[a [b](https://a.example)](https://b.example)", "[a](https://a.example/(b)", "[](https://a.example)", "[a]()",
        "1) a\n3) b", "1. a\n1. b", "01. a", "1234567890. a", "1.", "-", "+", "- ", "-\n- ", "- - - a", "- # a", "- > a", "- ```\n  x\n  ```", "1. 1. a", "5. five\nsix",
        "text\n5. five", "- a\n\n      code", "- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n              - h",
        "https://a.example/*b*", "https://a.example/<b>", "https://a.example/a_b_c", "https://a.example/&lt;", "https://a.example/[x](y)", "javascript:alert(1)",
        "www.a.example/*b*", "see https://a.example/x.", "(https://a.example/x)", "*https://a.example/*", "mailto:a_b_@c.example", "http://", "xhttps://a.example/_b_",
        "a\u0000b", "a\u001bb", "a\u0085b", "a\u2028# b", "a\ud800b", "\ufffe", "a\r\n# b", "a\r# b", "\ufeff# a", "\u00a0# a", "\u200b# a",
    ];

    static readonly string[] Pieces =
    [
        "*", "**", "***", "_", "__", "`", "``", "```", "[", "]", "(", ")", "](", "](https://a.example)", "[a](https://a.example)", "](javascript:x)", "!", "<", ">", "<b>", "</b>",
        "&", "&lt;", "&#60;", ";", "#", "# ", "- ", "+ ", "* ", "1. ", "2. ", "1) ", "9", ".", ")", "> ", "---", "===", "~~", "~", "|", "|-|", "\\", "\\\\", "{", "{{", "%}", ":", ": ",
        "\n", "\n\n", "\n  ", "\n    ", "\n      ", " ", "  ", "\t", "    ", "a", "b", "é", "x1", "https://a.example/", "http://a.example/a_b*c", "mailto:a@b.example", "^", "[^1]", "[x]", "=",
        "\"", "'", "’", "-", "+", "\r\n", "\u2028", "\ud83d\ude00",
    ];

    internal static readonly Gen<string> Texts = Gen.Int[0, Pieces.Length - 1].Select(at => Pieces[at]).Array[1, 14].Select(string.Concat);

    /// <summary>The letters and digits of a text in their order: what no markup may swallow.</summary>
    internal static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
