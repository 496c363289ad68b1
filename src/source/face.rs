//! The face that pictures are set in: one in the program, so that a picture has the same bytes on every machine, and a
//! site's own (`[cards] font`), which goes first. How the one in the program was made is in `fonts/`.

use std::sync::{Arc, LazyLock};

use ab_glyph::{Font, FontRef, FontVec, Glyph, GlyphId, OutlinedGlyph, PxScale, PxScaleFactor};
use xxhash_rust::xxh3::xxh3_64;

use super::Sources;
use super::data::Spanned;
use super::site::{SITE_FILE, Site, place};
use crate::base::diag::{Diagnostic, Message, did_you_mean};
use crate::lang::message::message;

static BUILT_IN: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| {
    let bytes = include_bytes!("../../fonts/NotoSerifKR-Bold.otf");
    FontRef::try_from_slice(bytes).ok()
});

/// Many times the size of its letters, a shape is none of a font that can be trusted.
const LARGEST_SHAPE: f32 = 8.0;

/// The fonts in which a letter is looked for, in their order.
pub(crate) struct Face {
    own: Option<FontVec>,
    /// Of the site's own font.
    pub(crate) hash: u64,
}

impl Face {
    /// The face of a site that has cards; one without reads nothing.
    pub(crate) fn load(
        site: &Site,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let font = site.cards.as_ref()?.font.as_ref();
        let read = font.map(|font| read(font, sources).map_err(|d| diagnostics.push(*d)));
        let own = read.and_then(Result::ok);
        let (own, hash) = own.map_or((None, 0), |(own, hash)| (Some(own), hash));
        Some(Self { own, hash })
    }

    /// Whether a letter can be drawn.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.font_of(letter).is_some()
    }

    /// How far a letter moves the next one, in parts of its size; nothing if it cannot be drawn.
    pub(crate) fn advance(&self, letter: char) -> f32 {
        self.font_of(letter)
            .map_or(0.0, |(font, id)| font.h_advance_unscaled(id) / em(font))
    }

    /// The shape of a letter of `size` pixels on a baseline.
    pub(crate) fn shape(&self, letter: char, size: f32, at: (f32, f32)) -> Option<OutlinedGlyph> {
        let (font, id) = self.font_of(letter)?;
        let scale = size / em(font);
        let scale = PxScaleFactor {
            horizontal: scale,
            vertical: scale,
        };
        let glyph = Glyph {
            id,
            scale: PxScale::from(size),
            position: ab_glyph::point(at.0, at.1),
        };
        let shape = OutlinedGlyph::new(glyph, font.outline(id)?, scale);
        let bounds = shape.px_bounds();
        let largest = LARGEST_SHAPE * size;
        (bounds.width() < largest && bounds.height() < largest).then_some(shape)
    }

    fn font_of(&self, letter: char) -> Option<(&dyn Font, GlyphId)> {
        let own = self.own.as_ref().map(|font| font as &dyn Font);
        let built_in = BUILT_IN.as_ref().map(|font| font as &dyn Font);
        let fonts = own.into_iter().chain(built_in);
        let glyphs = fonts.map(|font| (font, font.glyph_id(letter)));
        glyphs.into_iter().find(|(_, id)| id.0 != 0)
    }
}

/// The units that the shapes of a font's letters have for their size.
fn em(font: &dyn Font) -> f32 {
    font.units_per_em().unwrap_or(1000.0)
}

/// The bytes of a font that the site names at `key`.
///
/// # Errors
/// There is no such file, or it cannot be read: what to tell the author.
pub(crate) fn bytes(
    font: &Spanned<String>,
    key: &str,
    sources: &Sources,
) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    let file = &font.value;
    let error = |code, message| Diagnostic::error(place(&font.span), code, message);
    let Some(blob) = sources.blob(file) else {
        let message = message!("파일 `{file}`(이/가) 없습니다", "there is no file `{file}`");
        let is_font = |name: &&str| [".otf", ".ttf"].iter().any(|end| name.ends_with(end));
        let known = sources.names().map(|name| &**name).filter(is_font);
        let hint = did_you_mean(file, known).unwrap_or_else(|| {
            message!(
                "{SITE_FILE}이 있는 폴더에서 그 파일까지의 경로를 적으세요: `{key} = \"static/제목.ttf\"`",
                "write the path from the folder of {SITE_FILE} to the file: `{key} = \"static/title.ttf\"`"
            )
        });
        return Err(Box::new(error("broken-link", message).hint(hint)));
    };
    match blob.read_text() {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => {
            let why = message!("32MB보다 큽니다", "it is larger than 32 MB");
            Err(Box::new(unreadable(error, &why)))
        }
        Err(fault) => Err(Box::new(unreadable(error, &Message::of_io(&fault)))),
    }
}

/// The site's own font with its hash.
fn read(font: &Spanned<String>, sources: &Sources) -> Result<(FontVec, u64), Box<Diagnostic>> {
    let file = &font.value;
    let bytes = bytes(font, "font", sources)?;
    let hash = xxh3_64(&bytes);
    match FontVec::try_from_vec(bytes.to_vec()) {
        Ok(font) => Ok((font, hash)),
        Err(_) => {
            let message = message!(
                "`{file}`(은/는) 읽을 수 있는 글꼴 파일이 아닙니다",
                "`{file}` is not a font that can be read"
            );
            let hint = message!(
                "OpenType이나 TrueType 글꼴(.otf, .ttf)을 적으세요. 웹 글꼴(.woff2)은 읽지 않습니다",
                "name an OpenType or TrueType font (.otf, .ttf); web fonts (.woff2) are not read"
            );
            let d = Diagnostic::error(place(&font.span), "wrong-value", message);
            Err(Box::new(d.hint(hint)))
        }
    }
}

fn unreadable(error: impl Fn(&'static str, Message) -> Diagnostic, why: &Message) -> Diagnostic {
    let message = message!(
        "이 글꼴을 읽을 수 없습니다: {why}",
        "this font cannot be read: {why}",
        why
    );
    error("unreadable", message)
}
