//! Timelines: headings that begin with dates.

use haeseol::base::diag::Locale;

use super::harness::{Built, build, in_order};

const KOREAN: &str = "\
먼저 읽을 글.

## 2023-11 첫 모델을 내다 {#model}

한 달이 걸렸다.[^1]

## 2025-07-27: 계약을 맺다 {#deal}

#### 조건

8년이다.

## 2026~2029-03 **공장**을 짓다 {#plant}

땅을 산다.

[^1]: 주.
";

const ENGLISH: &str = "\
Read this first.

## 2023-11 The first model {#model}

It took one month.[^1]

## 2025-07-27: The deal {#deal}

#### Terms

Eight years.

## 2026~2029-03 The **plant** {#plant}

Land is bought.

[^1]: Note.
";

fn site(korean: &str, english: &str) -> Built {
    build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n머리.\n== content/a/index.en.md\n---\ntitle: Text\ndate: 2026-01-02\n---\nLead.\n\
         == content/a/10-when.ko.md\n---\ntitle: 일지\nkind: timeline\n---\n{korean}== content/a/10-when.en.md\n---\ntitle: What happened\nkind: timeline\n---\n{english}"
    ))
}

/// What is found in a Korean timeline, with the text at each place.
fn found(text: &str, code: &str) -> Vec<(String, String)> {
    let source =
        format!("---\ntitle: 글\n---\n머리.\n\n## 일지 {{#when kind=timeline}}\n\n{text}\n");
    let site = build(&format!("== content/a/index.ko.md\n{source}"));
    let found = site.found(code).into_iter().map(|d| {
        let (start, end) = d.place.range.unwrap();
        let hint = d.hint.as_ref().unwrap().text(Locale::English).to_owned();
        (source[start..end].trim_end().to_owned(), hint)
    });
    found.collect()
}

#[test]
fn a_timeline_is_a_list_of_dated_headings() {
    let site = site(KOREAN, ENGLISH).good();
    let page = site.file("ko/a/");
    in_order(
        page,
        &[
            "/assets/timeline.",
            "data-kind=\"timeline\"",
            "<p>먼저 읽을 글.</p>",
            "<ol class=\"timeline\">",
            "<h3 id=\"model\"><span><time datetime=\"2023-11\">2023년 11월</time></span> 첫 모델을 내다</h3>\n<p>한 달이 걸렸다.",
            "<h3 id=\"deal\"><span><time datetime=\"2025-07-27\">2025년 7월 27일</time></span> 계약을 맺다</h3>\n<h4 id=\"조건\">",
            "<h3 id=\"plant\"><span><time datetime=\"2026\">2026년</time>~<time datetime=\"2029-03\">2029년 3월</time></span> <strong>공장</strong>을 짓다</h3>",
            "</ol>",
            "class=\"footnotes\"",
        ],
    );
    let page = site.file("en/a/");
    in_order(
        page,
        &[
            "<time datetime=\"2023-11\">November 2023</time></span> The first model",
            "<time datetime=\"2026\">2026</time>–<time datetime=\"2029-03\">March 2029</time></span> The",
        ],
    );
    let beside = site.file("ko/a/parallel/");
    in_order(
        beside,
        &[
            "/assets/timeline.",
            "<time datetime=\"2023-11\">2023년 11월</time>",
            "<h3 id=\"en-model\"><span><time datetime=\"2023-11\">November 2023</time>",
        ],
    );
    let feed = site.file("ko/feed.xml");
    assert!(
        feed.contains("&lt;time datetime=&quot;2023-11&quot;&gt;2023년 11월&lt;/time&gt; 첫 모델"),
        "{feed}"
    );
    assert!(!site.file("ko/").contains("timeline."));
}

#[test]
fn a_timeline_may_be_in_an_index() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n## 바뀐 점 {#changes kind=timeline}\n\n### 2026-02 고침\n\n나중.\n\n### 2026-01 냄\n\n먼저.\n\n## 뒤\n\n글.\n",
    )
    .good();
    in_order(
        site.file("ko/a/"),
        &[
            "<section id=\"changes\" data-kind=\"timeline\">",
            "<h3 id=\"2026-02-고침\"><span><time datetime=\"2026-02\">2026년 2월</time></span> 고침</h3>",
            "<h3 id=\"2026-01-냄\">",
            "<section id=\"뒤\" data-kind=\"prose\">",
        ],
    );
    assert!(site.found("timeline-order").is_empty(), "{}", site.report());
}

#[test]
fn a_heading_without_a_date_is_an_error_that_says_how_to_write_it() {
    let of = |text| found(text, "timeline");
    let found =
        of("### 2025년 7월 27일 계약\n\n글.\n\n### 언젠가\n\n글.\n\n### 2026~2025 기간\n\n글.");
    let [korean, undated, backwards] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(korean.0, "### 2025년 7월 27일 계약");
    assert_eq!(korean.1, "write the date as `2025-07-27`");
    assert_eq!(undated.0, "### 언젠가");
    assert!(
        undated.1.contains("`### 2025-07-27 Heading {#id}`"),
        "{}",
        undated.1
    );
    assert_eq!(backwards.0, "### 2026~2025 기간");
    let none = of("글뿐이다.");
    assert_eq!(none.len(), 1, "{none:?}");
    assert!(none[0].0.starts_with("## 일지"), "{none:?}");
}

#[test]
fn an_event_that_breaks_the_order_is_a_warning() {
    let items = |dates: &[&str]| {
        let items = dates.iter().map(|date| format!("### {date} 일\n\n글.\n\n"));
        let found = found(&items.collect::<String>(), "timeline-order");
        found.into_iter().map(|(at, _)| at).collect::<Vec<_>>()
    };
    for in_order in [
        &["2023", "2024-02", "2024-02-03", "2024", "2024-02", "2025"][..],
        &["2025", "2024", "2023-12", "2023"],
        &["2023~2025", "2024", "2025-12"],
        &["2025", "2024"],
        &["2025"],
    ] {
        assert_eq!(items(in_order), Vec::<String>::new(), "{in_order:?}");
    }
    let only = |at: &str| vec![format!("### {at} 일")];
    assert_eq!(items(&["2023", "2025", "2024", "2026"]), only("2024"));
    assert_eq!(items(&["2026", "2024", "2025", "2023"]), only("2025"));
    assert_eq!(
        items(&["2026-02-02", "2026-02-01", "2026-02-03"]),
        only("2026-02-01")
    );
    // Spans are over with their end.
    assert_eq!(
        items(&["2023", "2024~2026", "2025", "2024~2024"]),
        only("2024~2024")
    );
}

#[test]
fn both_languages_have_the_same_dates() {
    let english = ENGLISH.replace("2025-07-27", "2025-07-28");
    let site = site(KOREAN, &english);
    let [found] = &site.found("different-twins")[..] else {
        panic!("{}", site.report())
    };
    let text = site.place(found);
    assert_eq!(
        text,
        "content/a/10-when.en.md: ## 2025-07-28: The deal {#deal}"
    );
    assert!(
        found.message.english().contains("`2025-07-27`"),
        "{}",
        site.report()
    );

    let english = ENGLISH.split("## 2026").next().unwrap();
    let site = self::site(KOREAN, &english.replace("[^1]", ""));
    let message = site.only_finding_with("different-twins");
    assert!(
        message.contains("2 events") && message.contains('3'),
        "{message}"
    );
}
