//! The index as files.

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3Default;

use super::entries::{Posting, VocabularyEntry};
use super::passages::Passage;
use super::words::push_words;
use crate::base::names::SEARCH;
use crate::lang::jamo;
use crate::lang::loanwords::skeleton;

/// Bytes of a file of the vocabulary, of a small site and of a large one; some 40 % of it after gzip. Smaller files carry less that a
/// query has no use for, and there are more of them, all of which `root.js` has to name.
const SMALLEST_FILE: usize = 2 << 10;
const FILE: usize = 4 << 10;
/// Files that a vocabulary is cut into before they grow.
const FILES: usize = 100;
/// The most passages that are listed for a word; the less weighty ones of a word that has more are left out.
const MOST: usize = 1500;
/// The same in a file of the best words with a beginning.
const MOST_OF_BEST: usize = 40;
/// Longest beginning that has a file of its best words, in letters.
const LONGEST_BEGINNING: usize = 12;
/// In the digit that says how much a word shares with the one before: it is a noun.
const NOUN: u32 = 16;
/// Bytes of a file of passages on a large site.
const TEXT: usize = 8 << 10;
/// Files of passages on a site of middle size.
const TEXTS: usize = 500;

/// An index cut into files.
pub(super) struct IndexFiles {
    /// Words of the interface.
    interface: serde_json::Value,
    /// The files of each kind.
    words: Vec<String>,
    best: Vec<String>,
    inside: Vec<String>,
    texts: Vec<String>,
    /// Where the files of words begin, in letters; the first begins with nothing.
    word_starts: Vec<String>,
    /// The beginnings that have a file of their best words.
    beginnings: Vec<String>,
    inside_starts: Vec<String>,
    /// Passages in a file, and on each page.
    per_text: usize,
    pages: String,
}

impl IndexFiles {
    /// Cuts the index.
    pub(super) fn new(
        entries: &[VocabularyEntry],
        passages: &[Passage<'_>],
        interface: serde_json::Value,
    ) -> Self {
        let lines: Vec<Line<'_>> = entries
            .par_iter()
            .map(|entry| Line::new(entry, MOST))
            .collect();
        let size: usize = lines.iter().map(|l| l.key.len() + l.rest.len()).sum();
        let file = (size / FILES).clamp(SMALLEST_FILE, FILE);
        let (words, cuts) = files(&lines, file);
        let word_starts = starts(&cuts, |i| &entries[i].skeleton);
        let beginnings = beginnings(&word_starts);
        let best = beginnings
            .par_iter()
            .map(|beginning| best(entries, beginning, 2 * file))
            .collect();
        let (inside, inside_starts) = if words.len() > 1 {
            inside(entries, file)
        } else {
            Default::default()
        };
        let (texts, per_text) = texts(passages);
        let mut pages = String::new();
        for page in passages.chunk_by(|a, b| a.page == b.page) {
            number(&mut pages, page.len() as u32);
        }
        Self {
            interface,
            words,
            best,
            inside,
            texts,
            word_starts,
            beginnings,
            inside_starts,
            per_text,
            pages,
        }
    }

    /// The files by path.
    pub(super) fn into_files(self, tag: &str) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, String)> = Vec::new();
        for (kind, texts) in [
            ("w", self.words),
            ("p", self.best),
            ("i", self.inside),
            ("t", self.texts),
        ] {
            files.extend(
                texts
                    .into_iter()
                    .enumerate()
                    .map(|(i, text)| (format!("{kind}{i}"), text)),
            );
        }
        let root = |version: &str| {
            serde_json::json!({
                "version": version,
                "pages": self.pages,
                "per": self.per_text,
                "starts": { "w": self.word_starts, "p": self.beginnings, "i": self.inside_starts },
                "words": self.interface,
            })
            .to_string()
        };
        let mut hasher = Xxh3Default::new();
        for (name, text) in &files {
            hasher.update(name.as_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.update(root("").as_bytes());
        let version = format!("{:08x}", hasher.digest() >> 32);
        files.push(("root".into(), root(&version)));
        files
            .into_par_iter()
            .map(|(name, text)| file(&format!("{tag}/{name}"), &version, &text))
            .collect()
    }
}

/// A file of the index: a script that sends its name, its version and its text as an event, so that it needs no global
/// name which a page could have taken. `window.` reaches the browser's own even next to an author's `const
/// CustomEvent`. Strings of JSON are strings of JavaScript (ECMAScript 2019, "JSON superset"); a `<` is escaped, so
/// that nothing an author writes looks like markup if the file is read as something else.
pub(super) fn file(name: &str, version: &str, text: &str) -> (String, Vec<u8>) {
    let text = serde_json::Value::from(text)
        .to_string()
        .replace('<', "\\u003c");
    (
        format!("{SEARCH}{name}.js"),
        format!(
            "window.dispatchEvent(new window.CustomEvent(\"haeseol:index\",{{detail:[\"{name}\",\"{version}\",{text}]}}))\n"
        )
        .into_bytes(),
    )
}

/// Appends a number: five bits a character from `?` on, the sixth bit says that more follow.
fn number(out: &mut String, n: u32) {
    let digits = (32 - n.leading_zeros()).div_ceil(5).max(1);
    for i in (0..digits).rev() {
        let more = if i > 0 { 32 } else { 0 };
        out.push(char::from(b'?' + (n >> (5 * i) & 31 | more) as u8));
    }
}

/// A line of a file that is sorted by letters: what it shares with the line before is not repeated.
struct Line<'e> {
    key: &'e str,
    noun: bool,
    rest: String,
}

impl<'e> Line<'e> {
    fn new(entry: &'e VocabularyEntry, most: usize) -> Self {
        let mut rest = String::from(" ");
        let all = &entry.postings;
        let least = weightiest(all, most);
        // A word that has more passages than are listed cannot show where it does not occur.
        if least.len() < all.len() {
            rest.push('*');
        }
        let mut before = 0;
        for posting in &least {
            number(
                &mut rest,
                (posting.passage - before) * 16 + u32::from(posting.level),
            );
            before = posting.passage;
        }
        if !entry.others.is_empty() {
            rest.push(' ');
            rest.push_str(&entry.others.join("|"));
        }
        Self {
            key: &entry.word,
            noun: entry.noun,
            rest,
        }
    }
}

/// The weightiest of some postings, in their order.
fn weightiest(all: &[Posting], most: usize) -> Vec<Posting> {
    let mut chosen = all.to_vec();
    if all.len() > most {
        chosen.sort_by_key(|p| std::cmp::Reverse(p.level));
        chosen.truncate(most);
        chosen.sort_unstable_by_key(|p| p.passage);
    }
    chosen
}

/// Writes lines into files of at most so many bytes, and where each file begins.
fn files(lines: &[Line<'_>], most: usize) -> (Vec<String>, Vec<usize>) {
    let (mut files, mut cuts) = (vec![String::new()], vec![0]);
    let mut before = "";
    for (i, line) in lines.iter().enumerate() {
        let mut file = &mut files[cuts.len() - 1];
        if !file.is_empty() && file.len() + line.rest.len() + line.key.len() > most {
            files.push(String::new());
            cuts.push(i);
            before = "";
            file = &mut files[cuts.len() - 1];
        }
        // The script counts in units of UTF-16, and four bits have to do.
        let same = before
            .chars()
            .zip(line.key.chars())
            .take(NOUN as usize - 1)
            .take_while(|(a, b)| a == b && a.len_utf16() == 1);
        let (bytes, units) = same.fold((0, 0), |(bytes, units), (c, _)| {
            (bytes + c.len_utf8(), units + 1)
        });
        if !file.is_empty() {
            file.push('\n');
        }
        number(file, units | if line.noun { NOUN } else { 0 });
        file.push_str(&line.key[bytes..]);
        file.push_str(&line.rest);
        before = line.key;
    }
    (files, cuts)
}

/// The shortest beginning of each file's first key that nothing in the file before has; the first file begins with nothing.
fn starts<'k>(cuts: &[usize], letters: impl Fn(usize) -> &'k String) -> Vec<String> {
    let start = |cut: usize| {
        let Some(before) = cut.checked_sub(1).map(&letters) else {
            return String::new();
        };
        let key = letters(cut);
        let shared = before
            .chars()
            .zip(key.chars())
            .take_while(|(a, b)| a == b)
            .count();
        key.chars().take(shared + 1).collect()
    };
    cuts.iter().map(|cut| start(*cut)).collect()
}

/// The beginnings that whole files share, so that a query that has typed no more would have to fetch them all.
fn beginnings(starts: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for pair in starts.windows(2) {
        let shared = pair[0]
            .chars()
            .zip(pair[1].chars())
            .take_while(|(a, b)| a == b)
            .count();
        found.extend(
            (1..=shared.min(LONGEST_BEGINNING)).map(|len| pair[0].chars().take(len).collect()),
        );
    }
    found.sort();
    found.dedup();
    found
}

/// The best words with a beginning: those that titles and names are made of, then nouns, then those that occur in most
/// passages; at most so many bytes of them.
fn best(entries: &[VocabularyEntry], beginning: &str, most: usize) -> String {
    let first = entries.partition_point(|e| *e.skeleton < *beginning);
    let under = entries[first..]
        .iter()
        .take_while(|e| e.skeleton.starts_with(beginning));
    let mut ranked: Vec<&VocabularyEntry> = under.collect();
    ranked.sort_by_cached_key(|e| {
        let titles = e.postings.iter().filter(|p| p.level >= 8).count();
        std::cmp::Reverse((
            e.skeleton == beginning,
            titles.min(1),
            e.noun,
            e.postings.len(),
        ))
    });
    let mut size = 0;
    let fits = ranked.iter().take_while(|e| {
        size += e.word.len()
            + 3 * e.postings.len().min(MOST_OF_BEST)
            + e.others.iter().map(String::len).sum::<usize>();
        size <= most
    });
    let count = fits.count().max(1);
    ranked.truncate(count);
    ranked.sort_unstable_by(|a, b| (&a.skeleton, &a.word).cmp(&(&b.skeleton, &b.word)));
    let lines: Vec<Line<'_>> = ranked
        .into_iter()
        .map(|e| Line::new(e, MOST_OF_BEST))
        .collect();
    files(&lines, usize::MAX).0.swap_remove(0)
}

/// Words by what is inside them: the end of each word from its second syllable on, then the beginning that is missing. In files
/// of at most so many bytes.
fn inside(entries: &[VocabularyEntry], file: usize) -> (Vec<String>, Vec<String>) {
    let mut ends: Vec<(String, &str, &str)> = entries
        .par_iter()
        .flat_map_iter(|entry| {
            let word = entry.word.as_str();
            let places = word
                .char_indices()
                .skip(1)
                .filter(|(at, c)| jamo::is_syllable(*c) && word[*at..].chars().nth(1).is_some());
            places.map(move |(at, _)| {
                (
                    skeleton(&jamo::letters(&word[at..])),
                    &word[at..],
                    &word[..at],
                )
            })
        })
        .collect();
    ends.par_sort_unstable();
    let lines: Vec<Line<'_>> = ends
        .iter()
        .map(|(_, end, head)| Line {
            key: end,
            noun: false,
            rest: format!(" {head}"),
        })
        .collect();
    let (files, cuts) = files(&lines, file);
    let starts = starts(&cuts, |i| &ends[i].0);
    (files, starts)
}

/// The passages, some to a file, and how many.
fn texts(passages: &[Passage<'_>]) -> (Vec<String>, usize) {
    let total: usize = passages.iter().map(|p| p.text.len() + p.title.len()).sum();
    let file = (total / TEXTS).min(TEXT);
    let per = (file * passages.len() / total.max(1)).max(1);
    let files = passages.par_chunks(per).map(|passages| {
        let mut file = String::new();
        let mut title = "";
        for passage in passages {
            if !file.is_empty() {
                file.push('\n');
            }
            // The title is given once.
            let again = if *passage.title == *title {
                ""
            } else {
                &passage.title
            };
            title = &passage.title;
            file.push_str(&passage.href);
            for field in [again, passage.heading, &passage.text] {
                file.push('\t');
                push_words(&mut file, field);
            }
        }
        file
    });
    (files.collect(), per)
}
