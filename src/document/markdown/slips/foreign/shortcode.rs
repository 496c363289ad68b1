//! Tags of templates and shortcodes: `{{< figure >}}`, `{% raw %}`.

use rustc_hash::FxHashSet;

use super::super::Slips;
use super::Found;
use crate::lang::message::message;

pub(super) fn find(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")] {
        let mut opened = FxHashSet::default();
        for at in slips.find(open) {
            if open == "{%" && slips.source[..at].ends_with('{') {
                continue;
            }
            let line = slips.line(at);
            let Some(len) = slips.source[at..line.end].find(close) else {
                continue;
            };
            let mut words = slips.source[at + open.len()..at + len].split_whitespace();
            let (name, language) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            let inner = slips.source[at + open.len()..at + len].trim_start();
            let name = name.trim_matches(['/', '-']);
            let ended = match inner.starts_with('/') {
                true => Some(name),
                false => name.strip_prefix("end"),
            };
            // What ends what has been told.
            if ended.is_some_and(|of| opened.contains(of)) {
                continue;
            }
            opened.insert(name);
            if matches!(name, "highlight" | "code") {
                let language = language.trim_matches(['"', '=']);
                found.push((
                    at..at + len + close.len(),
                    message!(
                        "`{open} {name} … {close}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
                        "`{open} {name} … {close}` belongs to another tool and is shown as it is"
                    ),
                    message!(
                        "코드의 위아래를 ```{language} 줄과 ``` 줄로 감싸세요",
                        "put a line ```{language} above the code, and ``` below it"
                    ),
                ));
                continue;
            }
            found.push((
                at..at + len + close.len(),
                message!(
                    "`{open} … {close}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
                    "`{open} … {close}` belongs to another tool and is shown as it is"
                ),
                message!(
                    "그림은 `![설명](파일)`, 알림은 `> [!NOTE]`, 용어는 `[[용어]]`로 적고 나머지는 지우세요",
                    "write `![alt](file)` for an image, `> [!NOTE]` for an alert, `[[term]]` for a term, and delete the rest"
                ),
            ));
        }
    }
    found
}
