//! Who owns a name, and when two sets of names are the same.

use super::*;

fn term<'a>(names: &[&'a str]) -> TermNames<'a> {
    TermNames {
        names: names.to_vec(),
        ..TermNames::default()
    }
}

fn clashes(terms: &[TermNames]) -> Vec<((u32, u32), (u32, u32))> {
    let at = |id: NameId| (id.term, id.name);
    Names::new(terms)
        .1
        .into_iter()
        .map(|clash| (at(clash.first), at(clash.second)))
        .collect()
}

#[test]
fn a_name_claimed_twice_is_reported_at_both_places() {
    let two = |a, b| clashes(&[term(&["하나", a]), term(&["둘", "셋", b])]);
    let clash = [((0, 1), (1, 2))];
    for (a, b) in [
        ("그록", "그록"),
        ("xAI", "xAI"),
        ("데이터 센터", "데이터센터"),
        ("챗GPT", "챗 GPT"),
        ("data center", "Data center"),
        ("data center", "datacenter"),
        ("model", "model"),
        ("Moore's law", "Moore’s law"),
        ("Data Center", "data center"),
        ("Apple", "apple"),
        ("US", "us"),
        ("xAI", "XAI"),
        ("K-pop", "k-pop"),
        ("ＧＰＵ", "GPU"),
    ] {
        assert_eq!(two(a, b), clash, "{a} {b}");
    }
    for (a, b) in [
        ("GPT-4", "GPT 4"),
        ("그록", "그록은"),
        ("", ""),
        (" ", "-"),
        ("!", "!"),
    ] {
        assert_eq!(two(a, b), [], "{a} {b}");
    }
}

#[test]
fn a_term_that_insists_on_its_capitals_shares_a_name_that_has_others() {
    let pronoun = |name| TermNames {
        case_sensitive: true,
        ..term(&[name])
    };
    assert_eq!(clashes(&[term(&["US"]), pronoun("us")]), []);
    assert_eq!(clashes(&[pronoun("us"), term(&["US"])]), []);
    assert_eq!(
        clashes(&[term(&["US"]), pronoun("us"), term(&["Us"])]).len(),
        1
    );
    assert_eq!(clashes(&[term(&["us"]), pronoun("us")]).len(), 1);
}

#[test]
fn a_term_may_repeat_its_own_name() {
    assert_eq!(clashes(&[term(&["xAI", "xAI", "x AI"])]), []);
}

#[test]
fn a_term_linked_by_hand_claims_nothing() {
    let manual = TermNames {
        matching: Matching::Manual,
        ..term(&["그록"])
    };
    assert_eq!(clashes(&[manual, term(&["그록"])]), []);
}

#[test]
fn the_hash_tells_sets_of_names_apart() {
    let hash = |terms: &[TermNames]| Names::new(terms).0.hash();
    let base = hash(&[term(&["그록", "Grok"]), term(&["애플"])]);
    assert_eq!(base, hash(&[term(&["그록", "Grok"]), term(&["애플"])]));
    for other in [
        vec![term(&["그록Grok"]), term(&["애플"])],
        vec![term(&["그록"]), term(&["Grok", "애플"])],
        vec![term(&["애플"]), term(&["그록", "Grok"])],
        vec![
            term(&["그록", "Grok"]),
            TermNames {
                matching: Matching::Auto,
                ..term(&["애플"])
            },
        ],
        vec![
            term(&["그록", "Grok"]),
            TermNames {
                case_sensitive: true,
                ..term(&["애플"])
            },
        ],
        vec![
            term(&["그록", "Grok"]),
            TermNames {
                not: vec!["애플"],
                ..term(&[])
            },
        ],
        vec![],
    ] {
        assert_ne!(hash(&other), base);
    }
}

#[test]
fn names_are_spelled_with_their_capitals_and_spaces() {
    let spelled = |name: &str, found: &str| {
        Pattern::new(0, PatternKind::Name, name, &TermNames::default())
            .is_some_and(|pattern| pattern.spelled(found) == Some(0))
    };
    for (name, right, wrong) in [
        (
            "피지컬 AI",
            "피지컬 AI|피지컬AI|피지컬\u{a0}AI|피지컬\nAI|피지컬  AI",
            "피지컬-AI|피지컬 ai",
        ),
        (
            "data center",
            "data center|Data center|Data Center|datacenter|Datacenter|data-center|DATA CENTER",
            "dataCenter|DAta center",
        ),
        (
            "Data center",
            "data center|Data Center|datacenter",
            "DAta center",
        ),
        (
            "Data Center",
            "Data Center|DataCenter|Data-Center",
            "data center|Data center|DATA CENTER",
        ),
        (
            "self-driving car",
            "self-driving car|self driving car|Self-Driving Car",
            "selfdriving car",
        ),
        (
            "start-up",
            "start-up|Start-up|Start-Up",
            "start up|startup|START-up",
        ),
        (
            "신화 - 비밀",
            "신화 - 비밀|신화-비밀|신화 -\n비밀",
            "신화 비밀|신화비밀",
        ),
        ("GPT-4", "GPT-4|GPT\u{2011}4", "GPT 4|GPT4|gpt-4"),
        (
            "AI agent",
            "AI agent|AI Agent|AIagent|AI-agent",
            "ai agent|Ai agent",
        ),
        ("xAI", "xAI", "XAI|xai|x AI"),
        ("server", "server|Server|SERVER", "SErver|serveR"),
        ("chip", "chip|Chip", "CHIP"),
        ("챗GPT", "챗GPT|챗 GPT|챗-GPT", "챗gpt"),
        ("iPhone", "iPhone", "IPhone|iphone|IPHONE"),
        ("état", "état|État", "ÉTat"),
    ] {
        for found in right.split('|') {
            assert!(spelled(name, found), "{name}: {found}");
        }
        for found in wrong.split('|') {
            assert!(!spelled(name, found), "{name}: {found}");
        }
    }
}
