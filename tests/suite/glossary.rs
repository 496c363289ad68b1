//! Terms in prose: which mentions become links, and where a term's page says that it is used.

use super::harness::{SITE, build};

/// Shows texts and lists of terms without the theme around them.
const BARE: &str = "== templates/explainer.html
{{ explainer.lead | safe }}{% for s in explainer.sections %}<section id=\"{{ s.id }}\">{{ s.html | safe }}{% if s.table %}{% for c in s.table.columns %}[{{ c | safe }}]{% endfor %}{% for r in s.table.rows %}[{{ r.header | safe }}]{% for c in r.cells %}[{{ c.html | safe }}]{% endfor %}{% endfor %}{% endif %}{% for i in s.items %}<details>{{ i.question | safe }}:{{ i.answer | safe }}</details>{% endfor %}{{ s.after | safe }}</section>{% endfor %}TERMS:{% for t in explainer.terms %} {{ t.id }}{% endfor %}
== templates/term.html
{{ term.html | safe }}USES:{% for u in term.uses %}
{{ u.title }} {{ u.href }}{% for p in u.places %}
- {{ p.title }} {{ p.href }} {{ p.html | safe }}{% endfor %}{% endfor %}
RELATED:{% for t in term.related %} {{ t.id }}{% endfor %}{% for b in term.used_by %}
BY: {{ b.name }} {{ b.href }}{% endfor %}
== templates/page.html
{{ text.html | safe }}
== content/glossary/colossus.ko.md
---
title: 콜로서스
summary: 데이터센터.
related: [gpu]
---
콜로서스는 GPU를 쓴다.
== content/glossary/colossus.en.md
---
title: Colossus
summary: A data centre.
related: [gpu]
---
Colossus runs on GPUs.
== content/glossary/gpu.ko.md
---
title: GPU
summary: 칩.
---
== content/glossary/gpu.en.md
---
title: GPU
summary: A chip.
---
== content/glossary/physical-ai.ko.md
---
title: 피지컬 AI
summary: 몸이 있는 AI.
---
== content/glossary/physical-ai.en.md
---
title: Physical AI
summary: AI with a body.
---
";

/// The text of a plain Korean page, links shortened to `⟦name→slug⟧`.
fn linked(markdown: &str) -> String {
    linked_in("ko", markdown)
}

fn linked_in(language: &str, markdown: &str) -> String {
    let site = build(&format!(
        "{BARE}\n== content/t.{language}.md\n---\ntitle: t\n---\n{markdown}"
    ))
    .good();
    shorten(site.file(&format!("{language}/t/")))
}

fn shorten(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html.trim_end();
    while let Some((before, after)) = rest.split_once("<a class=\"term\" data-term=\"") {
        let (slug, after) = after.split_once('"').unwrap();
        let (_, after) = after.split_once('>').unwrap();
        let (name, after) = after.split_once("</a>").unwrap();
        out += &format!("{before}⟦{name}→{slug}⟧");
        rest = after;
    }
    out + rest
}

#[test]
fn the_term_alone_is_linked_its_particle_stays_outside() {
    for (text, wanted) in [
        ("콜로서스는 크다.", "<p>⟦콜로서스→colossus⟧는 크다.</p>"),
        (
            "**콜로서스**는",
            "<p><strong>⟦콜로서스→colossus⟧</strong>는</p>",
        ),
        ("‘콜로서스’라는", "<p>‘⟦콜로서스→colossus⟧’라는</p>"),
        (
            "피지컬\nAI와 피지컬AI",
            "<p>⟦피지컬\nAI→physical-ai⟧와 피지컬AI</p>",
        ),
        ("Colossus에서", "<p>⟦Colossus→colossus⟧에서</p>"),
        (
            "`x`콜로서스와 `콜로서스`",
            "<p><code>x</code>⟦콜로서스→colossus⟧와 <code>콜로서스</code></p>",
        ),
        (
            "`콜로서스`터디 콜로서스`x`",
            "<p><code>콜로서스</code>터디 ⟦콜로서스→colossus⟧<code>x</code></p>",
        ),
        ("콜로서스터디", "<p>콜로서스터디</p>"),
        (
            "**GPU** 콜로서스와 **피지컬** AI와 **피지컬 AI**",
            "<p><strong>⟦GPU→gpu⟧</strong> ⟦콜로서스→colossus⟧와 <strong>피지컬</strong> AI와 <strong>⟦피지컬 AI→physical-ai⟧</strong></p>",
        ),
    ] {
        assert_eq!(linked(text), wanted, "{text}");
    }
    assert_eq!(
        linked_in("en", "Many GPUs. Colossus’s size."),
        "<p>Many ⟦GPUs→gpu⟧. ⟦Colossus→colossus⟧’s size.</p>"
    );
}

/// A link cannot begin in one element and end in another, so a shorter name takes its chance.
#[test]
fn a_name_across_markup_gives_way_to_a_shorter_one() {
    let extra =
        "== content/glossary/gpu-cluster.ko.md\n---\ntitle: GPU 클러스터\nsummary: s.\n---\n";
    let site = build(&format!(
        "{BARE}\n{extra}\n== content/t.ko.md\n---\ntitle: t\n---\n**GPU** 클러스터와 GPU **클러스터**는 GPU 클러스터다.\n"
    ))
    .good();
    assert_eq!(
        shorten(site.file("ko/t/")),
        "<p><strong>⟦GPU→gpu⟧</strong> 클러스터와 GPU <strong>클러스터</strong>는 ⟦GPU 클러스터→gpu-cluster⟧다.</p>"
    );
}

#[test]
fn nothing_is_linked_where_a_link_would_be_wrong() {
    for text in [
        "## 콜로서스는",
        "[콜로서스](https://example.com/)",
        "`콜로서스`",
        "```\n콜로서스\n```",
        "<b title=\"콜로서스\">x</b>",
        "<a href=\"https://example.com/\">콜로서스</a>",
        "<div>콜로서스</div>",
        "![콜로서스](https://example.com/x.png)",
        "[[!콜로서스]]는",
        "https://colossus.com/GPU",
        "https://example.com/콜로서스/GPU",
        "글 <kbd>콜로서스</kbd> <var>GPU</var> <button>콜로서스</button>",
        "글 <script>콜로서스</script> <style>GPU</style>",
        "글 <svg><text>콜로서스</text></svg>",
        "글 <!-- 콜로서스 --> 끝",
        "글\n<h3>콜로서스</h3>",
    ] {
        assert!(!linked(text).contains('⟦'), "{text}: {}", linked(text));
    }
    assert!(
        linked("| 표 |\n|---|\n| 콜로서스는 |").contains("⟦콜로서스→colossus⟧는"),
        "a table's cells are linked"
    );
    assert!(
        linked("주[^a]\n\n[^a]: 콜로서스는").contains("⟦콜로서스→colossus⟧는"),
        "notes are linked"
    );
}

/// An author's own HTML may be unbalanced, or tags may only be in a comment.
#[test]
fn what_html_leaves_open_closes_nothing_else() {
    for text in [
        "글 <!-- <a> <code> --> 콜로서스",
        "<!--\n<a>\n-->\n\n콜로서스",
        "[글 </code> 끝](https://example.com/) 콜로서스",
        "글 </a></kbd> 콜로서스",
        "<a id=\"x\"></a> 콜로서스",
    ] {
        assert!(
            linked(text).contains("⟦콜로서스→colossus⟧"),
            "{text}: {}",
            linked(text)
        );
    }
}

#[test]
fn a_link_written_by_hand_counts_as_the_first_mention() {
    assert_eq!(
        linked("[[colossus|그 건물]]은 콜로서스다."),
        "<p>⟦그 건물→colossus⟧은 콜로서스다.</p>"
    );
    assert_eq!(
        linked("콜로서스라는 [[colossus|그 건물]]"),
        "<p>콜로서스라는 ⟦그 건물→colossus⟧</p>"
    );
}

const ARTICLE: &str = "== content/a/index.ko.md
---
title: 글
---
콜로서스와 콜로서스.
== content/a/1-c.ko.md
---
title: 비교
kind: comparison
---
콜로서스 앞.

| GPU | 콜로서스 |
|---|---|
| 콜로서스 | GPU |

콜로서스 뒤.
== content/a/2-f.ko.md
---
title: 물음
kind: faq
---
## 콜로서스는? {#one}

콜로서스와 콜로서스.

## 또? {#two}

콜로서스는 [[gpu]]를 쓴다. 둘째 문장.
== content/a/3-off.ko.md
---
title: 끔
glossary: false
---
피지컬 AI와 [[colossus]].
";

fn article(policy: &str) -> String {
    let settings = format!("{SITE}\n[glossary]\nlink = \"{policy}\"\n");
    let site = build(&format!("{BARE}\n{ARTICLE}\n== site.toml\n{settings}")).good();
    shorten(site.file("ko/a/"))
}

#[test]
fn each_section_answer_and_comparison_links_its_first_mention() {
    let html = article("first-per-section");
    let links: Vec<_> = html.split("⟦콜로서스→colossus⟧").collect();
    assert_eq!(
        links.len() - 1,
        5,
        "lead, comparison, two answers, and the one by hand: {html}"
    );
    assert!(
        html.contains("⟦콜로서스→colossus⟧ 앞.") && !html.contains("⟦콜로서스→colossus⟧ 뒤."),
        "{html}"
    );
    assert!(
        html.contains("<details>콜로서스는?:<p>⟦콜로서스→colossus⟧와 콜로서스."),
        "{html}"
    );
    assert!(
        !html.contains("physical-ai⟧"),
        "glossary: false is respected: {html}"
    );
}

#[test]
fn the_policy_of_the_site_is_followed() {
    let count = |policy| article(policy).matches("→colossus⟧").count();
    assert_eq!(
        [count("first-per-page"), count("every"), count("none")],
        [2, 8, 1]
    );
}

#[test]
fn each_side_of_the_parallel_page_follows_the_policy_as_the_article_does() {
    let count = |policy| {
        let settings = format!("{SITE}\n[glossary]\nlink = \"{policy}\"\n");
        let mut text = format!("{BARE}\n== site.toml\n{settings}");
        for (language, term) in [("ko", "콜로서스"), ("en", "Colossus")] {
            for (file, matter, body) in [
                ("a/index", "", ""),
                ("a/10-prose", "", ""),
                ("a/20-faq", "kind: faq\n", "## ? {#one}\n\n"),
                ("glossary/colossus", "summary: x\n", ""),
            ] {
                text += &format!(
                    "\n== content/{file}.{language}.md\n---\ntitle: {term}\n{matter}---\n{body}{term}.\n"
                );
            }
        }
        let site = build(&text).good();
        site.file("ko/a/parallel/").matches("data-term=").count()
    };
    assert_eq!(
        [
            count("first-per-page"),
            count("first-per-section"),
            count("none")
        ],
        [2, 6, 0]
    );
}

#[test]
fn a_term_page_says_where_the_term_is_used() {
    let site = build(&format!("{BARE}\n{ARTICLE}")).good();
    let html = site.file("ko/glossary/colossus/");
    for line in [
        "글 ../../a/\n",
        "-  ../../a/ <mark>콜로서스</mark>와 콜로서스.",
        "- 비교 ../../a/#c <mark>콜로서스</mark> 앞.",
        "- 콜로서스는? ../../a/#one <mark>콜로서스</mark>와 콜로서스.",
        "- 또? ../../a/#two <mark>콜로서스</mark>는 GPU를 쓴다.",
        "- 끔 ../../a/#off 피지컬 AI와 <mark>콜로서스</mark>.",
    ] {
        assert!(html.contains(line), "{line}: {html}");
    }
    assert_eq!(
        html.matches("<mark>").count(),
        5,
        "not on its own page: {html}"
    );
    let gpu = site.file("ko/glossary/gpu/");
    assert!(
        gpu.contains("BY: 콜로서스 ../colossus/"),
        "other terms by name alone: {gpu}"
    );
    assert!(
        gpu.contains("RELATED: colossus"),
        "related both ways: {gpu}"
    );
    assert!(
        site.file("ko/a/")
            .contains("TERMS: colossus GPU".replace("GPU", "gpu").as_str()),
        "{}",
        site.file("ko/a/")
    );
}

/// As in every list of articles: the latest first; other pages come after, by address.
#[test]
fn a_term_page_names_the_latest_article_first() {
    let explainer = |slug: &str, date: &str| {
        format!(
            "== content/{slug}/index.ko.md\n---\ntitle: 글 {slug}\ndate: {date}\n---\n콜로서스는 크다.\n"
        )
    };
    let site = build(&format!(
        "{}{}{}== content/z.ko.md\n---\ntitle: 글 z\n---\n콜로서스.\n== content/a.ko.md\n---\ntitle: 글 a\n---\n콜로서스.\n\
         == content/glossary/colossus.ko.md\n---\ntitle: 콜로서스\nsummary: 크다.\n---\n글\n",
        explainer("b", "2024-05-01"),
        explainer("c", "2026-05-01"),
        explainer("d", "2025-05-01"),
    ))
    .good();
    let page = site.file("ko/glossary/colossus/");
    let uses = page.split("class=\"uses\"").nth(1).unwrap();
    let titles: Vec<&str> = (uses.split(">글 ").skip(1))
        .map(|rest| &rest[..1])
        .collect();
    assert_eq!(titles, ["c", "d", "b", "a", "z"]);
}

#[test]
fn a_common_term_names_some_pages_and_leads_to_the_search_for_all() {
    let page = |pages: usize, settings: &str| {
        let mut site = format!("== site.toml\n{SITE}{settings}\n");
        for page in 0..pages {
            site += &format!(
                "== content/p{page:03}.ko.md\n---\ntitle: 글 {page}\n---\n큰 곳은 크다.\n"
            );
        }
        site += "== content/glossary/big.ko.md\n---\ntitle: 큰 곳\nsummary: 크다.\n---\n";
        let built = build(&site).good();
        built.file("ko/glossary/big/").to_owned()
    };
    let search = r#"<a href="../../search/?q=%ED%81%B0%20%EA%B3%B3">쓰인 곳 101쪽 찾아보기</a>"#;
    let all = page(100, "");
    assert_eq!(all.matches("<mark>").count(), 100);
    assert!(!all.contains("?q="));
    let some = page(101, "");
    assert_eq!(some.matches("<mark>").count(), 100);
    assert!(some.contains(search), "{some}");
    // Without search there is no list of all, but it is said that there are more.
    let without = "[search]\nenabled = false\n";
    let said = "이 용어를 쓴 곳은 모두 101쪽이고, 여기에는 그 가운데 일부만 있습니다.";
    assert!(!page(101, without).contains("?q="));
    assert!(page(101, without).contains(said));
    assert!(!page(100, without).contains("일부만"));
}

#[test]
fn an_explainer_lists_some_of_very_many_terms_and_leads_to_the_glossary() {
    let page = |terms: usize| {
        let mut site = String::from("== content/a/index.en.md\n---\ntitle: Text\n---\n");
        site += "== content/a/index.ko.md\n---\ntitle: 글\n---\n";
        (0..terms).for_each(|n| site += &format!("용어{n}이 있다.\n\n"));
        for n in 0..terms {
            site += &format!(
                "== content/glossary/t{n}.ko.md\n---\ntitle: 용어{n}\nsummary: 뜻.\n---\n"
            );
        }
        let built = build(&site).good();
        ["ko/a/", "ko/a/parallel/"].map(|path| {
            let (_, list) = built.file(path).split_once("id=\"hs-terms\"").unwrap();
            list.to_owned()
        })
    };
    let more = r#"<p class="more"><a href="../glossary/">"#;
    let ([all, all_of_both], [some, some_of_both]) = (page(200), page(201));
    assert_eq!(all.matches("<dt>").count(), 200);
    assert!(!all.contains(more));
    assert_eq!(some.matches("<dt>").count(), 200);
    assert!(some.contains(more) && some.contains("용어 201개"), "{some}");
    let more = r#"<p class="more"><a href="../../glossary/">"#;
    // Each in both languages.
    assert_eq!(all_of_both.matches("<dt>").count(), 400);
    assert!(!all_of_both.contains(more));
    assert_eq!(some_of_both.matches("<dt>").count(), 400);
    assert!(some_of_both.contains(more), "{some_of_both}");
}

#[test]
fn two_terms_with_one_name_are_an_error_that_names_both() {
    let site = build(&format!(
        "{BARE}\n== content/glossary/other.ko.md\n---\ntitle: 다른 것\naliases: [콜로서스]\nsummary: 뜻.\n---\n"
    ));
    assert!(
        site.findings()
            .contains(&"content/glossary/other.ko.md:3:11 same-name".to_owned()),
        "{}",
        site.report()
    );
    assert!(
        site.report()
            .contains("content/glossary/colossus.ko.md:2:8"),
        "{}",
        site.report()
    );
}

/// Whatever the language, and though capitals and spaces differ.
#[test]
fn one_name_in_two_spellings_is_one_name() {
    for (language, alias) in [
        ("en", "콜로서스"),
        ("ko", "Colossus"),
        ("ko", "COLOSSUS"),
        ("en", "피지컬AI"),
        ("en", "physical ai"),
    ] {
        let site = build(&format!(
            "{BARE}\n== content/glossary/other.{language}.md\n---\ntitle: 다른 것\nsummary: 뜻.\naliases: [{alias}]\n---\n"
        ));
        let place = format!("content/glossary/other.{language}.md:4:11 same-name");
        let other = site.findings().contains(&place)
            || site.report().contains(&place.replace(" same-name", ""));
        let first = if alias.contains(['피', 'p']) {
            "physical-ai"
        } else {
            "colossus"
        };
        assert!(
            other
                && site.report().contains("same-name")
                && site
                    .report()
                    .contains(&format!("content/glossary/{first}.")),
            "{alias}: {}",
            site.report()
        );
    }
}

#[test]
fn particles_in_templates_follow_the_word() {
    let template = |body: &str| {
        format!("== templates/page.html\n{body}\n== content/t.ko.md\n---\ntitle: 콜로서스\n---\n")
    };
    let said = |body: &str| {
        build(&template(body))
            .good()
            .file("ko/t/")
            .trim()
            .to_owned()
    };
    assert_eq!(said("{{ page.title | josa(\"은/는\") }}"), "콜로서스는");
    assert_eq!(
        said("{{ 'GPU' | josa('을/를') }} {{ '2026' | josa(\"가/이\") }}"),
        "GPU를 2026이"
    );
    assert_eq!(
        said("{{ 'xAI' | josa(\"으로/로\", reading=\"엑스에이아이\") }}"),
        "xAI로"
    );
    assert_eq!(
        said("<b>{{ page.title }}</b>{{ page.title | josa(\"과/와\", only=true) }}"),
        "<b>콜로서스</b>와"
    );
    assert_eq!(said("{{ 'A<B' | josa(\"은/는\") }}"), "A&lt;B는");
    let bad = build(&template("{{ page.title | josa(\"은/을\") }}"));
    assert!(bad.report().contains("은/는"), "{}", bad.report());
}

#[test]
fn the_author_is_told_how_the_glossary_meets_the_texts() {
    let site = build(&format!(
        "{BARE}
== content/a/index.ko.md
---
title: 글
---
콜로서스를 짓고, 콜로서스에, 콜로서스까지. 콜로서스터디와 콜로서스터디. 메타고 뭐고.
== content/a/index.en.md
---
title: Article
---
The building.
== content/glossary/meta.ko.md
---
title: 메타
summary: 회사.
---
== content/glossary/meta.en.md
---
title: Meta
summary: A company.
---
"
    ))
    .good();
    assert!(
        site.notes("mentions")
            .contains(&"`콜로서스` is mentioned: ko 3, en 0"),
        "{:?}",
        site.notes("mentions")
    );
    assert!(
        site.notes("longer-words")[0].contains("콜로서스터디 (2)"),
        "{:?}",
        site.notes("longer-words")
    );
    assert!(
        site.notes("doubtful-mentions")[0].contains("`메타`"),
        "{:?}",
        site.notes("doubtful-mentions")
    );
    assert!(
        site.notes("one-sided-term")[0].contains("mentions `Colossus` 3 times"),
        "{:?}",
        site.notes("one-sided-term")
    );
    let unused = site.findings();
    assert!(
        unused
            .iter()
            .any(|f| f == "content/glossary/physical-ai.ko.md:2:8 unused-term"),
        "{unused:?}"
    );
    assert!(
        !unused
            .iter()
            .any(|f| f.contains("colossus") && f.ends_with("unused-term")),
        "{unused:?}"
    );
}

/// A site of one text about terms of other trades.
fn about(terms: &[(&str, &str)], text: &str, language: &str) -> String {
    let mut site = format!("{BARE}\n== content/t.{language}.md\n---\ntitle: t\n---\n{text}");
    for (slug, title) in terms {
        site += &format!(
            "\n== content/glossary/{slug}.{language}.md\n---\ntitle: {title}\nsummary: x\n---\n"
        );
    }
    let site = build(&site).good();
    shorten(site.file(&format!("{language}/t/")))
}

#[test]
fn a_term_is_linked_again_where_the_last_link_is_far() {
    let gap = "가나다라 마바사아. ".repeat(150);
    let html = linked(&format!(
        "콜로서스는.\n\n콜로서스는.\n\n{gap}\n\n콜로서스가."
    ));
    assert_eq!(html.matches("⟦콜로서스→colossus⟧").count(), 2);
    assert!(html.contains("<p>⟦콜로서스→colossus⟧가.</p>"), "{html}");
}

#[test]
fn a_paragraph_has_three_links_at_most() {
    let terms = [
        ("a1", "밀물"),
        ("a2", "썰물"),
        ("a3", "터빈"),
        ("a4", "방조제"),
    ];
    let html = about(
        &terms,
        "밀물과 썰물과 터빈과 방조제와 밀물.\n\n방조제는.",
        "ko",
    );
    assert!(
        html.contains("⟦터빈→a3⟧과 방조제와 밀물.</p>\n<p>⟦방조제→a4⟧는."),
        "{html}"
    );
}

#[test]
fn headings_of_tables_and_definitions_are_not_linked_and_count() {
    let text = "| 콜로서스 | 값 |\n|---|---|\n| GPU | 1 |\n\n콜로서스\n: GPU 뜻\n";
    for policy in ["first-nearby", "first-per-section", "every"] {
        let settings = format!("{SITE}\n[glossary]\nlink = \"{policy}\"\n");
        let site = build(&format!(
            "{BARE}\n== content/t.ko.md\n---\ntitle: t\n---\n{text}\n== site.toml\n{settings}"
        ))
        .good();
        let html = shorten(site.file("ko/t/"));
        assert!(html.contains(">콜로서스</th>"), "{policy}: {html}");
        assert!(html.contains("<dt>콜로서스</dt>"), "{policy}: {html}");
        assert!(html.contains("⟦GPU→gpu⟧</td>"), "{policy}: {html}");
        let uses = site.file("ko/glossary/colossus/");
        assert!(uses.contains("<mark>콜로서스</mark>"), "{uses}");
    }
}

#[test]
fn the_texts_say_whether_a_title_is_a_proper_name() {
    let terms = [("mesh", "Service Mesh"), ("visa", "Visa"), ("pod", "Pod")];
    let html = about(
        &terms,
        "A service mesh is a layer. Every service mesh has proxies.\n\nEach Pod is one; two Pods are more.\n\n\
         They took Visa, and Visa took them; a visa is a stamp.",
        "en",
    );
    for link in [
        "A ⟦service mesh→mesh⟧",
        "Each ⟦Pod→pod⟧",
        "took ⟦Visa→visa⟧",
        "a visa is",
    ] {
        assert!(html.contains(link), "{link}: {html}");
    }
    let html = about(&[("osmosis", "Osmosis")], "Water moves by osmosis.", "en");
    assert!(html.contains("⟦osmosis→osmosis⟧"), "{html}");
    let html = about(&[("effect", "Effect")], "Effects run after a render.", "en");
    assert!(html.contains("⟦Effects→effect⟧"), "{html}");
    let html = about(&[("key", "Key")], "The key is to wait.", "en");
    assert!(!html.contains('⟦'), "{html}");
}

#[test]
fn the_texts_say_whether_a_noun_is_an_action_or_a_people() {
    let html = about(
        &[("build", "빌드")],
        "빌드하고 나서.\n\n빌드하고 테스트할.",
        "ko",
    );
    assert!(!html.contains('⟦'), "{html}");
    let html = about(
        &[("build", "빌드")],
        "빌드하고 테스트한다.\n\n테스트한 뒤 빌드했다.",
        "ko",
    );
    assert!(html.contains("⟦빌드→build⟧하고"), "{html}");
    let html = about(
        &[("us", "미국")],
        "미국인 관광객이 왔다.\n\n미국인은 많다.",
        "ko",
    );
    assert!(!html.contains('⟦'), "{html}");
    let html = about(&[("us", "미국")], "그 나라가 미국인 까닭.", "ko");
    assert!(html.contains("⟦미국→us⟧인"), "{html}");
}

#[test]
fn titles_of_works_and_joined_words_are_told_from_names() {
    let terms = [
        ("tear", "눈물"),
        ("seoul", "서울"),
        ("jeju", "제주"),
        ("kpop", "K-팝"),
        ("march", "3·1 운동"),
    ];
    let html = about(
        &terms,
        "〈서울의 눈물〉을 보고 〈눈물〉을 읽었다.\n\n서울-제주 노선과 K팝.\n\n3ㆍ1운동, 3.1 운동.",
        "ko",
    );
    assert!(
        html.contains("〈서울의 눈물〉을 보고 〈⟦눈물→tear⟧〉을"),
        "{html}"
    );
    assert!(
        html.contains("⟦서울→seoul⟧-⟦제주→jeju⟧ 노선과 ⟦K팝→kpop⟧"),
        "{html}"
    );
    assert!(html.contains("⟦3ㆍ1운동→march⟧, 3.1 운동"), "{html}");
}

#[test]
fn a_name_with_a_wrong_particle_is_linked() {
    let html = linked("콜로서스을 짓고, 물리학과 교수.");
    assert!(html.contains("<p>⟦콜로서스→colossus⟧을 짓고"), "{html}");
}

/// The text of a Korean page of a site with or without `gloss`, as readers get it, and all of the site.
fn glossed(settings: &str, markdown: &str) -> (String, super::harness::Built) {
    let article = format!(
        "== content/x/index.ko.md\n---\ntitle: 글\ndate: 2026-01-01\n---\n{markdown}\n== content/x/index.en.md\n---\ntitle: Text\ndate: 2026-01-01\n---\n"
    );
    let text = format!("{BARE}== site.toml\n{SITE}{settings}\n{article}");
    let built = build(&text).good();
    let page = built.file("ko/x/index.html").to_owned();
    let page = page.split("TERMS:").next().unwrap().to_owned();
    (page, built)
}

#[test]
fn the_first_link_of_a_term_is_followed_by_its_name_in_the_other_language() {
    let text = "콜로서스는 크다. 콜로서스와 GPU, 피지컬 AI.\n\n[[colossus|그 건물]]은 높다.";
    let without = glossed("", text).0;
    assert!(!without.contains("<small"), "{without}");
    let (page, built) = glossed("[glossary]\ngloss = true\nlink = \"every\"\n", text);
    let wanted = without
        .replacen(
            "콜로서스</a>는",
            "콜로서스</a><small lang=\"en\">(Colossus)</small>는",
            1,
        )
        .replacen(
            "피지컬 AI</a>",
            "피지컬 AI</a><small lang=\"en\">(Physical AI)</small>",
            1,
        );
    let bare = |html: &str| {
        html.replace("<a class=\"term\" data-term=\"colossus\" href=\"../glossary/colossus/\">콜로서스</a>와", "콜로서스와")
    };
    assert_eq!(bare(&page), bare(&wanted));
    // What is not read as a page has the author's words.
    for (path, bytes) in built.files() {
        let is_page = ["ko/x/index.html", "ko/feed.xml"].contains(&path.as_str())
            || path.contains("parallel");
        let words = String::from_utf8_lossy(bytes);
        assert!(is_page || !words.contains("(Colossus)"), "{path}");
    }
}

#[test]
fn a_link_by_hand_counts_as_the_first() {
    let settings = "[glossary]\ngloss = true\n";
    let page = glossed(settings, "[[colossus|그 건물]]은 높다.\n\n콜로서스는 크다.").0;
    assert!(
        page.contains("그 건물</a><small lang=\"en\">(Colossus)</small>은"),
        "{page}"
    );
    assert_eq!(page.matches("<small").count(), 1, "{page}");
}

#[test]
fn cells_of_tables_get_the_name_inside_them() {
    let settings = "[glossary]\ngloss = true\n";
    let table = |cell: &str| format!("| 이름 | 나라 |\n|---|---|\n| {cell} | 미국 |\n\n");
    let gloss = "콜로서스</a><small lang=\"en\">(Colossus)</small></td>";
    for text in [
        table("콜로서스"),
        format!("앞말.\n\n{}", table("[[colossus]]")),
    ] {
        let page = glossed(settings, &text).0;
        assert!(page.contains(gloss), "{page}");
    }
}

#[test]
fn cells_of_a_comparison_get_the_name_in_the_cell_that_has_the_link() {
    let text = "## 견줌 {#c kind=comparison}\n\n| 기준 | 하나 | 둘 |\n|---|---|---|\n| 곳 | [[colossus]] | [[colossus\\|그 곳]] |\n| 법 | [[physical-ai\\|이것]] | [[colossus\\|다시]] |\n";
    let site = format!(
        "{BARE}== site.toml\n{SITE}[glossary]\ngloss = true\n== content/x/index.ko.md\n---\ntitle: 글\ndate: 2026-01-01\n---\n{text}"
    );
    let site = build(&site);
    let page = site.file("ko/x/").replace('\n', "");
    for cell in [
        ">콜로서스</a><small lang=\"en\">(Colossus)</small>][",
        ">그 곳</a>][",
        ">이것</a><small lang=\"en\">(Physical AI)</small>][",
        ">다시</a>]",
    ] {
        assert!(page.contains(cell), "{cell} in {page}");
    }
}

#[test]
fn a_name_that_the_author_gives_in_parentheses_is_not_given_again() {
    let settings = "[glossary]\ngloss = true\n";
    for text in [
        "콜로서스(Colossus)는 크다.",
        "콜로서스 (Colossus)는 크다.",
        "그 건물(콜로서스)은 크다.",
        "Colossus는 크다.",
    ] {
        let page = glossed(settings, text).0;
        assert!(page.contains("data-term=\"colossus\""), "{page}");
        assert!(!page.contains("<small"), "{page}");
    }
}
