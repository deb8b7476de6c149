//! What a letter says of a decision: why it was taken, by whom and by what means, and what it is about.

use case::{
    Correction, Decider, Decision, DeclineCode, Note, PartyAct, Recipient, Reference, Side, WhyRestore,
};
use policy::{Provision, Step, is_cured_by_document};

use super::super::block::Block;
use super::super::{AppealEnd, Appealed, Corrected, Matter, Refused, Restored, Ruling, Taken};
use super::Writer;
use crate::text::{arg, tell, time};
use crate::words;

impl Writer<'_> {
    /// Why a complaint is declined, and what would cure it.
    pub(super) fn decline(&self, code: DeclineCode, permitted_by: &[Provision]) -> Vec<Block> {
        let words = words::decline(self.language, code);
        let mut facts = vec![
            self.fact("letter-decline-code", words.title),
            self.fact("letter-decline-reason", words.reason),
        ];
        if !permitted_by.is_empty() {
            facts.push(self.fact("letter-decline-law", words::provisions(self.language, permitted_by)));
        }
        facts.push(self.fact("letter-decline-field", words.field));
        facts.push(self.fact("letter-decline-cure", words.cure));
        let mut blocks = vec![Block::Facts(facts)];
        if words::is_filed_again(code) {
            blocks.extend(self.filed_again());
        }
        let may_reply = self.may(PartyAct::Resubmit) && is_cured_by_document(code);
        blocks.extend(may_reply.then(|| self.note("letter-decline-by-reply")));
        blocks
    }

    /// How the complaint is filed again: on its page, or else, where it was once accepted, as a new one.
    fn filed_again(&self) -> Option<Block> {
        if self.may(PartyAct::Resubmit) {
            return Some(self.note("letter-again-page"));
        }
        let is_corrected = self.draft.items.iter().any(|item| item.matter.is_corrected());
        let form = [("form", arg(&self.draft.form))];
        is_corrected.then(|| Block::Text(tell(self.language, "letter-again-form", &form)))
    }

    /// Against what an appeal was, what became of it and why (DSA Art. 20(5)), by what means, and what of the listing.
    pub(super) fn appeal_end(&self, end: &AppealEnd, to: Recipient) -> Vec<Block> {
        let side = if to == Recipient::Seller { Side::Seller } else { Side::Complainant };
        let against = match end.against {
            Appealed::Measure => "measure",
            Appealed::Stay => "stay",
            Appealed::Court => "court",
            Appealed::Decline(_) => "decline",
            Appealed::Return(WhyRestore::Corrected) => "correction",
            Appealed::Return(_) => "return",
        };
        let ruling = &end.ruling;
        let about = [("about", arg(time(self.language, ruling.about.at)))];
        let means = match (&ruling.about.by, end.against) {
            (Decider::Machine, _) => "letter-appeal-decided-machine",
            (Decider::Reviewer(_), Appealed::Return(_) | Appealed::Stay | Appealed::Court) => {
                "letter-appeal-decided-alone"
            }
            (Decider::Reviewer(_), Appealed::Measure | Appealed::Decline(_)) => {
                "letter-appeal-decided-person"
            }
        };
        let decision = if end.reversed { "letter-appeal-reversed" } else { "letter-appeal-stands" };
        let why = match (end.against, end.reversed) {
            (Appealed::Measure | Appealed::Stay, false)
            | (Appealed::Decline(_) | Appealed::Return(_), true) => self.does_it(),
            (Appealed::Court, false) => self.say("letter-appeal-court-stands"),
            (Appealed::Measure | Appealed::Stay | Appealed::Court, true) => {
                words::why_restored(self.language, WhyRestore::Appeal)
            }
            (Appealed::Decline(code), false) => words::decline(self.language, code).reason,
            (Appealed::Return(_), false) => self.say("letter-appeal-rightly-restored"),
        };
        let mut blocks = vec![
            Block::Text(tell(self.language, &format!("letter-appeal-{against}.{side}"), &about)),
            self.note(decision),
            Block::Text(words::labelled(self.language, &self.say("letter-reason"), &why)),
        ];
        blocks.extend(self.in_words_of_person(ruling.note.as_ref()));
        blocks.push(self.dated(means, ruling.taken.at));
        blocks
    }

    /// That a person found what the complaint claims.
    fn does_it(&self) -> String {
        let claim = words::claim(self.language, self.draft.complaint.claim);
        tell(self.language, "letter-found-claimed", &[("claim", arg(claim))])
    }

    /// What the person found who accepted the complaint, in which words.
    pub(super) fn found_by_person(&self, decision: &Decision) -> Vec<Block> {
        if decision.by == Decider::Machine {
            return Vec::new();
        }
        let why = words::labelled(self.language, &self.say("letter-reason"), &self.does_it());
        let mut blocks = vec![Block::Text(why)];
        blocks.extend(self.in_words_of_person(decision.note.as_ref()));
        blocks
    }

    /// How a dispute about a measure ended, or goes on.
    pub(super) fn dispute_ended(&self, matter: &Matter) -> Vec<Block> {
        let appeal = |until| self.offered(PartyAct::Appeal, "letter-appeal-until", until);
        let (mut blocks, more) = match matter {
            Matter::KeptToSeller { ruling, appeal_until } => {
                (self.upheld(false, ruling), self.objection_offered(*appeal_until))
            }
            Matter::KeptToComplainant { ruling } => (self.upheld(false, ruling), None),
            Matter::CourtProved { ruling, appeal_until } => (self.looked(ruling), appeal(*appeal_until)),
            Matter::CourtUnproved { ruling, on_appeal, until } => {
                let looked = self.looked_again(ruling, *on_appeal, Side::Complainant);
                (looked, until.and_then(|until| self.answer_due(until)))
            }
            Matter::CourtUnprovedToSeller { ruling, on_appeal } => {
                (self.looked_again(ruling, *on_appeal, Side::Seller), None)
            }
            Matter::UpheldToComplainant { by_court, ruling } => (self.upheld(*by_court, ruling), None),
            Matter::UpheldToSeller { by_court, ruling, appeal_until } => {
                (self.upheld(*by_court, ruling), appeal(*appeal_until))
            }
            Matter::RestoredToSeller(restored) => (self.restored(restored, Recipient::Seller), None),
            Matter::RestoredToComplainant { restored, appeal_until } => {
                (self.restored(restored, Recipient::Complainant), appeal(*appeal_until))
            }
            Matter::LeftDownToSeller { restored, under } => {
                (self.left_down(restored, under, Recipient::Seller), None)
            }
            Matter::LeftDownToComplainant { restored, appeal_until } => {
                (self.left_down(restored, &[], Recipient::Complainant), appeal(*appeal_until))
            }
            _ => return Vec::new(),
        };
        blocks.extend(more);
        blocks
    }

    /// Why a counter-notice failed; what a court decided has its own reasons.
    fn upheld(&self, by_court: bool, ruling: &Ruling) -> Vec<Block> {
        let why = (!by_court).then(|| self.does_it());
        let why =
            why.map(|why| Block::Text(words::labelled(self.language, &self.say("letter-reason"), &why)));
        let mut blocks: Vec<Block> = why.into_iter().collect();
        blocks.extend(self.ruled(by_court, ruling));
        blocks
    }

    /// Why a listing returned, what we found wrong with our own decision where that is why, and who decided so.
    fn restored(&self, restored: &Restored, to: Recipient) -> Vec<Block> {
        let Restored { why, corrected, ruling } = restored;
        let law = self.draft.complaint.law.provision(Step::PutBack);
        let law = law.filter(|_| *why == WhyRestore::Silence);
        let reason = words::resting_on(self.language, &words::why_restored(self.language, *why), law);
        let mut blocks =
            vec![Block::Text(words::labelled(self.language, &self.say("letter-reason"), &reason))];
        blocks.extend(corrected.iter().flat_map(|it| self.corrected(it, to)));
        blocks.extend(ruling.iter().flat_map(|it| self.ruled(*why == WhyRestore::Court, it)));
        blocks
    }

    /// Why a measure ended, and that those of `under` keep the listing down; the complainant of one case is not told of
    /// the others.
    fn left_down(&self, restored: &Restored, under: &[Reference], to: Recipient) -> Vec<Block> {
        let mut blocks = self.restored(restored, to);
        let named = under.iter().map(ToString::to_string).collect::<Vec<_>>().join(&self.say("site-comma"));
        if !named.is_empty() {
            blocks.push(Block::Text(tell(self.language, "letter-left-down-under", &[("cases", arg(named))])));
        }
        blocks.push(self.note("letter-left-down-until"));
        blocks
    }

    /// What we found wrong with our own decision.
    fn corrected(&self, corrected: &Corrected, to: Recipient) -> Vec<Block> {
        match (corrected.why, to) {
            (Correction::Mistake, Recipient::Complainant) => vec![self.note("letter-corrected-mistake")],
            (Correction::Mistake, Recipient::Seller) => vec![self.note("letter-corrected-mistake-seller")],
            (Correction::Unfounded(code), Recipient::Complainant) => {
                self.decline(code, &corrected.permitted_by)
            }
            (Correction::Unfounded(code), Recipient::Seller) => {
                let reason = [("reason", arg(words::declined_because(self.language, code)))];
                vec![Block::Text(tell(self.language, "letter-corrected-unfounded-seller", &reason))]
            }
        }
    }

    /// Who decided about an earlier decision, in which words, and by what means either was taken (DSA Art. 17(3)(c)).
    fn ruled(&self, by_court: bool, ruling: &Ruling) -> Vec<Block> {
        let Taken { by, at } = &ruling.taken;
        if *by == Decider::Machine {
            return vec![self.decided(by, *at)];
        }
        let writes = if by_court { "letter-person-enters" } else { "letter-person-writes" };
        let mut blocks = self.quoted(writes, ruling.note.as_ref());
        let key = match (by_court, &ruling.about.by) {
            (true, _) => "letter-entered",
            (false, _) if ruling.kept => "letter-ruled-kept",
            (false, Decider::Machine) => "letter-ruled-machine",
            (false, Decider::Reviewer(_)) => "letter-ruled-person",
        };
        let about = ("about", arg(time(self.language, ruling.about.at)));
        let at = ("at", arg(time(self.language, *at)));
        blocks.push(Block::Text(tell(self.language, key, &[at, about])));
        blocks
    }

    /// The same as [`Self::looked`], with the appeal that it decides, if it does.
    fn looked_again(&self, ruling: &Ruling, on_appeal: bool, to: Side) -> Vec<Block> {
        let about = [("about", arg(time(self.language, ruling.about.at)))];
        let appeal = on_appeal.then(|| {
            let against = Block::Text(tell(self.language, &format!("letter-appeal-court.{to}"), &about));
            [against, self.note("letter-appeal-reversed")]
        });
        appeal.into_iter().flatten().chain(self.looked(ruling)).collect()
    }

    /// Which person looked at the proof of a court action, in which words.
    fn looked(&self, ruling: &Ruling) -> Vec<Block> {
        let mut blocks = self.in_words_of_person(ruling.note.as_ref());
        // A person alone reads such a proof.
        blocks.push(self.dated("letter-by-person-alone", ruling.taken.at));
        blocks
    }

    /// The words of the person who decided, where there are any.
    pub(super) fn in_words_of_person(&self, note: Option<&Note>) -> Vec<Block> {
        self.quoted("letter-person-writes", note)
    }

    fn quoted(&self, writes: &str, note: Option<&Note>) -> Vec<Block> {
        let said = |note: &Note| [self.note(writes), self.quote(note.as_str())];
        note.into_iter().flat_map(said).collect()
    }

    /// Which order the marketplace refused, and when the case was closed.
    pub(super) fn refused(&self, refused: Refused) -> Block {
        Block::Text(words::closed(self.language, refused.outcome, refused.at))
    }

    /// Whether automated means were used (DSA Art. 16(6) and 17(3)(c)).
    pub(super) fn decided(&self, by: &Decider, at: jiff::Timestamp) -> Block {
        match by {
            Decider::Machine if self.may(PartyAct::Appeal) => self.dated("letter-by-machine-appeal", at),
            Decider::Machine => self.dated("letter-by-machine", at),
            Decider::Reviewer(_) => self.dated("letter-by-person", at),
        }
    }
}
