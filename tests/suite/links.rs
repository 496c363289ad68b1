//! Links between files.

use super::harness::{Built, build};

const SITE: &str = "== templates/page.html
{{ text.html | safe }}
== content/other.ko.md
---
title: 다른 글
---
## 반 {#half}

## 돈이 드는 곳
== content/other.en.md
---
title: Other
---
## Half {#half}
== content/a/index.ko.md
---
title: 글
---
== content/a/10-wallet.ko.md
---
title: 지갑
---
### 속 {#inside}
== content/pic.svg
<svg xmlns='http://www.w3.org/2000/svg'/>
== content/내 그림.svg
<svg xmlns='http://www.w3.org/2000/svg'/>
== content/왜?.svg
<svg xmlns='http://www.w3.org/2000/svg'/>
== content/only.en.md
---
title: Only
---
## Part {#part}
== static/paper.pdf
x
";

fn hrefs(markdown: &str) -> Vec<String> {
    let site = build(&format!(
        "{SITE}\n== content/t.ko.md\n---\ntitle: 글\n---\n{markdown}"
    ))
    .good();
    let html = site.file("ko/t/");
    let attributes = html
        .match_indices("href=\"")
        .chain(html.match_indices("src=\""));
    let mut found: Vec<_> = attributes
        .map(|(i, a)| (i, html[i + a.len()..].split('"').next().unwrap().to_owned()))
        .collect();
    found.sort();
    found.into_iter().map(|(_, h)| h).collect()
}

#[test]
fn links_to_source_files_lead_to_pages() {
    for (link, href) in [
        ("other.ko.md", "../other/"),
        ("other.md", "../other/"),
        ("./other.ko.md#half", "../other/#half"),
        (
            "other.ko.md#돈이-드는-곳",
            "../other/#%EB%8F%88%EC%9D%B4-%EB%93%9C%EB%8A%94-%EA%B3%B3",
        ),
        ("other.en.md#half", "../../en/other/#half"),
        ("a/index.ko.md", "../a/"),
        ("a/10-wallet.ko.md", "../a/#wallet"),
        ("a/10-wallet.ko.md#inside", "../a/#inside"),
        ("a/index.ko.md#inside", "../a/#inside"),
        ("a/index.ko.md#wallet", "../a/#wallet"),
        ("a/", "../a/"),
        ("/a/", "../a/"),
        ("/en/other/", "../../en/other/"),
        ("pic.svg", "../../pic.svg"),
        ("/paper.pdf", "../../paper.pdf"),
        ("https://example.com/글", "https://example.com/%EA%B8%80"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        (
            "other.ko.md?q=한글&a=1#half",
            "../other/?q=%ED%95%9C%EA%B8%80&amp;a=1#half",
        ),
        ("search/?q=조수", "../search/?q=%EC%A1%B0%EC%88%98"),
        ("/paper.pdf#page=2", "../../paper.pdf#page=2"),
        ("?a", "./?a"),
        ("pic.svg?v=2", "../../pic.svg?v=2"),
        ("%70ic.svg", "../../pic.svg"),
        (
            "%EB%82%B4%20%EA%B7%B8%EB%A6%BC.svg",
            "../../%EB%82%B4%20%EA%B7%B8%EB%A6%BC.svg",
        ),
        ("<내 그림.svg>", "../../%EB%82%B4%20%EA%B7%B8%EB%A6%BC.svg"),
        // As typed on a Mac, in parts.
        (
            "<\u{1102}\u{1162} \u{1100}\u{1173}\u{1105}\u{1175}\u{11b7}.svg>",
            "../../%EB%82%B4%20%EA%B7%B8%EB%A6%BC.svg",
        ),
        ("%EC%99%9C%3F.svg", "../../%EC%99%9C%3F.svg"),
        ("%EC%99%9C%3F.svg?v=1", "../../%EC%99%9C%3F.svg?v=1"),
        // There is no text in this language: readers of it are shown the other one at the same address.
        ("only.en.md", "../../en/only/"),
        ("only.md", "../only/"),
        ("only.ko.md#part", "../only/#part"),
    ] {
        assert_eq!(hrefs(&format!("[글]({link})")), [href], "{link}");
    }
    assert_eq!(hrefs("![그림](pic.svg)"), ["../../pic.svg"]);
    assert_eq!(hrefs("## 여기 {#here}\n[글](#here)"), ["#here"]);
}

#[test]
fn a_link_that_leads_nowhere_is_told_with_the_nearest_thing() {
    for (link, hint) in [
        ("[글](othr.ko.md)", "did you mean `other.ko.md`?"),
        ("[글](other.ko.md#hlaf)", "did you mean `half`?"),
        ("![그림](pix.svg)", "did you mean `pic.svg`?"),
        ("[글](../../etc/passwd)", "a file in content/"),
        ("[글](#nowhere)", "{#nowhere}"),
        ("[[nothing]]", "name of the term's file"),
    ] {
        let site = build(&format!(
            "{SITE}\n== content/t.ko.md\n---\ntitle: 글\n---\n앞 {link} 뒤"
        ));
        assert_eq!(
            site.findings()
                .iter()
                .filter(|f| f.ends_with("broken-link"))
                .collect::<Vec<_>>(),
            ["content/t.ko.md:4:3 broken-link"],
            "{}",
            site.report()
        );
        assert!(site.report().contains(hint), "{link}: {}", site.report());
    }
}

/// What a link of a text becomes that is put right with what its finding says.
fn mended(site: &Built, text: &str) -> Vec<String> {
    let found = site.found("broken-link");
    let fixes = found.iter().map(|d| {
        let fix = d.fix.as_ref()?;
        let mut text = text.to_owned();
        text.replace_range(fix.range.0..fix.range.1, &fix.text);
        Some(text.lines().nth(3).unwrap().to_owned())
    });
    fixes.map(Option::unwrap_or_default).collect()
}

#[test]
fn an_address_that_only_one_page_can_mean_is_put_right() {
    let page = |name: &str| format!("== content/{name}\n---\ntitle: x\n---\n");
    let others: String = [
        "glossary/virtual-machine.ko.md",
        "glossary/virtual-machine.en.md",
        "glossary/pod.en.md",
        "energy/tide/index.ko.md",
        "energy/tide/index.en.md",
        "a/same.ko.md",
        "a/same.en.md",
        "b/same.ko.md",
        "b/same.en.md",
    ]
    .map(page)
    .concat();
    for (link, now) in [
        (
            "[글](/virtual-machine/)",
            "[글](../glossary/virtual-machine.ko.md)",
        ),
        (
            "[글](/ko/virtual-machine/#x)",
            "[글](../glossary/virtual-machine.ko.md#x)",
        ),
        (
            "[글](</virtual-machine/> \"제목\")",
            "[글](<../glossary/virtual-machine.ko.md> \"제목\")",
        ),
        ("[글](../tide.html)", "[글](../energy/tide/index.ko.md)"),
        ("[글](tide/index.md)", "[글](../energy/tide/index.ko.md)"),
        (
            "[글](../../../../tide.ko.md)",
            "[글](../energy/tide/index.ko.md)",
        ),
        // The path below which the site is published.
        (
            "[글](/site/energy/tide)",
            "[글](../energy/tide/index.ko.md)",
        ),
        ("[글](../../images/pic.pdf)", "[글](/images/pic.pdf)"),
        // A page that this language does not have.
        ("[글](/pod/)", "[글](../glossary/pod.md)"),
        // Another page, a file, or one of two.
        ("[글](/same/)", ""),
        ("[글](tide.pdf)", ""),
        ("[글](/none/)", ""),
        // Not where the address is written.
        ("[/tide/][a]\n\n[a]: /tide/", ""),
        ("### 제목[[a-heading]]", "### 제목 {#a-heading}"),
        ("### 제목 [[a heading]]", ""),
    ] {
        let text = format!("---\ntitle: 글\n---\n{link}\n");
        let site = build(&format!(
            "{others}== static/images/pic.pdf\nx\n== content/t/index.ko.md\n{text}== content/t/index.en.md\n---\ntitle: x\n---\n"
        ));
        assert_eq!(mended(&site, &text), [now], "{link}: {}", site.report());
    }
}

#[test]
fn a_misspelt_address_of_a_page_is_told_with_the_page() {
    let site = build(
        "== content/glossary/tightly-coupled.ko.md
---
title: 결합
---
== content/t.ko.md
---
title: 글
---
[글](/tightly-couplet/)
",
    );
    assert_eq!(
        site.hints("broken-link"),
        ["did you mean `glossary/tightly-coupled.ko.md`?"]
    );
}

#[test]
fn files_beside_a_page_are_published_once() {
    let site = build(&format!("{SITE}\n== content/a/tower.svg\n<svg/>")).good();
    for path in ["a/tower.svg", "pic.svg", "paper.pdf"] {
        assert!(site.paths().any(|p| p == path), "{path}");
    }
    let copies = site.paths().filter(|p| p.ends_with("tower.svg"));
    assert_eq!(copies.count(), 1);
}

#[test]
fn ids_of_sections_do_not_clash_on_their_page() {
    let site = build(
        "== content/a/index.ko.md
---
title: 글
---
== content/a/1-one.ko.md
---
title: 하나
---
### 비용
[여기](#비용) 각주[^a]

[^a]: 하나.
== content/a/2-two.ko.md
---
title: 둘
---
### 비용
[여기](#비용) 각주[^a]

[^a]: 둘.
",
    )
    .good();
    let html = site.file("ko/a/");
    for id in ["비용", "비용-1", "fn-a", "fn-a-1", "fnref-a", "fnref-a-1"] {
        assert_eq!(
            html.matches(&format!("id=\"{id}\"")).count(),
            1,
            "{id}: {html}"
        );
    }
    assert!(html.contains("href=\"#%EB%B9%84%EC%9A%A9-1\""), "{html}");
    assert!(html.contains("href=\"#fn-a-1\""), "{html}");
}

#[test]
fn an_id_given_twice_on_a_page_is_an_error() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n== content/a/1-one.ko.md\n---\ntitle: 하나\n---\n### x {#same}\n== content/a/2-two.ko.md\n---\ntitle: 둘\n---\n### y {#same}\n",
    );
    assert!(
        site.findings()
            .iter()
            .any(|f| f == "content/a/2-two.ko.md:4:1 same-id"),
        "{}",
        site.report()
    );
}

#[test]
fn a_link_to_a_draft_is_told_so() {
    let site = build(
        "== content/d.ko.md\n---\ntitle: 초안\ndraft: true\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n[글](d.ko.md)\n",
    );
    assert!(
        site.only_finding_with("broken-link").contains("draft"),
        "{}",
        site.report()
    );
}

#[test]
fn a_query_is_kept_wherever_a_text_is_shown() {
    let index = |language: &str, text: &str| {
        format!("== content/e/index.{language}.md\n---\ntitle: 글\ndate: 2025-01-01\n---\n{text}\n")
    };
    let text = "[찾기](../search/?q=a#b) ![그림](p.svg?v=2)";
    let picture = "== content/e/p.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n";
    let site = build(&(index("ko", text) + &index("en", text) + picture)).good();
    for (file, link) in [
        ("ko/e/", "href=\"../search/?q=a#b\""),
        ("ko/e/parallel/", "href=\"../../search/?q=a#b\""),
        (
            "ko/feed.xml",
            "https://name.github.io/site/ko/search/?q=a#b",
        ),
        ("ko/e/index.md", "(../search/?q=a#b)"),
    ] {
        assert!(
            site.file(file).contains(link),
            "{file}: {}",
            site.file(file)
        );
        assert!(site.file(file).contains("p.svg?v=2"), "{file}");
    }
}

#[test]
fn an_anchor_of_another_tool_is_told_with_the_right_one() {
    let site = build(&format!(
        "{SITE}\n== content/t.ko.md\n---\ntitle: 글\n---\n## 물 & 달\n\n[글](#물--달)"
    ));
    let hint = site.found("broken-link")[0]
        .hint
        .as_ref()
        .unwrap()
        .english();
    assert!(hint.contains("`물-달`"), "{hint}");
}
