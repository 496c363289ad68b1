//! A domain that the author gives twice, and otherwise: in `base_url` and in a file `CNAME` of their own.

use crate::base::diag::{Diagnostic, Place};
use crate::base::names::CNAME;
use crate::lang::message::message;
use crate::source::Blobs;
use crate::source::site::Site;

/// Bytes of a file with one domain in it; a name has 253 at most (RFC 1035).
const LONGEST: u64 = 4096;

/// Compares the file, which takes the place of ours, with the settings.
pub(crate) fn check(site: &Site, blobs: &Blobs, diagnostics: &mut Vec<Diagnostic>) {
    let file = format!("static/{CNAME}");
    let Some(blob) = blobs.get(&*file) else {
        return;
    };
    // What cannot be read is told by what copies it.
    let Ok(Some(bytes)) = blob.read_at_most(LONGEST) else {
        return;
    };
    let text = String::from_utf8_lossy(&bytes);
    let written = text.trim_start_matches('\u{feff}').trim();
    let host = site.base_url.host();
    if written.eq_ignore_ascii_case(host) {
        return;
    }
    let shown = written.lines().next().unwrap_or_default();
    let domain = shown
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    let domain = domain.split('/').next().unwrap_or_default();
    let message = message!(
        "`{file}`에는 `{shown}`(이라고/라고) 적혀 있는데, `base_url`의 도메인은 `{host}`입니다",
        "`{file}` says `{shown}`, but the domain of `base_url` is `{host}`"
    );
    let hint = if domain.is_empty() || domain.eq_ignore_ascii_case(host) {
        message!(
            "이 파일을 지우세요. 자기 도메인이면 haeseol이 만듭니다",
            "delete this file: haeseol makes it for a domain of your own"
        )
    } else {
        message!(
            "`{domain}`에 올리려면 site.toml에 `base_url = \"https://{domain}/\"`(이라고/라고) 적고, 아니면 이 파일을 지우세요",
            "write `base_url = \"https://{domain}/\"` in site.toml to publish at `{domain}`; else delete this file"
        )
    };
    let d = Diagnostic::warning(Place::file(&file.into()), "other-domain", message);
    diagnostics.push(d.hint(hint));
}
