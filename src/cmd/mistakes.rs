//! What is wrong with the arguments, in the words of [`message!`]: clap says it in English only.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use haeseol::base::diag::Message;
use haeseol::message;

/// Why a value cannot be, said by whoever reads it.
#[derive(Debug, Clone)]
pub(super) struct Unfit(pub(super) Message);

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.english())
    }
}

impl std::error::Error for Unfit {}

/// What is wrong, and what was probably meant.
pub(super) fn explain(error: &Error) -> (Message, Option<Message>) {
    let text = |kind| error.get(kind).map(joined).unwrap_or_default();
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    let command = text(ContextKind::InvalidSubcommand);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => message!(
            "`{command}` 명령은 없습니다",
            "there is no command `{command}`"
        ),
        ErrorKind::MissingSubcommand => message!(
            "`{command}` 뒤에 명령이 하나 더 있어야 합니다",
            "`{command}` has to be followed by a command"
        ),
        ErrorKind::UnknownArgument if argument.starts_with('-') => message!(
            "`{argument}` 옵션은 없습니다",
            "there is no option `{argument}`"
        ),
        ErrorKind::UnknownArgument => message!(
            "`{argument}`(은/는) 여기에 쓸 수 없습니다",
            "`{argument}` has no place here"
        ),
        ErrorKind::MissingRequiredArgument => message!(
            "빠진 것이 있습니다: {argument}",
            "this is missing: {argument}"
        ),
        ErrorKind::InvalidValue if value.is_empty() => {
            message!("`{argument}`에 값이 없습니다", "`{argument}` has no value")
        }
        ErrorKind::InvalidValue => message!(
            "`{value}`(은/는) `{argument}`의 값이 될 수 없습니다",
            "`{value}` cannot be the value of `{argument}`"
        ),
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            let unfit = source.and_then(|source| source.downcast_ref::<Unfit>());
            match unfit {
                Some(Unfit(why)) => message!(
                    "`{value}`(은/는) `{argument}`의 값이 될 수 없습니다: {why}",
                    "`{value}` cannot be the value of `{argument}`: {why}",
                    why
                ),
                None => message!(
                    "`{value}`(은/는) `{argument}`의 값이 될 수 없습니다",
                    "`{value}` cannot be the value of `{argument}`"
                ),
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg);
            if other == argument {
                message!(
                    "`{argument}`(은/는) 한 번만 쓸 수 있습니다",
                    "`{argument}` can be given only once"
                )
            } else {
                message!(
                    "`{argument}`(와/과) `{other}`(은/는) 함께 쓸 수 없습니다",
                    "`{argument}` cannot be used with `{other}`"
                )
            }
        }
        ErrorKind::TooManyValues => message!(
            "`{argument}`에는 값 `{value}`(을/를) 쓸 수 없습니다",
            "`{argument}` cannot have the value `{value}`"
        ),
        ErrorKind::InvalidUtf8 => message!(
            "글자로 읽을 수 없는 것이 있습니다",
            "something here is not text"
        ),
        _ => message!("명령을 읽지 못했습니다", "the command cannot be read"),
    };
    (what, remedy(error))
}

/// The nearest name, or else all that are possible.
fn remedy(error: &Error) -> Option<Message> {
    // An editor turns two hyphens into a dash.
    let typed = error.get(ContextKind::InvalidArg).and_then(first);
    if let Some(name) = typed.as_deref().and_then(|t| t.strip_prefix(['—', '–'])) {
        return Some(message!(
            "붙임표 두 개로 적으세요: `--{name}`",
            "write it with two hyphens: `--{name}`"
        ));
    }
    let near = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    if let Some(near) = near
        .iter()
        .find_map(|kind| error.get(*kind))
        .and_then(|near| match near {
            // clap has what is most like it last.
            ContextValue::Strings(texts) => texts.last().cloned(),
            near => first(near),
        })
    {
        return Some(message!("혹시 `{near}`인가요?", "did you mean `{near}`?"));
    }
    let possible = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let possible = possible
        .iter()
        .find_map(|kind| error.get(*kind))
        .map(joined);
    let possible = possible.filter(|possible| !possible.is_empty())?;
    Some(message!(
        "이 가운데 하나를 쓰세요: {possible}",
        "use one of these: {possible}"
    ))
}

fn joined(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}

fn first(value: &ContextValue) -> Option<String> {
    match value {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        _ => None,
    }
}
