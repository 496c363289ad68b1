//! Alerts that there are not.

use super::super::Slips;
use super::Found;
use crate::base::diag::nearest;
use crate::lang::message::message;

/// `> [!WARN]`: an alert of a name that there is not.
pub(super) fn find(slips: &Slips<'_, '_>) -> Vec<Found> {
    const NAMES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    let found = slips.find("[!").into_iter().filter_map(|at| {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let (name, after) = slips.source[at + 2..line.end].split_once(']')?;
        let is_name = name.trim().chars().all(char::is_alphabetic) && !name.trim().is_empty();
        let upper = name.trim().to_ascii_uppercase();
        if !before.trim_end().ends_with('>') || !is_name {
            return None;
        }
        if NAMES.contains(&name.to_ascii_uppercase().as_str()) {
            let fold = after.chars().next().filter(|c| matches!(c, '-' | '+'))?;
            let title = after[1..].trim();
            return Some((
                at + name.len() + 3..at + name.len() + 4,
                message!(
                    "`{fold}`(은/는) 접는 표시가 되지 않고 제목에 보입니다",
                    "`{fold}` does not fold the alert and is shown in its title"
                ),
                message!(
                    "`[!{name}] {title}`(으로/로) 적으세요. 접어 두려면 `:::details`를 씁니다",
                    "write `[!{name}] {title}`; for text that is folded there is `:::details`"
                ),
            ));
        }
        let near = match &*upper {
            "INFO" | "ABSTRACT" | "SUMMARY" | "참고" | "노트" | "정보" | "메모" => "NOTE",
            "HINT" | "SUCCESS" | "팁" | "도움말" => "TIP",
            "DANGER" | "ERROR" | "BUG" | "위험" | "주의" => "CAUTION",
            "ATTENTION" | "중요" => "IMPORTANT",
            "경고" => "WARNING",
            // A word in brackets.
            _ if !upper.is_ascii() => return None,
            _ => NAMES
                .into_iter()
                .find(|n| n.starts_with(&*upper))
                .or_else(|| nearest(&upper, NAMES))
                .unwrap_or("NOTE"),
        };
        let names = NAMES.join(", ");
        Some((
            at..at + name.len() + 3,
            message!(
                "`[!{name}]`(이라는/라는) 알림은 없어 글자 그대로 보입니다",
                "there is no alert `[!{name}]`, so it is shown as it is"
            ),
            message!(
                "`[!{near}]`(으로/로) 적으세요. 쓸 수 있는 이름: {names}",
                "write `[!{near}]`; there are {names}"
            ),
        ))
    });
    found.chain(without_sign(slips)).collect()
}

/// `> [NOTE]` by itself.
fn without_sign<'s>(slips: &'s Slips<'_, '_>) -> impl Iterator<Item = Found> + 's {
    const WRITTEN: [&str; 5] = ["[NOTE]", "[TIP]", "[IMPORTANT]", "[WARNING]", "[CAUTION]"];
    let places = WRITTEN
        .into_iter()
        .flat_map(|written| slips.find(written).into_iter().map(move |at| (at, written)));
    places.filter_map(|(at, written)| {
        let line = slips.line(at);
        let is_alone = slips.source[line.start..at].trim() == ">"
            && slips.source[at..line.end].trim_end() == written;
        let name = written.trim_matches(['[', ']']);
        is_alone.then(|| {
            (
                at..at + written.len(),
                message!(
                    "`!`가 없어 알림이 되지 않고 글자 그대로 보입니다",
                    "without its `!` this makes no alert and is shown as it is"
                ),
                message!("`[!{name}]`(으로/로) 적으세요", "write `[!{name}]`"),
            )
        })
    })
}
