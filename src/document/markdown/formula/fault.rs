//! What is wrong with a formula, in words.

use std::error::Error as _;
use std::ops::Range;

use pulldown_latex::ParserError;

use super::commands;
use crate::base::diag::Message;
use crate::lang::message::message;

/// What is wrong with a formula.
#[derive(Debug)]
pub(in crate::document::markdown) struct Fault {
    /// Where in its TeX.
    pub(in crate::document::markdown) span: Range<usize>,
    pub(in crate::document::markdown) message: Message,
    pub(in crate::document::markdown) hint: Message,
}

/// That something has no other one, and what to do.
pub(in crate::document::markdown) fn unpaired() -> (Message, Message) {
    (
        message!(
            "괄호 `{{…}}`나 `\\left…\\right`, `\\begin…\\end`의 짝이 맞지 않습니다",
            "braces, `\\left` and `\\right`, or `\\begin` and `\\end` are not in pairs"
        ),
        message!(
            "빠진 짝을 적거나 남는 것을 지우세요",
            "write the one that is missing, or delete the one too many"
        ),
    )
}

/// What to write for a command of LaTeX, or of what people load with it, that the library does not know.
fn instead(command: &str) -> Message {
    const OTHERS: [(&str, &str); 14] = [
        ("argmax", "\\operatorname*{argmax}"),
        ("argmin", "\\operatorname*{argmin}"),
        ("bm", "\\boldsymbol"),
        ("ce", "\\mathrm{H_2O}"),
        ("choose", "\\binom{n}{k}"),
        ("llbracket", "[\\![ … ]\\!]"),
        ("mathscr", "\\mathcal"),
        ("mbox", "\\text"),
        ("mod", "\\bmod"),
        ("over", "\\frac{a}{b}"),
        ("phantom", "\\quad"),
        ("pmb", "\\boldsymbol"),
        ("rrbracket", "[\\![ … ]\\!]"),
        ("space", "\\ "),
    ];
    let name = command.trim_start_matches('\\');
    if let Some((_, other)) = OTHERS.iter().find(|(known, _)| *known == name) {
        return message!("`{other}`(으로/로) 적으세요", "write `{other}`");
    }
    match name {
        "label" | "tag" => message!(
            "지우고, 번호를 달려면 닫는 `$$` 뒤에 `{{#eq-name}}`을 적으세요",
            "delete it; for a number write `{{#eq-name}}` behind the closing `$$`"
        ),
        "boxed" | "hline" | "newline" | "nonumber" | "notag" => {
            message!("지우세요", "delete it")
        }
        _ => message!(
            "LaTeX의 amsmath에 있는 명령을 쓰고, 글은 `\\text{{…}}`에 넣으세요",
            "use the commands of LaTeX’s amsmath, and put words into `\\text{{…}}`"
        ),
    }
}

/// Bytes that the library shows to either side of a fault.
pub(super) const CONTEXT: usize = 12;

/// The fault that keeps `tex` from being read; `padded` is what the library was given.
pub(super) fn fault(tex: &str, padded: &str, error: &ParserError) -> Fault {
    let kind = error.source().map(ToString::to_string).unwrap_or_default();
    let end = place(padded, error)
        .map(|at| tex.floor_char_boundary(at))
        .map(|at| tex[..at].trim_end().len());
    let end = end.unwrap_or(0);
    // What was read last: a command or a character.
    let last = commands(tex).find(|span| span.end == end);
    let last = last.or_else(|| Some(tex[..end].char_indices().next_back()?.0..end));
    let span = last.unwrap_or(0..tex.len());
    let written = &tex[span.clone()];
    let is = |begins: &[&str]| begins.iter().any(|begin| kind.starts_with(begin));
    let (message, hint) = if is(&["unknown primitive", "macro not defined"]) {
        (
            message!(
                "`{written}`(은/는) 여기서 쓸 수 있는 명령이 아닙니다",
                "`{written}` is not a command that formulas can have here"
            ),
            instead(written),
        )
    } else if is(&["unbalanced group"]) {
        unpaired()
    } else if is(&["unkown mathematical environment"]) {
        (
            message!(
                "`\\begin` 뒤의 환경을 모릅니다",
                "the environment after `\\begin` is not known"
            ),
            message!(
                "`aligned`, `cases`, `matrix`, `pmatrix`, `array`처럼 amsmath에 있는 것을 쓰세요",
                "use one of amsmath’s, like `aligned`, `cases`, `matrix`, `pmatrix`, `array`"
            ),
        )
    } else if is(&["trying to add"]) {
        (
            message!(
                "한 글자에 같은 첨자가 두 번 붙어 있습니다",
                "this has two superscripts, or two subscripts"
            ),
            message!(
                "`{{a^b}}^c`나 `a^{{b^c}}`처럼 묶으세요",
                "group them: `{{a^b}}^c` or `a^{{b^c}}`"
            ),
        )
    } else if is(&[
        "expected an argument",
        "expected a token",
        "subscript and/or",
    ]) {
        (
            message!(
                "`{written}` 뒤에 와야 할 것이 없습니다",
                "what has to follow `{written}` is missing"
            ),
            message!(
                "`\\frac{{1}}{{2}}`, `x^{{2}}`처럼 중괄호에 넣어 적으세요",
                "write it in braces, like `\\frac{{1}}{{2}}`, `x^{{2}}`"
            ),
        )
    } else if is(&["alignment not", "new line command"]) {
        (
            message!(
                "`&`와 `\\\\`는 줄을 맞추는 환경 안에서만 씁니다",
                "`&` and `\\\\` are for environments that align lines"
            ),
            message!(
                "`\\begin{{aligned}}…\\end{{aligned}}`에 넣으세요. 글자 &는 `\\&`로 적습니다",
                "put it into `\\begin{{aligned}}…\\end{{aligned}}`; the sign & itself is `\\&`"
            ),
        )
    } else if is(&["expected a delimiter"]) {
        (
            message!(
                "`\\left`, `\\right`, `\\big` 뒤에는 괄호가 옵니다",
                "`\\left`, `\\right` and `\\big` are followed by a bracket"
            ),
            message!(
                "괄호를 적고, 보이지 않게 하려면 `.`을 적으세요",
                "write the bracket, or `.` for none"
            ),
        )
    } else if is(&["unexpected hash", "unexpected math"]) {
        (
            message!(
                "`#`와 `$`는 식 안에서 그대로 쓸 수 없습니다",
                "`#` and `$` cannot stand by themselves in a formula"
            ),
            message!("`\\#`, `\\$`로 적으세요", "write `\\#` and `\\$`"),
        )
    } else {
        return unread(span);
    };
    Fault {
        span,
        message,
        hint,
    }
}

/// The fault of a formula that nothing more is known of.
pub(super) fn unread(span: Range<usize>) -> Fault {
    Fault {
        span,
        message: message!(
            "식을 여기까지만 읽을 수 있습니다",
            "the formula can be read up to here"
        ),
        hint: message!(
            "LaTeX의 amsmath로 쓴 식인지 살펴보세요",
            "check that it is written as in LaTeX with amsmath"
        ),
    }
}

/// Up to which byte the TeX was read.
fn place(padded: &str, error: &ParserError) -> Option<usize> {
    let said = error.to_string();
    let (_, context) = said.split_once("context:\n│\n│")?;
    let line = context.split('\n').next()?;
    let (at, shown) = match line.strip_prefix('…') {
        Some(shown) => (padded.find(shown)?, shown),
        None => (0, line.strip_prefix(' ')?),
    };
    (at + shown.len()).checked_sub(CONTEXT)
}
