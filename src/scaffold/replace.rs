//! Writing a file of the site anew, and clearing what a process has left that was killed meanwhile.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

use super::Refusal;
use crate::base::diag::Message;
use crate::lang::message::message;
use crate::source::open_regular;

/// What the name of a file begins and ends with until it is whole: hidden, because what is left of it must not be published.
const BEGINNING: &str = ".";
const MIDDLE: &str = ".haeseol-";

/// After this time a file that is still empty was left, and not just made.
const JUST_MADE: Duration = Duration::from_mins(1);

/// Writes a text in place of a file of the site, or where there is none: whole or not at all. What was left in its folder by a
/// process that was killed in here is deleted.
///
/// # Errors
/// There is something else of that name, a folder or a link; or the disk refuses.
pub fn replace(root: &Path, path: &str, content: &[u8]) -> Result<(), Refusal> {
    let target = root.join(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = root.join(folder);
    clear(&folder);
    let new = folder.join(format!("{BEGINNING}{name}{MIDDLE}{}", std::process::id()));
    let put = || {
        if target.symlink_metadata().is_ok_and(|m| !m.is_file()) {
            let why = message!("보통 파일이 아닙니다", "it is not a plain file");
            return Err(io::Error::other(why));
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&new)?;
        // The sign that it is being written, which ends with the process. Where there are no locks, nothing is cleared.
        let _ = file.try_lock();
        file.write_all(content)?;
        if let Ok(old) = target.metadata() {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        std::fs::rename(&new, &target)
    };
    put().map_err(|error| {
        // Left behind at worst; the first error is the one to report.
        let _ = std::fs::remove_file(&new);
        let why = Message::of_io(&error);
        Refusal {
            message: message!(
                "{path}(을/를) 쓰지 못했습니다: {why}",
                "{path} cannot be written: {why}",
                why
            ),
            hint: message!(
                "그 파일은 그대로입니다. 폴더의 권한을 확인하고 다시 실행하세요",
                "the file is as it was; check the permissions of its folder, and run this again"
            ),
        }
    })
}

/// Deletes what killed processes have left in a folder. What cannot be deleted stays: the text can be written without that.
fn clear(folder: &Path) {
    // A link in the way to the folder is the user's; one in place of a file is not followed.
    let Ok(entries) = folder.canonicalize().and_then(std::fs::read_dir) else {
        return;
    };
    for entry in entries.flatten().filter(|e| is_ours(&e.file_name())) {
        let path = entry.path();
        // Opened without following a link or waiting for a pipe, and locked until it is gone.
        if let Ok(file) = open_regular(&path)
            && file.metadata().is_ok_and(|m| was_left(&m))
            && file.try_lock().is_ok()
        {
            let _ = std::fs::remove_file(&path);
        }
    }
}

/// Whether a name is one of those that [`replace()`] gives.
fn is_ours(name: &OsStr) -> bool {
    let parts = name
        .to_str()
        .and_then(|name| name.strip_prefix(BEGINNING)?.rsplit_once(MIDDLE));
    parts.is_some_and(|(name, process)| {
        !name.is_empty() && !process.is_empty() && process.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Whether a file is the user's, has no other name, and is more than just made, so that it would be locked if somebody wrote it.
fn was_left(file: &std::fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        if file.nlink() > 1 || file.uid() != rustix::process::geteuid().as_raw() {
            return false;
        }
    }
    let age = file.modified().ok().and_then(|at| at.elapsed().ok());
    file.len() > 0 || age.is_some_and(|age| age > JUST_MADE)
}
