//! JSON-LD for search engines: schema.org Article, FAQPage, DefinedTerm in a DefinedTermSet, BreadcrumbList.

use serde_json::{Map, Value, json};

use crate::base::ids::EntryId;
use crate::base::names;
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
    let schema = model.entry(id).kind.facts().schema;
    match content {
        Content::Explainer(_) => {
            graph.push(article(model, id, page, context));
            graph.extend(faq(model, id, page, context));
        }
        Content::Term(_) => graph.push(term(model, id, page, context)),
        Content::Glossary(glossary) => graph.push(json!({
            "@type": schema,
            "@id": page.canonical,
            "name": page.title,
            "inLanguage": page.lang,
            "url": page.canonical,
            "description": non_empty(&page.description),
            "size": glossary.term_count,
        })),
        Content::Home(_) => graph.push(json!({
            "@type": schema,
            "@id": page.canonical,
            "name": page.head_title,
            "url": page.canonical,
            "inLanguage": page.lang,
            "description": non_empty(&page.description),
        })),
        _ => {}
    }
    if let Some(breadcrumbs) = breadcrumbs(model, id, page, context) {
        graph.push(breadcrumbs);
    }
    if graph.is_empty() {
        return String::new();
    }
    script_safe(&clean(json!({ "@context": "https://schema.org", "@graph": graph })).to_string())
}

fn article(model: Reader<'_>, id: EntryId, page: &PageView, context: &PageContext<'_>) -> Value {
    let entry = model.entry(id);
    let shown = entry.shown(context.language).map(|d| model.outline(d));
    let matter = shown.and_then(|o| o.explainer());
    let site = model.site();
    let publisher = site
        .author
        .as_ref()
        .map(|a| json!({ "@type": "Organization", "name": a.name, "url": a.url }));
    let authors: Vec<Value> = matter
        .into_iter()
        .flat_map(|m| &m.authors)
        .map(|name| json!({ "@type": "Person", "name": name }))
        .collect();
    let citations: Vec<Value> = matter
        .into_iter()
        .flat_map(|m| &m.sources)
        .map(|s| json!({ "@type": "CreativeWork", "name": s.title, "url": s.url, "publisher": s.publisher, "datePublished": s.date.map(|d| d.to_string()) }))
        .collect();
    let translations: Vec<Value> = page
        .alternates
        .iter()
        .filter(|a| a.lang != "x-default" && a.lang != page.lang)
        .map(|a| json!({ "@type": "Article", "@id": a.href, "inLanguage": a.lang }))
        .collect();
    let date = matter.and_then(|m| m.date);
    json!({
        "@type": entry.kind.facts().schema,
        "@id": page.canonical,
        "url": page.canonical,
        "mainEntityOfPage": page.canonical,
        "headline": page.title,
        "description": non_empty(&page.description),
        "image": page.image.as_ref().map(|image| &image.url),
        "inLanguage": page.foreign.as_ref().unwrap_or(&page.lang),
        "datePublished": date.map(|d| d.to_string()),
        "dateModified": matter.and_then(|m| m.updated).or(date).map(|d| d.to_string()),
        "author": if authors.is_empty() { publisher.clone().map(|p| vec![p]) } else { Some(authors) },
        "publisher": publisher,
        "citation": citations,
        "workTranslation": translations,
    })
}

/// The questions of every FAQ on the page.
fn faq(
    model: Reader<'_>,
    id: EntryId,
    page: &PageView,
    context: &PageContext<'_>,
) -> Option<Value> {
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
            questions.push(json!({
                "@type": "Question",
                "@id": format!("{}#{}", model.site().base_url.join(&folder), crate::base::permalink::encode_fragment(name)),
                "name": model.plain_text(document, item.heading_plain.clone()),
                "acceptedAnswer": { "@type": "Answer", "text": answer },
            }));
        }
    }
    (!questions.is_empty()).then(|| json!({ "@type": "FAQPage", "inLanguage": page.foreign.as_ref().unwrap_or(&page.lang), "mainEntity": questions }))
}

fn term(model: Reader<'_>, id: EntryId, page: &PageView, context: &PageContext<'_>) -> Value {
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
        let address = model.site().base_url.join(&model.folder(g, context.language));
        json!({ "@type": "DefinedTermSet", "@id": address, "url": address, "name": model.title(model.entry(g), context.language) })
    });
    json!({
        "@type": entry.kind.facts().schema,
        "@id": page.canonical,
        "url": page.canonical,
        "name": page.title,
        "alternateName": others,
        "description": non_empty(&page.description),
        "termCode": entry.route.rsplit('/').next(),
        "inLanguage": page.foreign.as_ref().unwrap_or(&page.lang),
        "inDefinedTermSet": set,
    })
}

fn breadcrumbs(
    model: Reader<'_>,
    id: EntryId,
    page: &PageView,
    context: &PageContext<'_>,
) -> Option<Value> {
    let entry = model.entry(id);
    if entry.kind == EntryKind::Home {
        return None;
    }
    let base = &model.site().base_url;
    let routes = entry
        .route
        .match_indices('/')
        .map(|(i, _)| &entry.route[..i]);
    let above = std::iter::once("")
        .chain(routes)
        .filter_map(|r| model.by_route(r))
        .map(|e| base.join(&model.folder(e, context.language)));
    let addresses: Vec<String> = above.chain([page.canonical.clone()]).collect();
    let items: Vec<Value> = page
        .breadcrumbs
        .iter()
        .zip(addresses)
        .enumerate()
        .map(|(i, (crumb, address))| json!({ "@type": "ListItem", "position": i + 1, "name": crumb.title, "item": address }))
        .collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

fn non_empty(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Drops what is not known: nulls and empty lists.
fn clean(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map
                .into_iter()
                .map(|(k, v)| (k, clean(v)))
                .filter(|(_, v)| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty()));
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(clean).collect()),
        other => other,
    }
}

/// JSON that cannot end the `<script>` element it is in, whatever its strings hold (HTML §4.12.1.3).
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
