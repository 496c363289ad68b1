//! What numbers count.

use super::Unit;

/// Letters that may follow digits without a space.
pub(super) const LATIN_UNITS: [&str; 34] = [
    "st", "nd", "rd", "th", "s", "x", "X", "km", "m", "cm", "mm", "kg", "g", "mg", "t", "GB", "MB",
    "TB", "KB", "PB", "GW", "MW", "kW", "TW", "GWh", "kWh", "MWh", "Hz", "GHz", "MHz", "ms", "nm",
    "am", "pm",
];

/// What is around a number: its unit, and whether that makes a small number a figure.
pub(super) fn unit(before: &str, after: &str) -> (Unit, bool) {
    let before = before.trim_end_matches([' ', '\u{A0}']);
    for (sign, unit) in [
        ("US$", Unit::Dollar),
        ("$", Unit::Dollar),
        ("₩", Unit::Won),
        ("€", Unit::Euro),
        ("¥", Unit::Yen),
    ] {
        if before.ends_with(sign) {
            return (unit, true);
        }
    }
    let after = after.trim_start_matches([' ', '-', '\u{A0}']);
    const UNITS: [(&str, Unit); 47] = [
        ("달러", Unit::Dollar),
        ("dollar", Unit::Dollar),
        ("원", Unit::Won),
        ("won", Unit::Won),
        ("유로", Unit::Euro),
        ("euro", Unit::Euro),
        ("엔", Unit::Yen),
        ("yen", Unit::Yen),
        ("%", Unit::Percent),
        ("퍼센트", Unit::Percent),
        ("percent", Unit::Percent),
        ("프로", Unit::Percent),
        ("개월", Unit::Months),
        ("월", Unit::Month),
        ("년", Unit::Years),
        ("year", Unit::Years),
        ("시간", Unit::Hours),
        ("hour", Unit::Hours),
        ("분의", Unit::None),
        ("분", Unit::Minutes),
        ("minute", Unit::Minutes),
        ("주", Unit::Weeks),
        ("week", Unit::Weeks),
        ("month", Unit::Months),
        ("일", Unit::Days),
        ("day", Unit::Days),
        ("°", Unit::None),
        ("도", Unit::None),
        ("degree", Unit::None),
        ("km", Unit::Kilometres),
        ("킬로미터", Unit::Kilometres),
        ("kilomet", Unit::Kilometres),
        ("kg", Unit::Kilograms),
        ("킬로그램", Unit::Kilograms),
        ("kilogram", Unit::Kilograms),
        ("g", Unit::Grams),
        ("그램", Unit::Grams),
        ("gram", Unit::Grams),
        ("m", Unit::Metres),
        ("미터", Unit::Metres),
        ("met", Unit::None),
        ("배", Unit::None),
        ("times", Unit::None),
        ("GW", Unit::None),
        ("기가와트", Unit::None),
        ("gigawatt", Unit::None),
        ("GB", Unit::None),
    ];
    let found = UNITS.iter().find(|(name, _)| {
        let Some(rest) = after.strip_prefix(name) else {
            return false;
        };
        // `met` is of metres, `m` and `g` stand alone; 일 is no part of 일반.
        match *name {
            "g" | "m" => !rest.starts_with(|c: char| c.is_alphanumeric()),
            _ => true,
        }
    });
    match found {
        Some((name, unit)) => {
            // Words that only begin as these do: how small numbers are written before them depends on the language.
            let sure = !matches!(
                *name,
                "주" | "일" | "도" | "분" | "배" | "times" | "met" | "분의" | "프로" | "원" | "엔"
            );
            (*unit, sure)
        }
        None => (Unit::None, false),
    }
}
