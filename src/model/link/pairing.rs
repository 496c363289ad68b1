//! Which sections of an explainer's indexes are the same section in several languages: those of one id; and between two of them,
//! where headings have no ids, those at the same place, if both languages have as many there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::ids::DocumentId;

/// A section of an index in one language.
#[derive(Debug, Clone)]
pub(super) struct IndexSection {
    pub(super) document: DocumentId,
    pub(super) id: Arc<str>,
    /// Whether the author gives the id.
    pub(super) explicit: bool,
}

/// A section of the indexes of all languages.
#[derive(Debug)]
pub(super) struct Paired {
    /// That of the default language, or the first that has the section.
    pub(super) id: Arc<str>,
    /// Whether its author gives it.
    pub(super) explicit: bool,
    /// By language.
    pub(super) documents: Vec<Option<DocumentId>>,
    /// Whether its place alone says what it is in another language.
    pub(super) by_place: bool,
}

/// Pairs the sections of the indexes, by language. The order is that of the default language, with what only other languages have
/// after what it comes after there.
pub(super) fn pair(indexes: Vec<Vec<IndexSection>>) -> Vec<Paired> {
    let languages = indexes.len();
    let mut paired: Vec<Paired> = Vec::new();
    for (language, sections) in indexes.into_iter().enumerate() {
        let places = places(&paired, &sections);
        // What only this language has, by what it comes after.
        let mut new: Vec<Vec<Paired>> = Vec::new();
        new.resize_with(paired.len() + 1, Vec::new);
        let mut after = 0;
        for (section, place) in sections.into_iter().zip(places) {
            if let Some((at, by_place)) = place {
                paired[at].documents[language] = Some(section.document);
                paired[at].by_place |= by_place;
                after = at + 1;
                continue;
            }
            let mut documents = vec![None; languages];
            documents[language] = Some(section.document);
            new[after].push(Paired {
                id: section.id,
                explicit: section.explicit,
                documents,
                by_place: false,
            });
        }
        let mut new = new.into_iter();
        let first = new.next().unwrap_or_default().into_iter();
        let rest = paired.into_iter().zip(new);
        let rest = rest.flat_map(|(known, new)| std::iter::once(known).chain(new));
        paired = first.chain(rest).collect();
    }
    paired
}

/// For each section of a language the one that it is the same as, and whether its place alone says so.
fn places(paired: &[Paired], sections: &[IndexSection]) -> Vec<Option<(usize, bool)>> {
    let known: FxHashMap<&str, usize> = (paired.iter().enumerate())
        .map(|(at, p)| (&*p.id, at))
        .collect();
    let by_id = sections.iter().map(|s| known.get(&*s.id));
    let mut places: Vec<Option<(usize, bool)>> = by_id.map(|at| Some((*at?, false))).collect();
    let mut taken = vec![false; paired.len()];
    for (at, _) in places.iter().flatten() {
        taken[*at] = true;
    }
    // Stretches between two that are paired by their ids, in the order of both.
    let (mut from, mut theirs) = (0, 0);
    for to in 0..=sections.len() {
        let end = match places.get(to) {
            Some(None) => continue,
            Some(Some((at, _))) if *at < theirs => continue,
            Some(Some((at, _))) => *at,
            None => paired.len(),
        };
        let mut ours: Vec<usize> = (from..to).filter(|at| places[*at].is_none()).collect();
        let mut free: Vec<usize> = (theirs..end).filter(|at| !taken[*at]).collect();
        if ours.len() != free.len() {
            // One with an id may be missing in the other language.
            ours.retain(|at| !sections[*at].explicit);
            free.retain(|at| !paired[*at].explicit);
        }
        if ours.len() == free.len() {
            for (a, b) in ours.into_iter().zip(free) {
                // Two that have ids, and not the same, are not the same.
                if !(sections[a].explicit && paired[b].explicit) {
                    places[a] = Some((b, true));
                }
            }
        }
        (from, theirs) = (to + 1, end + 1);
    }
    places
}

impl Paired {
    /// Whether a language that has an index of its own may lack the section, so that its readers are shown it in another one. Of a
    /// section without an id it is not known whether it is there by another name.
    pub(super) fn may_be_missing(&self) -> bool {
        self.explicit || self.documents.iter().flatten().count() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::Id as _;

    /// The pairs of two indexes: `a! b` are two sections, the first with an id of its author's.
    fn pairs(first: &str, second: &str) -> String {
        let index = |text: &str, base: u32| {
            let sections = text.split_whitespace().zip(base..);
            let sections = sections.map(|(name, number)| IndexSection {
                document: DocumentId::new(number),
                id: name.trim_end_matches('!').into(),
                explicit: name.ends_with('!'),
            });
            sections.collect::<Vec<_>>()
        };
        let (a, b) = (index(first, 0), index(second, 100));
        let name = |sections: &[IndexSection], id: Option<DocumentId>| {
            let found = sections.iter().find(|s| Some(s.document) == id);
            found.map_or("-".to_owned(), |s| s.id.to_string())
        };
        let paired = pair(vec![a.clone(), b.clone()]);
        let texts = paired.iter().map(|p| {
            let mark = if p.by_place { "~" } else { "=" };
            let [x, y] = [name(&a, p.documents[0]), name(&b, p.documents[1])];
            format!("{x}{mark}{y}")
        });
        texts.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sections_are_paired_by_id_then_by_place() {
        assert_eq!(pairs("a! b! c!", "a! b! c!"), "a=a b=b c=c");
        assert_eq!(pairs("가 나 다", "x y z"), "가~x 나~y 다~z");
        assert_eq!(pairs("가 b! 다", "x b! z"), "가~x b=b 다~z");
        // As many in one stretch, not in the other.
        assert_eq!(pairs("가 b! 다 라", "x b! z"), "가~x b=b -=z 다=- 라=-");
        assert_eq!(pairs("가 나", "x"), "-=x 가=- 나=-");
        // Two with other ids are not the same.
        assert_eq!(pairs("a! b!", "a! c!"), "a=a -=c b=-");
        assert_eq!(pairs("a!", "x"), "a~x");
        // One that has an id is missing.
        assert_eq!(pairs("가 b! 다", "x z"), "가~x b=- 다~z");
        // In another order.
        assert_eq!(pairs("a! b!", "b! a!"), "a=a b=b");
        assert_eq!(pairs("", "x"), "-=x");
        assert_eq!(pairs("faq 나", "y faq"), "-=y faq=faq 나=-");
    }
}
