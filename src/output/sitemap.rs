//! `sitemap.xml` with language alternates (sitemaps.org 0.9), `robots.txt`.

use std::fmt::Write as _;
use std::ops::Range;

use jiff::civil::Date;
use quick_xml::escape::escape;

use crate::base::ids::EntryId;
use crate::base::names::SITEMAP;
use crate::lang::LanguageId;
use crate::model::{Model, PageId, Routes};
use crate::page::Composer;
use crate::page::view::Alternate;
use crate::source::site::Site;

/// Most addresses in one file (sitemaps.org: 50,000).
const MOST: usize = 50_000;

/// A file of the sitemap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SitemapPart {
    /// The list of the other files, where one cannot hold all addresses.
    Index,
    /// These of the addresses.
    Addresses(Range<usize>),
}

/// The files that the sitemap takes, with their paths.
pub(crate) fn parts(routes: Routes<'_>) -> Vec<(String, SitemapPart)> {
    cut(addresses(routes).count())
}

/// The files that so many addresses take, with their paths.
fn cut(count: usize) -> Vec<(String, SitemapPart)> {
    if count <= MOST {
        return vec![(SITEMAP.into(), SitemapPart::Addresses(0..count))];
    }
    let parts = (0..count).step_by(MOST).enumerate().map(|(i, start)| {
        let end = count.min(start + MOST);
        let path = format!("sitemap-{}.xml", i + 1);
        (path, SitemapPart::Addresses(start..end))
    });
    std::iter::once((SITEMAP.into(), SitemapPart::Index))
        .chain(parts)
        .collect()
}

/// What the sitemap lists: the front page, then each page in each language.
fn addresses(routes: Routes<'_>) -> impl Iterator<Item = PageId> {
    let Routes { site, linked, .. } = routes;
    let pages = linked.entries.iter().flat_map(move |(id, entry)| {
        let listed = move |l: &LanguageId| entry.exists(*l) && entry.kind.facts().is_indexed;
        let languages = site.language_ids().filter(listed);
        languages.map(move |l| PageId::Entry(id, l))
    });
    std::iter::once(PageId::Front).chain(pages)
}

/// The text of a file.
pub(crate) fn xml(model: &Model, part: &SitemapPart) -> String {
    let all: Vec<PageId> = addresses(model.routes()).collect();
    match part {
        SitemapPart::Addresses(which) => sitemap(model, &all[which.clone()]),
        SitemapPart::Index => {
            let mut index = String::from(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
            );
            for (path, _) in cut(all.len()).iter().skip(1) {
                let address = model.site().base_url.join(path);
                let _ = writeln!(index, "<sitemap><loc>{}</loc></sitemap>", escape(address));
            }
            index.push_str("</sitemapindex>\n");
            index
        }
    }
}

fn sitemap(model: &Model, pages: &[PageId]) -> String {
    let site = model.site();
    let composer = Composer::new(model.reader(None));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        let (entry, folder, date) = match *page {
            PageId::Entry(id, language) => {
                let folder = model.routes().folder(id, language);
                (Some(id), folder, last_change(model, id, language))
            }
            _ => (model.by_route(""), String::new(), None),
        };
        let address = site.base_url.join(&folder);
        let _ = write!(xml, "<url><loc>{}</loc>", escape(address));
        if let Some(date) = date {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        if let Some(entry) = entry {
            push_alternates(&mut xml, &composer.alternates(entry));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// When an explainer's text in a language was changed last, if it says so.
fn last_change(model: &Model, entry: EntryId, language: LanguageId) -> Option<Date> {
    let document = model.entry(entry).documents[language.index()]?;
    let matter = model.document(document).outline.explainer()?;
    matter.updated.or(matter.date)
}

fn push_alternates(xml: &mut String, alternates: &[Alternate]) {
    for Alternate { lang, href } in alternates {
        let _ = write!(
            xml,
            "<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{}\"/>",
            escape(href)
        );
    }
}

/// Lets every crawler in and names the sitemap.
pub(crate) fn robots(site: &Site) -> String {
    format!(
        "User-agent: *\nAllow: /\n\nSitemap: {}\n",
        site.base_url.join(SITEMAP)
    )
}

#[cfg(test)]
mod tests {
    use super::SitemapPart::{Addresses, Index};
    use super::{SitemapPart, cut};

    fn named(parts: &[(&str, SitemapPart)]) -> Vec<(String, SitemapPart)> {
        let owned = |(path, part): &(&str, SitemapPart)| ((*path).to_owned(), part.clone());
        parts.iter().map(owned).collect()
    }

    #[test]
    fn a_file_has_at_most_fifty_thousand_addresses_and_each_is_in_one() {
        let whole = [("sitemap.xml", Addresses(0..50_000))];
        assert_eq!(cut(50_000), named(&whole));
        let two = [
            ("sitemap.xml", Index),
            ("sitemap-1.xml", Addresses(0..50_000)),
            ("sitemap-2.xml", Addresses(50_000..50_001)),
        ];
        assert_eq!(cut(50_001), named(&two));
        let three = [
            ("sitemap.xml", Index),
            ("sitemap-1.xml", Addresses(0..50_000)),
            ("sitemap-2.xml", Addresses(50_000..100_000)),
            ("sitemap-3.xml", Addresses(100_000..100_001)),
        ];
        assert_eq!(cut(100_001), named(&three));
    }
}
