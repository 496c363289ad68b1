//! Formulas: TeX, and MathML made of it.
//!
//! `pulldown-latex` reads the TeX. Before it does, [`mathml`] refuses what could cost without end: definitions, and marks in one
//! another without measure. [`hide_prices`] keeps `$10억과 $20억` from being one.

mod fault;
mod width;

use std::borrow::Cow;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Event};
use pulldown_latex::{Parser, ParserError, Storage, push_mathml};

use self::fault::{CONTEXT, fault, unread};
pub(super) use self::fault::{Fault, unpaired};
pub(super) use self::width::width;
use crate::lang::message::message;

/// A formula of a text.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// As the author wrote it, dollar signs and all.
    pub(crate) tex: String,
    pub(crate) mathml: String,
}

/// In place of a dollar sign that begins no formula while the parser reads the text: a control character of as many bytes, which no
/// text may hold.
pub(super) const PRICE: char = '\u{1a}';

/// Hides the dollar signs of prices from the parser. A sign directly before a digit begins a formula only if another ends it that has
/// neither a space before it nor a digit behind it, and if there is no Hangul between them outside braces.
pub(super) fn hide_prices(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut hidden = Vec::new();
    let mut signs = source.match_indices('$').map(|(at, _)| at).peekable();
    while let Some(at) = signs.next() {
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let before = at.checked_sub(1).map(|at| bytes[at]);
        if before == Some(b'\\') || before == Some(b'$') || !is_digit(at + 1) {
            continue;
        }
        let end = signs.peek().copied();
        let is_formula = end.is_some_and(|end| {
            let inside = &source[at + 1..end];
            !inside.ends_with(char::is_whitespace) && !is_digit(end + 1) && !has_bare_hangul(inside)
        });
        match is_formula && !before.is_some_and(|b| b.is_ascii_alphanumeric()) {
            // The sign that ends it begins none.
            true => _ = signs.next(),
            false => hidden.push(at),
        }
    }
    if hidden.is_empty() {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    for at in hidden {
        out.push_str(&source[from..at]);
        out.push(PRICE);
        from = at + 1;
    }
    out.push_str(&source[from..]);
    Cow::Owned(out)
}

fn has_bare_hangul(text: &str) -> bool {
    let mut open = 0_u32;
    text.chars().any(|c| {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0 && matches!(c, '가'..='힣' | 'ㄱ'..='ㆎ' | '\u{1100}'..='\u{11ff}')
    })
}

/// Longest TeX of a formula in bytes, and how deep its marks may be in one another.
const LONGEST: usize = 4_000;
const DEEPEST: u32 = 40;

/// Commands that define others: a formula has no use for them, and what they stand for may grow without measure.
const DEFINING: [&str; 9] = [
    "def",
    "gdef",
    "edef",
    "xdef",
    "let",
    "futurelet",
    "newcommand",
    "renewcommand",
    "providecommand",
];

/// The MathML of a formula.
pub(super) fn mathml(tex: &str, is_block: bool) -> Result<String, Fault> {
    let whole = 0..tex.len();
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return Err(Fault {
            span: whole,
            message: message!(
                "식이 너무 길거나 괄호와 명령이 너무 깊게 겹쳐 있습니다",
                "this formula is too long, or too much in it is inside something else"
            ),
            hint: message!("여러 식으로 나누세요", "make several formulas of it"),
        });
    }
    if let Some(span) =
        commands(tex).find(|span| DEFINING.contains(&&tex[span.start + 1..span.end]))
    {
        let command = &tex[span.clone()];
        return Err(Fault {
            message: message!(
                "`{command}`(으로/로) 새 명령을 만들 수 없습니다",
                "`{command}` cannot define commands here"
            ),
            hint: message!(
                "그 명령이 뜻하는 식을 그대로 적으세요",
                "write out what the command stands for"
            ),
            span,
        });
    }
    if let Some(span) = endless_number(tex) {
        return Err(unread(span));
    }
    // The library has places that panic, at such numbers and maybe elsewhere; a text never may.
    let read = catch_unwind(AssertUnwindSafe(|| read(tex, is_block)));
    read.unwrap_or_else(|_| Err(unread(whole)))
}

/// The first number that the library cannot read without panicking: the code of `\char`, and columns of `alignat` that are not one or two
/// digits.
fn endless_number(tex: &str) -> Option<Range<usize>> {
    let mut found = commands(tex);
    let code = found.find(|span| &tex[span.start + 1..span.end] == "char");
    code.or_else(|| {
        let names = ["alignat}", "alignat*}", "alignedat}"];
        let mut ends = names.iter().flat_map(|name| {
            let at = tex.match_indices(name);
            at.map(|(at, name)| (at, at + name.len()))
        });
        let is_small = |after: &str| {
            let number = after.trim_start().strip_prefix('{');
            let number = number.and_then(|rest| Some(rest.split_once('}')?.0));
            number.is_some_and(|n| {
                (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit())
            })
        };
        let is_begin = |at: usize| tex[..at].ends_with("\\begin{");
        let wrong = ends.find(|(at, end)| is_begin(*at) && !is_small(&tex[*end..]));
        wrong.map(|(at, end)| at..end - 1)
    })
}

/// The MathML of a formula that nothing is refused of.
fn read(tex: &str, is_block: bool) -> Result<String, Fault> {
    // Spaces at the end, so that the place of a fault can be told from what is shown around it.
    let padded = in_one_line(tex) + &" ".repeat(2 * CONTEXT);
    let storage = Storage::new();
    let events = Parser::new(&padded, &storage).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| fault(tex, &padded, &error))?;
    let events = events.into_iter().map(|event| match event {
        // The library writes names of functions as they are.
        Event::Content(Content::Function(name)) if name.contains(['<', '>', '&']) => {
            Ok::<_, ParserError>(Event::Content(Content::Text(name)))
        }
        event => Ok(event),
    });
    let config = RenderConfig {
        display_mode: if is_block {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut out = String::new();
    match push_mathml(&mut out, events, config) {
        Ok(()) => Ok(escaped(&out)),
        Err(_) => Err(unread(0..tex.len())),
    }
}

/// MathML in which signs that mean themselves are escaped: the library writes `<` and `&` as they are where they are alone in their
/// element.
fn escaped(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let means_itself = match rest.as_bytes()[at] {
            b'<' => !after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'),
            _ => !["lt;", "gt;", "amp;", "nbsp;"]
                .iter()
                .any(|name| after.starts_with(name)),
        };
        out.push_str(match (rest.as_bytes()[at], means_itself) {
            (b'<', true) => "&lt;",
            (b'<', false) => "<",
            (_, true) => "&amp;",
            (_, false) => "&",
        });
        rest = after;
    }
    out + rest
}

/// The commands of a formula: a backslash and letters.
fn commands(tex: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += tex[at..].find('\\')?;
        let start = at;
        let rest = &tex[at + 1..];
        let letters = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let len = letters.max(rest.chars().next().map_or(0, char::len_utf8));
        at += 1 + len;
        Some(start..at)
    })
}

/// How deep the marks of a formula are in one another: braces, and commands directly behind commands.
fn depth(tex: &str) -> u32 {
    let (mut open, mut run, mut most) = (0_u32, 0_u32, 0);
    for c in tex.chars() {
        match c {
            '{' => open += 1,
            '}' => open = open.saturating_sub(1),
            '\\' | '^' | '_' => run += 1,
            c if c.is_alphabetic() || c.is_whitespace() => {}
            _ => run = 0,
        }
        most = most.max(open + run / 4);
    }
    most
}

/// TeX without comments and line ends: as many bytes.
fn in_one_line(tex: &str) -> String {
    let mut out = String::with_capacity(tex.len());
    for line in tex.split_inclusive('\n') {
        let mut backslashes = 0;
        let comment = line.char_indices().find(|(_, c)| {
            let is = *c == '%' && backslashes % 2 == 0;
            backslashes = if *c == '\\' { backslashes + 1 } else { 0 };
            is
        });
        let end = comment.map_or(line.trim_end_matches(['\n', '\r']).len(), |(at, _)| at);
        out.push_str(&line[..end]);
        out.extend(std::iter::repeat_n(' ', line.len() - end));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::html::{TokenKind, TokenizerState, tokens};

    #[test]
    fn formulas_become_mathml() {
        for (tex, parts) in [
            (
                "x^2",
                vec![
                    "<math display=\"inline\">",
                    "<msup><mi>x</mi><mn>2</mn></msup>",
                ],
            ),
            ("\\frac{a}{b}", vec!["<mfrac>"]),
            (
                "\\text{속도} = \\frac{\\text{거리}}{t}",
                vec!["<mtext>속도</mtext>", "<mtext>거리</mtext>"],
            ),
            (
                "a < b > c \\& d",
                vec![">&lt;</mo>", ">></mo>", ">&amp;</mi>"],
            ),
            ("\\operatorname{<b>}", vec!["<mtext>&lt;b&gt;</mtext>"]),
            (
                "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
                vec!["<mtable"],
            ),
            ("a % 주석 }\n+ b", vec!["<mi>a</mi>", "<mi>b</mi>"]),
            ("\\sum_{i=1}^n i", vec!["∑"]),
        ] {
            let mathml = mathml(tex, false).unwrap();
            for part in parts {
                assert!(mathml.contains(part), "{part} in {mathml}");
            }
        }
        assert!(
            mathml("x", true)
                .unwrap()
                .starts_with("<math display=\"block\">")
        );
    }

    #[test]
    fn what_the_library_panics_at_is_a_fault() {
        for (tex, wanted) in [
            ("a + \\char é", "\\char"),
            ("\\begin{alignat}{é}a\\end{alignat}", "alignat"),
            ("\\begin{alignedat}{40000}a\\end{alignedat}", "alignedat"),
            ("\\begin{alignat*} a", "alignat*"),
        ] {
            let fault = mathml(tex, true).unwrap_err();
            assert_eq!(&tex[fault.span], wanted, "{tex}");
        }
        assert!(mathml("\\begin{alignat*}{2}a&=b\\end{alignat*}", true).is_ok());
    }

    #[test]
    fn faults_are_at_their_place() {
        for (tex, wanted, message) in [
            (
                "속도 = \\velocity + 아주 긴 식이 이어진다",
                "\\velocity",
                "`\\velocity` is not a command that formulas can have here",
            ),
            (
                "\\frac{a}{b",
                "b",
                "braces, `\\left` and `\\right`, or `\\begin` and `\\end` are not in pairs",
            ),
            ("a^b^c", "b", "this has two superscripts, or two subscripts"),
            (
                "a & b",
                "&",
                "`&` and `\\\\` are for environments that align lines",
            ),
            (
                "\\def\\a{b}",
                "\\def",
                "`\\def` cannot define commands here",
            ),
        ] {
            let fault = mathml(tex, false).unwrap_err();
            assert_eq!(
                (&tex[fault.span.clone()], fault.message.english()),
                (wanted, message),
                "{tex}"
            );
        }
        for tex in [
            "{".repeat(100),
            "\\sqrt".repeat(400),
            "x".repeat(5_000),
            "a_".repeat(1_000),
        ] {
            assert!(mathml(&tex, false).is_err());
        }
    }

    #[test]
    fn prices_are_no_formulas() {
        for (text, hidden) in [
            ("$10억과 $20억", "_10억과 _20억"),
            ("$10억과$20억", "_10억과_20억"),
            ("US$5와 US$6", "US_5와 US_6"),
            ("$5/$6", "_5/_6"),
            ("$5/월, $x$", "_5/월, $x$"),
            ("$2x$와 $3$", "$2x$와 $3$"),
            ("$3\\,\\text{개}$", "$3\\,\\text{개}$"),
            ("$x$ $$1$$ \\$5", "$x$ $$1$$ \\$5"),
        ] {
            assert_eq!(hide_prices(text).replace(PRICE, "_"), hidden, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_the_output_is_mathml(pieces in prop::collection::vec(prop::sample::select(vec![
            "\\frac", "\\sqrt", "\\text", "\\operatorname", "\\left", "\\right", "\\begin", "\\end", "{aligned}", "{array}", "{cases}",
            "{", "}", "[", "]", "(", ")", "<", ">", "&", "&lt;", "<b>", "<script>", "\\&", "\\<", "\\\\", "\\", "^", "_", "'", "\"", "%",
            "\n", " ", "x", "12", "가", "é", "𝄞", "\\not", "\\mathbf", "\\color{red}", "\\color{#f00}", "\\hspace{1em}", "\\char", "`a", "#1", "$",
            "\\limits", "\\sum", "\\int", "\\lt", "\\big", "|", "\\|", ".", "~", "\\substack", "\\boldsymbol", "\\relax", "\\kern", "1pt",
        ]), 0..24)) {
            let tex = pieces.concat();
            if let Ok(mathml) = mathml(&tex, true) {
                for token in tokens(&mathml, &mut TokenizerState::default()) {
                    let name = match &token.kind {
                        TokenKind::Start(tag) => tag.name,
                        TokenKind::End(name) => name,
                        TokenKind::Text => "math",
                        _ => "",
                    };
                    let known = name.starts_with('m') && !["main", "map", "marquee"].contains(&name);
                    prop_assert!(known, "{}: {}", tex, mathml);
                }
            }
        }
    }
}
