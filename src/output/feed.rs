//! One Atom feed a language (RFC 4287): the newest explainers with their whole text.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::base::ids::EntryId;
use crate::base::names;
use crate::lang::LanguageId;
use crate::model::{Model, Reader};
use crate::page::{Composer, PageContext};

/// Entries in a feed.
const ENTRIES: usize = 20;

/// The feed of a language. Explainers without a date, and those that only exist in another language, are not in it.
pub(crate) fn atom(model: &Model, language: LanguageId) -> Vec<u8> {
    let site = model.site();
    let tag = site.tag(language);
    let home = site.base_url.join(&format!("{tag}/"));
    let address = site.base_url.join(&format!("{tag}/{}", names::FEED));
    let dated = |id: &EntryId| {
        let own = model.entry(*id).documents[language.index()]?;
        let matter = model.document(own).outline.explainer()?;
        let date = matter.date?;
        Some((matter.updated.unwrap_or(date), date, *id))
    };
    let mut entries: Vec<_> = model.explainers().iter().filter_map(dated).collect();
    entries.sort_by_key(|(updated, date, id)| {
        (
            std::cmp::Reverse((*updated, *date)),
            &model.entry(*id).route,
        )
    });
    entries.truncate(ENTRIES);

    let mut feed = Feed(Writer::new(Vec::new()));
    feed.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    feed.open(
        "feed",
        &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", tag)],
    );
    feed.text("title", &[], &site.title[language]);
    if !site.description[language].is_empty() {
        feed.text("subtitle", &[], &site.description[language]);
    }
    feed.text("id", &[], &home);
    feed.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &address),
        ],
    );
    feed.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &home)],
    );
    // A feed without entries still needs a date (RFC 4287 §4.1.1), and the clock is not ours to ask.
    feed.text(
        "updated",
        &[],
        &entries
            .first()
            .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |e| timestamp(e.0)),
    );
    feed.open("author", &[]);
    feed.text(
        "name",
        &[],
        site.author
            .as_ref()
            .map_or(&site.title[language], |a| &a.name),
    );
    if let Some(url) = site.author.as_ref().and_then(|a| a.url.as_deref()) {
        feed.text("uri", &[], url);
    }
    feed.close("author");
    feed.text(
        "generator",
        &[("version", env!("CARGO_PKG_VERSION"))],
        "haeseol",
    );
    for (updated, date, id) in entries {
        feed.entry(
            model.reader(None),
            id,
            language,
            &timestamp(updated),
            &timestamp(date),
        );
    }
    feed.close("feed");
    let mut bytes = feed.0.into_inner();
    bytes.push(b'\n');
    bytes
}

/// Midnight UTC: dates of explainers have no time (RFC 3339).
fn timestamp(date: jiff::civil::Date) -> String {
    format!("{date}T00:00:00Z")
}

struct Feed(Writer<Vec<u8>>);

impl Feed {
    fn entry(
        &mut self,
        model: Reader<'_>,
        id: EntryId,
        language: LanguageId,
        updated: &str,
        published: &str,
    ) {
        let entry = model.entry(id);
        let folder = model.folder(id, language);
        let address = model.site().base_url.join(&folder);
        let context = PageContext {
            absolute: Some(&model.site().base_url),
            ..PageContext::new(&folder, language)
        };
        self.open("entry", &[]);
        self.text("title", &[], &model.title(entry, language));
        self.text("id", &[], &address);
        self.empty(
            "link",
            &[
                ("rel", "alternate"),
                ("type", "text/html"),
                ("href", &address),
            ],
        );
        self.text("published", &[], published);
        self.text("updated", &[], updated);
        let matter = entry
            .shown(language)
            .and_then(|d| model.outline(d).explainer());
        for name in matter.into_iter().flat_map(|m| &m.authors) {
            self.open("author", &[]);
            self.text("name", &[], name);
            self.close("author");
        }
        self.text("summary", &[], &model.description(entry, language));
        self.text(
            "content",
            &[("type", "html")],
            &Composer::new(model).feed_html(id, &context),
        );
        self.close("entry");
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.0.write_event(event);
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(
            BytesStart::new(name).with_attributes(attributes.iter().copied()),
        ));
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(
            BytesStart::new(name).with_attributes(attributes.iter().copied()),
        ));
    }

    fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(text)));
        self.close(name);
    }
}
