//! What is on the picture that goes with a page when its address is shared: its title, the site's name and the colours of
//! what it compares. Home pages have the site's name with its description below.

use super::{Composer, PageContext};
use crate::base::hash::hash;
use crate::base::ids::EntryId;
use crate::base::names::CARDS;
use crate::lang::LanguageId;
use crate::model::link::EntryKind;
use crate::page::view::ShareImage;
use crate::source::face::Face;

/// To be raised when cards are drawn otherwise, so that they are published under new names.
const DRAWING: u8 = 2;
/// Width and height of a card in pixels, as Open Graph's readers show them without cutting.
pub(crate) const SIZE: (u32, u32) = (1200, 630);
/// The theme has this many colours for subjects.
pub(crate) const COLOURS: usize = 4;

/// What is on a card.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Card {
    /// In large letters.
    pub(crate) title: String,
    /// At the foot.
    pub(crate) foot: String,
    /// How many colours of subjects, from 1 to [`COLOURS`].
    pub(crate) colours: u8,
}

impl Card {
    /// Where it is published: a name that differs when the picture does.
    pub(crate) fn path(&self, face: &Face) -> String {
        let drawn = hash((DRAWING, face.hash, self));
        format!("{CARDS}{drawn:016x}.png")
    }
}

impl Composer<'_> {
    /// The card of an entry's page in a language. `None` if the site has none, this kind of page has none, its author has
    /// given a picture, or none of its title can be drawn.
    pub(crate) fn card(&self, id: EntryId, language: LanguageId) -> Option<Card> {
        let face = self.model.face()?;
        let entry = self.model.entry(id);
        let site = self.model.site();
        let card = match entry.kind {
            EntryKind::Home => Card {
                title: site.title[language].to_owned(),
                foot: site.description[language].to_owned(),
                colours: COLOURS as u8,
            },
            EntryKind::Explainer => {
                let shown = entry.shown(language)?;
                if self.model.cover(shown).is_some() {
                    return None;
                }
                let language = self.model.language_of(shown);
                let subjects = self.subjects(id, language).len();
                Card {
                    title: self.model.title(entry, language),
                    foot: site.title[language].to_owned(),
                    colours: subjects.clamp(1, COLOURS) as u8,
                }
            }
            _ => return None,
        };
        let is_seen = |c: char| !c.is_whitespace() && face.has(c);
        card.title.chars().any(is_seen).then_some(card)
    }

    /// The picture that goes with an entry's page when its address is shared: the author's own, else its card.
    pub(super) fn share_image(&self, id: EntryId, context: &PageContext<'_>) -> Option<ShareImage> {
        let own = self.model.entry(id).shown(context.language);
        let own = own.and_then(|text| {
            let absolute = PageContext {
                absolute: Some(&self.model.site().base_url),
                ..*context
            };
            let image = self.model.cover(text)?;
            Some(ShareImage {
                url: self.address_of(image, &absolute),
                size: self.model.size_of(text, image),
                alt: self.model.title_of(text).to_owned(),
            })
        });
        own.or_else(|| {
            let card = self.card(id, context.language)?;
            let path = card.path(self.model.face()?);
            Some(ShareImage {
                url: self.model.site().base_url.join(&path),
                size: Some(SIZE),
                alt: [card.title, card.foot]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            })
        })
    }
}
