//! Where a site is published: the folder around the output, held open, and the output's name in it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Faults, Folder, Operation};
use super::listed::{Listed, foreign, some};
use super::{Failed, PublishError};
use crate::base::diag::Message;
use crate::lang::message::message;

/// The place of the output, which may be empty.
#[derive(Debug)]
pub(super) struct OutputPlace<F: Faults> {
    /// The folder around the output.
    pub(super) around: Folder<F>,
    /// The output in it.
    pub(super) name: OsString,
    /// The whole path, for messages.
    pub(super) path: PathBuf,
    _made: MadeFolders<F>,
}

impl<F: Faults> OutputPlace<F> {
    /// Finds the place, and makes the folders around it. What is the site itself, or something else, is refused.
    pub(super) fn find(root: &Path, output: &Path, faults: F) -> Result<Self, PublishError> {
        let path = real(output).map_err(|e| PublishError::io(Failed::Find, output, &e))?;
        let root = real(root).map_err(|e| PublishError::io(Failed::Find, root, &e))?;
        refuse(&root, &path)?;
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(PublishError::new(
                message!(
                    "파일 시스템의 맨 위에는 내보낼 수 없습니다",
                    "the output cannot be the root of the file system"
                ),
                message!("--out으로 폴더를 고르세요", "name a folder with --out"),
            ));
        };
        let made = MadeFolders::folders(parent, faults.clone())
            .map_err(|e| PublishError::io(Failed::Create, parent, &e))?;
        let around =
            Folder::at(parent, faults).map_err(|e| PublishError::io(Failed::Open, parent, &e))?;
        let name = name.to_owned();
        Ok(Self {
            around,
            name,
            path,
            _made: made,
        })
    }

    /// Reads the list in the site that is there, and refuses to replace files that it does not name.
    pub(super) fn listed(&self) -> Result<Option<Listed>, PublishError> {
        let look = || {
            if self.around.kind(&self.name)?.is_none() {
                return Ok((None, Vec::new()));
            }
            let output = self.around.folder(&self.name)?;
            let listed = Listed::read(&output)?;
            let foreign = foreign(&output, listed.as_ref())?;
            Ok((listed, foreign))
        };
        let (listed, foreign) =
            look().map_err(|e| PublishError::io(Failed::Read, &self.path, &e))?;
        if foreign.is_empty() {
            return Ok(listed);
        }
        let (path, files) = (self.path.display(), some(&foreign));
        Err(PublishError::new(
            message!(
                "{path}에 haeseol이 쓰지 않은 파일이 있습니다: {files}",
                "{path} holds files that haeseol did not write: {files}"
            ),
            message!(
                "다른 곳으로 옮기거나(함께 내보낼 파일은 static/에 둡니다), --out으로 다른 폴더를 고르세요",
                "move them away (files to be published belong in static/), or name another folder with --out"
            ),
        ))
    }
}

/// Folders that were made around the output, the inmost first; gone again if nothing is published in them.
#[derive(Debug)]
struct MadeFolders<F: Faults>(Vec<PathBuf>, F);

impl<F: Faults> MadeFolders<F> {
    fn folders(inmost: &Path, faults: F) -> io::Result<Self> {
        let missing = inmost.ancestors().take_while(|a| !a.exists());
        let made = Self(missing.map(Path::to_owned).collect(), faults);
        made.1.before(Operation::Create)?;
        fs::create_dir_all(inmost)?;
        Ok(made)
    }
}

impl<F: Faults> Drop for MadeFolders<F> {
    fn drop(&mut self) {
        for folder in &self.0 {
            if self.1.before(Operation::Remove).is_ok() {
                let _ = fs::remove_dir(folder);
            }
        }
    }
}

/// The path without links and `..`, of which the last parts need not exist yet. A link at the end is kept as it is.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    if path.symlink_metadata().is_ok_and(|m| !m.is_symlink()) {
        return path.canonicalize();
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(real(parent)?.join(name)),
        _ => path.canonicalize(),
    }
}

/// Refuses an output that holds or is something else.
fn refuse(root: &Path, output: &Path) -> Result<(), PublishError> {
    let Some(why) = unfit(root, output) else {
        return Ok(());
    };
    let output = output.display();
    Err(PublishError::new(
        message!(
            "{output}에는 내보낼 수 없습니다: {why}",
            "{output} cannot be the output: {why}",
            why
        ),
        message!(
            "--out으로 다른 폴더를 고르세요",
            "name another folder with --out"
        ),
    ))
}

/// Why a place cannot be the output, if it cannot.
fn unfit(root: &Path, output: &Path) -> Option<Message> {
    if root.starts_with(output) {
        return Some(message!(
            "사이트의 폴더이거나 그 바깥 폴더입니다",
            "it is the site itself or a folder around it"
        ));
    }
    for folder in ["content", "static", "templates"] {
        let place = root.join(folder);
        // The folder may be a link.
        let resolved = place.canonicalize().unwrap_or_else(|_| place.clone());
        if output.starts_with(&place) || output.starts_with(&resolved) {
            return Some(message!(
                "사이트의 {folder}/ 안에 있습니다",
                "it is in the site's {folder}/"
            ));
        }
    }
    let is_ours = |part: std::path::Component<'_>| {
        let name = part.as_os_str().to_string_lossy();
        name.starts_with('.') && name.ends_with(".haeseol")
    };
    if output.components().any(is_ours) {
        return Some(message!(
            "haeseol이 사이트를 만드는 동안 쓰는 폴더입니다",
            "such folders are where haeseol builds"
        ));
    }
    if std::env::home_dir()
        .and_then(|h| h.canonicalize().ok())
        .is_some_and(|home| home.starts_with(output))
    {
        return Some(message!(
            "홈 폴더이거나 그 바깥 폴더입니다",
            "it is your home folder or around it"
        ));
    }
    match output.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => Some(message!("링크입니다", "it is a link")),
        Ok(meta) if !meta.is_dir() => Some(message!("파일입니다", "it is a file")),
        _ => None,
    }
}
