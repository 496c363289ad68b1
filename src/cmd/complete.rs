//! `haeseol complete`: what may come at the place where a command line is being typed. Shells ask ([`completions`](super::completions)),
//! so that they know what this program knows: commands and options, values, and what the site holds.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::{Arg, Args, Command, CommandFactory as _};
use haeseol::base::explain::codes;
use haeseol::source::{Sources, default_language};

use super::voice::Voice;
use super::words::{says, shown, speak};
use super::{Cli, find_root};

#[derive(Debug, Args)]
#[command(
    about = says!("셸이 자동 완성에 쓸 말을 출력합니다", "Print what shells complete a command line with"),
    after_help = says!("예: haeseol complete -- haeseol new se", "Example: haeseol complete -- haeseol new se")
)]
pub(super) struct Complete {
    #[arg(long, help = says!("새 낱말을 시작하는 자리입니다", "A new word begins at the end"))]
    blank: bool,
    #[arg(last = true, value_name = says!("낱말", "WORD"), help = says!("지금까지 입력한 명령", "The command line so far"))]
    words: Vec<String>,
}

/// A word that may be typed, and what it is.
type Candidate = (String, String);

impl Complete {
    pub(super) fn run(mut self, voice: Voice) -> ExitCode {
        if self.blank {
            self.words.push(String::new());
        }
        // Bash takes `--lang=ko` apart.
        let words: Vec<String> = self
            .words
            .into_iter()
            .skip(1)
            .filter(|word| word != "=")
            .collect();
        let command = shown(speak(Cli::command(), voice.locale), voice.locale);
        let mut out = std::io::stdout().lock();
        for (word, help) in candidates(&command, &words) {
            // A closed pipe is no reason to fail.
            let _ = writeln!(out, "{word}\t{help}");
        }
        ExitCode::SUCCESS
    }
}

/// The place that is being typed: its command, by name from the top, and what is there already.
#[derive(Default)]
struct Typed<'w> {
    names: Vec<&'w str>,
    /// Arguments of the command that are no options.
    values: Vec<&'w str>,
    root: Option<&'w str>,
}

/// What may be the last word of a command line, the program's name left out.
fn candidates(top: &Command, words: &[String]) -> Vec<Candidate> {
    let Some((current, before)) = words.split_last() else {
        return Vec::new();
    };
    let (mut command, mut typed) = (top, Typed::default());
    let mut waiting: Option<&Arg> = None;
    for word in before {
        if let Some(option) = waiting.take() {
            if option.get_id() == "root" {
                typed.root = Some(word);
            }
        } else if word.starts_with('-') && word.len() > 1 {
            let (name, value) = word
                .split_once('=')
                .map_or((&**word, None), |(n, v)| (n, Some(v)));
            let option = option_called(command, name);
            let takes_value = option.filter(|option| option.get_action().takes_values());
            match (takes_value, value) {
                (Some(option), Some(value)) if option.get_id() == "root" => {
                    typed.root = Some(value);
                }
                (takes_value, None) => waiting = takes_value,
                _ => {}
            }
        } else if let Some(below) = command.find_subcommand(word) {
            command = below;
            typed.names.push(below.get_name());
        } else {
            typed.values.push(word);
        }
    }
    let all = if let Some(option) = waiting {
        values(option, &typed)
    } else if let Some((name, _)) = current
        .split_once('=')
        .filter(|(name, _)| name.starts_with("--"))
    {
        let values =
            option_called(command, name).map_or_else(Vec::new, |option| values(option, &typed));
        values
            .into_iter()
            .map(|(value, help)| (format!("{name}={value}"), help))
            .collect()
    } else if current.starts_with('-') {
        let options = command.get_arguments().filter(|arg| !arg.is_hide_set());
        let named = options
            .filter_map(|arg| Some((format!("--{}", arg.get_long()?), line(arg.get_help()))));
        named.collect()
    } else {
        let visible = command.get_subcommands().filter(|c| !c.is_hide_set());
        let mut all: Vec<Candidate> = visible
            .map(|c| (c.get_name().to_owned(), line(c.get_about())))
            .collect();
        let mut places = command.get_positionals();
        let place = match typed.values.len() {
            0 => places.next(),
            n => places.nth(n).or_else(|| {
                command
                    .get_positionals()
                    .last()
                    .filter(|last| takes_more(last))
            }),
        };
        if let Some(place) = place.filter(|_| all.is_empty()) {
            all = values(place, &typed);
        }
        all
    };
    // A name with a line break would be read as two.
    all.into_iter()
        .filter(|(word, _)| word.starts_with(current.as_str()) && !word.contains(char::is_control))
        .collect()
}

fn takes_more(arg: &Arg) -> bool {
    arg.get_num_args().is_some_and(|n| n.max_values() > 1)
        || matches!(arg.get_action(), clap::ArgAction::Append)
}

fn option_called<'c>(command: &'c Command, name: &str) -> Option<&'c Arg> {
    command.get_opts().find(|arg| {
        let long = arg
            .get_long()
            .is_some_and(|long| name.strip_prefix("--") == Some(long));
        long || arg
            .get_short()
            .is_some_and(|short| name == format!("-{short}"))
    })
}

/// The first line of a help text.
fn line(text: Option<&StyledStr>) -> String {
    let text = text.map(StyledStr::to_string).unwrap_or_default();
    text.lines().next().unwrap_or_default().to_owned()
}

/// What an argument may be.
fn values(arg: &Arg, typed: &Typed<'_>) -> Vec<Candidate> {
    let fixed = arg.get_possible_values();
    if !fixed.is_empty() {
        return fixed
            .iter()
            .map(|value| (value.get_name().to_owned(), line(value.get_help())))
            .collect();
    }
    let plain = |names: Vec<String>| {
        names
            .into_iter()
            .map(|name| (name, String::new()))
            .collect()
    };
    let site = || Contents::read(typed.root.map_or_else(find_root, PathBuf::from).as_path());
    plain(match (&*typed.names, arg.get_id().as_str()) {
        _ if !arg.is_positional() && arg.get_id() != "after" => Vec::new(),
        (["accept"], "paths") => site().translations(),
        (["handoff"], "path") => site().texts(),
        (["new", "translation"], _) => site().without_twins(),
        (["new", "section"], "after") => {
            match typed.values.first().and_then(|slug| slug.rsplit_once('/')) {
                Some((explainer, _)) => site().sections(explainer),
                None => Vec::new(),
            }
        }
        (["new", "section"], "path") => site()
            .explainers()
            .into_iter()
            .map(|slug| format!("{slug}/"))
            .collect(),
        (["theme", "eject"], _) => haeseol::scaffold::theme::names(),
        (["explain"], _) => codes().map(str::to_owned).collect(),
        (["help" | "man"], _) => {
            let command = Cli::command();
            let visible = command.get_subcommands().filter(|c| !c.is_hide_set());
            visible.map(|c| c.get_name().to_owned()).collect()
        }
        _ => Vec::new(),
    })
}

/// What a site holds, by the names of its files.
struct Contents {
    /// Each text without language and ending, and its language.
    files: Vec<(String, String)>,
    default_language: String,
}

impl Contents {
    fn read(root: &Path) -> Self {
        let sources = Sources::read(root);
        let names = sources.texts("content/").filter_map(|(name, ..)| {
            let (stem, language) = name.strip_suffix(".md")?.rsplit_once('.')?;
            Some((stem.to_owned(), language.to_owned()))
        });
        Self {
            files: names.collect(),
            default_language: default_language(root).unwrap_or_default(),
        }
    }

    /// Files that fit, and folders of explainers.
    fn paths(&self, fits: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let files = self
            .files
            .iter()
            .filter(|(stem, language)| fits(stem, language));
        let files = files.map(|(stem, language)| format!("{stem}.{language}.md"));
        files.collect()
    }

    fn folders(&self) -> impl Iterator<Item = String> {
        self.explainers()
            .into_iter()
            .map(|slug| format!("content/{slug}"))
    }

    fn translations(&self) -> Vec<String> {
        let files = self.paths(|_, language| language != self.default_language);
        self.folders().chain(files).collect()
    }

    fn texts(&self) -> Vec<String> {
        self.folders().chain(self.paths(|_, _| true)).collect()
    }

    fn without_twins(&self) -> Vec<String> {
        let languages: BTreeSet<&String> =
            self.files.iter().map(|(_, language)| language).collect();
        let has = |stem: &str| self.files.iter().filter(|(other, _)| other == stem).count();
        self.paths(|stem, _| has(stem) < languages.len())
    }

    fn explainers(&self) -> Vec<String> {
        let folders = self.files.iter().filter_map(|(stem, _)| {
            let slug = stem.strip_prefix("content/")?.strip_suffix("/index")?;
            (slug != "glossary").then(|| slug.to_owned())
        });
        folders.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn sections(&self, explainer: &str) -> Vec<String> {
        let ids = self.files.iter().filter_map(|(stem, _)| {
            let name = stem
                .strip_prefix("content/")?
                .strip_prefix(explainer)?
                .strip_prefix('/')?;
            let (number, id) = name.split_once('-')?;
            let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
            (is_number && !id.contains('/')).then(|| id.to_owned())
        });
        ids.collect::<BTreeSet<_>>().into_iter().collect()
    }
}
