//! Loan words that are spelt in several ways: what the rules of writing say, and what people write.
//!
//! Two sounds that Korean hardly tells apart make most of the variants: [`skeleton`] takes such letters for one (쓰레드 is 스레드, 메소드 메서드,
//! 리더쉽 리더십). The irregular ones are listed ([`variants`]). Capitals are read by their names ([`spelt_out`]): 챗GPT is 챗지피티.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What is taken for the same, in basic letters, the longer ones first. 져 sounds like 저 and 쉬 stands for 시.
pub(crate) const ALIKE: [(&str, &str); 24] = [
    ("ㅅㅜㅣ", "ㅅㅣ"),
    ("ㅆㅜㅣ", "ㅅㅣ"),
    ("ㅈㅑ", "ㅈㅏ"),
    ("ㅈㅕ", "ㅈㅗ"),
    ("ㅈㅛ", "ㅈㅗ"),
    ("ㅈㅠ", "ㅈㅜ"),
    ("ㅉㅑ", "ㅈㅏ"),
    ("ㅉㅕ", "ㅈㅗ"),
    ("ㅉㅛ", "ㅈㅗ"),
    ("ㅊㅑ", "ㅊㅏ"),
    ("ㅊㅕ", "ㅊㅗ"),
    ("ㅊㅛ", "ㅊㅗ"),
    ("ㅊㅠ", "ㅊㅜ"),
    ("ㅅㅠ", "ㅅㅜ"),
    ("ㄲ", "ㄱ"),
    ("ㄸ", "ㄷ"),
    ("ㅃ", "ㅂ"),
    ("ㅆ", "ㅅ"),
    ("ㅉ", "ㅈ"),
    ("ㅐ", "ㅔ"),
    ("ㅒ", "ㅔ"),
    ("ㅖ", "ㅔ"),
    ("ㅓ", "ㅗ"),
    ("ㅕ", "ㅛ"),
];

/// Basic letters ([`super::jamo::letters`]) with one for all that sound alike.
pub(crate) fn skeleton(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    let mut rest = letters;
    while let Some(c) = rest.chars().next() {
        let hangul = matches!(c, 'ㄱ'..='ㅣ');
        let row = ALIKE
            .iter()
            .find(|(from, _)| hangul && rest.starts_with(from));
        match row {
            Some((from, to)) => {
                out.push_str(to);
                rest = &rest[from.len()..];
            }
            None => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    out
}

/// The words that are other spellings of one, itself included; in lower case.
pub(crate) fn variants(word: &str) -> Option<&'static [&'static str]> {
    static GROUPS: LazyLock<FxHashMap<&str, Box<[&str]>>> = LazyLock::new(|| {
        let mut groups = FxHashMap::default();
        for group in LISTED.split('/') {
            let words: Box<[&str]> = group.split_whitespace().collect();
            for word in &words {
                groups.insert(*word, words.clone());
            }
        }
        groups
    });
    GROUPS.get(word).map(|group| &**group)
}

/// How many characters the longest of the words with other spellings has.
pub(crate) fn longest() -> usize {
    static LONGEST: LazyLock<usize> = LazyLock::new(|| {
        let words = LISTED.split('/').flat_map(str::split_whitespace);
        words.map(|word| word.chars().count()).max().unwrap_or(0)
    });
    *LONGEST
}

/// A word with its capitals spelt as they are read, if it has any that stand for themselves: all of a short word of Latin letters (xAI,
/// GPU), and several together beside Hangul (챗GPT).
pub(crate) fn spelt_out(word: &str) -> Option<String> {
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    let all = word.chars().count();
    let hangul = word
        .chars()
        .filter(|c| super::jamo::is_syllable(*c))
        .count();
    if capitals < 2 || latin > 5 || latin + hangul < all || latin > capitals + 1 {
        return None;
    }
    Some(
        word.chars()
            .map(|c| letter_name(c).map_or_else(|| c.to_string(), str::to_owned))
            .collect(),
    )
}

fn letter_name(c: char) -> Option<&'static str> {
    const NAMES: [&str; 26] = [
        "에이",
        "비",
        "씨",
        "디",
        "이",
        "에프",
        "지",
        "에이치",
        "아이",
        "제이",
        "케이",
        "엘",
        "엠",
        "엔",
        "오",
        "피",
        "큐",
        "알",
        "에스",
        "티",
        "유",
        "브이",
        "더블유",
        "엑스",
        "와이",
        "제트",
    ];
    let letter = c.to_ascii_lowercase();
    letter
        .is_ascii_lowercase()
        .then(|| NAMES[usize::from(letter as u8 - b'a')])
}

/// Groups of spellings, separated by `/`. Those that [`skeleton`] joins are here only where they are of two syllables, or of three with ㅓ for
/// ㅗ, which [`super::respelt`] takes for two words.
const LISTED: &str = "\
    콘텐츠 컨텐츠 / 데이터 데이타 / 메시지 메세지 멧세지 / 액세서리 악세서리 악세사리 액세사리 / 애플리케이션 어플리케이션 어플 앱 / 초콜릿 초콜렛 초코렛 쵸콜렛 / 카페 까페 / 케이크 케익 케잌 / \
    커피숍 커피샵 / 숍 샵 / 워크숍 워크샵 웍샵 / 로봇 로보트 / 로켓 로케트 / 플래시 플래쉬 후레쉬 후래쉬 / 파일 화일 / 파이팅 화이팅 / 프라이팬 후라이팬 / \
    프라이드 후라이드 / 판타지 환타지 / 판타스틱 환타스틱 / 패밀리 훼밀리 / 플랫폼 플래폼 플랫홈 / 포맷 포멧 포매트 / 프로그래밍 프로그레밍 / 라이선스 라이센스 / 리소스 리쏘스 / \
    레퍼런스 레퍼런쓰 / 시퀀스 씨퀀스 시퀸스 / 시스템 씨스템 시스탬 / 소스 쏘스 / 서비스 써비스 / 서버 써버 / 센터 쎈터 / 세트 셋트 쎄트 / 세일 쎄일 / 선글라스 썬글라스 / \
    선크림 썬크림 / 사이즈 싸이즈 / 사이클 싸이클 / 사인 싸인 / 사이렌 싸이렌 / 사이트 싸이트 / 샌드위치 샌드위찌 / 버스 뻐스 / 박스 빡스 / 백업 빽업 / 버튼 버턴 보턴 / \
    배터리 밧데리 바테리 빠떼리 / 배지 뱃지 / 밸런스 발란스 / 밸브 벨브 / 브러시 브러쉬 부러쉬 / 블록 블럭 / 블록체인 블럭체인 / 블로그 블러그 / 비즈니스 비지니스 / \
    비스킷 비스켓 / 뷔페 부페 / 액셀러레이터 엑셀러레이터 악셀러레이터 / 액션 엑션 / 앨범 엘범 / 앰뷸런스 앰블란스 엠뷸런스 / 엔지니어 앤지니어 / 에어컨 에어콘 / \
    엘리베이터 엘레베이터 / 에스컬레이터 에스칼레이터 / 알고리즘 알고리듬 / 알루미늄 알미늄 / 알레르기 알러지 알레지 앨러지 / 알코올 알콜 / 아이콘 아이컨 / \
    아키텍처 아키텍쳐 아키텍춰 / 아웃렛 아울렛 / 인터페이스 인터페이쓰 / 인덱스 인댁스 / 인스턴스 인스턴쓰 / 이미지 이메지 / 이벤트 이밴트 / 임플란트 임프란트 / \
    윈도 윈도우 윈도우즈 윈도즈 / 섀도 섀도우 쉐도우 샤도우 / 옐로 옐로우 / 스노 스노우 / 재킷 자켓 재켓 쟈켓 / 제스처 제스쳐 / 주스 쥬스 / 주니어 쥬니어 / 차트 챠트 / \
    찬스 챤스 / 채널 체널 / 챌린지 챌런지 / 챗봇 쳇봇 채팅봇 / 카디건 가디건 / 카탈로그 카다로그 카달로그 카타로그 / 카테고리 카타고리 / 칼럼 컬럼 / 캐러멜 카라멜 캬라멜 / \
    캐럴 캐롤 / 캐릭터 캐릭타 케릭터 / 캐비닛 캐비넷 / 캐시 캐쉬 / 캘린더 켈린더 / 캠페인 켐페인 / 커뮤니티 커뮤니테 / 커튼 커텐 / 커서 커써 / 컨디션 콘디션 / \
    컨테이너 콘테이너 / 컨트롤 콘트롤 컨트럴 / 컨트롤러 콘트롤러 컨트럴러 / 콘셉트 컨셉 컨셉트 콘셉 / 콘택트 컨택트 컨택 콘택 / 콘퍼런스 컨퍼런스 컨퍼런쓰 / \
    콘텍스트 컨텍스트 콘택스트 컨택스트 / 콘솔 컨솔 / 콤팩트 컴팩트 / 콤플렉스 컴플렉스 / 콤포넌트 컴포넌트 콤포넨트 / 컬렉션 콜렉션 / 컬러 칼라 / 컴퓨터 컴퓨타 콤퓨터 / \
    컴파일 콤파일 / 코미디 코메디 / 코디네이터 코디네이타 / 쿼리 퀴리 / 크리스마스 크리스머스 / 클라이언트 클라이언터 / 클러스터 클라스터 / 클래스 클라스 / \
    클로저 클로져 클로우저 / 키보드 키보오드 / 킬로그램 킬로그람 / 타깃 타겟 타켓 / 타입 타잎 / 탤런트 탈렌트 텔런트 / 태블릿 타블렛 태블렛 / 터미널 터미날 / 테크닉 테크닠 / \
    테이프 테입 / 텍스트 택스트 / 텔레비전 텔레비젼 테레비 / 템플릿 템플렛 탬플릿 / 토마토 도마도 / 트랜지스터 트렌지스터 / 트랜잭션 트랜젝션 트렌젝션 / 트레이닝 트래이닝 / \
    트렌드 트랜드 / 파라미터 패러미터 파라메터 파라메타 / 파이썬 파이선 파이쏜 python / 파티션 파티숀 / 팝업 팝엎 / 팸플릿 팜플렛 팜플릿 팸플렛 / 패키지 팩키지 페키지 / \
    패턴 페턴 / 퍼포먼스 퍼포먼쓰 / 페스티벌 페스티발 / 펜션 팬션 / 포털 포탈 / 폴더 폴다 / 프런트엔드 프론트엔드 프론트앤드 / 프런트 프론트 / \
    프레젠테이션 프리젠테이션 프레젠테이숀 / 프로토콜 프로토컬 / 프로듀서 프로듀써 / 프로세스 프로새스 프로쎄스 / 프로세서 프로쎄서 / 프로젝트 프로잭트 / 프로퍼티 프라퍼티 / \
    플라스틱 프라스틱 / 플루트 플룻 / 피자 핏자 / 하드웨어 하드웨아 / 할리우드 헐리우드 헐리웃 할리웃 / 해시 해쉬 / 핸드폰 헨드폰 / 헤드라이트 헷라이트 / 헬멧 헬맷 / \
    호르몬 홀몬 / 히터 히타 / 나레이션 내레이션 / 내비게이션 네비게이션 네비 내비 / 냅킨 내프킨 / 네트워크 네트웍 네트윅 / 넌센스 난센스 / 논픽션 난픽션 / 뉘앙스 뉴앙스 / \
    다이내믹 다이나믹 / 다이너마이트 다이나마이트 / 다이아몬드 다이어몬드 / 다이얼로그 다이알로그 / 다큐멘터리 다큐멘타리 다큐 / 대시보드 대쉬보드 데시보드 / 데뷔 대뷔 / \
    데스크톱 데스크탑 / 랩톱 랩탑 / 노트북 노트부크 / 도넛 도너츠 도나쓰 / 도메인 도매인 / 도큐먼트 다큐먼트 / 디스켓 디스켙 / 디스플레이 디스플래이 / 디지털 디지탈 / \
    라벨 레이블 / 라디오 래디오 / 라우터 라우타 / 라이브러리 라이브레리 라이브러리이 / 라이터 라이타 / 래퍼 랩퍼 / 랭킹 랭깅 / 레모네이드 레몬에이드 / 레스토랑 레스토랑트 / \
    레시피 래시피 레서피 / 레이아웃 래이아웃 / 레이저 래이저 레이져 / 레저 레져 / 레코드 래코드 / 렌터카 렌트카 / 렌털 렌탈 / 로그인 로긴 / 로더 로우더 / 로션 로숀 / \
    로열티 로얄티 / 로열 로얄 / 로터리 로타리 / 룸메이트 룸메 / 리더십 리더쉽 / 리모컨 리모콘 / 리포트 레포트 / 리팩터링 리팩토링 / 링거 링게르 / 마사지 맛사지 / \
    마니아 매니아 / 마라톤 마라손 / 마케팅 마켓팅 / 마켓 마켙 / 매니지먼트 메니지먼트 / 매뉴얼 메뉴얼 / 매머드 맘모스 / 매트릭스 메트릭스 매트릭쓰 / 메트릭 매트릭 / \
    머신러닝 머쉰러닝 / 멀티미디어 멀티메디아 / 메서드 메소드 메쏘드 / 메모리 매모리 메머리 / 메인 매인 / 메커니즘 매커니즘 메카니즘 / 멘토 맨토 / 모니터 모니타 / 모델 모댈 / \
    모차르트 모짜르트 / 몽타주 몽타쥬 / 미네랄 미너럴 / 미스터리 미스테리 / 미들웨어 미들웨아 / 바겐세일 바겐쎄일 / 바비큐 바베큐 / 바이러스 비루스 / 바통 배턴 바톤 / \
    버전 버젼 / 범퍼 밤바 / 벤치마크 밴치마크 / 벤처 벤쳐 / 보디 바디 / 보너스 보나스 / 보닛 본네트 본넷 / 볼륨 볼룸 / 부스 부쓰 / 부르주아 부르조아 / 브라우저 브라우져 / \
    브랜드 브렌드 / 브리지 브릿지 / 블라우스 브라우스 / 블라인드 브라인드 / 빌드 빌트 / 색소폰 색스폰 / 샐러드 사라다 셀러드 / 샐러리맨 셀러리맨 / 산타클로스 산타크로스 / \
    상들리에 샹들리에 / 세마포어 세마포 / 세미나 쎄미나 / 섹션 쎅션 / 센서 쎈서 센써 / 센스 쎈스 / 셔츠 샤쓰 / 소시지 소세지 쏘세지 / 소파 쇼파 / 소프트웨어 소프트웨아 / \
    솔루션 솔류션 / 수프 스프 / 슈퍼마켓 수퍼마켓 / 슈퍼 수퍼 / 스냅숏 스냅샷 스냅샵 / 스로틀링 쓰로틀링 / 스릴러 쓰릴러 / 스케줄 스케쥴 / 스케줄러 스케쥴러 / \
    스크린숏 스크린샷 / 스카우트 스카웃 / 스캐너 스케너 / 스태프 스탭 / 스탠더드 스탠다드 / 스테인리스 스텐레스 스테인레스 / 스토리지 스토레지 / 스티로폼 스치로폼 스티로폴 / \
    스파게티 스파게띠 / 스펀지 스폰지 / 스페셜 스패셜 / 스펙 스팩 / 스폿 스팟 / 시나리오 씨나리오 / 시리즈 씨리즈 / 시멘트 세멘트 / 시뮬레이션 시뮬레이숀 / 심벌 심볼 / \
    심포지엄 심포지움 / 싱글 씽글 / 씨디 시디 / 아마추어 아마츄어 / 아이섀도 아이섀도우 아이쉐도우 / 아이디어 아이디아 / 애니메이션 에니메이션 / 액세스 엑세스 악세스 / \
    앙케트 앙케이트 / 앙코르 앵콜 / 애드리브 애드립 / 업그레이드 업그래이드 / 업데이트 업뎃 / 에러 애러 / 에이전트 에이젼트 / 에피소드 애피소드 / 엔진 앤진 / \
    엔드포인트 앤드포인트 / 엔터티 엔티티 앤티티 / 오디오 오디어 / 오렌지 오랜지 / 오르가슴 오르가즘 / 오리지널 오리지날 / 오브젝트 오브잭트 / 오프라인 어프라인 / 옵서버 옵저버 / \
    와이셔츠 와이샤쓰 / 요구르트 요거트 야쿠르트 / 웹 웨브 / 유니코드 유니콛 / 유머 유모어 / 인스톨 인스털 / 인캡슐레이션 엔캡슐레이션 / 인코딩 엔코딩 / 인터넷 인터네트 / \
    잉글리시 잉글리쉬 / 자바스크립트 javascript / 자장면 짜장면 / 잠바 점퍼 / 장르 쟝르 / 저널 져널 / 제네릭 지네릭 제너릭 / 쓰루풋 스루풋 / 체크 첵크 / \
    카메라 카메러 / 카센터 카쎈타 / 카운슬링 카운셀링 / 카펫 카페트 / 커리큘럼 카리큘럼 / 커밋 커미트 / 커미션 커미숀 / 커버 카버 / 커브 카브 / 컨벤션 콘벤션 / \
    컨베이어 콘베이어 / 컷 커트 / 케첩 케찹 / 코르덴 골덴 / 코즈모폴리턴 코스모폴리탄 / 콘도미니엄 콘도 / 콘서트 컨서트 / 콘센트 컨센트 / 콘테스트 컨테스트 / 콩쿠르 콩쿨 / \
    쿠데타 쿠테타 / 쿠션 쿠숀 / 크레디트 크레딧 / 클리닉 크리닉 / 클릭 크릭 / 킬로미터 키로미터 / 타월 타올 / 타이밍 타임밍 / 터널 턴넬 / 텀블러 텀블라 / 트럼펫 트럼펱 / \
    트로트 트롯 / 파운데이션 화운데이션 / 팡파르 빵빠르 팡파레 / 팬터마임 판토마임 / 페트병 팻트병 / 펑션 훵션 / 포스트그레스 포스트그레 / 폴리에스터 포리에스터 / 풀 푸울 / \
    프러포즈 프로포즈 / 프레임워크 프레임웍 / 프리랜서 프리렌서 / 프락시 프록시 / 프롬프트 프럼프트 프롬트 / 플래카드 플랑카드 플랜카드 / 플러그인 프러그인 / 피라미드 피라밋 / \
    필터 필타 휠터 / 하이라이트 하일라이트 / 미라 미이라 / 규슈 큐슈 / 도쿄 토쿄 / 오사카 오오사카 / 타이완 대만 / 싱가포르 싱가폴 / 말레이시아 말레이지아 / \
    우크라이나 우크라이너 / 조지아 그루지야 / 아랍에미리트 아랍에미레이트 / 뉴질랜드 뉴질렌드 / 네덜란드 네델란드 / 터키 튀르키예 / 시칠리아 시실리 / 카자흐스탄 카자크스탄 / \
    삿포로 삿뽀로 / 바그다드 바그닷 / 모스크바 모스코바 / 파리 빠리 / 로스앤젤레스 로스엔젤레스 엘에이 / 라스베이거스 라스베가스 / 샌프란시스코 센프란시스코 / 시애틀 시에틀 / \
    엔비디아 nvidia 엔디비아 앤비디아 / 챗gpt chatgpt 챗지피티 챗쥐피티 / 오픈ai openai 오픈에이아이 / 구글 google / 깃허브 github 깃헙 / \
    유튜브 youtube 유투브 / 페이스북 facebook / 아마존 amazon / 마이크로소프트 microsoft 마소 / 리눅스 linux / \
    쿠버네티스 kubernetes 쿠버네틱스 / 도커 docker / 타입스크립트 typescript / 러스트 rust / 리액트 react / 깃 git / 카프카 kafka / \
    레디스 redis / 몽고디비 mongodb / 테슬라 tesla / 위키백과 위키피디아 wikipedia";

#[cfg(test)]
mod tests {
    use super::super::jamo::letters;
    use super::*;

    #[test]
    fn what_sounds_alike_has_one_skeleton() {
        let of = |word: &str| skeleton(&letters(word));
        for pair in "쓰레드/스레드 메소드/메서드 디렉토리/디렉터리 컨텐츠/콘텐츠 리더쉽/리더십 아키텍쳐/아키텍처 쥬스/주스 째즈/재즈 게시판/계시판 슈퍼/수퍼"
            .split_whitespace()
        {
            let (one, other) = pair.split_once('/').unwrap();
            assert_eq!(of(one), of(other), "{pair}");
        }
        assert_ne!(of("지우다"), of("지원"));
        assert_ne!(of("데이터"), of("데이타"));
        assert_eq!(of("GPU"), "GPU");
        assert!(of("쓰레드풀").starts_with(&of("스레드")));
    }

    #[test]
    fn irregular_spellings_are_listed() {
        assert!(variants("악세사리").is_some_and(|all| all.contains(&"액세서리")));
        assert!(variants("chatgpt").is_some_and(|all| all.contains(&"챗지피티")));
        assert_eq!(variants("콜로서스"), None);
        for group in LISTED.split('/') {
            let words: Vec<&str> = group.split_whitespace().collect();
            let mut sorted = words.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), words.len(), "{group}");
            assert!(
                words.iter().all(|word| word.to_lowercase() == **word),
                "{group}"
            );
        }
    }

    #[test]
    fn capitals_are_spelt_out() {
        let of = |word: &str| spelt_out(word);
        assert_eq!(of("챗GPT").as_deref(), Some("챗지피티"));
        assert_eq!(of("JP모건").as_deref(), Some("제이피모건"));
        assert_eq!(of("xAI").as_deref(), Some("엑스에이아이"));
        assert_eq!(of("GPU").as_deref(), Some("지피유"));
        for word in [
            "NVIDIA",
            "OpenAI",
            "Apple",
            "H100",
            "그록",
            "AI를위한AI를위한AI",
            "3D",
            "",
        ] {
            assert_eq!(of(word), None, "{word}");
        }
    }
}
