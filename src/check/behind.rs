//! Translations whose originals have changed since they were accepted.

use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;
use crate::model::Model;
use crate::model::translations::Change;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for (translation, original, changes) in model.behind().iter() {
        let (text, source) = (model.document(translation), model.document(original));
        let n = changes.len();
        let places = if n == 1 { "place" } else { "places" };
        let message = message!(
            "원문이 {n}군데 바뀌었는데 이 번역은 아직 옮기지 않았습니다",
            "the original has changed in {n} {places} since this translation was accepted"
        );
        let file = text.outline.file();
        let hint = message!(
            "`haeseol status`로 바뀐 곳을 보고 옮긴 뒤 `haeseol accept {file}`(을/를) 실행하세요",
            "see what has changed with `haeseol status`, translate it, then run `haeseol accept {file}`"
        );
        let d = Diagnostic::note(Place::file(file), "behind", message).hint(hint);
        let first = changes.iter().find_map(|change| match change {
            Change::Added { new } | Change::Moved { new, .. } | Change::Changed { new, .. } => {
                Some(*new)
            }
            Change::Removed { .. } => None,
        });
        let block = first.map(|new| &source.blocks(model.site())[new]);
        let there = match block {
            Some(block) => {
                let line = source.source[block.range.clone()]
                    .lines()
                    .next()
                    .unwrap_or_default();
                let start = block.range.start;
                Place::at(source.outline.file(), start..start + line.len())
            }
            None => Place::file(source.outline.file()),
        };
        diagnostics.push(d.related(there, message!("바뀐 곳", "what has changed")));
    }
}
