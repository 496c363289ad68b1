//! English endings by example.

use super::*;

#[test]
fn plurals_by_spelling() {
    for (name, rest, taken) in [
        ("GPU", "s are", 1),
        ("model", "s", 1),
        ("model", "es", 0),
        ("bus", "es", 2),
        ("box", "es", 2),
        ("patch", "es", 2),
        ("epoch", "s", 1),
        ("mesh", "s", 0),
        ("hero", "es", 2),
        ("photo", "s", 1),
        ("bus", "s", 0),
        ("OS", "s", 1),
        ("OS", "es", 2),
        ("battery", "s", 0),
        ("key", "s", 1),
        ("H100", "s", 1),
        ("model", "ling", 0),
        ("model", "", 0),
    ] {
        assert_eq!(plural(name, rest, false), taken, "{name}{rest}");
    }
    assert_eq!(plural("DATA CENTER", "S ARE", true), 1);
    assert_eq!(plural("GPU", "S", false), 0);
}

#[test]
fn names_that_are_no_words_take_no_plural() {
    for name in ["콜로서스", "피지컬 AI", "GPT!", "C++", "", "1984"] {
        assert!(!takes_plural(name), "{name}");
    }
    for name in [
        "GPU",
        "iPhone",
        "H100",
        "data center",
        "Data center",
        "AI agent",
        "café",
        "X",
    ] {
        assert!(takes_plural(name), "{name}");
    }
}

#[test]
fn y_becomes_ies() {
    assert_eq!(ies("battery").as_deref(), Some("batteries"));
    assert_eq!(ies("key"), None);
    assert_eq!(ies("GPU"), None);
    assert_eq!(ies("y"), None);
}

#[test]
fn apostrophes_that_leave_a_name_a_name() {
    for rest in [
        "’s price",
        "'s",
        "' heat",
        "’",
        "'ll",
        "’d",
        "'를",
        "'",
        " x",
        "",
    ] {
        assert!(apostrophe(rest), "{rest}");
    }
    for rest in ["'t", "’t", "'em", "’clock"] {
        assert!(!apostrophe(rest), "{rest}");
    }
}

#[test]
fn hyphens_and_small_words_make_idioms() {
    for rest in [
        "-of-the-art",
        "-on experience",
        "-in-hand",
        "\u{2011}to-text",
    ] {
        assert!(idiom(rest), "{rest}");
    }
    for rest in [
        "-based",
        "-oriented",
        " of the art",
        "-",
        "",
        "-On",
        "-organizing",
    ] {
        assert!(!idiom(rest), "{rest}");
    }
}

#[test]
fn stems_lose_plural_and_possessive() {
    for (word, expected) in [
        ("GPUs", "gpu"),
        ("GPUs’", "gpu"),
        ("xAI's", "xai"),
        ("Technologies", "technology"),
        ("centers", "center"),
        ("boxes", "box"),
        ("processes", "process"),
        ("process", "process"),
        ("status", "status"),
        ("Colossus", "colossus"),
        ("analysis", "analysis"),
        ("ties", "tie"),
        ("gas", "gas"),
        ("", ""),
    ] {
        assert_eq!(stem(word), expected, "{word}");
    }
}
