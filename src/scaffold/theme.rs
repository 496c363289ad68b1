//! What `theme eject` writes: the theme's own files, each where a site's file takes its place.

use super::{NewFile, Refusal, refuse};
use crate::base::diag::did_you_mean;
use crate::lang::message::message;
use crate::source::theme::files;

/// The paths of all files of the theme, from a site's root, in order.
pub fn names() -> Vec<String> {
    files().map(|(path, _)| path).collect()
}

/// The files that are asked for by their names or paths: `home.html`, `strings/ko.toml`, `static/style.css`.
///
/// # Errors
/// There is no such file.
pub fn eject(wanted: &[String]) -> Result<Vec<NewFile>, Refusal> {
    let mut found: Vec<NewFile> = Vec::new();
    for name in wanted {
        let name = name.trim_start_matches("./");
        let fits = |path: &str| {
            path.strip_suffix(name)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        };
        let Some((path, content)) = files().find(|(path, _)| fits(path)) else {
            return unknown(name);
        };
        if !found.iter().any(|file| file.path == path) {
            found.push(NewFile {
                path,
                content: content.into(),
            });
        }
    }
    Ok(found)
}

fn unknown<T>(name: &str) -> Result<T, Refusal> {
    let all = names();
    let last = |path: &'_ String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let short: Vec<String> = all.iter().map(last).collect();
    let known = all.iter().chain(&short).map(String::as_str);
    let hint = did_you_mean(name, known).unwrap_or_else(|| {
        message!(
            "`haeseol theme list`가 파일을 모두 보여 줍니다",
            "`haeseol theme list` shows all of them"
        )
    });
    refuse(
        message!(
            "테마에 `{name}`(이라는/라는) 파일은 없습니다",
            "the theme has no file `{name}`"
        ),
        hint,
    )
}
