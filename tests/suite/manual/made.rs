//! The pages of the manual that are made from the program: its codes and its words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use haeseol::base::diag::Locale;
use haeseol::base::explain;

use super::{LANGUAGES, path_of, repository};

/// A page that is made from the program.
fn assert_made(name: &str, language: &str, made: &str) {
    let path = path_of(name, language);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == made,
        "{} is not as the program has it: UPDATE_GOLDEN=1 cargo test --test suite manual, then haeseol accept --force content/manual",
        path.display()
    );
}

fn front_matter(title: &str, description: &str) -> String {
    format!("---\ntitle: {title:?}\ndescription: {description:?}\nsearch: false\n---\n")
}

/// The pages of codes, by the first letters of those that are on one.
const PAGES_OF_CODES: [(&str, std::ops::RangeInclusive<char>); 4] = [
    ("a-e", 'a'..='e'),
    ("f-m", 'f'..='m'),
    ("n-r", 'n'..='r'),
    ("s-z", 's'..='z'),
];

#[test]
fn the_pages_of_codes_are_made_from_explain() {
    let mut codes: Vec<&str> = explain::codes().collect();
    codes.sort_unstable();
    for (language, locale) in [("ko", Locale::Korean), ("en", Locale::English)] {
        let say = |ko: &'static str, en: &'static str| locale.pick(ko, en);
        let mut index = front_matter(
            say("검사 결과", "Findings"),
            say(
                "haeseol check와 build가 알리는 코드를 모두 모은 목록.",
                "Every code that haeseol check and build report.",
            ),
        );
        index += say(
            "`haeseol explain 코드`가 터미널에서 같은 글을 보여 줍니다.\n\n| 코드 | 뜻 |\n|---|---|\n",
            "`haeseol explain CODE` shows the same in a terminal.\n\n| Code | What it is |\n|---|---|\n",
        );
        let mut told = 0;
        for (name, letters) in PAGES_OF_CODES {
            let mut text = front_matter(
                &format!("{} {name}", say("검사 결과", "Findings")),
                &format!(
                    "{} {name}",
                    say(
                        "검사 결과의 뜻과 보기, 할 일. 첫 글자",
                        "What findings mean, with examples and what to do: first letters"
                    )
                ),
            );
            text += say(
                "[모든 코드](../codes.ko.md)\n",
                "[All codes](../codes.en.md)\n",
            );
            for code in codes
                .iter()
                .filter(|code| letters.contains(&code.chars().next().unwrap()))
            {
                let (title, body) = explained(code, locale);
                writeln!(
                    index,
                    "| [`{code}`](codes/{name}.{language}.md#{code}) | {} |",
                    title.replace('|', "\\|")
                )
                .unwrap();
                write!(text, "\n## {code}: {title} {{#{code}}}\n\n{body}").unwrap();
                told += 1;
            }
            assert_made(&format!("codes/{name}"), language, &text);
        }
        assert_eq!(told, codes.len());
        assert_made("codes", language, &index);
    }
}

/// What `haeseol explain` says of a code, as Markdown: the title, and the rest with its examples in fences.
fn explained(code: &str, locale: Locale) -> (&'static str, String) {
    let text = explain::page(code, locale).unwrap();
    let (title, text) = text.split_once('\n').unwrap();
    let title = title.strip_prefix(&format!("# {code} — ")).unwrap();
    let mut body = String::new();
    // An empty line within an example does not end it.
    let text = text.trim().replace("\n\n    ", "\n\n\u{1}    ");
    let text = within_examples(&text);
    for block in text.split("\n\n") {
        match block.starts_with("    ") {
            true => {
                let code = block
                    .lines()
                    .map(|line| line.strip_prefix("    ").unwrap_or(line));
                let code = code.collect::<Vec<_>>().join("\n");
                write!(body, "````text\n{code}\n````\n\n").unwrap();
            }
            // The text about other figures has some.
            false if code == "other-figure" => {
                write!(
                    body,
                    "<!-- haeseol: allow {code} -->\n{}\n\n",
                    escaped(block)
                )
                .unwrap();
            }
            false => write!(body, "{}\n\n", escaped(block)).unwrap(),
        }
    }
    (title, body.trim_end().to_owned() + "\n")
}

/// The text with a mark in place of each empty line that has an example on both sides.
fn within_examples(text: &str) -> String {
    let mut out = String::new();
    let mut in_example = false;
    for line in text.lines() {
        let (begins, line) = match line.strip_prefix('\u{1}') {
            Some(line) => (true, line),
            None => (false, line),
        };
        if begins && in_example {
            out.truncate(out.trim_end().len());
            out += "\n    \n";
        }
        if !line.is_empty() {
            in_example = line.starts_with("    ");
        }
        out += line;
        out.push('\n');
    }
    out.trim_end().to_owned()
}

/// A text for terminals as Markdown: what is not in a pair of backticks is shown as it is.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['`', '<', '[', '*', '|']) {
        out += &rest[..at];
        rest = &rest[at..];
        let length = rest.len() - rest.trim_start_matches('`').len();
        let code = rest[length..].find('`').filter(|_| length == 1);
        let end = match code {
            Some(closes) => closes + 2,
            None => {
                let end = length.max(1);
                out.extend(rest[..end].chars().flat_map(|c| ['\\', c]));
                rest = &rest[end..];
                continue;
            }
        };
        out += &rest[..end];
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn the_page_of_words_is_made_from_the_theme() {
    let words = |language: &str| {
        let path = repository().join(format!("templates/strings/{language}.toml"));
        let text = fs::read_to_string(path).unwrap();
        let pairs = text.lines().filter_map(|line| {
            let (key, value) = line.split_once(" = ")?;
            Some((key.to_owned(), value.trim_matches('"').to_owned()))
        });
        pairs.collect::<BTreeMap<_, _>>()
    };
    let (korean, english) = (words("ko"), words("en"));
    assert!(korean.len() > 80);
    for language in LANGUAGES {
        let ko = language == "ko";
        let mut text = match ko {
            true => {
                front_matter("문구 목록", "화면에 나오는 모든 문구와 그 키.")
                    + "`templates/strings/ko.toml`과 `en.toml`에서 [바꿉니다](theming.ko.md#words). 중괄호는 값이 들어갈 자리입니다.\n\n| 키 | 한국어 | 영어 |\n|---|---|---|\n"
            }
            false => {
                front_matter(
                    "The list of words",
                    "Every word of the interface, with its key.",
                ) + "[Change them](theming.en.md#words) in `templates/strings/ko.toml` and `en.toml`. Values go where braces are.\n\n| Key | Korean | English |\n|---|---|---|\n"
            }
        };
        for (key, value) in &korean {
            writeln!(text, "| `{key}` | `{value}` | `{}` |", english[key]).unwrap();
        }
        assert_made("words", language, &text);
    }
}
