//! `haeseol` without a command: what one would do next in this folder.

use std::path::Path;
use std::sync::Arc;

use haeseol::base::diag::Message;
use haeseol::deploy::Repository;
use haeseol::message;
use haeseol::source::Sources;
use haeseol::source::site::{SITE_FILE, Site};

use super::deploy::address;

/// What to do next at the site in `root`, or where there is none yet.
pub(super) fn next(root: &Path) -> Message {
    if !root.join(SITE_FILE).is_file() {
        return message!(
            "이 폴더에는 아직 사이트가 없습니다. 이렇게 시작하세요:\n  haeseol init my-site   작은 사이트를 새로 만듭니다",
            "There is no site in this folder yet. To begin:\n  haeseol init my-site   makes a small new one"
        );
    }
    // What `deploy` would refuse before it looks at a text.
    let refused = Repository::open(root, "origin", false).and_then(|repository| {
        let sources = Sources::read(root);
        let settings = sources.text(SITE_FILE).map_or("", |text| text);
        let written = Site::parse(settings, &Arc::from(SITE_FILE), &mut Vec::new());
        address(None, written.as_ref(), &repository)
    });
    let publish = match refused {
        Ok(_) => message!(
            "haeseol deploy         사이트를 공개합니다",
            "haeseol deploy         publishes the site"
        ),
        Err(refusal) => {
            let hint = refusal.hint;
            message!(
                "공개하려면 먼저: {hint}",
                "to publish it, first: {hint}",
                hint
            )
        }
    };
    message!(
        "이 폴더의 사이트로 다음에 할 일:\n  haeseol serve --open   브라우저에서 미리 봅니다\n  haeseol check          고칠 곳을 알려 줍니다\n  {publish}",
        "What to do next with the site in this folder:\n  haeseol serve --open   shows it in the browser\n  haeseol check          says what to correct\n  {publish}",
        publish
    )
}
