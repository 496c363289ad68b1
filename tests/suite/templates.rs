//! A site's own templates: what one may do, and where its faults are reported. Through the program itself, which a
//! template must not be able to end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use super::harness::build;
use super::publish::{haeseol, site, write};
use super::serve::Preview;

const PAGE: &str = "\n== content/t.ko.md\n---\ntitle: 글\n---\n본문\n";

/// A site with a template for plain pages. `§` is where the fault is to be found.
fn with_page(template: &str) -> String {
    format!(
        "== templates/page.html\n{}{PAGE}",
        template.replace('§', "")
    )
}

/// Line and column of `§`.
fn marked(template: &str) -> Vec<(u64, u64)> {
    let marks = template.match_indices('§').map(|(at, _)| {
        let before = template[..at].replace('§', "");
        let line = before.rsplit('\n').next().unwrap();
        let lines = before.matches('\n').count() as u64 + 1;
        (lines, line.chars().count() as u64 + 1)
    });
    marks.collect()
}

/// The errors that `check` gives: file, code, line and column.
fn errors(folder: &Path) -> Vec<(String, String, u64, u64)> {
    let output = haeseol(folder, &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let rows = String::from_utf8(output.stdout).unwrap();
    let rows = rows
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    let errors = rows.filter(|row| row["severity"] == "error");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    errors
        .map(|e| {
            let place = (
                e["line"].as_u64().unwrap_or(0),
                e["column"].as_u64().unwrap_or(0),
            );
            (text(&e["file"]), text(&e["code"]), place.0, place.1)
        })
        .collect()
}

/// Templates without measure, each with the place where it is stopped, if it takes no care to say which of several it is.
fn without_measure() -> Vec<String> {
    let long = "x".repeat(1000);
    let mut all: Vec<String> = [
        // Values nested in each other.
        "{% set_global a = [] %}{% for i in range(end=100000) %}{% set_global a = [§a] %}{% endfor %}",
        "{% set_global a = {} %}{% for i in range(end=100000) %}{% set_global a = {\"k\": §a} %}{% endfor %}",
        "{% set_global a = [] %}{% for i in range(end=100000) %}{% set_global a = [§a for b in [1]] %}{% endfor %}",
        "{% set_global a = [] %}{% for i in range(end=100000) %}{% set_global a = [§a or 1, ...[]] | sort %}{% endfor %}",
        "{% set_global a = 1 %}{% for i in range(end=100000) %}{% set_global a = §__tera_context %}{% endfor %}",
        "{% set_global a = [[\"k\", 1]] %}{% for i in range(end=80000) %}{% set_global a = a | §group_by(attribute=\"0\") | pairs %}{% endfor %}",
        // Values that double.
        "{% set_global a = [1] %}{% for i in range(end=100000) %}{% set_global a = [§a, a] %}{% endfor %}",
        "{% set_global a = [1] %}{% for i in range(end=100000) %}{% set_global a = [...§a, ...a] %}{% endfor %}",
        "{% set_global s = \"ab\" %}{% for i in range(end=100000) %}{% set_global s = §s ~ s %}{% endfor %}",
        "{% set_global s = \"ab\" %}{% for i in range(end=100000) %}{% set_global s = s | §replace(from=\"\", to=s) %}{% endfor %}",
        "{% set_global s = \"ab\" %}{% for i in range(end=100000) %}{% set_global s = [s, s] | §join(sep=s) %}{% endfor %}",
        "{% set_global s = \"a\n\n\" %}{% for i in range(end=1000) %}{% set_global s = s | §indent(width=1000, blank=true) %}{% endfor %}",
        "{% set_global s = \"a\" %}{% for i in range(end=100000) %}{% set_global s = §s | escape_html ~ s %}{% endfor %}",
        "{% set_global s %}ab{% endset %}{% for i in range(end=100000) %}{% set_global §s %}{{ s }}{{ s }}{% endset %}{% endfor %}",
        "{% set_global s %}\"ab{% endset %}{% for i in range(end=1000) %}{% set_global s | upper %}{% filter trim %}{{ §s }}{{ s }}{% endfilter %}{% endset %}{% endfor %}",
        "{% set_global s = \"ab\" %}{% for i in range(end=40) %}{% set_global s = [s ~ §s, \"\"] | join %}{% endfor %}",
        "{% set_global s = \"ab\" %}{% for i in range(end=40) %}{% set_global s = §[s, s] | str %}{% endfor %}",
        // Loops in loops.
        "{% for a in range(end=100000) %}{% for b in §range(end=100000) %}{% endfor %}{% endfor %}",
        "{% for a in range(end=1000) %}{% for b in range(end=1000) %}\n{% for c in §range(end=1000) %}{{ §c }}{% endfor %}{% endfor %}{% endfor %}",
        "{{ [[b for b in §range(end=100000)] for a in range(end=100000)] | length }}",
        "{{ [b for b in range(end=100000) if [c for c in §range(end=100000) if false]] | length }}",
        "{% set r = range(end=3000) %}{% for a in r %}{% for b in §r %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}",
        // Much text.
        "{% for a in §range(end=100000) %}LONG{% endfor %}",
        "{% set s %}{% for a in §range(end=100000) %}LONG{% endfor %}{% endset %}",
        "{% set s = \"LONG\" %}{% for a in range(end=100000) %}{{ §s }}{% endfor %}",
        "{% set s = \"LONG\" %}{% set t %}{% for a in range(end=100000) %}{{ §s | §safe }}{% endfor %}{% endset %}",
        // Work on much.
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% if s == §s ~ \"\" %}{% endif %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% if §s[0:1] %}{% endif %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% if §s[-1] %}{% endif %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% if §(s)[0] %}{% endif %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% set n = §s | length %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% if \"x\" is starting_with(pat=§s) %}{% endif %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{% for a in range(end=9999) %}{% set n = {\"a\": 1}[§s] %}{% endfor %}",
        "{% set_global s = \"LONG\" %}{% for i in range(end=12) %}{% set_global s = s ~ s %}{% endfor %}{{ s | §split(pat=\"\") | length }}{{ s | split(pat=\"\") | length }}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% set q = §r[:] %}{% endfor %}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% set q = -1 ~ §r[1::2] %}{% endfor %}",
        "{% for a in range(end=9999) %}{% set q = -§range(end=90000)[0] %}{% endfor %}",
        "{% set_global z = \"0\" %}{% for i in range(end=18) %}{% set_global z = z ~ z %}{% endfor %}{% set r = [[x] for x in range(end=50000)] %}{{ r | §sort(attribute=z) | length }}",
        "{% set_global z = \"0\" %}{% for i in range(end=18) %}{% set_global z = z ~ z %}{% endfor %}{% set r = [[x] for x in range(end=50000)] %}{{ r | §group_by(attribute=z) | length }}",
        "{% set r = range(end=90000) %}{{ r | §unique | length }}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% set q = r | §sort %}{% endfor %}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% set q = r | §sort | first %}{% endfor %}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% if -1 in §r %}{% endif %}{% endfor %}",
        "{% set r = range(end=90000) %}{% for a in range(end=9999) %}{% set q = [...§r] %}{% endfor %}",
        "{% for a in range(end=9999) %}{% set q = §range(end=100000) %}{% endfor %}",
        "{% for a in range(end=9999) %}{% set q = §range(end=100000) | first %}{% endfor %}",
        "{% set m = [range(end=9000)] %}{% for a in range(end=9999) %}{{ §m }}{% endfor %}",
        // Components.
        "§{% component c() %}{{ <c/> }}{% endcomponent %}{{ <c/> }}",
        "§{% component c() %}{{ <c/> }}{{ <c/> }}{{ <c/> }}{% endcomponent %}{{ <c/> }}",
        "{% component d(n) %}{% if n > 0 %}{{ <d n={n - 1}/> }}{{ <d n={n - 1}/> }}{% for a in §range(end=1000) %}{% endfor %}{% endif %}{% endcomponent %}{{ <d n={17}/> }}",
        "{% component e(...rest) %}{% for i in §range(end=100000) %}{% for j in range(end=100) %}{{ <e2 a={rest}/> }}{% endfor %}{% endfor %}{% endcomponent %}{% component e2(a) %}.{% endcomponent %}{{ <e q={1}/> }}",
        "{% component f() %}{{ body }}{% endcomponent %}{% for i in range(end=99999) %}{% <f> %}{% <f> %}{{ i }}{% </f> %}{% </f> %}{% endfor %}",
    ]
    .map(|template| template.replace("LONG", &long))
    .into();
    // Where Tera's own limits report it.
    let deep = |open: &str, inner: &str, close: &str| open.repeat(30) + inner + &close.repeat(30);
    all.push(deep(
        "{% if 1 %}",
        "{% for i in range(end=100000) %}{% for j in §range(end=100000) %}{% endfor %}{% endfor %}",
        "{% endif %}",
    ));
    let many = (0..5_000).map(|i| format!("{{% set a{i} = 1 %}}"));
    all.push(
        many.collect::<String>()
            + "{% for i in range(end=100000) %}{% set q = §__tera_context.a1 %}{% endfor %}",
    );
    all
}

#[test]
fn a_template_without_measure_is_stopped_where_it_goes_too_far() {
    for template in without_measure() {
        let folder = site(&with_page(&template));
        let start = Instant::now();
        let found = errors(folder.path());
        let short: String = template.chars().take(300).collect();
        let [(file, code, line, column)] = found.as_slice() else {
            panic!("{short}: {found:?}");
        };
        assert_eq!(
            (file.as_str(), code.as_str()),
            ("templates/page.html", "template-budget"),
            "{short}"
        );
        if template.contains('§') {
            assert!(
                marked(&template).contains(&(*line, *column)),
                "{line}:{column} {short}"
            );
        }
        // The promise is ten seconds for a release build on an idle machine; this only has to end.
        assert!(start.elapsed() < Duration::from_secs(300), "{short}");
    }
}

/// Templates that Tera cannot be given, or must refuse, each with its code.
#[test]
fn a_source_without_measure_is_refused() {
    let nested = |open: &str, close: &str, n: usize| open.repeat(n) + &close.repeat(n);
    let elifs = format!("{{% if a %}}{}{{% endif %}}", "{% elif a %}".repeat(50_000));
    for (template, code) in [
        (format!("{{{{ {} }}}}", "(".repeat(100_000)), "template"),
        (format!("{{{{ {} }}}}", "[".repeat(100_000)), "template"),
        (
            format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000)),
            "template",
        ),
        (
            format!("{{% set a = {}1 %}}", "{\"a\":".repeat(10_000)),
            "template",
        ),
        (format!("{{{{ 1{} }}}}", " ~ 1".repeat(20_000)), "template"),
        (
            format!("{{{{ 1{} }}}}", " if 1 else 1".repeat(20_000)),
            "template",
        ),
        (format!("{{{{ a{} }}}}", ".a".repeat(20_000)), "template"),
        (format!("{{{{ {}a }}}}", "not ".repeat(20_000)), "template"),
        (nested("{% if 1 %}", "{% endif %}", 10_000), "template"),
        (
            nested("{% for i in [1] %}", "{% endfor %}", 10_000),
            "template",
        ),
        (
            nested("{% filter upper %}", "{% endfilter %}", 10_000),
            "template",
        ),
        (elifs.clone(), "template-budget"),
        (elifs + "{{ & }}", "template-budget"),
        ("a".repeat(20 << 20), "template-budget"),
        ("{{a}}".repeat(4 << 20), "template-budget"),
        ("{{a}}".repeat(300_000), "template-budget"),
        ("{% set a = 1 %}{{ page[a | str].x[0] }}".into(), "template"),
        (
            "{% component c(...rest) %}{% endcomponent %}{{ <c __tera_context/> }}".into(),
            "template",
        ),
    ] {
        let folder = site(&with_page(&template));
        let found = errors(folder.path());
        let short: String = template.chars().take(60).collect();
        assert_eq!(found.len(), 1, "{short}: {found:?}");
        assert_eq!(
            (found[0].0.as_str(), found[0].1.as_str()),
            ("templates/page.html", code),
            "{short}"
        );
    }
}

#[test]
fn files_that_use_each_other_without_measure_are_stopped() {
    // Each twice the next, without a circle.
    let mut doubling = String::new();
    for i in 0..40 {
        let next = i + 1;
        let _ = write!(
            doubling,
            "\n== templates/d{i}.html\n{{% include \"d{next}.html\" %}}{{% include \"d{next}.html\" %}}"
        );
    }
    let site_of = |main: &str, rest: &str| format!("== templates/page.html\n{main}{rest}{PAGE}");
    let last = "\n== templates/d40.html\n.";
    let found = errors(site(&site_of("{% include \"d0.html\" %}", &(doubling + last))).path());
    assert_eq!(found[0].1, "template-budget");

    // Fifteen deep: few enough to be within each other, too many to be gone through.
    let mut branching = String::new();
    for i in 0..15 {
        let next = format!("{{% include \"d{}.html\" %}}", i + 1).repeat(4);
        let _ = write!(branching, "\n== templates/d{i}.html\n{next}");
    }
    let found = errors(
        site(&site_of(
            "{% include \"d0.html\" %}",
            &(branching + "\n== templates/d15.html\n."),
        ))
        .path(),
    );
    assert_eq!((found.len(), found[0].1.as_str()), (1, "template-budget"));

    // Blocks that show the one they replace, twice.
    let mut heirs =
        "\n== templates/h0.html\n{% block b %}{{ page.title }}{% endblock %}".to_owned();
    for i in 1..18 {
        let _ = write!(
            heirs,
            "\n== templates/h{i}.html\n{{% extends \"h{}.html\" %}}{{% block b %}}{{{{ super() }}}}{{{{ super() }}}}{{{{ super() }}}}{{% endblock %}}",
            i - 1
        );
    }
    let found = errors(site(&site_of("{% extends \"h17.html\" %}", &heirs)).path());
    assert_eq!((found.len(), found[0].1.as_str()), (1, "template-budget"));

    // A chain as long as there may be templates, which a page stops in, and one longer, which is not read.
    for (count, is_read) in [(400, true), (600, false)] {
        let mut chain = String::new();
        for i in 0..count {
            let _ = write!(
                chain,
                "\n== templates/c{i:03}.html\n{{% include \"c{:03}.html\" %}}",
                i + 1
            );
        }
        let _ = write!(chain, "\n== templates/c{count:03}.html\n.");
        let found = errors(site(&site_of("{% include \"c000.html\" %}", &chain)).path());
        assert_eq!(found[0].1, "template-budget", "{count}");
        assert_eq!(found[0].2 > 0, is_read, "{count}");
    }

    // Children that each inherit all of a large parent.
    let blocks =
        (0..500).map(|i| format!("{{% block b{i} %}}{{{{ page.title }}}}{{% endblock %}}"));
    let text = "{% block b %}".to_owned() + &"x".repeat(1 << 20) + "{% endblock %}";
    for parent in [blocks.collect(), text] {
        let mut all = format!("\n== templates/big.html\n{parent}");
        for i in 0..300 {
            let _ = write!(
                all,
                "\n== templates/k{i}.html\n{{% extends \"big.html\" %}}"
            );
        }
        let found = errors(site(&site_of("{% extends \"big.html\" %}", &all)).path());
        assert_eq!((found[0].1.as_str(), found[0].2), ("template-budget", 0));
    }
}

#[test]
fn one_fault_is_one_finding_however_many_pages_it_is_on() {
    let mut text = "== templates/head.html\n{% for a in range(end=100000) %}\n{% for b in range(end=100000) %}{% endfor %}{% endfor %}".to_owned();
    for i in 0..50 {
        let _ = write!(
            text,
            "\n== content/t{i}.ko.md\n---\ntitle: 글 {i}\n---\n본문\n"
        );
    }
    let found = build(&text).findings();
    let found: Vec<_> = found
        .iter()
        .filter(|f| f.ends_with("template-budget"))
        .collect();
    assert_eq!(found, ["templates/head.html:2:13 template-budget"]);
    // Where it depends on the page, the first one says where, whichever thread is first.
    let endless =
        "{% for a in range(end=100000) %}{% for b in range(end=100000) %}{% endfor %}{% endfor %}";
    let template =
        format!("{{% if \"7\" in page.title %}}{endless}{{% else %}}\n{endless}{{% endif %}}");
    let text = text.replace("templates/head.html", "templates/none.html")
        + "\n== templates/page.html\n"
        + &template;
    for _ in 0..5 {
        assert_eq!(
            build(&text)
                .findings()
                .iter()
                .filter(|f| f.ends_with("template-budget"))
                .collect::<Vec<_>>(),
            ["templates/page.html:2:45 template-budget"]
        );
    }
}

#[test]
fn an_error_after_a_particle_is_at_its_column() {
    for template in [
        "{{ page.title | josa(\"은/는\") }} 가나 {{ §none_such }}",
        "{{ page.title | josa('은/는', only=true) }}{{ 1 | §zz }}",
        "{{ page.title | josa(\"은/는\") }}{{ page.title | josa(\"이/가\") | §abs }}",
        "josa(\"은/는\") {# josa(\"은/는\") #}{% raw %}josa(\"은/는\"){% endraw %}{{ page.title.§x.y }}",
        "{{ page.title | josa(\"은/는\") }}\n{{ page.title | josa(\"은/는\") }}{% if page §page %}{% endif %}",
        "{{ page.title | §josa(\"은/은\") }}",
    ] {
        let found = errors(site(&with_page(template)).path());
        let (line, column) = marked(template)[0];
        let wanted = (
            "templates/page.html".to_owned(),
            "template".to_owned(),
            line,
            column,
        );
        assert_eq!(found, [wanted], "{template}");
    }
    let site = build(&with_page(
        "josa(\"은/는\") {# a #}{{ 'josa(\"a\")' | safe }} {{ page.title | josa('은/는') }}",
    ));
    assert_eq!(
        site.file("ko/t/").trim_end(),
        "josa(\"은/는\") josa(\"a\") 글은"
    );
}

#[test]
fn groups_are_in_the_order_in_which_they_begin() {
    let template = "{% for k, v in [[9], [\"b\"], [4], [7], [\"a\"], [4], [true], [1]] | group_by(attribute=\"0\") %}{{ k }}:{{ v | length }} {% endfor %}";
    let site = build(&with_page(template)).good();
    assert_eq!(
        site.file("ko/t/").trim_end(),
        "9:1 b:1 4:2 7:1 a:1 true:1 1:1"
    );
}

/// On the stack of a thread of the pool, which is that of a test.
#[test]
fn the_deepest_templates_that_are_read_fit_the_stack() {
    let ifs = |inner: &str| "{% if 1 %}".repeat(37) + inner + &"{% endif %}".repeat(37);
    let groups = format!("{{{{ {}1{} }}}}", "(".repeat(30), ")".repeat(30));
    let elifs = format!(
        "{{% if a %}}{}{{% else %}}{groups}{{% endif %}}",
        "{% elif a %}".repeat(199)
    );
    let component = "{% component c(n) %}{% if n > 0 %}{% set x %}{{ <c n={n - 1}/> }}{% endset %}{{ x }}{% else %}end{% endif %}{% endcomponent %}{{ <c n={17}/> }}";
    let list = "{% set_global a = [] %}{% for i in range(end=60) %}{% set_global a = [a] %}{% endfor %}{{ a }}{{ a == a }}";
    for (template, wanted) in [
        (ifs(&elifs), "1"),
        (ifs(&groups), "1"),
        (component.to_owned(), "end"),
        (list.to_owned(), "]]]true"),
    ] {
        let site = build(&with_page(&template)).good();
        assert!(
            site.file("ko/t/").trim_end().ends_with(wanted),
            "{template}"
        );
    }
}

/// The theme, copied into a site as its own.
fn with_theme(site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut all = site.clone();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")).unwrap()
    {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "html") {
            let name = path.file_name().unwrap().to_str().unwrap();
            all.insert(format!("templates/{name}"), std::fs::read(&path).unwrap());
        }
    }
    all
}

fn own_site() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = ["content", "site.toml"].map(|name| walkdir::WalkDir::new(root.join(name)));
    let files = files
        .into_iter()
        .flatten()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let name = entry
            .path()
            .strip_prefix(root)
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (name, std::fs::read(entry.path()).unwrap())
    };
    files.map(read).collect()
}

fn built(files: &BTreeMap<String, Vec<u8>>) -> super::harness::Built {
    let files = files
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    super::harness::build_bytes(files, &haeseol::Options::default()).good()
}

#[test]
fn the_theme_as_a_sites_own_makes_the_same_bytes() {
    let site = own_site();
    assert!(built(&with_theme(&site)).files() == built(&site).files());
}

#[test]
fn the_theme_as_a_sites_own_is_enough_for_a_large_site() {
    let mut text = String::new();
    for i in 0..400 {
        let _ = write!(
            text,
            "\n== content/t{i}/index.ko.md\n---\ntitle: 글 {i}\ndate: 2024-01-01\nsources:\n- {{title: a, url: \"https://a.example/\"}}\n---\n머리\n"
        );
        let _ = write!(
            text,
            "\n== content/glossary/w{i}.ko.md\n---\ntitle: 말마디{i}\nsummary: \"뜻 {i}\"\ncategory: c{}\n---\n말마디1 말마디2\n",
            i % 7
        );
    }
    // One with 3,000 sections, and one of 8 MB.
    let sections = (0..3000).fold(String::new(), |mut all, i| {
        let _ = write!(all, "\n## 마디 {i} {{#s{i}}}\n\n말마디{} 본문\n", i % 400);
        all
    });
    let _ = write!(
        text,
        "\n== content/long/index.ko.md\n---\ntitle: 긴 글\n---\n머리\n{sections}"
    );
    let _ = write!(
        text,
        "\n== content/wide.ko.md\n---\ntitle: 넓은 글\n---\n{}",
        "&lt;본문&gt; 말 \n".repeat(300_000)
    );
    let files = super::harness::files(&text).into_iter();
    let site = files
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    assert!(built(&with_theme(&site)).files() == built(&site).files());
}

#[test]
fn the_preview_survives_every_template_and_follows_the_next_save() {
    let preview = Preview::start(&with_page("<p>first</p>"), &["--port", "0"]);
    let sent = preview.get("/site/ko/t/");
    assert!(sent.contains("first"), "{sent}");
    let sources = [
        "{{ (((((((((( }}".to_owned(),
        format!("{{{{ {}", "(".repeat(100_000)),
        "{{a}}".repeat(1 << 20),
    ];
    for (i, template) in without_measure()
        .into_iter()
        .step_by(4)
        .chain(sources)
        .enumerate()
    {
        write(preview.root(), &with_page(&template));
        preview.wait_for("/__haeseol/events", "templates/page.html");
        let good = format!("<p>good {i}</p>");
        write(preview.root(), &with_page(&good));
        preview.wait_for("/site/ko/t/", &good);
    }
}

#[test]
fn a_style_sheet_and_a_head_of_the_sites_own_are_picked_up_by_themselves() {
    let page =
        "== content/a.ko.md\n---\ntitle: 가\n---\n== content/b/index.ko.md\n---\ntitle: 나\n---\n";
    let own = "== static/custom.css\nh1 { color: red }\n== templates/head-extra.html\n<meta name=\"mine\" content=\"{{ page.kind }}\">\n";
    let site = build(&format!("{page}{own}")).good();
    for (path, kind) in [
        ("ko/a/", "page"),
        ("ko/b/", "explainer"),
        ("", "front"),
        ("404.html", "not-found"),
        ("ko/search/", "search"),
    ] {
        let html = site.file(path);
        assert!(
            html.contains(&format!("<meta name=\"mine\" content=\"{kind}\">")),
            "{path}"
        );
        let own = html
            .split("assets/custom.")
            .nth(1)
            .unwrap_or_else(|| panic!("{path}: {html}"));
        assert!(!own.contains("assets/style."), "{path}: after the theme's");
    }
    let file = |name: &str| site.paths().any(|p| p.contains(name));
    assert!(
        file("assets/custom.") && site.paths().all(|p| p != "custom.css"),
        "once, with a hash"
    );
    let bare = build(page).good();
    assert!(!bare.file("ko/a/").contains("custom"));
}

#[test]
fn a_head_block_of_the_sites_own_is_on_pages_of_every_kind() {
    let site = build("== templates/base.html\n{% extends \"@builtin/base.html\" %}\n{% block head %}<meta name=\"mine\" content=\"1\">{% endblock %}\n== content/a/index.ko.md\n---\ntitle: 가\n---\n== content/glossary/t.ko.md\n---\ntitle: 나\nsummary: 뜻.\n---\n").good();
    for path in [
        "",
        "404.html",
        "ko/",
        "ko/a/",
        "ko/glossary/",
        "ko/glossary/t/",
        "ko/search/",
    ] {
        assert!(site.file(path).contains("name=\"mine\""), "{path}");
    }
}
