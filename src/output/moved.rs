//! What is published at the old addresses of pages (`moved_from`): for each file of a page's folder one that leads to it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Ours, Output, Plan, describe};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::EntryId;
use crate::base::names;
use crate::base::permalink::relative;
use crate::base::text::{push_attribute, push_text};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::{Model, Routes};
use crate::page::Composer;

/// A file at an old address.
#[derive(Debug)]
pub(crate) struct Redirect {
    /// The old address, below the language.
    pub(crate) from: Arc<str>,
    /// The page that has moved.
    pub(crate) to: EntryId,
    language: LanguageId,
    what: What,
}

/// The files of a page's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Page,
    Parallel,
    Markdown,
}

impl What {
    const ALL: [Self; 3] = [Self::Page, Self::Parallel, Self::Markdown];

    /// The folder of the file, in the page's, and its name.
    fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::Page => ("", names::PAGE),
            Self::Parallel => (names::PARALLEL, names::PAGE),
            Self::Markdown => ("", names::MARKDOWN),
        }
    }
}

impl Output {
    /// Adds what leads from old addresses to the pages that are there already.
    pub(super) fn redirect(
        &mut self,
        routes: Routes<'_>,
        ours: &Ours,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for (from, moved) in &routes.linked.moved {
            let languages = routes.site.language_ids();
            let mut files = languages.flat_map(|l| What::ALL.map(|what| (l, what)));
            let added = files.try_for_each(|(language, what)| {
                let (folder, name) = what.path();
                let new = routes.folder(moved.to, language) + folder + name;
                if !matches!(self.0.get(&*new), Some(Plan::Page(_) | Plan::Markdown(..))) {
                    return Ok(());
                }
                let old = format!("{}/{from}/{folder}{name}", routes.site.tag(language));
                if let Some((at, plan)) = self.in_the_way(ours, &old) {
                    return Err(taken(routes, &moved.place, &old, &at, plan));
                }
                let redirect = Redirect {
                    from: Arc::clone(from),
                    to: moved.to,
                    language,
                    what,
                };
                self.0.insert(old.into(), Plan::Redirect(redirect));
                Ok(())
            });
            diagnostics.extend(added.err().map(|d| *d));
        }
    }
}

/// Something else is at an old address.
fn taken(
    routes: Routes<'_>,
    place: &Place,
    path: &str,
    at: &str,
    plan: Option<&Plan>,
) -> Box<Diagnostic> {
    let what = plan.map_or_else(
        || message!("검색 색인", "the search index"),
        |plan| describe(routes, plan),
    );
    let [path, at] = [path, at].map(|path| path.strip_suffix("index.html").unwrap_or(path));
    let message = match path == at {
        true => message!(
            "옛 주소 /{path}에는 {what}(이/가) 있습니다",
            "{what} is at this old address, /{path}",
            what
        ),
        false => message!(
            "이 옛 주소는 /{path}인데, /{at}에 {what}(이/가) 있습니다",
            "this old address is /{path}, but {what} is at /{at}",
            what
        ),
    };
    let d = Diagnostic::error(place.clone(), "same-url", message);
    let other = match plan {
        Some(Plan::Redirect(other)) => Some(routes.linked.moved[&other.from].place.clone()),
        _ => plan.and_then(|p| p.file(routes)).map(|f| Place::file(&f)),
    };
    let own = other.as_ref().is_some_and(|other| other.file == place.file);
    let hint = match own {
        true => message!("`moved_from`에서 지우세요", "take it out of `moved_from`"),
        false => message!(
            "`moved_from`에서 지우거나, 그 자리에 있는 것을 옮기세요",
            "take it out of `moved_from`, or move what is there"
        ),
    };
    let label = message!("다른 파일", "the other file");
    let other = other.filter(|_| !own).into_iter();
    Box::new(other.fold(d.hint(hint), |d, other| d.related(other, label.clone())))
}

impl Redirect {
    /// The folder that it leads to.
    fn target(&self, routes: Routes<'_>) -> String {
        routes.folder(self.to, self.language) + self.what.path().0
    }

    /// The text of the file.
    pub(crate) fn write(&self, model: &Model) -> String {
        let (folder, name) = self.what.path();
        let tag = model.site().tag(self.language);
        let old = format!("{tag}/{}/{folder}", self.from);
        let href = relative(&old, &self.target(model.routes()));
        let reader = model.reader(None);
        let title = reader.title(model.entry(self.to), self.language);
        let moved = reader.words(self.language).get("moved");
        match self.what {
            What::Markdown => super::markdown::pointer(&title, moved, &(href + name)),
            What::Page | What::Parallel => {
                let composer = Composer::new(reader);
                let canonical = composer.canonical(self.to, self.language);
                let foreign = composer.foreign(self.to, self.language);
                let foreign = foreign.map(|l| model.site().tag(l));
                let lang = foreign.map_or_else(String::new, |tag| format!(" lang=\"{tag}\""));
                page(tag, (&title, &lang), moved, &href, &canonical)
            }
        }
    }
}

/// A page that leads on: by its script, which keeps what comes after the path, else by itself, else by its link.
fn page(
    tag: &str,
    (title, lang): (&str, &str),
    moved: &str,
    href: &str,
    canonical: &str,
) -> String {
    let attribute = |text: &str| {
        let mut out = String::new();
        push_attribute(&mut out, text);
        out
    };
    let text = |text: &str| {
        let mut out = String::new();
        push_text(&mut out, text);
        out
    };
    let (title, moved) = (text(title), text(moved));
    let (canonical, address) = (attribute(canonical), attribute(href));
    let mut html = String::new();
    // The script goes first, and hides the rest: a browser that reads the `meta` would follow that instead. In an address of ours
    // nothing needs to be escaped for a script.
    let _ = write!(
        html,
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title{lang}>{title}</title>\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n\
         <script>if(location.search+location.hash)location.replace(\"{href}\"+location.search+location.hash),document.write(\"<!--\")</script>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n\
         </head>\n<body>\n<p>{moved} <a href=\"{address}\"{lang}>{title}</a></p>\n</body>\n</html>\n"
    );
    html
}
