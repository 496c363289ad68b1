//! Where a repository is on GitHub, and where GitHub publishes its pages.

use crate::base::permalink::BaseUrl;

/// A repository on GitHub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitHub {
    owner: String,
    name: String,
}

impl GitHub {
    /// The repository that a remote's address names: `https://github.com/name/site.git`, `git@github.com:name/site`.
    pub fn of(url: &str) -> Option<Self> {
        let (host, path) = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/')?,
            None => url.split_once(':')?,
        };
        let host = host.rsplit('@').next()?.split(':').next()?;
        let host = host.to_ascii_lowercase();
        if !matches!(&*host, "github.com" | "www.github.com" | "ssh.github.com") {
            return None;
        }
        let path = path.trim_matches('/');
        let (owner, name) = path.strip_suffix(".git").unwrap_or(path).split_once('/')?;
        let fits = |s: &str| !s.is_empty() && !s.contains(['/', '?', '#']) && s != "..";
        (fits(owner) && fits(name)).then(|| Self {
            owner: owner.to_owned(),
            name: name.to_owned(),
        })
    }

    /// Where its pages are, where it has no domain of its own.
    pub fn address(&self) -> Option<BaseUrl> {
        let host = format!("{}.github.io", self.owner.to_ascii_lowercase());
        let whole = self.name.eq_ignore_ascii_case(&host);
        let path = if whole { "" } else { &*self.name };
        BaseUrl::parse(&format!("https://{host}/{path}")).ok()
    }

    /// The page of its settings that says what is published.
    pub fn settings(&self) -> String {
        format!(
            "https://github.com/{}/{}/settings/pages",
            self.owner, self.name
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_remotes_give_addresses_of_pages() {
        for (url, wanted) in [
            (
                "https://github.com/Kim/site.git",
                "https://kim.github.io/site/",
            ),
            (
                "https://token:x@github.com/kim/site/",
                "https://kim.github.io/site/",
            ),
            (
                "git@github.com:kim/my.site.git",
                "https://kim.github.io/my.site/",
            ),
            (
                "ssh://git@ssh.github.com:443/kim/Site.git",
                "https://kim.github.io/Site/",
            ),
            (
                "git@github.com:Kim/kim.github.io.git",
                "https://kim.github.io/",
            ),
            (
                "https://github.com/kim/Kim.GitHub.io",
                "https://kim.github.io/",
            ),
        ] {
            let found = GitHub::of(url).and_then(|g| g.address());
            assert_eq!(found.as_ref().map(BaseUrl::as_str), Some(wanted), "{url}");
        }
        for url in [
            "https://gitlab.com/kim/site.git",
            "/srv/github.com/kim/site.git",
            "https://github.com/kim",
            "https://github.com.evil.example/kim/site",
            "C:\\sites\\site.git",
            "",
        ] {
            assert_eq!(GitHub::of(url), None, "{url}");
        }
    }
}
