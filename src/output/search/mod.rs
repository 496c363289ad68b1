//! The search index: what the script in `static/search.js` needs to find things, as a few small files a language.
//!
//! [`files`] is a pure function of the model, in these steps:
//!
//! 1. [`passages`] splits the pages into passages, the things a result points to: parts of sections, answers, rows of
//!    comparisons, terms.
//! 2. [`words`] counts the words of each passage, in parallel, and joins the forms of a word: particles and plural
//!    endings are removed.
//! 3. [`entries`] makes the vocabulary: every key in the order of letters with its passages; names of terms,
//!    titles and 초성 are keys like any other word.
//! 4. [`shards`] cuts the vocabulary into files so small that a query fetches a few of them, whatever the site's size.
//!
//! ```text
//! assets/search/rules.js     letters and particles, for all languages
//! assets/search/ko/root.js   where the other files begin; words of the interface
//!                  w0.js …   the vocabulary in order, with postings
//!                  p0.js …   for a beginning that many words share: the best of them
//!                  i0.js …   words by what is inside them: 센터 finds 데이터센터
//!                  t0.js …   the passages: address, titles, text
//! ```
//!
//! The files have stable names, since a name with a hash would be in every page and so change every page with every edit. Each
//! holds the version of its index instead; the script asks for `w0.js?<version>`, so that what is cached never mixes with
//! what is new, and reads `root.js` again where a file is of another version. They are scripts that send one string as an
//! event and no JSON, because a page opened from a disk may load scripts, but nothing else.

mod client;
mod entries;
mod passages;
mod shards;
mod words;

use self::passages::Passage;
use crate::lang::LanguageId;
use crate::model::Model;

/// The files of a language's index: path from the site's root, and bytes. Empty where the site has search turned off.
pub(crate) fn files(model: &Model, language: LanguageId) -> Vec<(String, Vec<u8>)> {
    if !model.site().search {
        return Vec::new();
    }
    let interface = client::words(model, language);
    let mut files = index(
        &passages::of(model, language),
        interface,
        model.site().tag(language),
    );
    if language == LanguageId::DEFAULT {
        files.push(shards::file("rules", "", &client::rules()));
    }
    files
}

fn index(
    passages: &[Passage<'_>],
    interface: serde_json::Value,
    tag: &str,
) -> Vec<(String, Vec<u8>)> {
    let entries = entries::of(passages, words::count(passages));
    shards::IndexFiles::new(&entries, passages, interface).into_files(tag)
}

/// The index of bare texts, each a page of its own: what the benchmark measures.
pub fn of_texts(texts: &[String]) -> Vec<(String, Vec<u8>)> {
    let passages: Vec<_> = texts
        .iter()
        .zip(0..)
        .flat_map(|(text, page)| passages::of_text(text, page))
        .collect();
    index(&passages, serde_json::Value::Null, "ko")
}

#[cfg(test)]
mod tests;
