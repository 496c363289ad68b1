//! The sites that are built: the same bilingual prose for every program.
//!
//! Half of the pages are Korean, half English, some 600 words each, with headings, lists, a table and links; on every tenth is a block
//! of code. Terms of a glossary are in the prose, with particles or in the plural, ten on a page. Both languages have the same terms,
//! figures and links, as translations do. A page depends on its number alone, but for what it links to, so that a larger site begins as
//! a smaller one does. Hugo and Zola get the pages in sections of fifty, a menu, a contents list, feeds and a switch
//! between the languages, as ours has them.

use std::fs;
use std::path::Path;

/// How many terms the glossary has.
const TERMS: usize = 200;
/// How many terms a page uses.
const ON_A_PAGE: usize = 10;
/// How many pages of a language are in a section of Hugo's and Zola's.
const SECTION: usize = 50;
/// How many sections are in the menu.
const MENU: usize = 8;
const LANGUAGES: [&str; 2] = ["ko", "en"];

/// The program that a site is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    Haeseol {
        /// Without what the others do not have: search, the texts as Markdown, pages in two languages.
        plain: bool,
    },
    Hugo,
    Zola {
        /// Whether it makes an index to search in.
        search: bool,
    },
}

impl For {
    /// The name of a folder for its site.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Self::Haeseol { plain: false } => "ours",
            Self::Haeseol { plain: true } => "ours-plain",
            Self::Hugo => "hugo",
            Self::Zola { search: false } => "zola",
            Self::Zola { search: true } => "zola-search",
        }
    }
}

/// Numbers that look random and are the same everywhere (xorshift64*).
struct Dice(u64);

impl Dice {
    /// For what a page has in one language, or in both alike.
    fn new(page: usize, language: Option<usize>) -> Self {
        let which = language.map_or(0, |l| l as u64 + 1);
        Self((page as u64 * 3 + which + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The terms of a page.
    fn terms(&mut self) -> [usize; ON_A_PAGE] {
        std::array::from_fn(|_| self.below(TERMS))
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most
    }

    /// One of some things.
    fn of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())]
    }

    /// A word of a list.
    fn word(&mut self, words: &'static str) -> &'static str {
        let words: Vec<&str> = words.split(' ').collect();
        self.of(&words)
    }
}

/// Words of a language. Korean nouns end in vowels, so that one particle fits all of them.
struct Words {
    nouns: &'static str,
    adjectives: &'static str,
    verbs: &'static str,
    /// `{t}` is a term, `{n}` a noun, `{a}` an adjective, `{v}` a verb.
    sentences: &'static [&'static str],
    /// How many sentences are in a paragraph: English ones are longer.
    paragraph: usize,
    headings: &'static [&'static str],
    modifiers: &'static str,
    heads: &'static str,
    table: &'static str,
    section: &'static str,
}

const KOREAN: Words = Words {
    nouns: "독자 편지 나무 기계 문서 지도 다리 거리 의자 학교 도시 기차 바다 소리 이야기 규모 척도 경계 자료 날씨 \
        회의 단추 무늬 순서",
    adjectives: "작은 넓은 조용한 오래된 분명한 드문 가까운 평범한 느린 단단한",
    verbs: "옮긴다 나눈다 견준다 설명한다 지킨다 고른다 잇는다 줄인다 센다 읽는다",
    sentences: &[
        "{t}는 {a} {n}를 먼저 {v}",
        "{a} {n}가 {t}를 {v}",
        "{t}에서 나온 {n}는 {a} {n}를 다시 {v}",
        "**{a} {n}**는 나중에 {n}를 {v}",
        "{n}가 {a} 것이라면 우리는 {t}를 언제나 {v}",
        "그래서 {n}는 {n}보다 앞에 오고, {n}는 {a} {n}만 {v}",
        "실제로는 {n}가 {n}를 세고 {a} {t}가 따로 남은 {n}를 {v}",
        "여기에 {a} {n}는 없으며 {n}가 `{n}`를 {v}",
        "많은 경우 {t}와 {n}는 같지 않지만 둘 다 {a} {n}를 {v}",
        "이미 {n}를 아는 독자는 이 부분을 건너뛰고 {a} {n}부터 {v}",
    ],
    paragraph: 4,
    headings: &[
        "{n}가 중요한 까닭",
        "{a} {n}가 하는 일",
        "{n}에서 {n}까지",
        "{t}와 {a} {n}",
        "{a} {n}를 고르는 방법",
    ],
    modifiers: "순환 병합 정적 동적 압축 서명 분산 이중 부분 보조",
    heads: "서버 노드 캐시 트리 큐브 스레드 벡터 파서 메모리 데이터 인덱서 스토어 루프 게이트 레이어 프로세스 코드 키 \
        브라우저 테스트",
    table: "| 항목 | 하는 일 | 크기 |",
    section: "묶음",
};

const ENGLISH: Words = Words {
    nouns: "reader letter garden machine record map bridge market ladder \
        school river train signal sound story rule measure border \
        sample season meeting button pattern order",
    adjectives: "small wide quiet early plain rare close common slow steady",
    verbs: "moves divides compares explains keeps chooses joins limits \
        counts reads",
    sentences: &[
        "The {t} {v} each {n} before the {a} {n} does",
        "When {t}s wait for a {a} {n}, the {n} and the {n} stay in step",
        "A {a} {n} is not the same thing as a {t}, although both need the {n}",
        "**The {a} {n}** {v} the {n}, and that is the part worth remembering",
        "Because the {n} {v} the {n}, nobody has to count the {a} {n} by hand",
        "In practice a {n} {v} a {n}, and the {a} {t} {v} what is left over",
        "You can leave out the `{n}`, yet the {a} {n} will be missed",
        "This is why the {n} comes before the {n}: the {n} {v} only what is {a}",
        "Most {t}s hold more than one {n} at a time, so a {a} {n} matters",
        "A reader who already knows the {n} may begin with the {a} {n} instead",
    ],
    paragraph: 2,
    headings: &[
        "Why the {n} matters",
        "A {a} {n} at work",
        "From {n} to {n}",
        "What the {t} does",
        "How to choose a {a} {n}",
    ],
    modifiers: "circular merged static dynamic packed signed sharded dual \
        partial auxiliary",
    heads: "server node cache tree cube thread vector parser memory \
        dataset indexer store loop gate layer process code key \
        browser test",
    table: "| Item | Role | Size |",
    section: "Part",
};

/// How many words of a list of heads there are; terms are made of all pairs.
const HEADS: usize = 20;

/// A word of a list.
fn nth(words: &'static str, at: usize) -> &'static str {
    words.split(' ').nth(at).unwrap()
}

fn words(language: usize) -> &'static Words {
    [&KOREAN, &ENGLISH][language]
}

impl Words {
    /// The name of a term: each is a pair of words.
    fn term(&self, number: usize) -> String {
        let modifier = nth(self.modifiers, number / HEADS);
        format!("{modifier} {}", nth(self.heads, number % HEADS))
    }

    /// A sentence or a heading with words in its gaps, and of these terms.
    fn fill(&self, sentence: &str, terms: &[usize], dice: &mut Dice) -> String {
        let mut parts = sentence.split('{');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (gap, rest) = part.split_once('}').unwrap_or(("", part));
            match gap {
                "t" => out += &self.term(dice.of(terms)),
                "n" => out += dice.word(self.nouns),
                "a" => out += dice.word(self.adjectives),
                _ => out += dice.word(self.verbs),
            }
            out += rest;
        }
        out
    }

    fn paragraph(&self, terms: &[usize], dice: &mut Dice) -> String {
        let sentences = (0..self.paragraph).map(|_| {
            let sentence = dice.of(self.sentences);
            self.fill(sentence, terms, dice) + "."
        });
        sentences.collect::<Vec<_>>().join(" ") + "\n\n"
    }

    fn heading(&self, terms: &[usize], dice: &mut Dice) -> String {
        let heading = dice.of(self.headings);
        self.fill(heading, terms, dice)
    }

    fn item(&self, dice: &mut Dice) -> String {
        self.fill("**{n}**: {a} {n}", &[], dice)
    }

    fn title(&self, number: usize) -> String {
        let adjective = nth(self.adjectives, number % 10);
        let noun = nth(self.nouns, number * 7 % 24);
        format!("{adjective} {noun} {number}")
    }
}

/// What a page is called, what it says of itself, and its text.
struct Page {
    title: String,
    description: String,
    date: String,
    text: String,
}

fn page(number: usize, language: usize, pages: usize, link: &dyn Fn(usize) -> String) -> Page {
    let (dice, both) = (
        &mut Dice::new(number, Some(language)),
        &mut Dice::new(number, None),
    );
    let words = words(language);
    let terms = &both.terms();
    let mut text = words.paragraph(terms, dice);
    for section in 0..5 {
        text += &format!(
            "## {}\n\n{}",
            words.heading(terms, dice),
            words.paragraph(terms, dice)
        );
        match section {
            0 => (0..5).for_each(|_| text += &format!("- {}\n", words.item(dice))),
            1 => {
                text += &format!("{}\n|---|---|--:|\n", words.table);
                for _ in 0..5 {
                    let (term, size) = (words.term(both.of(terms)), both.below(999));
                    text += &format!("| {term} | {} | {size} |\n", words.item(dice));
                }
            }
            2 => {
                text += &format!("### {}\n\n", words.heading(terms, dice));
                (1..5).for_each(|n| text += &format!("{n}. {}\n", words.item(dice)));
                if number.is_multiple_of(10) {
                    text += "\n```rust\nfn sum(items: &[u32]) -> u32 {\n    items.iter().sum()\n}\n```\n";
                }
            }
            _ => {}
        }
        let after = [words.paragraph(terms, dice), words.paragraph(terms, dice)];
        text += &format!("\n{}", after.concat());
    }
    for _ in 0..2 {
        let to = both.below(pages);
        text += &format!("- [{}]({})\n", words.title(to), link(to));
    }
    Page {
        title: words.title(number),
        description: words.heading(terms, dice),
        date: format!(
            "202{}-{:02}-{:02}",
            number % 6,
            1 + number % 12,
            1 + number % 28
        ),
        text,
    }
}

fn put(path: &Path, text: &str) {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).unwrap();
    }
    fs::write(path, text).unwrap();
}

/// Writes a site of so many pages, half of them in each language, into a folder.
pub(crate) fn write(program: For, pages: usize, folder: &Path) {
    let pages = pages / 2;
    let section = |number: usize| format!("s{:04}", number / SECTION);
    for number in 0..pages {
        for (i, language) in LANGUAGES.into_iter().enumerate() {
            let link = |to: usize| match program {
                For::Haeseol { .. } => format!("../p{to:05}/index.{language}.md"),
                For::Hugo | For::Zola { .. } => format!("../../{}/p{to:05}/", section(to)),
            };
            let page = page(number, i, pages, &link);
            let section = section(number);
            let (path, fence, is) = match program {
                For::Haeseol { .. } => (format!("p{number:05}/index.{language}.md"), "---", ": "),
                For::Hugo => (format!("{language}/{section}/p{number:05}.md"), "---", ": "),
                For::Zola { .. } => (
                    format!("{section}/p{number:05}{}.md", ["", ".en"][i]),
                    "+++",
                    " = ",
                ),
            };
            let head = format!(
                "{fence}\ntitle{is}\"{}\"\ndate{is}{}\ndescription{is}\"{}\"\nweight{is}{}\n{fence}\n\n",
                page.title,
                page.date,
                page.description,
                number + 1
            );
            put(&folder.join("content").join(path), &(head + &page.text));
        }
    }
    let sections = pages.div_ceil(SECTION);
    match program {
        For::Haeseol { plain } => finish_ours(plain, folder),
        For::Hugo => finish_hugo(sections, folder),
        For::Zola { search } => finish_zola(sections, search, folder),
    }
}

fn finish_ours(plain: bool, folder: &Path) {
    let mut settings = "base_url = \"https://example.org/\"\ndefault_language = \"ko\"\n\
        title = { ko = \"글 모음\", en = \"A Collection\" }\n\
        [languages.ko]\nname = \"한국어\"\n[languages.en]\nname = \"English\"\n"
        .to_owned();
    if plain {
        for what in ["search", "markdown_twins", "parallel"] {
            settings += &format!("[{what}]\nenabled = false\n");
        }
    }
    put(&folder.join("site.toml"), &settings);
    for (i, language) in LANGUAGES.into_iter().enumerate() {
        let words = words(i);
        let home = format!("---\ntitle: {}\n---\n", ["글 모음", "A Collection"][i]);
        put(&folder.join(format!("content/index.{language}.md")), &home);
        for term in 0..TERMS {
            let dice = &mut Dice::new(term, Some(i));
            let (name, summary) = (words.term(term), words.fill("{a} {n}", &[], dice));
            let text = words.paragraph(&Dice::new(term, None).terms(), dice);
            let text = format!("---\ntitle: {name}\nsummary: {summary}\n---\n{text}");
            let path = format!("content/glossary/t{term:03}.{language}.md");
            put(&folder.join(path), &text);
        }
    }
}

fn finish_hugo(sections: usize, folder: &Path) {
    let mut settings = include_str!("hugo/hugo.toml").to_owned();
    for (i, language) in LANGUAGES.into_iter().enumerate() {
        for section in 0..sections {
            let title = format!("{} {section}", words(i).section);
            if section < MENU {
                settings += &format!(
                    "\n[[languages.{language}.menus.main]]\nname = \"{title}\"\npageRef = \"/s{section:04}\"\n"
                );
            }
            let path = format!("content/{language}/s{section:04}/_index.md");
            put(
                &folder.join(path),
                &format!("---\ntitle: \"{title}\"\n---\n"),
            );
        }
    }
    put(&folder.join("hugo.toml"), &settings);
    for (name, text) in [
        ("baseof", include_str!("hugo/baseof.html")),
        ("home", include_str!("hugo/home.html")),
        ("section", include_str!("hugo/section.html")),
        ("page", include_str!("hugo/page.html")),
    ] {
        put(&folder.join(format!("layouts/{name}.html")), text);
    }
}

fn finish_zola(sections: usize, search: bool, folder: &Path) {
    let settings = include_str!("zola/config.toml");
    let mut settings = settings.replace("SEARCH", &search.to_string());
    for (i, language) in LANGUAGES.into_iter().enumerate() {
        let tag = ["", ".en"][i];
        put(
            &folder.join(format!("content/_index{tag}.md")),
            "+++\n+++\n",
        );
        for section in 0..sections {
            let title = format!("{} {section}", words(i).section);
            if section < MENU {
                settings += &format!(
                    "\n[[extra.nav.{language}]]\nname = \"{title}\"\nurl = \"/s{section:04}/\"\n"
                );
            }
            let path = format!("content/s{section:04}/_index{tag}.md");
            put(
                &folder.join(path),
                &format!("+++\ntitle = \"{title}\"\nsort_by = \"weight\"\n+++\n"),
            );
        }
    }
    put(&folder.join("config.toml"), &settings);
    for (name, text) in [
        ("base", include_str!("zola/base.html")),
        ("index", include_str!("zola/index.html")),
        ("section", include_str!("zola/section.html")),
        ("page", include_str!("zola/page.html")),
    ] {
        put(&folder.join(format!("templates/{name}.html")), text);
    }
}
