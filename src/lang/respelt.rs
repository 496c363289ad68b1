//! Loan words in texts: which of them are one word in two spellings.
//!
//! Stricter than [`loanwords::skeleton`], which finds what a reader may mean: what is told an author has to be so.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{jamo, loanwords};

/// Syllables that words of Korean and of Chinese origin hardly have.
const SYLLABLES: &str = "겐글넌널넥넬넷뉴닝덕덤데덱덴델뎀듀드디딕딘딜딩랙랜랩랫랭램러레렉렌렐렛롤롬롭롯룩룸룹룻릭릴립릿링머먼멀메멘멜뮤믹밴뱅버벅번벌베벡벤벨브블빅섹셀셉셋셰쉐쉬쉽슈스슬슷싱써쏘쓰웨웬웹웍윈윙제젝젠젤젯쥬즈징째쩨쯔챌챕챗첼츠칩캐캔캘캠캡캣커컨컬컴컷켓콘콤쿠쿼퀀퀘퀴크클큐킷킹탠탬탭터턴털텀테텍텐텔템텝텟톡톤톨튜튠튬트튼틱틴팀팅티패팩팬팰팸팻퍼펀펄페펙펜펠폰폴폼푸퓨퓰프플픽핀핏핑핸핼햄허헐헤헨헬";

/// What the spellings of a loan word have in common, if it is one. In words of less than four syllables ㅓ and ㅗ differ unless they are
/// listed: 포스트 is not 퍼스트.
pub(crate) fn word(spelling: &str) -> Option<String> {
    let syllables = spelling.chars().count();
    let listed = listed(spelling);
    let is_loan = listed.is_some() || loan_syllables(spelling) >= 2;
    if syllables < 3 || !is_loan || !spelling.chars().all(jamo::is_syllable) {
        return None;
    }
    let known = listed.unwrap_or(spelling);
    Some(known.chars().map(|c| plain(c, syllables > 3)).collect())
}

/// Whether a word in a text, particles and all, may be a loan word.
pub(crate) fn may_be(word: &str) -> bool {
    // No longer ones are listed, and a text without spaces is one word.
    let ends = word.char_indices().take(loanwords::longest() + 1);
    let mut ends = ends.skip(3).map(|(at, _)| at);
    loan_syllables(word) >= 2
        || listed(word).is_some()
        || ends.any(|at| listed(&word[..at]).is_some())
}

fn loan_syllables(word: &str) -> usize {
    static LOAN: LazyLock<FxHashSet<char>> = LazyLock::new(|| SYLLABLES.chars().collect());
    word.chars().filter(|c| LOAN.contains(c)).count()
}

/// The first one of the listed spellings of a word, of those that are only spelt otherwise: syllable by syllable with the same initials.
fn listed(word: &str) -> Option<&'static str> {
    let initials = |word: &str| -> Vec<Option<usize>> {
        let parts = word.chars().map(jamo::parts);
        parts.map(|p| p.map(|(first, _, _)| lax(first))).collect()
    };
    let mut group = loanwords::variants(word)?.iter().copied();
    let own = initials(word);
    group.find(|other| initials(other) == own)
}

/// An initial without what makes it tense.
fn lax(initial: usize) -> usize {
    match initial {
        1 => 0,   // ㄲ
        4 => 3,   // ㄸ
        8 => 7,   // ㅃ
        10 => 9,  // ㅆ
        13 => 12, // ㅉ
        other => other,
    }
}

/// A syllable without what people confuse: tense consonants, ㅐ and ㅔ, ㅑ and ㅏ after ㅈ and ㅊ, 쉬 and 시, finals that sound alike.
fn plain(c: char, is_long: bool) -> char {
    let Some((initial, vowel, last)) = jamo::parts(c) else {
        return c;
    };
    let initial = lax(initial);
    let vowel = match (initial, vowel) {
        (12 | 14, 2) => 0,                  // 쟈 자
        (12 | 14, 6) => 4,                  // 져 저
        (12 | 14, 12) => 8,                 // 죠 조
        (12 | 14, 17) => 13,                // 쥬 주
        (9, 16) => 20,                      // 쉬 시
        (_, 1 | 3 | 7 | 10 | 11 | 15) => 5, // ㅐ ㅒ ㅖ ㅙ ㅚ ㅞ
        (_, other) => other,
    };
    let vowel = if is_long && vowel == 4 { 8 } else { vowel };
    let last = match last {
        7 | 20 | 22 | 23 | 25 => 19, // ㄷ ㅆ ㅈ ㅊ ㅌ
        2 | 24 => 1,                 // ㄲ ㅋ
        26 => 17,                    // ㅍ
        other => other,
    };
    jamo::syllable(initial, vowel, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_have_one_word() {
        for (a, b) in [
            ("컨텐츠", "콘텐츠"),
            ("메소드", "메서드"),
            ("렌더링", "랜더링"),
            ("스케줄러", "스케쥴러"),
            ("멀티스레드", "멀티쓰레드"),
            ("디렉터리", "디렉토리"),
            ("컨퍼런스", "콘퍼런스"),
            ("플래쉬드", "플래시드"),
            ("셰이킹", "쉐이킹"),
            ("메세지", "메시지"),
            ("악세사리", "액세서리"),
        ] {
            assert!(word(a).is_some(), "{a}");
            assert_eq!(word(a), word(b), "{a} {b}");
        }
    }

    #[test]
    fn other_words_have_none_or_their_own() {
        assert_ne!(word("포스트"), word("퍼스트"));
        assert_ne!(word("위키백과"), word("위키피디아"));
        for other in ["사용하고", "따릅니다", "스레", "GPU서버", "예외도"] {
            assert_eq!(word(other), None, "{other}");
        }
    }
}
