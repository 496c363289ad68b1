//! Random inputs against what always holds: see [`engine`] for how they are made, each module for its laws.
//!
//! `cargo test` replays the corpus and a few mutations of it. A long run of one target, with checks for overflow:
//!
//! ```text
//! HAESEOL_FUZZ_SECONDS=600 HAESEOL_FUZZ_SEED=7 CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true \
//!     cargo test --release --test fuzz -- --nocapture markdown
//! ```
//!
//! What it finds is kept, made small, as a file of the corpus: give it a name that says what it shows, and the fault a test
//! of its own in `tests/suite`.

#![allow(
    unreachable_pub,
    reason = "the modules of a test binary are public to each other only"
)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::print_stderr, reason = "what was found is for people")]

mod edits;
mod engine;
mod html;
mod markdown;
mod mutate;
mod output;
mod particles;
#[cfg(unix)]
mod publishing;
mod raw_html;
mod requests;
mod settings;
mod site;
mod templates;

use engine::run;

#[test]
fn front_matter() {
    run("front-matter", 40, settings::YAML, settings::front_matter);
}

#[test]
fn site_toml() {
    run("site-toml", 40, settings::TOML, settings::site_toml);
}

#[test]
fn markdown() {
    run("markdown", 40, markdown::TOKENS, markdown::law);
}

#[test]
fn raw_html() {
    run("raw-html", 40, raw_html::TOKENS, raw_html::law);
}

#[test]
fn particles() {
    run("particles", 5, particles::TOKENS, particles::law);
}

#[test]
fn templates() {
    run("templates", 40, templates::TOKENS, templates::law);
}

#[test]
fn edits() {
    run("edits", 3, edits::TOKENS, edits::law);
}

#[test]
fn requests() {
    let mut preview = requests::Preview::start();
    run("requests", 300, requests::TOKENS, |input, seen| {
        preview.law(input, seen)
    });
}

#[cfg(unix)]
#[test]
fn publishing() {
    run("publishing", 2, publishing::TOKENS, publishing::law);
}
