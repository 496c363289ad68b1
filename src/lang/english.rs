//! English nouns: plurals, possessives, and a light stem for search.
//!
//! A name is in a glossary in the singular. In prose it may have a plural ending, which belongs to the mention
//! ([`plural`], and [`ies`] where a final y changes), and a possessive or a contracted verb, which does not
//! ([`apostrophe`]). [`stem`] removes plural and possessive from any word.

/// Whether a name may be found with a plural ending.
///
/// Names ending in Latin letters or a number do (GPUs, H100s, iPhones, data centers, large language
/// models, cafés), but not a single word whose only capital is its first letter: Apples are not Apple, and
/// Metas are not Meta. An author for whom Teslas are Tesla writes the plural among the aliases.
pub(crate) fn takes_plural(name: &str) -> bool {
    let Some(last) = name.chars().next_back() else {
        return false;
    };
    if !(is_latin(last) || last.is_ascii_digit()) || !name.chars().any(|c| c.is_ascii_alphabetic())
    {
        return false;
    }
    if name.chars().any(|c| c.is_alphabetic() && !is_latin(c)) {
        return false;
    }
    let mut letters = name.chars();
    let proper = letters.next().is_some_and(char::is_uppercase)
        && name.chars().count() > 1
        && letters.all(|c| c.is_lowercase());
    !proper
}

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

#[cfg(test)]
#[path = "english_tests.rs"]
mod tests;
