//! Shells, and what one sees in a terminal.

use super::scanner::{Class, Scanner};

/// Words that a command may follow.
const LEADING: [&str; 10] = [
    "if", "then", "else", "elif", "do", "while", "until", "time", "!", "{",
];
/// Other words of the language, where a command may be.
const OTHER: [&str; 18] = [
    "fi", "done", "for", "case", "esac", "in", "function", "select", "return", "export", "local",
    "exit", "break", "continue", "set", "unset", "readonly", "declare",
];

/// A script. One that has lines with a prompt is what one sees in a terminal.
pub(super) fn read(scanner: &mut Scanner<'_>) {
    if scanner.code.lines().any(|line| line.starts_with("$ ")) {
        return session(scanner);
    }
    script(scanner, scanner.code.len());
}

/// A terminal: commands behind prompts, and what they print.
pub(super) fn session(scanner: &mut Scanner<'_>) {
    while scanner.peek().is_some() {
        let mut end = scanner.line_end();
        if let Some(prompt) = prompt(&scanner.code[scanner.at..end]) {
            scanner.take(scanner.at + prompt, Class::Comment);
            // A backslash at the end goes on with the command.
            while scanner.code[..end].ends_with('\\') && end < scanner.code.len() {
                let next = &scanner.code[end + 1..];
                end += 1 + next.find('\n').unwrap_or(next.len());
            }
            script(scanner, end);
        }
        scanner.at = (end + 1).min(scanner.code.len()).max(scanner.at);
    }
}

/// How many bytes of a line are a prompt: `$ `, `user@host:~# `, `PS C:\> `.
fn prompt(line: &str) -> Option<usize> {
    let near = line.floor_char_boundary(80);
    if line.starts_with("PS ") {
        return line[..near].find("> ").map(|at| at + 1);
    }
    let word = line[..near].split(' ').next()?;
    let mark = word
        .chars()
        .last()
        .filter(|c| matches!(c, '$' | '#' | '%' | '>'))?;
    // A comment is none, nor is a percentage.
    let is_name = |c: char| c.is_alphanumeric() || "@:~/\\-_.()[]".contains(c);
    let before = &word[..word.len() - mark.len_utf8()];
    let is_number = before.ends_with(|c: char| c.is_ascii_digit()) && mark == '%';
    let is = line.len() > word.len() && before.chars().all(is_name) && !is_number;
    is.then_some(word.len())
}

/// Commands up to a byte, at a border between lines or the end.
fn script(scanner: &mut Scanner<'_>, end: usize) {
    // Whether the next word is a command.
    let mut command = true;
    // What ends the text that follows the line.
    let mut heredoc: Option<String> = None;
    while scanner.at < end {
        let rest = scanner.rest();
        let Some(byte) = rest.bytes().next() else {
            break;
        };
        match byte {
            b'\n' => {
                scanner.at += 1;
                command = true;
                if let Some(close) = heredoc.take() {
                    document(scanner, &close, end);
                }
            }
            b' ' | b'\t' | b'\r' => scanner.at += 1,
            b'#' if scanner
                .before()
                .is_none_or(|b| b.is_ascii_whitespace() || b == b';') =>
            {
                let end = scanner.line_end().min(end);
                scanner.take(end, Class::Comment);
            }
            b'\\' => {
                scanner.at += 1;
                scanner.step();
            }
            b'\'' => {
                let close = scanner
                    .string_end(scanner.at + 1, "'", false, true)
                    .min(end);
                scanner.take(close, Class::String);
                command = false;
            }
            b'"' => {
                quoted(scanner, end);
                command = false;
            }
            b'$' => {
                variable(scanner, end);
                command = false;
            }
            b'<' if rest.starts_with("<<") && !rest.starts_with("<<<") => {
                scanner.at += 2;
                let word = scanner.rest().trim_start_matches(['-', '~']);
                let word = word.trim_start_matches([' ', '\'', '"', '\\']);
                let word: String = word
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .take(64)
                    .collect();
                heredoc = (!word.is_empty()).then_some(word);
            }
            b'|' | b'&' | b';' | b'(' | b')' | b'`' => {
                scanner.at += 1;
                command = true;
            }
            _ => word(scanner, end, &mut command),
        }
    }
}

/// Text up to a line that is a word.
fn document(scanner: &mut Scanner<'_>, close: &str, end: usize) {
    let start = scanner.at;
    let mut at = start;
    for line in scanner.code[start..end].split_inclusive('\n') {
        if line.trim() == close {
            break;
        }
        at += line.len();
    }
    scanner.take(at, Class::String);
    // The line itself.
    let line = scanner.line_end().min(end);
    scanner.take(line, Class::Keyword);
}

/// A text between quotation marks, with its variables.
fn quoted(scanner: &mut Scanner<'_>, limit: usize) {
    let bytes = scanner.code.as_bytes();
    let mut end = scanner.at + 1;
    while end < limit {
        match bytes[end] {
            b'\\' => end += 2,
            b'"' => {
                end += 1;
                break;
            }
            b'$' if name_end(scanner, end).is_some() => {
                scanner.take(end, Class::String);
                variable(scanner, limit);
                end = scanner.at;
            }
            _ => end += 1,
        }
    }
    let mut end = end.min(limit);
    while !scanner.code.is_char_boundary(end) {
        end += 1;
    }
    scanner.take(end, Class::String);
}

/// Where the name of a variable ends that begins with a `$` at a byte.
fn name_end(scanner: &Scanner<'_>, at: usize) -> Option<usize> {
    let rest = &scanner.code[at + 1..];
    let brace = usize::from(rest.starts_with('{'));
    let from = at + 1 + brace;
    let mut end = scanner.word_end(from, "");
    if end == from && scanner.code[from..].starts_with(['@', '?', '#', '!', '$', '*', '-']) {
        end += 1;
    }
    if end == from {
        return None;
    }
    if brace > 0 && scanner.code[end..].starts_with('}') {
        end += 1;
    }
    Some(end)
}

fn variable(scanner: &mut Scanner<'_>, limit: usize) {
    match name_end(scanner, scanner.at) {
        Some(end) => scanner.take(end.min(limit), Class::Name),
        None => scanner.at += 1,
    }
}

/// A word: a command, an option or something else.
fn word(scanner: &mut Scanner<'_>, limit: usize, command: &mut bool) {
    let rest = &scanner.code[scanner.at..limit];
    let ends = |c: char| c.is_whitespace() || "|&;()<>\"'$`\\".contains(c);
    let len = rest.find(ends).unwrap_or(rest.len());
    let len = len.max(rest.chars().next().map_or(1, char::len_utf8));
    let (word, end) = (&rest[..len], scanner.at + len);
    let starts = scanner
        .before()
        .is_none_or(|b| b.is_ascii_whitespace() || b"|&;(`".contains(&b));
    if *command && starts {
        let equals = word.find('=').filter(|at| *at > 0);
        let class = match equals {
            Some(at) => {
                let name = word[..at].trim_end_matches('+');
                let is_name = name.chars().all(|c| c.is_alphanumeric() || c == '_');
                if is_name {
                    scanner.take(scanner.at + name.len(), Class::Name);
                    scanner.at = end;
                    return;
                }
                Class::Name
            }
            None if LEADING.contains(&word) || OTHER.contains(&word) => Class::Keyword,
            None if word.starts_with(|c: char| c.is_alphanumeric() || "./~_".contains(c)) => {
                Class::Name
            }
            None => {
                *command = false;
                scanner.at = end;
                return;
            }
        };
        *command = LEADING.contains(&word);
        scanner.take(end, class);
        return;
    }
    let is_option = starts && word.len() > 1 && word.starts_with('-');
    *command = false;
    if is_option {
        let len = word.find('=').unwrap_or(word.len());
        scanner.take(scanner.at + len, Class::Literal);
    }
    scanner.at = end;
}
