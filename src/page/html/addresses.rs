//! The addresses of links as a page writes them.

use super::{PageContext, Pair};
use crate::base::ids::DocumentId;
use crate::base::permalink::{decode, encode_fragment, has_scheme, resolve};
use crate::document::markdown::body::{Link, LinkTarget};
use crate::lang::LanguageId;
use crate::model::resolve::{Anchor, Destination};
use crate::page::Composer;

impl Composer<'_> {
    /// The address of a link on a page.
    pub(crate) fn address(
        &self,
        link: &Link,
        destination: &Destination,
        context: &PageContext<'_>,
    ) -> String {
        let mut address = self.address_of(destination, context);
        let end = address.find('#').unwrap_or(address.len());
        // Files, and pages that are no texts, have places of their own: `paper.pdf#page=2`.
        if let LinkTarget::Path(_, Some(fragment)) = &link.target
            && end == address.len()
            && !fragment.is_empty()
        {
            address.push('#');
            address.push_str(&encode_fragment(fragment));
        }
        address.insert_str(end, &link.query);
        address
    }

    pub(in crate::page) fn address_of(
        &self,
        destination: &Destination,
        context: &PageContext<'_>,
    ) -> String {
        match destination {
            Destination::Address(address) => address.clone(),
            Destination::Static(path) | Destination::Beside(path) => context.href(path),
            Destination::Page {
                entry,
                language,
                anchor,
            } => {
                let language = language.unwrap_or(context.language);
                if let (Some(pair), Some(anchor)) = (&context.pair, anchor)
                    && pair.explainer == *entry
                    && pair.languages.contains(&language)
                    && let Some(place) = self.place_in(pair, anchor)
                {
                    return place;
                }
                let folder = self.model.folder(*entry, language);
                let fragment = match anchor {
                    None => String::new(),
                    Some(Anchor::Section(id)) => format!("#{}", encode_fragment(id)),
                    Some(Anchor::Id(document, index)) => {
                        let name = self.model.id_name(*document, language, *index);
                        format!("#{}", encode_fragment(name))
                    }
                };
                if context.absolute.is_none() && folder == context.folder && !fragment.is_empty() {
                    return fragment;
                }
                context.href(&folder) + &fragment
            }
        }
    }

    /// The address of a place on a page with two languages; `None` if neither text has it.
    fn place_in(&self, pair: &Pair<'_>, anchor: &Anchor) -> Option<String> {
        let id = match anchor {
            // Both texts of a section are in one.
            Anchor::Section(id) => id.to_string(),
            Anchor::Id(document, index) => {
                let entry = self.model.entry(pair.explainer);
                let has_it = |l: &LanguageId| entry.texts(*l).any(|d| d == *document);
                // What both languages show is there once, on the left.
                let side = pair.languages.iter().position(has_it)?;
                let prefix = ["", pair.right_prefix][side];
                let name = self.model.id_name(*document, pair.languages[side], *index);
                format!("{prefix}{name}")
            }
        };
        Some(format!("#{}", encode_fragment(&id)))
    }

    /// An address in a document's own HTML as a page has to write it. `None` if it stays as it is.
    pub(crate) fn own_address(
        &self,
        document: DocumentId,
        index: u32,
        context: &PageContext<'_>,
    ) -> Option<String> {
        let address = &self.model.document(document).parsed.body.addresses[index as usize].value;
        match self.model.own_destination(document, index) {
            None => self.moved(document, address, context),
            Some(destination) => {
                let rest = address
                    .find(['?', '#'])
                    .map_or("", |at| address[at..].trim_end());
                let mut address = self.address_of(destination, context);
                match address.find('#') {
                    // A place on a page is that of its id.
                    Some(at) => {
                        let query = rest.split('#').next().unwrap_or(rest);
                        address.insert_str(at, query);
                    }
                    None => address.push_str(rest),
                }
                Some(address)
            }
        }
    }

    /// An address in a document's own HTML as another page than its own has to write it. `None` if it stays as it is.
    fn moved(
        &self,
        document: DocumentId,
        address: &str,
        context: &PageContext<'_>,
    ) -> Option<String> {
        let home = self.model.home_of(document, context.language);
        if context.absolute.is_none() && home == context.folder {
            return None;
        }
        let address = address.trim();
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(end);
        if path.is_empty() {
            if let (Some(pair), Some(id)) = (&context.pair, rest.strip_prefix('#')) {
                let id = decode(id);
                let mut texts = self.model.entry(pair.explainer).texts(context.language);
                let anchor = texts.find_map(|d| {
                    let index = self.model.outline(d).id(&id)?;
                    Some(Anchor::Id(d, index))
                });
                return self.place_in(pair, &anchor?);
            }
            // In a feed the text has no page around it.
            return context.absolute.map(|base| base.join(&home) + rest);
        }
        if path.starts_with(['/', '\\']) || has_scheme(address) {
            return None;
        }
        let mut target = resolve(&home, &decode(path))?;
        let folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
        if folder && !target.is_empty() {
            target.push('/');
        }
        Some(context.href(&target) + rest)
    }
}
