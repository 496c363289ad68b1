//! Languages that are made of words, quotation marks and comments: read by data.

use rustc_hash::FxHashMap;

use super::scanner::{Class, Scanner};

/// What is known of a language.
#[derive(Debug)]
pub(super) struct Grammar {
    /// What begins a comment that ends with its line.
    pub(super) line_comments: &'static [&'static str],
    /// How comments of several lines begin and end.
    pub(super) comments: &'static [(&'static str, &'static str)],
    /// Whether a comment of several lines may hold others.
    pub(super) nested: bool,
    /// Strings; longer marks first.
    pub(super) strings: &'static [Quote],
    /// Words directly before a string that belong to it; in one with an `r` or `R`, a backslash is a backslash.
    pub(super) prefixes: &'static [&'static str],
    /// Parted by spaces.
    pub(super) keywords: &'static str,
    pub(super) types: &'static str,
    pub(super) literals: &'static str,
    /// Marks that begin a name: `@Override`, `$name`.
    pub(super) sigils: &'static str,
    /// Whether a word with a capital first and small letters behind is a type.
    pub(super) capitals: bool,
    /// Whether the case of keywords does not matter.
    pub(super) any_case: bool,
    /// What else has to be known.
    pub(super) peculiar: Peculiar,
}

/// What only some languages have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peculiar {
    Nothing,
    /// Templates between backticks, regular expressions between slashes.
    JavaScript,
    /// Lifetimes, raw strings with number signs, macros.
    Rust,
    /// Lines for the preprocessor, raw strings with parentheses.
    C,
    /// Strings that are keys where a colon follows.
    Json,
}

/// A kind of string.
#[derive(Debug)]
pub(super) struct Quote {
    pub(super) mark: &'static str,
    /// Whether a backslash takes the meaning from what follows.
    pub(super) escapes: bool,
    /// Whether it may be longer than its line.
    pub(super) lines: bool,
}

/// Words that are something.
pub(super) type Words = FxHashMap<&'static str, Class>;

impl Grammar {
    /// A language with nothing in it.
    pub(super) const EMPTY: Self = Self {
        line_comments: &[],
        comments: &[],
        nested: false,
        strings: &[],
        prefixes: &[],
        keywords: "",
        types: "",
        literals: "",
        sigils: "",
        capitals: false,
        any_case: false,
        peculiar: Peculiar::Nothing,
    };

    /// The words that are something.
    pub(super) fn words(&self) -> Words {
        let lists = [
            (self.keywords, Class::Keyword),
            (self.types, Class::Type),
            (self.literals, Class::Literal),
        ];
        let words = lists
            .into_iter()
            .flat_map(|(list, class)| list.split_whitespace().map(move |word| (word, class)));
        words.collect()
    }
}

/// Longest word that is looked up in small letters.
const LONGEST: usize = 24;

/// Reads code up to its end.
pub(super) fn read(scanner: &mut Scanner<'_>, grammar: &Grammar, words: &Words) {
    Reader {
        scanner,
        grammar,
        words,
        after_value: false,
        slash_divides: 0,
        templates: Vec::new(),
    }
    .all();
}

struct Reader<'s, 'c> {
    scanner: &'s mut Scanner<'c>,
    grammar: &'s Grammar,
    words: &'s Words,
    /// Whether a value was read last, so that a slash divides it.
    after_value: bool,
    /// Up to which byte no slash begins a regular expression, because one had no end on the line.
    slash_divides: usize,
    /// The templates that are open, each with the braces that are open in its code.
    templates: Vec<u32>,
}

impl Reader<'_, '_> {
    fn all(&mut self) {
        while let Some(byte) = self.scanner.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.scanner.at += 1,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(),
                b'0'..=b'9' => {
                    let end = self.scanner.number_end();
                    self.scanner.take(end, Class::Literal);
                    self.after_value = true;
                }
                128.. if self.scanner.rest().starts_with(char::is_alphabetic) => self.word(),
                128.. => self.scanner.step(),
                mark => self.mark(mark),
            }
        }
    }

    fn word(&mut self) {
        let start = self.scanner.at;
        let marks = match self.grammar.peculiar {
            Peculiar::JavaScript => "$",
            _ => "",
        };
        let end = self.scanner.word_end(start, marks);
        let code = self.scanner.code;
        let (word, rest) = (&code[start..end], &code[end..]);
        if self.grammar.prefixes.contains(&word) && self.prefixed(word, end) {
            return;
        }
        let class = self.class_of(word, rest);
        self.after_value = class != Some(Class::Keyword);
        match class {
            Some(class) => self.scanner.take(end, class),
            None => self.scanner.at = end,
        }
    }

    /// A string with a word before it that belongs to it, if it is one.
    fn prefixed(&mut self, prefix: &str, end: usize) -> bool {
        let code = self.scanner.code;
        let raw = prefix.contains(['r', 'R']);
        let rest = &code[end..];
        if raw && self.grammar.peculiar == Peculiar::Rust {
            let hashes = rest.len() - rest.trim_start_matches('#').len();
            if rest[hashes..].starts_with('"') {
                let close = format!("\"{}", &rest[..hashes]);
                let end = self.scanner.past(end + hashes + 1, &close);
                self.string(end);
                return true;
            }
        }
        if raw
            && self.grammar.peculiar == Peculiar::C
            && let Some(inside) = rest.strip_prefix('"')
        {
            // R"name( … )name", with a name of 16 characters at most.
            let near = inside.floor_char_boundary(17);
            if let Some(len) = inside[..near].find('(') {
                let close = format!("){}\"", &inside[..len]);
                let end = self.scanner.past(end + 1 + len + 1, &close);
                self.string(end);
                return true;
            }
        }
        let quote = self
            .grammar
            .strings
            .iter()
            .find(|q| rest.starts_with(q.mark));
        let Some(quote) = quote else { return false };
        let from = end + quote.mark.len();
        let escapes = quote.escapes && !raw;
        let end = self
            .scanner
            .string_end(from, quote.mark, escapes, quote.lines);
        self.string(end);
        true
    }

    fn string(&mut self, end: usize) {
        self.scanner.take(end, Class::String);
        self.after_value = true;
    }

    fn class_of(&self, word: &str, rest: &str) -> Option<Class> {
        let known = if self.grammar.any_case && word.len() <= LONGEST {
            self.words.get(&*word.to_ascii_lowercase())
        } else {
            self.words.get(word)
        };
        if let Some(class) = known {
            return Some(*class);
        }
        let is_macro = || {
            let called = rest
                .strip_prefix('!')
                .filter(|_| self.grammar.peculiar == Peculiar::Rust);
            called.is_some_and(|rest| rest.starts_with(['(', '[', '{']))
        };
        if rest.starts_with('(') || is_macro() {
            return Some(Class::Name);
        }
        let is_type = self.grammar.capitals
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && (word.len() == 1 || word.contains(|c: char| c.is_ascii_lowercase()));
        is_type.then_some(Class::Type)
    }

    fn mark(&mut self, mark: u8) {
        let rest = self.scanner.rest();
        let grammar = self.grammar;
        if grammar
            .line_comments
            .iter()
            .any(|begin| rest.starts_with(begin))
        {
            let end = self.scanner.line_end();
            return self.scanner.take(end, Class::Comment);
        }
        let comment = grammar
            .comments
            .iter()
            .find(|(open, _)| rest.starts_with(open));
        if let Some((open, close)) = comment {
            let from = self.scanner.at + open.len();
            let end = match grammar.nested {
                true => self.scanner.past_nested(from, open, close),
                false => self.scanner.past(from, close),
            };
            return self.scanner.take(end, Class::Comment);
        }
        if mark == b'\'' && grammar.peculiar == Peculiar::Rust {
            return self.character_or_lifetime();
        }
        if let Some(quote) = grammar.strings.iter().find(|q| rest.starts_with(q.mark)) {
            let from = self.scanner.at + quote.mark.len();
            let end = self
                .scanner
                .string_end(from, quote.mark, quote.escapes, quote.lines);
            if grammar.peculiar == Peculiar::Json
                && self.scanner.code[end..].trim_ascii_start().starts_with(':')
            {
                return self.scanner.take(end, Class::Name);
            }
            return self.string(end);
        }
        if grammar.sigils.as_bytes().contains(&mark) {
            let end = self.scanner.word_end(self.scanner.at + 1, "");
            if end > self.scanner.at + 1 {
                self.scanner.take(end, Class::Name);
                self.after_value = true;
                return;
            }
        }
        match grammar.peculiar {
            Peculiar::JavaScript => self.javascript(mark),
            Peculiar::C if mark == b'#' => self.preprocessor(),
            _ => self.scanner.at += 1,
        }
    }

    /// `'a'` is a character in Rust, `'a` a lifetime.
    fn character_or_lifetime(&mut self) {
        let start = self.scanner.at;
        let rest = &self.scanner.code[start + 1..];
        let mut characters = rest.chars();
        let first = characters.next();
        if first == Some('\\') {
            let end = self.scanner.string_end(start + 1, "'", true, false);
            return self.string(end);
        }
        if let Some(first) = first.filter(|_| characters.next() == Some('\'')) {
            return self.string(start + 1 + first.len_utf8() + 1);
        }
        let end = self.scanner.word_end(start + 1, "");
        match end > start + 1 {
            true => self.scanner.take(end, Class::Type),
            false => self.scanner.at += 1,
        }
    }

    /// `#include <a.h>` in C, where it begins its line.
    fn preprocessor(&mut self) {
        let start = self.scanner.at;
        let line = self.scanner.code[..start].trim_end_matches([' ', '\t']);
        if !(line.is_empty() || line.ends_with('\n')) {
            self.scanner.at += 1;
            return;
        }
        let blanks = self.scanner.code[start + 1..].trim_start_matches([' ', '\t']);
        let word = self.scanner.code.len() - blanks.len();
        let end = self.scanner.word_end(word, "");
        let is_include = &self.scanner.code[word..end] == "include";
        self.scanner.take(end, Class::Keyword);
        self.scanner.blanks();
        if is_include && self.scanner.peek() == Some(b'<') {
            let end = self.scanner.string_end(self.scanner.at, ">", false, false);
            self.scanner.take(end, Class::String);
        }
    }

    fn javascript(&mut self, mark: u8) {
        match mark {
            b'`' => return self.template(),
            b'{' => {
                if let Some(open) = self.templates.last_mut() {
                    *open += 1;
                }
            }
            b'}' => match self.templates.last_mut() {
                Some(0) => {
                    self.templates.pop();
                    return self.template();
                }
                Some(open) => *open -= 1,
                None => {}
            },
            b'/' if !self.after_value && self.scanner.at >= self.slash_divides => {
                return self.regular_expression();
            }
            _ => {}
        }
        self.after_value = matches!(mark, b')' | b']' | b'}');
        self.scanner.at += 1;
    }

    /// The text of a template behind the mark that opens it or goes on with it, up to its end or to code in it.
    fn template(&mut self) {
        let bytes = self.scanner.code.as_bytes();
        let mut end = self.scanner.at + 1;
        loop {
            match bytes.get(end) {
                None => break,
                Some(b'`') => {
                    end += 1;
                    break;
                }
                Some(b'$') if bytes.get(end + 1) == Some(&b'{') => {
                    end += 2;
                    self.templates.push(0);
                    self.scanner.take(end, Class::String);
                    self.after_value = false;
                    return;
                }
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
            }
        }
        self.string(end.min(bytes.len()));
    }

    fn regular_expression(&mut self) {
        let bytes = self.scanner.code.as_bytes();
        let line_end = self.scanner.line_end();
        let mut in_class = false;
        let mut at = self.scanner.at + 1;
        while at < line_end {
            match bytes[at] {
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => {
                    let end = self.scanner.word_end(at + 1, "");
                    return self.string(end);
                }
                _ => {}
            }
            at += 1;
        }
        self.slash_divides = line_end;
        self.scanner.at += 1;
    }
}
