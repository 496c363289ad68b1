//! `haeseol status`

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use haeseol::base::diag::{Message, printable};
use haeseol::message;
use haeseol::source::Sources;
use haeseol::translation::{Excerpt, TextState, TextStatus, status, words};

use super::refuse_translations;
use super::voice::{Voice, counted};
use super::words::says;

/// Characters of a block that are shown.
const SHOWN: usize = 160;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "번역이 원문과 맞는지, 무엇이 빠지고 뒤처졌는지 보여 줍니다",
        "Show which translations are missing or behind their originals, and in what"
    ),
    after_help = says!(
        "예: haeseol status\n다음: 바뀐 곳을 옮기고 `haeseol accept 파일`로 적어 두세요. 옮길 글은 `haeseol handoff`가 뽑아 줍니다.",
        "Example: haeseol status\nNext: translate what has changed, then `haeseol accept FILE`; `haeseol handoff` prints what a translator needs."
    )
)]
pub(super) struct Status {
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = says!("형식", "FORMAT"), help = says!(
        "결과를 보여 주는 형식",
        "How it is printed"
    ))]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(help = says!("바뀐 문단을 번역과 함께 보여 줍니다", "With what has changed beside its translation"))]
    Human,
    #[value(help = says!("한 줄에 번역 하나씩 JSON으로", "One JSON object a line, for each translation"))]
    Json,
}

impl Status {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let sources = Sources::read(root);
        let status = match status(&sources, root) {
            Ok(status) => status,
            Err(failure) => return refuse_translations(failure, &sources, voice),
        };
        let written = match self.format {
            Format::Human => human(&status, voice),
            Format::Json => status.texts.iter().map(|t| json(t) + "\n").collect(),
        };
        // A closed pipe is no reason to fail.
        let _ = anstream::stdout().write_all(written.as_bytes());
        ExitCode::SUCCESS
    }
}

/// Blocks of a text that are in step, in a hundred of them.
fn done(texts: &[&TextStatus]) -> usize {
    let all: usize = texts.iter().map(|t| t.blocks.max(1)).sum();
    let left = |t: &TextStatus| match t.state {
        TextState::Missing | TextState::Draft => t.blocks.max(1),
        TextState::Behind => t.changes.len().min(t.blocks.max(1)),
        TextState::InStep | TextState::Unrecorded => 0,
    };
    let left: usize = texts.iter().map(|t| left(t)).sum();
    // A hundred is said only where nothing is left.
    ((all - left) * 100 / all.max(1)).min(if left == 0 { 100 } else { 99 })
}

fn human(status: &haeseol::translation::Status, voice: Voice) -> String {
    let say = |message: Message| voice.say(&message).to_owned();
    let mut out = String::new();
    if status.texts.is_empty() {
        return say(message!(
            "번역할 글이 없습니다",
            "There is nothing to translate"
        )) + "\n";
    }
    let all: Vec<&TextStatus> = status.texts.iter().collect();
    for (entry, texts) in entries(&all) {
        let open = |t: &&&TextStatus| !matches!(t.state, TextState::InStep | TextState::Unrecorded);
        if !voice.verbose && texts.iter().filter(open).count() == 0 {
            continue;
        }
        out.push_str(&format!(
            "\x1b[1m{}\x1b[0m  {}%\n",
            printable(entry),
            done(&texts)
        ));
        for text in texts.iter().filter(|t| voice.verbose || open(t)) {
            one(text, voice, &mut out);
        }
        out.push('\n');
    }
    let count = |state| status.texts.iter().filter(|t| t.state == state).count();
    let percent = done(&all);
    let n = all.len();
    let all = counted(n, message!("번역 {n}개", "{n} translation"));
    let mut parts = Vec::new();
    for (state, message) in [
        (
            TextState::Behind,
            (|n| message!("{n}개가 뒤처짐", "{n} behind")) as fn(usize) -> Message,
        ),
        (TextState::Missing, |n| {
            message!("{n}개가 없음", "{n} missing")
        }),
        (TextState::Draft, |n| message!("{n}개가 초안", "{n} drafts")),
    ] {
        match count(state) {
            0 => {}
            n => parts.push(message(n)),
        }
    }
    if parts.is_empty() {
        out.push_str(&say(message!(
            "모두 원문과 맞습니다: {all}\n",
            "All is in step: {all}\n",
            all
        )));
    } else {
        let parts: Vec<_> = parts.into_iter().map(say).collect();
        let parts = parts.join(", ");
        out.push_str(&say(message!(
            "{percent}% 옮김. {all} 가운데 {parts}\n",
            "{percent}% translated. Of {all}: {parts}\n",
            all
        )));
    }
    let unrecorded = count(TextState::Unrecorded);
    if !status.recorded && unrecorded > 0 {
        out.push_str(&say(message!(
            "아직 견줄 기록이 없습니다. 지금 번역이 모두 원문과 맞으면 `haeseol accept --all`로 적어 두세요. 그때부터 원문이 바뀌면 알려 드립니다.\n",
            "There is no record to compare with. If all translations are in step now, say so with `haeseol accept --all`; from then on you are told when an original changes.\n"
        )));
    } else if unrecorded > 0 {
        let of = counted(
            unrecorded,
            message!("번역 {unrecorded}개", "{unrecorded} translation"),
        );
        out.push_str(&say(message!(
            "기록이 없는 {of}: `haeseol accept 파일`로 적어 두면 원문이 바뀔 때 알려 드립니다.\n",
            "Without a record: {of}. `haeseol accept FILE` makes one, and you are told when the original changes.\n",
            of
        )));
        let texts = status.texts.iter();
        let texts = texts.filter(|t| t.state == TextState::Unrecorded);
        // The sections of an index are in one file.
        let mut files: Vec<&str> = texts.map(|t| &*t.translation).collect();
        files.dedup();
        for file in files {
            out.push_str(&format!("  {}\n", printable(file)));
        }
    }
    out
}

/// Texts by the page that they are on.
fn entries<'t>(texts: &[&'t TextStatus]) -> Vec<(&'t str, Vec<&'t TextStatus>)> {
    let mut entries: Vec<(&str, Vec<&TextStatus>)> = Vec::new();
    for text in texts {
        let entry = text.name.split('#').next().unwrap_or(&text.name);
        match entries.last_mut() {
            Some((last, texts)) if *last == entry => texts.push(text),
            _ => entries.push((entry, vec![text])),
        }
    }
    entries
}

fn one(text: &TextStatus, voice: Voice, out: &mut String) {
    let say = |message: Message| voice.say(&message).to_owned();
    let state = match text.state {
        TextState::Missing => message!("번역 없음", "missing"),
        TextState::Draft => message!("초안", "a draft"),
        TextState::Unrecorded => message!("기록 없음", "no record"),
        TextState::InStep => message!("맞음", "in step"),
        TextState::Behind => {
            let n = text.changes.len();
            message!("{n}군데 뒤처짐", "behind in {n}")
        }
    };
    out.push_str(&format!(
        "  {}{}  {}\n",
        printable(&text.translation),
        (text.section.as_ref()).map_or_else(String::new, |id| format!("#{}", printable(id))),
        say(state)
    ));
    for change in &text.changes {
        out.push_str(&format!(
            "    \x1b[33m{}\x1b[0m\n",
            say(words::change(change))
        ));
        let mut line = |label: Message, at: String, said: &str| {
            out.push_str(&format!("      {}  {at}{}\n", say(label), printable(said)));
        };
        let at = |file: &str, e: &Excerpt| format!("{}:{}  ", printable(file), e.line);
        let now = change.original.as_ref();
        let (before, today) = shown(change.before.as_deref(), now.map(|e| &*e.text));
        if let Some(before) = before {
            line(message!("이전", "before"), String::new(), &before);
        }
        if let (Some(now), Some(today)) = (now, today) {
            line(
                message!("원문", "original"),
                at(&text.original, now),
                &today,
            );
        }
        if let Some(e) = &change.translation {
            line(
                message!("번역", "translation"),
                at(&text.translation, e),
                &cut(&e.text, 0),
            );
        }
    }
}

/// What a block said and says, both from a little before where they begin to differ.
fn shown(before: Option<&str>, now: Option<&str>) -> (Option<String>, Option<String>) {
    let from = match (before, now) {
        (Some(a), Some(b)) => {
            let same = a.char_indices().zip(b.chars()).find(|((_, x), y)| x != y);
            let at = same.map_or(0, |((at, _), _)| at);
            // A few words before.
            let start = a[..at]
                .char_indices()
                .rev()
                .nth(SHOWN / 4)
                .map_or(0, |(i, _)| i);
            a[..start].rfind(' ').map_or(0, |i| i + 1)
        }
        _ => 0,
    };
    (
        before.filter(|b| Some(*b) != now).map(|b| cut(b, from)),
        now.map(|n| cut(n, from)),
    )
}

fn cut(text: &str, from: usize) -> String {
    let rest = &text[text.floor_char_boundary(from)..];
    let shown: String = rest.chars().take(SHOWN).collect();
    let (a, b) = (
        if from > 0 { "…" } else { "" },
        if shown.len() < rest.len() { "…" } else { "" },
    );
    format!("{a}{shown}{b}")
}

fn json(text: &TextStatus) -> String {
    let excerpt = |e: &Option<Excerpt>| {
        e.as_ref()
            .map(|e| serde_json::json!({ "line": e.line, "text": e.text }))
    };
    let changes = text.changes.iter().map(|c| {
        let facets: Vec<_> = c.facets.iter().map(|f| f.name()).collect();
        serde_json::json!({
            "change": c.kind.name(),
            "block": c.block.name(),
            "facets": facets,
            "original": excerpt(&c.original),
            "before": c.before,
            "translation": excerpt(&c.translation),
        })
    });
    let changes: Vec<_> = changes.collect();
    serde_json::json!({
        "name": text.name,
        "language": &*text.language,
        "state": text.state.name(),
        "original": &*text.original,
        "translation": &*text.translation,
        "blocks": text.blocks,
        "changes": changes,
    })
    .to_string()
}
