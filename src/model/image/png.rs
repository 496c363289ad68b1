//! What the header of a PNG says (PNG 3, 5.2 and 11): its size as browsers show it, and whether copies of it can be made.

use std::io::{BufRead, Seek, SeekFrom};

use super::{EXIF, orientation};

/// Width, height, and whether it is a still image of more than a few colours: of others a smaller copy is no smaller.
pub(super) fn size(file: &mut (impl BufRead + Seek)) -> Option<((u64, u64), bool)> {
    let mut head = [0; 26];
    file.read_exact(&mut head).ok()?;
    let head = head.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR")?;
    let side = |at: usize| {
        Some(u64::from(u32::from_be_bytes(
            head.get(at..at + 4)?.try_into().ok()?,
        )))
    };
    let (mut width, mut height) = (side(0)?, side(4)?);
    let (depth, colours) = (head[8], head[9]);
    let mut still = depth >= 8 && colours != 3;
    file.seek(SeekFrom::Current(7)).ok()?;
    // What follows may be damaged; the size is known.
    let mut next = || {
        let mut head = [0; 8];
        file.read_exact(&mut head).ok()?;
        let (length, kind) = head.split_at(4);
        let length = u32::from_be_bytes(length.try_into().ok()?);
        let mut data = Vec::new();
        if kind == b"eXIf" {
            data.resize((length as usize).min(EXIF), 0);
            file.read_exact(&mut data).ok()?;
        }
        let rest = i64::from(length) - data.len() as i64 + 4;
        file.seek(SeekFrom::Current(rest)).ok()?;
        let kind: [u8; 4] = kind.try_into().ok()?;
        (!matches!(&kind, b"IDAT" | b"IEND")).then_some((kind, data))
    };
    while let Some((kind, data)) = next() {
        match &kind {
            b"acTL" => still = false,
            b"eXIf" if orientation(&data).is_some_and(|o| (5..=8).contains(&o)) => {
                (width, height) = (height, width);
            }
            _ => {}
        }
    }
    Some(((width, height), still))
}
