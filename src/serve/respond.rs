//! A request's answer. Files come from the site that is shown, by their paths in its output: no path is ever joined to a
//! folder's.

use std::net::IpAddr;
use std::sync::Arc;

use hyper::header::{
    ALLOW, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION,
    TRANSFER_ENCODING,
};
use hyper::{Method, Request, Response, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::json;
use unicode_normalization::UnicodeNormalization as _;
use xxhash_rust::xxh3::xxh3_64;

use super::body::ResponseBody;
use super::events::Message;
use super::files::{OpenFile, content_type, copy};
use super::guard::{self, Sender};
use super::response::{HTML, plain, set, whole};
use super::words::{self, Words};
use super::{Server, State};
use crate::base::diag::Locale;
use crate::base::permalink::encode_path;
use crate::base::text::{push_attribute, push_text};
use crate::engine::preview::Preview;
use crate::translation::{behind_on, words as translation_words};

/// The path of the preview's own files.
const OWN: &str = "/__haeseol/";
const SCRIPT: &str = include_str!("preview.js");

/// Bytes of a page of the author's own that is sent with the script in it; a longer one is sent as it is.
const LONGEST_PAGE: u64 = 8 << 20;

/// Answers a request that came in at the address `local`.
pub(super) async fn respond<B>(
    server: &Arc<Server>,
    request: Request<B>,
    local: IpAddr,
) -> Response<ResponseBody> {
    let mut response = match answer(server, &request, local).await {
        Ok(response) => response,
        Err(status) => refused(status, server.locale),
    };
    let status = response.status();
    let headers = response.headers_mut();
    for (name, value) in guard::HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    let refused = matches!(
        status,
        StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED
    );
    // What follows on the connection may be meant to look like a request.
    if refused || has_body(request.headers()) {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn has_body(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH);
    headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|l| l.as_bytes() != b"0")
}

async fn answer<B>(
    server: &Arc<Server>,
    request: &Request<B>,
    local: IpAddr,
) -> Result<Response<ResponseBody>, StatusCode> {
    let sender = server.guard.check(request, local)?;
    // hyper does not report a Content-Length next to it, which is how requests are smuggled.
    if request.headers().contains_key(TRANSFER_ENCODING) {
        return Err(StatusCode::BAD_REQUEST);
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    if has_body(request.headers()) {
        return Err(StatusCode::BAD_REQUEST);
    }
    let state = server.state();
    let Some(path) = decoded(request.uri().path()) else {
        return Ok(missing(server, &state, "").await);
    };
    if let Some(own) = path.strip_prefix(OWN) {
        return match own {
            _ if sender == Sender::OtherSite => Err(StatusCode::FORBIDDEN),
            "events" => Ok(events(server, request).await),
            "behind" => Ok(behind(server, request, &state).await),
            "preview.js" => Ok(whole(
                "text/javascript; charset=utf-8",
                preview_script(server.locale).into(),
            )),
            _ => Err(StatusCode::NOT_FOUND),
        };
    }
    let Some(preview) = &state.preview else {
        return Ok(error_page(&state.base, &state.report, server.locale));
    };
    let base = &*state.base;
    let Some(path) = path.strip_prefix(base) else {
        // The site begins at its address's path, as it will when it is published.
        let above = path == "/" || base.strip_suffix('/') == Some(&*path);
        return if above {
            Ok(redirect(base, request))
        } else {
            Ok(missing(server, &state, "").await)
        };
    };
    let file = if path.is_empty() || path.ends_with('/') {
        format!("{path}index.html")
    } else {
        path.to_owned()
    };
    match found(server, preview, &file).await {
        Some(Ok(content)) if file.ends_with(".html") && content.length() <= LONGEST_PAGE => {
            let html = content.bytes(&server.disk).await;
            let html = html.map_err(|_| StatusCode::NOT_FOUND)?;
            Ok(page(&html, &Tag::of(&file, &version(&html), base)))
        }
        Some(Ok(content)) => {
            let kind = content_type(&file);
            Ok(copy(content, kind, request.headers(), &server.disk))
        }
        Some(Err(report)) => Ok(error_page(base, &report, server.locale)),
        None if preview.built().has_folder(&format!("{path}/index.html")) => {
            Ok(redirect(&format!("{base}{path}/"), request))
        }
        None => Ok(missing(server, &state, &file).await),
    }
}

/// A path of a request as text. It is only ever looked up among the paths of the output, so that a strange one is at
/// most not found.
fn decoded(path: &str) -> Option<String> {
    let path: String = percent_decode_str(path).decode_utf8().ok()?.nfc().collect();
    path.starts_with('/').then_some(path)
}

/// A file of the site, made on another thread if need be; where that fails, the report.
async fn found(
    server: &Server,
    preview: &Arc<Preview>,
    file: &str,
) -> Option<Result<OpenFile, String>> {
    let locale = server.locale;
    let (preview, file) = (Arc::clone(preview), file.to_owned());
    let made = tokio::task::spawn_blocking(move || preview.file(&file)).await;
    match made {
        Ok(None) => None,
        Ok(Some(Ok(blob))) => OpenFile::open(blob, &server.disk).await.ok().map(Ok),
        Ok(Some(Err(d))) => Some(Err(format!("{}: {}", d.place.file, d.message.text(locale)))),
        Err(_) => Some(Err(words::not_made().text(locale).to_owned())),
    }
}

/// Opens an event stream. A page says which version of itself it shows, and is notified at once if that is not the
/// newest.
async fn events<B>(server: &Server, request: &Request<B>) -> Response<ResponseBody> {
    let (sender, events) = server.hub.subscribe();
    let state = server.state();
    let query = |name: &str| query(request, name);
    let mut first = Message {
        errors: Arc::clone(&state.errors),
        warnings: Arc::clone(&state.warnings),
        behind: state.is_behind(),
        base: Arc::clone(&state.base),
        ..Message::default()
    };
    if let (Some(page), Some(preview)) = (query("page"), &state.preview) {
        match found(server, preview, &page).await {
            None => {
                let page = Arc::from(page);
                if let Some(draft) = preview.built().draft(&page) {
                    first.drafts.insert(Arc::clone(&page), Arc::clone(draft));
                }
                first.gone.push(page);
            }
            Some(content) => {
                if !is_version(content, query("version"), server).await {
                    first.changed.push(page.into());
                }
            }
        }
    }
    let _ = sender.try_send(first.event());
    let mut response = Response::new(ResponseBody::Events(events));
    let kind = HeaderValue::from_static("text/event-stream");
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// A value of a request's query.
fn query<B>(request: &Request<B>, name: &str) -> Option<String> {
    let mut pairs = request
        .uri()
        .query()?
        .split('&')
        .filter_map(|p| p.split_once('='));
    let (_, value) = pairs.find(|p| p.0 == name)?;
    let value = value.replace('+', " ");
    Some(percent_decode_str(&value).decode_utf8().ok()?.into_owned())
}

/// The translations on a page that are behind their originals, and what has changed in these, as JSON.
async fn behind<B>(server: &Server, request: &Request<B>, state: &State) -> Response<ResponseBody> {
    let (root, locale) = (server.root.clone(), server.locale);
    let found = match (query(request, "page"), state.preview.clone()) {
        // git may have to be asked, which takes its time.
        (Some(page), Some(preview)) => {
            let found = server
                .disk
                .run(move || Ok(behind_on(preview.built(), &root, &page)));
            found.await.unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let texts = found.iter().map(|(id, text)| {
        let changes = text.changes.iter().map(|change| {
            let now = change.original.as_ref().map(|e| &e.text);
            json!({
                "what": translation_words::change(change).text(locale),
                "before": change.before,
                "now": now,
                "translation": change.translation.as_ref().map(|e| &e.text),
            })
        });
        json!({ "id": id, "file": &*text.translation, "changes": changes.collect::<Vec<_>>() })
    });
    let json = serde_json::Value::from(texts.collect::<Vec<_>>()).to_string();
    whole("application/json", json.into())
}

/// Whether a page is still in the state that is shown.
async fn is_version(
    page: Result<OpenFile, String>,
    shown: Option<String>,
    server: &Server,
) -> bool {
    match page {
        // A longer one has been sent without the script that asks.
        Ok(page) if page.length() <= LONGEST_PAGE => {
            let html = page.bytes(&server.disk).await.ok();
            html.map(|html| version(&html)) == shown
        }
        _ => false,
    }
}

/// The version of a page: a hash of its bytes.
fn version(html: &[u8]) -> String {
    format!("{:016x}", xxh3_64(html))
}

/// The page that says that there is no such page. It does not know where it will be shown, so that its addresses are
/// those of the published site; here they point into the preview.
async fn missing(server: &Server, state: &State, file: &str) -> Response<ResponseBody> {
    let Some(preview) = &state.preview else {
        return error_page(&state.base, &state.report, server.locale);
    };
    let not_found = refused(StatusCode::NOT_FOUND, server.locale);
    let Some(Ok(content)) = found(server, preview, "404.html").await else {
        return not_found;
    };
    let Ok(html) = content.bytes(&server.disk).await else {
        return not_found;
    };
    let built = preview.built();
    let html = String::from_utf8_lossy(&html).replace(built.address(), built.base_path());
    let draft = built.draft(file).map_or("", |file| file);
    let tag = Tag {
        draft,
        ..Tag::of(file, "", &state.base)
    };
    let mut response = page(html.as_bytes(), &tag);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// An answer that has nothing but its status to say.
fn refused(status: StatusCode, locale: Locale) -> Response<ResponseBody> {
    let text = format!("{status}\n{}\n", words::status(status).text(locale));
    let mut response = whole("text/plain; charset=utf-8", text.into());
    *response.status_mut() = status;
    response
}

/// The script that keeps pages new, with its words in it.
fn preview_script(locale: Locale) -> String {
    // Strings always make JSON.
    let words = serde_json::to_string(&Words::new(locale)).unwrap_or_default();
    SCRIPT.replacen("'WORDS'", &words, 1)
}

/// A page of the site with the script that keeps it new, as the last thing in its body.
fn page(html: &[u8], tag: &Tag<'_>) -> Response<ResponseBody> {
    // `</body>` is near the end, if anywhere.
    let end = html.len().saturating_sub(1024);
    let last = html[end..]
        .windows(b"</body>".len())
        .rposition(|w| w.eq_ignore_ascii_case(b"</body>"))
        .map_or(html.len(), |i| end + i);
    whole(
        HTML,
        [&html[..last], tag.html().as_bytes(), &html[last..]]
            .concat()
            .into(),
    )
}

/// What the script is told of the page that it is in.
struct Tag<'p> {
    /// Path in the output.
    page: &'p str,
    /// Which state of the page it is; empty if there is no such page.
    version: &'p str,
    base: &'p str,
    /// The file of a page that is missing because it is a draft, else empty.
    draft: &'p str,
}

impl<'p> Tag<'p> {
    fn of(page: &'p str, version: &'p str, base: &'p str) -> Self {
        Self {
            page,
            version,
            base,
            draft: "",
        }
    }

    fn html(&self) -> String {
        let mut tag = format!("<script src=\"{OWN}preview.js\"");
        for (name, value) in [
            ("version", self.version),
            ("page", self.page),
            ("base", self.base),
            ("draft", self.draft),
        ] {
            tag.push_str(" data-");
            tag.push_str(name);
            tag.push_str("=\"");
            push_attribute(&mut tag, value);
            tag.push('"');
        }
        tag.push_str("></script>");
        tag
    }
}

/// What is shown where there is no good site yet: the errors, without script as text.
fn error_page(base: &str, report: &str, locale: Locale) -> Response<ResponseBody> {
    let (tag, title) = (locale.tag(), words::has_errors());
    let title = title.text(locale);
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\"><title>{title}</title></head>\n<body><h1>{title}</h1>\n<pre style=\"overflow-x: auto\">",
    );
    push_text(&mut html, report);
    html.push_str("</pre>\n");
    html.push_str(&Tag::of("", "", base).html());
    html.push_str("</body></html>\n");
    let mut response = whole(HTML, html.into());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// Redirects to another path of the preview, with the request's query.
fn redirect<B>(path: &str, request: &Request<B>) -> Response<ResponseBody> {
    let query = request
        .uri()
        .query()
        .map_or(String::new(), |q| format!("?{q}"));
    let mut response = plain(StatusCode::FOUND);
    set(&mut response, LOCATION, &(encode_path(path) + &query));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_text() {
        assert_eq!(decoded("/ko/%EA%B8%80/").as_deref(), Some("/ko/글/"));
        // A name as a Mac writes it.
        assert_eq!(
            decoded("/%E1%84%80%E1%85%B3%E1%86%AF").as_deref(),
            Some("/글")
        );
        assert_eq!(decoded("/a%3Ab%5Cc").as_deref(), Some("/a:b\\c"));
        for path in ["/%ff", "*", ""] {
            assert_eq!(decoded(path), None, "{path}");
        }
    }

    #[test]
    fn a_disk_that_does_not_answer_keeps_no_page_waiting() {
        use std::sync::mpsc::channel;
        let folder = tempfile::tempdir().unwrap();
        let root = &folder.path().canonicalize().unwrap();
        let settings = "base_url = \"https://name.github.io/\"\ndefault_language = \"ko\"\ntitle = { ko = \"시험\" }\n[languages.ko]\nname = \"한국어\"\n";
        for (name, text) in [
            ("site.toml", settings),
            ("content/index.ko.md", "---\ntitle: 처음\n---\n"),
            ("static/note.txt", "note"),
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), text).unwrap();
        }
        let server = Arc::new(Server::new(
            guard::Guard::new("localhost", 4000),
            Locale::English,
            root.clone(),
        ));
        let mut builder = super::super::builder::Builder::new(
            root.clone(),
            crate::Options::default(),
            String::new(),
        );
        builder.follow(&server, super::super::watch::Change::All);
        let get = async |path: &str| {
            let request = Request::get(path).header("host", "localhost:4000").body(());
            let local = "127.0.0.1".parse().unwrap();
            let answer = respond(&server, request.unwrap(), local);
            let limit = std::time::Duration::from_secs(20);
            tokio::time::timeout(limit, answer).await.unwrap().status()
        };
        super::super::runtime().unwrap().block_on(async {
            assert_eq!(get("/note.txt").await, StatusCode::OK);
            let (release, released) = channel::<()>();
            let released = Arc::new(std::sync::Mutex::new(released));
            for _ in 0..2 * super::super::disk::THREADS {
                let released = Arc::clone(&released);
                tokio::spawn(server.disk.run(move || {
                    let _ = released.lock().unwrap().recv();
                    Ok(())
                }));
            }
            tokio::task::yield_now().await;
            assert_eq!(get("/ko/").await, StatusCode::OK);
            assert_eq!(get("/missing").await, StatusCode::NOT_FOUND);
            drop(release);
            assert_eq!(get("/note.txt").await, StatusCode::OK);
        });
    }
}
