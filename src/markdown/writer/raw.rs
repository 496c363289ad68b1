//! What an author's own HTML opens in which no term may be linked.

/// The state of the HTML that has been passed on so far.
#[derive(Default)]
pub(super) struct RawHtml {
    /// How many elements are open that must not hold a link, or hold no prose.
    closed: u32,
    /// Whether a comment is open.
    comment: bool,
}

/// Elements in which a link would be invalid, would lead nowhere or would not be read as text.
const CLOSED: &[&str] = &[
    "a", "audio", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd", "math",
    "object", "option", "pre", "samp", "script", "select", "style", "summary", "svg", "template",
    "textarea", "title", "var", "video",
];

impl RawHtml {
    /// Whether terms may be linked here.
    pub(super) fn links(&self) -> bool {
        self.closed == 0 && !self.comment
    }

    /// Takes in a piece of HTML: tags and comments, whole or a line of them.
    pub(super) fn read(&mut self, html: &str) {
        let mut rest = html;
        loop {
            if self.comment {
                let Some(end) = rest.find("-->") else { return };
                self.comment = false;
                rest = &rest[end + "-->".len()..];
            }
            let Some(start) = rest.find('<') else { return };
            rest = &rest[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.comment = true;
                rest = comment;
                continue;
            }
            let (tag, closing) = match rest.strip_prefix('/') {
                Some(tag) => (tag, true),
                None => (rest, false),
            };
            let end = tag
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(tag.len());
            if !CLOSED
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&tag[..end]))
            {
                continue;
            }
            let inside = tag.split('<').next().unwrap_or(tag);
            if closing {
                self.closed = self.closed.saturating_sub(1);
            } else if !inside.contains("/>") {
                self.closed += 1;
            }
        }
    }
}
