//! Figures, and the colours of what a comparison compares.

use super::harness::build;

#[test]
fn a_figure_that_fills_the_column_and_the_margin_spans_both() {
    let svg = |name, width| {
        format!(
            "== content/{name}.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='300'/>\n"
        )
    };
    let site = build(&format!(
        "{}{}== content/about.ko.md\n---\ntitle: 소개\n---\n![작은](small.svg \"설명\")\n\n![큰](large.svg)\n\n![먼](https://example.com/a.png)\n",
        svg("small", 911),
        svg("large", 912),
    ));
    let html = site.file("ko/about/");
    for figure in [
        "<figure><img src=\"../../small.svg\" alt=\"작은\" width=\"911\" height=\"300\" data-zoom=\"911\" loading=\"lazy\" decoding=\"async\"><figcaption>설명</figcaption></figure>",
        "<figure class=\"wide\"><img src=\"../../large.svg\" alt=\"큰\" width=\"912\" height=\"300\" data-zoom=\"912\" loading=\"lazy\" decoding=\"async\"></figure>",
        "<figure><img src=\"https://example.com/a.png\" alt=\"먼\" loading=\"lazy\" decoding=\"async\"></figure>",
    ] {
        assert!(html.contains(figure), "{html}");
    }
}

/// An explainer whose comparison has these columns, and the terms 시화호 (`sihwa`) and 랑스 (`rance`).
fn comparison(columns: &str) -> String {
    let mut site = format!(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n머리.\n== content/a/10-table.ko.md\n---\ntitle: 표\nkind: comparison\n---\n{columns}\n|---|---|---|\n| 용량 | 254 | 240 |\n"
    );
    for (slug, title) in [("sihwa", "시화호"), ("rance", "랑스")] {
        site.push_str(&format!(
            "== content/glossary/{slug}.ko.md\n---\ntitle: {title}\nsummary: 발전소다.\n---\n"
        ));
    }
    build(&site).file("ko/a/").to_owned()
}

#[test]
fn the_terms_that_a_comparison_compares_have_the_colours_of_its_columns() {
    for columns in [
        "| 항목 | 시화호(한국) | 랑스 |",
        "| 항목 | [[sihwa]] | [[rance\\|프랑스의 랑스]] |",
    ] {
        let html = comparison(columns);
        assert!(
            html.contains("<style>[data-term=\"sihwa\"]{--term:var(--subject-1,currentColor)}[data-term=\"rance\"]{--term:var(--subject-2,currentColor)}</style>"),
            "{html}"
        );
    }
    let html = comparison("| 항목 | 우리나라 | 랑스 |");
    assert!(
        html.contains("<style>[data-term=\"rance\"]{--term:var(--subject-2,currentColor)}</style>"),
        "{html}"
    );
    let html = comparison("| 항목 | 하나 | 둘 |");
    assert!(!html.contains("<style>"), "{html}");
}
