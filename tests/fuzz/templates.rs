//! A site's own templates, whatever they hold.
//!
//! An input is the text of `page.html`; a line `== name.html` begins another template.

use super::engine::{Seen, Verdict};
use super::site::{SETTINGS, Site};

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "{{ ", " }}", "{% ", " %}", "{#", "#}", "{{-", "-}}", "{%-", "-%}", "page.title", "page", "page.nothing", "site.title", "t.search", "text.html", "nav", "explainer", "loop.index",
    " | ", "safe", "josa(\"은/는\")", "josa('은/는')", "josa(pair=\"은/는\")", "josa(pair=\"x\")", "josa(pair=\"을/를\", only=true)", "josa(pair='이/가', reading=\"엑스\")", "upper", "length", "join(sep=\", \")", "replace(from=\"a\", to=\"b\")", "default(value=1)", "first",
    "reverse", "round", "truncate(length=3)", "split(pat=\"\")", "map(attribute=\"x\")", "nosuch", "escape", "indent(width=9)", "get(key=\"x\")",
    "{% if page.title %}", "{% elif x %}", "{% else %}", "{% endif %}", "{% for x in nav %}", "{% for k, v in page %}", "{% for c in page.title %}", "{% endfor %}", "{% break %}", "{% continue %}",
    "{% set x = 1 %}", "{% set_global x = [1, \"글\"] %}", "{% set x %}", "{% endset %}", "{% block main %}", "{% endblock %}", "{% block head %}", "{{ super() }}", "{% extends \"base.html\" %}",
    "{% extends \"@builtin/page.html\" %}", "{% include \"head.html\" %}", "{% include \"page.html\" %}", "{% include \"nosuch.html\" ignore missing %}", "{% include x %}", "{% raw %}", "{% endraw %}",
    "{% filter upper %}", "{% endfilter %}", "{% component x(a: string = \"b\") %}", "{% endcomponent x %}", "{{ <x a=\"b\"/> }}", "{% import \"x\" as y %}", "{% macro m() %}", "{% endmacro %}",
    "== base.html\n", "== page.html\n", "== head.html\n", "== x.html\n", "1", "0", "-1", "9223372036854775807", "1.5", "1e999", "true", "none", "\"글\"", "'a'", "`a`", "[1, 2]", "{\"a\": 1}", "[", "]", "(", ")", "{", "}",
    " + ", " - ", " * ", " / ", " % ", " ~ ", " == ", " < ", " and ", " or ", "not ", " in ", " is defined", " is not odd", " ? ", " ?? ", "..", "[0]", "[-1]", "[0:2]", "[::-1]", "[\"x\"]", ".x", "?.x", "\"", "'", "\\", "\\u{0}",
    "글", "</html>", "<b>", "{", "%", "\n", " ",
    // What grows, turns often or uses itself.
    "{% for i in range(end=100000) %}", "{% for i in range(end=300) %}", "{% for i in a %}", "range(end=100000000)", "range(end=100000)", "[b for b in range(end=1000)]", "{% set_global s = \"ab\" %}",
    "{% set_global s = s ~ s %}", "{% set_global s %}{{ s }}{{ s }}{% endset %}", "{% set_global a = [[\"k\", 1]] %}", "{% set_global a = [a] %}", "{% set_global a = [a, a] %}", "{% set_global a = [...a, ...a] %}",
    "{% set_global a = {\"k\": a} %}", "{% set_global a = [a for b in [1]] %}", "{% set_global a = __tera_context %}", "{% set_global a = a | group_by(attribute=\"0\") | pairs %}", "a[:]", "s[0:1]", "(s)[0]", "-", " ** ",
    "replace(from=\"\", to=s)", "join(sep=s)", "indent(width=1000, blank=true, first=true)", "escape_html", "str", "sort", "sort(attribute=s)", "unique", "pairs", "values", "group_by(attribute=\"0\")", "group_by(attribute=s)",
    "truncate(length=1, end=s)", "trim(pat=s)", "default(value=a)", " is containing(pat=s)", "{% component c(...rest) %}{{ body }}{{ <c a={rest}/> }}{{ <c/> }}{% endcomponent %}", "{{ <c/> }}", "{{ <c {...page}/> }}", "{% <c> %}", "{% </c> %}",
    "{% include \"x.html\" %}", "{% extends \"x.html\" %}", "{% block x %}{{ super() }}{{ super() }}{% endblock %}",
];

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let text = String::from_utf8_lossy(input);
    let mut templates: Vec<(String, String)> = Vec::new();
    for (i, part) in text.split("== ").enumerate() {
        let (name, text) = if i == 0 {
            ("page.html", part)
        } else {
            part.split_once('\n').unwrap_or((part, ""))
        };
        let path = format!("templates/{}", name.trim());
        if name.trim().ends_with(".html") && !templates.iter().any(|(other, _)| *other == path) {
            templates.push((path, text.to_owned()));
        }
    }
    let page = "---\ntitle: 글\ndescription: 설명이다.\n---\n# 글\n\n글이다.\n".as_bytes();
    let mut files = vec![
        ("site.toml", SETTINGS.as_bytes()),
        ("content/index.ko.md", page),
        ("content/t.ko.md", page),
        ("content/a/index.ko.md", page),
    ];
    files.extend(
        templates
            .iter()
            .map(|(path, text)| (&**path, text.as_bytes())),
    );
    Site::build(&files).check_findings(seen)
}
