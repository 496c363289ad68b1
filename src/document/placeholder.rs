//! What `haeseol new` writes into a file to be replaced, in Korean and in English.

/// The description of an explainer.
pub(crate) const DESCRIPTION: [&str; 2] = [
    "이 글을 한 문장으로 소개하세요.",
    "This article in one sentence.",
];
/// The lead of an explainer.
pub(crate) const LEAD: [&str; 2] = [
    "여기에 글머리를 쓰세요. 무엇을 다루는지, 왜 읽어야 하는지 밝히면 좋습니다.",
    "The lead goes here: what this is about, and why anybody should want to know.",
];
/// The summary of a term.
pub(crate) const SUMMARY: [&str; 2] = [
    "뜻을 한 문장으로 쓰세요.",
    "What it means, in one sentence.",
];
/// The text of a term.
pub(crate) const TERM: [&str; 2] = [
    "여기에 한두 문단으로 풀이하세요.",
    "Explain it here in a paragraph or two.",
];
/// The text of a page.
pub(crate) const PAGE: [&str; 2] = ["여기에 쓰세요.", "Write here."];
