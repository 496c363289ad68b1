//! An author's own HTML: text where it is off, passed through where it is on.

use super::engine::{Seen, Verdict};
use super::html::{self, Piece};
use super::output;
use super::site::{SETTINGS, Site};

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "<", ">", "</", "/>", "<!", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!---->", "<!doctype html>", "<![CDATA[", "]]>", "<?", "?>", "<?xml ?>", "<!x>", "</ >", "</>", "<a", "<a>", "<a href=\"x\">", "<a href='../t.ko.md'>", "<a href=x>", "</a>",
    "<div>", "</div>", "<div", "<p>", "</p>", "<b>", "</b>", "<i>", "<em>", "</em>", "<span class=\"x\">", "</span>", "<br>", "<hr/>", "<img src=pic.svg>", "<img src=\"pic.svg\" alt=\"글\" srcset=\"pic.svg 2x, pic.svg 3x\">", "<video poster=pic.svg src=x>",
    "<script>", "</script>", "</script", "<script><!--<script>", "<style>", "</style>", "<textarea>", "</textarea>", "<title>", "</title>", "<xmp>", "</xmp>", "<iframe>", "</iframe>", "<noembed>", "<noframes>", "<noscript>", "</noscript>", "<plaintext>",
    "<template>", "</template>", "<svg>", "</svg>", "<math>", "</math>", "<select><option>", "<table><tr><td>", "</table>", "<main>", "</main>", "</body>", "</html>", "<footer>", "<base href=x>", "<meta http-equiv=refresh>", "<form><form>", "<details><summary>", "<h2 id=\"x\">", "</h2>",
    " id=\"x\"", " id=x", " id='콜'", " ID=y", " onclick=\"x\"", " href=\"javascript:x\"", " href=\"&#106;avascript:x\"", " style=x", " a=b", " =", "=\"", "='", "\"", "'", "`", "/", "&lt;", "&amp", "&#60;", "&#x3c", "<DIV>", "<ScRiPt>", "<x-y>", "<a:b>", "<가>",
    "콜로서스", "콜로서스는 ", "[[x]]", "**글**", "`<b>`", "    <b>", "> ", "- ", "| a | b |\n|---|---|\n", "```html\n", "```\n", "[글](https://a.kr)", "![그림](pic.svg)", "\n", "\n\n", "\t", " ", "\0", "\u{c}", "\u{2029}",
];

/// Elements and attributes that Markdown may make.
#[rustfmt::skip]
const OURS: &[&str] = &[
    "p", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "code", "pre", "a", "img", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "div", "span", "sup", "table", "thead", "tbody", "tr", "th", "td",
    "figure", "figcaption", "input", "section", "button",
];
#[rustfmt::skip]
const OUR_ATTRIBUTES: &[&str] = &[
    "id", "class", "href", "title", "src", "alt", "width", "height", "loading", "decoding", "start", "scope", "type", "disabled", "checked", "role", "tabindex", "hreflang", "lang", "srcset", "sizes",
];

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let off = site(input, false);
    off.check_findings(seen)?;
    if !off.has_errors() {
        output::check(&off, seen)?;
        check_ours(off.text("ko/t/index.html")?)?;
    }
    let on = site(input, true);
    on.check_findings(seen)?;
    // In SVG and MathML other tags begin text than in HTML, which takes a tree to know; the tests in Chromium have that.
    let text = String::from_utf8_lossy(input).to_ascii_lowercase();
    let foreign = text.contains("<svg") || text.contains("<math");
    if !on.has_errors() && !foreign {
        check_end(on.text("ko/a/index.html")?)?;
    }
    on.check_built(seen)
}

/// Where nothing is said of an author's HTML, what comes after it on the page is there.
fn check_end(page: &str) -> Verdict {
    let tags = html::live_tags(page);
    let end = ["/main", "footer", "/footer", "/body", "/html"];
    let mut last: Vec<_> = tags
        .iter()
        .rev()
        .filter(|tag| end.contains(&tag.as_str()))
        .take(end.len())
        .collect();
    last.reverse();
    if last == end {
        Ok(())
    } else {
        Err(format!("the text swallows the end of its page: {last:?}"))
    }
}

fn site(body: &[u8], raw_html: bool) -> Site {
    let settings = SETTINGS.replace("raw_html = false", &format!("raw_html = {raw_html}"));
    let text = |head: &str| [format!("---\ntitle: 글\n{head}---\n").as_bytes(), body].concat();
    let (page, explainer) = (text(""), text("date: 2026-01-02\n"));
    Site::build(&[
        ("site.toml", settings.as_bytes()),
        ("templates/page.html", b"{{ text.html | safe }}"),
        ("content/index.ko.md", b"---\ntitle: x\n---\n"),
        ("content/t.ko.md", &page),
        ("content/pic.svg", b"<svg/>"),
        ("content/a/index.ko.md", &explainer),
        ("content/a/1-s.ko.md", &page),
        ("content/a/pic.svg", b"<svg/>"),
        (
            "content/glossary/x.ko.md",
            "---\ntitle: 콜로서스\nsummary: 기계다.\n---\n".as_bytes(),
        ),
    ])
}

/// Every element of a text is one that Markdown makes, and nothing in it runs.
fn check_ours(page: &str) -> Verdict {
    for piece in html::pieces(page)? {
        let Piece::Start(name, attributes) = piece else {
            if piece == Piece::Other {
                return Err(format!("a comment: {page}"));
            }
            continue;
        };
        let ours = |attribute: &str| {
            OUR_ATTRIBUTES.contains(&attribute)
                || attribute.starts_with("data-")
                || attribute.starts_with("aria-")
        };
        if !OURS.contains(&name) || !attributes.iter().all(|(attribute, _)| ours(attribute)) {
            return Err(format!("<{name} {attributes:?}> is not ours: {page}"));
        }
        let address = attributes
            .iter()
            .find(|(attribute, _)| matches!(*attribute, "href" | "src"));
        if let Some((_, address)) =
            address.filter(|(_, a)| a.trim_start().to_lowercase().starts_with("javascript:"))
        {
            return Err(format!("{address} runs: {page}"));
        }
    }
    Ok(())
}
