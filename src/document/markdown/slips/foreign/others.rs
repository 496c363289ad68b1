//! Marks of Obsidian, AsciiDoc, reStructuredText, MkDocs, MDX and Tistory.

use std::ops::Range;

use memchr::{memchr_iter, memchr2_iter, memrchr};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::Slips;
use super::Found;
use crate::base::diag::Message;
use crate::lang::message::message;

/// What is written, and what to write.
struct Wrong {
    /// The first byte, in the line.
    at: usize,
    len: usize,
    remedy: Message,
}

/// What begins a paragraph or a heading, and what ends one.
pub(super) fn find(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Paragraph | Tag::Heading { .. })) {
            continue;
        }
        let block = &slips.source[range.clone()];
        let first = block.lines().next().unwrap_or("").trim_end();
        let wrong = heading(first)
            .or_else(|| image(first))
            .or_else(|| listing(block, first))
            .or_else(|| directive(first))
            .or_else(|| comment(first))
            .or_else(|| picture(first))
            .or_else(|| block_id(block.trim_end()));
        let Some(wrong) = wrong.filter(|w| !slips.is_verbatim(range.start + w.at)) else {
            continue;
        };
        let start = range.start + wrong.at;
        let written = &slips.source[start..start + wrong.len];
        found.push((start..start + wrong.len, shown(written), wrong.remedy));
    }
    found.extend(expressions(slips));
    found.extend(links(slips));
    found.extend(sizes(slips));
    found.extend(elements(slips));
    found.extend(private(slips));
    found.extend(citations(slips));
    found
}

/// `<div className="a">`, `<img src={a} />`, `<o:p>`: HTML as React and Word have it.
fn elements(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for range in html(slips) {
        let html = &slips.source[range.clone()];
        for (written, right) in [(" className=", "class="), (" htmlFor=", "for=")] {
            if let Some(at) = html.find(written) {
                let span = range.start + at + 1..range.start + at + written.len();
                found.push((span.clone(), unread(&slips.source[span]), write(right)));
            }
        }
    }
    // To Markdown a value in braces is text if it has quotes in it, and so is a name with a colon.
    let text = memchr_iter(b'<', slips.source.as_bytes());
    let mut starts: Vec<_> = text.filter(|at| !slips.is_verbatim(*at)).collect();
    starts.extend(html(slips).flat_map(|range| {
        let inside = memchr_iter(b'<', slips.source[range.clone()].as_bytes());
        inside.map(move |at| range.start + at)
    }));
    for at in starts {
        let line = slips.line(at);
        let rest = &slips.source[at..line.end];
        let Some(len) = rest.find('>') else {
            continue;
        };
        let tag = &rest[..len + 1];
        if tag.starts_with("<o:") {
            let remedy = message!(
                "여는 태그와 닫는 태그를 지우세요",
                "delete the start tag and the end tag"
            );
            found.push((at..at + tag.len(), unread(tag), remedy));
        } else if tag[1..].starts_with(|c: char| c.is_ascii_alphabetic())
            && let Some(sign) = tag.find("={")
        {
            let name = tag[..sign].rfind(' ').map_or(sign, |i| i + 1);
            let end = tag[sign..].find('}').map_or(sign + 2, |i| sign + i + 1);
            let right = write(&format!("{}=\"…\"", &tag[name..sign]));
            found.push((at + name..at + end, unread(&tag[name..end]), right));
        }
    }
    found
}

/// `[@ kim]`, `[@kim` without its end: a source that is not cited.
fn citations(slips: &Slips<'_, '_>) -> Vec<Found> {
    let found = slips.find("[@").into_iter().filter_map(|at| {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let inner = rest.trim_start();
        let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
        let id = &inner[..inner.find(|c| !is_id(c)).unwrap_or(inner.len())];
        let after = inner[id.len()..].trim_start();
        let spaced = inner.len() < rest.len() && after.starts_with(']');
        let open = !rest.contains(']');
        let len = rest.len() - inner.len() + id.len();
        let end = at + 2 + if spaced { rest.find(']')? + 1 } else { len };
        (!id.is_empty() && (spaced || open)).then(|| {
            let message = message!(
                "출처 표기로 읽히지 않아 글자 그대로 보입니다",
                "this is not read as a citation and is shown as it is"
            );
            (at..end, message, write(&format!("[@{id}]")))
        })
    });
    found.collect()
}

/// Where HTML is.
fn html<'s>(slips: &'s Slips<'_, '_>) -> impl Iterator<Item = Range<usize>> + 's {
    let html = |event: &Event<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    let events = slips.events.iter().filter(move |(event, _)| html(event));
    events.map(|(_, range)| range.clone())
}

fn unread(written: &str) -> Message {
    message!(
        "`{written}`(은/는) HTML이 아니라서 읽히지 않습니다",
        "`{written}` is not HTML, so it has no effect"
    )
}

/// Characters that only a word processor has a picture for: bullets of Hangul and Word.
fn private(slips: &Slips<'_, '_>) -> Vec<Found> {
    let is_private = |c: char| ('\u{e000}'..='\u{f8ff}').contains(&c);
    // In UTF-8 they begin with one of two bytes that Hangul does not begin with.
    let mut begun = memchr2_iter(0xee, 0xef, slips.source.as_bytes());
    let first = begun.find(|at| slips.source[*at..].starts_with(is_private));
    let found = first.filter(|at| !slips.is_verbatim(*at)).map(|at| {
        let len = slips.source[at..].chars().next().map_or(1, char::len_utf8);
        (
            at..at + len,
            message!(
                "한글이나 워드에만 있는 글자라 독자에게는 빈 네모로 보입니다",
                "only a word processor has a picture for this character: readers see an empty box"
            ),
            message!(
                "지우세요. 글머리표라면 줄마다 `- `로 적습니다",
                "delete it; if it is a bullet, begin each line with `- `"
            ),
        )
    });
    found.into_iter().collect()
}

fn shown(written: &str) -> Message {
    let short: String = written.chars().take(30).collect();
    let more = if short.len() < written.len() {
        "…"
    } else {
        ""
    };
    message!(
        "`{short}{more}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
        "`{short}{more}` belongs to another tool and is shown as it is"
    )
}

fn write(corrected: &str) -> Message {
    message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`")
}

fn whole(first: &str, remedy: Message) -> Option<Wrong> {
    let (at, len) = (0, first.len());
    Some(Wrong { at, len, remedy })
}

/// `== Title`.
fn heading(first: &str) -> Option<Wrong> {
    let title = first.trim_start_matches('=');
    let level = first.len() - title.len();
    let title = title.strip_prefix(' ')?.trim();
    // A formula goes on after its sign, and is no line by itself.
    let is_title = (1..=6).contains(&level) && title.starts_with(char::is_alphabetic);
    let marks = "#".repeat(level);
    is_title.then(|| whole(first, write(&format!("{marks} {title}"))))?
}

/// `image::a.png[text]`.
fn image(first: &str) -> Option<Wrong> {
    let rest = first.strip_prefix("image::")?;
    let (file, text) = rest.strip_suffix(']')?.split_once('[')?;
    whole(first, write(&format!("![{text}]({file})")))
}

/// `[source,java]` above `----`.
fn listing(block: &str, first: &str) -> Option<Wrong> {
    let rest = first.strip_prefix("[source")?.strip_suffix(']')?;
    let language = rest.trim_start_matches(',').trim();
    let ruled = block.lines().nth(1).is_some_and(|l| l.starts_with("----"));
    let remedy = message!(
        "코드의 위아래를 ```{language} 줄과 ``` 줄로 감싸고, `----` 줄은 지우세요",
        "put a line ```{language} above the code and ``` below it, and delete the lines `----`"
    );
    ruled.then(|| whole(first, remedy))?
}

/// `.. note::`, `!!! note "Title"`.
fn directive(first: &str) -> Option<Wrong> {
    let restructured = first.strip_prefix(".. ").filter(|d| d.contains("::"));
    let name = restructured.or_else(|| first.strip_prefix("!!! "))?;
    let is_word = |c: char| c.is_ascii_alphabetic() || c == '-';
    let len = name.len() - name.trim_start_matches(is_word).len();
    let remedy = message!(
        "알림이면 이 줄을 `:::note`로 바꾸고, 글은 줄 앞의 빈칸을 지우고, 그 아래에 `:::` 줄을 적으세요. 그림이면 `![설명](파일)`로 적습니다",
        "for an alert make this line `:::note`, delete the spaces before its text, and put a line `:::` below; for an image write `![text](file)`"
    );
    (len > 0).then(|| whole(first, remedy))?
}

/// `%%memo%%`.
fn comment(first: &str) -> Option<Wrong> {
    let len = first.strip_prefix("%%")?.find("%%")?;
    let text = first[2..2 + len].trim();
    (!text.is_empty()).then(|| Wrong {
        at: 0,
        len: len + 4,
        remedy: message!(
            "지우거나, 독자에게 보이지 않는 메모로 `<!-- {text} -->`처럼 적으세요",
            "delete it, or write `<!-- {text} -->`, which readers do not see"
        ),
    })
}

/// `[##_Image|…_##]`.
fn picture(first: &str) -> Option<Wrong> {
    if !(first.starts_with("[##_") && first.contains("_##]")) {
        return None;
    }
    let remedy = message!(
        "그림을 내려받아 글 옆에 두고 `![설명](파일)`로 적으세요",
        "save the image beside the text and write `![what it shows](file)`"
    );
    whole(first, remedy)
}

/// `… ^a1b2c3` at the end.
fn block_id(block: &str) -> Option<Wrong> {
    let at = memrchr(b'^', block.as_bytes())?;
    let id = &block[at + 1..];
    if !block[..at].ends_with(' ') || id.len() <= 3 {
        return None;
    }
    let digits = id.contains(|c: char| c.is_ascii_digit());
    let is_id = id
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let remedy = message!(
        "지우세요. 링크할 곳이면 제목에 `{{#이름}}`을 답니다",
        "delete it; what is to be linked is a heading with `{{#name}}`"
    );
    (is_id && digits).then_some(Wrong {
        at,
        len: block.len() - at,
        remedy,
    })
}

/// `{{ page.title }}`, `{/* memo */}`.
fn expressions(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("{/*", "*/}")] {
        for at in slips.find(open) {
            let line = slips.line(at);
            let rest = &slips.source[at..line.end];
            let is_tag = rest.starts_with("{{<") || rest.starts_with("{{%");
            let Some(len) = rest.find(close).filter(|_| !is_tag) else {
                continue;
            };
            // A word in braces may be what an author speaks of; a value with a dot is one of a template.
            let inner = rest[open.len()..len].trim();
            let is_value = inner.is_ascii()
                && inner.contains(|c: char| c.is_ascii_alphanumeric())
                && (inner.contains('.') && !inner.contains(' ')
                    || inner.contains(" | ")
                    || inner.contains(" + "));
            if open == "{{" && !is_value || slips.is_in_link(at) {
                continue;
            }
            let span = at..at + len + close.len();
            let hint = message!(
                "값을 그대로 적거나 지우세요. 표기를 보이려는 것이면 `` ` ``로 감쌉니다",
                "write the value itself, or delete it; put it between `` ` `` to show it"
            );
            found.push((span.clone(), shown(&slips.source[span]), hint));
        }
    }
    found
}

/// `link:a.html[text]` and `` `text <https://…>`_ ``.
fn links(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in slips.find("link:") {
        let line = slips.line(at);
        let rest = &slips.source[at + "link:".len()..line.end];
        let Some((address, after)) = rest.split_once('[') else {
            continue;
        };
        let Some(text) = after.split_once(']').map(|(text, _)| text) else {
            continue;
        };
        let is_address = address.contains(['.', '/']) && !address.contains(char::is_whitespace);
        let is_word = slips.source[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
        if is_address && !is_word {
            let span = at..at + "link:".len() + address.len() + text.len() + 2;
            let right = write(&format!("[{text}]({address})"));
            found.push((span.clone(), shown(&slips.source[span]), right));
        }
    }
    for (event, range) in slips.events {
        if let Event::Code(code) = event
            && slips.source[range.end..].starts_with('_')
            && let Some((text, address)) = code.strip_suffix('>').and_then(|c| c.rsplit_once(" <"))
        {
            let span = range.start..range.end + 1;
            let right = write(&format!("[{}]({address})", text.trim()));
            found.push((span.clone(), shown(&slips.source[span]), right));
        }
    }
    found
}

/// `![text|300](a.png)`.
fn sizes(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, (event, range)) in slips.events.iter().enumerate() {
        let Event::Start(Tag::Image { dest_url, .. }) = event else {
            continue;
        };
        let inside = slips.inside(at, TagEnd::Image);
        let Some((Event::Text(text), part)) = inside.last() else {
            continue;
        };
        let Some((alt, size)) = text.rsplit_once('|') else {
            continue;
        };
        let is_size = |n: &str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
        let width = size.split('x').next().unwrap_or("");
        if !size.split('x').all(is_size) || part.len() != text.len() {
            continue;
        }
        let message = message!(
            "`|{size}`(은/는) 크기로 읽히지 않고 그림의 설명에 들어갑니다",
            "`|{size}` gives no size, but becomes part of the image's description"
        );
        let right = write(&format!("![{alt}]({dest_url}){{width={width}}}"));
        found.push((range.clone(), message, right));
    }
    found
}
