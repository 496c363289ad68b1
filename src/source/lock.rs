//! `translations.lock`: what of each original its translation has taken over.
//!
//! A TOML file with a table for each text and language, in order; in it a [`Mark`] for each block of the original as it was when its
//! translation was accepted, one a line, so that what two people accept in different texts merges line by line.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::data::{Node, Value, from_toml};
use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;

/// Name of the file, in the site's root.
pub const LOCK_FILE: &str = "translations.lock";

/// The rule that it can be read.
pub(super) const BAD: &str = "bad-lock";

/// The first lines of the file.
const ABOUT: &str = "\
# 번역이 원문을 어디까지 옮겼는지 적어 둔 파일입니다. `haeseol accept`가 쓰니 손으로 고치지 마세요.
# How far each translation has taken over its original. Written by `haeseol accept`; do not edit it.
";

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The title in front matter.
    Title,
    /// The description in front matter.
    Description,
    /// The summary of a term in front matter.
    Summary,
    /// A heading.
    Heading,
    /// A heading that is a question of a FAQ.
    Question,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A row of a table.
    Row,
    /// A code block.
    Code,
    /// A paragraph that is an image.
    Image,
    /// A footnote.
    Note,
    /// HTML.
    Html,
    /// The beginning of a box: which kind of box it is.
    Box,
    /// A source in front matter.
    Source,
}

impl BlockKind {
    /// Every kind with its letter in the file and its name in JSON.
    const ALL: [(Self, char, &'static str); 14] = [
        (Self::Title, 't', "title"),
        (Self::Description, 'd', "description"),
        (Self::Summary, 's', "summary"),
        (Self::Heading, 'h', "heading"),
        (Self::Question, 'q', "question"),
        (Self::Paragraph, 'p', "paragraph"),
        (Self::Item, 'i', "item"),
        (Self::Row, 'r', "row"),
        (Self::Code, 'c', "code"),
        (Self::Image, 'f', "image"),
        (Self::Note, 'n', "note"),
        (Self::Html, 'm', "html"),
        (Self::Box, 'b', "box"),
        (Self::Source, 'o', "source"),
    ];

    fn row(self) -> (Self, char, &'static str) {
        let row = Self::ALL.into_iter().find(|(kind, ..)| *kind == self);
        row.unwrap_or(Self::ALL[0])
    }

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        self.row().2
    }
}

/// A side of a block that may change by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The words.
    Text,
    /// The figures among them.
    Figures,
    /// Where links lead, and which notes are cited.
    Links,
    /// Code.
    Code,
    /// Images.
    Images,
}

impl Facet {
    /// Every one with its letter in the file and its name in JSON.
    pub(crate) const ALL: [(Self, char, &'static str); 5] = [
        (Self::Text, 't', "text"),
        (Self::Figures, 'n', "figures"),
        (Self::Links, 'l', "links"),
        (Self::Code, 'c', "code"),
        (Self::Images, 'i', "images"),
    ];

    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

/// What is noted of a block: short hashes of it, as a whole and by [`Facet`]. xxh3 of UTF-8, the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) kind: BlockKind,
    pub(crate) whole: u32,
    /// By facet; 0 where there is nothing of it.
    facets: [u16; Facet::ALL.len()],
}

impl Mark {
    /// Of a block with this text, words and figures together, and these facets, as they are compared. The whole does not depend on what
    /// of the text is taken for a figure, which other versions of the program know better.
    pub(crate) fn new(kind: BlockKind, text: &str, facets: [&str; Facet::ALL.len()]) -> Self {
        let (_, letter, _) = kind.row();
        let [_, _, links, code, images] = facets;
        // U+001F UNIT SEPARATOR is in no text.
        let whole = ["", text, "", links, code, images].join("\u{1f}");
        let whole = format!("{letter}{whole}");
        let short = |text: &str| (xxh3_64(text.as_bytes()) & 0xffff) as u16;
        Self {
            kind,
            whole: (xxh3_64(whole.as_bytes()) & 0xffff_ffff) as u32,
            // 0 says that there is nothing.
            facets: facets.map(|f| if f.is_empty() { 0 } else { short(f).max(1) }),
        }
    }

    /// The facets in which two blocks differ.
    pub(crate) fn differing(&self, other: &Self) -> Vec<Facet> {
        let all = Facet::ALL.iter().map(|(facet, ..)| *facet);
        all.filter(|f| self.facets[*f as usize] != other.facets[*f as usize])
            .collect()
    }

    /// How much two blocks have in common: facets that are there and the same.
    pub(crate) fn in_common(&self, other: &Self) -> u32 {
        let pairs = self.facets.iter().zip(other.facets);
        pairs.filter(|(a, b)| **a == *b && *b != 0).count() as u32
    }

    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let letter = words.next()?;
        let (kind, ..) = BlockKind::ALL
            .into_iter()
            .find(|(_, c, _)| letter == c.to_string())?;
        let whole = words.next().filter(|w| w.len() == 8)?;
        let whole = u32::from_str_radix(whole, 16).ok()?;
        let mut facets = [0; Facet::ALL.len()];
        for word in words {
            let letter = word.chars().next()?;
            let (facet, ..) = Facet::ALL.iter().find(|(_, c, _)| *c == letter)?;
            let digits = word[letter.len_utf8()..]
                .get(..4)
                .filter(|_| word.len() == 5)?;
            facets[*facet as usize] = u16::from_str_radix(digits, 16).ok()?;
        }
        Some(Self {
            kind,
            whole,
            facets,
        })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, letter, _) = self.kind.row();
        write!(f, "{letter} {:08x}", self.whole)?;
        for ((_, letter, _), facet) in Facet::ALL.iter().zip(self.facets) {
            if facet != 0 {
                write!(f, " {letter}{facet:04x}")?;
            }
        }
        Ok(())
    }
}

/// The file, read: the marks of each original by the text (`openai-xai#wallet`) and the language of its translation.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Lock(BTreeMap<String, BTreeMap<String, Vec<Mark>>>);

impl Lock {
    /// Reads the file. Whatever is wrong with it is one finding, a warning: a site can be built without.
    ///
    /// # Errors
    /// It cannot be read: it says why.
    pub(crate) fn parse(text: &str) -> Result<Self, Box<Diagnostic>> {
        if let Some(lock) = Self::as_written(text) {
            return Ok(lock);
        }
        let file: Arc<str> = LOCK_FILE.into();
        let mut faults = Vec::new();
        let root = from_toml(text, &file, &mut faults);
        if let Some(fault) = faults.into_iter().next() {
            return Err(Box::new(unreadable(fault.place)));
        }
        let mut lock = Self::default();
        let at = |node: &Node| Box::new(unreadable(Place::at(&file, node.span.clone())));
        let Value::Map(texts) = root.value else {
            return Ok(lock);
        };
        for (text, languages) in texts {
            let Value::Map(languages) = languages.value else {
                return Err(at(&languages));
            };
            for (language, marks) in languages {
                let Value::List(marks) = marks.value else {
                    return Err(at(&marks));
                };
                let marks = marks.iter().map(|mark| {
                    match &mark.value {
                        Value::String(mark) => Mark::parse(mark),
                        _ => None,
                    }
                    .ok_or_else(|| at(mark))
                });
                let marks = marks.collect::<Result<_, _>>()?;
                lock.set(&text.value, &language.value, marks);
            }
        }
        Ok(lock)
    }

    /// Reads the file line by line, as [`Display`](fmt::Display) writes it: several times as fast as TOML in general, which is read
    /// where a line is another one.
    fn as_written(text: &str) -> Option<Self> {
        let quoted = |text: &str| {
            let inner = text.strip_prefix('"')?.strip_suffix('"')?;
            (!inner.contains(['"', '\\'])).then(|| inner.to_owned())
        };
        let mut lock = Self::default();
        let (mut language, mut marks) = (None, Vec::new());
        for line in text.lines() {
            if language.is_some() {
                if let Some(mark) = line
                    .strip_prefix("  \"")
                    .and_then(|l| l.strip_suffix("\","))
                {
                    marks.push(Mark::parse(mark)?);
                } else {
                    (line == "]").then_some(())?;
                    let mut last = lock.0.last_entry()?;
                    let marks = std::mem::take(&mut marks);
                    let is_new = last.get_mut().insert(language.take()?, marks).is_none();
                    is_new.then_some(())?;
                }
            } else if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                let name = quoted(name)?;
                // A table is there once.
                let last = lock.0.last_key_value();
                last.is_none_or(|(last, _)| *last < name).then_some(())?;
                lock.0.insert(name, BTreeMap::new());
            } else if let Some(name) = line.strip_suffix(" = [") {
                language = Some(quoted(name)?);
            } else {
                (line.is_empty() || line.starts_with('#')).then_some(())?;
            }
        }
        language.is_none().then_some(lock)
    }

    /// What was accepted of a text for a language.
    pub(crate) fn get(&self, text: &str, language: &str) -> Option<&[Mark]> {
        self.0.get(text)?.get(language).map(Vec::as_slice)
    }

    /// Notes that a translation is in step with these.
    pub(crate) fn set(&mut self, text: &str, language: &str, marks: Vec<Mark>) {
        let languages = self.0.entry(text.to_owned()).or_default();
        languages.insert(language.to_owned(), marks);
    }

    /// Forgets all but the texts and languages that `keep` says.
    pub(crate) fn retain(&mut self, keep: impl Fn(&str, &str) -> bool) {
        self.0.retain(|text, languages| {
            languages.retain(|language, _| keep(text, language));
            !languages.is_empty()
        });
    }

    /// Whether nothing was ever accepted.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every text and language, in order, with the marks.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, &[Mark])> {
        self.0.iter().flat_map(|(text, languages)| {
            let marks = languages.iter();
            marks.map(move |(language, marks)| (&**text, &**language, &**marks))
        })
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(ABOUT)?;
        for (text, languages) in &self.0 {
            write!(f, "\n[{}]\n", quoted(text))?;
            for (language, marks) in languages {
                writeln!(f, "{} = [", quoted(language))?;
                for mark in marks {
                    writeln!(f, "  \"{mark}\",")?;
                }
                f.write_str("]\n")?;
            }
        }
        Ok(())
    }
}

/// A basic string (TOML 1.0).
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => drop(write!(out, "\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn unreadable(place: Place) -> Diagnostic {
    let message = message!(
        "`translations.lock`을 읽을 수 없어, 어느 번역이 뒤처졌는지 알 수 없습니다",
        "`translations.lock` cannot be read, so it is not known which translations are behind"
    );
    let hint = message!(
        "git에서 두 쪽이 합쳐지다 남은 표시(`<<<<<<<`)면 그 줄들을 지우고, 아니면 `git checkout translations.lock`으로 되돌리세요",
        "if a merge has left its marks in it (`<<<<<<<`), delete these lines; else take it back with `git checkout translations.lock`"
    );
    Diagnostic::warning(place, BAD, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str) -> Mark {
        Mark::new(BlockKind::Paragraph, text, [text, "1", "", "", ""])
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut lock = Lock::default();
        lock.set("b#\"가\\", "en", vec![mark("x"), mark("y")]);
        lock.set("a", "pt-BR", vec![]);
        lock.set("a", "en", vec![mark("z")]);
        let text = lock.to_string();
        assert_eq!(Lock::parse(&text), Ok(lock.clone()));
        // In another form of the same TOML.
        assert_eq!(Lock::parse(&text.replace(" = [", "=[")), Ok(lock.clone()));
        lock.retain(|text, _| text == "a");
        assert_eq!(Lock::as_written(&lock.to_string()), Some(lock));
        assert!(text.contains("\n[\"a\"]\n\"en\" = [\n  \"p "), "{text}");
        assert_eq!(text, Lock::parse(&text).unwrap().to_string());
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_place() {
        for (text, line) in [
            ("<<<<<<< HEAD\n", 1),
            ("[a]\nen = 1\n", 2),
            ("[a]\nen = [\"p zz\"]\n", 2),
            ("[a]\nen = [\"p 0000000g\"]\n", 2),
            ("[a]\nen = [\"p 00000000 x1234\"]\n", 2),
            ("[a]\nen = []\n[a]\nen = []\n", 3),
            ("a = 1\n", 1),
        ] {
            let fault = Lock::parse(text).unwrap_err();
            let at = fault.place.range.unwrap().0;
            assert_eq!(text[..at].lines().count().max(1), line, "{text}");
        }
    }

    #[test]
    fn facets_show_what_has_changed() {
        let a = Mark::new(BlockKind::Paragraph, "a 1", ["a", "1", "", "", ""]);
        let b = Mark::new(BlockKind::Paragraph, "a 2", ["a", "2", "x", "", ""]);
        assert_eq!(a.differing(&b), [Facet::Figures, Facet::Links]);
        assert_eq!(a.in_common(&b), 1);
        assert_ne!(a.whole, b.whole);
        // A number that another version takes for a word.
        let read_otherwise = Mark::new(BlockKind::Paragraph, "a 1", ["a 1", "", "", "", ""]);
        assert_eq!(a.whole, read_otherwise.whole);
        assert_ne!(a.whole, b.whole);
        let heading = Mark::new(BlockKind::Heading, "a 1", ["a", "1", "", "", ""]);
        assert_ne!(a.whole, heading.whole);
    }
}
