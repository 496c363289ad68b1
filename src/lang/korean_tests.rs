//! Particles: producer and recogniser by example, and held against each other.

use proptest::prelude::*;

use super::super::particles::PARTICLES;
use super::*;

/// The particles after `noun` at the end of `word`, if they are nothing else.
fn after<'w>(noun: &str, word: &'w str) -> Option<&'w str> {
    let rest = word
        .strip_prefix(noun)
        .expect("the word begins with the noun");
    tail(rest, final_of(noun)).map(|tail| &rest[..tail.len])
}

#[test]
fn josa_goes_by_the_last_sound() {
    let cases = [
        ("콜로서스", "은/는", "는"),
        ("그록", "은/는", "은"),
        ("애플", "은/는", "은"),
        ("애플", "으로/로", "로"),
        ("그록", "으로/로", "으로"),
        ("테슬라", "으로/로", "로"),
        ("GPU", "을/를", "를"),
        ("LLM", "이/가", "이"),
        ("SQL", "은/는", "은"),
        ("SQL", "으로/로", "로"),
        ("HDR", "을/를", "을"),
        ("CPU", "과/와", "와"),
        ("xAI", "은/는", "는"),
        ("3", "이/가", "이"),
        ("2", "이/가", "가"),
        ("7", "으로/로", "로"),
        ("10", "으로/로", "으로"),
        ("122일", "을/를", "을"),
        ("Apple", "은/는", "은"),
        ("Apple", "으로/로", "로"),
        ("Grok", "은/는", "은"),
        ("Colossus", "은/는", "는"),
        ("Cloud", "을/를", "를"),
        ("iPhone", "이/가", "이"),
        ("C#", "을/를", "을"),
        ("C++", "을/를", "를"),
        ("콜로서스(Colossus)", "은/는", "는"),
        ("‘그록’", "은/는", "은"),
        ("피지컬 AI", "이란/란", "란"),
        ("(그록)", "을/를", "을"),
        ("", "은/는", "는"),
        ("5%", "은/는", "는"),
        ("3km", "은/는", "는"),
        ("1.5 km", "으로/로", "로"),
        ("7nm", "이/가", "가"),
        ("70kg", "은/는", "은"),
        ("5g", "으로/로", "으로"),
        ("500mL", "을/를", "를"),
        ("2t", "이/가", "이"),
        ("300MW", "을/를", "를"),
        ("5G", "을/를", "를"),
        ("20℃", "은/는", "는"),
        ("㎏", "은/는", "은"),
        ("WhatsApp", "은/는", "은"),
        ("Web", "을/를", "을"),
        ("“그록”", "으로/로", "으로"),
        ("「콜로서스」", "은/는", "는"),
        ("**GPU**", "은/는", "는"),
        ("GPU (그래픽 카드)", "을/를", "를"),
    ];
    for (word, pair, particle) in cases {
        assert_eq!(josa(word, None, pair), Ok(particle), "{word} {pair}");
    }
}

#[test]
fn josa_goes_by_the_reading_where_there_is_one() {
    assert_eq!(josa("Grok", Some("그록"), "은/는"), Ok("은"));
    assert_eq!(josa("xAI", Some("엑스에이아이"), "을/를"), Ok("를"));
    assert_eq!(josa("Anthropic", Some("앤스로픽"), "으로/로"), Ok("으로"));
    assert_eq!(josa("RAM", Some("램"), "이에요/예요"), Ok("이에요"));
    assert_eq!(josa("그록", Some(""), "은/는"), Ok("은"));
}

#[test]
fn josa_takes_a_pair_in_either_order_and_names_the_known_ones() {
    for pair in "은/는 이/가 을/를 과/와 으로/로 이나/나 이라/라 이며/며 이에요/예요 아/야 이여/여 이든/든 이랑/랑 이다/다 이고/고 이란/란 \
        이면/면 이었다/였다 이라고/라고 이라는/라는 으로서/로서 으로써/로써 이야말로/야말로 이라도/라도"
        .split_whitespace()
    {
        let (closed, open) = pair.split_once('/').expect("a pair");
        let turned = format!("{open}/{closed}");
        for pair in [pair, &turned] {
            assert_eq!(josa("그록", None, pair), Ok(closed));
            assert_eq!(josa("제미나이", None, pair), Ok(open));
        }
    }
    for unknown in ["은/가", "은", "", "/", "은/", "은(는)", "a/b"] {
        let message = josa("그록", None, unknown)
            .expect_err("no such pair")
            .to_string();
        assert!(
            message.contains(unknown) && message.contains("은/는") && message.contains("으로/로"),
            "{message}"
        );
    }
}

#[test]
fn tails_reach_to_the_end_of_the_word() {
    for (noun, words) in [
        (
            "콜로서스",
            "콜로서스 콜로서스는 콜로서스에서만큼은 콜로서스들조차도 콜로서스였다 콜로서스다 콜로서스라는 콜로서스에서부터의 콜로서스로까지도",
        ),
        (
            "그록",
            "그록은 그록이었다 그록으로부터의 그록이라고도 그록임에도 그록인가라는 그록이야말로 그록으로써만이 그록과의",
        ),
        (
            "애플",
            "애플로 애플이라면 애플이 애플에게로 애플만의 애플뿐이었다 애플까지였다 애플씨도 애플님께서는",
        ),
        (
            "GPU",
            "GPU가 GPU이 GPU를 GPU을 GPU로 GPU으로 GPU들을 GPU다 GPU이다",
        ),
        ("원자", "원자로 원자로서 원자로에서"),
    ] {
        for word in words.split_whitespace() {
            assert_eq!(after(noun, word), Some(&word[noun.len()..]), "{word}");
        }
    }
    assert_eq!(after("콜로서스", "콜로서스는, 그리고"), Some("는"));
    assert_eq!(after("콜로서스", "콜로서스은(는) 좋다"), Some("은"));
    assert_eq!(after("그록", "그록와(과) 함께"), Some("와"));
}

#[test]
fn other_words_are_no_tails() {
    for (noun, words) in [
        (
            "콜로서스",
            "콜로서스급 콜로서스은 콜로서스이란다면 콜로서스과 콜로서스을 콜로서스는는 콜로서스의는 콜로서스하늘 콜로서스해상도 콜로서스이 콜로서스A 콜로서스는A 콜로서스_",
        ),
        ("그록", "그록은행 그록는 그록로 그록가 그록다 그록였다"),
        (
            "애플",
            "애플워치 애플으로 애플리케이션 애플페이 애플식 애플다운",
        ),
        (
            "모델",
            "모델에이전시 모델하우스 모델링 모델명 모델화 모델별",
        ),
        ("데이터", "데이터베이스 데이터센터 데이터셋 데이터화"),
        ("서버", "서버리스 서버실 서버할당 서버한국 서버받침"),
    ] {
        for word in words.split_whitespace() {
            assert_eq!(after(noun, word), None, "{word}");
        }
    }
    assert_eq!(after("콜로서스", "콜로서스은(현재) 좋다"), None);
    assert_eq!(after("그록", &format!("그록{}", "에".repeat(40))), None);
}

#[test]
fn a_noun_of_an_action_is_a_verb() {
    for word in "배포하는 배포할 배포한다고 배포했습니다 배포하기에 배포해서 배포해보았다 배포되었는지 배포됨을 배포받으면 배포시켜야 배포당했다 \
        배포하지 배포하세요 배포해요 배포하여 배포합니다만"
        .split_whitespace()
    {
        let rest = word.strip_prefix("배포").unwrap();
        let found = tail(rest, Final::Vowel);
        assert!(found.is_some_and(|tail| tail.verb && tail.len == rest.len()), "{word}");
    }
    let doubt = |rest| tail(rest, Final::Vowel).map(|tail| tail.doubt);
    assert_eq!(doubt("하고"), Some(Doubt::UnlessActed));
    assert_eq!(doubt("함"), Some(Doubt::UnlessActed));
    assert_eq!(doubt("할"), Some(Doubt::UnlessModifying));
    assert_eq!(
        tail("한테", Final::Vowel).map(|tail| tail.verb),
        Some(false)
    );
    // 이 after a name, never the last.
    assert_eq!(after("손흥민", "손흥민이에게는"), Some("이에게는"));
    assert_eq!(after("손흥민", "손흥민이들"), None);
}

#[test]
fn stems_are_what_is_left_without_particles() {
    let of = |word| stems(word).collect::<Vec<_>>();
    assert_eq!(of("데이터센터에서도"), ["데이터센터에서", "데이터센터"]);
    assert_eq!(of("콜로서스는"), ["콜로서스"]);
    assert_eq!(of("GPU를"), ["GPU"]);
    assert_eq!(of("학습을"), ["학습"]);
    assert_eq!(of("강은"), [""; 0]);
    assert_eq!(of("구름"), [""; 0]);
    assert_eq!(of("Colossus"), [""; 0]);
    assert_eq!(of(""), [""; 0]);
}

#[test]
fn the_table_repeats_no_form() {
    let mut seen: Vec<_> = forms()
        .iter()
        .map(|form| (form.text.clone(), form.after as u8, form.class as u8))
        .collect();
    let all = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), all);
    assert!(PARTICLES.iter().flat_map(|rows| rows.iter()).count() > 150);
}

/// Every pair after every final consonant: what the producer writes, the recogniser reads; the
/// other form it does not, where only one is right.
#[test]
fn the_recogniser_reads_what_the_producer_writes() {
    let all = forms();
    for particle in particles() {
        let Some((closed, open)) = particle.pair() else {
            continue;
        };
        for last in 0..28 {
            let noun = format!(
                "콜로{}",
                char::from_u32('서' as u32 + last).expect("a syllable")
            );
            let right = josa(&noun, None, &format!("{closed}/{open}")).expect("a known pair");
            let wrong = if right == closed { open } else { closed };
            assert_eq!(
                after(&noun, &format!("{noun}{right}")),
                Some(right),
                "{noun}{right}"
            );
            assert!(
                stems(&format!("{noun}{right}")).any(|stem| stem == noun)
                    || particle.doubt == Doubt::Always
            );
            // 이다 may keep its 이 after a vowel; and a wrong form may be another particle: 이 for 가, 요
            // for 이요.
            let other = all
                .iter()
                .any(|form| form.text == wrong && final_of(&noun).allows(form.after));
            assert_eq!(
                after(&noun, &format!("{noun}{wrong}")).is_some(),
                other,
                "{noun}{wrong}"
            );
        }
    }
}

fn noun() -> impl Strategy<Value = String> {
    prop_oneof!["[가-힣]{2,6}", "[A-Z]{2,4}", "[A-Za-z]{2,6}[0-9]{1,3}"]
}

proptest! {
    #[test]
    fn chains_of_particles_are_read(
        noun in noun(),
        picks in prop::collection::vec(0usize..10_000, 1..4),
        polite: bool,
    ) {
        let rows = |classes: &[ParticleClass]| -> Vec<&Particle> {
            particles().filter(|row| classes.contains(&row.class)).collect()
        };
        let joining = rows(&[ParticleClass::Case, ParticleClass::Auxiliary]);
        let closing = rows(&[ParticleClass::Closing, ParticleClass::Copula, ParticleClass::Clause]);
        let (last, first) = picks.split_last().expect("at least one");
        let joining = first.iter().map(|pick| joining[pick % joining.len()]);
        let mut word = noun.clone();
        for row in joining.chain([closing[last % closing.len()]]) {
            let form = match (row.allomorphs, row.pair()) {
                (_, Some((closed, open))) => {
                    josa(&word, None, &format!("{closed}/{open}")).expect("a known pair")
                }
                (Allomorphs::One(form), None) => form,
                _ => continue,
            };
            word.push_str(form);
        }
        if polite {
            word.push('요');
        }
        let tail = &word[noun.len()..];
        prop_assume!((1..=LONGEST).contains(&tail.chars().count()));
        prop_assert_eq!(after(&noun, &word), Some(tail));
    }

    #[test]
    fn nothing_panics(word in "\\PC*", reading in prop::option::of("\\PC*"), pair in "\\PC{0,6}") {
        let _ = josa(&word, reading.as_deref(), &pair);
        let _ = josa(&word, reading.as_deref(), "은/는").expect("a known pair");
        for stem in stems(&word) {
            prop_assert!(word.starts_with(stem) && stem.len() < word.len());
        }
        if let Some(tail) = tail(&word, Final::Either) {
            prop_assert!(word.is_char_boundary(tail.len));
        }
    }
}
