//! Files that are sent as they are, whole or in part.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, IF_RANGE, RANGE,
};
use hyper::{Response, StatusCode};

use super::body::ResponseBody;
use super::disk::Disk;
use super::response::{HTML, plain, set};
use crate::source::Blob;

/// A file of the site, found and open.
pub(super) enum OpenFile {
    /// Its bytes.
    Memory(Bytes),
    /// A file on the disk and its length.
    Disk(File, u64),
}

impl OpenFile {
    /// Opens a file where that is needed.
    ///
    /// # Errors
    /// It has vanished, or something else is in its place.
    pub(super) async fn open(blob: Blob, disk: &Disk) -> io::Result<Self> {
        match blob {
            Blob::Memory(bytes) => Ok(Self::Memory(Bytes::from_owner(Arc::clone(&bytes)))),
            Blob::Disk(path, _) => {
                let (file, length) = disk.open(path).await?;
                Ok(Self::Disk(file, length))
            }
        }
    }

    /// Its length in bytes.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk(_, length) => *length,
        }
    }

    /// All its bytes.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) async fn bytes(self, disk: &Disk) -> io::Result<Bytes> {
        match self {
            Self::Memory(bytes) => Ok(bytes),
            Self::Disk(file, length) => disk.read(file, length).await,
        }
    }

    /// A part of it, to be sent.
    fn body(self, part: Range<u64>, disk: &Disk) -> ResponseBody {
        match self {
            Self::Memory(bytes) => {
                ResponseBody::Bytes(bytes.slice(part.start as usize..part.end as usize))
            }
            Self::Disk(file, _) => {
                let length = part.end - part.start;
                ResponseBody::File(disk.stream(file, part), length)
            }
        }
    }
}

/// A file as it is, or the part of it that was asked for.
pub(super) fn copy(
    content: OpenFile,
    kind: &'static str,
    headers: &HeaderMap,
    disk: &Disk,
) -> Response<ResponseBody> {
    let length = content.length();
    let (status, part) = match wanted(headers, length) {
        RequestedRange::Whole => (StatusCode::OK, 0..length),
        RequestedRange::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
        RequestedRange::Nothing => {
            let mut response = plain(StatusCode::RANGE_NOT_SATISFIABLE);
            set(&mut response, CONTENT_RANGE, &format!("bytes */{length}"));
            return response;
        }
    };
    let mut response = Response::new(content.body(part.clone(), disk));
    *response.status_mut() = status;
    set(&mut response, CONTENT_TYPE, kind);
    let size = part.end - part.start;
    set(&mut response, CONTENT_LENGTH, &size.to_string());
    set(&mut response, ACCEPT_RANGES, "bytes");
    if status == StatusCode::PARTIAL_CONTENT {
        let range = format!("bytes {}-{}/{length}", part.start, part.end - 1);
        set(&mut response, CONTENT_RANGE, &range);
    }
    response
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// One range is served; several, and what is not a range, are passed over, as RFC 9110 §14.2 allows.
fn wanted(headers: &HeaderMap, length: u64) -> RequestedRange {
    let mut ranges = headers.get_all(RANGE).iter();
    let (Some(range), None) = (ranges.next(), ranges.next()) else {
        return RequestedRange::Whole;
    };
    // Nothing here has a validator that could still hold.
    if headers.contains_key(IF_RANGE) {
        return RequestedRange::Whole;
    }
    let range = range.to_str().ok().and_then(|r| r.strip_prefix("bytes="));
    let Some((first, last)) = range.and_then(|r| r.trim().split_once('-')) else {
        return RequestedRange::Whole;
    };
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        // A number too large for a u64 is beyond the end too.
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    let part = match (number(first), number(last)) {
        (Some(first), None) if last.is_empty() => first..length,
        (Some(first), Some(last)) if first <= last => first..length.min(last.saturating_add(1)),
        (None, Some(suffix)) if first.is_empty() => length - suffix.min(length)..length,
        _ => return RequestedRange::Whole,
    };
    if part.is_empty() {
        RequestedRange::Nothing
    } else {
        RequestedRange::Part(part)
    }
}

/// The media type of a file by its ending (IANA media types).
pub(super) fn content_type(file: &str) -> &'static str {
    let ending = file.rsplit(['.', '/']).next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "txt" | "nojekyll" | "CNAME" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "bmp" => "image/bmp",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_served() {
        let wanted = |range: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().unwrap());
            wanted(&headers, 10)
        };
        assert_eq!(wanted("bytes=0-3"), RequestedRange::Part(0..4));
        assert_eq!(wanted("bytes=4-"), RequestedRange::Part(4..10));
        assert_eq!(wanted("bytes=-3"), RequestedRange::Part(7..10));
        assert_eq!(wanted("bytes=-99"), RequestedRange::Part(0..10));
        assert_eq!(
            wanted("bytes=8-99999999999999999999999"),
            RequestedRange::Part(8..10)
        );
        for nothing in [
            "bytes=10-",
            "bytes=10-20",
            "bytes=-0",
            "bytes=99999999999999999999999-",
        ] {
            assert_eq!(wanted(nothing), RequestedRange::Nothing, "{nothing}");
        }
        for odd in [
            "bytes=3-1",
            "bytes=0-1,4-5",
            "bytes=0-5,2-7",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "lines=0-1",
            "bytes=+1-2",
            "bytes=1--2",
        ] {
            assert_eq!(wanted(odd), RequestedRange::Whole, "{odd}");
        }
    }
}
