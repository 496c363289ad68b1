//! A place in code that moves on, and the tokens found so far.

/// What a stretch of code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Comment,
    Keyword,
    String,
    /// A number, a truth value, a colour.
    Literal,
    /// What is called or set: a function, a key, an attribute, a variable of a shell.
    Name,
    /// A type, an element.
    Type,
}

impl Class {
    /// As style sheets call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Comment => "c-comment",
            Self::Keyword => "c-keyword",
            Self::String => "c-string",
            Self::Literal => "c-literal",
            Self::Name => "c-name",
            Self::Type => "c-type",
        }
    }
}

/// A stretch of code that is something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) class: Class,
}

/// Reads code from its beginning to its end.
pub(super) struct Scanner<'c> {
    pub(super) code: &'c str,
    /// The next byte to be read.
    pub(super) at: usize,
    /// What has been found, ascending.
    pub(super) tokens: Vec<Token>,
    /// What reads a language by its name: a language may hold another, and the table of all of them is above each.
    languages: fn(&mut Self, &str),
    /// How many languages the one that is read is inside of.
    depth: u8,
}

/// A page of HTML in a text of Markdown has scripts; what is deeper stays plain.
const DEPTH: u8 = 2;

impl<'c> Scanner<'c> {
    pub(super) fn new(code: &'c str, languages: fn(&mut Self, &str)) -> Self {
        Self {
            code,
            at: 0,
            tokens: Vec::new(),
            languages,
            depth: 0,
        }
    }

    /// Reads up to a byte as the language of a name, if there is one.
    pub(super) fn within(&mut self, end: usize, language: &str) {
        if self.depth < DEPTH {
            let code = self.code;
            self.code = &code[..end];
            self.depth += 1;
            (self.languages)(self, language);
            self.depth -= 1;
            self.code = code;
        }
        self.at = end;
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'c str {
        &self.code[self.at..]
    }

    /// The next byte.
    pub(super) fn peek(&self) -> Option<u8> {
        self.code.as_bytes().get(self.at).copied()
    }

    /// The byte before.
    pub(super) fn before(&self) -> Option<u8> {
        let at = self.at.checked_sub(1)?;
        Some(self.code.as_bytes()[at])
    }

    /// Reads up to a byte, as something.
    pub(super) fn take(&mut self, end: usize, class: Class) {
        if end > self.at {
            self.tokens.push(Token {
                start: self.at as u32,
                end: end as u32,
                class,
            });
            self.at = end;
        }
    }

    /// Reads one character, as nothing.
    pub(super) fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    /// Reads the spaces and tabs that are next, as nothing.
    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// The end of the line, its line feed not included.
    pub(super) fn line_end(&self) -> usize {
        self.rest()
            .find('\n')
            .map_or(self.code.len(), |len| self.at + len)
    }

    /// The end of what is next up to some text and with it, or of the code.
    pub(super) fn past(&self, from: usize, text: &str) -> usize {
        let found = self.code[from..].find(text);
        found.map_or(self.code.len(), |len| from + len + text.len())
    }

    /// The end of what has begun with `open` before `from`, with all that begins and ends in it; or of the code.
    pub(super) fn past_nested(&self, from: usize, open: &str, close: &str) -> usize {
        let (mut at, mut depth) = (from, 1_usize);
        while depth > 0 && at < self.code.len() {
            let rest = &self.code.as_bytes()[at..];
            at += if rest.starts_with(open.as_bytes()) {
                depth += 1;
                open.len()
            } else if rest.starts_with(close.as_bytes()) {
                depth -= 1;
                close.len()
            } else {
                1
            };
        }
        at
    }

    /// The end of the word at a byte: letters, digits and some marks.
    pub(super) fn word_end(&self, from: usize, marks: &str) -> usize {
        let rest = &self.code[from..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || marks.contains(c);
        rest.find(|c| !is_word(c))
            .map_or(self.code.len(), |len| from + len)
    }

    /// Where a string ends that has begun and whose text is at `from`: behind `close`, or where its line ends if it is on one line only.
    pub(super) fn string_end(&self, from: usize, close: &str, escapes: bool, lines: bool) -> usize {
        let bytes = self.code.as_bytes();
        let first = close.as_bytes()[0];
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\\' if escapes => at += 1,
                b'\n' if !lines => return at,
                byte if *byte == first && self.code[at..].starts_with(close) => {
                    return at + close.len();
                }
                _ => {}
            }
            at += 1;
        }
        self.code.len()
    }

    /// The end of a number that begins at the next byte.
    pub(super) fn number_end(&self) -> usize {
        let bytes = self.code.as_bytes();
        let mut at = self.at + 1;
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        while let Some(byte) = bytes.get(at) {
            let goes_on = match byte {
                b'.' => is_digit(at + 1),
                b'+' | b'-' => {
                    matches!(bytes[at - 1], b'e' | b'E')
                        && is_digit(at + 1)
                        && !bytes[self.at..].starts_with(b"0x")
                }
                byte => byte.is_ascii_alphanumeric() || *byte == b'_',
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        at
    }
}
