//! Files for authors to begin with: a whole site ([`starter`]), or those of one explainer, section, term or page
//! ([`new`]). Both are lists of [`NewFile`]s, made from values alone; [`write()`] puts them on the disk and never
//! overwrites anything.

pub mod new;
pub mod starter;

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

/// A file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Path from the site's root, with `/`.
    pub path: String,
    /// What it holds.
    pub content: Cow<'static, [u8]>,
}

/// Why no file was made, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// Files that are named in full when they are in the way.
const MOST_NAMED: usize = 5;

/// Makes all the files below `root`, or none.
///
/// # Errors
/// Something is in the way: a file of that name (even a dangling link), or one where a folder has to be. Or
/// the disk refuses; what was made before that is taken away again.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), Refusal> {
    let mut blocked: Vec<&str> = files
        .iter()
        .filter_map(|f| in_the_way(root, &f.path))
        .collect();
    blocked.sort_unstable();
    blocked.dedup();
    if !blocked.is_empty() {
        let more = blocked.len().saturating_sub(MOST_NAMED);
        blocked.truncate(MOST_NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        return Err(Refusal {
            message: format!("already there: {}{more}", blocked.join(", ")),
            hint: "nothing was written; choose another name, or move what is in the way".into(),
        });
    }
    for (i, file) in files.iter().enumerate() {
        if let Err(error) = create(&root.join(&file.path), &file.content) {
            for made in &files[..i] {
                // Left behind at worst; the first error is the one to report.
                let _ = std::fs::remove_file(root.join(&made.path));
            }
            return Err(Refusal {
                message: format!("{} cannot be written: {error}", file.path),
                hint: "check the folder's permissions and the space on the disk".into(),
            });
        }
    }
    Ok(())
}

/// What keeps a file from being made at `path`: itself, or the first of its folders that is no folder.
fn in_the_way<'p>(root: &Path, path: &'p str) -> Option<&'p str> {
    let folders = path.match_indices('/').map(|(i, _)| &path[..i]);
    folders
        .into_iter()
        .find(|f| root.join(f).symlink_metadata().is_ok() && !root.join(f).is_dir())
        .or_else(|| root.join(path).symlink_metadata().is_ok().then_some(path))
}

fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)
}
