//! The languages that have colours: one table.
//!
//! To add one that is made of words, strings and comments, write its [`Grammar`] (in `grammars.rs`) and a line in [`LANGUAGES`].

use std::sync::OnceLock;

use super::grammars::{
    C, CPP, CSHARP, DART, DOCKERFILE, GO, JAVA, JAVASCRIPT, JSON, KOTLIN, LUA, MAKEFILE, NGINX,
    PHP, POWERSHELL, PYTHON, R, RUBY, RUST, SCALA, SQL, SWIFT, TYPESCRIPT,
};
use super::scanner::Scanner;
use super::words::{self, Grammar, Words};
use super::{css, data, html, prose, shell};

/// A language.
#[derive(Debug)]
pub(crate) struct Language {
    /// What authors call it, in small letters; first as findings and the manual do.
    names: &'static [&'static str],
    reader: Reader,
    /// Its words, once they are needed.
    words: OnceLock<Words>,
}

/// What reads a language.
#[derive(Debug)]
enum Reader {
    Words(&'static Grammar),
    Other(fn(&mut Scanner<'_>)),
    Diff,
    /// Nothing in it is something.
    Plain,
}

impl Language {
    const fn new(names: &'static [&'static str], reader: Reader) -> Self {
        Self {
            names,
            reader,
            words: OnceLock::new(),
        }
    }

    /// The language of a name, whatever its case.
    pub(in crate::document::markdown) fn of(name: &str) -> Option<&'static Self> {
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        LANGUAGES.iter().find(|l| l.names.iter().any(is))
    }

    /// What each of the languages is called first.
    pub(in crate::document::markdown) fn first_names() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|language| language.names[0])
    }

    /// Whatever languages may be called.
    pub(in crate::document::markdown) fn all_names() -> impl Iterator<Item = &'static str> {
        LANGUAGES
            .iter()
            .flat_map(|language| language.names)
            .copied()
    }

    /// Whether its lines are taken out and put in.
    pub(super) fn is_diff(&self) -> bool {
        matches!(self.reader, Reader::Diff)
    }

    /// Reads code up to its end as the language of a name, if there is one.
    pub(super) fn read_as(scanner: &mut Scanner<'_>, name: &str) {
        if let Some(language) = Self::of(name) {
            language.read(scanner);
        }
    }

    /// Reads code up to its end.
    pub(super) fn read(&self, scanner: &mut Scanner<'_>) {
        match self.reader {
            Reader::Words(grammar) => {
                let known = self.words.get_or_init(|| grammar.words());
                words::read(scanner, grammar, known);
            }
            Reader::Other(read) => read(scanner),
            Reader::Diff => data::diff(scanner),
            Reader::Plain => {}
        }
    }
}

static LANGUAGES: [Language; 33] = [
    Language::new(
        &["bash", "sh", "shell", "zsh", "fish"],
        Reader::Other(shell::read),
    ),
    Language::new(&["c", "h"], Reader::Words(&C)),
    Language::new(
        &[
            "console",
            "terminal",
            "session",
            "shell-session",
            "shellsession",
        ],
        Reader::Other(shell::session),
    ),
    Language::new(&["cpp", "c++", "cc", "cxx", "hpp"], Reader::Words(&CPP)),
    Language::new(&["csharp", "c#", "cs"], Reader::Words(&CSHARP)),
    Language::new(&["css", "scss", "less"], Reader::Other(css::read)),
    Language::new(&["dart"], Reader::Words(&DART)),
    Language::new(&["diff", "patch"], Reader::Diff),
    Language::new(
        &["dockerfile", "docker", "containerfile"],
        Reader::Words(&DOCKERFILE),
    ),
    Language::new(&["go", "golang"], Reader::Words(&GO)),
    Language::new(
        &[
            "html",
            "htm",
            "xhtml",
            "xml",
            "svg",
            "atom",
            "rss",
            "vue",
            "svelte",
            "jinja",
            "jinja2",
            "tera",
            "liquid",
            "handlebars",
        ],
        Reader::Other(html::read),
    ),
    Language::new(
        &["ini", "conf", "properties", "env", "dotenv"],
        Reader::Other(data::ini),
    ),
    Language::new(&["java"], Reader::Words(&JAVA)),
    Language::new(
        &["javascript", "js", "jsx", "mjs", "cjs", "node"],
        Reader::Words(&JAVASCRIPT),
    ),
    Language::new(
        &["json", "jsonc", "json5", "jsonl", "geojson"],
        Reader::Words(&JSON),
    ),
    Language::new(&["kotlin", "kt", "kts"], Reader::Words(&KOTLIN)),
    Language::new(&["lua"], Reader::Words(&LUA)),
    Language::new(&["makefile", "make"], Reader::Words(&MAKEFILE)),
    Language::new(&["markdown", "md", "mdx"], Reader::Other(prose::read)),
    Language::new(&["nginx"], Reader::Words(&NGINX)),
    Language::new(&["php"], Reader::Words(&PHP)),
    Language::new(&["powershell", "ps1", "pwsh"], Reader::Words(&POWERSHELL)),
    Language::new(
        &["python", "py", "python3", "pycon"],
        Reader::Words(&PYTHON),
    ),
    Language::new(&["r"], Reader::Words(&R)),
    Language::new(&["ruby", "rb"], Reader::Words(&RUBY)),
    Language::new(&["rust", "rs"], Reader::Words(&RUST)),
    Language::new(&["scala"], Reader::Words(&SCALA)),
    Language::new(
        &["sql", "sqlite", "mysql", "postgresql", "postgres", "plsql"],
        Reader::Words(&SQL),
    ),
    Language::new(&["swift"], Reader::Words(&SWIFT)),
    Language::new(
        &[
            "text",
            "txt",
            "plain",
            "plaintext",
            "none",
            "output",
            "log",
            "csv",
            "tsv",
        ],
        Reader::Plain,
    ),
    Language::new(&["toml"], Reader::Other(data::toml)),
    Language::new(
        &["typescript", "ts", "tsx", "mts", "cts"],
        Reader::Words(&TYPESCRIPT),
    ),
    Language::new(&["yaml", "yml"], Reader::Other(data::yaml)),
];
