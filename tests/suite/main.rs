//! What the program does, seen from outside: a whole site in one string, and the pages that come out.

#![allow(
    unreachable_pub,
    reason = "the modules of a test binary are public to each other only"
)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod addresses;
mod allow;
mod architecture;
mod bilingual;
mod build;
mod charts;
mod check;
mod cli;
mod code;
mod codes;
mod complete;
mod containers;
mod crawlers;
mod deploy;
mod doctor;
mod errors;
mod explainers;
mod figures;
mod formulas;
mod glossary;
mod harness;
mod head;
mod help;
mod images;
mod in_step;
mod incremental;
mod init;
mod inputs;
mod language;
mod leftovers;
mod links;
mod lists;
mod machine;
mod manual;
mod markdown;
#[cfg(unix)]
mod messages;
mod moved;
mod names;
mod new;
mod numbers;
mod one_file;
mod parallel;
mod parity;
mod photos;
mod promises;
mod properties;
mod publish;
#[cfg(unix)]
mod publish_faults;
#[cfg(unix)]
mod publish_places;
#[cfg(unix)]
mod publish_steps;
#[cfg(unix)]
mod publish_world;
mod raw_html;
mod reading;
#[cfg(unix)]
mod readme;
mod schema;
mod search;
mod seeded;
mod serve;
mod sharing;
mod slips;
mod slips_habits;
mod sources;
mod supply;
mod templates;
mod terminal;
mod theme;
mod timeline;
mod titles;
mod told_again;
mod told_once;
mod translations;
mod video;
mod wording;
