//! The heading that a text begins with, which is its title if its front matter gives none.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::markdown::{OPTIONS, ruby};
use crate::base::diag::Fix;
use crate::base::permalink::bad_id;
use crate::source::data::Spanned;

/// A heading of the first level at the beginning of a text.
pub(super) struct FirstHeading {
    /// Without marks; the place is that of the whole heading in the file.
    pub(super) title: Spanned<String>,
    /// Where the text goes on, in the file.
    pub(super) end: usize,
}

/// Where a text begins after empty lines and comments, which are not for readers.
fn after_comments(text: &str, body: usize) -> usize {
    let mut rest = text[body..].trim_start_matches('\n');
    while let Some(comment) = rest.strip_prefix("<!--")
        && let Some((_, after)) = comment.split_once("-->")
        && (after.is_empty() || after.starts_with('\n'))
        // What it allows is meant for what comes next.
        && !comment.trim_start().starts_with("haeseol:")
    {
        rest = after.trim_start_matches('\n');
    }
    text.len() - rest.len()
}

/// The heading that the text of a file begins with; `body` is where it begins.
pub(super) fn first(text: &str, body: usize) -> Option<FirstHeading> {
    let start = after_comments(text, body);
    let mut lines = text[start..].lines();
    let (one, two) = (lines.next()?, lines.next().unwrap_or_default());
    if !one.trim_start().starts_with('#') && !two.trim_start().starts_with('=') {
        return None;
    }
    // A heading ends with its block: the rest need not be parsed.
    let block = &text[start..];
    let block = &block[..block.find("\n\n").unwrap_or(block.len())];
    let mut title = String::new();
    let mut inside = false;
    let mut events: Vec<_> = Parser::new_ext(block, OPTIONS).into_offset_iter().collect();
    ruby::restore(block, &mut events);
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) => inside = true,
            Event::Text(text) | Event::Code(text) if inside => title.push_str(&text),
            Event::SoftBreak if inside => title.push(' '),
            Event::End(TagEnd::Heading(_)) if inside => {
                let value = title.split_whitespace().collect::<Vec<_>>().join(" ");
                let value = ruby::in_line(value);
                let from = start + range.start;
                let span = from..from + block[range.clone()].trim_end().len();
                let end = start + range.end;
                return (!value.is_empty()).then_some(FirstHeading {
                    title: Spanned { value, span },
                    end,
                });
            }
            _ if inside => {}
            _ => return None,
        }
    }
    None
}

/// Whether a block belongs to another tool: `<Banner />`, `{#if x}`, `import …`; a comment is no text either.
pub(crate) fn is_foreign(block: &str) -> bool {
    let element = block.strip_prefix('<').unwrap_or_default();
    let words = ["import ", "export ", "{"];
    element.starts_with(|c: char| c.is_ascii_uppercase() || c == '!')
        || words.iter().any(|word| block.starts_with(word))
}

/// A title without the id that other tools write behind it (`Title[[id]]`).
pub(super) fn without_id(title: &str) -> Option<&str> {
    let (title, id) = title.strip_suffix("]]")?.rsplit_once("[[")?;
    let is_id = !title.is_empty() && bad_id(id).is_none();
    is_id.then(|| title.trim_end())
}

/// The heading that is the title once what belongs to other tools is no longer before it (`import …`, `<Banner />`, `{#if …}`), with
/// what puts it first. `body` is where the text begins.
pub(super) fn behind_foreign(text: &str, body: usize) -> Option<(String, Fix)> {
    let mut start = body;
    loop {
        start = text.len() - text[start..].trim_start_matches('\n').len();
        if let Some(found) = first(text, start) {
            let heading = &text[found.title.span.clone()];
            let before = text[body..found.title.span.start].trim_matches('\n');
            let rest = text[found.end..].trim_start_matches('\n');
            let first = format!("{heading}\n\n{before}\n\n");
            let fix = Fix::new(body..text.len() - rest.len(), &first);
            return Some((heading.to_owned(), fix));
        }
        let block = &text[start..];
        if !is_foreign(block) {
            return None;
        }
        start += block.find("\n\n")?;
    }
}
