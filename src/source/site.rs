//! `site.toml`: the settings of the site.

mod languages;
mod misplaced;
mod sharing;

use std::ops::Range;
use std::sync::Arc;

use self::languages::{localized, read_languages};
use self::misplaced::misplaced;
pub use self::sharing::{Cards, Verification};

use crate::base::diag::{Diagnostic, MOST_HINTS, Message, Place};
use crate::base::permalink::BaseUrl;
use crate::lang::message::message;
use crate::lang::{Language, LanguageId};
use crate::source::codes;
use crate::source::data::{self, Fields, Node, Shape, Spanned};
use crate::source::look::{self, Look};

/// Name of the settings file; the folder that holds it is the site's root.
pub const SITE_FILE: &str = "site.toml";

/// The settings of a site, complete: what `site.toml` leaves out has its default here.
#[derive(Debug, Clone, Hash)]
pub struct Site {
    /// Where the site will be published.
    pub base_url: BaseUrl,
    /// Languages, the default one first, the others by tag.
    pub languages: Vec<SiteLanguage>,
    /// The site's name, one a language.
    pub title: Localized,
    /// What the site is about, one a language; may be empty.
    pub description: Localized,
    /// Who publishes it.
    pub author: Option<Author>,
    /// Which mentions of a term become links.
    pub term_links: TermLinks,
    /// Whether a term's name in another language follows its first link on a page.
    pub gloss: bool,
    /// Explainers listed on the home page; when there are more, there is an archive.
    pub latest: usize,
    /// Further links in the header.
    pub nav: Vec<NavItem>,
    /// How Markdown is read.
    pub markdown: MarkdownOptions,
    /// Whether there is an index to search in.
    pub search: bool,
    /// Whether there are pages with two languages side by side.
    pub parallel: bool,
    /// Whether each page's text is published as Markdown, with a list of these texts.
    pub markdown_twins: bool,
    /// Whether readers are told that a translation is behind its original.
    pub notice: bool,
    /// Whether images get copies for smaller screens.
    pub resize: bool,
    /// How pictures for shared addresses are drawn, if there are any.
    pub cards: Option<Cards>,
    /// What proves to search engines whose the site is.
    pub verify: Vec<Verification>,
    /// What the site changes of the theme's look.
    pub look: Look,
    /// Codes of findings that the author does not want to hear of.
    pub allow: Vec<String>,
}

/// How Markdown is read. What is made of a text depends on all of them.
#[derive(Debug, Clone, Copy, Hash)]
pub struct MarkdownOptions {
    /// Whether HTML in it passes through.
    pub raw_html: bool,
    /// Whether `$…$` and `$$…$$` in it are formulas.
    pub math: bool,
}

impl Default for MarkdownOptions {
    fn default() -> Self {
        Self {
            raw_html: true,
            math: false,
        }
    }
}

/// A declared language.
#[derive(Debug, Clone, Hash)]
pub struct SiteLanguage {
    /// BCP 47 tag, as in file names and paths.
    pub tag: Arc<str>,
    /// Its name in itself: 한국어.
    pub name: String,
    /// What we know of it.
    pub language: Language,
}

/// A text in every language of the site, indexed by [`LanguageId`].
#[derive(Debug, Clone, Hash)]
pub struct Localized(Vec<String>);

impl std::ops::Index<LanguageId> for Localized {
    type Output = str;
    fn index(&self, language: LanguageId) -> &str {
        &self.0[language.index()]
    }
}

/// A person or an organisation (schema.org Person).
#[derive(Debug, Clone, Hash)]
pub struct Author {
    /// As printed.
    pub name: String,
    /// Their page.
    pub url: Option<String>,
}

/// `[glossary] link`: which mentions of a term become links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermLinks {
    /// The first on the page, and again wherever the last one is far: about as far as a reader remembers.
    FirstNearby,
    /// The first in each section, FAQ answer or comparison.
    FirstPerSection,
    /// The first on the page.
    FirstPerPage,
    /// All.
    Every,
    /// Only those written by hand.
    None,
}

/// `[[nav]]`: a link in the header.
#[derive(Debug, Clone, Hash)]
pub struct NavItem {
    /// What it says.
    pub label: Localized,
    /// The page's path in `content/` without language and ending: `about`.
    pub page: Spanned<String>,
}

impl Site {
    /// The hint that names the site's languages.
    pub(crate) fn declared(&self) -> Message {
        let tags = self.languages.iter().map(|l| format!("`{}`", l.tag));
        let tags = tags.collect::<Vec<_>>().join(", ");
        message!(
            "site.toml에 적힌 언어: {tags}",
            "declared in site.toml: {tags}"
        )
    }

    /// Reads `site.toml`. `None` if what is missing leaves nothing to build with.
    pub fn parse(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let before = diagnostics.len();
        let root = data::from_toml(text, file, diagnostics);
        // What follows from a line that cannot be read is not the author's fault.
        let unread = diagnostics[before..].iter().any(Diagnostic::is_error);
        if !unread && let Some(d) = misplaced(&root, file) {
            diagnostics.push(d);
            return None;
        }
        Self::of_node(root, unread, before, file, diagnostics)
    }

    /// What `site.toml` may say.
    pub(crate) fn shape() -> Shape {
        let (shape, file) = (Shape::default(), SITE_FILE.into());
        Self::of_node(shape.node(), false, 0, &file, &mut Vec::new());
        shape
    }

    /// Reads the settings from their tree, where some lines may be `unread`. The findings about this file begin after the first
    /// `before`.
    fn of_node(
        root: Node,
        unread: bool,
        before: usize,
        file: &Arc<str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let end = diagnostics.len();
        let mut fields = Fields::new(root, &|| Message::verbatim(SITE_FILE), file, diagnostics);

        let base_url = fields
            .required_string("base_url", || message!(
                "배포할 사이트의 주소를 적으세요: `base_url = \"https://이름.github.io/저장소/\"`",
                "write the address of the published site: `base_url = \"https://name.github.io/site/\"`"
            ))
            .and_then(|s| match BaseUrl::parse(&s.value) {
                Ok(url) => Some(url),
                Err(why) => {
                    let hint = message!(
                        "주소 전체를 적으세요: `https://이름.github.io/저장소/`",
                        "write a whole address: `https://name.github.io/site/`"
                    );
                    let message = message!(
                        "`base_url`의 값은 주소가 아닙니다: {why}",
                        "`base_url` is not an address: {why}",
                        why
                    );
                    fields.report(s.span, "bad-url", message, hint);
                    None
                }
            });
        let default =
            fields.required_string("default_language", || write("default_language = \"ko\""));
        let languages = read_languages(&mut fields, default.as_ref());
        let title = fields
            .required("title", || write("title = { ko = \"…\", en = \"…\" }"))
            .and_then(|n| localized("title", n, &languages, &mut fields));
        let description = fields
            .take("description")
            .and_then(|n| localized("description", n, &languages, &mut fields));
        let author = fields.take("author").and_then(|n| {
            fields.table("author", n, |f| {
                let name = f.required_string("name", || write("author = { name = \"…\" }"));
                let url = f.web_address("url");
                Some(Author {
                    name: name?.value,
                    url,
                })
            })
        });
        let glossary = section(&mut fields, "glossary", |f| {
            let gloss = f.boolean("gloss");
            let links = f.one_of(
                "link",
                &[
                    ("first-nearby", TermLinks::FirstNearby),
                    ("first-per-section", TermLinks::FirstPerSection),
                    ("first-per-page", TermLinks::FirstPerPage),
                    ("every", TermLinks::Every),
                    ("none", TermLinks::None),
                ],
            );
            Some((links, gloss))
        });
        let (term_links, gloss) = glossary.unwrap_or_default();
        let latest = section(&mut fields, "home", |f| {
            let n = f.integer("latest")?;
            match usize::try_from(n.value) {
                Ok(n) if n > 0 => Some(n),
                _ => {
                    f.report(
                        n.span,
                        "wrong-value",
                        {
                            let n = n.value;
                            message!(
                                "`latest`에는 {n}(을/를) 쓸 수 없습니다",
                                "`latest` cannot be {n}"
                            )
                        },
                        message!(
                            "첫 화면에 보일 해설의 수를 1 이상으로 적으세요",
                            "write how many explainers the home page lists, 1 or more"
                        ),
                    );
                    None
                }
            }
        });
        let markdown = section(&mut fields, "markdown", |f| {
            let default = MarkdownOptions::default();
            Some(MarkdownOptions {
                raw_html: f.boolean("raw_html").unwrap_or(default.raw_html),
                math: f.boolean("math").unwrap_or(default.math),
            })
        });
        let search = section(&mut fields, "search", |f| f.boolean("enabled"));
        let resize = section(&mut fields, "images", |f| f.boolean("resize"));
        let parallel = section(&mut fields, "parallel", |f| f.boolean("enabled"));
        let markdown_twins = section(&mut fields, "markdown_twins", |f| f.boolean("enabled"));
        let notice = section(&mut fields, "translations", |f| f.boolean("notice"));
        let (look, faint) =
            section(&mut fields, "theme", |f| Some(Look::read(f))).unwrap_or_default();
        let allow = section(&mut fields, "check", |f| Some(f.strings("allow"))).unwrap_or_default();
        let cards = section(&mut fields, "cards", sharing::cards);
        let verify = section(&mut fields, "verify", |f| Some(sharing::verifications(f)));
        let nav = fields.tables("nav", |f| {
            let label = f.required("label", || {
                write("label = { ko = \"소개\", en = \"About\" }")
            });
            let page = f.required_string("page", || {
                message!(
                    "content/ 안에서 그 페이지의 경로를 적으세요: `page = \"about\"`",
                    "write the page's path in content/: `page = \"about\"`"
                )
            });
            let label = label.and_then(|n| localized("label", n, &languages, f));
            Some(NavItem {
                label: label?,
                page: page?,
            })
        });
        fields.finish();
        if unread {
            diagnostics.truncate(end);
            return None;
        }
        // `[language.ko]`: that no language is declared follows from it.
        let is_mistyped = |d: &Diagnostic| {
            d.code == "unknown-key"
                && d.hint
                    .as_ref()
                    .is_some_and(|h| h.english().contains("`languages`?"))
        };
        if diagnostics[before..].iter().any(is_mistyped) {
            let mut at = 0;
            diagnostics.retain(|d| {
                at += 1;
                at <= before
                    || !matches!(d.code, "bad-language" | "missing-language" | "missing-key")
            });
            return None;
        }

        look::report(faint, file, diagnostics);
        let none = || Localized(vec![String::new(); languages.len()]);
        if languages.is_empty() {
            return None;
        }
        Some(Self {
            base_url: base_url?,
            title: title?,
            description: description.unwrap_or_else(none),
            author,
            term_links: term_links.unwrap_or(TermLinks::FirstNearby),
            gloss: gloss.unwrap_or(false),
            latest: latest.unwrap_or(24),
            nav,
            markdown: markdown.unwrap_or_default(),
            search: search.unwrap_or(true),
            parallel: parallel.unwrap_or(true),
            markdown_twins: markdown_twins.unwrap_or(true),
            notice: notice.unwrap_or(true),
            resize: resize.unwrap_or(true),
            cards,
            verify: verify.unwrap_or_default(),
            look,
            allow: known_codes(allow, file, diagnostics),
            languages,
        })
    }

    /// Every language, the default one first.
    pub fn language_ids(&self) -> impl DoubleEndedIterator<Item = LanguageId> + Clone + use<> {
        (0..self.languages.len()).map(|i| LanguageId(i as u8))
    }

    /// The settings of a language.
    pub fn language(&self, id: LanguageId) -> &SiteLanguage {
        &self.languages[id.index()]
    }

    /// Whether a file is a font that the settings name, for cards or for headings.
    pub(crate) fn is_font(&self, file: &str) -> bool {
        let of_cards = self.cards.as_ref().and_then(|cards| cards.font.as_ref());
        let named = of_cards.into_iter().chain(&self.look.heading_font);
        named.into_iter().any(|font| font.value == file)
    }

    /// Whether the author does not want to hear of findings of a code.
    pub(crate) fn allows(&self, code: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == code)
    }

    /// The tag of a language.
    pub fn tag(&self, id: LanguageId) -> &Arc<str> {
        &self.languages[id.index()].tag
    }

    /// The language with this tag.
    pub fn language_by_tag(&self, tag: &str) -> Option<LanguageId> {
        self.language_ids().find(|id| &**self.tag(*id) == tag)
    }
}

/// A `[name]` table that may be missing.
fn section<T>(
    fields: &mut Fields<'_>,
    name: &'static str,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Option<T> {
    let node = fields.take(name)?;
    fields.table(name, node, read)
}

/// The hint that gives the whole line.
fn write(line: &str) -> Message {
    message!("`{line}`(을/를) 적으세요", "write `{line}`")
}

/// Those of the codes that there are; the others are reported.
fn known_codes(
    codes: Vec<Spanned<String>>,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut hints = MOST_HINTS;
    let known = codes.into_iter().filter(|code| {
        let place = Place::at(file, code.span.clone());
        let unknown = codes::unknown(&code.value, place, hints > 0);
        hints -= usize::from(hints > 0 && unknown.is_some());
        let is_known = unknown.is_none();
        diagnostics.extend(unknown);
        is_known
    });
    known.map(|code| code.value).collect()
}

/// A finding about a setting.
pub(crate) fn place(span: &Range<usize>) -> Place {
    Place::at(&SITE_FILE.into(), span.clone())
}
