//! The Korean particles and copula forms that may follow a noun: one table, three readers.
//!
//! [`PARTICLES`] is data. The recogniser ([`super::korean::tail`]) reads it to find where a noun ends, the producer
//! ([`super::korean::josa`]) to put the right one of a pair after a word, and search to index a word without its
//! particles; a client written in another language can be given [`super::korean::forms`]. So all of them know the same particles.
//!
//! ```text
//! tail := ε | (님|씨|이)? 들? (A|B){0,3} end | VERB 요? | VERB-NOM (A|B){0,2} …
//! end  := (Z | COP)? 요? | NOM (A|B){0,2} (end | NOM …)
//! ```
//!
//! A is [`ParticleClass::Case`], B [`ParticleClass::Auxiliary`], Z [`ParticleClass::Closing`], COP [`ParticleClass::Copula`]; NOM
//! ([`ParticleClass::Clause`]) are the copula forms that are nouns, questions or quotations themselves and
//! so take particles again (콜로서스임을, 콜로서스인가를, 콜로서스라고도). VERB are the forms of 하다 and its like
//! ([`super::verbs`]). 이 after a name in a consonant is familiar and never the last (손흥민이는).
//!
//! Left out on purpose, because the word before them is more often part of a longer word than a
//! name with a particle: the derivations 적 형 용 식 급 측 화 답다 스럽다.
//!
//! The rows are the particles of school grammar and the forms of 이다 that were in the texts the rules were measured on.
//! Rows that go further say why; the [`Doubt`]s were counted in treebanks, where nouns and particles were separated by
//! hand.

use std::borrow::Cow;

use super::jamo;
use Allomorphs::{Copula as Cop, One, Pair as Two, Rieul as Ri};
use Doubt::{AfterShortName, Always, Person, ShortUnlessEnd, ShortUnlessSpace, UnlessBefore};
use ParticleClass::{
    Auxiliary, Case, Clause, Closing, Copula, Familiar, Honorific, Plural, Polite,
};

/// What a word ends in, as far as the choice of a particle depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Final {
    Vowel,
    Rieul,
    Consonant,
    /// Not to be seen from the spelling (Latin letters, digits, symbols): a writer may have used
    /// either form.
    Either,
}

impl Final {
    /// What a Hangul syllable ends in; `None` for any other character.
    pub(crate) fn of_syllable(c: char) -> Option<Final> {
        match jamo::final_index(c)? {
            0 => Some(Final::Vowel),
            8 => Some(Final::Rieul),
            _ => Some(Final::Consonant),
        }
    }

    pub(super) fn allows(self, after: After) -> bool {
        match after {
            After::Anything => true,
            After::Consonant => self != Final::Vowel,
            After::Vowel => matches!(self, Final::Vowel | Final::Either),
            After::ConsonantButRieul => matches!(self, Final::Consonant | Final::Either),
            After::VowelOrRieul => self != Final::Consonant,
        }
    }
}

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

/// What a particle is, which decides where it can be in a tail (the letters of the grammar above).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParticleClass {
    /// 님, 씨 after a person.
    Honorific,
    /// 이 after a name in a consonant; another particle follows.
    Familiar,
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
    /// VERB: forms of 하다 and its like.
    Verb,
    /// VERB-NOM: those that particles may follow.
    VerbClause,
    /// The beginning of one that is made of two verbs; anything may follow.
    VerbStem,
}

/// How far a form may be trusted as the whole tail of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// It is what it looks like.
    None,
    /// Alone after a name of two syllables that ends in a vowel it makes another word as often as
    /// not (바나나, 소비자).
    AfterShortName,
    /// The same, unless the sentence ends there: 문제는 금리다.
    ShortUnlessEnd,
    /// The same, unless a space follows: 바나나는, 테슬라나 애플.
    ShortUnlessSpace,
    /// A form that is before what it describes: something else where no space follows.
    UnlessModifying,
    /// "Being" before what it describes; else, and where the texts know such persons, a person (한국인, 미국인은).
    Person,
    /// "And" and "with" after a thing: a verb if the texts show that the noun is an action (배포하고).
    UnlessActed,
    /// A noun of its own unless one of these words follows (출시일 "release date", but 콜로서스일 때).
    UnlessBefore(&'static [&'static str]),
    /// More often the end of a longer noun (위기론, 사용자).
    Always,
}

/// The two shapes of a particle, and the rule that chooses between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allomorphs {
    /// One form after everything.
    One(&'static str),
    /// After a final consonant / after a vowel.
    Pair(&'static str, &'static str),
    /// As [`Allomorphs::Pair`], but ㄹ counts as a vowel.
    Rieul(&'static str, &'static str),
    /// The copula: with 이 after any noun / without it after a vowel. As a pair for the producer it
    /// is like [`Allomorphs::Pair`].
    Copula(&'static str, &'static str),
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Particle {
    pub(crate) allomorphs: Allomorphs,
    pub(crate) class: ParticleClass,
    /// Concerns the short form where there are two.
    pub(crate) doubt: Doubt,
}

/// One form as it is in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    pub(crate) text: Cow<'static, str>,
    pub(crate) after: After,
    pub(crate) class: ParticleClass,
    pub(crate) doubt: Doubt,
}

pub(super) const fn row(allomorphs: Allomorphs, class: ParticleClass, doubt: Doubt) -> Particle {
    Particle {
        allomorphs,
        class,
        doubt,
    }
}
const fn one(text: &'static str, class: ParticleClass) -> Particle {
    row(Allomorphs::One(text), class, Doubt::None)
}
const fn pair(consonant: &'static str, vowel: &'static str, class: ParticleClass) -> Particle {
    row(Allomorphs::Pair(consonant, vowel), class, Doubt::None)
}
const fn rieul(consonant: &'static str, vowel: &'static str, class: ParticleClass) -> Particle {
    row(Allomorphs::Rieul(consonant, vowel), class, Doubt::None)
}

/// Rows of one form each.
macro_rules! forms {
    ($class:ident: $($form:literal)*) => { &[$(one($form, $class)),*] };
}

/// Rows of the copula: its stem after any noun and after a vowel, and endings that follow either.
macro_rules! copula {
    ($class:ident: $long:literal / $short:literal + $($ending:literal)*) => {
        &[$(row(Cop(concat!($long, $ending), concat!($short, $ending)), $class, Doubt::None)),*]
    };
}

/// Every particle that the site knows.
#[rustfmt::skip] // a line of forms is easier to read than a column
pub(crate) const PARTICLES: &[&[Particle]] = &[
    // Newspapers write 머스크씨 in one word, and 님 is always written so.
    forms!(Honorific: "님" "씨"),
    &[row(Two("이", ""), Familiar, Doubt::None)],
    forms!(Plural: "들"),
    forms!(Polite: "요"),
    forms!(Case:
        "에서" "에게서" "에게" "한테서" "한테" "께서" "께" "에" "보다" "처럼" "같이" "만큼" "만치" "대로" "마냥"
        "에다" "에다가" // adding to a thing: 모델에다가
        "더러"),
    &[
        rieul("으로서", "로서", Case),
        rieul("으로써", "로써", Case),
        rieul("으로", "로", Case),
        pair("과", "와", Case),
        pair("이랑", "랑", Case),
    ],
    forms!(Auxiliary:
        "까지" "부터" "마저" "조차" "밖에" "뿐" "만" "마다" "씩" "정도"
        "때문" "땜" "때매" // a word of its own by the rules
        "끼리" "쯤"), // "among", "about": bound to the noun like 마다 and 정도, and no noun ends in them
    forms!(Closing:
        "의" "도" "커녕" "치고" "치고는" "따라"
        "깨나" // "a good deal of"
        "같은" // "such as": a word of its own by the rules, but written so more often than not, and no noun ends in it
        "엔" "에선" "에겐" "에게선" "한텐" "한테선" "께선" "보단" "까진" "부턴"), // contractions with 는, common in print
    &[
        pair("은", "는", Closing),
        pair("이", "가", Closing),
        pair("을", "를", Closing),
        row(Two("이나", "나"), Closing, ShortUnlessSpace),
        pair("이나마", "나마", Closing),
        pair("이라도", "라도", Closing),
        pair("이야말로", "야말로", Closing),
        pair("이라야", "라야", Closing),
        pair("은커녕", "는커녕", Closing),
        pair("아", "야", Closing),
        pair("이야", "야", Closing), // 그록이야 "it is Grok", the plain style of 이에요
        pair("이여", "여", Closing),
        rieul("으로선", "로선", Closing),
        rieul("으로썬", "로썬", Closing),
        row(Ri("으론", "론"), Closing, Always), // 론 is "theory" too: 위기론, 음모론
        row(One("서"), Closing, Always), // 서울서, but 보고서, 인증서
        row(One("인들"), Closing, Always), // "even Grok", but in print nearly always persons: 현지인들, 방송인들
    ],
    copula!(Closing: "이" / "" + "든" "든지" "든가" "요"),

    // 이다, present: endings with 이 after any noun, without it after a vowel.
    copula!(Copula: "이" / "" + "며" "면" "면서" "면서도" "지만" "지요" "죠" "네" "니까" "므로" "거나" "거든" "던"
        "구요" "라던가" "던지" "라던지" "던데" "고말고" "거니와"
        "군요" "구나" "잖아" "더군" "더라" "더라고" "더라도" "더니" "란" "란다" "랄" "랄까" "랍니다" "래요" "래서" "래도" "랬다" "랬어" "리라" "니만큼"),
    // After a quotation mark bare 라 is the rule, and emphasis is used like quotation marks: **콜로서스**라 불리는.
    copula!(Copula: "이라" / "라" + "" "는" "는데" "서" "면" "며" "면서" "던" "던데" "더니" "니" "니까" "네" "지만"
        "든가" "든지" "거나" "곤"),
    copula!(Clause: "이" / "" + "라고" "라기" "냐"),
    copula!(Copula: "이어" / "여" + "서" "도" "야" "야만"),
    copula!(Copula: "이겠" / "겠" + "다" "다는" "다면" "고" "네" "죠" "지" "지만" "습니다" "으나"),
    copula!(Copula: "이었겠" / "였겠" + "다" "다는" "다면" "고" "네" "죠" "지" "지만" "습니다" "으나"),
    copula!(Copula: "이었" / "였" + "다" "다가" "다는" "다면" "다며" "던" "고" "으며" "으면" "으나" "으니" "으니까"
        "으므로" "지만" "지" "죠" "지요" "는데" "는데도" "습니다" "습니까" "어" "네" "거나" "거든" "을" "더라면" "더라도" "더니"
        "구나" "군요" "대" "답니다" "듯" "듯이"),
    copula!(Clause: "이었" / "였" + "기" "음" "다고" "는지" "느냐" "나" "냐" "던가" "는가" "을까" "을지"),
    &[
        row(Cop("이에요", "예요"), Copula, Doubt::None),
        row(Cop("이다", "다"), Copula, ShortUnlessEnd),
        row(Cop("이고", "고"), Copula, AfterShortName),
        row(Cop("이니", "니"), Copula, AfterShortName),
        row(Cop("이건", "건"), Copula, AfterShortName), // = 이거나: 그록이건 제미나이건
        row(Cop("이긴", "긴"), Copula, AfterShortName), // = 이기는
        // Without 이 it is the suffix of persons (사용자, 연구자) in every case that was counted.
        row(Cop("이자", "자"), Copula, Always),
        // 기 is "machine" and "period" too: 전화기, 침체기에, but 테슬라기 때문에.
        row(Two("", "기"), Copula, UnlessBefore(&["때문"])),
        row(Two("", "기도"), Copula, AfterShortName),
        row(Two("", "기에"), Copula, AfterShortName),
        row(Two("", "기는"), Copula, AfterShortName),
        // Before punctuation it is not "being" but "person": 세르비아인(31%), 한국인, 미국인.
        row(One("인"), Copula, Person),
        row(One("일"), Copula, UnlessBefore(AFTER_IL)),
    ],
    // The last are often written without their space.
    forms!(Clause: "이기" "임" "인지" "인가" "일까" "일뿐" "일때" "인것" "인줄" "인경우"),
    forms!(Copula: "입니다" "입니다만" "입니까" "이지" "이군" "이래" "이듯" "이듯이" "이다는"
        "일세" "인즉" "인바" "인데다" "인데다가" "일망정" "일랑"
        "인데" "인데도" "인지라" "인걸" "인만큼" "일수록" "일텐데" "일테니"
        "일지" "일지도" "일지는" "일지라도" "일지언정"), // with other particles it is a log: 관리일지를
    // The same with respect, after persons.
    forms!(Copula: "이신" "이신데" "이시다" "이시며" "이시고" "이시면" "이시지만" "이셨다" "이셨던" "이셨습니다" "이십니다" "이십니까" "이세요"),
    // Spelling mistakes so common that a reader takes no notice.
    forms!(Copula: "이예요" "이여서" "이였다" "이였고" "이였던" "이였지만" "이였는데" "이였다면" "이였습니다" "이였어요" "이였읍니다" "였읍니다"),
    &[row(Two("", "에요"), Copula, Doubt::None)],
];

/// Words that an adnominal 일 ("to be") may precede; without one of them 일 is "day" (출시일, 거래일).
#[rustfmt::skip]
const AFTER_IL: &[&str] = &[
    "가능성", "거", "겁", "건", "것", "게", "경우", "공산", "뿐", "수", "때", "텐데", "테니", "테지", "터", "리", "듯", "줄", "지라도",
    "필요", "정도", "만큼", "확률", "바에", "따름", "무렵", "적", "동안", "위험", "여지", "까",
];

/// All rows of [`PARTICLES`], one after the other.
pub(crate) fn particles() -> impl Iterator<Item = &'static Particle> {
    PARTICLES.iter().copied().flatten()
}

impl Particle {
    /// The two forms, after a consonant and after a vowel, where there are two.
    pub(crate) fn pair(&self) -> Option<(&'static str, &'static str)> {
        match self.allomorphs {
            One(_) => None,
            Two(a, b) | Ri(a, b) | Cop(a, b) => (!a.is_empty() && !b.is_empty()).then_some((a, b)),
        }
    }

    /// The forms as they are in a text.
    pub(super) fn forms(&self) -> impl Iterator<Item = Form> {
        let (first, second) = match self.allomorphs {
            One(form) => ((form, After::Anything), ("", After::Anything)),
            Two(a, b) => ((a, After::Consonant), (b, After::Vowel)),
            Ri(a, b) => ((a, After::ConsonantButRieul), (b, After::VowelOrRieul)),
            Cop(a, b) => ((a, After::Anything), (b, After::Vowel)),
        };
        let long_is_sure = !second.0.is_empty();
        let doubt = if long_is_sure {
            Doubt::None
        } else {
            self.doubt
        };
        let form = |(text, after), doubt| Form {
            text: Cow::Borrowed(text),
            after,
            class: self.class,
            doubt,
        };
        [form(first, doubt), form(second, self.doubt)]
            .into_iter()
            .filter(|form| !form.text.is_empty())
    }
}
