//! What an author writes as data: front matter and `site.toml`.

use super::engine::{Seen, Verdict};
use super::output;
use super::site::{SETTINGS, Site};

#[rustfmt::skip]
pub const YAML: &[&str] = &[
    "---\n", "--- ", "...\n", "title: 글\n", "title:", "summary: 뜻이다.\n", "description: >\n  긴\n  글\n", "draft: true\n", "search: false\n",
    "original: en\n", "date: 2026-02-30\n", "date: 2026-01-02\n", "updated: 2026-01-03\n", "authors: [가, 나]\n",
    "sources:\n  - title: 글\n    url: https://a.kr\n", "  - id: a\n", "weight: 1\n", "kind: faq\n", "kind: comparison\n", "glossary: false\n",
    "aliases: [글, xAI]\n", "category: 말\n", "related: [x]\n", "reading: 엑스\n", "sort_as: 가\n", "match: auto\n", "match: manual\n", "not: [글쓰기]\n",
    "avoid: [글월]\n", "case_sensitive: true\n", "moved_from: [old]\n", "image: a.png\n", "math: true\n", "as_of: 2026-01-01\n", ": ", ":\n", "? ",
    "- ", "  ", "\t", "[", "]", "{", "}", ", ", "&a ", "*a", "*a ", "<<: *a\n", "!!str ", "!!binary ", "!x ", "|\n", ">-\n", "|2+\n", "\"", "'",
    "\\u0007", "\\x00", "\\", "#", " # ", "%YAML 1.1\n", "%TAG ! x\n", "@", "`", "null", "~", "true", "yes", "0x1f", "0o7", "1e400", ".nan", ".inf",
    "-0", "1_000", "2026-01-02T03:04:05Z", "</script>", "]]>", "<b>", "&amp;", "\"><x>", "a: &a [*a]\n", "b: *b\n", "[[[[[[[[", "{a: {a: {a: ",
    "- - - - ",
];

#[rustfmt::skip]
pub const TOML: &[&str] = &[
    "base_url = \"https://name.github.io/site/\"\n", "base_url = ", "default_language = \"ko\"\n", "title = { ko = \"시험\" }\n", "title = \"시험\"\n",
    "description = { ko = \"글\", en = \"T\" }\n", "author = { name = \"가\", url = \"https://a.kr\" }\n", "[languages.ko]\n", "[languages.en]\n",
    "[languages.ja]\n", "[languages.\"k o\"]\n", "name = \"한국어\"\n", "[glossary]\n", "link = \"every\"\n", "link = \"none\"\n", "[home]\n",
    "latest = 1\n", "latest = -1\n", "[search]\n", "enabled = false\n", "[markdown]\n", "raw_html = true\n", "[check]\n", "allow = [\"x\"]\n",
    "[theme]\n", "accent = \"#8a3b12\"\n", "[[nav]]\n", "label = { ko = \"글\", en = \"T\" }\n", "page = \"t\"\n", "[verify]\n", "google = \"a\"\n",
    "[cards]\n", "[images]\n", "[parallel]\n", "[", "]", "[[", "]]", "{", "}", "=", " = ", ".", ",", "\"", "'", "\"\"\"", "'''", "\\", "\\u0007",
    "\\U0010ffff", "\\ud800", "#", "\n", "1979-05-27", "07:32:00", "0x1f", "1_0", "1e400", "inf", "nan", "-0", "9223372036854775808", "true",
    "a.b.c = 1\n", "a = [[[[[[[[\n", "a = {b={b={b=", "</script>", "]]>", "<b>", "\"><x>", "https://", "javascript:x", "file:///",
    "https://a:b@c.kr:99999/?q#f", "ftp://a", "://", "//", "..", "%2f", "한글.kr",
];

/// The same bytes as the file of every kind that has front matter.
pub fn front_matter(input: &[u8], seen: &mut Seen) -> Verdict {
    check(
        &Site::build(&[
            ("site.toml", SETTINGS.as_bytes()),
            ("content/index.ko.md", input),
            ("content/t.en.md", input),
            ("content/a/index.ko.md", input),
            ("content/a/1-s.ko.md", input),
            ("content/glossary/index.ko.md", input),
            ("content/glossary/x.ko.md", input),
        ]),
        seen,
    )?;
    // All of them are rarely good at once: a section's `kind` is nothing that a page may have.
    let alone = [
        "content/t.ko.md",
        "content/a/index.ko.md",
        "content/glossary/x.en.md",
    ];
    let (home, path) = (b"---\ntitle: x\n---\n", alone[input.len() % alone.len()]);
    let files: [(&str, &[u8]); 3] = [
        ("site.toml", SETTINGS.as_bytes()),
        ("content/index.ko.md", home),
        (path, input),
    ];
    check(&Site::build(&files), seen)
}

pub fn site_toml(input: &[u8], seen: &mut Seen) -> Verdict {
    let page = b"---\ntitle: \xea\xb8\x80\n---\n\xea\xb8\x80\n";
    check(
        &Site::build(&[
            ("site.toml", input),
            ("content/index.ko.md", page),
            ("content/t.ko.md", page),
            ("content/a/index.ko.md", page),
        ]),
        seen,
    )
}

fn check(site: &Site, seen: &mut Seen) -> Verdict {
    site.check_findings(seen)?;
    if site.has_errors() {
        Ok(())
    } else {
        output::check(site, seen)
    }
}
