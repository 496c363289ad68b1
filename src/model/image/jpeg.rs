//! The size of a JPEG as browsers show it: that of its frame (ITU T.81, B.2.2), on its side if its Exif data says so.

use std::io::{BufRead, Seek, SeekFrom};

use super::{EXIF, orientation};

/// Width and height in pixels.
pub(super) fn size(file: &mut (impl BufRead + Seek)) -> Option<(u64, u64)> {
    let mut turned = false;
    if read(file)? != [0xFF, 0xD8] {
        return None;
    }
    loop {
        let [mark, kind] = read(file)?;
        if mark != 0xFF {
            return None;
        }
        match kind {
            // Any number of these may fill the space between segments.
            0xFF => {
                file.seek(SeekFrom::Current(-1)).ok()?;
                continue;
            }
            // Marks without a segment.
            0x01 | 0xD0..=0xD7 => continue,
            // The image begins, or ends, and there was no frame.
            0xD8..=0xDA => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(read(file)?)).checked_sub(2)?;
        match kind {
            // Frames of all kinds; 0xC4, 0xC8 and 0xCC are tables and reserved.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let [_, a, b, c, d] = read(file)?;
                let height = u64::from(u16::from_be_bytes([a, b]));
                let width = u64::from(u16::from_be_bytes([c, d]));
                return Some(if turned {
                    (height, width)
                } else {
                    (width, height)
                });
            }
            0xE1 => {
                let mut data = vec![0; length.min(EXIF)];
                file.read_exact(&mut data).ok()?;
                let tiff = data.strip_prefix(b"Exif\0\0");
                turned |= tiff
                    .and_then(orientation)
                    .is_some_and(|o| (5..=8).contains(&o));
                file.seek(SeekFrom::Current((length - data.len()) as i64))
                    .ok()?;
            }
            _ => drop(file.seek(SeekFrom::Current(length as i64)).ok()?),
        }
    }
}

fn read<const N: usize>(file: &mut impl BufRead) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
        let length = (data.len() as u16 + 2).to_be_bytes();
        [&[0xFF, kind], &length[..], data].concat()
    }

    fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
        [&[0xFF, 0xD8][..], &segments.concat()].concat()
    }

    /// A frame of 640 × 480 pixels.
    fn frame() -> Vec<u8> {
        segment(0xC0, &[8, 0x01, 0xE0, 0x02, 0x80, 3])
    }

    fn exif(order: &[u8; 2], value: u16) -> Vec<u8> {
        let little = order == b"II";
        let s = |n: u16| {
            if little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let l = |n: u32| {
            if little {
                n.to_le_bytes()
            } else {
                n.to_be_bytes()
            }
        };
        let entry = |tag: u16, value: u16| [&s(tag)[..], &s(3), &l(1), &s(value), &s(0)].concat();
        let directory = [&s(2)[..], &entry(0x0100, 6), &entry(0x0112, value)].concat();
        let data = [b"Exif\0\0", &order[..], &s(42), &l(8), &directory].concat();
        segment(0xE1, &data)
    }

    #[test]
    fn the_frame_says_the_size_and_the_orientation_turns_it() {
        let of = |segments: &[Vec<u8>]| size(&mut Cursor::new(jpeg(segments)));
        let profile = segment(0xE2, &[0; 60_000]);
        let filled = vec![0xFF, 0xFF, 0xFF];
        assert_eq!(of(&[frame()]), Some((640, 480)));
        assert_eq!(
            of(&[profile.clone(), profile, filled, frame()]),
            Some((640, 480))
        );
        for order in [b"II", b"MM"] {
            for value in 0..10 {
                let wanted = if (5..=8).contains(&value) {
                    (480, 640)
                } else {
                    (640, 480)
                };
                assert_eq!(of(&[exif(order, value), frame()]), Some(wanted), "{value}");
            }
        }
        // Exif data that ends early, or points beyond its end.
        let whole = exif(b"MM", 6);
        for end in 4..whole.len() {
            assert!(of(&[segment(0xE1, &whole[4..end]), frame()]).is_some());
        }
        let far = segment(0xE1, b"Exif\0\0MM\0\x2A\xFF\xFF\xFF\xFF");
        assert_eq!(of(&[far, frame()]), Some((640, 480)));
    }

    #[test]
    fn what_is_no_jpeg_has_no_size() {
        let whole = jpeg(&[segment(0xE0, b"JFIF\0"), frame()]);
        for end in 0..whole.len() - 1 {
            assert_eq!(size(&mut Cursor::new(&whole[..end])), None, "{end}");
        }
        for bytes in [
            &b"\xFF\xD8\xFF\xE0\0\0"[..],
            b"\xFF\xD8\xFF\xE0\0\x01",
            b"\xFF\xD8\0\0",
            b"\xFF\xD8\xFF\xDA\0\x02",
            b"\x89PNG",
        ] {
            assert_eq!(size(&mut Cursor::new(bytes)), None);
        }
    }
}
