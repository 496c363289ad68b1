//! What `site.toml` says to the world outside: `[cards]`, pictures for shared addresses; `[verify]`, the keys that search
//! engines ask for.

use crate::base::diag::Message;
use crate::lang::message::message;
use crate::source::data::{Fields, Spanned};

/// Search engines by their keys in `[verify]`, each with the name of the `<meta>` that it looks for.
const ENGINES: [(&str, &str); 3] = [
    ("google", "google-site-verification"),
    ("naver", "naver-site-verification"),
    ("bing", "msvalidate.01"),
];

/// What proves to a search engine whose the site is: `<meta name content>`.
#[derive(Debug, Clone, Hash)]
pub struct Verification {
    /// The name that the engine looks for.
    pub name: &'static str,
    /// The key that it has given.
    pub key: String,
}

/// `[cards]`: how pictures for shared addresses are drawn.
#[derive(Debug, Clone, Hash)]
pub struct Cards {
    /// A font that goes before the one in the program: the path of its file in the site's folder.
    pub font: Option<Spanned<String>>,
}

/// Reads `[cards]`; none where it says so.
pub(super) fn cards(fields: &mut Fields<'_>) -> Option<Cards> {
    let (enabled, font) = (fields.boolean("enabled"), fields.string("font"));
    enabled.unwrap_or(true).then_some(Cards { font })
}

/// Reads `[verify]`.
pub(super) fn verifications(fields: &mut Fields<'_>) -> Vec<Verification> {
    let found = ENGINES.into_iter().filter_map(|(engine, name)| {
        let text = fields.string(engine)?;
        let is_good = is_key(&text.value);
        if !is_good {
            report(engine, &text, fields);
        }
        is_good.then_some(Verification {
            name,
            key: text.value,
        })
    });
    found.collect()
}

/// Whether a text can be a key: the engines give letters and digits, in the manner of hexadecimal numbers or Base64.
fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_+/=".contains(&b))
        // `google-site-verification=…` and `google1234.html` are other ways to verify a site.
        && !text.trim_end_matches('=').contains('=')
}

fn report(engine: &'static str, text: &Spanned<String>, fields: &mut Fields<'_>) {
    let message = message!(
        "`{engine}`에 적힌 것은 검색 엔진이 준 키가 아닙니다",
        "`{engine}` is not a key as the search engine gives it"
    );
    let hint = match meant(&text.value) {
        Some(key) => message!(
            "키만 적으세요: `{engine} = \"{key}\"`",
            "write the key only: `{engine} = \"{key}\"`"
        ),
        None => where_it_is(engine),
    };
    fields.report(text.span.clone(), "wrong-value", message, hint);
}

/// The key in what people copy with it: the whole `<meta>`, or the record for a domain.
fn meant(text: &str) -> Option<&str> {
    let after = |start: &str| text.split_once(start).map(|(_, rest)| rest);
    let quoted = |quote: char| after("content=")?.strip_prefix(quote)?.split(quote).next();
    let record = || after("-site-verification=");
    let spaces = || Some(text.trim());
    let found = quoted('"').or_else(|| quoted('\'')).or_else(record);
    found.or_else(spaces).filter(|key| is_key(key))
}

fn where_it_is(engine: &str) -> Message {
    match engine {
        "google" => message!(
            "Google Search Console의 HTML 태그 방식이 보여 주는 `content`의 값을 적으세요",
            "write the value of `content` that Google Search Console shows for the HTML tag"
        ),
        "naver" => message!(
            "네이버 서치어드바이저의 HTML 태그 방식이 보여 주는 `content`의 값을 적으세요",
            "write the value of `content` that Naver Search Advisor shows for the HTML tag"
        ),
        _ => message!(
            "Bing 웹마스터 도구의 HTML 메타 태그 방식이 보여 주는 `content`의 값을 적으세요",
            "write the value of `content` that Bing Webmaster Tools shows for the HTML meta tag"
        ),
    }
}
