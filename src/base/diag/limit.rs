//! How many findings of one kind are told of one file.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Diagnostic, Message, Severity};

/// Findings of one rule in one file that are told one by one. A text of 30 MB may have a million, which nobody reads and which would
/// take more memory than the site.
pub(crate) const MOST_OF_A_KIND: usize = 1_000;

/// Leaves of each rule's findings in each file the first [`MOST_OF_A_KIND`]; the next one says that there are more. The same a second
/// time. Errors and warnings are counted apart, so that no error is lost, and what the author allows has to be left out before.
pub(crate) fn limit(found: &mut Vec<Diagnostic>) {
    if found.len() <= MOST_OF_A_KIND {
        return;
    }
    let mut counts: FxHashMap<(Arc<str>, &'static str, Severity), usize> = FxHashMap::default();
    found.retain_mut(|d| {
        let count = counts
            .entry((Arc::clone(&d.place.file), d.code, d.severity))
            .or_default();
        *count += 1;
        if *count == MOST_OF_A_KIND + 1 {
            let code = d.code;
            d.message = Message::new(
                format!("이런 것이 이 파일에 더 있습니다: {code}"),
                format!("there are more of `{code}` in this file"),
            );
            d.hint = Some(Message::new(
                "앞의 것을 고친 뒤 다시 실행하세요",
                "mend those before, and run it again",
            ));
            d.related.clear();
            d.fix = None;
        }
        *count <= MOST_OF_A_KIND + 1
    });
}
