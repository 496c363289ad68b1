//! Formulas that the parser took for text: it wants braces in pairs, and no empty line.

use std::ops::Range;

use super::Slips;
use crate::base::diag::{Message, Severity};
use crate::document::markdown::formula;
use crate::lang::message::message;

const CODE: &str = "bad-formula";

/// `$\frac{1$`, `$$ … ` without its end, where formulas are read. What is left of dollar signs besides are prices.
pub(super) fn unread(slips: &mut Slips<'_, '_>) {
    if !slips.context.options.math {
        return;
    }
    let mut found = blocks(slips);
    found.extend(inline(slips));
    for (severity, span, (message, hint)) in found {
        slips.report(severity, span, CODE, message, hint);
    }
}

type Found = (Severity, Range<usize>, (Message, Message));

fn blocks(slips: &Slips<'_, '_>) -> Vec<Found> {
    let is_pair = |at: &usize| {
        !slips.source[..*at].ends_with('$') && !slips.source[*at + 2..].starts_with('$')
    };
    let signs: Vec<usize> = slips.find("$$").into_iter().filter(is_pair).collect();
    let found = signs.chunks(2).map(|pair| {
        let [start, end] = *pair else {
            return (Severity::Warning, pair[0]..pair[0] + 2, endless("$$"));
        };
        match unpaired(&slips.source[start + 2..end]) {
            Some(brace) => error(start + 2 + brace),
            None => (Severity::Warning, start..start + 2, parted()),
        }
    });
    found.collect()
}

fn inline(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in slips.find("$") {
        let line = slips.line(at);
        let rest = &slips.source[at + 1..line.end];
        // Two of them have been seen to.
        if at < from || rest.starts_with('$') || slips.source[..at].ends_with('$') {
            continue;
        }
        let is_command =
            rest.starts_with('\\') && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let Some(len) = rest.find('$') else {
            if is_command {
                found.push((Severity::Error, at..at + 1, endless("$")));
            }
            continue;
        };
        let inner = &rest[..len];
        let is_apart =
            inner.starts_with(char::is_whitespace) || inner.ends_with(char::is_whitespace);
        if let Some(brace) = unpaired(inner).filter(|_| !is_apart) {
            found.push(error(at + 1 + brace));
            from = at + len + 2;
        }
    }
    found
}

/// The first brace that has no other one.
fn unpaired(tex: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut escaped = false;
    for (at, byte) in tex.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => open.push(at),
            b'}' if open.pop().is_none() => return Some(at),
            _ => {}
        }
    }
    open.first().copied()
}

fn error(brace: usize) -> Found {
    (Severity::Error, brace..brace + 1, formula::unpaired())
}

fn endless(sign: &str) -> (Message, Message) {
    let escaped: String = sign.chars().flat_map(|c| ['\\', c]).collect();
    (
        message!(
            "`{sign}`(으로/로) 시작한 식이 끝나지 않아 글자 그대로 보입니다",
            "the formula that `{sign}` begins has no end, and is shown as it is"
        ),
        message!(
            "식이 끝나는 곳에 `{sign}`(을/를) 적으세요. 글자로 쓰려면 `{escaped}`(으로/로) 적습니다",
            "write `{sign}` where it ends; for the character itself write `{escaped}`"
        ),
    )
}

fn parted() -> (Message, Message) {
    (
        message!(
            "`$$…$$` 사이가 식으로 읽히지 않아 글자 그대로 보입니다",
            "what is between `$$` and `$$` is not read as a formula, and is shown as it is"
        ),
        message!(
            "식 안의 빈 줄을 지우고 두 `$$`를 한 문단에 두세요. 글자로 쓰려면 `\\$\\$`로 적습니다",
            "delete empty lines in it, and keep both signs in one paragraph; for the characters themselves write `\\$\\$`"
        ),
    )
}
