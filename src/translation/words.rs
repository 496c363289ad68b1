//! What changes are called.

use super::status::{ChangeKind, TextChange};
use crate::base::diag::Message;
use crate::document::chart::fence;
use crate::lang::message::message;
use crate::source::lock::{BlockKind, Facet};

/// What a block is called.
pub fn block(kind: BlockKind) -> Message {
    match kind {
        BlockKind::Title => message!("글 제목", "title"),
        BlockKind::Description => message!("소개", "description"),
        BlockKind::Summary => message!("뜻", "summary"),
        BlockKind::Heading => message!("제목", "heading"),
        BlockKind::Question => message!("질문", "question"),
        BlockKind::Paragraph => message!("문단", "paragraph"),
        BlockKind::Item => message!("목록 항목", "list item"),
        BlockKind::Row => message!("표의 줄", "table row"),
        BlockKind::Code => message!("코드", "code"),
        BlockKind::Image => message!("이미지", "image"),
        BlockKind::Note => message!("각주", "note"),
        BlockKind::Html => message!("HTML", "HTML"),
        BlockKind::Box => message!("상자", "box"),
        BlockKind::Source => message!("출처", "source"),
    }
}

/// What has happened to a block, in a few words: `문단의 수가 바뀜`.
pub fn change(change: &TextChange) -> Message {
    let block = match is_chart(change) {
        true => message!("그래프", "chart"),
        false => block(change.block),
    };
    match change.kind {
        ChangeKind::Added => message!("{block}(이/가) 새로 생김", "new {block}", block),
        ChangeKind::Removed => message!("{block}(이/가) 없어짐", "{block} removed", block),
        ChangeKind::Moved => message!("{block}(이/가) 다른 자리로 옮겨짐", "{block} moved", block),
        ChangeKind::Changed => {
            let names: Vec<Message> = change.facets.iter().map(|f| facet(*f)).collect();
            match (change.block, &*change.facets) {
                // The words of a block are the block, as the code of code is.
                (_, [] | [Facet::Text])
                | (BlockKind::Code, [Facet::Code])
                | (BlockKind::Image, [Facet::Images]) => {
                    message!("{block}(이/가) 바뀜", "{block} changed", block)
                }
                _ => {
                    let join = |text: fn(&Message) -> &str| {
                        names.iter().map(text).collect::<Vec<_>>().join(", ")
                    };
                    let all = Message::new(join(Message::korean), join(Message::english));
                    message!(
                        "{block}의 {all}(이/가) 바뀜",
                        "{all} of {block} changed",
                        block,
                        all
                    )
                }
            }
        }
    }
}

/// Whether what has changed is a chart, which is code to the lock.
fn is_chart(change: &TextChange) -> bool {
    let texts = change.original.iter().chain(&change.translation);
    let mut infos = texts.map(|excerpt| excerpt.text.lines().next().unwrap_or_default());
    change.block == BlockKind::Code && infos.any(fence::is_chart)
}

fn facet(facet: Facet) -> Message {
    match facet {
        Facet::Text => message!("글", "words"),
        Facet::Figures => message!("수", "figures"),
        Facet::Links => message!("링크", "links"),
        Facet::Code => message!("코드", "code"),
        Facet::Images => message!("이미지", "images"),
    }
}
