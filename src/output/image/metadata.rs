//! Takes the metadata out of JPEG, PNG and WebP files: where a photo was taken, by whom, with what. It works on the container and
//! touches no pixel. What decides on how the image looks is kept: colours, the orientation. Of kinds of data that are not known
//! nothing is kept, and nothing behind the end of the image, where phones put films.

/// An image without its metadata.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stripped {
    pub(super) bytes: Vec<u8>,
    pub(super) format: Format,
    /// How it is to be turned, 1 to 8 (CIPA DC-008, 4.6.4); 1 is upright.
    pub(super) orientation: u16,
}

/// Formats of which the metadata is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Jpeg,
    Png,
    WebP,
}

/// The signature of PNG files.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Takes the metadata out of a file. `None` if it is of another format.
pub(super) fn strip(bytes: &[u8]) -> Option<Stripped> {
    let mut out = Vec::with_capacity(bytes.len());
    let (format, orientation) = if bytes.starts_with(b"\xFF\xD8") {
        (Format::Jpeg, jpeg(bytes, &mut out))
    } else if bytes.starts_with(PNG) {
        (Format::Png, png(bytes, &mut out))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (Format::WebP, webp(bytes, &mut out))
    } else {
        return None;
    };
    let orientation = orientation.filter(|o| (1..=8).contains(o)).unwrap_or(1);
    Some(Stripped {
        bytes: out,
        format,
        orientation,
    })
}

impl Stripped {
    /// The bytes, with metadata that says the orientation and nothing else: where the pixels cannot be turned.
    pub(super) fn with_orientation(&self) -> Vec<u8> {
        let tiff = orientation_alone(self.orientation);
        let mut bytes = self.bytes.clone();
        match self.format {
            _ if self.orientation == 1 => {}
            Format::Jpeg => {
                let data = [b"Exif\0\0", &tiff[..]].concat();
                let length = (data.len() as u16 + 2).to_be_bytes();
                let segment = [b"\xFF\xE1", &length[..], &data].concat();
                bytes.splice(2..2, segment);
            }
            Format::Png => {
                // Behind the header: 8 bytes of signature, 25 of IHDR.
                let at = bytes.len().min(PNG.len() + 25);
                bytes.splice(at..at, png_chunk(b"eXIf", &tiff));
            }
            Format::WebP => {
                if let Some(flags) = extended_flags(&mut bytes) {
                    *flags |= EXIF_FLAG;
                    push_riff(&mut bytes, b"EXIF", &tiff);
                    set_riff_length(&mut bytes);
                }
            }
        }
        bytes
    }
}

/// Exif data (a TIFF header and a directory) that says the orientation alone.
fn orientation_alone(orientation: u16) -> Vec<u8> {
    let value = orientation.to_be_bytes();
    [
        &b"MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01"[..],
        &value,
        &[0; 6],
    ]
    .concat()
}

/// Segments of a JPEG (ITU T.81, Annex B). Gives the orientation.
fn jpeg(bytes: &[u8], out: &mut Vec<u8>) -> Option<u16> {
    let mut orientation = None;
    let mut at = 2;
    out.extend_from_slice(&bytes[..at]);
    while let Some(&[mark, kind]) = bytes.get(at..at + 2).and_then(|m| m.first_chunk()) {
        match (mark, kind) {
            // Any number of these may fill the space between segments.
            (0xFF, 0xFF) => at += 1,
            // Marks without a segment, and the end.
            (0xFF, 0x01 | 0xD0..=0xD9) => {
                out.extend_from_slice(&[mark, kind]);
                at += 2;
                if kind == 0xD9 {
                    return orientation;
                }
            }
            (0xFF, 0x02..) => {
                let Some(length) = bytes.get(at + 2..at + 4).and_then(|l| l.first_chunk()) else {
                    break;
                };
                let end = (at + 2 + usize::from(u16::from_be_bytes(*length))).min(bytes.len());
                let data = bytes.get(at + 4..end).unwrap_or_default();
                if kind == 0xE1 && orientation.is_none() {
                    let tiff = data.strip_prefix(b"Exif\0\0");
                    orientation = tiff.and_then(crate::model::image::orientation);
                }
                if is_shown(kind, data) {
                    out.extend_from_slice(&bytes[at..end]);
                }
                at = end.max(at + 2);
                if kind == 0xDA {
                    let scan = end_of_scan(&bytes[at..]);
                    out.extend_from_slice(&bytes[at..at + scan]);
                    at += scan;
                }
            }
            // It is damaged here: no telling what the rest is.
            _ => break,
        }
    }
    orientation
}

/// Whether a segment is part of the image: of those of applications the JFIF header, the colour profile and Adobe's kind of colours.
fn is_shown(kind: u8, data: &[u8]) -> bool {
    match kind {
        0xE0 => data.starts_with(b"JFIF\0"),
        0xE2 => data.starts_with(b"ICC_PROFILE\0"),
        0xEE => data.starts_with(b"Adobe"),
        // Other applications', and comments.
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// Bytes up to the next mark that is none of the scan itself.
fn end_of_scan(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|b| *b == 0xFF) {
        at += next;
        match bytes.get(at + 1) {
            Some(0x00 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            Some(_) => return at,
            None => break,
        }
    }
    bytes.len()
}

/// Chunks of a PNG (PNG 3, 5.3) that are part of the image, but for those that it cannot be without.
const SHOWN: [&[u8; 4]; 15] = [
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD",
    b"pHYs", b"hIST", b"acTL", b"fcTL", b"fdAT",
];

/// Chunks of a PNG. Gives the orientation.
fn png(bytes: &[u8], out: &mut Vec<u8>) -> Option<u16> {
    let mut orientation = None;
    let mut at = PNG.len();
    out.extend_from_slice(PNG);
    while let Some(head) = bytes.get(at..at + 8) {
        let (length, kind) = head.split_at(4);
        let length = length.first_chunk().map_or(0, |l| u32::from_be_bytes(*l)) as usize;
        let end = at
            .saturating_add(12)
            .saturating_add(length)
            .min(bytes.len());
        // The first letter is a capital in those that an image cannot be without.
        let critical = kind[0].is_ascii_uppercase();
        if critical || SHOWN.iter().any(|shown| *shown == kind) {
            out.extend_from_slice(&bytes[at..end]);
        } else if kind == b"eXIf" {
            let data = bytes.get(at + 8..end).unwrap_or_default();
            orientation = crate::model::image::orientation(data);
        }
        at = end;
        if kind == b"IEND" {
            return orientation;
        }
    }
    // Where a chunk has not even its name.
    orientation
}

fn png_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let named = [&kind[..], data].concat();
    let length = (data.len() as u32).to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The checksum of a chunk (PNG 3, Annex D), of few bytes.
fn crc(bytes: &[u8]) -> u32 {
    let crc = bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    !crc
}

/// In the flags of an extended WebP: that there is Exif, and XMP.
const EXIF_FLAG: u8 = 0b1000;
const XMP_FLAG: u8 = 0b0100;

/// Chunks of a WebP (RFC 9649, 2.7). Gives the orientation.
fn webp(bytes: &[u8], out: &mut Vec<u8>) -> Option<u16> {
    let mut orientation = None;
    let mut at = 12;
    out.extend_from_slice(&bytes[..at]);
    let length = bytes[4..8]
        .first_chunk()
        .map_or(0, |l| u32::from_le_bytes(*l)) as usize;
    let all = length.saturating_add(8).min(bytes.len()).max(at);
    while let Some(head) = bytes[..all].get(at..at + 8) {
        let (kind, length) = head.split_at(4);
        let length = length.first_chunk().map_or(0, |l| u32::from_le_bytes(*l)) as usize;
        let end = at.saturating_add(8).saturating_add(length).min(all);
        let data = &bytes[at + 8..end];
        match kind {
            b"VP8 " | b"VP8L" | b"VP8X" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                push_riff(out, kind, data);
            }
            b"EXIF" => {
                let tiff = data.strip_prefix(b"Exif\0\0").unwrap_or(data);
                orientation = crate::model::image::orientation(tiff);
            }
            _ => {}
        }
        at = end.saturating_add(length % 2);
    }
    if let Some(flags) = extended_flags(out) {
        *flags &= !(EXIF_FLAG | XMP_FLAG);
    }
    set_riff_length(out);
    orientation
}

fn push_riff(out: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
    out.extend_from_slice(kind);
    out.extend_from_slice(&(data.len() as u32).to_le_bytes());
    out.extend_from_slice(data);
    out.resize(out.len() + data.len() % 2, 0);
}

/// The flags of an extended WebP, which is what may hold metadata.
fn extended_flags(webp: &mut [u8]) -> Option<&mut u8> {
    let is_extended = webp.get(12..16) == Some(b"VP8X");
    webp.get_mut(20).filter(|_| is_extended)
}

fn set_riff_length(webp: &mut [u8]) {
    let length = (webp.len() as u32).saturating_sub(8).to_le_bytes();
    webp[4..8].copy_from_slice(&length);
}
