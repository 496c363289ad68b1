//! How many findings of one kind are told.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Diagnostic, Message};

/// Findings of one rule in one file that are told one by one. A text of megabytes may have hundreds of thousands, which nobody reads and
/// which would take more memory than the site.
pub(crate) const MOST_OF_A_KIND: usize = 1_000;
/// The same in all files together.
const MOST_IN_ALL: usize = 20_000;

/// Leaves of each rule's findings the first [`MOST_OF_A_KIND`] in each file and the first [`MOST_IN_ALL`]; the next one says that there
/// are more. The same a second time. Errors and warnings are counted apart, so that no error is lost, and what the author allows has to
/// be left out before.
pub(crate) fn limit(found: &mut Vec<Diagnostic>) {
    if found.len() <= MOST_OF_A_KIND {
        return;
    }
    let (mut in_files, mut in_all) = (FxHashMap::default(), FxHashMap::default());
    found.retain_mut(|d| {
        let kind = (d.code, d.severity);
        let in_file = in_files.entry((Arc::clone(&d.place.file), kind));
        let in_file = counted(in_file.or_default());
        if in_file > MOST_OF_A_KIND + 1 {
            return false;
        }
        let in_all = counted(in_all.entry(kind).or_default());
        if in_all == MOST_IN_ALL + 1 || in_file == MOST_OF_A_KIND + 1 {
            say_more(d, in_all > MOST_IN_ALL);
        }
        in_all <= MOST_IN_ALL + 1
    });
}

/// Adds findings. Masses are brought to their measure on the way, because they take memory.
pub(crate) fn gather(found: &mut Vec<Diagnostic>, more: impl IntoIterator<Item = Diagnostic>) {
    let mut room = Room::of(found);
    for d in more {
        found.push(d);
        room.keep(found);
    }
}

/// How many findings there may be before they are brought to their measure again.
pub(crate) struct Room(usize);

impl Room {
    pub(crate) fn of(found: &[Diagnostic]) -> Self {
        Self(2 * found.len().max(MOST_OF_A_KIND))
    }

    /// Brings findings to their measure if they have doubled.
    pub(crate) fn keep(&mut self, found: &mut Vec<Diagnostic>) {
        if found.len() >= self.0 {
            limit(found);
            *self = Self::of(found);
        }
    }
}

fn counted(count: &mut usize) -> usize {
    *count += 1;
    *count
}

/// Makes of a finding that there are more of its kind, in its file or in all of them.
fn say_more(d: &mut Diagnostic, in_all: bool) {
    let code = d.code;
    d.message = if in_all {
        Message::new(
            format!("이런 것이 다른 곳에 더 있습니다: {code}"),
            format!("there are more of `{code}` elsewhere"),
        )
    } else {
        Message::new(
            format!("이런 것이 이 파일에 더 있습니다: {code}"),
            format!("there are more of `{code}` in this file"),
        )
    };
    d.hint = Some(Message::new(
        "앞의 것을 고친 뒤 다시 실행하세요",
        "mend those before, and run it again",
    ));
    d.related.clear();
    d.fix = None;
}
