//! Which files a site has: its three folders and `site.toml`, and what the links among them point to.
//!
//! 1. [`Listing::new`] finds where the folders are: `static` and `templates` may be links to other folders of the site.
//! 2. [`Listing::look`] lists a folder, or a part of one. A link in it is resolved at once, chains and all, and is followed
//!    if it ends inside the three folders: what else the site's folder holds (`.env`, `.git`, notes) is not published
//!    because a link points to it. Whatever is listed is a path without links, which
//!    [`open_regular`](super::open_regular) then insists on.
//!
//! Links to folders can make few files many, and endlessly many: a link to a folder around it is refused, and what is
//! reached through links to folders is counted.

mod links;

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use self::links::link_out;
use self::links::{Unusable, is_inside, not_a_file, outside, place, resolve};
use super::{FILES, FOLDERS};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;
use crate::source::site::SITE_FILE;

/// What to do about a link.
fn put_file() -> Message {
    message!("파일 자체를 여기에 두세요", "put the file itself here")
}

/// Most files and folders that are reached through links to folders.
const MOST_LINKED: usize = 10_000;

/// What a site's folder holds.
pub(super) struct Listing {
    /// The site's folder, without links.
    root: PathBuf,
    /// Where those of the three folders are that there are.
    places: Vec<(&'static str, PathBuf)>,
    /// Each file by its name, and where it is: a path without links.
    pub(super) found: Vec<(String, PathBuf)>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Whether there is a link, followed or not: what it points to may change without a change of the link.
    pub(super) linked: bool,
    /// Files and folders reached through links to folders.
    reached: usize,
}

/// A folder to list.
struct Visit {
    name: String,
    path: PathBuf,
    /// Where the links are that it was reached through.
    trail: Vec<PathBuf>,
}

impl Listing {
    pub(super) fn new(root: &Path) -> Self {
        // A root that cannot be resolved cannot be read either, which is reported with `site.toml`.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let place = |folder| Some((folder, place(&root, folder).ok()??));
        Self {
            places: FOLDERS.into_iter().filter_map(place).collect(),
            root,
            found: Vec::new(),
            diagnostics: Vec::new(),
            linked: false,
            reached: 0,
        }
    }

    /// Lists `path`, a file or folder given from the site's root, and what is below it.
    pub(super) fn look(&mut self, path: &Path) {
        let mut parts = path.iter();
        let first = parts.next().and_then(OsStr::to_str).unwrap_or_default();
        let inside = parts.as_path();
        let top = inside.as_os_str().is_empty();
        if let Some(file) = FILES.into_iter().find(|f| *f == first && top) {
            return self.file(file);
        }
        let Some(folder) = FOLDERS.into_iter().find(|f| *f == first) else {
            return;
        };
        if top {
            self.report_top(folder);
        }
        let Some(start) = self.place(folder) else {
            return;
        };
        let hidden = |part: &OsStr| part.to_str().is_some_and(|n| is_hidden(folder, n));
        if inside.iter().any(hidden) {
            return;
        }
        let start = start.to_owned();
        let name = shown(path);
        let path = start.join(inside);
        let above = path.ancestors().skip(1).take_while(|a| **a != *start);
        if above.filter(|_| !top).any(|a| a.is_symlink()) {
            // What is behind a link is listed with it.
            self.linked = true;
            return;
        }
        self.walk(folder, name, path);
    }

    fn place(&self, folder: &str) -> Option<&Path> {
        let place = self.places.iter().find(|(name, _)| *name == folder);
        place.map(|(_, path)| path.as_path())
    }

    /// Lists a file in the root.
    fn file(&mut self, file: &'static str) {
        let path = self.root.join(file);
        if !path.is_symlink() {
            // Only that there are no settings has to be said.
            if file == SITE_FILE || path.exists() {
                self.found.push((file.to_owned(), path));
            }
            return;
        }
        self.linked = true;
        let target = resolve(&path).and_then(|target| {
            if !target.is_file() {
                Err(not_a_file(&named(&self.root, &target)))
            } else if !is_inside(&self.root, &target) {
                Err(outside(&named(&self.root, &target)))
            } else {
                Ok(target)
            }
        });
        match target {
            Ok(target) => {
                self.note(file, &target);
                self.found.push((file.to_owned(), target));
            }
            Err(why) => self.refuse(file, why, put_file()),
        }
    }

    /// Reports that one of the three folders is a link, or that it is no folder.
    fn report_top(&mut self, folder: &'static str) {
        let path = self.root.join(folder);
        self.linked |= path.is_symlink();
        match place(&self.root, folder) {
            Ok(Some(target)) if path.is_symlink() => self.note(folder, &target),
            Ok(_) => {}
            // That the site has no content is reported by itself.
            Err(_) if folder == "content" => {}
            Err(Unusable::Link(why)) => {
                let hint = message!(
                    "폴더 자체를 여기에 두거나, 사이트 안의 다른 폴더를 가리키게 하세요",
                    "put the folder itself here, or link to another folder of the site"
                );
                self.refuse(folder, why, hint);
            }
            Err(Unusable::NoFolder) => {
                let message = message!(
                    "`{folder}`(은/는) 폴더가 아닙니다",
                    "`{folder}` is not a folder"
                );
                let d = Diagnostic::error(Place::file(&folder.into()), "not-a-folder", message);
                self.diagnostics
                    .push(d.hint(message!("이름을 바꾸거나 지우세요", "rename or delete it")));
            }
        }
    }

    /// Lists what is at and below `path`, and then what the links there point to.
    fn walk(&mut self, folder: &'static str, name: String, path: PathBuf) {
        let trail = Vec::new();
        let mut visits = VecDeque::from([Visit { name, path, trail }]);
        while let Some(visit) = visits.pop_front() {
            self.visit(folder, &visit, &mut visits);
        }
    }

    fn visit(&mut self, folder: &'static str, visit: &Visit, visits: &mut VecDeque<Visit>) {
        let hidden = |name: &OsStr| name.to_str().is_some_and(|n| is_hidden(folder, n));
        let entries = walkdir::WalkDir::new(&visit.path)
            .follow_root_links(false)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
        let below = |path: &Path| match path.strip_prefix(&visit.path) {
            Ok(rest) if rest.as_os_str().is_empty() => visit.name.clone(),
            Ok(rest) => format!("{}/{}", visit.name, shown(rest)),
            Err(_) => visit.name.clone(),
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                // A path to look again at may be gone.
                Err(error) if is_gone(&error) => continue,
                Err(error) => {
                    let name = error.path().map_or_else(|| visit.name.clone(), below);
                    self.unreadable(name, &error);
                    continue;
                }
            };
            if !visit.trail.is_empty() {
                self.reached += 1;
                if self.reached > MOST_LINKED {
                    self.too_many(&visit.name);
                    return visits.clear();
                }
            }
            let kind = entry.file_type();
            let name = below(entry.path());
            if kind.is_dir() {
                continue;
            }
            let rest = entry.path().strip_prefix(&visit.path);
            if rest.is_ok_and(|rest| rest.to_str().is_none()) {
                let what = message!(
                    "파일 이름을 UTF-8로 읽을 수 없습니다",
                    "the name of this file is not UTF-8"
                );
                self.skip(&name, what, message!("이름을 바꾸세요", "rename it"));
            } else if kind.is_symlink() {
                self.link(folder, &name, entry.path(), visit, visits);
            } else if !kind.is_file() {
                let what = message!("보통 파일이 아닙니다", "this is not a regular file");
                self.skip(&name, what, put_file());
            } else {
                self.found.push((name, entry.into_path()));
            }
        }
    }

    fn note(&mut self, name: &str, target: &Path) {
        let shown = named(&self.root, target);
        let message = message!(
            "{shown}(을/를) 가리키는 링크이며, 그 내용을 씁니다",
            "this is a link to {shown}, which is used in its place",
            shown
        );
        let place = Place::file(&name.into());
        self.diagnostics
            .push(Diagnostic::note(place, "followed-link", message));
    }

    fn skip(&mut self, name: &str, what: Message, hint: Message) {
        let place = Place::file(&name.into());
        let message = message!("{what}. 그래서 뺐습니다", "{what}; it is left out", what);
        let d = Diagnostic::warning(place, "skipped", message);
        self.diagnostics.push(d.hint(hint));
    }

    fn refuse(&mut self, name: &str, why: Message, hint: Message) {
        let d = Diagnostic::error(Place::file(&name.into()), "refused-link", why);
        self.diagnostics.push(d.hint(hint));
    }

    fn too_many(&mut self, name: &str) {
        let message = message!(
            "링크를 거쳐 읽는 파일과 폴더가 {MOST_LINKED}개를 넘습니다",
            "more than {MOST_LINKED} files and folders are reached through links"
        );
        let d = Diagnostic::error(Place::file(&name.into()), "refused-link", message);
        self.diagnostics.push(d.hint(message!(
            "파일 자체를 여기에 두거나, 더 작은 폴더를 가리키게 하세요",
            "put the files themselves here, or link to smaller folders"
        )));
    }

    fn unreadable(&mut self, name: String, error: &walkdir::Error) {
        let why = error
            .io_error()
            .map_or_else(|| Message::verbatim(error.to_string()), Message::of_io);
        let message = message!(
            "폴더를 읽을 수 없습니다: {why}",
            "this folder cannot be read: {why}",
            why
        );
        let d = Diagnostic::error(Place::file(&name.into()), "unreadable", message);
        self.diagnostics.push(d.hint(message!(
            "읽을 권한이 있는지 확인하세요",
            "check its permissions"
        )));
    }
}

/// Whether there is nothing at a path, or no longer a folder above it.
fn is_gone(error: &walkdir::Error) -> bool {
    use io::ErrorKind::{NotADirectory, NotFound};
    let kind = error.io_error().map(io::Error::kind);
    matches!(kind, Some(NotFound | NotADirectory))
}

/// A path from the site's root as files are named, with `/`.
pub(super) fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

/// A path as messages name it: from the site's root where it is inside.
fn named(root: &Path, path: &Path) -> Message {
    match path.strip_prefix(root) {
        Ok(rest) if rest.as_os_str().is_empty() => {
            message!("사이트 폴더 자신", "the site's own folder")
        }
        Ok(rest) => Message::verbatim(format!("`{}`", shown(rest))),
        Err(_) => Message::verbatim(format!("`{}`", path.display())),
    }
}

/// Whether a file is left out by its name or that of a folder of it. `path` is from the site's root.
pub(crate) fn is_left_out(path: &str) -> bool {
    let (folder, inside) = path.split_once('/').unwrap_or((path, ""));
    inside.split('/').any(|name| is_hidden(folder, name))
}

/// What editors and systems leave: backups, lists of pictures, the files of Office while they are open, vim's probe.
fn is_leftover(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".bak")
        || lower.ends_with(".orig")
        || name.ends_with('~')
        || name.starts_with("~$")
        || matches!(
            lower.as_str(),
            ".ds_store" | "thumbs.db" | "desktop.ini" | "4913"
        )
}

/// Whether a file or folder is left out by its name.
fn is_hidden(folder: &str, name: &str) -> bool {
    if is_leftover(name) {
        return true;
    }
    match folder {
        // `.well-known` and the like are published; what version control and file managers leave is not.
        "static" => matches!(name, ".git" | ".gitkeep" | ".gitignore"),
        _ => name.starts_with('.') || (name.starts_with('#') && name.ends_with('#')),
    }
}
