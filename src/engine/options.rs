//! What a build is asked to do, and what it reports on the way.

use crate::base::permalink::BaseUrl;
use crate::output::BuiltSite;

/// What the command line may change about a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publishes under this address instead of the one in `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// Publishes drafts too.
    pub drafts: bool,
    /// Publishes nothing where there are warnings.
    pub strict: bool,
    /// Leaves out what is only worth knowing, and the work of gathering it.
    pub without_notes: bool,
    /// The day where the author is, for dates that are to come; without it, none is.
    pub today: Option<jiff::civil::Date>,
}

/// A stage that is done, to show the progress of a build.
pub enum Stage<'s> {
    /// Documents were parsed.
    Parsed {
        /// How many.
        documents: usize,
    },
    /// The site was built and has no errors; its files are not made yet.
    Linked(&'s BuiltSite),
    /// Everything was handed to the sink.
    Rendered(&'s BuiltSite),
}
