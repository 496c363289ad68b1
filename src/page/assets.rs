//! The theme's style sheets, scripts and pictures as they are published.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use xxhash_rust::xxh3::xxh3_64;

use super::heading_font::{self, Two};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::base::names::ASSETS;
use crate::lang::message::message;
use crate::source::{Blob, Sources, theme};

/// The style sheet that a site adds to the theme's.
const CUSTOM: &str = "custom.css";

/// The names of files below `static/` that pages link to, and what is built in.
fn all() -> impl Iterator<Item = (&'static str, Option<&'static theme::Asset>)> {
    let built_in = theme::assets().iter();
    let built_in = built_in.map(|(name, asset)| (*name, Some(asset)));
    built_in.chain([(CUSTOM, None)])
}

/// The path of a file in the output: the same bytes have the same one.
fn path_of(name: &str, bytes: &[u8]) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{ASSETS}{stem}.{:08x}.{ending}", xxh3_64(bytes) >> 32)
}

/// The theme's files: their paths in the output by name, and their bytes.
#[derive(Debug)]
pub(crate) struct Assets(BTreeMap<String, (String, Arc<[u8]>)>);

impl Assets {
    /// The theme's files, the site's own in place of those of the same name.
    pub(crate) fn load(
        sources: &Sources,
        heading_fonts: &Two<Option<Arc<[u8]>>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut assets = BTreeMap::new();
        for (name, built_in) in all() {
            let own = Self::own(sources, name).map(Blob::read_text);
            let fault = match &own {
                Some(Ok(None)) => Some((
                    message!("32MB보다 큽니다", "it is larger than 32 MB"),
                    message!("줄이거나 지우세요", "make it smaller, or delete it"),
                )),
                Some(Err(error)) => Some((
                    Message::of_io(error),
                    message!(
                        "파일이 그대로 있는지, 읽을 권한이 있는지 확인하세요",
                        "check that it is still there, and its permissions"
                    ),
                )),
                _ => None,
            };
            if let Some((why, hint)) = fault {
                let place = Place::file(&format!("static/{name}").into());
                let message = message!(
                    "이 파일을 읽을 수 없습니다: {why}",
                    "this file cannot be read: {why}",
                    why
                );
                diagnostics.push(Diagnostic::error(place, "unreadable", message).hint(hint));
            }
            let bytes = match own {
                // A theme's author has the built-in files as files of the site.
                Some(Ok(Some(bytes))) if built_in.is_none_or(|b| *bytes != *b.written) => bytes,
                Some(Ok(None) | Err(_)) => continue,
                None | Some(Ok(Some(_))) => match built_in {
                    Some(built_in) => Arc::clone(&built_in.published),
                    None => continue,
                },
            };
            assets.insert(name.to_owned(), (path_of(name, &bytes), bytes));
        }
        for (name, font) in heading_font::NAMES.into_iter().zip(heading_fonts) {
            if let Some(font) = font {
                let path = path_of(name, font);
                assets.insert(name.to_owned(), (path, Arc::clone(font)));
            }
        }
        Self(assets)
    }

    /// The site's own file in place of one of the theme's.
    fn own<'s>(sources: &'s Sources, name: &str) -> Option<&'s Blob> {
        sources.blob(&format!("static/{name}"))
    }

    /// The files by which a site may replace the theme's, or add to them.
    pub(crate) fn own_files() -> &'static [String] {
        static FILES: LazyLock<Vec<String>> =
            LazyLock::new(|| all().map(|(name, _)| format!("static/{name}")).collect());
        &FILES
    }

    /// Path of a file in the output by its name.
    pub(crate) fn path(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(path, _)| path.as_str())
    }

    /// Each file: its name, its path in the output, and its bytes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, &Arc<[u8]>)> {
        let files = self.0.iter();
        files.map(|(name, (path, bytes))| (name.as_str(), path.as_str(), bytes))
    }

    /// Whether a file below `static/` is one of the theme's, or in the place of one.
    pub(crate) fn contains(&self, name: &str) -> bool {
        !heading_font::NAMES.contains(&name) && self.0.contains_key(name)
    }

    /// Path of each file in the output by its name.
    pub(crate) fn paths(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .map(|(name, (path, _))| (name.clone(), path.clone()))
            .collect()
    }
}
