//! The kinds of entries.

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum EntryKind {
    /// The home page.
    Home,
    /// An explainer.
    Explainer,
    /// The list of terms.
    GlossaryIndex,
    /// A term.
    Term,
    /// A plain page.
    Page,
    /// Every explainer by year.
    Archive,
    /// Search.
    Search,
}

/// What is known of a kind of entries.
#[derive(Debug)]
pub(crate) struct Facts {
    /// Its name in templates, and that of its template.
    pub(crate) name: &'static str,
    /// Whether the page is made of lists, so that it exists in a language without a text of its own. Any other page is
    /// its text, which search finds and which is published as Markdown too.
    pub(crate) is_list: bool,
    /// The word of the interface that is the title of a page without a text of its own, if not the site's title.
    pub(crate) title: Option<&'static str>,
    /// Whether it is in the sitemap and search engines may show it.
    pub(crate) is_indexed: bool,
    /// What it is to Open Graph.
    pub(crate) og_type: &'static str,
    /// What it is to schema.org; `None` if it is nothing but a page.
    pub(crate) schema: Option<&'static str>,
}

impl EntryKind {
    /// What is known of it.
    pub(crate) fn facts(self) -> &'static Facts {
        match self {
            Self::Home => &Facts {
                name: "home",
                is_list: true,
                title: None,
                is_indexed: true,
                og_type: "website",
                schema: Some("WebSite"),
            },
            Self::Explainer => &Facts {
                name: "explainer",
                is_list: false,
                title: None,
                is_indexed: true,
                og_type: "article",
                schema: Some("Article"),
            },
            Self::GlossaryIndex => &Facts {
                name: "glossary",
                is_list: true,
                title: Some("glossary"),
                is_indexed: true,
                og_type: "website",
                schema: Some("DefinedTermSet"),
            },
            Self::Term => &Facts {
                name: "term",
                is_list: false,
                title: None,
                is_indexed: true,
                og_type: "website",
                schema: Some("DefinedTerm"),
            },
            Self::Page => &Facts {
                name: "page",
                is_list: false,
                title: None,
                is_indexed: true,
                og_type: "website",
                schema: None,
            },
            Self::Archive => &Facts {
                name: "archive",
                is_list: true,
                title: Some("archive"),
                is_indexed: true,
                og_type: "website",
                schema: None,
            },
            Self::Search => &Facts {
                name: "search",
                is_list: true,
                title: Some("search"),
                is_indexed: false,
                og_type: "website",
                schema: None,
            },
        }
    }
}
