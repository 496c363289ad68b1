//! What each finding means: one page a code, in Korean and in English.

use include_dir::{Dir, include_dir};

use super::diag::Locale;

/// Korean first, then English.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/base/explain");

/// The line between the two languages of a page, whatever lines end in where the program was compiled.
const BETWEEN: &str = "\n+++";

/// What there is to say of the findings with a code, without a line end; `None` if there is no such code.
pub fn page(code: &str, locale: Locale) -> Option<&'static str> {
    let text = PAGES.get_file(format!("{code}.md"))?.contents_utf8()?;
    let (korean, english) = text.split_once(BETWEEN)?;
    Some(locale.pick(korean, english).trim())
}

/// Every code, in order.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.files().filter_map(|f| f.path().file_stem()?.to_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::nearest;

    #[test]
    fn each_page_is_there_in_both_languages() {
        assert!(codes().count() > 80);
        for code in codes() {
            for locale in [Locale::Korean, Locale::English] {
                let text = page(code, locale).unwrap_or_else(|| panic!("{code} {locale:?}"));
                assert!(
                    text.starts_with(&format!("# {code} — ")),
                    "{code} {locale:?}"
                );
                assert!(text.contains("\n    "), "{code} {locale:?}: no example");
                let hangul = text.matches(|c: char| ('가'..='힣').contains(&c)).count();
                assert_eq!(hangul > 60, locale == Locale::Korean, "{code} {locale:?}");
            }
        }
    }

    #[test]
    fn a_code_without_a_page_has_none() {
        assert_eq!(page("broken-lnk", Locale::English), None);
        assert_eq!(page("../explain/no-alt", Locale::English), None);
        assert_eq!(nearest("broken-lnk", codes()), Some("broken-link"));
    }
}
