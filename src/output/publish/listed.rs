//! The list of the files that a build wrote, [`MARKER`] in the output: it distinguishes our own files from foreign
//! ones, which are never deleted. It names no place to write to or delete from; it is only compared with what is found
//! in the output.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;
use std::ops::Range;

use super::disk::{DirEntry, Faults, FileKind, Folder};
use crate::base::names::MARKER;

/// How a list begins. What does not begin so was not written by haeseol.
const FIRST_LINE: &str = "# Written by haeseol, replaced by its next build.\n";

/// Longest list that is read, in bytes: about a million files.
const LONGEST: u64 = 64 << 20;

/// Files by their paths from the output, with `/`.
#[derive(Debug)]
pub(super) struct Listed {
    text: String,
    /// Where each path is in the text, in the order of the paths.
    paths: Vec<Range<usize>>,
}

impl Listed {
    /// The text of a list.
    pub(super) fn text(mut paths: Vec<String>) -> String {
        paths.sort_unstable();
        paths.iter().fold(FIRST_LINE.to_owned(), |mut text, path| {
            let _ = writeln!(text, "{path}");
            text
        })
    }

    /// Reads the list in an output; `None` if there is none that haeseol wrote.
    ///
    /// # Errors
    /// The disk's.
    pub(super) fn read<F: Faults>(output: &Folder<F>) -> io::Result<Option<Self>> {
        if output.kind(MARKER)? != Some(FileKind::File) {
            return Ok(None);
        }
        let bytes = output.read(MARKER, LONGEST)?;
        Ok(bytes
            .and_then(|b| String::from_utf8(b).ok())
            .and_then(Self::parse))
    }

    /// `None` if this is no list of ours: those are in order.
    fn parse(text: String) -> Option<Self> {
        let mut at = text.starts_with(FIRST_LINE).then_some(FIRST_LINE.len())?;
        let mut paths: Vec<Range<usize>> = Vec::new();
        while let Some(length) = text[at..].find('\n') {
            let path = at..at + length;
            at = path.end + 1;
            if paths
                .last()
                .is_some_and(|last| text[last.clone()] >= text[path.clone()])
            {
                return None;
            }
            paths.push(path);
        }
        (at == text.len()).then_some(Self { text, paths })
    }

    /// Whether a file is listed.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.first_from(path) == Some(path)
    }

    /// Whether a file in this folder is listed.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        self.first_from(&inside)
            .is_some_and(|first| first.starts_with(&inside))
    }

    /// The first path that is not before this one.
    fn first_from(&self, path: &str) -> Option<&str> {
        let at = self.paths.partition_point(|p| &self.text[p.clone()] < path);
        self.paths.get(at).map(|p| &self.text[p.clone()])
    }
}

/// The path of a name in a folder, as the list has it; `None` if it cannot be listed.
pub(super) fn path(folder: &str, entry: &DirEntry) -> Option<String> {
    let name = entry.name.to_str()?;
    Some(if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    })
}

/// The path of a name in a folder, for messages.
pub(super) fn shown(folder: &str, entry: &DirEntry) -> String {
    let slash = if folder.is_empty() { "" } else { "/" };
    let end = if entry.kind == FileKind::Folder {
        "/"
    } else {
        ""
    };
    format!("{folder}{slash}{}{end}", entry.name.to_string_lossy())
}

/// How many files a message names.
const NAMED: usize = 3;

/// The first paths, for a message: without what a terminal would act on.
pub(super) fn some(paths: &[String]) -> String {
    let more = if paths.len() > NAMED { ", …" } else { "" };
    let named = paths[..paths.len().min(NAMED)].iter().map(|p| shortened(p));
    let named = named.collect::<Vec<_>>().join(", ") + more;
    named.replace(char::is_control, "\u{FFFD}")
}

/// A path of which a person can read both ends: the folders in the middle of a long one are left out.
fn shortened(path: &str) -> Cow<'_, str> {
    /// Characters of a path, and of each end of a longer one.
    const LONGEST: usize = 200;
    const END: usize = 80;
    let count = path.chars().count();
    if count <= LONGEST {
        return path.into();
    }
    let at = |n: usize| path.char_indices().nth(n).map_or(path.len(), |(i, _)| i);
    format!("{}…{}", &path[..at(END)], &path[at(count - END)..]).into()
}

/// The first files in an output that haeseol did not write: more than a message names, if there are. Folders are not
/// looked for: those stay.
///
/// # Errors
/// The disk's.
pub(super) fn foreign<F: Faults>(
    output: &Folder<F>,
    listed: Option<&Listed>,
) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    add_foreign(output, "", listed, &mut found)?;
    Ok(found)
}

fn add_foreign<F: Faults>(
    folder: &Folder<F>,
    at: &str,
    listed: Option<&Listed>,
    found: &mut Vec<String>,
) -> io::Result<()> {
    for entry in folder.sorted_entries()? {
        let path = path(at, &entry);
        let is_ours = |path: &str| listed.is_some_and(|l| path == MARKER || l.has_file(path));
        if found.len() > NAMED {
            break;
        } else if entry.kind == FileKind::Folder {
            let shown = shown(at, &entry);
            let at = shown.trim_end_matches('/');
            let inner = folder.folder(&entry.name);
            match inner.and_then(|inner| add_foreign(&inner, at, listed, found)) {
                Ok(()) => {}
                // What cannot be looked into is not ours.
                Err(_) if !listed.is_some_and(|l| l.has_folder(at)) => found.push(shown),
                Err(error) => return Err(error),
            }
        } else if entry.kind == FileKind::Other || !path.as_deref().is_some_and(is_ours) {
            found.push(shown(at, &entry));
        }
    }
    Ok(())
}
