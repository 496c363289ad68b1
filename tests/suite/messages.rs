//! Messages in Korean: the words, and the particles after what is put in.

use super::harness::{Built, build};
use super::publish_world::World;

/// The Korean message and remedy of the findings of a rule, in order.
fn said(site: &Built, code: &str) -> Vec<String> {
    let found = site.found(code);
    let text = |d: &haeseol::base::diag::Diagnostic| {
        let hint = d.hint.as_ref().map_or("", |h| h.korean());
        format!("{} | {hint}", d.message.korean())
    };
    found.into_iter().map(text).collect()
}

#[test]
fn findings_are_said_in_korean() {
    let page = |text: &str| format!("== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n");
    let term = |file: &str, front: &str| {
        format!("== content/glossary/{file}.md\n---\nsummary: 뜻이다.\n{front}---\n")
    };
    for (site, code, wanted) in [
        (
            page("[글](../x/없는글.ko.md)"),
            "broken-link",
            "`../x/없는글.ko.md`는 content 폴더 바깥을 가리킵니다",
        ),
        (
            page("[글](없는글)"),
            "broken-link",
            "파일 `없는글`이 없습니다 | 이 파일에서 그 파일까지의 경로를 적으세요: `../폴더/파일.ko.md`",
        ),
        (
            page("[글](아무개)"),
            "broken-link",
            "파일 `아무개`가 없습니다",
        ),
        (
            page("[글](#달)"),
            "broken-link",
            "그 페이지에는 제목 주소 `달`이 없습니다 | 그 제목에 주소를 다세요: `## 제목 {#달}`",
        ),
        (
            page("[[조수]]"),
            "broken-link",
            "용어 `조수`가 없습니다 | 용어 파일의 이름을 언어와 확장자 없이 적으세요",
        ),
        (
            page("![](p.svg)") + "== content/p.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n",
            "no-alt",
            "이미지에 대체 텍스트가 없습니다",
        ),
        (
            page("글"),
            "missing-twin",
            "`en` 짝 파일이 없습니다. 그 언어로 읽는 사람에게는 이 글이 그대로 보입니다 | content/t.en.md를 쓰세요",
        ),
        (
            page("글") + "== content/t/index.ko.md\n---\ntitle: 글\n---\n",
            "same-url",
            "두 파일의 주소가 같습니다: /ko/t/ | 둘 중 하나의 이름을 바꾸거나 지우세요",
        ),
        (
            page("글") + "== static/sitemap.xml\nx\n",
            "same-url",
            "이 파일의 주소는 /sitemap.xml인데, /sitemap.xml에 사이트맵이 있습니다",
        ),
        (
            page("글") + "== static/ko/t/index.md\nx\n",
            "same-url",
            "이 파일의 주소는 /ko/t/index.md인데, /ko/t/index.md에 content/t.ko.md의 마크다운이 있습니다",
        ),
        (
            term("moon.ko", "title: 달\n") + "== content/a/index.ko.md\n---\ntitle: 글\n---\n",
            "unused-term",
            "용어 `달`이 나오는 글이 없습니다",
        ),
        (
            term("moon.ko", "title: 달\n") + &term("luna.ko", "title: 달\n"),
            "same-name",
            "두 용어의 이름이 같습니다: `달`",
        ),
        (
            term("moon.ko", "title: 조수\nrelated: [moon]\n"),
            "related",
            "용어가 `related`에 자기 자신을 적었습니다 | `related`에서 지우세요",
        ),
    ] {
        let site = build(&site);
        let found = said(&site, code);
        assert!(
            found.iter().any(|f| f.starts_with(wanted)),
            "{wanted}\n{found:#?}"
        );
    }
}

#[test]
fn questions_with_other_ids_are_corrected_in_korean() {
    let text = |id: &str| format!("---\ntitle: 글\nkind: faq\n---\n## 달은? {{#{id}}}\n답.\n");
    let site = |id: &str| {
        let index = "---\ntitle: 글\n---\n";
        build(&format!(
            "== content/a/index.ko.md\n{index}== content/a/index.en.md\n{index}== content/a/1-q.ko.md\n{}== content/a/1-q.en.md\n{}",
            text(id),
            text("faster"),
        ))
    };
    for (id, hint) in [
        (
            "fasterr",
            "제목 주소를 짝 파일과 맞추세요: `{#faster}` → `{#fasterr}`",
        ),
        (
            "moon",
            "`## … {#moon}` 꼴로 질문을 더하세요. 짝이 되는 질문은 제목 주소가 같아야 합니다",
        ),
    ] {
        let wanted = format!("짝 파일에 있는 질문이 이 FAQ에 없습니다: `{{#{id}}}` | {hint}");
        assert_eq!(said(&site(id), "different-twins"), [wanted]);
    }
}

#[test]
fn an_output_that_is_not_ours_is_refused_in_korean() {
    let world = World::new();
    world.publish_well(1).unwrap();
    std::fs::write(world.output().join("mine"), "mine").unwrap();
    let error = world.publish_well(2).unwrap_err();
    let wanted = format!(
        "{}에 haeseol이 쓰지 않은 파일이 있습니다: mine",
        world.output().display()
    );
    assert_eq!(error.message.korean(), wanted);
    assert!(error.hint.korean().contains("--out"));
}
