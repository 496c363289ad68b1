//! Words of questions that say nothing of what is asked for: a query is answered without them.

/// In both languages, since queries mix them. Particles may follow.
pub(crate) const WEAK: &str = "왜 어떻게 어떤 무엇 무엇인가 무엇인가요 무엇인지 무엇일까 무슨 뭐 뭔 뭘 뭐지 뭐야 뭐예요 뭔가요 뭔지 언제 어디 어디서 누구 누가 얼마 얼마나 몇 어느 대해 대해서 \
    대한 대하여 관해 관한 위해 위한 하나요 하나 하는지 하는가 하려면 할까 할까요 하죠 해야 되나요 되는지 되죠 될까 될까요 있나요 있는지 있는가 있을까 있을까요 있어요 있다 없나요 인가요 인가 인지 일까 \
    일까요 궁금해요 궁금 싶어요 싶은데 알려줘 알려주세요 설명해줘 필요한가 필요한가요 필요해요 필요할까 쓰나요 쓰는 방법 이유 뜻 의미 차이 차이점 것 거 수 때 좀 및 \
    what how why when where which who whose is are was were be do does did can could should would will the a an of to in on for and or i you we it my your between about with vs versus mean means";
