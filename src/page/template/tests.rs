//! Templates with a meter make what they make without, and the same is said of what is wrong with them.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tera::Context;

use super::*;

/// What there is besides the template under test.
const OTHERS: [(&str, &str); 4] = [
    (
        "parts",
        "{% component card(t, n=1, ...rest) -%} <{{ t }}{{ n }}{{ rest }}> {%- endcomponent card %}\
         {% component box(t=\"\") %} [{{ t }}{{ body }}] {% endcomponent box %}",
    ),
    ("inc", "  {{- a.b -}} {% set inner = 1 %}{{ inner }}\n "),
    (
        "base",
        "<{% block one %} 1 {% endblock one %}{%- block two -%} 2 {% endblock %}>",
    ),
    (
        "child",
        "{# first #} {% extends \"base\" %}{% block one -%} {{ super() }}{{ super() | trim }} {%- endblock %}",
    ),
];

fn context() -> Context {
    let value = serde_json::json!({
        "a": {"b": "<b>&", "n": 3, "list": ["x", "y", "x"], "deep": [[1, [2]], {"k": "v"}]},
        "xs": ["b", "a", "c", "a"], "nums": [3, 1, 2], "s": "a \"b\"\n\nc <i>", "e": [], "m": {"k": {"q": 1}, "l": "w"},
        "rows": [{"t": "z", "o": 2}, {"t": "y", "o": 1}], "yes": true, "no": false, "nothing": null,
    });
    Context::from_serialize(&value).unwrap()
}

/// The texts with a template, as Tera gets them.
fn texts(template: &str) -> BTreeMap<String, String> {
    let all = OTHERS.iter().copied().chain([("it.html", template)]);
    all.map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// What a template makes, or what is said of it.
type Made = Result<String, Box<Diagnostic>>;

/// Templates without a meter.
fn plain(template: &str, name: &str) -> Made {
    let compiled = Compiled::new(&texts(template), false).map_err(first)?;
    made(|html| compiled.render(name, &context(), 0, html))
}

fn made(render: impl FnOnce(&mut Vec<u8>) -> Result<(), Box<Diagnostic>>) -> Made {
    let mut html = b"what was there".to_vec();
    render(&mut html)?;
    Ok(String::from_utf8(html).unwrap())
}

/// As a site's own.
fn own(template: &str, name: &str) -> Made {
    let compiled = Compiled::new(&texts(template), true).map_err(first)?;
    let made = made(|html| compiled.render(name, &context(), 1000, html));
    // What is told is what stopped the one with the meter. That a path is not defined, Tera has several words for.
    if let Err(told) = &made {
        let metered = compiled.metered.unwrap();
        let found = metered.render(name, &context(), &mut Vec::new());
        let found = found.unwrap_err();
        let undefined = |finding: &Diagnostic| finding.message.english().contains("defined");
        let is_same = found.message == told.message || undefined(&found) && undefined(told);
        assert!(is_same, "{template}: {found:?} {told:?}");
    }
    made
}

fn first(findings: Vec<Diagnostic>) -> Box<Diagnostic> {
    Box::new(findings.into_iter().next().unwrap())
}

/// Checks that a template makes the same with its meter as without, or that the same is said of it at the same place.
fn same(template: &str) {
    for name in ["it.html", "child"] {
        let (plain, own) = (plain(template, name), own(template, name));
        // The meter makes an expression longer.
        match &own {
            Err(finding) if plain.is_ok() && finding.message.english().contains("too complex") => {}
            _ => assert_eq!(plain, own, "{template}"),
        }
    }
}

#[test]
fn a_meter_changes_nothing() {
    for template in [
        "",
        "a {{- a.b -}}  b {{ a.b | safe }}",
        "{{ a.n + 1 }}{{ -a.n | abs }}{{ -a.list[0] }}{{ 2 ** 3 ** 2 }}{{ 7 // 2 }}",
        "{{ xs | join(sep=\"<\") }}{{ xs | join(sep=\"<\" | safe) }}{{ xs | sort | unique | join }}",
        "{{ rows | sort(attribute=\"t\") }}{{ rows | sort(attribute=\"none\") }}",
        "{{ [1, \"a\"] | sort }}",
        "{{ [a, ...xs] | sort }}",
        "{{ s | indent(width=2, first=true, blank=true) }}{{ s | indent(indentation=\"&\") }}",
        "{{ s | safe | indent(indentation=\"&\") }}{{ s | indent(indentation=\"ab\") }}",
        "{{ s | replace(from=\"a\", to=\"<\") }}{{ s | replace(from=\"a\", to=\"<\" | safe) }}",
        "{{ s | replace(from=\"\", to=\".\") }}{{ s | split(pat=\"\") | length }}{{ s | split(pat=\"\n\") }}",
        "{{ nothing.here }}",
        "{{ none_such }}",
        "{{ none_such.x }}",
        "{{ none_such | upper }}",
        "{{ a.none_such }}{{ 1 }}",
        "{{ a.none | default(value=\"d\") }}{{ none_such or \"o\" }}{{ none_such is defined }}",
        "{{ a.n | upper }}",
        "{{ a.b | lower | abs }}",
        "{{ s ~ a.list ~ 1 ~ none_such }}",
        "{{ m.k?.q }}{{ m?.z?.y is defined }}{{ m[\"k\"][\"q\"] }}{{ m['l'] }}{{ nope?.[0] }}",
        "{{ s[1:3] }}{{ s[::-1] }}{{ xs[1:] | join }}{{ a.list[:2][0] }}{{ (xs)[0] }}{{ [1,2,3][1] }}",
        "{{ -s[1:2] }}",
        "{{ xs[1:][0] }}{{ rows[0].t }}{{ rows[1:][0].t }}{{ a.deep[0][1][0] }}{{ a?.list?[0] }}{{ nope?[1:2] is defined }}",
        "{{ s[a.n] }}{{ xs[-1] }}{{ rows[a.n - 2][\"t\"] }}{{ -(nums)[0] }}{{- (nums)[1] }}{{ 3 - (nums)[0] }}{{ -nums[0] }}",
        "{{ s[none_such] }}",
        "{{ none_such[0] }}",
        "{{ s['x'] }}",
        "{{ xs[a.b] }}",
        "{{ xs['x'] }}{{ m[xs] }}",
        "{{ xs[s:1] }}",
        "{% for x in xs -%} {{ loop.index }}{{ x }}{% if loop.last %}.{% endif %} {%- endfor %}",
        "{% for k, v in m %}{{ k }}{{ v }}{% else %}none{% endfor %}{% for x in e %}{% else %} e {% endfor %}",
        "{% for k, v in xs %}{% endfor %}",
        "{% for x in none_such %}{% endfor %}",
        "{% for x in a.n %}{% endfor %}",
        "{% for x in e or [1, 2] if yes else nums %}{{ x }}{% endfor %}",
        "{% for c in s ~ \"z\" %}{{ c }}{% if c == \"b\" %}{% continue %}{% endif %}{% if c == \"i\" %}{% break %}{% endif %},{% endfor %}",
        "{{ [x ~ 1 for x in xs if x != \"a\"] }}{{ [v for k, v in m] }}{{ [z if z else 0 for z in nums | reverse] }}",
        "{% set y = [...xs, a, [nums]] %}{{ y }}{% set z = {\"k\": y, ...m, 1: a.n} %}{{ z }}",
        "{% set_global y = xs %}{% for x in xs %}{% set_global y = [...y, x] %}{% set q = x %}{% endfor %}{{ y }}{{ q }}",
        "{% set y %} {{ a.b }} {% endset %}{{ y }}{{ y | safe }}",
        "{% set y | trim | upper %} {{ a.b }} {% endset %}{{ y }}{% set_global z | replace(from=\"q\", to=a.b) %}q<{% endset %}{{ z }}",
        "{% filter upper | trim -%} x {{ a.b }} {%- endfilter %}{% filter indent(width=1) %}a\nb{% endfilter %}",
        "{% include \"inc\" %} {%- include \"inc\" -%} ",
        "{{ <card t=\"<a\" /> }}{{ <card t={s} n={a.n + 1} x={nums} {...m} /> }}{{ <card t={1} n=\"q\" /> }}",
        "{% set t = 1 %}{{ <card t /> }}{{ <card t={<card t/>} /> | upper }}{{ <card t/> ~ \"x\" }}",
        "{% <box t={s}> %} in {{ a.b }} {% </box> %}{% <box> %}{% <box t=\"o\"> %}x{% </box> %}{% </box> %}",
        "{{ <card /> }}",
        "{% if yes and not no %}1{% elif a.n > 2 %}2{% else %}3{% endif %}{% if s is containing(pat=\"b\") %}4{% endif %}",
        "{% if a.n is not odd or \"a\" in xs and \"z\" not in xs %}5{% endif %}{{ a.deep == a.deep }}{{ a.n < s }}",
        "{{ range(end=3) }}{% for i in range(start=1, end=7, step_by=2) %}{{ i }}{% endfor %}{{ range(end=1000000) }}",
        "{{ throw(message=\"no\") }}",
        "{{ super() }}",
        "{% raw -%} {{ x }} {% for %} {%- endraw %} {# {{ #} {#- -#} x",
        "{%- raw %} a {% endraw -%} \n b",
        "{{ \"}}\" }}{{ '%}' ~ \"{{\" }}{{ `a` }}{{ true }}{{ none }}{{ 1.5 }}",
        "{{ s | escape }}{{ s | safe | escape_html }}{{ xs | safe }}{{ m | str }}{{ a.n | str }}",
        "{{ rows | group_by(attribute=\"t\") | length }}{{ m | keys }}{{ m | values }}{{ m | pairs }}{{ m | get(key=\"k\") }}",
        "{{ [[1, \"b\"], [1, \"a\"]] | group_by(attribute=\"0\") }}{{ [[true, 1]] | group_by(attribute=\"0\") }}{{ [] | group_by }}",
        "{{ [[-1]] | group_by(attribute=\"0\") }}{{ [[nothing]] | group_by(attribute=\"0\") }}{{ xs | group_by }}",
        "{{ rows | group_by(attribute=\"none\") }}",
        "{{ [[1.5]] | group_by(attribute=\"0\") }}",
        "{{ __tera_context is defined }}{{ -__tera_context.a.n }}{{ __tera_context[\"s\"] }}{{ __tera_context?.a?.b | upper }}",
        "{{ __tera_context.none.such }}",
        "{{ __tera_context.none }}",
        "{{ (((((a.n))))) }}{{ ((a.n + 1) * 2) ~ (s) }}",
        "{% block x -%} in {{ a.b }} {%- endblock x %}{% if yes %}{% block y %}{% endblock %}{% endif %}",
        "{% if %}",
        "{{ a. }}",
        "{% for x in xs %}",
        "{% endfor %}",
        "{% for x in xs %}{% endif %}",
        "{{ a b }}",
        "{% whatever %}",
        "{% set %}",
        "{% for %}",
        "{% %}",
        "{% < %}{% </ %}",
        "{{ < }}{{ | a }}",
        "{% filter %}",
        "{{ [1, 2 }}",
        "가 {{ 1 | zz }}",
        "가나 {{ a.b ~ 1 | abs }}",
        "{{ a.b",
        "{",
        "{{{",
        "a{{ 1 }}{{",
        "} }}",
        "{{ -range(end=3)[0] }}{{ 3 - range(end=3)[1] }}{{ -[[1], [2]][0][0] }}{{ 3 - -range(end=3)[1] }}",
        "{{ -range(end=3) }}",
        "{{ 1 ~ -range(end=3)[1] }}",
        "{{ -range(end=3) | first }}{{ -a.n is defined[0] }}",
        "{{ -range(end=3)[1] | abs }}{{ -range(end=3)[1] is odd }}{{ not xs[0] }}{{ not range(end=1)[0] }}",
        "{{ -a.n is defined[0] }}",
        "{{ a.n - 1 is defined[0] }}",
        "{{ not a.n is not defined[0] }}{{ -s is defined | str[0] }}",
        "{% component c() %}c{% endcomponent %}{% extends \"base\" %}",
        "{{ s | none_such(a=1) }}{{ x",
        "{{ \"a }}",
        "{% component it(x) %}{{ x }}{% endcomponent %}{{ <it x=1 /> }}",
        "{{ 1 }}{% extends \"base\" %}",
        "{% extends \"base\" %}{% block two %}{{ a.b }}{% endblock two %}{% component c() %}c{% endcomponent %}",
        "{% extends \"base\" %}text",
    ] {
        same(template);
    }
}

#[test]
fn the_pair_of_josa_needs_no_name() {
    let made = |template: &str| own(template, "it.html");
    assert_eq!(
        made("{{ \"콜로서스\" | josa(\"은/는\") }}"),
        Ok("콜로서스는".into())
    );
    assert_eq!(
        made("{{ \"집\" | josa('이/가', only=true) }}"),
        Ok("이".into())
    );
    assert_eq!(
        made("josa(\"은/는\"){# josa(\"a\") #}{{ \"josa('x')\" | safe }}"),
        Ok("josa(\"은/는\")josa('x')".into())
    );
    for (template, at) in [
        ("{{ a.b | josa(\"은/는\") }}{{ x }}", 30),
        ("{{ a.b | josa(\"은/는\") | abs }}", 27),
        ("{{ a.b | josa(\"은/은\") }}", 9),
    ] {
        let found = made(template).unwrap_err().place.range;
        assert_eq!(found.unwrap().0, at, "{template}");
    }
}

/// Balanced templates of much that there is.
fn template() -> impl Strategy<Value = String> {
    let value = prop::sample::select(vec![
        "a.b",
        "xs",
        "s",
        "nums",
        "a",
        "none_such",
        "m.k",
        "\"<\"",
        "3",
        "x",
        "y",
        "a.list",
        "loop.index",
        "rows",
        "range(end=3)",
        "{\"k\": a.b}",
        "[a, ...xs]",
        "(s ~ 1)",
        "[v for v in xs]",
        "<card t={s}/>",
        "true",
        "s[0:2]",
        "xs[1]",
        "__tera_context.a",
    ]);
    let suffix = prop::sample::select(vec![
        "",
        "",
        "",
        " | upper",
        " | safe",
        " | join(sep=s)",
        " | default(value=a.b)",
        " | length",
        " | replace(from=\"a\", to=s)",
        " | first",
        " ~ s",
        " == a.b",
        " in xs",
        " is defined",
        " and yes",
        " or nums",
        " if yes else s",
        " | sort",
        " | unique",
        " | split(pat=\"a\")",
        " | reverse",
        " + 1",
        " | str",
        " | indent",
        "[0]",
    ]);
    let expression = (
        prop::sample::select(vec!["", "", "not ", "-"]),
        value,
        suffix.clone(),
        suffix,
    )
        .prop_map(|(not, value, one, two)| format!("{not}{value}{one}{two}"));
    let dashes = prop::sample::select(vec![("", ""), ("-", ""), ("", "-"), ("-", "-")]);
    let leaf = prop_oneof![
        Just(" 가\n ".to_owned()),
        Just("{# c -#} ".to_owned()),
        Just(" {%- raw %} {{ {% endraw -%} ".to_owned()),
        Just("{% include \"inc\" %}".to_owned()),
        (dashes.clone(), expression.clone()).prop_map(|((l, r), e)| format!("{{{{{l} {e} {r}}}}}")),
        (dashes.clone(), expression.clone())
            .prop_map(|((l, r), e)| format!("{{%{l} set y = {e} {r}%}}")),
        (dashes.clone(), expression.clone())
            .prop_map(|((l, r), e)| format!("{{%{l} set_global x = {e} {r}%}}")),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let tags = prop_oneof![
            expression
                .clone()
                .prop_map(|e| (format!("for x in {e}"), "endfor")),
            expression
                .clone()
                .prop_map(|e| (format!("if {e}"), "endif")),
            Just(("set y".to_owned(), "endset")),
            Just(("set_global x | upper | trim".to_owned(), "endset")),
            Just(("filter safe | indent".to_owned(), "endfilter")),
            expression
                .clone()
                .prop_map(|e| (format!("<box t={{{e}}}>"), "</box>")),
        ];
        let nested = (dashes.clone(), dashes.clone(), tags, inner.clone()).prop_map(
            |((a, b), (c, d), (open, close), inner)| {
                format!("{{%{a} {open} {b}%}}{inner}{{%{c} {close} {d}%}}")
            },
        );
        prop_oneof![
            nested,
            prop::collection::vec(inner, 1..5).prop_map(|parts| parts.concat())
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_template_stays_what_it_is(template in template()) {
        same(&template);
    }

    #[test]
    fn a_torn_template_stays_what_it_is(template in template(), cut in 0usize..200, length in 0usize..20) {
        let chars: Vec<char> = template.chars().collect();
        let cut = cut.min(chars.len());
        let end = (cut + length).min(chars.len());
        let torn: String = chars[..cut].iter().chain(&chars[end..]).collect();
        same(&torn);
    }
}
