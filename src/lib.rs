//! haeseol (해설) makes a website of explainers in Korean and English out of a folder of Markdown.
//!
//! There is one pipeline. `build` and `check` hand every file it makes to a [`Sink`](output::Sink) ([`build`](build()));
//! `serve` keeps the [`BuiltSite`](output::BuiltSite) and makes files when browsers ask for them
//! ([`Preview`](engine::preview::Preview)), starting each build with the [`Cache`](engine::cache::Cache) of the one before.
//! The stages, each with a type of its own and each a function of the ones before:
//!
//! 1. [`Sources`](source::Sources): a snapshot of the site's folder; nothing else reads the disk.
//! 2. [`Site`](source::site::Site): `site.toml`.
//! 3. [`ContentPath`](document::path::ContentPath): what each content file is, by its path.
//! 4. [`Document`](document::Document): one file parsed, in parallel; its [`Outline`](document::Outline) is what other pages
//!    may know of it.
//! 5. `model`: which documents are one page in several languages, all orders, all ids, what each link points to, where terms
//!    are mentioned; closed, and read by queries.
//! 6. `page`: what a page's template sees, and its HTML, one page at a time, in parallel.
//! 7. [`output`]: every path with how its file is made.
//!
//! What is wrong is gathered as [`Diagnostic`](base::diag::Diagnostic)s on the way; with an error among them nothing is
//! published.
//!
//! The modules are layers, each of which imports only those below it: `doctor`, `deploy`, `serve`, `translation`, `engine`, `check`, `output`, `page`, `model`,
//! `document`, `source`, `lang`, `base`. A test holds them to it.

pub mod base;
mod check;
pub mod deploy;
pub mod doctor;
pub mod document;
pub mod engine;
pub mod lang;
pub mod model;
pub mod output;
mod page;
pub mod scaffold;
pub mod serve;
pub mod source;
pub mod translation;

pub use self::engine::{Options, Stage, build, check, check_into};
pub use self::source::theme_text;
