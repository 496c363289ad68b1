//! What the links of a site point to, and whether they may be followed.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::{Listing, Visit, is_hidden, named, put_file};
use crate::base::diag::Message;
use crate::lang::message::message;

impl Listing {
    /// Follows a link, or reports why not.
    pub(super) fn link(
        &mut self,
        folder: &str,
        name: &str,
        path: &Path,
        from: &Visit,
        visits: &mut VecDeque<Visit>,
    ) {
        self.linked = true;
        let mut trail = from.trail.clone();
        trail.extend(path.parent().map(Path::to_owned));
        match self.target(folder, path, &trail) {
            Err(why) => self.skip(name, why, put_file()),
            Ok(target) => {
                self.note(name, &target);
                if target.is_dir() {
                    visits.push_back(Visit {
                        name: name.to_owned(),
                        path: target,
                        trail,
                    });
                } else {
                    self.found.push((name.to_owned(), target));
                }
            }
        }
    }

    /// Whether a path is in one of the site's folders.
    fn is_in(&self, path: &Path, folder: &str) -> bool {
        let mut places = self.places.iter().filter(|(name, _)| *name == folder);
        places.any(|(_, place)| path.starts_with(place))
    }

    /// What a link points to, if it may be followed; else why not.
    fn target(&self, folder: &str, link: &Path, trail: &[PathBuf]) -> Result<PathBuf, Message> {
        let target = resolve(link)?;
        let shown = named(&self.root, &target);
        let inside = |(folder, place): &(&str, PathBuf)| {
            let rest = target.strip_prefix(place).ok()?;
            let hidden = |part: &OsStr| part.to_str().is_some_and(|n| is_hidden(folder, n));
            Some(!rest.iter().any(hidden))
        };
        let mut inside = self.places.iter().filter_map(inside).peekable();
        if inside.peek().is_none() {
            Err(message!(
                "이 링크가 가리키는 {shown}(은/는) 사이트의 content/, static/, templates/ 밖에 있습니다",
                "this is a link to {shown}, which is outside the site's content/, static/ and templates/",
                shown
            ))
        } else if !inside.any(|open| open) {
            Err(message!(
                "이 링크가 가리키는 {shown}(은/는) 게시하지 않는 파일입니다",
                "this is a link to {shown}, which is not published",
                shown
            ))
        } else if folder == "static" && !self.is_in(&target, folder) && holds_text(&target) {
            // A picture may be used twice; what is copied as it is must not be a draft.
            Err(message!(
                "이 링크는 {shown}(을/를) 가리킵니다. static/에서 이어 두면 글과 초안이 그대로 나갑니다",
                "this is a link to {shown}: from static/, texts and drafts would be published as they are",
                shown
            ))
        } else if trail.iter().any(|place| place.starts_with(&target)) {
            Err(message!(
                "이 링크가 가리키는 {shown}에 링크 자신이 들어 있습니다",
                "this is a link to {shown}, which contains the link itself",
                shown
            ))
        } else if !target.is_dir() && !target.is_file() {
            Err(not_a_file(&shown))
        } else {
            Ok(target)
        }
    }
}

/// Why one of the three folders cannot be listed.
pub(super) enum Unusable {
    /// A link, with why it is not followed.
    Link(Message),
    NoFolder,
}

/// Where one of the three folders is, if there is one. `static` and `templates` may be links to another folder of the site.
pub(super) fn place(root: &Path, folder: &str) -> Result<Option<PathBuf>, Unusable> {
    let path = root.join(folder);
    let Ok(metadata) = path.symlink_metadata() else {
        return Ok(None);
    };
    if metadata.is_dir() {
        return Ok(Some(path));
    }
    if !metadata.is_symlink() || folder == "content" {
        return Err(Unusable::NoFolder);
    }
    let target = resolve(&path).map_err(Unusable::Link)?;
    let shown = named(root, &target);
    Err(Unusable::Link(if !is_inside(root, &target) {
        unpublished(root, &target)
    } else if !target.is_dir() {
        message!(
            "이 링크가 가리키는 {shown}(은/는) 폴더가 아닙니다",
            "this is a link to {shown}, which is not a folder",
            shown
        )
    } else {
        return Ok(Some(target));
    }))
}

/// Why nothing may be written into a folder, given from the site's root: it is a link, and not to a folder that the site
/// may publish.
pub(crate) fn link_out(root: &Path, folder: &str) -> Option<Message> {
    let link = root.join(folder);
    if !link.is_symlink() {
        return None;
    }
    let root = root.canonicalize().ok()?;
    match resolve(&link) {
        Err(why) => Some(why),
        Ok(target) if is_inside(&root, &target) => None,
        Ok(target) => Some(unpublished(&root, &target)),
    }
}

/// What a link points to that is not in a folder that may be published.
fn unpublished(root: &Path, target: &Path) -> Message {
    let shown = named(root, target);
    if !target.starts_with(root) {
        return outside(&shown);
    }
    message!(
        "이 링크가 가리키는 {shown}(은/는) 게시할 수 없는 폴더입니다",
        "this is a link to {shown}, which may not be published",
        shown
    )
}

pub(super) fn outside(shown: &Message) -> Message {
    message!(
        "이 링크가 가리키는 {shown}(은/는) 사이트 밖에 있습니다",
        "this is a link to {shown}, which is outside the site",
        shown
    )
}

pub(super) fn not_a_file(shown: &Message) -> Message {
    message!(
        "이 링크가 가리키는 {shown}(은/는) 보통 파일이 아닙니다",
        "this is a link to {shown}, which is not a regular file",
        shown
    )
}

/// The end of a chain of links, or why it cannot be found.
pub(super) fn resolve(link: &Path) -> Result<PathBuf, Message> {
    link.canonicalize().map_err(|error| {
        let written = std::fs::read_link(link).unwrap_or_default();
        let (shown, why) = (written.display(), Message::of_io(&error));
        match error.kind() {
            io::ErrorKind::NotFound => message!(
                "이 링크가 가리키는 `{shown}`에는 아무것도 없습니다",
                "this is a link to `{shown}`, where there is nothing"
            ),
            _ => message!(
                "`{shown}`(을/를) 가리키는 링크를 따라갈 수 없습니다: {why}",
                "this is a link to `{shown}`, which cannot be followed: {why}",
                why
            ),
        }
    })
}

/// Whether a path is below the site's folder and in no hidden folder.
pub(super) fn is_inside(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root).is_ok_and(|rest| {
        let hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".");
        !rest.as_os_str().is_empty() && !rest.iter().any(hidden)
    })
}

/// Whether a path is that of a text, or of a folder with one in it.
fn holds_text(path: &Path) -> bool {
    let mut files = walkdir::WalkDir::new(path).into_iter().flatten();
    files.any(|file| file.path().extension().is_some_and(|e| e == "md"))
}
