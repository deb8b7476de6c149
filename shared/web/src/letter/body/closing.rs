//! How a letter ends: where the receiver follows the case, what it may do there, redress, and who writes.

use case::{Letter, PartyAct, Recipient, WhyRestore};
use policy::Step;

use super::super::block::Block;
use super::super::mime::line;
use super::super::{Item, Matter};
use super::{MOST_LISTINGS, Writer};
use crate::text::{arg, of_answer, tell};
use crate::words;

impl Writer<'_> {
    /// Where the receiver follows and answers. A complainant has one page; a seller one for each listing.
    pub(super) fn links(&self, letter: Letter) -> Vec<Block> {
        let items = &self.draft.items;
        let asks_for = match letter {
            Letter::Incomplete => Some(PartyAct::Complete),
            Letter::Declined
            | Letter::UpheldToSeller
            | Letter::CourtProved
            | Letter::RestoredToComplainant
            | Letter::LeftDownToComplainant => Some(PartyAct::Appeal),
            Letter::StatementOfReasons | Letter::KeptToSeller => Some(PartyAct::CounterNotice),
            Letter::CounterNotice | Letter::CourtUnproved => Some(PartyAct::Concede),
            Letter::Disputed => Some(PartyAct::Message),
            _ => None,
        };
        let is_open = asks_for.is_none_or(|act| self.may(act));
        let label = if is_open { self.say(&format!("mail-{letter}.button")) } else { self.say("letter-see") };
        let mut pages: Vec<&Item> = Vec::new();
        for item in items {
            if !pages.iter().any(|other| other.page == item.page) {
                pages.push(item);
            }
        }
        let link = |item: &Item| {
            let label = if pages.len() == 1 {
                label.clone()
            } else {
                words::labelled(self.language, &label, &line(item.name(), 80))
            };
            Block::Button(label, line(&item.page, 2_000))
        };
        pages.iter().take(MOST_LISTINGS).map(|item| link(item)).collect()
    }

    /// What the receiver may do there, all of it.
    pub(super) fn acts(&self, recipient: Recipient) -> Vec<Block> {
        let acts = &self.draft.acts;
        if acts.is_empty() {
            return Vec::new();
        }
        let words = |act: &PartyAct| match (act, recipient) {
            (PartyAct::Message, Recipient::Seller) => self.say("act-message.seller"),
            _ => self.say(&format!("act-{act}")),
        };
        let words = acts.iter().map(words).collect();
        vec![self.note("letter-acts"), Block::Points(words)]
    }

    /// Redress where a decision is told (DSA Art. 16(5), 17(3)(f), 20(5)), and who writes.
    pub(super) fn closing(&self, recipient: Recipient) -> Vec<Block> {
        let decided = self.draft.items.iter().any(|item| tells_decision(&item.matter));
        let mut blocks = if decided { self.redress() } else { Vec::new() };
        blocks.push(self.note("letter-regards"));
        blocks.push(Block::Text(line(&self.draft.sender.name, 100)));
        blocks.push(Block::Small(self.why_you(recipient)));
        blocks
    }

    /// Redress with us where it is open to the receiver; courts always are, dispute settlement bodies where a law
    /// provides for them.
    fn redress(&self) -> Vec<Block> {
        let law = self.draft.complaint.law;
        let way = |key: &str, step| words::resting_on(self.language, &self.say(key), law.provision(step));
        let laws: Vec<_> =
            [Step::CounterNotice, Step::PutBack].into_iter().filter_map(|step| law.provision(step)).collect();
        let object = self.may(PartyAct::CounterNotice).then(|| {
            words::resting_on_all(self.language, &self.say(&of_answer(law, "letter-redress-object")), &laws)
        });
        let ask = self.may(PartyAct::AskPerson).then(|| self.say("letter-redress-ask"));
        let appeal = self.may(PartyAct::Appeal).then(|| way("letter-redress-appeal", Step::Appeal));
        let mut ways: Vec<String> = object.into_iter().chain(ask).chain(appeal).collect();
        let title = if ways.is_empty() { "letter-redress-outside" } else { "letter-redress-title" };
        let settlement = law.provision(Step::Settlement);
        ways.extend(settlement.map(|_| way("letter-redress-body", Step::Settlement)));
        ways.push(self.say("letter-redress-court"));
        vec![Block::Heading(self.say(title)), Block::Points(ways)]
    }

    /// Why the receiver gets this letter, and how it can answer, where it can.
    fn why_you(&self, recipient: Recipient) -> String {
        let (why, answer) = match recipient {
            Recipient::Complainant if self.may(PartyAct::Complete) => {
                ("letter-why-you-complainant", Some("letter-reply-incomplete"))
            }
            Recipient::Complainant => {
                ("letter-why-you-complainant", self.may(PartyAct::Message).then_some("letter-reply-added"))
            }
            Recipient::Seller => {
                ("letter-why-you-seller", (!self.draft.acts.is_empty()).then_some("letter-answer-on-page"))
            }
        };
        let why = tell(self.language, why, &[("reference", arg(self.reference.to_string()))]);
        match answer {
            Some(answer) => words::joined(self.language, &why, &self.say(answer)),
            None => why,
        }
    }
}

/// Whether the letter tells a decision. That a complainant gave in is none.
const fn tells_decision(matter: &Matter) -> bool {
    match matter {
        Matter::RestoredToComplainant { restored, .. } | Matter::LeftDownToComplainant { restored, .. } => {
            !matches!(restored.why, WhyRestore::Conceded | WhyRestore::Withdrawn)
        }
        Matter::Accepted { .. }
        | Matter::Declined { .. }
        | Matter::StatementOfReasons { .. }
        | Matter::KeptToSeller { .. }
        | Matter::KeptToComplainant { .. }
        | Matter::UpheldToComplainant { .. }
        | Matter::UpheldToSeller { .. }
        | Matter::AppealOutcomeToComplainant(_)
        | Matter::AppealOutcomeToSeller(_)
        | Matter::RefusedToComplainant(_)
        | Matter::RefusedToSeller(_) => true,
        Matter::CourtProved { .. } | Matter::CourtUnproved { .. } => true,
        Matter::Receipt { .. }
        | Matter::CourtUnprovedToSeller { .. }
        | Matter::Merged { .. }
        | Matter::Incomplete { .. }
        | Matter::Reconsidered
        | Matter::TakenDown { .. }
        | Matter::Withdrawn { .. }
        | Matter::CounterNotice { .. }
        | Matter::CounterNoticeReceipt { .. }
        | Matter::RestoredToSeller(_)
        | Matter::LeftDownToSeller { .. }
        | Matter::Disputed { .. }
        | Matter::HeldForCourt { .. }
        | Matter::AppealReceiptToComplainant { .. }
        | Matter::AppealReceiptToSeller { .. } => false,
    }
}
