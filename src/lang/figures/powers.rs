//! Powers: 10^6, 10⁶, 2**10, 10의 6제곱, 10 to the power of 6.

use super::ONE;

/// A number raised to another.
pub(super) struct Power {
    /// In millionths. An exponent that is too large to be worked out stands for itself.
    pub(super) value: i128,
    /// Whether it is known to the millionth.
    pub(super) counts: bool,
    /// Bytes of what is behind the number.
    pub(super) length: usize,
}

/// What stands before an exponent, and behind it.
const SIGNS: [(&str, &str); 6] = [
    ("^", ""),
    ("**", ""),
    ("의 ", "제곱"),
    ("의 ", "승"),
    (" to the power of ", ""),
    (" to the ", "th power"),
];

/// The power of a base, in millionths, whose exponent a text begins with.
pub(super) fn power(base: i128, rest: &str) -> Option<Power> {
    let written = SIGNS.iter().find_map(|(before, after)| {
        let exponent = rest.strip_prefix(before)?;
        let digits = exponent.strip_prefix(['-', '−']).unwrap_or(exponent);
        let is_less = digits.len() < exponent.len();
        let length = digits.len()
            - digits
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let exponent: u32 = digits[..length].parse().ok()?;
        let behind = digits[length..].strip_prefix(after)?;
        Some((is_less, exponent, behind))
    });
    let (is_less, exponent, behind) = written.or_else(|| superscript(rest))?;
    let of_base = (base % ONE == 0).then_some(base / ONE);
    let whole = of_base.and_then(|base| base.checked_pow(exponent));
    let value = whole.and_then(|whole| match is_less {
        false => whole.checked_mul(ONE),
        true => (whole != 0 && ONE % whole == 0).then(|| ONE / whole),
    });
    Some(Power {
        value: value.unwrap_or(i128::from(exponent) * ONE),
        counts: value.is_some() || !is_less,
        length: rest.len() - behind.len(),
    })
}

/// An exponent in raised digits, and what is behind it.
fn superscript(rest: &str) -> Option<(bool, u32, &str)> {
    let raised = rest.strip_prefix('⁻').unwrap_or(rest);
    let digit = |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|d| d == c);
    let behind = raised.trim_start_matches(|c| digit(c).is_some());
    let digits = raised[..raised.len() - behind.len()]
        .chars()
        .map_while(digit);
    let mut digits = digits.peekable();
    digits.peek()?;
    let exponent = digits.try_fold(0u32, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u32::try_from(digit).ok()?)
    })?;
    Some((raised.len() < rest.len(), exponent, behind))
}
