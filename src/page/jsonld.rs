//! JSON-LD for search engines: schema.org Article, FAQPage, DefinedTerm in a DefinedTermSet, BreadcrumbList.

mod schema;

use self::schema::{
    Answer, Article, Breadcrumbs, Crumb, Graph, Party, Question, Questions, Term, TermSet, Thing,
    Translation, Whole, Work,
};
use crate::base::ids::EntryId;
use crate::base::names;
use crate::base::permalink::encode_fragment;
use crate::document::markdown::body::BLOCK;
use crate::document::section::SectionKind;
use crate::model::Reader;
use crate::model::link::EntryKind;
use crate::page::PageContext;
use crate::page::view::{Content, PageView};

/// The JSON-LD of an entry's page, safe inside a `<script>` element.
pub(crate) fn of(
    model: Reader<'_>,
    id: EntryId,
    page: &PageView,
    content: &Content,
    context: &PageContext<'_>,
) -> String {
    let mut graph = Vec::new();
    let whole = |name, size| {
        Thing::Whole(Whole {
            id: &page.canonical,
            kind: model.entry(id).kind.facts().schema,
            description: &page.description,
            language: &page.lang,
            name,
            size,
            url: &page.canonical,
        })
    };
    match content {
        Content::Explainer(_) => {
            graph.push(article(model, id, page, context));
            graph.extend(faq(model, id, page, context));
        }
        Content::Term(_) => graph.push(term(model, id, page, context)),
        Content::Glossary(glossary) => graph.push(whole(&page.title, Some(glossary.term_count))),
        Content::Home(_) => graph.push(whole(&page.head_title, None)),
        _ => {}
    }
    graph.extend(breadcrumbs(model, id, page, context));
    if graph.is_empty() {
        return String::new();
    }
    let context = "https://schema.org";
    Graph { context, graph }.write()
}

/// The language of a page's text.
fn language(page: &PageView) -> &str {
    page.foreign.as_ref().unwrap_or(&page.lang)
}

fn article<'p>(
    model: Reader<'p>,
    id: EntryId,
    page: &'p PageView,
    context: &PageContext<'_>,
) -> Thing<'p> {
    let entry = model.entry(id);
    let shown = entry.shown(context.language).map(|d| model.outline(d));
    let matter = shown.and_then(|o| o.explainer());
    let publisher = model.site().author.as_ref().map(|a| Party {
        kind: "Organization",
        name: &a.name,
        url: a.url.as_deref(),
    });
    let authors = matter.into_iter().flat_map(|m| &m.authors);
    let mut authors: Vec<Party<'_>> = authors
        .map(|name| Party {
            kind: "Person",
            name,
            url: None,
        })
        .collect();
    if authors.is_empty() {
        authors.extend(publisher);
    }
    let sources = matter.into_iter().flat_map(|m| &m.sources);
    let citations = sources.map(|source| Work {
        kind: "CreativeWork",
        published: source.date.map(|d| d.to_string()),
        name: &source.title,
        publisher: source.publisher.as_deref(),
        url: source.url.as_deref(),
    });
    let others = page.alternates.iter();
    let others = others.filter(|a| a.lang != "x-default" && a.lang != page.lang);
    let translations = others.map(|a| Translation {
        id: &a.href,
        kind: "Article",
        language: &a.lang,
    });
    let date = matter.and_then(|m| m.date);
    Thing::Article(Box::new(Article {
        id: &page.canonical,
        kind: entry.kind.facts().schema,
        authors,
        citations: citations.collect(),
        modified: matter
            .and_then(|m| m.updated)
            .or(date)
            .map(|d| d.to_string()),
        published: date.map(|d| d.to_string()),
        description: &page.description,
        headline: &page.title,
        image: page.image.as_ref().map(|image| image.url.as_str()),
        language: language(page),
        page: &page.canonical,
        publisher,
        url: &page.canonical,
        translations: translations.collect(),
    }))
}

/// The questions of every FAQ on the page.
fn faq<'p>(
    model: Reader<'p>,
    id: EntryId,
    page: &'p PageView,
    context: &PageContext<'_>,
) -> Option<Thing<'p>> {
    let entry = model.entry(id);
    let folder = model.folder(id, context.language);
    let mut questions = Vec::new();
    for document in entry.texts(context.language) {
        let text = model.document(document);
        let kind = text.outline.section().map(|section| section.kind);
        if kind != Some(SectionKind::Faq) {
            continue;
        }
        for item in text.parsed.shape.items() {
            let name = model.id_name(document, context.language, item.id);
            let answer = model
                .plain_text(document, item.plain.clone())
                .split(BLOCK)
                .map(str::trim)
                .filter(|b| !b.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            let address = model.site().base_url.join(&folder);
            questions.push(Question {
                id: format!("{address}#{}", encode_fragment(name)),
                kind: "Question",
                answer: Answer {
                    kind: "Answer",
                    text: answer,
                },
                name: model.plain_text(document, item.heading_plain.clone()),
            });
        }
    }
    let kind = "FAQPage";
    let language = language(page);
    (!questions.is_empty()).then_some(Thing::Questions(Questions {
        kind,
        language,
        questions,
    }))
}

fn term<'p>(
    model: Reader<'p>,
    id: EntryId,
    page: &'p PageView,
    context: &PageContext<'_>,
) -> Thing<'p> {
    let entry = model.entry(id);
    let shown = entry.shown(context.language).map(|d| model.outline(d));
    let aliases = shown
        .into_iter()
        .flat_map(|o| o.names())
        .skip(1)
        .map(|n| n.value.as_str());
    let titles = entry.documents.iter().flatten().map(|d| model.title_of(*d));
    let mut others: Vec<&str> = titles.chain(aliases).filter(|n| *n != page.title).collect();
    others.sort_unstable();
    others.dedup();
    let set = model.by_route(names::GLOSSARY_PAGE).map(|g| {
        let folder = model.folder(g, context.language);
        let address = model.site().base_url.join(&folder);
        TermSet {
            id: address.clone(),
            kind: "DefinedTermSet",
            name: model.title(model.entry(g), context.language),
            url: address,
        }
    });
    Thing::Term(Box::new(Term {
        id: &page.canonical,
        kind: entry.kind.facts().schema,
        others,
        description: &page.description,
        set,
        language: language(page),
        name: &page.title,
        code: entry.slug(),
        url: &page.canonical,
    }))
}

fn breadcrumbs<'p>(
    model: Reader<'p>,
    id: EntryId,
    page: &'p PageView,
    context: &PageContext<'_>,
) -> Option<Thing<'p>> {
    let entry = model.entry(id);
    if entry.kind == EntryKind::Home {
        return None;
    }
    let base = &model.site().base_url;
    let routes = entry.route.match_indices('/');
    let routes = routes.map(|(i, _)| &entry.route[..i]);
    let above = std::iter::once("").chain(routes);
    let above = above.filter_map(|r| model.by_route(r));
    let above = above.map(|e| base.join(&model.folder(e, context.language)));
    let addresses = above.chain([page.canonical.clone()]);
    let items = page.breadcrumbs.iter().zip(addresses).zip(1..);
    let items = items.map(|((crumb, item), position)| Crumb {
        kind: "ListItem",
        item,
        name: &crumb.title,
        position,
    });
    Some(Thing::Breadcrumbs(Breadcrumbs {
        kind: "BreadcrumbList",
        items: items.collect(),
    }))
}
