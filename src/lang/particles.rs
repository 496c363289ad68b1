//! The Korean particles and copula forms that may follow a noun: one table, three readers.
//!
//! [`PARTICLES`] is data. The recogniser ([`super::korean::tail`]) reads it to tell where a noun ends, the producer
//! ([`super::korean::josa`]) to put the right one of a pair after a word, and search to index a word without its
//! particles; a client written in another language can be handed [`forms`]. So what one of them knows, all of them
//! know.
//!
//! ```text
//! tail := ε | (님|씨)? 들? ( (A|B){0,3} Z? 요? | (A|B){0,3} COP 요? | (A|B){0,3} NOM (A|B){0,2} (Z|COP)? 요? )
//! ```
//!
//! A is [`Slot::Case`], B [`Slot::Auxiliary`], Z [`Slot::Closing`], COP [`Slot::Copula`]; NOM ([`Slot::Clause`]) are the
//! copula forms that are nouns, questions or quotations themselves and so take particles again (콜로서스임을, 콜로서스인가를,
//! 콜로서스라고도).
//!
//! Left out on purpose, because the word before them is more often part of a longer word than a name with a particle:
//! 하고 (빌드하고 is a verb), bare 서 (보고서, 인증서), the derivations 적 형 용 식 급 측 화 답다 스럽다 하다 되다, and 같은 (a word
//! of its own). Every row that goes beyond the common school-grammar list carries its reason.

/// What a form of a particle may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    Anything,
    Consonant,
    Vowel,
    /// 으로: a final consonant other than ㄹ.
    ConsonantButRieul,
    /// 로: a vowel or ㄹ.
    VowelOrRieul,
}

/// Where in a tail a particle may stand (the letters of the grammar above).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// 님, 씨 after a person.
    Honorific,
    /// 들.
    Plural,
    /// A: case particles, which other particles may follow.
    Case,
    /// B: auxiliary particles that mix freely with A.
    Auxiliary,
    /// Z: particles that end a noun phrase.
    Closing,
    /// 요, the mark of politeness, after all others.
    Polite,
    /// COP: 이다 in its forms.
    Copula,
    /// NOM: forms of 이다 that particles may follow.
    Clause,
}

/// How far a form may be trusted as the whole tail of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// It is what it looks like.
    None,
    /// Alone after a name of two syllables that ends in a vowel it makes another word as often as not (바나나, 소비자).
    AfterShortName,
    /// A form that stands before what it describes: a noun of its own where punctuation follows (한국인, 미국인).
    UnlessModifying,
    /// A noun of its own unless one of these words follows (출시일 "release date", but 콜로서스일 때).
    UnlessBefore(&'static [&'static str]),
    /// More often the end of a longer noun (위기론, 전화기에).
    Always,
}

/// The two shapes of a particle, and the rule that chooses between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One form after everything.
    One(&'static str),
    /// After a final consonant / after a vowel.
    Pair(&'static str, &'static str),
    /// As [`Shape::Pair`], but ㄹ counts as a vowel.
    Rieul(&'static str, &'static str),
    /// The copula: with 이 after any noun / without it after a vowel. As a pair for the producer it is like
    /// [`Shape::Pair`].
    Copula(&'static str, &'static str),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Particle {
    pub(crate) shape: Shape,
    pub(crate) slot: Slot,
    /// Concerns the short form where there are two.
    pub(crate) doubt: Doubt,
}

/// One form as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) text: &'static str,
    pub(crate) after: After,
    pub(crate) slot: Slot,
    pub(crate) doubt: Doubt,
}

const fn row(shape: Shape, slot: Slot, doubt: Doubt) -> Particle {
    Particle { shape, slot, doubt }
}
const fn one(text: &'static str, slot: Slot) -> Particle {
    row(Shape::One(text), slot, Doubt::None)
}
const fn pair(consonant: &'static str, vowel: &'static str, slot: Slot) -> Particle {
    row(Shape::Pair(consonant, vowel), slot, Doubt::None)
}
const fn rieul(consonant: &'static str, vowel: &'static str, slot: Slot) -> Particle {
    row(Shape::Rieul(consonant, vowel), slot, Doubt::None)
}
const fn cop(long: &'static str, short: &'static str) -> Particle {
    row(Shape::Copula(long, short), Slot::Copula, Doubt::None)
}
const fn clause(long: &'static str, short: &'static str) -> Particle {
    row(Shape::Copula(long, short), Slot::Clause, Doubt::None)
}

/// Words that an adnominal 일 ("to be") stands before; without one of them 일 is "day" (출시일, 거래일).
const AFTER_IL: &[&str] = &[
    "가능성",
    "거",
    "겁",
    "건",
    "것",
    "게",
    "경우",
    "공산",
    "뿐",
    "수",
    "때",
    "텐데",
    "테니",
    "테지",
    "터",
    "리",
    "듯",
    "줄",
    "지라도",
    "필요",
    "정도",
    "만큼",
    "확률",
    "바에",
    "따름",
    "무렵",
    "적",
    "동안",
    "위험",
    "여지",
    "까",
];

use Doubt::{AfterShortName, Always, UnlessBefore, UnlessModifying};
use Shape::{Copula as Cop, One, Pair as Two, Rieul as Ri};
use Slot::{Auxiliary, Case, Closing, Copula, Honorific, Plural, Polite};

/// Every particle that the site knows.
pub(crate) const PARTICLES: &[Particle] = &[
    one("들", Plural),
    // Newspapers write 머스크씨 in one word, and 님 always stands so.
    one("님", Honorific),
    one("씨", Honorific),
    one("에서", Case),
    one("에게서", Case),
    one("에게", Case),
    one("한테서", Case),
    one("한테", Case),
    one("께서", Case),
    one("께", Case),
    one("에", Case),
    rieul("으로서", "로서", Case),
    rieul("으로써", "로써", Case),
    rieul("으로", "로", Case),
    pair("과", "와", Case),
    pair("이랑", "랑", Case),
    one("보다", Case),
    one("처럼", Case),
    one("같이", Case),
    one("만큼", Case),
    one("만치", Case),
    one("대로", Case),
    one("마냥", Case),
    // 에다(가) and 에게다(가): adding to a thing.
    one("에다", Case),
    one("에다가", Case),
    one("까지", Auxiliary),
    one("부터", Auxiliary),
    one("마저", Auxiliary),
    one("조차", Auxiliary),
    one("밖에", Auxiliary),
    one("뿐", Auxiliary),
    one("만", Auxiliary),
    one("마다", Auxiliary),
    one("씩", Auxiliary),
    one("정도", Auxiliary),
    // "Among themselves", "about": bound to the noun like 마다 and 정도, and no noun ends in them.
    one("끼리", Auxiliary),
    one("쯤", Auxiliary),
    pair("은", "는", Closing),
    pair("이", "가", Closing),
    pair("을", "를", Closing),
    one("의", Closing),
    one("도", Closing),
    row(Two("이나", "나"), Closing, AfterShortName),
    pair("이나마", "나마", Closing),
    pair("이라도", "라도", Closing),
    pair("이야말로", "야말로", Closing),
    pair("이라야", "라야", Closing),
    row(Cop("이든", "든"), Closing, Doubt::None),
    row(Cop("이든지", "든지"), Closing, Doubt::None),
    row(Cop("이든가", "든가"), Closing, Doubt::None),
    pair("은커녕", "는커녕", Closing),
    one("커녕", Closing),
    row(One("인들"), Closing, Always), // "even Grok", but in print nearly always persons: 현지인들, 방송인들.
    one("치고", Closing),
    one("치고는", Closing),
    one("따라", Closing),
    one("깨나", Closing), // "a good deal of"
    pair("아", "야", Closing),
    // 그록이야 "it is Grok", the plain style beside 이에요.
    pair("이야", "야", Closing),
    pair("이여", "여", Closing),
    one("이요", Closing),
    // Contractions with 는, as common in print as the full forms.
    one("엔", Closing),
    one("에선", Closing),
    one("에겐", Closing),
    one("에게선", Closing),
    one("한텐", Closing),
    one("한테선", Closing),
    one("께선", Closing),
    rieul("으로선", "로선", Closing),
    rieul("으로썬", "로썬", Closing),
    row(Ri("으론", "론"), Closing, Always), // 론 is "theory" too: 위기론, 음모론.
    one("보단", Closing),
    one("까진", Closing),
    one("부턴", Closing),
    one("요", Polite),
    row(Cop("이다", "다"), Copula, AfterShortName),
    cop("입니다", ""),
    cop("입니다만", ""),
    cop("입니까", ""),
    cop("이에요", "예요"),
    // Spelling mistakes so common that a reader takes no notice.
    cop("이예요", "에요"),
    cop("이여서", ""),
    cop("이였다", ""),
    cop("이였고", ""),
    cop("이였던", ""),
    cop("이였지만", ""),
    cop("이였는데", ""),
    cop("이였습니다", ""),
    row(Cop("이고", "고"), Copula, AfterShortName),
    cop("이며", "며"),
    cop("이면", "면"),
    cop("이면서", "면서"),
    cop("이면서도", "면서도"),
    cop("이지", ""),
    cop("이지만", "지만"),
    cop("이지요", "지요"),
    cop("이죠", "죠"),
    cop("이네", "네"),
    clause("이냐", "냐"),
    row(Cop("이니", "니"), Copula, AfterShortName),
    cop("이니까", "니까"),
    cop("이므로", "므로"),
    cop("이거나", "거나"),
    cop("이거든", "거든"),
    cop("이던", "던"),
    cop("이던가", "던가"),
    // Without 이 it is the suffix of persons (사용자, 연구자) in every case that was counted.
    row(Cop("이자", "자"), Copula, Always),
    cop("이겠다", "겠다"),
    cop("이겠고", "겠고"),
    cop("이겠네", "겠네"),
    cop("이겠죠", "겠죠"),
    cop("이겠지", "겠지"),
    cop("이겠지만", "겠지만"),
    cop("이겠습니다", "겠습니다"),
    cop("이겠으나", "겠으나"),
    clause("이겠는가", "겠는가"),
    cop("이리라", "리라"),
    cop("이듯", ""),
    cop("이듯이", ""),
    cop("이었듯", "였듯"),
    cop("이었듯이", "였듯이"),
    cop("이다는", ""),
    row(Cop("이건", "건"), Copula, AfterShortName), // = 이거나: 그록이건 제미나이건
    cop("이군", ""),
    cop("이군요", "군요"), // 군 alone is "group": 후보군
    cop("이구나", "구나"),
    cop("이잖아", "잖아"),
    cop("이더군", "더군"),
    cop("이더라", "더라"),
    cop("이더라고", "더라고"),
    cop("이더라도", "더라도"),
    cop("이더니", "더니"),
    // After a quotation mark the bare form is the rule, and emphasis stands for quotation marks: **콜로서스**라 불리는.
    cop("이라", "라"),
    cop("이라는", "라는"),
    cop("이라는데", "라는데"),
    cop("이라서", "라서"),
    cop("이라면", "라면"),
    cop("이라며", "라며"),
    cop("이라면서", "라면서"),
    cop("이라던", "라던"),
    cop("이라던데", "라던데"),
    cop("이라더니", "라더니"),
    cop("이라니", "라니"),
    cop("이라니까", "라니까"),
    cop("이라네", "라네"),
    cop("이라지만", "라지만"),
    cop("이라든가", "라든가"),
    cop("이라든지", "라든지"),
    cop("이라거나", "라거나"),
    cop("이라곤", "라곤"),
    cop("이란", "란"),
    cop("이란다", "란다"),
    cop("이랄까", "랄까"),
    cop("이랄", "랄"),
    cop("이랍니다", "랍니다"),
    cop("이래", ""),
    cop("이래요", "래요"),
    cop("이었대", "였대"),
    cop("이었답니다", "였답니다"),
    cop("이래서", "래서"),
    cop("이래도", "래도"),
    cop("이어서", "여서"),
    cop("이어도", "여도"),
    cop("이어야", "여야"),
    cop("이어야만", "여야만"),
    // Before punctuation it is not "being" but "person": 세르비아인(31%), 한국인, 미국인.
    row(Cop("인", ""), Copula, UnlessModifying),
    clause("인가", ""),
    cop("인데", ""),
    cop("인데도", ""),
    cop("인지라", ""),
    cop("인걸", ""),
    cop("인만큼", ""),
    row(Cop("일", ""), Copula, UnlessBefore(AFTER_IL)),
    clause("일까", ""),
    cop("일지", ""), // with other particles it is a log: 관리일지를
    cop("일지도", ""),
    cop("일지는", ""),
    cop("일지라도", ""),
    cop("일지언정", ""),
    cop("일수록", ""),
    cop("일텐데", ""),
    cop("일테니", ""),
    // The same with respect, after persons.
    cop("이신", ""),
    cop("이신데", ""),
    cop("이시다", ""),
    cop("이시며", ""),
    cop("이시고", ""),
    cop("이시면", ""),
    cop("이시지만", ""),
    cop("이셨다", ""),
    cop("이셨던", ""),
    cop("이셨습니다", ""),
    cop("이십니다", ""),
    cop("이세요", ""),
    clause("임", ""),
    clause("인지", ""),
    clause("이기", ""),
    row(Cop("이긴", "긴"), Copula, AfterShortName), // = 이기는
    // 기 is "machine" and "period" too: 전화기, 침체기에, but 테슬라기 때문에.
    row(Cop("", "기"), Copula, UnlessBefore(&["때문"])),
    row(Cop("", "기도"), Copula, AfterShortName),
    row(Cop("", "기에"), Copula, AfterShortName),
    row(Cop("", "기는"), Copula, AfterShortName),
    clause("이라고", "라고"),
    clause("이라기", "라기"),
    clause("이었기", "였기"),
    clause("이었음", "였음"),
    clause("이었다고", "였다고"),
    clause("이었는지", "였는지"),
    clause("이었느냐", "였느냐"),
    clause("이었나", "였나"),
    clause("이었냐", "였냐"),
    cop("이었다", "였다"),
    cop("이었다가", "였다가"),
    cop("이었다는", "였다는"),
    cop("이었다면", "였다면"),
    cop("이었다며", "였다며"),
    cop("이었던", "였던"),
    clause("이었던가", "였던가"),
    cop("이었고", "였고"),
    cop("이었으며", "였으며"),
    cop("이었으면", "였으면"),
    cop("이었으나", "였으나"),
    cop("이었으니", "였으니"),
    cop("이었으니까", "였으니까"),
    cop("이었으므로", "였으므로"),
    cop("이었지만", "였지만"),
    cop("이었지", "였지"),
    cop("이었죠", "였죠"),
    cop("이었지요", "였지요"),
    cop("이었는데", "였는데"),
    cop("이었는데도", "였는데도"),
    clause("이었는가", "였는가"),
    cop("이었습니다", "였습니다"),
    cop("이었습니까", "였습니까"),
    cop("이었어", "였어"),
    cop("이었네", "였네"),
    cop("이었거나", "였거나"),
    cop("이었을", "였을"),
    clause("이었을까", "였을까"),
    clause("이었을지", "였을지"),
    cop("이었더라면", "였더라면"),
    cop("이었더라도", "였더라도"),
    cop("이었더니", "였더니"),
    cop("이었구나", "였구나"),
];

impl Particle {
    /// The two forms, after a consonant and after a vowel, where there are two.
    pub(crate) fn pair(&self) -> Option<(&'static str, &'static str)> {
        match self.shape {
            One(_) => None,
            Two(a, b) | Ri(a, b) | Cop(a, b) => (!a.is_empty() && !b.is_empty()).then_some((a, b)),
        }
    }
}

/// Every form of every particle, sorted by its text.
pub(crate) fn forms() -> Vec<Form> {
    let mut all = Vec::with_capacity(2 * PARTICLES.len());
    for particle in PARTICLES {
        let mut add = |text: &'static str, after, doubt| {
            if !text.is_empty() {
                all.push(Form {
                    text,
                    after,
                    slot: particle.slot,
                    doubt,
                });
            }
        };
        let doubt = particle.doubt;
        match particle.shape {
            One(form) => add(form, After::Anything, doubt),
            Two(a, b) => {
                add(a, After::Consonant, Doubt::None);
                add(b, After::Vowel, doubt);
            }
            Ri(a, b) => {
                add(a, After::ConsonantButRieul, Doubt::None);
                add(b, After::VowelOrRieul, doubt);
            }
            Cop(long, "") => add(long, After::Anything, doubt),
            Cop("", short) => add(short, After::Vowel, doubt),
            Cop(long, short) => {
                add(long, After::Anything, Doubt::None);
                add(short, After::Vowel, doubt);
            }
        }
    }
    all.sort_by_key(|form| form.text);
    all
}
