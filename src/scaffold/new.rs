//! The files that `new` makes: one in each language of the site, with the front matter that is known already, as drafts.

use std::sync::Arc;

use jiff::civil::Date;

use super::draft::text;
pub use super::draft::{Titles, Wanted};
use super::known::Known;
use super::{NewFile, Refusal, other_name, refuse};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::check::names::check_sources;
use crate::document::path::{CONTENT, classify};
use crate::engine::Options;
use crate::engine::cache::Cache;
use crate::lang::message::message;
use crate::source::site::Site;
use crate::source::{Sources, is_left_out};

/// The files, in the order of the site's languages.
///
/// # Errors
/// The slug cannot be part of an address, something of that name is there already, or what it belongs to is not.
pub fn files(
    site: &Site,
    sources: &Sources,
    wanted: Wanted<'_>,
    titles: Titles<'_>,
    today: Date,
) -> Result<Vec<NewFile>, Refusal> {
    // What is wrong with other files is not for this command to report.
    let known = Known(classify(site, &content(sources, &[]), &mut Vec::new()));
    let stem = match wanted {
        Wanted::Explainer(slug) => known.explainer(slug)?,
        Wanted::Section { path, after, .. } => known.section(path, after)?,
        Wanted::Term(slug) => known.term(slug)?,
        Wanted::Page(slug) => known.page(slug)?,
    };
    // A build would take it for a folder of that language, as other tools have them.
    let folder = stem.split_once('/').map(|(first, _)| first);
    if let Some(first) = folder.filter(|first| site.language_by_tag(first).is_some()) {
        return refuse(
            message!(
                "`{first}`(은/는) 언어의 이름이라 글의 이름이 될 수 없습니다",
                "`{first}` is the name of a language and cannot be that of a text"
            ),
            message!(
                "다른 이름을 고르세요. 언어마다 파일 하나씩을 저절로 만듭니다",
                "choose another name: each language gets a file of its own"
            ),
        );
    }
    let (Wanted::Explainer(path)
    | Wanted::Term(path)
    | Wanted::Page(path)
    | Wanted::Section { path, .. }) = wanted;
    fits_in_an_address(site, path.rsplit('/').next().unwrap_or(path))?;
    let files = site.languages.iter().map(|language| NewFile {
        path: format!("{CONTENT}{stem}.{}.md", language.tag),
        content: text(site, wanted, titles, &stem, language.language, today)
            .into_bytes()
            .into(),
    });
    let files: Vec<NewFile> = files.collect();
    as_the_build_says(sources, &files)?;
    Ok(files)
}

/// Refuses a name with a language in it, which would be there twice, and capitals, which some systems and readers tell from
/// small letters in an address and others do not.
fn fits_in_an_address(site: &Site, name: &str) -> Result<(), Refusal> {
    let tag = name
        .rsplit_once('.')
        .filter(|(_, tag)| site.language_by_tag(tag).is_some());
    if let Some((name, tag)) = tag {
        return refuse(
            message!(
                "이름에 언어 `{tag}`(은/는) 적지 않습니다",
                "a name is given without the language `{tag}`"
            ),
            message!(
                "`{name}`(으로/로) 적으세요. 언어마다 파일 하나씩을 저절로 만듭니다",
                "write `{name}`: each language gets a file of its own"
            ),
        );
    }
    let small = name.to_lowercase();
    if small != name {
        return refuse(
            message!(
                "주소가 될 이름 `{name}`에 대문자가 있습니다",
                "`{name}` becomes an address, and has capitals in it"
            ),
            message!(
                "소문자로 적으세요: `{small}`. 제목에는 `--title-en`으로 대문자를 쓸 수 있습니다",
                "write it in small letters: `{small}`; `--title-en` gives a title with capitals"
            ),
        );
    }
    Ok(())
}

/// The texts that a site will have with new files, in the order of their paths.
fn content(sources: &Sources, new: &[NewFile]) -> Vec<Arc<str>> {
    let known = sources.texts(CONTENT).map(|(file, ..)| Arc::clone(file));
    let new = new.iter().map(|file| Arc::from(&*file.path));
    let mut files: Vec<_> = known.chain(new).collect();
    files.sort_unstable();
    files
}

/// Refuses what a build would not read, or not publish, for the reason that it would give.
pub(super) fn as_the_build_says(sources: &Sources, files: &[NewFile]) -> Result<(), Refusal> {
    let names = || files.iter().map(|f| &*f.path);
    if let Some(name) = names().find(|name| is_left_out(name)) {
        return refuse(
            message!(
                "{name}(은/는) 주소에 쓸 수 없습니다. `.`으로 시작하거나 편집기가 사본에 붙이는 이름은 읽지 않습니다",
                "{name} cannot be part of an address: names that begin with `.` or that editors give to copies are not read"
            ),
            other_name(),
        );
    }
    let sources = sources
        .clone()
        .with(files.iter().map(|f| (&*f.path, &*f.content)));
    let options = Options {
        drafts: true,
        without_notes: true,
        ..Options::default()
    };
    let (_, said) = Cache::default().build_site(&sources, &options, &|_| ());
    let is_new = |place: &Place| names().any(|name| *name == *place.file);
    let of_ours = |d: &Diagnostic| {
        d.is_error() && (is_new(&d.place) || d.related.iter().any(|(place, _)| is_new(place)))
    };
    match said.into_iter().find(of_ours) {
        Some(d) => {
            let hint = without_spaces(&d.place.file).or(d.hint);
            refuse(d.message, hint.unwrap_or_else(other_name))
        }
        None => Ok(()),
    }
}

/// What to type in place of a name with spaces, of which the build says how the file is to be called.
fn without_spaces(file: &str) -> Option<Message> {
    let name = file.rsplit('/').next()?.split('.').next()?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let joined = words.join("-");
    (words.len() > 1).then(|| {
        message!(
            "빈칸 없이 적으세요: `{joined}`",
            "write it without spaces: `{joined}`"
        )
    })
}

/// What other systems have against the names of new files.
pub fn warnings(sources: &Sources, files: &[NewFile]) -> Vec<Diagnostic> {
    let names = || files.iter().map(|f| &*f.path);
    let mut said = Vec::new();
    let new: Vec<Arc<str>> = names().map(Into::into).collect();
    check_sources(sources.names().chain(&new), &mut said);
    let is_new = |place: &Place| names().any(|name| *name == *place.file);
    said.retain(|d| is_new(&d.place) || d.related.iter().any(|(place, _)| is_new(place)));
    said
}
