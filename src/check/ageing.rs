//! Text that ages: words like "now" in an article that does not say of when it is, and predictions whose time has passed.

use std::ops::Range;

use jiff::civil::Date;

use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::document::Document;
use crate::document::front_matter::ExplainerMatter;
use crate::document::markdown::sentence;
use crate::lang::english::MONTHS;
use crate::lang::jamo::final_index;
use crate::lang::message::message;
use crate::lang::{Language, figures, korean};
use crate::model::Model;
use crate::model::link::EntryKind;

/// Findings of a text.
const MOST: usize = 20;

/// Words for the time at which a text is written.
const KOREAN_NOW: [&str; 8] = [
    "현재",
    "최근",
    "요즘",
    "지금",
    "올해",
    "작년",
    "지난해",
    "내년",
];
const ENGLISH_NOW: [&str; 8] = [
    "currently",
    "last year",
    "next year",
    "now",
    "nowadays",
    "recently",
    "these days",
    "this year",
];

/// What a sentence has that speaks to its reader.
const KOREAN_TO_READERS: [&str; 13] = [
    "여러분",
    "우리",
    "당신",
    "귀하",
    "귀사",
    "겠습니다",
    "세요",
    "십시오",
    "읍시다",
    "봅시다",
    "게요",
    "까요",
    "보죠",
];
const ENGLISH_TO_READERS: [&str; 17] = [
    "I", "We", "we", "You", "you", "Our", "our", "Your", "your", "us", "My", "my", "me", "Let",
    "let", "Please", "please",
];

/// What stands behind 지금, and before "now", where they only lead on.
const KOREAN_LEADING: [&str; 7] = ["부터", "까지", "까진", "처럼", "의", " 바로", " 당장"];
const ENGLISH_LEADING: [&str; 7] = ["for", "by", "from", "until", "to", "will", "just"];
/// What a Korean sentence ends with that tells of something going on.
const KOREAN_GOING_ON: [&str; 4] = ["고 있다", "고 있습니다", "고 있어요", "고 있으며"];

/// What a Korean sentence about the future ends with, where it is not told as past. Before the first ones stands a ㄹ: 나올 것이다.
const KOREAN_TO_COME: [&str; 5] = ["것이다", "것입니다", "것으로 보", "것으로 예상", "거예요"];
const KOREAN_PLANNED: [&str; 4] = ["예정", "계획", "전망", "목표"];
const ENGLISH_TO_COME: [&str; 9] = [
    " will ",
    " is due ",
    " are due ",
    "expected to ",
    " plans to ",
    " plan to ",
    " going to ",
    " aims to ",
    " planned for ",
];

/// Reports words for "now" in explainers without `as_of`.
pub(super) fn undated(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let explainers = model
        .entries()
        .values()
        .filter(|e| e.kind == EntryKind::Explainer);
    for entry in explainers {
        let indexes = entry.documents.iter().flatten();
        let mut matters = indexes.filter_map(|d| model.document(*d).outline.explainer());
        if matters.any(|m| m.as_of.is_some()) {
            continue;
        }
        let texts = entry
            .documents
            .iter()
            .chain(entry.sections.iter().flat_map(|s| &s.documents));
        for document in texts.flatten().map(|d| model.document(*d)) {
            let language = model
                .site()
                .language(document.outline.path.language)
                .language;
            for hit in nows(&document.parsed.body.plain, language).take(MOST) {
                diagnostics.push(without_date(document, hit));
            }
        }
    }
}

fn without_date(document: &Document, hit: Range<usize>) -> Diagnostic {
    let word = &document.parsed.body.plain[hit.clone()];
    let message = message!(
        "`{word}`(이/가) 언제인지 글에 없습니다",
        "the text does not say when `{word}` is"
    );
    let place = Place::at(document.outline.file(), document.written(&hit));
    Diagnostic::note(place, "undated", message).hint(message!(
        "날짜로 적거나(2025년 7월), 해설의 index에 `as_of: 2025-07-01`처럼 어느 날의 사정인지 적으세요. 글머리에 “2025년 7월 기준”이 나옵니다",
        "write a date (July 2025), or say in the explainer's index of what day its facts are: `as_of: 2025-07-01` is shown above the text"
    ))
}

/// Words for "now" in sentences without a year.
fn nows(plain: &str, language: Language) -> impl Iterator<Item = Range<usize>> {
    let words: &[&str] = match language {
        Language::Korean => &KOREAN_NOW,
        Language::English => &ENGLISH_NOW,
        Language::Other => &[],
    };
    let lower = plain.to_ascii_lowercase();
    let mut hits: Vec<Range<usize>> = Vec::new();
    for word in words {
        for (at, _) in lower.match_indices(word) {
            let end = at + word.len();
            let starts = plain[..at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric());
            let rest = &plain[end..];
            let ends = match language {
                Language::Korean => korean::tail(rest, korean::final_of(word)).is_some(),
                _ => !rest.starts_with(char::is_alphanumeric),
            };
            if starts && ends {
                hits.push(at..end);
            }
        }
    }
    hits.sort_unstable_by_key(|h| h.start);
    hits.dedup_by(|b, a| b.start < a.end);
    let hits = hits.into_iter().filter(|hit| {
        let (sentence, ..) = sentence::around(plain, hit.clone());
        years(&plain[sentence.clone()]).next().is_none()
            && tells_of_today(plain, hit, sentence, language)
    });
    hits.collect::<Vec<_>>().into_iter()
}

/// Whether a sentence tells what is so as its author writes. In most, "now" is the time of reading ("Now open the file", 지금부터
/// 살펴보겠습니다), or of something told (현재 화면을 닫는다): they speak to their reader, or say nothing of who or how much.
fn tells_of_today(
    plain: &str,
    hit: &Range<usize>,
    sentence: Range<usize>,
    language: Language,
) -> bool {
    let word = plain[hit.clone()].to_ascii_lowercase();
    let before = plain[sentence.start..hit.start].trim_end();
    let after = &plain[hit.end..sentence.end];
    let sentence = &plain[sentence];
    let has_figure = || !figures::of(sentence, language).is_empty();
    match language {
        Language::Korean => {
            let to_readers = KOREAN_TO_READERS.iter().any(|w| sentence.contains(w));
            let leads = KOREAN_LEADING.iter().any(|next| after.starts_with(next));
            let is_adverb = !before.contains(char::is_alphanumeric)
                || KOREAN_GOING_ON.iter().any(|w| sentence.contains(w))
                || has_figure();
            let is_fact = !matches!(&*word, "지금" | "현재") || !leads && is_adverb;
            // 현재 실행 중인 반복, and what is no sentence: 현재 함수의 변수.
            let mut next = after.split_whitespace().take(2);
            let end = sentence.trim_end_matches(|c: char| !c.is_alphanumeric());
            let is_said = end.ends_with(['다', '요', '죠']) && next.all(|w| w != "중인");
            let is_nearest = before.ends_with("가장") || before.ends_with("바로");
            !to_readers && !is_nearest && is_said && is_fact
        }
        _ => {
            let words = |text| str::split(text, |c: char| !c.is_ascii_alphabetic());
            let to_readers = words(sentence).any(|w| ENGLISH_TO_READERS.contains(&w));
            let last = words(before).rfind(|w| !w.is_empty());
            let leads = last
                .is_none_or(|last| ENGLISH_LEADING.iter().any(|w| w.eq_ignore_ascii_case(last)));
            let names = || {
                let mut later = sentence.split_whitespace().skip(1);
                later.any(|w| w.starts_with(|c: char| c.is_ascii_uppercase()) && w != "Now")
            };
            let is_name =
                before.ends_with('.') && !before.ends_with("..") || after.starts_with('(');
            let is_fact = word != "now" || !is_name && !leads && (names() || has_figure());
            !to_readers && is_fact && !after.starts_with(" being ")
        }
    }
}

/// The years in a text, from 1900 to 2199, with where they are.
fn years(text: &str) -> impl Iterator<Item = (Range<usize>, i16)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text[at..].find(|c: char| c.is_ascii_digit())?;
            let end = text[start..]
                .find(|c: char| !c.is_ascii_digit())
                .map_or(text.len(), |e| start + e);
            at = end;
            let digits = &text[start..end];
            let free = !text[..start].ends_with(['.', ',', '-', '$', '₩'])
                && !text[end..].starts_with([',', '%']);
            if let Ok(year) = digits.parse::<i16>()
                && digits.len() == 4
                && (1900..2200).contains(&year)
                && free
            {
                return Some((start..end, year));
            }
        }
    })
}

/// Reports what was to come in a text and has passed; `today` is where the author is.
pub(super) fn passed(model: &Model, today: Option<Date>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(today) = today else { return };
    for (id, document) in model.documents().iter() {
        let language = model
            .site()
            .language(document.outline.path.language)
            .language;
        let from = day(model, id);
        let plain = &document.parsed.body.plain;
        let hits = years(plain).filter_map(|(hit, year)| {
            let month = month(plain, &hit, language);
            let last = (year, month.unwrap_or(12));
            // What has passed since the text was written was to come when it was.
            let known = from.is_none_or(|from| last >= (from.year(), from.month()));
            if last >= (today.year(), today.month()) || !known {
                return None;
            }
            let (sentence, ..) = sentence::around(plain, hit.clone());
            is_to_come(&plain[sentence], language).then_some((hit, year))
        });
        for (hit, year) in hits.take(MOST) {
            let message = message!(
                "{year}년은 지났는데 앞일처럼 적혀 있습니다",
                "{year} has passed, and this is told as something to come"
            );
            let place = Place::at(document.outline.file(), document.written(&hit));
            diagnostics.push(Diagnostic::note(place, "past-date", message).hint(message!(
                "그 뒤 어떻게 되었는지 확인해 고치세요",
                "find out what came of it, and write that"
            )));
        }
    }
}

/// The day that a text speaks from: its explainer's.
fn day(model: &Model, id: DocumentId) -> Option<Date> {
    let entry = model.entry(model.entry_of(id)?);
    let mut matters = entry
        .documents
        .iter()
        .flatten()
        .filter_map(|d| model.document(*d).outline.explainer());
    matters.find_map(ExplainerMatter::day)
}

/// The month that belongs to a year: 2026년 3월, March 2026.
fn month(text: &str, year: &Range<usize>, language: Language) -> Option<i8> {
    match language {
        Language::Korean => {
            let rest = text[year.end..].strip_prefix('년')?.trim_start();
            let (month, _) = rest.split_once('월')?;
            month.parse().ok().filter(|m| (1..=12).contains(m))
        }
        _ => {
            let before = text[..year.start].trim_end().trim_end_matches(',');
            let before = before
                .trim_end_matches(|c: char| c.is_ascii_digit())
                .trim_end();
            let word = before
                .rsplit(|c: char| !c.is_ascii_alphabetic())
                .next()?
                .to_ascii_lowercase();
            MONTHS
                .iter()
                .zip(1..)
                .find(|(name, _)| **name == word)
                .map(|(_, n)| n)
        }
    }
}

/// Whether a sentence tells of something to come.
fn is_to_come(sentence: &str, language: Language) -> bool {
    match language {
        Language::Korean => {
            let future = KOREAN_TO_COME.iter().any(|word| {
                sentence.match_indices(word).any(|(at, _)| {
                    let before = sentence[..at].trim_end().chars().next_back();
                    before.and_then(final_index) == Some(RIEUL)
                })
            });
            let planned = KOREAN_PLANNED.iter().any(|word| {
                sentence.match_indices(word).any(|(at, _)| {
                    let rest = &sentence[at + word.len()..];
                    ["이다", "입니다", "이에요", "이며", "이고", "."]
                        .iter()
                        .any(|end| rest.starts_with(end))
                        || rest.is_empty()
                })
            });
            future || planned
        }
        _ => {
            let lower = sentence.to_ascii_lowercase();
            ENGLISH_TO_COME.iter().any(|word| lower.contains(word))
                && !lower.contains("was expected")
                && !lower.contains("were expected")
        }
    }
}

/// ㄹ among the final consonants of a syllable.
const RIEUL: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_now_count_where_no_year_is_beside_them() {
        let of = |text: &str, language| {
            nows(text, language)
                .map(|r| text[r].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            of(
                "지금은 다르다. 2025년 현재 셋이다. 최근에 왔다. 지금껏. 그것은 지금 셋이다. 그것은 현재 짓고 있다.",
                Language::Korean
            ),
            ["지금", "최근", "지금", "현재"]
        );
        assert_eq!(
            of(
                "It is now at Oslo. As of 2025 now. Known. This year. They are now three. It is currently here.",
                Language::English
            ),
            ["now", "This year", "now", "currently"]
        );
        for text in [
            "지금부터 살펴본다. 지금까지 본 것이다. 현재 화면을 닫으세요. 창을 닫고 현재 상황을 적는다.",
            "현재 함수의 변수. 현재 실행 중인 반복을 끝낸다. 지금까진 셋을 보았다. 지금처럼 간단할 때는 다르다. 바로 지금 연다. 이것이 가장 최근 글이다. 지금은 셋을 보겠습니다.",
        ] {
            assert_eq!(of(text, Language::Korean), Vec::<String>::new(), "{text}");
        }
        for text in [
            "Now Oslo has two. From now on Oslo has two. You are now in Oslo. For now, it is here.",
            "We currently have two. The word currently being read is long. It is now based on letters. Date.now() has 3.",
        ] {
            assert_eq!(of(text, Language::English), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_prediction_is_told_by_its_verb() {
        for (text, wanted) in [
            ("2026년에 나올 것이다.", true),
            ("2026년에 나온 것이다.", false),
            ("2026년에 낼 계획이다.", true),
            ("2026년에 낼 계획이었다.", false),
            ("2026년에 나왔다.", false),
        ] {
            assert_eq!(is_to_come(text, Language::Korean), wanted, "{text}");
        }
        assert!(is_to_come("It will come in 2026.", Language::English));
        assert!(!is_to_come(
            "It was expected to come in 2026.",
            Language::English
        ));
        assert_eq!(month("in March 2026", &(9..13), Language::English), Some(3));
        assert_eq!(month("March 3, 2026", &(9..13), Language::English), Some(3));
        assert_eq!(month("2026년 3월", &(0..4), Language::Korean), Some(3));
    }
}
