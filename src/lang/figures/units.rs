//! What numbers count.

use super::Unit;
use super::numbers::number;

/// Letters that may follow digits without a space.
pub(super) const LATIN_UNITS: [&str; 47] = [
    "st", "nd", "rd", "th", "s", "x", "X", "km", "m", "cm", "mm", "kg", "g", "mg", "t", "GB", "MB",
    "TB", "KB", "PB", "GW", "MW", "kW", "TW", "GWh", "kWh", "MWh", "Hz", "GHz", "MHz", "ms", "nm",
    "am", "pm", "V", "W", "Pa", "hPa", "kPa", "MPa", "ml", "mL", "L", "dB", "ha", "fps", "px",
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
    const UNITS: [(&str, Unit); 96] = [
        ("달러", Unit::Dollar),
        ("dollar", Unit::Dollar),
        ("원", Unit::Won),
        ("won", Unit::Won),
        ("유로", Unit::Euro),
        ("euro", Unit::Euro),
        ("엔", Unit::Yen),
        ("yen", Unit::Yen),
        ("%포인트", Unit::Points),
        ("% 포인트", Unit::Points),
        ("%p", Unit::Points),
        ("퍼센트포인트", Unit::Points),
        ("퍼센트 포인트", Unit::Points),
        ("percentage point", Unit::Points),
        ("percent point", Unit::Points),
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
        ("metre", Unit::Metres),
        ("meter", Unit::Metres),
        ("cm", Unit::Centimetres),
        ("센티미터", Unit::Centimetres),
        ("centimet", Unit::Centimetres),
        ("mm", Unit::Millimetres),
        ("밀리미터", Unit::Millimetres),
        ("millimet", Unit::Millimetres),
        ("초", Unit::Seconds),
        ("second", Unit::Seconds),
        ("달", Unit::Months),
        ("해", Unit::Years),
        ("배", Unit::None),
        ("times", Unit::None),
        ("kW", Unit::Kilowatts),
        ("킬로와트", Unit::Kilowatts),
        ("kilowatt", Unit::Kilowatts),
        ("MW", Unit::Megawatts),
        ("메가와트", Unit::Megawatts),
        ("megawatt", Unit::Megawatts),
        ("GW", Unit::Gigawatts),
        ("기가와트", Unit::Gigawatts),
        ("gigawatt", Unit::Gigawatts),
        ("비트", Unit::Bits),
        ("bit", Unit::Bits),
        ("바이트", Unit::Bytes),
        ("byte", Unit::Bytes),
        ("KB", Unit::Kilobytes),
        ("kB", Unit::Kilobytes),
        ("킬로바이트", Unit::Kilobytes),
        ("kilobyte", Unit::Kilobytes),
        ("MB", Unit::Megabytes),
        ("메가바이트", Unit::Megabytes),
        ("megabyte", Unit::Megabytes),
        ("GB", Unit::Gigabytes),
        ("기가바이트", Unit::Gigabytes),
        ("gigabyte", Unit::Gigabytes),
        ("TB", Unit::Terabytes),
        ("테라바이트", Unit::Terabytes),
        ("terabyte", Unit::Terabytes),
        ("ms", Unit::Milliseconds),
        ("밀리초", Unit::Milliseconds),
        ("millisecond", Unit::Milliseconds),
        ("px", Unit::Pixels),
        ("픽셀", Unit::Pixels),
        ("pixel", Unit::Pixels),
        ("톤", Unit::Tonnes),
        ("tonne", Unit::Tonnes),
        ("ton", Unit::Tonnes),
    ];
    let first = after.as_bytes().first();
    let found = UNITS.iter().find(|(name, _)| {
        if name.as_bytes().first() != first {
            return false;
        }
        let Some(rest) = after.strip_prefix(name) else {
            return false;
        };
        // `m` and `g` stand alone.
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
                "주" | "일"
                    | "도"
                    | "분"
                    | "초"
                    | "달"
                    | "해"
                    | "배"
                    | "times"
                    | "second"
                    | "분의"
                    | "프로"
                    | "원"
                    | "엔"
            );
            (*unit, sure)
        }
        None => (Unit::None, false),
    }
}

/// What the last number of a range counts, and the first with it: 1~3월, 7·8월, 12–15 kg; `rest` is behind the first.
pub(super) fn of_end_of_range(rest: &str) -> Unit {
    const SIGNS: [&str; 10] = ["~", "∼", "～", "–", "-", "·", "에서", "부터", "to ", "and "];
    let rest = rest.trim_start_matches(' ');
    let next = SIGNS.iter().find_map(|sign| rest.strip_prefix(sign));
    let Some(next) = next.map(|next| next.trim_start_matches(' ')) else {
        return Unit::None;
    };
    match number(next) {
        Some((_, length)) => unit("", &next[length..]).0,
        None => Unit::None,
    }
}
