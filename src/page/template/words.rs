//! What Tera says, in Korean too.

use crate::base::diag::Message;
use crate::lang::message::with_particles;

/// What Tera says and the same in Korean; `{}` is what it puts in, in the same order. What is not here is said in Tera's own
/// words ([`both`]).
const SAID: &[(&str, &str)] = &[
    // What it finds while it reads a template.
    (
        "Found {} but expected {}",
        "{}(이/가) 나왔지만, 여기에는 {}(이/가) 와야 합니다",
    ),
    (
        "Found {} but was expecting {}.",
        "{}(이/가) 나왔지만, 여기에는 {}(이/가) 와야 합니다",
    ),
    (
        "Unexpected end of input",
        "템플릿이 태그가 닫히기 전에 끝났습니다",
    ),
    ("Unknown tag", "이런 태그는 없습니다"),
    ("Unknown filter `{}`", "필터 `{}`(은/는) 없습니다"),
    ("Unknown function `{}`", "함수 `{}`(은/는) 없습니다"),
    ("Unknown component `{}`", "컴포넌트 `{}`(은/는) 없습니다"),
    ("Unknown template `{}`", "템플릿 `{}`(은/는) 없습니다"),
    (
        "String opened with `{}` is missing its closing `{}`",
        "{}(으로/로) 연 문자열이 닫히지 않았습니다",
    ),
    (
        "Closing comment tag `{}` not found",
        "주석을 닫는 `{}`(이/가) 없습니다",
    ),
    (
        "Unclosed component '{}'",
        "컴포넌트 `{}`(이/가) 닫히지 않았습니다",
    ),
    (
        "Closing tag '{}' doesn't match opening tag '{}'",
        "닫는 태그 `{}`(이/가) 여는 태그 `{}`(과/와) 다릅니다",
    ),
    (
        "Template already contains a block named `{}`",
        "이 템플릿에는 블록 `{}`(이/가) 이미 있습니다",
    ),
    (
        "Template already contains a component named `{}`",
        "이 템플릿에는 컴포넌트 `{}`(이/가) 이미 있습니다",
    ),
    (
        "Template is already extending `{}`",
        "이 템플릿은 이미 `{}`(을/를) 물려받고 있습니다",
    ),
    (
        "Template '{}' is inheriting from '{}', which doesn't exist or isn't loaded.",
        "템플릿 `{}`(이/가) 물려받는 `{}`(이/가) 없습니다",
    ),
    (
        "Circular extend detected for template '{}'. Inheritance chain: `{}`",
        "템플릿 `{}`(이/가) 돌고 돌아 자기 자신을 물려받습니다: {}",
    ),
    (
        "Circular include detected for template '{}'. Include chain: `{}`",
        "템플릿 `{}`(이/가) 돌고 돌아 자기 자신을 넣습니다: {}",
    ),
    (
        "Block `{}` is not defined in any parent template",
        "블록 `{}`(은/는) 물려받는 템플릿에 없습니다",
    ),
    (
        "`extends` needs to be the first tag of the template",
        "`extends`는 템플릿의 첫 태그여야 합니다",
    ),
    (
        "`extends` cannot be nested in other tags.",
        "`extends`는 다른 태그 안에 쓸 수 없습니다",
    ),
    (
        "Blocks cannot be written inside a {}.",
        "블록은 {} 안에 쓸 수 없습니다",
    ),
    (
        "This content would be ignored: {}",
        "다른 템플릿을 물려받는 템플릿은 맨 바깥에 `extends`, `block`, `component`만 쓸 수 있습니다",
    ),
    ("The expression is too complex", "식이 너무 복잡합니다"),
    (
        "The template nesting is too deep",
        "태그가 너무 깊이 겹쳐 있습니다",
    ),
    // What it finds while it makes a page.
    (
        "Variable `{}` is not defined. {}",
        "변수 `{}`(은/는) 없습니다. {}",
    ),
    ("Variable `{}` is not defined.", "변수 `{}`(은/는) 없습니다"),
    (
        "Variable `{}` exists but its value is undefined",
        "변수 `{}`에 값이 없습니다",
    ),
    (
        "Field `{}` is not defined. Available fields: {}",
        "필드 `{}`(은/는) 없습니다. 쓸 수 있는 이름: {}",
    ),
    (
        "Field `{}` is not defined. {}",
        "필드 `{}`(은/는) 없습니다. {}",
    ),
    ("Field `{}` is not defined.", "필드 `{}`(은/는) 없습니다"),
    ("Field `{}` is not defined", "필드 `{}`(은/는) 없습니다"),
    (
        "Tried to render a variable that is undefined",
        "값이 없는 변수를 보이려고 했습니다",
    ),
    (
        "Cannot index into an undefined value",
        "값이 없는 변수에서 항목을 꺼내려고 했습니다",
    ),
    (
        "Iteration not possible on type `{}`",
        "`{}`(은/는) 하나씩 꺼낼 수 있는 값이 아닙니다",
    ),
    (
        "Cannot compare `{}` with `{}`",
        "`{}`(과/와) `{}`(은/는) 견줄 수 없습니다",
    ),
    (
        "Cannot sort: `{}` and `{}` are not comparable",
        "`{}`(과/와) `{}`(은/는) 견줄 수 없어 순서를 정하지 못합니다",
    ),
    ("Cannot divide by 0", "0으로 나눌 수 없습니다"),
    (
        "Math operations can only be done on numbers, found `{}`",
        "수로만 계산할 수 있는데 `{}`(이/가) 나왔습니다",
    ),
    (
        "`+` requires both operands to be numbers, found `{}` and `{}`",
        "`+`는 수만 더할 수 있는데 `{}`(과/와) `{}`(이/가) 나왔습니다",
    ),
    (
        "Invalid type for the value, expected `{}` but got `{}`",
        "값은 `{}`(이어야/여야) 하는데 `{}`입니다",
    ),
    ("Missing keyword argument `{}`", "인자 `{}`(이/가) 없습니다"),
    ("Argument `{}` missing.", "인자 `{}`(이/가) 없습니다"),
];

/// What Tera says, in both languages: in Korean, what has no translation is given as Tera's words.
pub(super) fn both(said: String) -> Message {
    let found = SAID.iter().find_map(|(english, korean)| {
        let mut parts = holes(&said, english)?.into_iter();
        let mut pieces = korean.split("{}");
        let mut text = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            text.push_str(parts.next().unwrap_or_default());
            text.push_str(piece);
        }
        Some(text)
    });
    let korean = found.unwrap_or_else(|| format!("Tera가 이 템플릿에서 멈췄습니다: {said}"));
    with_particles(korean.into(), said.into())
}

/// What a text has where a pattern has `{}`; `None` if it is no such text.
fn holes<'t>(text: &'t str, pattern: &str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut holes = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let end = match pieces.peek() {
            None => rest
                .len()
                .checked_sub(piece.len())
                .filter(|&at| rest[..].is_char_boundary(at) && rest.ends_with(piece))?,
            Some(_) => rest.find(piece)?,
        };
        holes.push(&rest[..end]);
        rest = &rest[end + piece.len()..];
    }
    rest.is_empty().then_some(holes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tera_says_is_said_in_korean() {
        for (english, korean) in [
            ("Unknown filter `shout`", "필터 `shout`는 없습니다"),
            ("Variable `노트` is not defined.", "변수 `노트`는 없습니다"),
            (
                "Cannot compare `글` with `수`",
                "`글`과 `수`는 견줄 수 없습니다",
            ),
            (
                "Something new",
                "Tera가 이 템플릿에서 멈췄습니다: Something new",
            ),
        ] {
            let message = both(english.to_owned());
            assert_eq!((message.korean(), message.english()), (korean, english));
        }
    }

    #[test]
    fn every_translation_puts_in_no_more_than_there_is() {
        for (english, korean) in SAID {
            assert!(
                korean.matches("{}").count() <= english.matches("{}").count(),
                "{english}"
            );
        }
    }
}
