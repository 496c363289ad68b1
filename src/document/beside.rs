//! The files beside a text that its meaning depends on: the values of charts.
//!
//! What is asked for is noted, so that a text is read again when such a file has changed.

use std::cell::RefCell;
use std::sync::Arc;

use crate::base::hash::hash;
use crate::base::permalink::resolve;
use crate::document::path::CONTENT;
use crate::source::{Blob, Sources};

/// The files beside a text, as far as it asks for them.
#[derive(Debug)]
pub(crate) struct Beside<'s> {
    sources: &'s Sources,
    /// The folder of the text, below `content/`.
    folder: &'s str,
    asked: RefCell<Asked>,
}

/// Files that a text has asked for, each with what differs when its bytes do; `None` for one that is not there.
pub(crate) type Asked = Vec<(String, Option<u64>)>;

/// Why there are no values.
pub(crate) enum Unread {
    /// There is no such file; the names of those of the same kind in the folder.
    Missing(Vec<String>),
    /// It is too long, no text, or cannot be read.
    NoText,
}

impl<'s> Beside<'s> {
    pub(crate) fn new(sources: &'s Sources, folder: &'s str) -> Self {
        Self {
            sources,
            folder,
            asked: RefCell::default(),
        }
    }

    /// The text of a file, by its path from the folder, and that path from the site's root.
    pub(crate) fn text(&self, path: &str) -> Result<(Arc<str>, String), Unread> {
        let file = resolve(self.folder, path).map(|path| format!("{CONTENT}{path}"));
        let file = file.unwrap_or_default();
        let blob = self.sources.blob(&file);
        self.asked
            .borrow_mut()
            .push((file.clone(), blob.map(Blob::stamp)));
        let Some(blob) = blob else {
            let folder = format!("{CONTENT}{}", self.folder);
            let blobs = self.sources.blobs(&folder);
            let names = blobs.filter_map(|(name, _)| name.strip_prefix(&*folder));
            let names = names.map(|name| name.trim_start_matches('/'));
            let names = names.filter(|name| name.ends_with(".csv"));
            return Err(Unread::Missing(names.map(str::to_owned).collect()));
        };
        let bytes = blob.read_text().ok().flatten().ok_or(Unread::NoText)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| Unread::NoText)?;
        Ok((Arc::from(text), file))
    }

    /// The hash of a text together with the states of the files that it has asked for.
    pub(crate) fn hash_with(&self, text: u64) -> u64 {
        let asked = self.asked.borrow();
        match asked.is_empty() {
            true => text,
            false => hash((text, &*asked)),
        }
    }

    /// What was asked for.
    pub(crate) fn asked(self) -> Asked {
        self.asked.into_inner()
    }

    /// Whether all files are as they were.
    pub(crate) fn holds(asked: &Asked, sources: &Sources) -> bool {
        let now = |file: &str| sources.blob(file).map(Blob::stamp);
        asked.iter().all(|(file, stamp)| now(file) == *stamp)
    }
}
