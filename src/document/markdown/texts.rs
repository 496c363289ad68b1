//! The texts in the parser's events, for marks that were put into the source before it and are taken out again.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

/// Calls `change` with each text in an event.
pub(super) fn each<'e>(event: &mut Event<'e>, mut change: impl FnMut(&mut CowStr<'e>)) {
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::FootnoteReference(text)
        | Event::Start(Tag::FootnoteDefinition(text))
        | Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text))) => change(text),
        Event::Start(Tag::Link {
            dest_url,
            title,
            id,
            ..
        })
        | Event::Start(Tag::Image {
            dest_url,
            title,
            id,
            ..
        }) => [dest_url, title, id].into_iter().for_each(change),
        Event::Start(Tag::Heading {
            id, classes, attrs, ..
        }) => {
            let attrs = attrs
                .iter_mut()
                .flat_map(|(name, value)| std::iter::once(name).chain(value));
            id.iter_mut().chain(classes).chain(attrs).for_each(change);
        }
        // No other tag has text in it.
        Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak => {}
        Event::Rule | Event::TaskListMarker(_) => {}
    }
}
