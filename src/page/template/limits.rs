//! What a site's templates may be, so that Tera can read them: it keeps some hundred bytes of each token, copies blocks into
//! every template that inherits them, and reads `elif` inside `elif`.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{BUDGET, file};
use super::meter::Woven;
use crate::base::diag::{Diagnostic, Place};

/// Most bytes of all templates together.
const LONGEST: usize = 4 << 20;
/// Most `elif` in a template.
const MOST_ELIFS: usize = 200;
/// Bytes that Tera keeps of a token, about.
const TOKEN: usize = 256;
/// Most bytes that Tera keeps of all templates as they are written, about; what a template inherits it keeps again. With their
/// meter, they take about twice as much once more.
const MOST_KEPT: usize = 64 << 20;
/// Most templates that a site has.
const MOST_TEMPLATES: usize = 500;

/// Checks templates before they are read.
///
/// # Errors
/// Those that are too much.
pub(super) fn check_texts(own: &BTreeMap<String, String>) -> Result<(), Vec<Diagnostic>> {
    let mut bytes = 0;
    for (i, (name, text)) in own.iter().enumerate() {
        bytes += text.len();
        let (message, hint) = if i == MOST_TEMPLATES {
            let message = format!("there are more than {MOST_TEMPLATES} templates");
            (message, "remove those that no page uses")
        } else if bytes > LONGEST {
            let message = format!(
                "up to here, the templates have more than {} MB",
                LONGEST >> 20
            );
            (
                message,
                "put style sheets, scripts and pictures into static/ and link them",
            )
        } else if text.matches("elif").count() > MOST_ELIFS {
            let message = format!("this template has more than {MOST_ELIFS} `elif`");
            (
                message,
                "look the value up in a map: {% set names = {\"a\": \"A\"} %}{{ names[key] }}",
            )
        } else {
            continue;
        };
        return Err(vec![finding(name, message, hint)]);
    }
    Ok(())
}

/// Checks what is kept of templates.
///
/// # Errors
/// They are too much together.
pub(super) fn check_kept(templates: &BTreeMap<String, Woven>) -> Result<(), Vec<Diagnostic>> {
    let mut kept = 0;
    for name in templates.keys() {
        let mut next = Some(name);
        let mut seen = BTreeSet::new();
        while let Some((name, template)) = next.and_then(|name| templates.get_key_value(name)) {
            kept += template.text.len() + TOKEN * template.tokens;
            next = template.parent.as_ref().filter(|_| seen.insert(name));
        }
        if kept > MOST_KEPT {
            let message = format!(
                "up to here, the templates would take more than {} MB of memory, with all that they inherit",
                MOST_KEPT >> 20
            );
            let hint = "move what many templates have into a file that they include";
            return Err(vec![finding(name, message, hint)]);
        }
    }
    Ok(())
}

fn finding(name: &str, message: String, hint: &str) -> Diagnostic {
    Diagnostic::error(Place::file(&file(name)), BUDGET, message).hint(hint)
}
