//! Videos: files that browsers play, and links to those of other sites.

use super::harness::{Built, build, render};

const VIDEO: &str = "https://youtu.be/dQw4w9WgXcQ?t=90";

/// An explainer in two languages with a text.
fn explainer(text: &str) -> Built {
    build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n{text}\n== content/a/index.en.md\n---\ntitle: Text\n---\nNo video.\n== content/a/v.mp4\nx"
    ))
}

#[test]
fn a_video_file_is_played_by_the_browser() {
    let site = explainer("앞\n\n![터빈이 도는 모습](v.mp4 \"터빈\")").good();
    assert!(site.file("ko/a/").contains(
        "<figure><video src=\"../../a/v.mp4\" aria-label=\"터빈이 도는 모습\" controls preload=\"metadata\" playsinline>\
         <a href=\"../../a/v.mp4\">터빈이 도는 모습</a></video><figcaption>터빈</figcaption></figure>"
    ), "{}", site.file("ko/a/"));
    for (page, address) in [
        ("ko/a/parallel/", "../../../a/v.mp4"),
        ("en/a/parallel/", "../../../a/v.mp4"),
    ] {
        let html = site.file(page);
        assert!(
            html.contains(&format!("<video src=\"{address}\"")),
            "{page}: {html}"
        );
    }
    let feed = site.file("ko/feed.xml");
    assert!(
        feed.contains("https://name.github.io/site/a/v.mp4"),
        "{feed}"
    );
    assert!(site.file("ko/a/index.md").contains("![터빈이 도는 모습]"));
}

#[test]
fn a_video_stands_inside_a_sentence_too_and_never_in_two_links() {
    let html = render("글 ![도는 것](https://a.kr/v.webm?x#t=3) 끝");
    assert_eq!(
        html,
        "<p>글 <video src=\"https://a.kr/v.webm?x#t=3\" aria-label=\"도는 것\" controls preload=\"metadata\" playsinline>\
         <a href=\"https://a.kr/v.webm?x#t=3\">도는 것</a></video> 끝</p>"
    );
    let html = render("[![도는 것](https://a.kr/v.MP4)](https://b.kr)");
    assert_eq!(html.matches("<a ").count(), 1, "{html}");
    assert!(html.contains("playsinline>도는 것</video></a>"));
    // Neither a link nor another file is one.
    for text in [
        "[글](https://a.kr/v.mp4)",
        "![글](https://a.kr/mp4)",
        "![글](https://a.kr/v.mp4.png)",
    ] {
        assert!(!render(text).contains("<video"), "{text}");
    }
}

#[test]
fn a_video_without_a_name_or_for_few_browsers_is_told() {
    let site = explainer("앞 ![](v.mp4)");
    assert_eq!(
        site.only_finding_with("no-alt"),
        "nothing says what this video shows"
    );
    let site = explainer("앞 ![도는 것](https://a.kr/v.MOV)");
    assert_eq!(
        site.only_finding_with("video-format"),
        "this is a MOV video, which many browsers do not play"
    );
    assert!(
        site.file("ko/a/")
            .contains("<video src=\"https://a.kr/v.MOV\"")
    );
    let site = explainer("앞 ![도는 것](w.mp4)");
    assert!(site.report().contains("there is no file `w.mp4`"));
}

#[test]
fn a_link_to_a_video_alone_in_its_paragraph_names_the_player() {
    assert_eq!(
        render(&format!("[강연: *터빈*]({VIDEO})")),
        format!(
            "<p class=\"video\" data-player=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&amp;start=90\" data-play=\"재생\"><a href=\"{VIDEO}\">강연: <em>터빈</em></a></p>"
        )
    );
    // Its address says nothing to those who hear it.
    for text in [format!("<{VIDEO}>"), VIDEO.to_owned()] {
        let html = render(&text);
        assert!(html.contains("data-title=\"YouTube 동영상\""), "{html}");
        assert!(
            html.contains(&format!("<a href=\"{VIDEO}\">{VIDEO}</a></p>")),
            "{html}"
        );
    }
    let html = render("> <https://vimeo.com/76979871>");
    assert!(
        html.contains(
            "data-player=\"https://player.vimeo.com/video/76979871?dnt=1&amp;autoplay=1\""
        )
    );
    assert!(html.contains("data-title=\"Vimeo 동영상\""));
}

#[test]
fn a_link_with_something_beside_it_is_a_link() {
    for text in [
        format!("[강연]({VIDEO})은 좋다."),
        format!("보라: [강연]({VIDEO})"),
        format!("[강연]({VIDEO}) [둘]({VIDEO})"),
        format!("[강연]({VIDEO})\\\n글"),
        format!("- [강연]({VIDEO})"),
        format!("**[강연]({VIDEO})**"),
        "[강연](https://www.youtube.com/@name)".to_owned(),
        "[강연](https://example.com/watch?v=dQw4w9WgXcQ)".to_owned(),
    ] {
        assert!(!render(&text).contains("data-player"), "{text}");
    }
    // What the author's own HTML puts into a link holds none.
    let html = render(&format!(
        "<a href=\"https://b.kr\">\n\n[강연]({VIDEO})\n\n</a>"
    ));
    assert!(!html.contains("data-player"), "{html}");
}

#[test]
fn only_pages_with_such_a_link_have_its_script() {
    let script = |site: &Built, page: &str| {
        let html = site.file(page);
        assert_eq!(
            html.contains("player."),
            html.contains("assets/player.") && html.contains(".css") && html.contains(".js")
        );
        html.contains("assets/player.")
    };
    let site = explainer(&format!("앞\n\n[강연]({VIDEO})")).good();
    assert!(script(&site, "ko/a/"));
    assert!(script(&site, "ko/a/parallel/"));
    assert!(script(&site, "en/a/parallel/"), "it is in the other column");
    assert!(!script(&site, "en/a/"));
    assert!(!script(&site, "ko/"));
    let site = explainer("앞\n\n![도는 것](v.mp4)").good();
    assert!(!script(&site, "ko/a/"));
}

#[test]
fn in_the_feed_and_in_markdown_it_is_that_link() {
    let site = explainer(&format!("앞\n\n[강연]({VIDEO})")).good();
    assert!(
        site.file("ko/a/index.md")
            .contains(&format!("\n[강연]({VIDEO})\n"))
    );
    let feed = site.file("ko/feed.xml");
    assert!(feed.contains(VIDEO) && feed.contains("강연"));
    assert!(!feed.contains("iframe"));
}

#[test]
fn the_authors_own_frames_and_videos_keep_to_the_column() {
    let site = explainer("앞\n\n<iframe src=\"https://a.kr\" width=\"5000\"></iframe>").good();
    let style = site.paths().find(|path| path.starts_with("assets/style."));
    let css = site.file(style.unwrap());
    assert!(
        css.contains("img,svg,video,iframe{max-width:100%}"),
        "{css}"
    );
}
