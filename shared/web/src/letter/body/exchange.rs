//! What a letter hands on of the other side's statements about a counter-notice.

use case::PartyAct;
use jiff::Timestamp;
use policy::Due;

use super::super::block::Block;
use super::{Writer, printable};
use crate::StatementCopy;

impl Writer<'_> {
    /// A statement of the other side: of a counter-notice a copy must be whole (17 U.S.C. 512(g)(2)(B)), and an answer to it is
    /// handed on in the same way.
    fn copy(&self, copy: &StatementCopy) -> Vec<Block> {
        let shown = |text: &str| printable(text.trim().chars());
        let mut facts = copy.facts(self.language);
        facts.iter_mut().for_each(|(_, value)| *value = shown(value));
        let has_files = !copy.files.is_empty();
        if has_files {
            facts.push(self.fact("counter-evidence", shown(&copy.files.join(", "))));
        }
        let words = Some(shown(&copy.text)).filter(|text| !text.is_empty());
        let mut blocks: Vec<Block> = words.map(Block::Quote).into_iter().collect();
        blocks.extend((!facts.is_empty()).then_some(Block::Facts(facts)));
        blocks.extend(has_files.then(|| self.note("counter-files-on-page")));
        blocks
    }

    /// The seller's counter-notice, and by when it is to be answered.
    pub(super) fn objected(&self, copy: &StatementCopy, at: Timestamp, until: Due) -> Vec<Block> {
        let mut blocks = vec![self.dated("letter-objected-at", at)];
        blocks.extend(self.copy(copy));
        blocks.extend(self.answer_due(until));
        blocks
    }

    /// The complainant's dispute of a counter-notice, and what may follow.
    pub(super) fn disputed(&self, copy: &StatementCopy, at: Timestamp) -> Vec<Block> {
        let mut blocks = vec![self.dated("letter-answered-at", at)];
        blocks.extend(self.copy(copy));
        // Where it can still give in, nobody has decided.
        let is_open = self.draft.other_acts.contains(&PartyAct::Concede);
        blocks.extend(is_open.then(|| self.note("letter-person-compares")));
        blocks.extend(self.reply_offered());
        blocks
    }

    /// What the complainant stated of a court action, where the seller receives it.
    pub(super) fn held_for_court(&self, copy: Option<&StatementCopy>) -> Vec<Block> {
        let Some(copy) = copy else { return Vec::new() };
        let mut blocks = vec![self.note("letter-court-stated")];
        blocks.extend(self.copy(copy));
        blocks.extend(self.reply_offered());
        blocks
    }

    /// That the seller may reply, where it may.
    fn reply_offered(&self) -> Option<Block> {
        self.may(PartyAct::Message).then(|| self.note("letter-reply-once"))
    }
}
