//! Each language on a few lines, with what is found in brackets; what holds for any code.

use proptest::prelude::*;

use super::scanner::{Class, Scanner};
use super::{CodeBlock, Language};

/// Code with what was found in it: `[k fn]`.
fn found(language: &str, code: &str) -> String {
    let mut scanner = Scanner::new(code, Language::read_as);
    Language::of(language).unwrap().read(&mut scanner);
    let mut out = String::new();
    let mut at = 0;
    for token in &scanner.tokens {
        let (start, end) = (token.start as usize, token.end as usize);
        let letter = match token.class {
            Class::Comment => 'c',
            Class::Keyword => 'k',
            Class::String => 's',
            Class::Literal => 'l',
            Class::Name => 'n',
            Class::Type => 't',
        };
        out += &code[at..start];
        out += &format!("[{letter} {}]", &code[start..end]);
        at = end;
    }
    out + &code[at..]
}

#[test]
fn languages_are_read_as_they_are_written() {
    for (language, code, wanted) in [
        (
            "rust",
            "fn f<'a>(c: char) -> u8 { let s = r#\"a\"b\"#; '\\''; 'x' } // 끝",
            "[k fn] f<[t 'a]>(c: [t char]) -> [t u8] { [k let] s = [s r#\"a\"b\"#]; [s '\\'']; [s 'x'] } [c // 끝]",
        ),
        (
            "rust",
            "/* a /* b */ c /*/ d */ */ fn /* e",
            "[c /* a /* b */ c /*/ d */ */] [k fn] [c /* e]",
        ),
        (
            "swift",
            "/**/ let /* /* */ let",
            "[c /**/] [k let] [c /* /* */ let]",
        ),
        ("c", "/* a /* b */ int", "[c /* a /* b */] [t int]"),
        ("Rust", "println!(\"{x}\");", "[n println]!([s \"{x}\"]);"),
        (
            "python",
            "@cache\ndef f(n):\n    \"\"\"여러\n줄\"\"\"\n    return rb'\\' + f\"{n}\" # 1e-5\n",
            "[n @cache]\n[k def] [n f](n):\n    [s \"\"\"여러\n줄\"\"\"]\n    [k return] [s rb'\\'] + [s f\"{n}\"] [c # 1e-5]\n",
        ),
        (
            "js",
            "const r = /[/]\"/g.test(a) / 2; `a${b({}) + `x`}c` // 끝",
            "[k const] r = [s /[/]\"/g].[n test](a) / [l 2]; [s `a${][n b]({}) + [s `x`][s }c`] [c // 끝]",
        ),
        (
            "ts",
            "let a: Array<string> = this.x!",
            "[k let] a: [t Array]<[t string]> = [l this].x!",
        ),
        (
            "json",
            "{\"a\": [1.5e-3, true, \"b\"]}",
            "{[n \"a\"]: [[l 1.5e-3], [l true], [s \"b\"]]}",
        ),
        (
            "c",
            "#include <stdio.h>\nint main(void) { return 0x1F; } /* 끝 */",
            "[k #include] [s <stdio.h>]\n[t int] [n main]([t void]) { [k return] [l 0x1F]; } [c /* 끝 */]",
        ),
        (
            "cpp",
            "auto s = R\"(a\"b)\";",
            "[k auto] s = [s R\"(a\"b)\"];",
        ),
        (
            "go",
            "func f() { s := `\\` }",
            "[k func] [n f]() { s := [s `\\`] }",
        ),
        (
            "sql",
            "Select count(*) FROM t WHERE a = 'it''s' -- 끝",
            "[k Select] [n count](*) [k FROM] t [k WHERE] a = [s 'it'][s 's'] [c -- 끝]",
        ),
        (
            "html",
            "<!-- a --><p class=x id=\"y\">R&amp;D</p><script>let a</script>",
            "[c <!-- a -->][t <p] [n class]=[s x] [n id]=[s \"y\"][t >]R[l &amp;]D[t </p][t >][t <script][t >][k let] a[t </script][t >]",
        ),
        (
            "svelte",
            "{#if a}{{ b }}{% c %}",
            "{#if a}[n {{ b }}][k {% c %}]",
        ),
        (
            "css",
            "@media print { a:hover > .b { color: #fff !important; --x: 1.5rem } } /* c */",
            "[k @media] print { [t a]:[k hover] > [t .b] { [n color]: [l #fff] [k !important]; [n --x]: [l 1.5rem] } } [c /* c */]",
        ),
        (
            "yaml",
            "a: 1 # c\n- \"b\": [x, true]\n  t: |\n    글 # 글\n\n  d: 2026-01-02\nurl: http://a.kr#b",
            "[n a]: [l 1] [c # c]\n- [n \"b\"]: [x, [l true]]\n  [n t]: |\n    [s 글 # 글]\n\n  [n d]: [l 2026-01-02]\n[n url]: http://a.kr#b",
        ),
        (
            "toml",
            "[a.b] # c\nx = [1, \"y\", # d\n  true]\ns = \"\"\"1\n2\"\"\"\nt = { u = 'v' }",
            "[t [a.b]] [c # c]\n[n x] = [[l 1], [s \"y\"], [c # d]\n  [l true]]\n[n s] = [s \"\"\"1\n2\"\"\"]\n[n t] = { [n u] = [s 'v'] }",
        ),
        ("ini", "[a]\nb=c ; d\n; e", "[t [a]]\n[n b]=c ; d\n[c ; e]"),
        (
            "bash",
            "A=1 sudo ls -l --x=\"$HOME/${b}\" | wc # 끝\nif [ a ]; then exit 1; fi\ncat <<'EOF'\n$x\nEOF\necho",
            "[n A]=1 [n sudo] ls [l -l] [l --x]=[s \"][n $HOME][s /][n ${b}][s \"] | [n wc] [c # 끝]\n[k if] [ a ]; [k then] [k exit] 1; [k fi]\n[n cat] <<[s 'EOF']\n[s $x\n][k EOF]\n[n echo]",
        ),
        (
            "console",
            "$ ls \\\n  -l\na b\nuser@host:~# make\n100% sure\n",
            "[c $] [n ls] \\\n  [l -l]\na b\n[c user@host:~#] [n make]\n100% sure\n",
        ),
        ("sh", "$ ls\nls", "[c $] [n ls]\nls"),
        (
            "markdown",
            "---\na: 1\n---\n# 제목 {#b}\n- `c` [d](e) [[f]] \\`g\n```rust\nfn h() {}\n```\n끝",
            "[k ---]\n[n a]: [l 1]\n[k ---]\n[k # 제목 {#b}]\n[l -] [s `c`] [d][s (e)] [n [[f]]] \\`g\n[k ```rust]\n[k fn] [n h]() {}\n[k ```]\n끝",
        ),
        (
            "markdown",
            "<!-- a\n-->가\n# 나",
            "[c <!-- a\n-->]가\n[k # 나]",
        ),
        (
            "diff",
            "--- a\n@@ -1 @@\n-x\n+y\n z",
            "[c --- a]\n[k @@ -1 @@]\n-x\n+y\n z",
        ),
        ("text", "fn main() { 1 }", "fn main() { 1 }"),
    ] {
        assert_eq!(found(language, code), wanted, "{language}");
    }
}

/// The HTML of code.
fn html(language: &str, code: &str, marked: Vec<std::ops::Range<usize>>) -> String {
    let block = CodeBlock {
        code: code.to_owned(),
        language: Language::of(language),
        marked,
    };
    let mut out = String::new();
    block.write(&mut out);
    out
}

#[test]
#[expect(clippy::single_range_in_vec_init, reason = "lists of ranges")]
fn lines_are_marked_and_changes_are_told_apart() {
    assert_eq!(
        html("rust", "/* a\nb */ fn\nc", vec![5..13]),
        "<span class=\"c-comment\">/* a\n</span><mark><span class=\"c-comment\">b */</span> <span class=\"c-keyword\">fn</span>\n</mark>c"
    );
    assert_eq!(
        html("diff", " a\n-b\n-c\n+d < e\n", vec![0..6]),
        "<mark> a\n</mark><del><mark>-b\n</mark>-c\n</del><ins>+d &lt; e\n</ins>"
    );
}

/// The text of HTML.
fn text(html: &str) -> String {
    let mut out = String::new();
    for part in html.split('<') {
        out += part.split_once('>').map_or(part, |(_, text)| text);
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// What languages make something of, and what is in the way of it.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\"",
        "'",
        "`",
        "\"\"\"",
        "'''",
        "\\",
        "/",
        "//",
        "/*",
        "*/",
        "#",
        "--",
        "--[[",
        "]]",
        "<!--",
        "-->",
        "<",
        ">",
        "</",
        "=",
        "&amp;",
        "&",
        "{",
        "}",
        "${",
        "$",
        "$a",
        "{{",
        "{%",
        "#}",
        "[",
        "]",
        "(",
        ")",
        ":",
        ": ",
        ";",
        ",",
        "- ",
        "+",
        "-",
        "@",
        "@@",
        "!",
        "|",
        "|\n",
        "<<EOF\n",
        "EOF\n",
        "r#",
        "R\"a(",
        "b'",
        "f\"",
        "fn ",
        "if",
        "let ",
        "Type",
        "a",
        "가",
        "é",
        "𝄞",
        "\u{301}",
        "0",
        "1.5e-3",
        "0xFF",
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "---\n",
        "```",
        "```rust\n",
        "~~~\n",
        "<script>",
        "</script>",
        "<style>",
        "$ ",
        "\\\n",
        "user@host:~$ ",
        "PS C:\\> ",
        "[[",
        "](",
        "\u{a0}",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_byte_of_any_code_is_lost_or_moved(code in pieces(), marks in prop::collection::vec(0_usize..9, 0..4)) {
        let ends: Vec<usize> = code.match_indices('\n').map(|(at, _)| at + 1).collect();
        let mut marked: Vec<_> = marks.iter().filter_map(|m| Some(*ends.get(*m)?..*ends.get(m + 1)?)).collect();
        marked.sort_unstable_by_key(|range| range.start);
        marked.dedup();
        for language in Language::first_names() {
            let html = html(language, &code, marked.clone());
            prop_assert_eq!(text(&html), code.as_str(), "{}: {}", language, html);
        }
    }
}

#[test]
fn code_that_never_ends_is_read_once() {
    const MANY: usize = 20_000;
    for piece in [
        "(", "{", "[", "\"", "'", "`", "`${", "/", "/[", "/*", "<", "<a ", "<script>", "{{", "{%",
        "&", "#", "a ", "1.", "- ", "a: ", "](", "[[", "$", "${", "\"$a", "<<", "r#", "R\"", "\\",
        "$ '\n", "- - ", "가",
    ] {
        let code = piece.repeat(MANY);
        for language in Language::first_names() {
            let mut scanner = Scanner::new(&code, Language::read_as);
            Language::of(language).unwrap().read(&mut scanner);
            assert!(
                scanner.at >= code.len() || scanner.tokens.is_empty(),
                "{language} {piece}"
            );
        }
    }
}
