//! Removes the old site: the files that haeseol wrote are deleted one by one, by their list. What is left is foreign,
//! whenever it came there. It moves into the new site, or next to it where its place is taken.

use std::ffi::{OsStr, OsString};
use std::io;

use super::disk::{Faults, FileKind, Folder};
use super::listed::{Listed, path, shown, some};
use crate::base::diag::Message;
use crate::base::names::MARKER;
use crate::lang::message::message;

/// What haeseol did not write, and kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// What is in the output, by its path there.
    moved: Vec<String>,
    /// What found its place taken.
    displaced: Vec<String>,
    /// The folder next to the output where this is.
    aside: Option<OsString>,
}

impl Kept {
    /// A whole folder, or what was in the place of one, that was moved next to the output.
    pub(super) fn whole(aside: Option<OsString>) -> Self {
        Self {
            aside,
            ..Self::default()
        }
    }

    /// A sentence for each place where something was kept. `output` is how messages name the output.
    pub(super) fn messages(&self, output: &str) -> Vec<Message> {
        let moved = (!self.moved.is_empty()).then(|| {
            let files = some(&self.moved);
            message!(
                "{output}에 haeseol이 쓰지 않은 것이 그대로 있습니다: {files}",
                "{output} still holds what haeseol did not write: {files}"
            )
        });
        moved.into_iter().chain(self.aside_message()).collect()
    }

    /// Says what was moved beside the output.
    pub(super) fn aside_message(&self) -> Option<Message> {
        let aside = self.aside.as_ref()?.to_string_lossy();
        Some(if self.displaced.is_empty() {
            message!(
                "내보낼 자리에 haeseol이 쓰지 않은 것이 있어 {aside}(으로/로) 옮겼습니다",
                "something that haeseol did not write was in the place of the output; it is in {aside} now"
            )
        } else {
            let files = some(&self.displaced);
            message!(
                "haeseol이 쓰지 않은 파일이 새 사이트와 자리가 겹쳐 {aside}(으로/로) 옮겼습니다: {files}",
                "files that haeseol did not write are in {aside} now, because the new site needs their place: {files}"
            )
        })
    }
}

/// Deletes an old site, `old` in the folder `work`, but for what is not listed: that moves into the output, `name` in
/// the folder `around`, or next to it.
///
/// # Errors
/// The disk's. What is left can be retired again, with the same list or the one in it.
pub(super) fn retire<F: Faults>(
    (work, old): (&Folder<F>, &str),
    (around, name): (&Folder<F>, &OsStr),
    listed: Option<&Listed>,
) -> io::Result<Kept> {
    let mut kept = Kept::default();
    if work.kind(old)? == Some(FileKind::Folder) {
        let folder = work.folder(old)?;
        if let Some(listed) = listed {
            delete_listed(&folder, "", listed)?;
        }
        if around.kind(name)? == Some(FileKind::Folder) {
            carry(&folder, &around.folder(name)?, "", listed, &mut kept)?;
        }
        // The list last: without it, what a kill leaves of the old site would be taken for foreign files.
        if listed.is_some() && folder.kind(MARKER)? == Some(FileKind::File) {
            folder.remove_file(MARKER)?;
        }
    }
    kept.aside = set_aside((work, old), (around, name))?;
    Ok(kept)
}

/// Deletes the listed files, and the folders that are empty without them.
fn delete_listed<F: Faults>(folder: &Folder<F>, at: &str, listed: &Listed) -> io::Result<()> {
    for entry in folder.entries()? {
        let Some(path) = path(at, &entry) else {
            continue;
        };
        match entry.kind {
            FileKind::File if listed.has_file(&path) => folder.remove_file(&entry.name)?,
            FileKind::Folder if listed.has_folder(&path) => {
                delete_listed(&folder.folder(&entry.name)?, &path, listed)?;
                folder.remove_if_empty(&entry.name)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Moves everything but the list to the same place in another folder, if that is free.
fn carry<F: Faults>(
    from: &Folder<F>,
    into: &Folder<F>,
    at: &str,
    listed: Option<&Listed>,
    kept: &mut Kept,
) -> io::Result<()> {
    for entry in from.sorted_entries()? {
        let name = &entry.name;
        if at.is_empty() && name == MARKER && listed.is_some() {
            continue;
        }
        let path = shown(at, &entry);
        let moved = match from.rename_if_free(name, into, name) {
            // A folder that something is mounted on moves only with the folder around it.
            Err(error) if error.kind() == io::ErrorKind::ResourceBusy => false,
            moved => moved?,
        };
        if moved {
            kept.moved.push(path);
        } else if entry.kind == FileKind::Folder && into.kind(name)? == Some(FileKind::Folder) {
            let at = path.trim_end_matches('/');
            carry(&from.folder(name)?, &into.folder(name)?, at, None, kept)?;
            from.remove_if_empty(name)?;
        } else {
            kept.displaced.push(path);
        }
    }
    Ok(())
}

/// Moves something out of the work folder to a free name next to the output, unless it is an empty folder, which is
/// deleted. Gives the name.
pub(super) fn set_aside<F: Faults>(
    (work, old): (&Folder<F>, &str),
    (around, output): (&Folder<F>, &OsStr),
) -> io::Result<Option<OsString>> {
    if work.kind(old)? == Some(FileKind::Folder) && work.remove_if_empty(old)? {
        return Ok(None);
    }
    let mut number = 1;
    loop {
        let mut name = output.to_owned();
        name.push(".kept");
        if number > 1 {
            name.push(format!("-{number}"));
        }
        if work.rename_if_free(old, around, &name)? {
            return Ok(Some(name));
        }
        number += 1;
    }
}
