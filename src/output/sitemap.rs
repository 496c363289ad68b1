//! `sitemap.xml` with language alternates (sitemaps.org 0.9), `robots.txt`.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::base::ids::EntryId;
use crate::base::names::SITEMAP;
use crate::lang::LanguageId;
use crate::model::{Model, Routes};
use crate::page::Composer;
use crate::page::view::Alternate;
use crate::source::site::Site;

/// Most addresses in one file (sitemaps.org: 50,000).
const MOST: usize = 50_000;

/// A file of the sitemap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SitemapPart {
    /// All there is.
    Whole,
    /// The list of the other files, where one cannot hold all.
    Index,
    /// The addresses from number `.0 × (MOST - 1)` on.
    Nth(usize),
}

/// The files that the sitemap takes, with their paths.
pub(crate) fn parts(routes: Routes<'_>) -> Vec<(String, SitemapPart)> {
    let pages = pages(routes).count();
    if pages < MOST {
        return vec![(SITEMAP.into(), SitemapPart::Whole)];
    }
    let parts = (0..pages.div_ceil(MOST - 1)).map(|i| (part_path(i), SitemapPart::Nth(i)));
    std::iter::once((SITEMAP.to_owned(), SitemapPart::Index))
        .chain(parts)
        .collect()
}

fn part_path(i: usize) -> String {
    format!("sitemap-{}.xml", i + 1)
}

fn pages(routes: Routes<'_>) -> impl Iterator<Item = (EntryId, LanguageId)> {
    let Routes { site, linked, .. } = routes;
    linked.entries.iter().flat_map(move |(id, entry)| {
        let listed = move |l: &LanguageId| entry.exists(*l) && entry.kind.facts().is_indexed;
        site.language_ids().filter(listed).map(move |l| (id, l))
    })
}

/// The text of a file.
pub(crate) fn xml(model: &Model, part: SitemapPart) -> String {
    let pages: Vec<(EntryId, LanguageId)> = pages(model.routes()).collect();
    match part {
        SitemapPart::Whole => sitemap(model, &pages, true),
        SitemapPart::Nth(i) => {
            let part = pages.chunks(MOST - 1).nth(i).unwrap_or_default();
            sitemap(model, part, i == 0)
        }
        SitemapPart::Index => {
            let mut index = String::from(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
            );
            for i in 0..pages.len().div_ceil(MOST - 1) {
                let _ = writeln!(
                    index,
                    "<sitemap><loc>{}</loc></sitemap>",
                    escape(model.site().base_url.join(&part_path(i)))
                );
            }
            index.push_str("</sitemapindex>\n");
            index
        }
    }
}

fn sitemap(model: &Model, pages: &[(EntryId, LanguageId)], front: bool) -> String {
    let site = model.site();
    let composer = Composer::new(model.reader(None));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    if front {
        let _ = write!(xml, "<url><loc>{}</loc>", escape(site.base_url.as_str()));
        if let Some(home) = model.by_route("") {
            push_alternates(&mut xml, &composer.alternates(home));
        }
        xml.push_str("</url>\n");
    }
    for (id, language) in pages {
        let entry = model.entry(*id);
        let address = |l: LanguageId| site.base_url.join(&entry.folder(site.tag(l)));
        let _ = write!(xml, "<url><loc>{}</loc>", escape(address(*language)));
        let matter =
            entry.documents[language.index()].and_then(|d| model.document(d).outline.explainer());
        if let Some(date) = matter.and_then(|m| m.updated.or(m.date)) {
            let _ = write!(xml, "<lastmod>{date}</lastmod>");
        }
        push_alternates(&mut xml, &composer.alternates(*id));
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
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
