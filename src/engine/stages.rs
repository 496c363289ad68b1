//! The stages that look at the whole site: each a plain function of its input.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::memo::ByValue;
use crate::base::diag::Diagnostic;
use crate::base::ids::{EntryId, Ids};
use crate::base::permalink::BaseUrl;
use crate::check;
use crate::document::path::{self, ContentPath};
use crate::document::strays;
use crate::document::{Documents, Structures};
use crate::model::glossary::Glossary;
use crate::model::image::Sizes;
use crate::model::link::Linked;
use crate::model::words::Strings;
use crate::model::{Behind, Index, Routes};
use crate::output::Output;
use crate::page::assets::Assets;
use crate::page::heading_font::{self, Two};
use crate::page::template::{SharedValues, Templates};
use crate::source::face::Face;
use crate::source::lock::Lock;
use crate::source::site::{SITE_FILE, Site};
use crate::source::{Blobs, Sources};

/// The text of `site.toml`, and the address to publish under in place of the one there.
pub(super) type ForSite = (ByValue<Arc<str>>, ByValue<Option<BaseUrl>>);

/// Reads the settings.
pub(super) fn site((text, base_url): &ForSite, d: &mut Vec<Diagnostic>) -> Option<Arc<Site>> {
    let site = Site::parse(&text.0, &SITE_FILE.into(), d)?;
    let base_url = base_url.0.clone().unwrap_or(site.base_url);
    Some(Arc::new(Site { base_url, ..site }))
}

/// The settings, and the site's own words.
pub(super) type ForWords = (Arc<Site>, Sources);

/// Brings the words of the interface together.
pub(super) fn words((site, own): &ForWords, d: &mut Vec<Diagnostic>) -> Vec<Strings> {
    Strings::load(site, own, d)
}

/// Compiles the theme's templates and the site's own.
pub(super) fn templates(own: &Sources, d: &mut Vec<Diagnostic>) -> Option<Arc<Templates>> {
    Templates::load(own, d).map(Arc::new)
}

/// The settings, the site's own font, and the letters that its headings have.
pub(super) type ForHeadingFont = (Arc<Site>, Sources, ByValue<Two<BTreeSet<char>>>);

/// Cuts the font of headings, if there is one.
pub(super) fn heading_font(
    (site, own, letters): &ForHeadingFont,
    d: &mut Vec<Diagnostic>,
) -> Two<Option<Arc<[u8]>>> {
    heading_font::load(site, own, &letters.0, d)
}

/// The site's own files in place of the theme's, and the font of headings.
pub(super) type ForAssets = (Sources, Arc<Two<Option<Arc<[u8]>>>>);

/// Brings the theme's style sheets, scripts and pictures together with the site's own.
pub(super) fn assets((own, fonts): &ForAssets, d: &mut Vec<Diagnostic>) -> Assets {
    Assets::load(own, fonts, d)
}

/// The settings, and the site's own font.
pub(super) type ForFace = (Arc<Site>, Sources);

/// Reads the face that cards are set in, if there are cards.
pub(super) fn face((site, own): &ForFace, d: &mut Vec<Diagnostic>) -> Option<Face> {
    Face::load(site, own, d)
}

/// The settings, the words, the theme's files.
pub(super) type ForShared = (Arc<Site>, Arc<Vec<Strings>>, Arc<Assets>);

/// Makes the values that all pages of a language share.
pub(super) fn shared((site, words, assets): &ForShared, _: &mut Vec<Diagnostic>) -> SharedValues {
    SharedValues::new(site, words, assets)
}

/// The settings, and the names of all files.
pub(super) type ForPaths = (Arc<Site>, Arc<Vec<Arc<str>>>);

/// Classifies each text by its path.
pub(super) fn paths((site, names): &ForPaths, d: &mut Vec<Diagnostic>) -> Vec<ContentPath> {
    path::near_texts(site, names.iter(), d);
    strays::check(site, names, d);
    path::classify(site, names.iter().filter(|name| path::is_content(name)), d)
}

/// The settings, the structures of documents, and the ids of entries.
pub(super) type ForLinked = (Arc<Site>, Structures, Arc<Ids<EntryId>>);

/// Groups documents into entries and orders them.
pub(super) fn linked((site, structures, ids): &ForLinked, d: &mut Vec<Diagnostic>) -> Linked {
    Linked::new(site, structures, ids, d)
}

/// The linked site and the structures of documents.
pub(super) type ForGlossary = (Arc<Linked>, Structures);

/// Collects the names of terms.
pub(super) fn glossary((linked, structures): &ForGlossary, d: &mut Vec<Diagnostic>) -> Glossary {
    Glossary::new(linked, structures, d)
}

/// The settings, the linked site and the structures of documents.
pub(super) type ForIndex = (Arc<Site>, Arc<Linked>, Structures);

/// Puts the glossary into the order of each language.
pub(super) fn index((site, linked, structures): &ForIndex, _: &mut Vec<Diagnostic>) -> Vec<Index> {
    let languages = site.language_ids();
    let indexes = languages.map(|l| Index::new(site, structures, linked, l));
    indexes.collect()
}

/// The text of the lock, if there is one.
pub(super) type ForLock = ByValue<Option<Arc<str>>>;

/// Reads the lock; one that cannot be read is none.
pub(super) fn lock(text: &ForLock, d: &mut Vec<Diagnostic>) -> Lock {
    let text = text.0.as_ref().map(|text| Lock::parse(text));
    text.and_then(|lock| lock.map_err(|why| d.push(*why)).ok())
        .unwrap_or_default()
}

/// The settings, the linked site, the documents and the lock.
pub(super) type ForBehind = (Arc<Site>, Arc<Linked>, Arc<Documents>, Arc<Lock>);

/// Finds the translations that are behind.
pub(super) fn behind(
    (site, linked, documents, lock): &ForBehind,
    _: &mut Vec<Diagnostic>,
) -> Behind {
    Behind::new(site, linked, documents, lock)
}

/// The settings, the linked site, the structures of documents, files to copy and those among them that are left out, the names
/// of all files, the theme's files, and the sizes of images.
pub(super) type ForOutput = (
    Arc<Site>,
    Arc<Linked>,
    Structures,
    Arc<Blobs>,
    ByValue<BTreeSet<Arc<str>>>,
    Arc<Vec<Arc<str>>>,
    Arc<Assets>,
    Arc<Sizes>,
);

/// Lists the files of the site.
pub(super) fn output(
    (site, linked, structures, blobs, left_out, names, assets, images): &ForOutput,
    d: &mut Vec<Diagnostic>,
) -> Output {
    let routes = Routes {
        site,
        linked,
        structures,
    };
    let output = Output::plan(routes, blobs, &left_out.0, assets, images, d);
    check::domain::check(site, blobs, d);
    check::names::check(routes, names, &output, d);
    output
}
