//! Images as they are published: without metadata, upright, and with copies of other widths for smaller screens.
//!
//! [`Picture::read`] reads a file once and takes its metadata out ([`metadata`]); pixels are decoded only if it has to be turned or
//! a copy has to be made that no earlier build has kept ([`Store`]). [`Room`] bounds the memory of all that is decoded at once.

mod metadata;
mod pixels;
mod room;

use std::io;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_128;

use self::metadata::{Format, Stripped};
use self::pixels::Pixels;
pub(super) use self::room::{Room, taken};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;
use crate::model::image::{Size, copy_size, fits};
use crate::page::card::SIZE;

/// What an earlier build may have kept, and a later one may find: files that take long to make, each by what it is made of. What
/// is found there is not to be trusted.
pub trait Store: Sync {
    /// What was kept under a name.
    fn kept(&self, name: &str) -> Option<Vec<u8>>;

    /// Keeps a file for later builds, if it can.
    fn keep(&self, name: &str, bytes: &[u8]);
}

/// Changes with what is made of an image: what was kept before is then of no use.
const VERSION: u32 = 1;

/// An image that was read.
pub(super) struct Picture<'s> {
    stripped: Stripped,
    /// Of the file.
    hash: u128,
    /// Upright, as its header says; `None` if it is not to be decoded.
    size: Option<Size>,
    store: Option<&'s dyn Store>,
    decoded: Option<Pixels>,
}

impl<'s> Picture<'s> {
    /// Takes a file apart. One that is no image, whatever its name says, is given back as it is.
    pub(super) fn read(
        bytes: Arc<[u8]>,
        size: Option<Size>,
        store: Option<&'s dyn Store>,
    ) -> Result<Self, Arc<[u8]>> {
        let Some(stripped) = metadata::strip(&bytes) else {
            return Err(bytes);
        };
        Ok(Self {
            hash: store.map_or(0, |_| xxh3_128(&bytes)),
            stripped,
            size,
            store,
            decoded: None,
        })
    }

    /// The image as it is published.
    pub(super) fn published(&mut self) -> Vec<u8> {
        if self.stripped.orientation == 1 {
            return self.stripped.bytes.clone();
        }
        let turned = self.made("upright", None, |pixels, _| pixels.whole());
        // Where it cannot be turned here, browsers have to do it.
        turned.unwrap_or_else(|| self.stripped.with_orientation())
    }

    /// A copy of a width. One that is not smaller than the image itself, or cannot be made, is that image.
    pub(super) fn copy(&mut self, width: u32) -> Vec<u8> {
        let copy = self.made(&format!("{width}w"), Some(width), |pixels, size| {
            pixels.copy(size)
        });
        match copy {
            Some(copy) if copy.len() < self.stripped.bytes.len() => copy,
            _ => self.published(),
        }
    }

    /// What was kept, or what `make` makes of the pixels.
    fn made(
        &mut self,
        what: &str,
        width: Option<u32>,
        make: impl Fn(&Pixels, Size) -> Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        let whole = self.size?;
        let size = width.map_or(whole, |width| copy_size(whole, width));
        let name = format!("{:032x}-{VERSION}-{what}", self.hash);
        kept_or_made(self.store, &name, (self.stripped.format, size), || {
            if self.decoded.is_none() {
                let mut pixels = Pixels::decode(&self.stripped.bytes, self.stripped.format)?;
                pixels.turn(self.stripped.orientation);
                self.decoded = Some(pixels);
            }
            make(self.decoded.as_ref()?, size)
        })
    }
}

/// What was kept under a name, if it is an image of such a kind; else what `make` makes, which is kept.
fn kept_or_made(
    store: Option<&dyn Store>,
    name: &str,
    (format, size): (Format, Size),
    make: impl FnOnce() -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let kept = store.and_then(|store| store.kept(name));
    if let Some(kept) = kept.filter(|bytes| is_image(bytes, format, size)) {
        return Some(kept);
    }
    let made = make()?;
    if let Some(store) = store {
        store.keep(name, &made);
    }
    Some(made)
}

/// A card as it was kept, or as it is drawn: `path` is another one when it is to be drawn otherwise.
pub(super) fn kept_or_drawn(
    path: &str,
    store: Option<&dyn Store>,
    draw: impl FnOnce() -> Vec<u8>,
) -> Vec<u8> {
    let name = format!("{:032x}-card", xxh3_128(path.as_bytes()));
    let drawn = kept_or_made(store, &name, (Format::Png, SIZE), || Some(draw()));
    drawn.unwrap_or_default()
}

/// Most bytes of an image: it is read into memory to take its metadata out.
pub(super) const LONGEST: u64 = 100 << 20;

/// Says that an image is too long to be read into memory.
pub(super) fn too_long(file: &Arc<str>) -> Box<Diagnostic> {
    let most = LONGEST >> 20;
    let message = message!(
        "이미지가 {most} MB보다 커서 촬영 정보를 지울 수 없습니다",
        "this image has more than {most} MB, too many to take its metadata out"
    );
    let hint = message!(
        "긴 변을 2,000픽셀쯤으로 줄이거나, 그대로 내보내려면 static/에 두세요",
        "make its long side about 2,000 pixels, or put it into static/ to publish it as it is"
    );
    let d = Diagnostic::error(Place::file(file), "image-too-large", message);
    Box::new(d.hint(hint))
}

/// Says that an image cannot be read.
pub(super) fn unreadable(file: &Arc<str>, error: &io::Error) -> Box<Diagnostic> {
    let why = Message::of_io(error);
    let message = message!(
        "파일을 읽을 수 없습니다: {why}",
        "this file cannot be read: {why}",
        why
    );
    let hint = message!(
        "파일이 그대로 있는지, 읽을 권한이 있는지 확인하세요",
        "check that it is still there, and its permissions"
    );
    Box::new(Diagnostic::error(Place::file(file), "unreadable", message).hint(hint))
}

/// Whether a file may be an image that holds metadata, by its name.
pub(super) fn has_metadata(file: &str) -> bool {
    const ENDINGS: [&str; 7] = ["jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp"];
    let ending = file.rsplit('.').next().unwrap_or(file);
    ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending))
}

/// Whether a file that was kept is an image of a format and a size, without metadata.
fn is_image(bytes: &[u8], format: Format, size: Size) -> bool {
    let clean = metadata::strip(bytes).is_some_and(|s| s.format == format && s.bytes == bytes);
    let ending = match format {
        Format::Jpeg => "jpg",
        Format::Png => "png",
        Format::WebP => "webp",
    };
    clean && fits(bytes, ending, size)
}
