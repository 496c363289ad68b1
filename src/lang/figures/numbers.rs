//! Numbers that begin with digits, and their magnitudes.

use super::ONE;

/// A number in digits, with separators of thousands and a fraction: its millionths, and its length.
pub(super) fn number(text: &str) -> Option<(i128, usize)> {
    let bytes = text.as_bytes();
    let mut value: i128 = 0;
    let mut i = 0;
    let mut digits = 0;
    while i < bytes.len() {
        let digit = bytes[i];
        if digit.is_ascii_digit() {
            value = value
                .checked_mul(10)?
                .checked_add(i128::from(digit - b'0'))?;
            digits += 1;
            i += 1;
        } else if digit == b',' && digits > 0 && thousands(&bytes[i + 1..]) {
            i += 1;
        } else {
            break;
        }
        if digits > 24 {
            return None;
        }
    }
    let mut value = value.checked_mul(ONE)?;
    if bytes.get(i) == Some(&b'.') && bytes.get(i + 1).is_some_and(u8::is_ascii_digit) {
        let mut place = ONE / 10;
        let mut j = i + 1;
        while let Some(digit) = bytes.get(j).filter(|b| b.is_ascii_digit()) {
            value += i128::from(digit - b'0') * place;
            place /= 10;
            j += 1;
        }
        i = j;
    }
    (digits > 0).then_some((value, i))
}

/// Whether exactly three digits follow a comma.
fn thousands(rest: &[u8]) -> bool {
    rest.len() >= 3
        && rest[..3].iter().all(u8::is_ascii_digit)
        && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

/// 십, 백, 천; 만, 억, 조, 경.
fn magnitude(c: char) -> Option<(i128, bool)> {
    Some(match c {
        '십' => (10, false),
        '백' => (100, false),
        '천' => (1_000, false),
        '만' => (10_000, true),
        '억' => (100_000_000, true),
        '조' => (1_000_000_000_000, true),
        '경' => (10_000_000_000_000_000, true),
        _ => return None,
    })
}

/// A number that Korean goes on with magnitudes: 1억 2천만, 63조 5,000억, 4백만.
pub(super) fn korean_value(text: &str, first: i128, end: usize) -> Option<(Vec<i128>, usize)> {
    // 75K, 1.5B; 63 trillion in a quotation.
    let rest = &text[end..];
    let is_quoted = rest.strip_prefix([' ', '-']).is_some_and(|rest| {
        let magnitudes = ["hundred", "thousand", "million", "billion", "trillion"];
        magnitudes.iter().any(|m| rest.starts_with(m))
    });
    if is_quoted || rest.starts_with(['K', 'k', 'M', 'B', 'b']) {
        return english_value(text, first, end);
    }
    let mut total: i128 = 0;
    let mut group: i128 = 0;
    let mut number_ = Some(first);
    let mut at = end;
    let mut done = end;
    let mut steps = 0;
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { break };
        if let Some((size, big)) = magnitude(c) {
            // 조 and 경 begin words of their own, as 천 does: 2조로, but not 3 조각.
            if number_.is_none() && group == 0 {
                break;
            }
            let after = &rest[c.len_utf8()..];
            if big {
                group += number_.take().unwrap_or(0);
                total = total.checked_add(group.checked_mul(size)?)?;
                group = 0;
            } else {
                group = group.checked_add(number_.take()?.checked_mul(size)?)?;
            }
            at += c.len_utf8();
            done = at;
            steps += 1;
            // A space only after 만, 억, 조, and only before another number.
            let next = after.trim_start_matches(' ');
            if big
                && after.len() != next.len()
                && after.len() - next.len() == 1
                && next.starts_with(|c: char| c.is_ascii_digit())
            {
                let (value, length) = number(next)?;
                let after = &next[length..];
                let continues = after.chars().next().and_then(magnitude).is_some();
                // 5만 9,670원, but 10만 30세.
                let ends = size == 10_000
                    && (100 * ONE..10_000 * ONE).contains(&value)
                    && !after.starts_with('년');
                if !continues && !ends {
                    break;
                }
                if ends && !continues {
                    total = total.checked_add(value)?;
                    done = at + 1 + length;
                    break;
                }
                at += 1 + length;
                number_ = Some(value);
            } else if after.starts_with(|c: char| c.is_ascii_digit()) {
                let (value, length) = number(after)?;
                at += length;
                done = at;
                number_ = Some(value);
            }
        } else {
            break;
        }
    }
    let value = total
        .checked_add(group)?
        .checked_add(number_.unwrap_or(0))?;
    let mut values = vec![value];
    // 1만 may be "only 1".
    if steps == 1 && text[end..].starts_with('만') {
        values.push(first);
    }
    Some((values, done))
}

/// A number that English goes on with a magnitude: 4M, 1.5 billion.
pub(super) fn english_value(text: &str, first: i128, end: usize) -> Option<(Vec<i128>, usize)> {
    const SUFFIXES: [(&str, i128); 12] = [
        ("trillion", 1_000_000_000_000),
        ("billion", 1_000_000_000),
        ("million", 1_000_000),
        ("thousand", 1_000),
        ("hundred", 100),
        ("bn", 1_000_000_000),
        ("tn", 1_000_000_000_000),
        ("K", 1_000),
        ("k", 1_000),
        ("M", 1_000_000),
        ("B", 1_000_000_000),
        ("T", 1_000_000_000_000),
    ];
    let rest = &text[end..];
    let spaced = rest.trim_start_matches([' ', '-', '\u{A0}']);
    for (suffix, size) in SUFFIXES {
        let from = if suffix.len() > 2 { spaced } else { rest };
        let Some(after) = from.strip_prefix(suffix) else {
            continue;
        };
        if after.starts_with(|c: char| c.is_ascii_alphanumeric()) && !after.starts_with("s ") {
            continue;
        }
        let value = first.checked_mul(size)?;
        // 7 billion 300 million.
        let next = after.trim_start_matches(' ');
        let next = next.strip_prefix("and ").unwrap_or(next);
        if suffix.len() > 2
            && let Some((more, length)) = number(next)
            && let Some((more, end)) = english_value(next, more, length)
            && end > length
            && let Some(less) = more.first().filter(|less| **less < size * ONE)
        {
            let values = vec![value.checked_add(*less)?];
            return Some((values, text.len() - next.len() + end));
        }
        let mut values = vec![value];
        if suffix.len() == 1 {
            values.push(first);
        }
        return Some((values, text.len() - after.len()));
    }
    Some((vec![first], end))
}

/// Whether a number behind a hyphen is the last one of a range, 200-299: before the hyphen is a lesser number and nothing else.
pub(super) fn is_end_of_range(before: &str, value: i128, after: &str) -> bool {
    let Some(first) = before.strip_suffix(['-', '‑']) else {
        return false;
    };
    let start = first.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let first = &first[start.len()..];
    let is_less = number(first).is_some_and(|(v, length)| v < value && length == first.len());
    let is_in_name = |c: char| c.is_alphanumeric() || "-‑_#@/\\".contains(c);
    is_less && !start.ends_with(is_in_name) && !after.starts_with(['-', '‑'])
}

/// What the first number of a range is worth when only the last one says it: 1~2만, 10–20 million.
pub(super) fn of_range(text: &str, first: i128, end: usize, korean: bool) -> Option<i128> {
    let rest = &text[end..];
    let next = rest.trim_start_matches(' ');
    let next = ["~", "∼", "～", "–", "-", "에서", "to", "and"]
        .iter()
        .find_map(|sign| next.strip_prefix(sign))?;
    let next = next.trim_start_matches([' ', '$', '₩', '€']);
    let (value, length) = number(next)?;
    let (values, _) = match korean {
        true => korean_value(next, value, length),
        false => english_value(next, value, length),
    }?;
    let size = values.first()?.checked_div(value.max(1))?;
    let is_whole = value.checked_mul(size) == values.first().copied();
    (size > 1 && is_whole)
        .then(|| first.checked_mul(size))
        .flatten()
}
