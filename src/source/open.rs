//! Opens the author's files safely: no link is followed, nothing blocks, only regular files are read.
//!
//! What a path names can change between the listing of a folder and the opening of a file: a link, a pipe or a device may
//! have taken the file's place. So the kind of a file is asked of the handle, and never of the path a second time.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::base::diag::Message;
use crate::lang::message::message;

/// Opens a regular file for reading. `path` has to be free of links in all its parts, as
/// [`canonicalize`](std::fs::canonicalize) gives it.
///
/// Where the system can refuse links in every part of a path (Linux, macOS) it is asked to; elsewhere on Unix only the last
/// part is guarded, and on other systems none but by the listing.
///
/// # Errors
/// The file is not there or may not be read, a part of the path is a link, or it is not a regular file.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let file = open(path).map_err(explain)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other(message!(
            "보통 파일이 아닙니다",
            "it is not a regular file"
        )))
    }
}

/// Opening a pipe for reading would wait for a writer, but for `O_NONBLOCK`, which regular files ignore.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        use rustix::fs::{CWD, Mode, ResolveFlags, openat2};
        use rustix::io::Errno;
        let all = flags | OFlags::RDONLY | OFlags::CLOEXEC;
        match openat2(CWD, path, all, Mode::empty(), ResolveFlags::NO_SYMLINKS) {
            // Before Linux 5.6, or in a sandbox that does not know the call.
            Err(Errno::NOSYS | Errno::PERM) => {}
            opened => return Ok(opened?.into()),
        }
    }
    // O_NOFOLLOW_ANY of macOS 11, in place of O_NOFOLLOW.
    #[cfg(target_vendor = "apple")]
    let flags = flags.difference(OFlags::NOFOLLOW) | OFlags::from_bits_retain(0x2000_0000);
    File::options()
        .read(true)
        .custom_flags(flags.bits() as i32)
        .open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    if path.symlink_metadata()?.is_symlink() {
        return Err(io::Error::other(a_link()));
    }
    File::open(path)
}

/// What is wrong with a path that holds a link.
fn a_link() -> Message {
    message!("그 자리에 링크가 있습니다", "a link has taken its place")
}

/// The system's "too many levels of symbolic links" means one link here.
fn explain(error: io::Error) -> io::Error {
    #[cfg(unix)]
    if rustix::io::Errno::from_io_error(&error) == Some(rustix::io::Errno::LOOP) {
        return io::Error::other(a_link());
    }
    error
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn only_regular_files_are_opened_and_no_link_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().canonicalize().unwrap();
        let at = |name: &str| folder.join(name);
        std::fs::create_dir(at("folder")).unwrap();
        std::fs::write(at("folder/file"), "text").unwrap();
        symlink("folder/file", at("link")).unwrap();
        symlink("folder", at("way")).unwrap();
        symlink("itself", at("itself")).unwrap();
        // A pipe without a writer: an ordinary opening would wait for ever.
        let pipe = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(pipe.unwrap().success());
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert!(open_regular(&at("folder/file")).is_ok());
        for name in ["link", "itself", "pipe", "socket", "folder", "none"] {
            assert!(open_regular(&at(name)).is_err(), "{name}");
        }
        assert!(open_regular(Path::new("/dev/zero")).is_err());
        #[cfg(any(target_os = "linux", target_vendor = "apple"))]
        assert_eq!(
            open_regular(&at("way/file")).unwrap_err().to_string(),
            a_link().english()
        );
    }
}
