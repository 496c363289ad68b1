//! Charts: a fence with values, or the values of a file beside the text.

use haeseol::base::diag::Locale;

use super::harness::{Built, build, in_order};

/// A plain page with a text, and other files.
fn page(text: &str, files: &str) -> Built {
    build(&format!(
        "== content/about.ko.md\n---\ntitle: 소개\n---\n{text}\n{files}"
    ))
}

/// The one finding in a chart: the file and text at its place, and what to do.
fn fault(text: &str, files: &str) -> (String, String) {
    let site = page(text, files);
    let [found] = &site.found("chart")[..] else {
        panic!("{text}\n{}", site.report());
    };
    assert!(found.is_error());
    let hint = found.hint.as_ref().unwrap().text(Locale::English);
    (site.place(found), hint.to_owned())
}

const BARS: &str = "```chart bar {#fig-money title=\"투자 <금액>\" caption=\"회사가 밝혔다.\" unit=\"조 원\"}\n연도,금액\n2024,35\n2025,\"1,063.5\"\n2026,\n```";

#[test]
fn two_series_of_one_name_are_told() {
    let (place, hint) = fault("```chart bar\n해,가,나,가\n2020,1,2,3\n```", "");
    assert_eq!(place, "content/about.ko.md: 가");
    assert!(hint.contains("rename"), "{hint}");
    page("```chart bar\n해,가,나\n2020,1,2\n```", "").good();
}

#[test]
fn a_chart_is_a_picture_with_its_values_as_a_table() {
    let site = page(&format!("앞.\n\n{BARS}\n\n[[#fig-money]]을 보라."), "").good();
    let html = site.file("ko/about/");
    in_order(
        html,
        &[
            "/assets/chart.",
            "<figure class=\"chart\" id=\"fig-money\">",
            "<p class=\"chart-title\">투자 &lt;금액&gt;</p>",
            "<svg class=\"chart-bar\" role=\"img\"",
            "aria-label=\"막대그래프 (투자 &lt;금액&gt;). 값 2개. 가장 큰 값: 1,063.5조 원 (2025). 가장 작은 값: 35조 원 (2024).\">",
            "<rect class=\"s1\"",
            "<details><summary>데이터 표</summary>",
            "<caption>투자 &lt;금액&gt; (조 원)</caption>",
            "<th scope=\"col\">연도</th><th scope=\"col\">금액</th>",
            "<tr><th scope=\"row\">2025</th><td class=\"right\">1,063.5</td></tr>",
            "<tr><th scope=\"row\">2026</th><td class=\"right\">–</td></tr>",
            "</details>\n<figcaption><b>그림\u{a0}1</b> 회사가 밝혔다.</figcaption></figure>",
            "href=\"#fig-money\">그림\u{a0}1</a>",
        ],
    );
    assert_eq!(html.matches("<rect").count(), 2, "{html}");
    assert!(!site.file("ko/").contains("/assets/chart."));
    in_order(
        site.file("ko/about/index.md"),
        &[
            "앞.",
            "**투자 <금액>** (조 원)",
            "| 연도 | 금액 |\n| --- | ---: |\n| 2024 | 35 |\n| 2025 | 1,063.5 |\n| 2026 | – |",
            "회사가 밝혔다.",
            "보라.",
        ],
    );
}

#[test]
fn a_chart_within_other_blocks_is_a_table_there() {
    let chart = |margin: &str| {
        let lines = ["```chart bar {title=\"돈\"}", "가,나", "하나,5", "```"];
        lines.join(&format!("\n{margin}"))
    };
    let text = format!(
        "- 앞\n\n  {}\n\n  뒤\n1. {}\n2. 둘\n\n> {}\n>\n> 끝[^a]\n\n[^a]: 주석\n\n    {}\n",
        chart("  "),
        chart("   "),
        chart("> "),
        chart("    "),
    );
    let site = page(&text, "").good();
    let table = |margin: &str| {
        let lines = ["", "| 가 | 나 |", "| --- | ---: |", "| 하나 | 5 |"];
        lines
            .map(|line| format!("\n{}", format!("{margin}{line}").trim_end()))
            .concat()
    };
    let wanted = format!(
        "- 앞\n\n  **돈**{}\n\n  뒤\n1. **돈**{}\n2. 둘\n\n> **돈**{}\n>\n> 끝[^a]\n\n[^a]: 주석\n\n    **돈**{}\n",
        table("  "),
        table("   "),
        table("> "),
        table("    "),
    );
    let made = site.file("ko/about/index.md");
    assert!(made.contains(&wanted), "{made}\n---\n{wanted}");
}

#[test]
fn every_kind_is_drawn() {
    for (head, values, drawn) in [
        ("bar", "가,나\n하나,5\n둘,-3", "<rect class=\"s1\""),
        ("bar stacked", "가,나,다\n하나,5,2", "<rect class=\"s2\""),
        (
            "bar horizontal",
            "가,나\n하나,5",
            ">하나</text><rect class=\"s1\"",
        ),
        (
            "line",
            "가,나,다\n1,5,\n2,,3\n3,4,4",
            "<path class=\"s2 stroke\" d=\"M500.0",
        ),
        ("dot", "가,나\n하나,5\n둘,", "<circle class=\"s1 mark\""),
        (
            "share",
            "가,나\n하나,5\n둘,1",
            "<path class=\"s2\" d=\"M120 0h21v21h-21z\"/>",
        ),
        (
            "timeline",
            "날짜,일\n2025-07-27,계약\n2026~2029,공사",
            ">2026년~2029년 공사</text>",
        ),
    ] {
        let site = page(&format!("```chart {head}\n{values}\n```"), "").good();
        let html = site.file("ko/about/");
        assert!(html.contains(drawn), "{head}: {html}");
        let name = head.split(' ').next().unwrap();
        let picture = format!("<svg class=\"chart-{name}\" role=\"img\"");
        assert!(html.contains(&picture), "{head}: {html}");
    }
}

#[test]
fn bars_whose_labels_have_no_room_lie_down() {
    let lie = |labels: [&str; 3]| {
        let [a, b, c] = labels;
        let chart = format!("```chart bar\n항목,값\n{a},1\n{b},2\n{c},3\n```");
        let site = page(&chart, "").good();
        // Bars that lie are all of one height.
        site.file("ko/about/").matches(" height=\"19.0\"").count() == 3
    };
    assert!(!lie(["서울", "부산", "대구"]));
    assert!(!lie(["서울 특별시", "부산 광역시", "대구 광역시"]));
    assert!(lie(["서울특별시교육청", "부산광역시교육청", "대구"]));
}

#[test]
fn bars_of_months_stand_and_name_as_many_as_have_room() {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let drawn = |label: &dyn Fn(&str) -> String| {
        let rows = MONTHS.map(|month| format!("{},5\n", label(month)));
        let site = page(&format!("```chart bar\nmonth,n\n{}```", rows.concat()), "").good();
        site.file("ko/about/").to_owned()
    };
    for label in [
        &(|month: &str| month.to_owned()) as &dyn Fn(&str) -> String,
        &|month| month[..3].to_owned(),
        &|month| format!("{} 2025", &month[..3]),
    ] {
        let html = drawn(label);
        assert!(!html.contains(" height=\"19.0\""), "{html}");
        assert_eq!(html.matches("<rect").count(), 12);
    }
    // Names that are no sequence still lie.
    assert!(drawn(&|month| format!("{month}shire")).contains(" height=\"19.0\""));
}

#[test]
fn a_bar_of_zero_is_no_bar() {
    let chart = "```chart bar\n곳,값\n가,0\n나,0.001\n다,9\n```";
    let site = page(chart, "").good();
    let html = site.file("ko/about/");
    assert_eq!(html.matches("<rect").count(), 2, "{html}");
    // The number is there, and what is not zero is seen.
    assert!(
        html.contains(">0</text>") && html.contains("height=\"1.0\""),
        "{html}"
    );
}

/// Whichever way the bars go, a reader is told what their numbers count.
#[test]
fn what_numbers_count_is_on_the_picture() {
    for kind in [
        "bar",
        "bar horizontal",
        "bar stacked horizontal",
        "dot",
        "line",
    ] {
        let chart = format!("```chart {kind} {{unit=\"잔\"}}\n곳,값\n핀란드,3\n한국,2\n```");
        let site = page(&chart, "").good();
        let html = site.file("ko/about/");
        in_order(html, &["<svg class=\"chart-", ">잔</text>", "<details>"]);
        let (picture, _) = html.split_once("<details>").unwrap();
        assert_eq!(picture.matches("잔</text>").count(), 1, "{kind}: {html}");
    }
}

/// The words below an axis, as they are on a wide screen.
fn ticks(chart: &str) -> String {
    let site = page(chart, "").good();
    let (picture, _) = site.file("ko/about/").split_once("<details>").unwrap();
    let ticks = picture.split("<text class=\"mid").skip(1);
    let words = ticks.map(|t| t.split_once('>').unwrap().1.split_once('<').unwrap().0);
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn one_counts_in_round_steps_below_an_axis() {
    let line = |n: usize| {
        let rows: String = (0..n).map(|x| format!("{x},1\n")).collect();
        ticks(&format!("```chart line\nx,y\n{rows}```"))
    };
    assert!(line(1000).starts_with("0 100 200 300"), "{}", line(1000));
    assert!(line(25).starts_with("0 2 4 6 8"), "{}", line(25));
    assert_eq!(line(7), "0 1 2 3 4 5 6");

    let days = |events: &str| ticks(&format!("```chart timeline\n때,일\n{events}\n```"));
    assert_eq!(
        days("2025-01-03,가\n2025-02~2025-04,나\n2025-04-10,다"),
        "2025-03 2025-05"
    );
    assert_eq!(days("2024-11-30,가\n2025-06-02,나"), "2025-01 2025-04");
    assert_eq!(days("2024-03,가\n2025-07,나"), "2024-07 2025-01 2025-07");
    assert_eq!(days("2024-05-03,가\n2024-05-20,나"), "");
    assert_eq!(days("2019-05,가\n2025-05,나"), "2020 2022 2024 2026");
}

/// A line is as steep as its values are: dates and numbers stand at their distances.
#[test]
fn points_of_a_line_are_at_their_distances() {
    let points = |labels: [&str; 3]| {
        let rows = labels.map(|label| format!("\"{label}\",1\n")).concat();
        let site = page(&format!("```chart line\n때,값\n{rows}```"), "").good();
        let html = site.file("ko/about/");
        let circles = html.split("<circle ").skip(1);
        let at = circles.map(|c| c.split_once("cx=\"").unwrap().1.split_once('"').unwrap().0);
        at.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    for labels in [
        ["2020", "2021", "2024"],
        ["0", "5", "20"],
        ["0분", "5분", "20분"],
        ["−1,000 m", "0 m", "3,000 m"],
        ["0.5%", "1%", "2.5%"],
    ] {
        assert_eq!(points(labels), "0% 25% 100%", "{labels:?}");
    }
    for labels in [
        ["봄", "여름", "겨울"],
        ["1st", "2nd", "5th"],
        ["5", "1", "9"],
        ["1분", "2시간", "5일"],
        ["1-2", "3-4", "9-10"],
        ["", "1", "5"],
    ] {
        assert_eq!(points(labels), "0% 50% 100%", "{labels:?}");
    }
}

#[test]
fn one_file_serves_both_languages() {
    let csv = "== content/money.csv\nlabel.ko,label.en,value\n데이터센터,Data centre,63\n인건비,Salaries,12\n";
    let english = "== content/about.en.md\n---\ntitle: About\n---\n```chart bar {src=money.csv title=\"Money\" series=\"Billions\"}\n```\n";
    let korean = "```chart bar {src=money.csv title=\"돈\"}\n```";
    let site = page(korean, &format!("{english}{csv}")).good();
    in_order(
        site.file("ko/about/"),
        &[
            "<th scope=\"col\">label</th><th scope=\"col\">value</th>",
            "<th scope=\"row\">데이터센터</th>",
        ],
    );
    in_order(
        site.file("en/about/"),
        &[
            "Bar chart (Money).",
            "<th scope=\"col\">Billions</th>",
            "<th scope=\"row\">Data centre</th><td class=\"right\">63</td>",
        ],
    );
    assert!(!site.file("en/about/").contains("인건비"));
    assert!(
        site.found("other-structure").is_empty(),
        "{}",
        site.report()
    );
    // What is wrong with the file is told once.
    let site = page(korean, &format!("{english}{}", csv.replace("12", "12%")));
    let [found] = &site.found("chart")[..] else {
        panic!("{}", site.report());
    };
    assert_eq!(site.place(found), "content/money.csv: 12%");
    assert!(
        site.report().contains("content/money.csv:3:"),
        "{}",
        site.report()
    );
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let of = |head: &str, values: &str| fault(&format!("```chart {head}\n{values}\n```"), "");
    let kind = "write the kind, as in `chart bar`: bar, line, dot, share, timeline";
    let date = "write `2025-07-27`, `2025-07`, `2025` or `2025~2029`";
    let columns = "write the labels in the first column and values in the next: `Item,Value`";
    for (head, values, at, hint) in [
        ("bra", "a,b\nc,1", "bra", "did you mean `bar`?"),
        ("pie", "a,b\nc,1", "pie", "did you mean `share`?"),
        (
            "radar",
            "a,b\nc,1",
            "radar",
            "known here: bar, line, dot, share, timeline",
        ),
        ("", "a,b\nc,1", "```chart", kind),
        ("{title=\"x\"}", "a,b\nc,1", "```chart {title=\"x\"}", kind),
        (
            "bar {titel=\"x\"}",
            "a,b\nc,1",
            "titel=\"x\"",
            "write `title=\"…\"`",
        ),
        (
            "line stacked",
            "a,b\nc,1",
            "stacked",
            "it goes behind `bar`: `chart bar stacked`, `chart bar horizontal`",
        ),
        (
            "bar",
            "a,b,c\n가,1",
            "가,1",
            "write what is missing; leave a value that is not known empty, with its comma",
        ),
        (
            "bar",
            "a,b\n가,1,200",
            "가,1,200",
            "put a value with a comma between quotation marks: `\"1,200\"`",
        ),
        (
            "bar",
            "a,b\n가, 35억",
            "35억",
            "write `35` alone, and `억` in `unit=\"…\"`",
        ),
        ("bar", "a,b\n가,1.2e6", "1.2e6", "write `1200000`"),
        (
            "bar",
            "a,b\n가,\"₩3,000\"",
            "\"₩3,000\"",
            "write `3,000` alone, and `₩` in `unit=\"…\"`",
        ),
        (
            "bar",
            "a,b\n가,$많이",
            "$많이",
            "write digits, as in `1200` or `-3.5`, and leave what is not known empty",
        ),
        (
            "bar",
            "a,b\n가,1e999",
            "1e999",
            "write `1` alone, and `e999` in `unit=\"…\"`",
        ),
        (
            "bar",
            "a,b\n가,많이",
            "많이",
            "write digits, as in `1200` or `-3.5`, and leave what is not known empty",
        ),
        (
            "bar",
            "a,b\n가,\"1",
            "\"",
            "write `\"` where the value ends; a quotation mark in a value is `\"\"`",
        ),
        ("share", "a,b\n가,-1\n나,2", "-1", "use `bar`"),
        ("share", "a,b,c\n가,1,2", "a,b,c", columns),
        ("bar", "a\n가", "a", columns),
        ("timeline", "a,b\n2025-13,일", "2025-13", date),
        ("timeline", "a,b\n2026~2025,일", "2026~2025", date),
        ("bar", "a.ko,a.fr,b\n가,나,1", "a.fr", "known here: ko, en"),
        ("bar", "a.en,b\n가,1", "a.en", "add a column `a.ko`"),
        (
            "bar {series=\"x,y\"}",
            "a,b\n가,1",
            "series=\"x,y\"",
            "write a name for each column, with commas between",
        ),
        (
            "bar {src=x.csv}",
            "a,b\n가,1",
            "src=x.csv",
            "take `src` away, or delete the values here",
        ),
    ] {
        let (place, said) = of(head, values);
        assert_eq!(
            place,
            format!("content/about.ko.md: {at}"),
            "{head}: {values}"
        );
        assert_eq!(said, hint, "{head}: {values}");
    }
    let (place, hint) = of("bar", "a,b");
    assert_eq!(place, "content/about.ko.md: ");
    assert!(hint.contains("`Year,Sales`"), "{hint}");
    assert_eq!(of("bar", "a,b\n가,").1, "write one at least");
    assert_eq!(of("share", "a,b\n가,0").1, "write one above zero");
    let many: String = (0..61).map(|i| format!("x{i},1\n")).collect();
    let (place, _) = of("bar", &format!("a,b\n{many}"));
    assert_eq!(place, "content/about.ko.md: x60");
    let series: String = (0..9).map(|i| format!(",s{i}")).collect();
    let (place, _) = of("line", &format!("a{series}\n가{}", ",1".repeat(9)));
    assert_eq!(place, "content/about.ko.md: s8");
    let csv = "== content/money.csv\na,b\n가,1\n";
    let (place, hint) = fault("```chart bar {src=mony.csv}\n```", csv);
    assert_eq!(place, "content/about.ko.md: src=mony.csv");
    assert_eq!(hint, "did you mean `money.csv`?");
}

#[test]
fn places_are_those_of_the_file_inside_lists_too() {
    let (place, _) = fault(
        "- 항목\n\n  ```chart bar\n  a,b\n  가,1\n  나,많이\n  ```",
        "",
    );
    assert_eq!(place, "content/about.ko.md: 많이");
    let (place, _) = fault("> ~~~ chart bar\n> a,b\n> 나,많이\n> ~~~", "");
    assert_eq!(place, "content/about.ko.md: 많이");
}

#[test]
fn a_feed_has_the_table_alone() {
    let site = build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n{BARS}\n"
    ))
    .good();
    let feed = site.file("ko/feed.xml");
    assert!(
        feed.contains("&lt;th scope=&quot;row&quot;&gt;2025&lt;/th&gt;"),
        "{feed}"
    );
    assert!(!feed.contains("&lt;svg"), "{feed}");
}

#[test]
fn a_series_named_as_a_subject_has_its_colour() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n```chart line\n해,랑스,다른 것,시화호\n1,2,3,4\n2,3,4,5\n```\n\n```chart bar\n곳,값\n랑스,1\n밖,2\n```\n\n## 표 {#t kind=comparison}\n\n| 점 | 시화호 | 랑스 |\n|---|---|---|\n| 값 | 1 | 2 |\n\
         == content/glossary/sihwa.ko.md\n---\ntitle: 시화호\nsummary: 발전소다.\n---\n== content/glossary/rance.ko.md\n---\ntitle: 랑스\nsummary: 발전소다.\n---\n",
    )
    .good();
    in_order(
        site.file("ko/a/"),
        &[
            "<li class=\"s2\">랑스</li><li class=\"s3\">다른 것</li><li class=\"s1\">시화호</li>",
            "<rect class=\"s2\"",
            "<rect class=\"s7\"",
        ],
    );
}
