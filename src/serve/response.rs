//! Answers, and their headers.

use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use hyper::{Response, StatusCode};

use super::body::ResponseBody;

/// The media type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// A whole answer of a media type.
pub(super) fn whole(kind: &str, bytes: Bytes) -> Response<ResponseBody> {
    let length = bytes.len();
    let mut response = Response::new(ResponseBody::Bytes(bytes));
    set(&mut response, CONTENT_TYPE, kind);
    set(&mut response, CONTENT_LENGTH, &length.to_string());
    response
}

/// An answer that says its status.
pub(super) fn plain(status: StatusCode) -> Response<ResponseBody> {
    let text = format!("{status}\n");
    let mut response = whole("text/plain; charset=utf-8", text.into());
    *response.status_mut() = status;
    response
}

/// Sets a header to a value of ours.
pub(super) fn set(response: &mut Response<ResponseBody>, name: HeaderName, value: &str) {
    // Our own values are made of visible ASCII.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
