//! English nouns: plurals, possessives, and a light stem for search.
//!
//! A name is in a glossary in the singular. In prose it may have a plural ending, which belongs to the mention
//! ([`plural`], and [`ies`] where a final y changes), and a possessive or a contracted verb, which does not
//! ([`apostrophe`]). [`stem`] removes plural and possessive from any word.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The months, from January, in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a name may be found with a plural ending: names ending in Latin letters or a number do (GPUs, H100s, iPhones,
/// data centers, large language models, cafés).
pub(crate) fn takes_plural(name: &str) -> bool {
    let Some(last) = name.chars().next_back() else {
        return false;
    };
    if !(is_latin(last) || last.is_ascii_digit()) || !name.chars().any(|c| c.is_ascii_alphabetic())
    {
        return false;
    }
    !name.chars().any(|c| c.is_alphabetic() && !is_latin(c))
}

/// Whether a word is among the commonest of English prose, so that it mostly does not mean the term of its name.
pub(crate) fn is_common(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    WORDS.contains(&*word.to_lowercase())
}

/// Whether the last word of `before` says that what follows is one of several.
pub(crate) fn counts(before: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let word = &before[rest.len()..];
    [
        "a", "an", "another", "each", "every", "one", "per", "this", "which",
    ]
    .iter()
    .any(|counting| word.eq_ignore_ascii_case(counting))
}

/// By the frequency lists of written English; words that are seldom anything but the thing they name are left out.
const COMMON: &str = "a able about above account across act action actually add after again against age ago agree all allow almost along \
    already also although always am among an and another answer any anyone anything appear are area around as ask at available away \
    back bad base be became because become been before began begin behind being believe best better between big both break bring \
    build built but buy by call came can care carry case cause central certain chance change check child choice \
    choose class clear close come common complete condition consider continue control could course cover create \
    current cut day deal decide deep describe design detail develop did difference different direct do does done door down draw drive drop \
    during each early easy eat effort either else end enough even event ever every everyone example experience explain eye face fact fall \
    family far fast feel few field figure fill final find fine fire first five follow for force form found four free friend from \
    front full future game gave general get girl give go goal going gone good got great ground group grow had half hand happen hard has \
    have he head hear heart heavy held help her here high him his hit hold home hope hour house how however idea if important in \
    include increase inside instead interest into is issue it its job join just keep kept key kind knew know known large last late \
    later lay lead learn least leave led left less let letter level lie life light like likely line list listen little live local \
    long look lose lost lot low made main major make man many mark matter may me mean meet member men might mind minute miss moment \
    month more morning most move much must my name near need never new next night no none nor not note nothing now number of off offer \
    office often old on once one only open or order other others our out outside over own page part particular party pass past pay \
    people perhaps period person pick piece place plan play point poor position possible power present press problem process \
    produce product program provide public pull push put question quick quite raise range rate rather reach read ready real really reason \
    receive record red remain remember report require rest result return right rise role room round rule run said same save saw say \
    second see seem seen send sense serve set several shall share she short should show side sign similar simple since single sit \
    situation six size small so some someone something soon sort sound space speak special stage stand standard start state stay step \
    still stop story street strong study such support sure table take talk tell ten term test than thank that the their them then \
    there these they thing think third this those though thought three through time to today together told too took top total toward \
    true try turn two type under understand until up upon us use used usually value various very view visit voice wait walk wall want \
    was watch way we week well went were what when where whether which while white who whole whose why will wish with within \
    without woman word work world would write year yes yet you young your";

/// Whether `c` is a letter of the Latin script, with or without accents.
pub(crate) fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && c.is_alphabetic())
}

/// The form with -ies of a name in a consonant and y: "self-driving technologies". `None` for other
/// names.
pub(crate) fn ies(name: &str) -> Option<String> {
    let root = name.strip_suffix('y')?;
    let before = root.chars().next_back()?;
    (before.is_ascii_lowercase() && !"aeiou".contains(before)).then(|| format!("{root}ies"))
}

/// Bytes of the plural ending at the start of `after`, which follows `name` as it is in the text; 0 for none. What
/// comes behind the ending is for the caller to judge.
///
/// -es after s, x, z, ch, sh and o; -s elsewhere, not after a lower-case s, x, z, sh or a consonant
/// and y. In a name that is all capitals of itself the s is small (GPUs); `capitals` says that the
/// text is in capitals throughout, and then so is the ending.
pub(crate) fn plural(name: &str, after: &str, capitals: bool) -> usize {
    let (s, es) = if capitals { ("S", "ES") } else { ("s", "es") };
    let mut back = name.chars().rev().map(|c| c.to_ascii_lowercase());
    let (last, before) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
    let hisses = matches!(last, 's' | 'x' | 'z') || (last == 'h' && matches!(before, 's' | 'c'));
    if after.starts_with(es) && (hisses || last == 'o') {
        return 2;
    }
    let acronym = !capitals && name.ends_with(|c: char| c.is_ascii_uppercase());
    let stubborn = (hisses && (last, before) != ('h', 'c'))
        || (last == 'y' && before.is_ascii_alphabetic() && !"aeiou".contains(before));
    usize::from(after.starts_with(s) && (acronym || !stubborn))
}

/// Whether what follows a name from an apostrophe on leaves it a name: ’s and contracted verbs do
/// (xAI’s, Grok’ll), as does an apostrophe that closes a quotation or marks the possessive of a
/// plural, but the name of won is not in won’t.
pub(crate) fn apostrophe(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['\'', '’', 'ʼ', '＇']) else {
        return true;
    };
    let word = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .map_or(rest, |end| &rest[..end]);
    word.is_empty()
        || ["s", "d", "ll", "re", "ve"]
            .iter()
            .any(|clitic| word.eq_ignore_ascii_case(clitic))
}

/// Whether a hyphen and a small word follow a common noun and make an idiom of it, in which it does
/// not mean itself: state-of-the-art, hands-on, hand-in-hand, but container-based and model-driven.
pub(crate) fn idiom(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['-', '\u{2010}', '\u{2011}']) else {
        return false;
    };
    let word = rest
        .find(|c: char| !c.is_ascii_lowercase())
        .map_or(rest, |end| &rest[..end]);
    [
        "a", "an", "and", "as", "at", "by", "down", "for", "in", "of", "off", "on", "or", "out",
        "over", "the", "to", "up",
    ]
    .contains(&word)
}

/// A word in lower case without possessive and plural ending, for indexing: GPUs’ becomes gpu,
/// Technologies technology.
///
/// Harman's "S" stemmer (How effective is suffixing?, 1991) with -es taken off after s, x, z, ch
/// and sh.
pub(crate) fn stem(word: &str) -> String {
    let possessive = ["'s", "’s", "'", "’"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending));
    let word = possessive.unwrap_or(word);
    // The s of an acronym is always a plural: gpus by itself would be taken for a word like status.
    let acronym = word
        .strip_suffix('s')
        .filter(|root| root.ends_with(|c: char| c.is_ascii_uppercase()));
    if let Some(root) = acronym {
        return root.to_lowercase();
    }
    let mut word = word.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let cut = if word.len() < 4 || !word.ends_with('s') || ends(&["ss", "us", "is"]) {
        0
    } else if ends(&["ies"]) && !ends(&["eies", "aies"]) && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
        0
    } else if ends(&["sses", "xes", "zes", "ches", "shes"]) {
        2
    } else {
        1
    };
    word.truncate(word.len() - cut);
    word
}

/// A name as it is written in place of another one, which follows `before`; `None` where the article, the number or the capitals are not
/// sure to stay the same.
pub(crate) fn in_place_of(name: &str, other: &str, before: &str) -> Option<String> {
    let first = |text: &str| text.chars().next().unwrap_or_default();
    let mut words = before.trim_end().rsplit(|c: char| !c.is_alphabetic());
    let article = words.next().unwrap_or_default();
    let is_vowel = |text| "aeiou".contains(first(text).to_ascii_lowercase());
    if matches!(article, "a" | "an" | "A" | "An") && is_vowel(name) != is_vowel(other) {
        return None;
    }
    let is_plural = |text: &str| text.ends_with('s');
    if is_plural(name) != is_plural(other) {
        return None;
    }
    let rest = &name[first(name).len_utf8()..];
    // The capital of a title may be its own in the middle of a sentence, or not.
    let titled = first(name).is_uppercase() && !rest.contains(char::is_uppercase);
    match (first(other).is_uppercase(), titled) {
        (false, true) => None,
        (true, _) => Some(first(name).to_uppercase().chain(rest.chars()).collect()),
        (false, false) => Some(name.to_owned()),
    }
}

#[cfg(test)]
#[path = "english_tests.rs"]
mod tests;
