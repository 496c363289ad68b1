//! What the preview says in the browser.

use serde::{Serialize, Serializer};

use crate::base::diag::{Locale, Message};
use crate::lang::message::message;

/// The words of `preview.js`, by their names there. `{n}` is where a number goes, `{address}` a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    locale: Locale,
    texts: Vec<(&'static str, Message)>,
}

impl Words {
    pub(super) fn new(locale: Locale) -> Self {
        let (n, address) = ("{n}", "{address}");
        let texts = vec![
            ("hide", message!("닫기 (Esc)", "Hide (Esc)")),
            (
                "error",
                message!("오류가 있습니다", "The site has an error"),
            ),
            (
                "errors",
                message!("오류가 {n}개 있습니다", "The site has {n} errors"),
            ),
            (
                "stale",
                message!(
                    "지금 보이는 것은 오류가 생기기 전의 페이지입니다.",
                    "This is the page as it was before that."
                ),
            ),
            ("fixed", message!("고쳤습니다", "Fixed")),
            ("warning", message!("경고 1개", "1 warning")),
            ("warnings", message!("경고 {n}개", "{n} warnings")),
            ("warned", message!("살펴볼 곳", "Worth a look")),
            ("open", message!("편집기에서 열기", "Open in the editor")),
            (
                "behind",
                message!("원문에 뒤처진 곳 {n}군데", "Behind its original in {n}"),
            ),
            ("before", message!("이전", "Before")),
            ("original", message!("원문", "Original")),
            ("translation", message!("번역", "Translation")),
            (
                "gone",
                message!(
                    "이 페이지가 사이트에서 없어졌습니다",
                    "This page is no longer in the site"
                ),
            ),
            (
                "why",
                message!(
                    "파일을 지웠거나, 이름을 바꿨거나, 초안으로 돌렸습니다.",
                    "It was deleted, renamed or made a draft."
                ),
            ),
            (
                "moved",
                message!(
                    "지금은 여기에 있습니다: {address}",
                    "It is now at {address}"
                ),
            ),
            ("draft", message!("초안입니다", "This is a draft")),
            (
                "undraft",
                message!(
                    "초안은 공개되지 않습니다. 여기서 보려면 `haeseol serve --drafts`로 다시 시작하고, 공개하려면 `draft: true` 줄을 지우세요.",
                    "Drafts are not published. To see it here, start `haeseol serve --drafts`; to publish it, delete the line `draft: true`."
                ),
            ),
            (
                "ended",
                message!(
                    "미리보기가 끝났습니다. 다시 켜지기를 기다립니다",
                    "The preview has ended; waiting for it to come back"
                ),
            ),
        ];
        Self { locale, texts }
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lang = std::iter::once(("lang", self.locale.tag()));
        let texts = self.texts.iter();
        let texts = texts.map(|(name, text)| (*name, text.text(self.locale)));
        serializer.collect_map(lang.chain(texts))
    }
}

/// The title of the page that is shown where there is no good site yet.
pub(super) fn has_errors() -> Message {
    message!("사이트에 오류가 있습니다", "The site has errors")
}

/// What is said of a fault of our own.
pub(super) fn failed() -> Message {
    message!(
        "haeseol 자체에서 문제가 생겼습니다. 자세한 내용은 터미널에 있습니다",
        "haeseol itself has failed here; the terminal says more"
    )
}

/// What is said of a page that cannot be made by a fault of our own.
pub(super) fn not_made() -> Message {
    message!(
        "haeseol이 이 페이지를 만들지 못했습니다",
        "haeseol has failed to make this page"
    )
}

/// Why a request has no other answer than its status.
pub(super) fn status(status: hyper::StatusCode) -> Message {
    use hyper::StatusCode as S;
    match status {
        S::NOT_FOUND => message!("그런 파일이 없습니다", "there is no such file"),
        S::FORBIDDEN => message!(
            "이 미리보기를 켠 컴퓨터의 브라우저에만 답합니다",
            "only browsers of the machine that runs this preview are answered"
        ),
        S::BAD_REQUEST => message!("읽을 수 없는 요청입니다", "the request cannot be read"),
        S::METHOD_NOT_ALLOWED => {
            message!("미리보기는 보여 주기만 합니다", "the preview only shows")
        }
        _ => Message::verbatim(""),
    }
}
