//! The words of the command line in two languages.
//!
//! clap has one text in each place. Ours are both languages in one string, written by [`says!`], which does not compile
//! without both; [`speak`] leaves one of them, and puts in what clap says in English only: headings, defaults, values.

use clap::builder::styling::{AnsiColor, Effects, Style, Styles};
use clap::builder::{PossibleValue, PossibleValuesParser, StyledStr};
use clap::{Arg, Command};
use haeseol::base::diag::Locale;

/// Between the two languages of a text.
const BETWEEN: char = '\u{2063}';

/// A text of the command line: Korean, then English.
macro_rules! says {
    ($korean:literal, $english:literal $(,)?) => {
        $crate::cmd::words::both($korean, $english)
    };
}
pub(super) use says;

/// Both texts in one, for [`speak`].
pub(super) fn both(korean: &str, english: &str) -> String {
    format!("{korean}{BETWEEN}{english}")
}

/// The text in one language. What is not in two is the same in both: a name.
fn chosen(text: &str, locale: Locale) -> String {
    let (korean, english) = text.split_once(BETWEEN).unwrap_or((text, text));
    locale.pick(korean, english).to_owned()
}

const HEADING: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);

/// The colours of help.
pub(super) const STYLES: Styles = Styles::styled()
    .header(HEADING)
    .usage(HEADING)
    .literal(Style::new().effects(Effects::BOLD));

/// The command line in one language, ready to read arguments.
pub(super) fn speak(command: Command, locale: Locale) -> Command {
    let mut command = texts(command, locale);
    // What all commands have is in each of them from here on.
    command.build();
    usage(command, locale)
}

/// The command line in one language, to make something of its texts: the values of arguments have their own too, and
/// no arguments can be read with it any more.
pub(super) fn shown(command: Command, locale: Locale) -> Command {
    let command = command.mut_args(|arg| {
        let values = arg.get_possible_values();
        if values.is_empty() || !arg.get_action().takes_values() {
            return arg;
        }
        let values = values.into_iter().map(|value| {
            let help = value.get_help().map(|help| one(help, locale));
            PossibleValue::new(value.get_name().to_owned()).help(help.unwrap_or_default())
        });
        arg.value_parser(PossibleValuesParser::new(values))
    });
    command.mut_subcommands(|command| shown(command, locale))
}

fn one(text: &StyledStr, locale: Locale) -> String {
    chosen(&text.to_string(), locale)
}

fn texts(mut command: Command, locale: Locale) -> Command {
    let say = |text: Option<&StyledStr>| text.map(|text| one(text, locale));
    if let Some(about) = say(command.get_about()) {
        command = command.about(about);
    }
    if let Some(after) = say(command.get_after_help()) {
        command = command.after_help(after);
    }
    let heading = locale.pick("사용법", "Usage");
    let template = format!(
        "{{about-with-newline}}\n{HEADING}{heading}:{HEADING:#} {{usage}}\n\n{{all-args}}{{after-help}}"
    );
    command
        .help_template(template)
        .subcommand_help_heading(locale.pick("명령", "Commands"))
        .subcommand_value_name(locale.pick("명령", "COMMAND"))
        .mut_args(|arg| argument(arg, locale))
        .mut_subcommands(|command| texts(command, locale))
}

fn argument(mut arg: Arg, locale: Locale) -> Arg {
    let mut help = arg.get_help().map(|help| one(help, locale));
    let text = help.get_or_insert_default();
    let takes_values = arg.get_action().takes_values();
    if takes_values {
        let defaults = arg.get_default_values();
        let defaults: Vec<_> = defaults.iter().map(|d| d.to_string_lossy()).collect();
        if !defaults.is_empty() {
            let name = locale.pick("기본값", "default");
            *text += &format!(" [{name}: {}]", defaults.join(" "));
        }
        let values = arg.get_possible_values();
        let longest = values.iter().map(|v| v.get_name().len()).max();
        for value in &values {
            let (name, width) = (value.get_name(), longest.unwrap_or_default());
            let help = value.get_help().map(|help| one(help, locale));
            *text += &format!("\n- {name:width$}  {}", help.unwrap_or_default());
        }
    }
    let names = arg.get_value_names().unwrap_or_default();
    let names: Vec<String> = names.iter().map(|name| chosen(name, locale)).collect();
    if takes_values && !names.is_empty() {
        arg = arg.value_names(names);
    }
    let heading = match arg.is_positional() {
        true => locale.pick("인자", "Arguments"),
        false => locale.pick("옵션", "Options"),
    };
    arg.help(help.unwrap_or_default())
        .help_heading(heading)
        .hide_default_value(takes_values)
        .hide_possible_values(takes_values)
}

/// Gives every command a line of usage in which nothing is left in the other language.
fn usage(mut command: Command, locale: Locale) -> Command {
    let line = command.render_usage().ansi().to_string();
    // What comes before is clap's own word for it.
    let line = line
        .split_once("haeseol")
        .map_or(line.as_str(), |(_, rest)| rest);
    let line = line.replace("[OPTIONS]", locale.pick("[옵션]", "[OPTIONS]"));
    let start = STYLES.get_literal();
    command
        .override_usage(StyledStr::from(format!("{start}haeseol{line}")))
        .mut_subcommands(|command| usage(command, locale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    /// Every text of a command and of those below it, each with where it is.
    fn all(command: &Command, above: &str, found: &mut Vec<(String, String)>) {
        let name = format!("{above} {}", command.get_name());
        let mut add = |what: &str, text: Option<&StyledStr>| {
            let text = text.map(StyledStr::to_string);
            found.push((format!("{name}: {what}"), text.unwrap_or_default()));
        };
        add("about", command.get_about());
        add("after", command.get_after_help());
        for arg in command.get_arguments() {
            add(arg.get_id().as_str(), arg.get_help());
            if arg.get_action().takes_values() {
                for name in arg.get_value_names().unwrap_or_default() {
                    add(
                        arg.get_id().as_str(),
                        Some(&StyledStr::from(name.to_string())),
                    );
                }
                for value in arg.get_possible_values() {
                    add(value.get_name(), value.get_help());
                }
            }
            assert!(arg.get_long_help().is_none());
        }
        assert!(command.get_long_about().is_none() && command.get_before_help().is_none());
        for command in command.get_subcommands() {
            all(command, &name, found);
        }
    }

    #[test]
    fn every_text_is_in_both_languages() {
        let mut found = Vec::new();
        all(&crate::cmd::Cli::command(), "", &mut found);
        assert!(found.len() > 60, "{found:#?}");
        for (place, text) in found {
            // The shells' names come with clap, and explain themselves.
            if place.contains("completions") && text.is_empty() {
                continue;
            }
            let hangul = |text: &str| text.contains(|c| ('가'..='힣').contains(&c));
            let good = text.split_once(BETWEEN).is_some_and(|(korean, english)| {
                // What is in quotes is typed as it is.
                let mut words = english.split('\'').step_by(2);
                hangul(korean) && !english.is_empty() && !words.any(hangul)
            });
            assert!(good, "{place}: {text:?}");
        }
    }
}
