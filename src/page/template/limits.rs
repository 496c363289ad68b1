//! What a site's templates may be, so that Tera can read them: it keeps some hundred bytes of each token, copies blocks into
//! every template that inherits them, and reads `elif` inside `elif`.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{BUDGET, file};
use super::meter::Woven;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;

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
            (
                message!(
                    "템플릿이 {MOST_TEMPLATES}개를 넘습니다",
                    "there are more than {MOST_TEMPLATES} templates"
                ),
                message!(
                    "쓰지 않는 템플릿을 지우세요",
                    "remove those that no page uses"
                ),
            )
        } else if bytes > LONGEST {
            let most = LONGEST >> 20;
            (
                message!(
                    "여기까지 템플릿을 모두 더하면 {most} MB를 넘습니다",
                    "up to here, the templates have more than {most} MB"
                ),
                message!(
                    "스타일시트, 스크립트, 그림은 static/에 두고 링크하세요",
                    "put style sheets, scripts and pictures into static/ and link them"
                ),
            )
        } else if text.matches("elif").count() > MOST_ELIFS {
            (
                message!(
                    "이 템플릿에는 `elif`가 {MOST_ELIFS}개 넘게 있습니다",
                    "this template has more than {MOST_ELIFS} `elif`"
                ),
                message!(
                    "값을 맵에서 찾으세요: {{% set names = {{\"a\": \"A\"}} %}}{{{{ names[key] }}}}",
                    "look the value up in a map: {{% set names = {{\"a\": \"A\"}} %}}{{{{ names[key] }}}}"
                ),
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
            let most = MOST_KEPT >> 20;
            let message = message!(
                "여기까지 템플릿이 물려받는 것까지 더하면 메모리를 {most} MB 넘게 씁니다",
                "up to here, the templates would take more than {most} MB of memory, with all that they inherit"
            );
            let hint = message!(
                "여러 템플릿에 똑같이 있는 부분을 파일 하나로 옮기고 `include`로 넣으세요",
                "move what many templates have into a file that they include"
            );
            return Err(vec![finding(name, message, hint)]);
        }
    }
    Ok(())
}

fn finding(name: &str, message: Message, hint: Message) -> Diagnostic {
    Diagnostic::error(Place::file(&file(name)), BUDGET, message).hint(hint)
}
