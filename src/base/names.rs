//! What files and pages are called in the output: the addresses that tools and readers rely on.

/// A page, in its folder.
pub const PAGE: &str = "index.html";
/// A page's text as Markdown, in the same folder.
pub const MARKDOWN: &str = "index.md";
/// The page of the list of terms, in a language's folder.
pub const GLOSSARY_PAGE: &str = "glossary";
/// The page of all explainers by year.
pub const ARCHIVE_PAGE: &str = "archive";
/// The page of search.
pub const SEARCH_PAGE: &str = "search";
/// The page with two languages side by side, in an explainer's folder.
pub const PARALLEL: &str = "parallel/";
/// A language's feed, in its folder.
pub const FEED: &str = "feed.xml";
/// A language's web app manifest, in its folder.
pub const MANIFEST: &str = "manifest.webmanifest";
/// The page for what is not there.
pub const NOT_FOUND: &str = "404.html";
/// The list of texts for machine readers.
pub const LLMS: &str = "llms.txt";
/// What crawlers may read.
pub const ROBOTS: &str = "robots.txt";
/// The list of addresses for crawlers.
pub const SITEMAP: &str = "sitemap.xml";
/// Makes GitHub Pages publish files as they are.
pub const NO_JEKYLL: &str = ".nojekyll";
/// The domain, for GitHub Pages.
pub const CNAME: &str = "CNAME";
/// The theme's files, with hashes in their names.
pub const ASSETS: &str = "assets/";
/// The search index, with stable names.
pub const SEARCH: &str = "assets/search/";
/// The pictures for shared addresses, with hashes for names.
pub const CARDS: &str = "assets/cards/";
/// The list of the files that a build wrote: it distinguishes our own files from foreign ones.
pub const MARKER: &str = ".haeseol";
