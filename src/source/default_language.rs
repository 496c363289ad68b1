//! The language of a site, for who needs nothing else of it.

use std::io::Read as _;
use std::path::Path;

use super::open::open_regular;
use super::site::SITE_FILE;

/// Settings are shorter.
const LONGEST: u64 = 1 << 16;

/// The `default_language` of the site at `root`, whatever is wrong with its other settings.
pub fn default_language(root: &Path) -> Option<String> {
    let file = open_regular(&root.join(SITE_FILE).canonicalize().ok()?).ok()?;
    let mut text = Vec::new();
    file.take(LONGEST).read_to_end(&mut text).ok()?;
    let text = String::from_utf8_lossy(&text);
    let settings = text
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with('['));
    let mut values = settings.filter_map(|line| line.strip_prefix("default_language"));
    let value = values.next()?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}
