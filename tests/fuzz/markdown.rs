//! Texts: Markdown, emphasis next to Hangul, links to terms.

use pulldown_cmark::{Event, Options, Parser, TagEnd};
use unicode_normalization::UnicodeNormalization as _;

use super::engine::{Seen, Verdict};
use super::html::{self, Piece};
use super::output;
use super::site::{SETTINGS, Site};

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "콜로서스", "콜로서스는", "피지컬 AI", "피지컬AI가", "xAI의", "데이터 센터", "colossi", "Colossus", "은(는)", "에서도", "이라고", "들", "님", "씨",
    "*", "**", "***", "_", "__", "~", "~~", "`", "``", "**글**", "**\"AI\"**는", "*글*", "~~글~~", "\\", "\\*", "\\[", "# ", "## ", "###### ",
    "## 제목 {#id}\n", "{#id}", "{#콜}", "{.wide}", " {", "}", "===\n", "---\n", "***\n", "- ", "* ", "+ ", "1. ", "9999999999. ", "> ", ">", "- [ ] ", "- [x] ",
    "> [!NOTE]\n", "> [!x]\n", "    ", "```\n", "```rust\n", "```a\"b\n", "~~~\n", "| a | b |\n|---|:-:|\n", "|", "| ", "|---|\n", "\\|", ": 뜻\n", ":::note\n", ":::\n",
    "[", "]", "(", ")", "![", "](", "](../t.ko.md)", "](https://a.kr)", "](<a b>)", "](#id)", "](javascript:x)", "](/a/)", "](x \"제목\")", "![그림](pic.svg)", "![그림](pic.svg \"글\")\n",
    "[글](../t.ko.md)", "[글](https://a.kr/?a=b&c#d)", "[a]: https://b.kr\n", "[a]", "[a][b]", "[[x]]", "[[x|글]]", "[[!콜로서스]]", "[[", "]]", "[[!", "[[x|",
    "[^a]", "[^a]: 주\n", "[^b]: 주\n\n    둘\n", "^[", "<https://a.kr>", "<a@b.kr>", "https://a.kr/글를", "www.a.kr", "a@b.kr", "<b>", "</b>", "<!--", "-->",
    "<br/>", "<a href=\"x\">", "</a>", "<?", "?>", "<![CDATA[", "]]>", "&amp;", "&lt;", "&#0;", "&#x1f;", "&#xe000;", "&nbsp;", "&nosuch;", "&", "<", ">", "\"", "'",
    "“", "”", "「", "」", "(", "（", "）", "、", "。", "!", ",", ".", "…", "·", "-", "–", "$", "$$", "$x$", "[@a]", "한", "글", "가나다", "漢字", "かな", "カ", "é", "Ω", "١", "ﷺ", "🇰🇷",
    "\n", "\n\n", "  \n", "\\\n", "\u{2029}", "\u{e000}", "\u{2801}", "\u{fe0f}", "\u{200b}", "\u{200d}", "\u{1112}\u{1161}\u{11ab}",
];

/// The names of the terms, folded as [`folded`] does. A term links in each of its forms.
const NAMES: [&str; 8] = [
    "콜로서스",
    "colossus",
    "피지컬ai",
    "physicalai",
    "xai",
    "엑스에이아이",
    "데이터센터",
    "datacenter",
];

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let Ok(body) = std::str::from_utf8(input) else {
        return Ok(());
    };
    let site = site(body, "prose");
    // One input in four, by its length.
    if body.len() % 4 == 0 {
        for kind in ["faq", "comparison", "timeline"] {
            check_site(&self::site(body, kind), seen)?;
        }
    }
    check_site(&site, seen)?;
    if site.has_errors() {
        return Ok(());
    }
    let page = site.text("ko/t/index.html")?;
    // As the program read it.
    let read = body.replace("\r\n", "\n");
    check_marks(&read, page)?;
    check_letters(&read, page)?;
    check_emphasis(&read, page)?;
    if !body.contains('[') {
        check_names(page, seen)?;
    }
    if body.len() % 8 == 0 {
        check_same_bytes(body, &site)?;
    }
    Ok(())
}

fn site(body: &str, kind: &str) -> Site {
    let text = |head: &str| format!("---\n{head}\n---\n{body}\n");
    let files = [
        (
            "site.toml",
            format!("{SETTINGS}[glossary]\nlink = \"every\"\n"),
        ),
        ("templates/page.html", "{{ text.html | safe }}".to_owned()),
        ("content/index.ko.md", text("title: 처음")),
        // No input begins with this title, which would be left out of its text.
        ("content/t.ko.md", text("title: 퍼즈의 글")),
        (
            "content/pic.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='9'/>".to_owned(),
        ),
        (
            "content/a/index.ko.md",
            "---\ntitle: 해설\ndate: 2026-01-02\n---\n콜로서스는 앞글에도 있다.\n".to_owned(),
        ),
        (
            "content/a/pic.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>".to_owned(),
        ),
        (
            "content/a/1-s.ko.md",
            text(&format!("title: 부분\nkind: {kind}")),
        ),
        (
            "content/a/1-s.en.md",
            "---\ntitle: Part\n---\nColossus and data centers.\n".to_owned(),
        ),
        (
            "content/glossary/x.ko.md",
            text(
                "title: xAI\nsummary: 회사다.\nreading: 엑스에이아이\naliases: [엑스에이아이]\nnot: [콜로서스xAI]",
            ),
        ),
        (
            "content/glossary/c.ko.md",
            "---\ntitle: 콜로서스\nsummary: 기계다.\n---\n".to_owned(),
        ),
        (
            "content/glossary/c.en.md",
            "---\ntitle: Colossus\nsummary: A machine.\n---\n".to_owned(),
        ),
        (
            "content/glossary/p.ko.md",
            "---\ntitle: 피지컬 AI\nsummary: 몸이다.\naliases: [Physical AI]\n---\n".to_owned(),
        ),
        (
            "content/glossary/d.ko.md",
            "---\ntitle: 데이터 센터\nsummary: 집이다.\naliases: [data center]\n---\n".to_owned(),
        ),
    ];
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    Site::build(&files)
}

fn check_site(site: &Site, seen: &mut Seen) -> Verdict {
    site.check_findings(seen)?;
    if site.has_errors() {
        Ok(())
    } else {
        output::check(site, seen)
    }
}

/// The marks of the emphasis pass are in no output: what is there of their kinds is the author's. A reference (`&#xE000;`)
/// writes some, too.
fn check_marks(body: &str, page: &str) -> Verdict {
    let mark = |c: &char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{2801}'..='\u{28ff}');
    match page.chars().filter(mark).find(|c| !body.contains(*c)) {
        Some(c) if !body.contains("&#") => Err(format!("{c:?} comes from nowhere: {page}")),
        _ => Ok(()),
    }
}

/// The author's letters come out, and in order, where nothing of Markdown may swallow or move some.
fn check_letters(body: &str, page: &str) -> Verdict {
    if body.contains(['<', '[', '&', '{', '|', '`', '~', '\\', '$']) || body.contains(":::") {
        return Ok(());
    }
    // Decomposed: two letters may have become one on the way, or between tags that are not there in the text.
    let letters = |text: &str| text.nfd().filter(|c| c.is_alphabetic()).collect::<String>();
    let (wanted, found) = (letters(body), letters(&html::text(page)?));
    if wanted == found {
        Ok(())
    } else {
        Err(format!("letters are lost: {wanted:?} is {found:?}"))
    }
}

/// Emphasis is CommonMark's where no letter of Chinese, Japanese or Korean is next to a delimiter.
fn check_emphasis(body: &str, page: &str) -> Verdict {
    // What is not looked at, as it is ours: links, notes, references, HTML, attributes, containers, formulas.
    if body.contains(['<', '[', '&', '{', '$', '\r'])
        || body.contains(":::")
        // The title of code.
        || body.contains("title")
        || !body.chars().all(is_western)
    {
        return Ok(());
    }
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_FOOTNOTES;
    let mut wanted = String::new();
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(tag) => wanted.extend(mark(&tag.to_end()).map(|mark| format!("<{mark}>"))),
            Event::End(tag) => wanted.extend(mark(&tag).map(|mark| format!("</{mark}>"))),
            Event::Text(text) | Event::Code(text) => {
                wanted.extend(text.chars().filter(|c| !c.is_whitespace()));
            }
            _ => {}
        }
    }
    let found = emphasis(page)?;
    if wanted == found {
        Ok(())
    } else {
        Err(format!(
            "not CommonMark's emphasis: {found:?}, not {wanted:?}"
        ))
    }
}

/// The element of a kind of emphasis.
fn mark(tag: &TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        TagEnd::Strikethrough => Some("del"),
        _ => None,
    }
}

/// Whether a character is far from any that the emphasis pass looks for.
fn is_western(c: char) -> bool {
    matches!(c, '\n' | ' '..='\u{2ff}' | '\u{370}'..='\u{589}' | '\u{2010}'..='\u{2027}')
}

/// The text of some HTML without spaces, with its emphasis.
fn emphasis(html: &str) -> Result<String, String> {
    let mut out = String::new();
    for piece in html::pieces(html)? {
        match piece {
            Piece::Start(name @ ("em" | "strong" | "del"), _) => out.extend(["<", name, ">"]),
            Piece::End(name @ ("em" | "strong" | "del")) => out.extend(["</", name, ">"]),
            Piece::Text(text) => {
                out.extend(html::decode(text).chars().filter(|c| !c.is_whitespace()));
            }
            _ => {}
        }
    }
    Ok(out)
}

/// A link to a term holds its name and nothing else.
fn check_names(page: &str, seen: &mut Seen) -> Verdict {
    for link in page.split("<a class=\"term\" ").skip(1) {
        let (_, rest) = link.split_once('>').ok_or("an open link")?;
        let (name, after) = rest.split_once("</a>").ok_or("an open link")?;
        let name = folded(&html::text(name)?);
        seen.note((name.as_str(), after.chars().next()));
        let plural = name
            .strip_suffix('s')
            .map(|one| one.strip_suffix('e').unwrap_or(one));
        if !NAMES.contains(&&*name)
            && !plural.is_some_and(|one| NAMES.contains(&one))
            && name != "colossuses"
        {
            return Err(format!("{name} is nobody's name: {page}"));
        }
    }
    Ok(())
}

/// A name without what may vary in it.
fn folded(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{2011}'))
        .collect()
}

/// One thread makes the same bytes as many.
fn check_same_bytes(body: &str, site: &Site) -> Verdict {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .map_err(|e| e.to_string())?;
    let again = pool.install(|| self::site(body, "prose"));
    if again.files == site.files && again.diagnostics == site.diagnostics {
        Ok(())
    } else {
        Err("another build, other bytes".into())
    }
}
