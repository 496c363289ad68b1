//! Files whose bytes are not read as text.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::disk::{LONGEST_TEXT, Stamp, read_at_most};
use super::open::open_regular;

/// Files that are copied as they are, by their paths.
pub(crate) type Blobs = BTreeMap<Arc<str>, Blob>;

/// Bytes that are copied as they are.
#[derive(Debug, Clone)]
pub enum Blob {
    /// In memory: embedded in the program, made by a build, or given by a test.
    Memory(Arc<[u8]>),
    /// A file on the disk by its path without links, read when it is needed ([`open_regular`]), and a stamp that
    /// changes with its state.
    Disk(PathBuf, Stamp),
}

impl Blob {
    /// The bytes.
    ///
    /// # Errors
    /// The file has vanished or cannot be read.
    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Memory(bytes) => Ok(Arc::clone(bytes)),
            Self::Disk(path, _) => {
                let mut bytes = Vec::new();
                open_regular(path)?.read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }

    /// The bytes of a file that is read as text, like a style sheet; `None` if it is longer than texts may be.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub(crate) fn read_text(&self) -> io::Result<Option<Arc<[u8]>>> {
        match self {
            Self::Memory(bytes) => Ok(Some(Arc::clone(bytes))),
            Self::Disk(path, _) => Ok(read_at_most(path, LONGEST_TEXT)?.map(Into::into)),
        }
    }

    /// The bytes; `None` if there are more than `most`.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub(crate) fn read_at_most(&self, most: u64) -> io::Result<Option<Arc<[u8]>>> {
        match self {
            Self::Memory(bytes) => Ok(Some(Arc::clone(bytes)).filter(|b| b.len() as u64 <= most)),
            Self::Disk(path, _) => Ok(read_at_most(path, most)?.map(Into::into)),
        }
    }

    /// How many bytes there are; none in a file that cannot be looked at.
    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk(path, _) => path.symlink_metadata().map_or(0, |metadata| metadata.len()),
        }
    }

    /// Differs when the bytes do.
    pub(crate) fn stamp(&self) -> u64 {
        match self {
            Self::Memory(bytes) => xxh3_64(bytes),
            Self::Disk(_, Stamp(stamp)) => *stamp,
        }
    }
}
