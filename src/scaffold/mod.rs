//! Files for authors to begin with: a whole site ([`starter`]), or those of one explainer, section, term or page
//! ([`new`]). Both are lists of [`NewFile`]s, made from values alone; [`write()`] puts them on the disk and never
//! overwrites anything.

mod draft;
mod editor;
pub mod fixes;
mod known;
pub mod new;
mod replace;
pub mod schema;
pub mod starter;
pub mod theme;
pub mod translation;

use std::borrow::Cow;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

pub use self::replace::replace;
use crate::base::diag::Message;
use crate::lang::message::message;
use crate::source::link_out;

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
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

/// Files that are named in full when they are in the way.
const MOST_NAMED: usize = 5;

/// Makes all the files below `root`, or none.
///
/// # Errors
/// Something is in the way: a file of that name (even a dangling link), or one where a folder has to be. Or
/// the disk refuses; what was made before that is taken away again.
pub fn write(root: &Path, files: &[NewFile]) -> Result<(), Refusal> {
    if let Some((folder, why)) = files.iter().find_map(|f| linked_out(root, &f.path)) {
        return refuse(
            message!(
                "{folder}에 쓸 수 없습니다. {why}",
                "nothing is written into {folder}: {why}",
                why
            ),
            message!(
                "그 자리에 폴더 자체를 두거나 링크를 지우세요",
                "put a folder there in place of the link, or delete the link"
            ),
        );
    }
    let mut blocked: Vec<&str> = files
        .iter()
        .filter_map(|f| in_the_way(root, &f.path))
        .collect();
    blocked.sort_unstable();
    blocked.dedup();
    if !blocked.is_empty() {
        let more = blocked.len().saturating_sub(MOST_NAMED);
        blocked.truncate(MOST_NAMED);
        let blocked = blocked.join(", ");
        return Err(Refusal {
            message: match more {
                0 => message!("이미 있습니다: {blocked}", "already there: {blocked}"),
                _ => message!(
                    "이미 있습니다: {blocked} 그밖에 {more}개",
                    "already there: {blocked} and {more} more"
                ),
            },
            hint: message!(
                "아무것도 쓰지 않았습니다. 다른 이름을 고르거나 그 파일을 옮기세요",
                "nothing was written; choose another name, or move what is in the way"
            ),
        });
    }
    for (i, file) in files.iter().enumerate() {
        if let Err(error) = create(&root.join(&file.path), &file.content) {
            for made in &files[..i] {
                // Left behind at worst; the first error is the one to report.
                let _ = std::fs::remove_file(root.join(&made.path));
            }
            let (path, why) = (&file.path, Message::of_io(&error));
            return Err(Refusal {
                message: message!(
                    "{path}(을/를) 쓰지 못했습니다: {why}",
                    "{path} cannot be written: {why}",
                    why
                ),
                hint: message!(
                    "폴더의 권한과 디스크에 남은 공간을 확인하세요",
                    "check the folder's permissions and the space on the disk"
                ),
            });
        }
    }
    Ok(())
}

/// The folders of a path, outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(i, _)| &path[..i])
}

/// The first folder of a path that is a link out of the site, and where it leads.
fn linked_out<'p>(root: &Path, path: &'p str) -> Option<(&'p str, Message)> {
    folders(path).find_map(|folder| Some((folder, link_out(root, folder)?)))
}

/// What keeps a file from being made at `path`: itself, or the first of its folders that is no folder.
fn in_the_way<'p>(root: &Path, path: &'p str) -> Option<&'p str> {
    folders(path)
        .find(|f| root.join(f).symlink_metadata().is_ok() && !root.join(f).is_dir())
        .or_else(|| root.join(path).symlink_metadata().is_ok().then_some(path))
}

/// Takes the line out of a text that makes it a draft; every other byte stays.
///
/// # Errors
/// As for [`replace()`].
pub fn publish(root: &Path, path: &str) -> Result<(), Refusal> {
    let Ok(text) = std::fs::read(root.join(path)) else {
        // It has just gone, and with it the draft.
        return Ok(());
    };
    let (mut out, mut marks) = (Vec::with_capacity(text.len()), 0);
    for line in text.split_inclusive(|b| *b == b'\n') {
        let start = line
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(line)
            .trim_ascii_end();
        marks += usize::from(start == b"---");
        let rest = start.strip_prefix(b"draft").map(<[u8]>::trim_ascii_start);
        if !(marks == 1 && rest.is_some_and(|rest| rest.starts_with(b":"))) {
            out.extend_from_slice(line);
        }
    }
    replace(root, path, &out)
}

fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)
}

fn refuse<T>(message: Message, hint: Message) -> Result<T, Refusal> {
    Err(Refusal { message, hint })
}

/// What to type instead.
fn run(command: String) -> Message {
    message!("이렇게 하세요: `{command}`", "run `{command}`")
}

/// What to do about a name that cannot be.
fn other_name() -> Message {
    message!("다른 이름을 고르세요", "choose another name")
}
