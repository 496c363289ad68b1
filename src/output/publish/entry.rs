//! What is in a folder.

use std::ffi::OsString;

/// What a name in a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// A regular file.
    File,
    Folder,
    /// A link, a pipe, a device, a socket.
    Other,
}

/// A name in a folder.
#[derive(Debug)]
pub(super) struct DirEntry {
    pub(super) name: OsString,
    pub(super) kind: FileKind,
}
