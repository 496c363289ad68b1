//! Addresses that become links as they are: `<me@example.com>`, and those without brackets (GFM, "Autolinks (extension)").
//!
//! GFM ends an address at white space or `<` and takes closing punctuation off. A Korean particle follows without a space, so
//! an address ends before one too:
//!
//! - In a host, Hangul after a Latin letter or digit begins the particle: `https://example.com를`. A host may be Hangul itself;
//!   its top-level domain is then a Latin one or one of [`HANGUL_DOMAINS`].
//! - Behind the host, a run of Hangul that nothing of an address follows is a particle if the grammar of particles reads it so and
//!   it follows a Latin letter, a digit, a closing bracket or the slash of the host: `https://example.com/a에서`, but not in
//!   `https://ko.wikipedia.org/wiki/한글` and `https://example.com/한글/에서/`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::lang::jamo::is_syllable;
use crate::lang::korean::{self, Final};

use super::SpannedEvent;

/// Top-level domains in Hangul (IANA root zone).
const HANGUL_DOMAINS: [&str; 4] = ["한국", "삼성", "닷컴", "닷넷"];

/// Makes links of the addresses in a text.
pub(super) fn link<'t>(
    source: &'t str,
    mut events: Vec<SpannedEvent<'t>>,
) -> Vec<SpannedEvent<'t>> {
    if !source.contains('@') && !source.contains("://") && !source.contains("www.") {
        return events;
    }
    for (event, _) in &mut events {
        if let Event::Start(Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            ..
        }) = event
        {
            *dest_url = CowStr::from(format!("mailto:{dest_url}"));
        }
    }
    let mut out = Vec::with_capacity(events.len());
    // Elements in which text is no place for a link.
    let mut inside = 0_u32;
    let mut in_anchor = false;
    let mut events = events.into_iter().peekable();
    while let Some((event, range)) = events.next() {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside -= 1,
            Event::InlineHtml(html) | Event::Html(html) => {
                in_anchor = (in_anchor || opens_anchor(html)) && !html.contains("</a");
            }
            Event::Text(text) if inside == 0 && !in_anchor && **text == source[range.clone()] => {
                let start = out.len();
                let mut end = range.end;
                out.push((event, range.clone()));
                // The parser breaks text where marks might have been.
                while let Some((next, after)) = events.next_if(|(next, after)| {
                    let is_text =
                        matches!(next, Event::Text(text) if **text == source[after.clone()]);
                    is_text && after.start == end
                }) {
                    end = after.end;
                    out.push((next, after));
                }
                let mut found = addresses(&source[range.start..end]);
                // It goes on with a character that was written with a backslash, which no address does.
                let escaped = source[..range.start].ends_with('\\');
                found.retain(|(address, _)| !(escaped && address.start == 0));
                if !found.is_empty() {
                    out.truncate(start);
                    push(source, range.start..end, found, &mut out);
                }
                continue;
            }
            _ => {}
        }
        out.push((event, range));
    }
    out
}

fn opens_anchor(html: &str) -> bool {
    let rest = html.strip_prefix("<a").or_else(|| html.strip_prefix("<A"));
    rest.is_some_and(|rest| rest.starts_with([' ', '>', '\n', '\t', '/']))
}

/// The events of a text with its addresses as links.
fn push<'t>(
    source: &'t str,
    text: Range<usize>,
    found: Vec<(Range<usize>, &'static str)>,
    out: &mut Vec<SpannedEvent<'t>>,
) {
    let mut at = text.start;
    let piece =
        |range: Range<usize>| (Event::Text(CowStr::Borrowed(&source[range.clone()])), range);
    for (address, scheme) in found {
        let address = text.start + address.start..text.start + address.end;
        if at < address.start {
            out.push(piece(at..address.start));
        }
        let tag = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::from(format!("{scheme}{}", &source[address.clone()])),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        out.push((Event::Start(tag), address.clone()));
        out.push(piece(address.clone()));
        out.push((Event::End(TagEnd::Link), address.clone()));
        at = address.end;
    }
    if at < text.end {
        out.push(piece(at..text.end));
    }
}

/// Where a text has addresses, and what comes before each in its link.
fn addresses(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found: Vec<(Range<usize>, &'static str)> = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if at < done {
            continue;
        }
        let range = match c {
            'h' | 'H' => url(text, at, &["http://", "https://"]).map(|end| (at..end, "")),
            'w' | 'W' => url(text, at, &["www."]).map(|end| (at..end, "http://")),
            '@' => mail(text, at, done).map(|range| (range, "mailto:")),
            _ => None,
        };
        if let Some((range, scheme)) = range {
            done = range.end;
            found.push((range, scheme));
        }
    }
    found
}

/// Where the address that begins at `at` ends, if it is one.
fn url(text: &str, at: usize, schemes: &[&str]) -> Option<usize> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '@' | '-' | '_'))
    {
        return None;
    }
    let begins = |scheme: &&&str| {
        let start = text.get(at..at + scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let scheme = schemes.iter().find(begins)?;
    let host = at
        + if scheme.contains(':') {
            scheme.len()
        } else {
            0
        };
    let end = host + host_length(&text[host..])?;
    let rest = &text[end..];
    let port = match rest.strip_prefix(':') {
        Some(port) => 1 + port.len() - port.trim_start_matches(|c: char| c.is_ascii_digit()).len(),
        None => 0,
    };
    let end = end + if port > 1 { port } else { 0 };
    if !text[end..].starts_with(['/', '?', '#']) {
        return Some(end);
    }
    Some(at + without_punctuation(&text[at..end + path_length(&text[end..])]))
}

/// How long a host is, if a text begins with one.
fn host_length(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut before = '.';
    for (i, c) in text.char_indices() {
        let particle = is_syllable(c) && before.is_ascii_alphanumeric();
        if particle || !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            break;
        }
        end = i + c.len_utf8();
        before = c;
    }
    let mut host = text[..end].trim_end_matches(['.', '-', '_']);
    while let Some((rest, last)) = host.rsplit_once('.') {
        if !last.starts_with(is_syllable) {
            break;
        }
        // What follows the domain is a particle, and what is none begins the next sentence.
        match HANGUL_DOMAINS
            .iter()
            .find(|domain| last.starts_with(**domain))
        {
            Some(domain) => {
                host = &host[..rest.len() + 1 + domain.len()];
                break;
            }
            None => host = rest,
        }
    }
    let labels: Vec<&str> = host.split('.').collect();
    let good = labels.len() > 1
        && labels.iter().all(|label| !label.is_empty())
        && labels
            .iter()
            .rev()
            .take(2)
            .all(|label| !label.contains('_'));
    good.then_some(host.len())
}

/// How far an address goes on behind its host.
fn path_length(text: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '"' | '`' | '“' | '”' | '‘' | '’' | '…')
            // Brackets and punctuation of Chinese, Japanese and Korean, in full width too.
            || matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '\u{FF01}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0C}' | '\u{FF0E}' | '\u{FF1A}' | '\u{FF1B}' | '\u{FF1F}')
    };
    let text = &text[..text.find(ends).unwrap_or(text.len())];
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let may_follow = before.is_ascii_alphanumeric()
            || matches!(before, ')' | ']')
            || i == 1 && before == '/';
        if is_syllable(c) && may_follow && is_particle(&text[i..]) {
            return i;
        }
        before = c;
    }
    text.len()
}

/// Whether a text begins with a particle after which no address goes on.
fn is_particle(text: &str) -> bool {
    let Some(tail) = korean::tail(text, Final::Either).filter(|tail| tail.len > 0) else {
        return false;
    };
    let after = text[tail.len..]
        .trim_start_matches(['.', ',', '!', '?', ':', ';', ')', ']', '\'', '*', '~']);
    after.is_empty() || is_syllable(after.chars().next().unwrap_or(' '))
}

/// The length of an address without the punctuation of its sentence; a closing bracket that the address has opened belongs to it.
fn without_punctuation(address: &str) -> usize {
    let surplus = |open, close| {
        let count = |bracket: char| address.matches(bracket).count();
        count(close).saturating_sub(count(open))
    };
    let (mut round, mut square) = (surplus('(', ')'), surplus('[', ']'));
    let rest = address.trim_end_matches(|c| match c {
        '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' => true,
        ')' if round > 0 => {
            round -= 1;
            true
        }
        ']' if square > 0 => {
            square -= 1;
            true
        }
        _ => false,
    });
    rest.len()
}

/// An e-mail address around the `@` at `at`, behind byte `from`.
fn mail(text: &str, at: usize, from: usize) -> Option<Range<usize>> {
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let start = from + text[from..at].trim_end_matches(local).len();
    let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let rest = &text[at + 1..];
    let end = rest.find(|c: char| !domain(c)).unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches('.');
    let after = &rest[host.len()..];
    let good = start < at
        && !text[..start].ends_with(['/', ':'])
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && !host.ends_with(['-', '_'])
        // As in `git@example.com:path`.
        && !after.starts_with(['/', '@'])
        && !after.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    good.then(|| start..at + 1 + host.len())
}

#[cfg(test)]
mod tests {
    use super::addresses;

    /// Addresses in a text, between `⟦` and `⟧`.
    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for marked in [
            "⟦https://example.com⟧",
            "⟦https://example.com⟧를 보라",
            "⟦https://example.com⟧입니다.",
            "⟦https://example.com/⟧를",
            "⟦https://example.com/a⟧에서는",
            "⟦https://example.com/a?b=1&c=2#d⟧은",
            "⟦https://example.com:8080/a⟧로",
            "(⟦https://example.com⟧)은",
            "(⟦https://example.com/a⟧)은",
            "⟦https://example.com/a_(b)⟧는",
            "⟦https://ko.wikipedia.org/wiki/한글⟧",
            "⟦https://ko.wikipedia.org/wiki/한글_맞춤법⟧ 참고",
            "⟦https://example.com/한글/에서/a⟧",
            "⟦https://example.com/a/는/b⟧",
            "⟦https://example.com/a-가이드⟧",
            "⟦https://example.com/?q=한글⟧",
            "“⟦https://example.com/a⟧”라고",
            "「⟦https://example.com⟧」",
            "⟦https://한글.kr⟧에서",
            "⟦https://한글.한국⟧에서",
            "⟦https://example.com⟧.그리고",
            "⟦https://example.com/a⟧. 그리고",
            "⟦https://example.com/a⟧, ⟦http://b.kr⟧!",
            "⟦HTTPS://Example.com⟧",
            "주소는⟦https://example.com⟧이다",
            "⟦www.example.com⟧을",
            "⟦www.example.com/a(b)⟧",
            "⟦me@example.com⟧으로 ⟦a.b+c@x-y.co.kr⟧.",
            "https://localhost xhttps://a.kr http:// https://a_b.c_d/x",
            "@types/node git@github.com:a/b a@b @x.kr 가@b.kr",
            "www. 1@2",
        ] {
            let text = marked.replace(['⟦', '⟧'], "");
            let mut again = String::new();
            let mut at = 0;
            for (range, _) in addresses(&text) {
                again += &format!("{}⟦{}⟧", &text[at..range.start], &text[range.clone()]);
                at = range.end;
            }
            again += &text[at..];
            assert_eq!(again, marked);
        }
    }
}
