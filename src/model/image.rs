//! How large an image is: pages name width and height, so that nothing moves when it arrives.
//!
//! An image is measured by its header. Of a file of any size a few kilobytes are read ([`MOST_READ`]); what comes before
//! the header in a JPEG (profiles, previews) is skipped, not read. Nothing is decoded, but browsers will have to: an image
//! that would take them more memory than they have is refused by what its header says.

mod jpeg;
mod png;
mod svg;

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::document::path::CONTENT;
use crate::model::resolve::Destinations;
use crate::source::{Blob, Sources, open_regular};

/// Most bytes that are read of an image.
const MOST_READ: u64 = 1 << 20;
/// Bytes that are read at a time. Skipping drops what has been read ahead.
const STEP: usize = 512;
/// Most pixels of an image: decoded, each takes four bytes.
const MOST_PIXELS: u64 = 100_000_000;
/// Longest side of an image in pixels.
const LONGEST_SIDE: u64 = 30_000;

/// Bytes of Exif data that are looked at: the orientation is among the first.
const EXIF: usize = 4096;

/// Width and height in CSS pixels.
pub(crate) type Size = (u32, u32);

/// Why an image has no size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unmeasured {
    /// Nothing is known of such files, or an SVG does not say.
    Unknown,
    /// It is not what its ending says, or it ends early.
    Broken,
    /// Hardly a browser shows images of this format.
    Unshown(&'static str),
    /// It has a header, and not its end.
    Cut,
    /// Its sides in pixels are more than browsers can be asked to show.
    TooLarge(u64, u64),
}

/// Sizes of the images that texts show, by their source files.
#[derive(Debug, Default)]
pub(crate) struct Sizes(FxHashMap<String, Measured>);

/// An image as it was measured.
#[derive(Debug, Clone, Copy)]
struct Measured {
    /// Of the file.
    stamp: u64,
    /// Length of the file.
    bytes: u64,
    size: Result<Size, Unmeasured>,
    /// Whether smaller copies of it can be made.
    still: bool,
    /// Whether its end is there.
    whole: bool,
}

/// Widths of the copies of an image for smaller screens: of a phone, of the column and of the page, for one and two pixels each.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];
/// Bytes of an image that is light enough for any screen.
const LIGHT: u64 = 20_000;
/// Most pixels of an image that copies are made of, and most rows: what they take of memory is bounded by them.
const MOST_COPIED: u64 = 50_000_000;
const TALLEST: u64 = 16_000;

/// Most bytes of an image that readers on a phone do not wait for.
const HEAVY: u64 = 5 << 20;
/// Twice the width that a page shows an image in, on a screen with two pixels for one.
const WIDEST: u32 = 4_400;

/// An image that is heavier than readers have any good of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// So many bytes.
    Bytes(u64),
    /// So many pixels.
    Pixels(Size),
}

impl Sizes {
    /// Measures every image that a text shows, each once, and none that is `known`.
    pub(crate) fn measure(sources: &Sources, destinations: &Destinations, known: &Self) -> Self {
        let mut files: Vec<&String> = destinations.iter().flat_map(|d| &d.images).collect();
        files.sort_unstable();
        files.dedup();
        let sized = files.into_par_iter().filter_map(|file| {
            let blob = sources.blob(file)?;
            let stamp = blob.stamp();
            let known = known.0.get(file).filter(|m| m.stamp == stamp);
            let measured = known.copied().unwrap_or_else(|| Measured::of(file, blob));
            Some((file.clone(), measured))
        });
        Self(sized.collect())
    }

    /// Whether all images that texts show are measured as they are now.
    pub(crate) fn holds(&self, sources: &Sources, destinations: &Destinations) -> bool {
        let mut files = destinations.iter().flat_map(|d| &d.images);
        files.all(|file| self.0.get(file).map(|m| m.stamp) == sources.blob(file).map(Blob::stamp))
    }

    /// Of an image.
    pub(crate) fn of(&self, file: &str) -> Option<Size> {
        self.0.get(file)?.size.ok()
    }

    /// The widths of the copies of an image for smaller screens, ascending.
    pub(crate) fn copies(&self, file: &str) -> Vec<u32> {
        let measured = self.0.get(file).filter(|_| file.starts_with(CONTENT));
        measured.map_or_else(Vec::new, Measured::copies)
    }

    /// The images that texts show, in order.
    pub(crate) fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = self.0.keys().map(String::as_str).collect();
        files.sort_unstable();
        files
    }

    /// Bytes of memory that it takes at most to decode an image and to make its copies, its own included, and its size;
    /// `None` if it is not to be decoded.
    pub(crate) fn room(&self, file: &str, blob: &Blob) -> (u64, Option<Size>) {
        let known = self.0.get(file).copied();
        known.unwrap_or_else(|| Measured::of(file, blob)).room()
    }

    /// What is wrong with an image, if it is broken or too large.
    pub(crate) fn fault(&self, file: &str) -> Option<Unmeasured> {
        let measured = self.0.get(file)?;
        let fault = measured.size.err();
        fault
            .or((!measured.whole).then_some(Unmeasured::Cut))
            .filter(|fault| *fault != Unmeasured::Unknown)
    }

    /// Whether an image is heavier than it need be. A drawing has no pixels.
    pub(crate) fn weight(&self, file: &str) -> Option<Weight> {
        let measured = self.0.get(file)?;
        if measured.bytes > HEAVY {
            return Some(Weight::Bytes(measured.bytes));
        }
        let size = measured.size.ok()?;
        let is_drawing = Path::new(file)
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("svg"));
        (size.0 > WIDEST && !is_drawing).then_some(Weight::Pixels(size))
    }

    /// Whether anything is to be said of any image.
    pub(crate) fn has_faults(&self) -> bool {
        let mut files = self.0.keys();
        files.any(|file| self.fault(file).is_some() || self.weight(file).is_some())
    }
}

/// The ending of a file's name, in lower case.
fn ending(name: &str) -> String {
    let ending = Path::new(name).extension().and_then(OsStr::to_str);
    ending.unwrap_or_default().to_ascii_lowercase()
}

/// The format that hardly a browser shows, by the file's name.
pub(crate) fn unshown_format(name: &str) -> Option<&'static str> {
    match &*ending(name) {
        "heic" | "heif" => Some("HEIC"),
        "bmp" => Some("BMP"),
        "tif" | "tiff" => Some("TIFF"),
        _ => None,
    }
}

/// Measures the file with a name, and says whether its end is there; the name's ending decides its media type, so it decides the
/// format here too.
fn of_file(name: &str, blob: &Blob) -> (Result<(Size, bool), Unmeasured>, bool) {
    let Some(kind) = ImageKind::of(&ending(name)) else {
        let fault = unshown_format(name).map_or(Unmeasured::Unknown, Unmeasured::Unshown);
        return (Err(fault), true);
    };
    match blob {
        Blob::Memory(bytes) => kind.look_at(Cursor::new(bytes)),
        // That it cannot be read is reported when it is copied.
        Blob::Disk(path, _) => match open_regular(path) {
            Ok(file) => kind.look_at(file),
            Err(_) => (Err(Unmeasured::Unknown), true),
        },
    }
}

fn ends_with(mark: &[u8], mut file: impl Read + Seek) -> io::Result<bool> {
    let length = file.seek(SeekFrom::End(0))?;
    for most in [STEP as u64, MOST_READ] {
        file.seek(SeekFrom::Start(length.saturating_sub(most)))?;
        let mut end = Vec::new();
        file.by_ref().take(most).read_to_end(&mut end)?;
        if end.windows(mark.len()).any(|bytes| bytes == mark) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Measured {
    fn of(file: &str, blob: &Blob) -> Self {
        let (header, whole) = of_file(file, blob);
        Self {
            stamp: blob.stamp(),
            bytes: blob.length(),
            size: header.map(|(size, _)| size),
            still: header.is_ok_and(|(_, still)| still),
            whole,
        }
    }

    fn copies(&self) -> Vec<u32> {
        let Ok((width, height)) = self.size else {
            return Vec::new();
        };
        let (w, h) = (u64::from(width), u64::from(height));
        let may = self.still && self.bytes > LIGHT && w * h <= MOST_COPIED && h <= TALLEST;
        let smaller = WIDTHS.into_iter().filter(|copy| copy * 5 <= width * 4);
        smaller.filter(|_| may).collect()
    }

    fn room(&self) -> (u64, Option<Size>) {
        match self.size {
            // Four bytes a pixel, twice while it is turned; sixteen in the rows that are made smaller, as many as it has.
            Ok((w, h)) => {
                let (w, h) = (u64::from(w), u64::from(h));
                let rows = self
                    .copies()
                    .last()
                    .map_or(0, |copy| u64::from(*copy) * h * 16);
                (2 * self.bytes + w * h * 8 + rows, self.size.ok())
            }
            Err(_) => (2 * self.bytes, None),
        }
    }
}

/// Whether bytes are an image of the kind that an ending says, and of a size.
pub(crate) fn fits(bytes: &[u8], ending: &str, size: Size) -> bool {
    let measured = ImageKind::of(ending).map(|kind| kind.measure(Cursor::new(bytes)));
    let measured = measured.and_then(Result::ok);
    measured.is_some_and(|(measured, _)| measured == size)
}

/// The size of a copy of an image.
pub(crate) fn copy_size((width, height): Size, copy: u32) -> Size {
    let (w, h) = (u64::from(width).max(1), u64::from(height));
    let scaled = (h * u64::from(copy) + w / 2) / w;
    (copy, u32::try_from(scaled).unwrap_or(u32::MAX).max(1))
}

/// The path of a copy of an image in the output: `a/tower.480w.jpg` of `a/tower.jpg`.
pub(crate) fn copy_path(path: &str, width: u32) -> String {
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("{stem}.{width}w.{ending}")
}

/// The format of an image that browsers do not show, by its first bytes: phones and converters give such files other endings.
fn unshown(start: &[u8]) -> Option<&'static str> {
    let brand = start.get(4..12).and_then(|b| b.strip_prefix(b"ftyp"));
    match (start, brand) {
        (_, Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1")) => Some("HEIC"),
        ([b'B', b'M', ..], _) => Some("BMP"),
        ([b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..], _) => Some("TIFF"),
        _ => None,
    }
}

/// What the ending of a name says.
#[derive(Debug, Clone, Copy)]
enum ImageKind {
    Jpeg,
    Svg,
    Png,
    /// Measured by `imagesize`, which knows the kind by the first bytes.
    Other(fn(imagesize::ImageType) -> bool),
}

impl ImageKind {
    fn of(ending: &str) -> Option<Self> {
        use imagesize::ImageType;
        Some(match ending {
            "jpg" | "jpeg" => Self::Jpeg,
            "svg" => Self::Svg,
            "png" => Self::Png,
            "gif" => Self::Other(|t| t == ImageType::Gif),
            "webp" => Self::Other(|t| t == ImageType::Webp),
            "avif" => Self::Other(|t| matches!(t, ImageType::Heif(_))),
            _ => return None,
        })
    }

    /// Measures a file, and says whether it ends as its format does: one that was copied in part has its header and not its end. Some
    /// cameras append data of their own, so that is looked for farther from the end too.
    fn look_at(self, mut file: impl Read + Seek) -> (Result<(Size, bool), Unmeasured>, bool) {
        let measured = self.measure_or_name(&mut file);
        let end: &[u8] = match self {
            Self::Jpeg => &[0xFF, 0xD9],
            Self::Png => b"IEND",
            Self::Svg | Self::Other(_) => return (measured, true),
        };
        // What cannot be read is told when it is copied.
        let whole = measured.is_err() || ends_with(end, file).unwrap_or(true);
        (measured, whole)
    }

    /// Measures a file, or says what it is if browsers show no such images.
    fn measure_or_name(self, mut file: impl Read + Seek) -> Result<(Size, bool), Unmeasured> {
        let measured = self.measure(&mut file);
        if measured != Err(Unmeasured::Broken) {
            return measured;
        }
        let mut start = [0; 12];
        let read = file.rewind().and_then(|()| file.read_exact(&mut start));
        match read.ok().and_then(|()| unshown(&start)) {
            Some(format) => Err(Unmeasured::Unshown(format)),
            None => measured,
        }
    }

    /// Its size, and whether smaller copies of it can be made.
    fn measure(self, file: impl Read + Seek) -> Result<(Size, bool), Unmeasured> {
        let mut file = BufReader::with_capacity(STEP, Limited(file, MOST_READ));
        let ((width, height), still) = match self {
            // A drawing has no pixels, and may leave its size to the page.
            Self::Svg => return svg::size(file).map(|size| (size, false)),
            Self::Jpeg => jpeg::size(&mut file).map(|size| (size, true)),
            Self::Png => png::size(&mut file),
            Self::Other(is) => other(&mut file, is).map(|size| (size, false)),
        }
        .ok_or(Unmeasured::Broken)?;
        let pixels = width.saturating_mul(height);
        match (u32::try_from(width), u32::try_from(height)) {
            _ if pixels == 0 => Err(Unmeasured::Broken),
            (Ok(w), Ok(h)) if pixels <= MOST_PIXELS && width.max(height) <= LONGEST_SIDE => {
                Ok(((w, h), still))
            }
            _ => Err(Unmeasured::TooLarge(width, height)),
        }
    }
}

fn other(
    file: &mut (impl BufRead + Seek),
    is: fn(imagesize::ImageType) -> bool,
) -> Option<(u64, u64)> {
    let mut start = [0; 32];
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..]).ok()? {
            0 => break,
            read => length += read,
        }
    }
    if !imagesize::image_type(&start[..length]).is_ok_and(is) {
        return None;
    }
    file.rewind().ok()?;
    let size = imagesize::reader_size(file).ok()?;
    Some((size.width as u64, size.height as u64))
}

/// The orientation, 1 to 8, in Exif data (CIPA DC-008, 4.6.4): a TIFF header, and the first directory.
pub(crate) fn orientation(tiff: &[u8]) -> Option<u16> {
    const TAG: u16 = 0x0112;
    let little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little {
            u32::from_le_bytes(bytes)
        } else {
            u32::from_be_bytes(bytes)
        })
    };
    let directory = long(4)? as usize;
    let entries = usize::from(short(directory)?);
    let mut entries = (0..entries).map_while(|i| {
        let at = directory.checked_add(2 + 12 * i)?;
        Some((short(at)?, short(at + 8)?))
    });
    entries.find(|(tag, _)| *tag == TAG).map(|(_, value)| value)
}

/// A file that ends after so many bytes have been read of it, however often its reader goes back.
struct Limited<R>(R, u64);

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1 as usize);
        let read = self.0.read(&mut buffer[..most])?;
        self.1 -= read as u64;
        Ok(read)
    }
}

impl<R: Seek> Seek for Limited<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}
