//! The two-set Korean keyboard, for what is typed in the other layout: thdbrnjs is 소유권.

/// The Latin letters of its keys, small ones, then those whose capital is another Korean letter.
pub(crate) const LATIN: &str = "abcdefghijklmnopqrstuvwxyzQWERTOP";

/// The Korean letters of the same keys.
pub(crate) const HANGUL: &str =
    "ㅁㅠㅊㅇㄷㄹㅎㅗㅑㅓㅏㅣㅡㅜㅐㅔㅂㄱㄴㅅㅕㅍㅈㅌㅛㅋㅃㅉㄸㄲㅆㅒㅖ";

#[cfg(test)]
mod tests {
    use super::super::jamo;
    use super::*;

    #[test]
    fn words_are_typed_on_the_same_keys() {
        let typed = |word: &str| -> String {
            let key = |letter| HANGUL.chars().position(|h| h == letter);
            let letters = jamo::letters(word);
            letters
                .chars()
                .map(|c| LATIN.chars().nth(key(c).unwrap()).unwrap())
                .collect()
        };
        assert_eq!(LATIN.chars().count(), HANGUL.chars().count());
        assert_eq!(typed("소유권"), "thdbrnjs");
        assert_eq!(typed("ㅔ개ㅡㅑㄴㄷ"), "promise");
        assert_eq!(typed("왜까"), "dhoRk");
    }
}
