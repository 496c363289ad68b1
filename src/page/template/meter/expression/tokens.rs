//! The tokens of a tag, one after the other.

use super::super::super::lexer::{Kind, Token};
use super::super::Fault;
use super::Expression;

impl<'e> Expression<'e> {
    /// Nothing more may follow.
    pub(in super::super) fn end(&self) -> Result<(), Fault> {
        if self.at < self.tokens.len() {
            return Err(self.unread());
        }
        Ok(())
    }

    /// Passes over `sign`, if it is next.
    pub(in super::super) fn take(&mut self, sign: &str) -> bool {
        let is_next = self.is_next(sign);
        self.at += usize::from(is_next);
        is_next
    }

    /// Where the token before ends.
    pub(super) fn last_end(&self) -> usize {
        self.at
            .checked_sub(1)
            .map_or(self.end, |last| self.tokens[last].range.end)
    }

    pub(super) fn next(&self) -> Result<&Token, Fault> {
        self.tokens.get(self.at).ok_or_else(|| self.unread())
    }

    pub(super) fn unread(&self) -> Fault {
        Fault::unread(self.tokens.get(self.at).map_or(self.end, |t| t.range.start))
    }

    pub(super) fn text_of(&self, token: &Token) -> &'e str {
        &self.source[token.range.clone()]
    }

    pub(super) fn is_next(&self, text: &str) -> bool {
        self.tokens
            .get(self.at)
            .is_some_and(|t| self.text_of(t) == text)
    }

    pub(super) fn is_next_of(&self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is_next(text))
    }

    pub(super) fn is_next_a(&self, kind: Kind) -> bool {
        self.tokens.get(self.at).is_some_and(|t| t.kind == kind)
    }

    pub(super) fn take_of(&mut self, texts: &[&str]) -> bool {
        texts.iter().any(|text| self.take(text))
    }

    pub(super) fn take_a(&mut self, kind: Kind) -> bool {
        let is_next = self.is_next_a(kind);
        self.at += usize::from(is_next);
        is_next
    }

    pub(in super::super) fn name(&mut self) -> Result<(), Fault> {
        self.take_a(Kind::Name)
            .then_some(())
            .ok_or_else(|| self.unread())
    }

    pub(in super::super) fn expect(&mut self, sign: &str) -> Result<(), Fault> {
        self.take(sign).then_some(()).ok_or_else(|| self.unread())
    }
}
