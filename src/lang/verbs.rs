//! The forms of 하다, 되다, 받다, 시키다 and 당하다, with which a noun of an action is a verb: 배포할, 학습된, 승인받은.
//!
//! Further rows of the table in [`super::particles`], as stems and their endings. They follow the noun itself, never a
//! particle. 하고 is left in doubt: after the name of a thing it is "and" or "with" (애플하고), so the texts have to show that
//! the noun is an action. 함 alone is a box as well (보관함).

use super::particles::{Doubt, ParticleClass};

/// Stems with the endings that each of them takes.
pub(crate) struct Verbs {
    pub(crate) class: ParticleClass,
    pub(crate) doubt: Doubt,
    stems: &'static str,
    endings: &'static str,
}

const fn verbs(
    class: ParticleClass,
    doubt: Doubt,
    stems: &'static str,
    endings: &'static str,
) -> Verbs {
    Verbs {
        class,
        doubt,
        stems,
        endings,
    }
}

impl Verbs {
    /// Each form: a stem and an ending, or where `-` is among the endings the stem alone.
    pub(crate) fn forms(&self) -> impl Iterator<Item = String> {
        let endings = self.endings.split_whitespace();
        let endings = endings.map(|ending| ending.trim_matches('-'));
        self.stems
            .split_whitespace()
            .flat_map(move |stem| endings.clone().map(move |ending| format!("{stem}{ending}")))
    }
}

impl Verbs {
    /// The same as a regular expression.
    pub(crate) fn expression(&self) -> String {
        let any = |words: &str| {
            let words: Vec<&str> = words.split_whitespace().collect();
            format!("(?:{})", words.join("|").replace('-', ""))
        };
        any(self.stems) + &any(self.endings)
    }
}

/// All of them.
#[rustfmt::skip] // a line of forms is easier to read than a column
pub(crate) const VERBS: &[Verbs] = &[
    verbs(ParticleClass::Verb, Doubt::None, "하 되 시키 당하 받 하시 되시 시키시 받으시",
        "다 는 는데 는데도 며 면 면서 면서도 지만 려 려고 려는 려는데 려다 려다가 려면 려던 도록 거나 거든 건 게 게끔 게도 게는 던 던가 던지 더니 더라 더라도 \
         더라면 자 자는 자고 자면 자마자 니 니까 느니 므로 든 든지 든가 네 라 라는 세요 시오 십시오 다가 다가도 다시피 다면 다는 다니 듯 듯이 지 지요 죠 진 \
         느라 랴 러 고서 고자 곤 고는 고도 나 되 구나 구요 군요 는구나 는군요 길 긴 길래 기란 리라"),
    verbs(ParticleClass::Verb, Doubt::None, "되 시키 당하 받 하시 되시 시키시 받으시", "고"),
    verbs(ParticleClass::Verb, Doubt::None, "받", "으며 으면 으면서 으려 으려고 으려면 으니 으니까 으므로 습니다 습니까 으세요 으십시오"),
    verbs(ParticleClass::VerbClause, Doubt::None, "하 되 시키 당하 받 하시 되시 시키시 받으시", "기 지는 지도 는지 느냐 냐 는가 라고 는다고 다고 면서 나"),
    verbs(ParticleClass::Verb, Doubt::UnlessActed, "하", "고"),
    // Before what they describe; the rest of the present.
    verbs(ParticleClass::Verb, Doubt::UnlessModifying, "한 할", "-"),
    verbs(ParticleClass::Verb, Doubt::None, "된 될 시킨 시킬 당한 당할 받은 받을 하신 되신 하실 되실", "-"),
    verbs(ParticleClass::Verb, Doubt::None, "한 된 시킨 당한 받는 하신 되신",
        "다 다는 다면 다며 다거나 다든지 다든가 다던가 다던 다네 답니다 데 데도 다지만"),
    verbs(ParticleClass::VerbClause, Doubt::None, "한 된 시킨 당한 받는 하신 되신", "다고 다기보다 지 가"),
    verbs(ParticleClass::Verb, Doubt::None, "할 될 시킬 당할 받을", "지 지도 지라도 지언정 수록 게 래 텐데 테니 거야 만한 만큼"),
    verbs(ParticleClass::VerbClause, Doubt::None, "할 될 시킬 당할 받을", "까 지"),
    verbs(ParticleClass::Verb, Doubt::None, "합 됩 시킵 당합 하십 되십 시키십 받으십", "니다 니까 니다만 시다"),
    verbs(ParticleClass::Verb, Doubt::UnlessActed, "함", "- 은 을 이 과 에 도 이다 으로"),
    verbs(ParticleClass::VerbClause, Doubt::None, "됨 시킴 당함 받음", "-"),
    verbs(ParticleClass::Verb, Doubt::None, "함", "으로써 으로서 에도"),
    verbs(ParticleClass::Verb, Doubt::None, "해 하여 돼 되어 시켜 당해 받아 하셔 되셔", "- 서 서는 선 서도 야 야만 야지 도 라 라도"),
    verbs(ParticleClass::Verb, Doubt::None,
        "했 하였 됐 되었 시켰 당했 받았 하셨 되셨 받으셨 했었 됐었 하겠 되겠 시키겠 받겠 하시겠 되시겠 했겠 됐겠 해야겠 돼야겠 시켜야겠 받아야겠",
        "다 다가 다는 다면 다며 다거나 다던 던 든 고 고도 으며 으면 으면서 으나 으니 으니까 으므로 지만 지 지요 죠 는데 는데도 습니다 습니까 습니다만 \
         어 어도 어야 네 거나 거든 건 을 더라 더라면 더라도 더니 구나 군요 대 답니다 듯 듯이"),
    verbs(ParticleClass::VerbClause, Doubt::None,
        "했 하였 됐 되었 시켰 당했 받았 하셨 되셨 받으셨 했었 됐었 하겠 되겠 시키겠 하시겠 했겠 해야겠", "기 음 다고 는지 느냐 나 냐 던가 는가 을까 을지"),
    // With another verb behind it, whose forms are not spelt out: 배포해보았다, 공유해주세요, 정의되어있는.
    verbs(ParticleClass::VerbStem, Doubt::None, "해 돼 되어 시켜 받아",
        "보 본 볼 봅 봤 봐 주 준 줄 줌 줍 줬 줘 드 두 둔 둘 둠 둡 둬 뒀 놓 놨 놔 내 낸 낼 냈 냅 버리 버린 버렸 왔 온 오 옵 나가 나갈 나갔 나간 져 졌 진 지 질 짐 집 \
         있 가고 가는 가며 가면 간다 갑 갔 달라"),
    // Without the space that the rules ask for: 배포할때, 배포하는것, 배포해야한다, 배포하지않는.
    verbs(ParticleClass::VerbStem, Doubt::None, "하는 되는 시키는 받는 한 된 시킨 할 될 시킬",
        "때 것 거 걸 게 건 겁 경우 데에 대로 만큼 듯 수있 수없 수도 만하 채로 후"),
    verbs(ParticleClass::VerbStem, Doubt::None, "했 하였 됐 되었 시켰", "을때"),
    verbs(ParticleClass::VerbStem, Doubt::None, "해야 돼야 되어야 시켜야 하게 되게 하고자 하려", "하 한 할 합 함 했 되 된 될 됩 돼 됐"),
    verbs(ParticleClass::VerbStem, Doubt::None, "하지 되지 시키지", "않 못 말"),
    verbs(ParticleClass::VerbStem, Doubt::None, "하기 되기", "위"),
    verbs(ParticleClass::VerbStem, Doubt::None, "하다 되다", "보니 보면"),
];
