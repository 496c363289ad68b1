//! Links between files.

use super::harness::build;

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
        ("pic.svg", "../pic.svg"),
        ("/paper.pdf", "../../paper.pdf"),
        ("https://example.com/글", "https://example.com/%EA%B8%80"),
        ("mailto:a@example.com", "mailto:a@example.com"),
    ] {
        assert_eq!(hrefs(&format!("[글]({link})")), [href], "{link}");
    }
    assert_eq!(hrefs("![그림](pic.svg)"), ["../pic.svg"]);
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

#[test]
fn files_beside_a_page_are_copied_in_every_language() {
    let site = build(&format!("{SITE}\n== content/a/tower.svg\n<svg/>")).good();
    for path in [
        "ko/a/tower.svg",
        "en/a/tower.svg",
        "ko/pic.svg",
        "paper.pdf",
    ] {
        assert!(site.paths().any(|p| p == path), "{path}");
    }
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
