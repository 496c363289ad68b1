//! What has one answer, put into the author's files (`check --fix`).
//!
//! A [`Fix`] names bytes of a text as the pipeline read it: NFC, LF, no BOM. The file may have other bytes ([`raw`]). Every byte that
//! no fix is about stays, and a file that is not what it was when it was checked is left alone.

mod raw;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::{Refusal, replace};
use crate::base::diag::{Diagnostic, Fix, Message};
use crate::lang::message::message;
use crate::source::{Sources, open_regular};

/// A file with everything in it that is to be written otherwise.
#[derive(Debug)]
pub struct FixedFile {
    /// Its path from the site's root.
    pub file: Arc<str>,
    /// The lines that change, in order.
    pub changes: Vec<Change>,
    /// How many fixes they hold.
    pub count: usize,
    /// The folder without links that the file is in, and its name there.
    folder: PathBuf,
    name: String,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// Some lines, before and after.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// The number of the first of them.
    pub line: usize,
    /// What they say, without the last line end.
    pub before: String,
    /// What they are to say.
    pub after: String,
}

/// What all fixes of some findings change, file by file. A file that cannot be changed is told with the reason.
pub fn plan(
    root: &Path,
    sources: &Sources,
    found: &[Diagnostic],
) -> Vec<Result<FixedFile, Refusal>> {
    let mut files: BTreeMap<&Arc<str>, Vec<&Fix>> = BTreeMap::new();
    for d in found {
        if let Some(fix) = &d.fix {
            files.entry(&d.place.file).or_default().push(fix);
        }
    }
    let plans = files.into_iter().filter_map(|(file, mut fixes)| {
        let text = sources.text(file)?;
        fixes.sort();
        // Of two that are about the same words the second one is left for the next run.
        let mut end = 0;
        fixes.retain(|fix| {
            let fits = fix.range.0 >= end && fix.range.1 <= text.len();
            end = if fits { fix.range.1 } else { end };
            fits
        });
        Some(FixedFile::new(root, file, text, &fixes))
    });
    plans.collect()
}

impl FixedFile {
    fn new(root: &Path, file: &Arc<str>, text: &str, fixes: &[&Fix]) -> Result<Self, Refusal> {
        let refuse = |why: Message| refusal(file, &why);
        let path = on_disk(root, file).ok_or_else(|| refuse(gone()))?;
        let before = read(&path).map_err(|error| refuse(Message::of_io(&error)))?;
        let after = raw::replaced(&before, text, fixes).ok_or_else(|| refuse(gone()))?;
        let folder = path.parent().map(Path::to_path_buf);
        let name = path.file_name().and_then(|name| name.to_str());
        let (folder, name) = folder.zip(name).ok_or_else(|| refuse(gone()))?;
        Ok(Self {
            file: Arc::clone(file),
            changes: changes(text, fixes),
            count: fixes.len(),
            name: name.to_owned(),
            folder,
            before,
            after,
        })
    }

    /// Writes it, whole or not at all.
    ///
    /// # Errors
    /// The file has changed since it was read, or the disk refuses.
    pub fn write(&self) -> Result<(), Refusal> {
        match read(&self.folder.join(&self.name)) {
            Ok(now) if now == self.before => replace(&self.folder, &self.name, &self.after),
            _ => Err(refusal(&self.file, &gone())),
        }
    }
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn gone() -> Message {
    message!(
        "검사한 뒤에 파일이 바뀌었습니다",
        "it has changed since it was checked"
    )
}

fn refusal(file: &str, why: &Message) -> Refusal {
    Refusal {
        message: message!(
            "{file}(을/를) 고치지 못했습니다: {why}",
            "{file} was not corrected: {why}",
            why
        ),
        hint: message!(
            "그 파일은 그대로입니다. 다시 실행하세요",
            "the file is as it was; run this again"
        ),
    }
}

/// Where a file is, without links. Its name on the disk may be decomposed.
fn on_disk(root: &Path, file: &str) -> Option<PathBuf> {
    let mut path = root.to_path_buf();
    for part in file.split('/') {
        let next = path.join(part);
        path = if next.symlink_metadata().is_ok() {
            next
        } else {
            let mut entries = std::fs::read_dir(&path).ok()?.flatten();
            let same = |name: &str| name.nfc().eq(part.chars());
            entries
                .find(|entry| entry.file_name().to_str().is_some_and(same))?
                .path()
        };
    }
    path.canonicalize().ok()
}

/// The lines that fixes are in, those of one line together.
fn changes(text: &str, fixes: &[&Fix]) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    let (mut line, mut counted) = (1, 0);
    let mut rest = fixes.iter().peekable();
    while let Some(first) = rest.next() {
        let start = text[..first.range.0].rfind('\n').map_or(0, |at| at + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
        line += text[counted..start].matches('\n').count();
        counted = start;
        let mut end = line_end(first.range.1);
        let mut after = format!("{}{}", &text[start..first.range.0], first.text);
        let mut done = first.range.1;
        while let Some(fix) = rest.next_if(|fix| fix.range.0 <= end) {
            after.push_str(&text[done..fix.range.0]);
            after.push_str(&fix.text);
            done = fix.range.1;
            end = line_end(done);
        }
        after.push_str(&text[done..end]);
        changes.push(Change {
            line,
            before: text[start..end].to_owned(),
            after,
        });
    }
    changes
}
