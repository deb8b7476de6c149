//! Letters: what the parties are told, and which event makes each one owed.

use jiff::Timestamp;

use crate::event::Event;
use crate::filing::codes;
use crate::id::{CaseId, EffectId};
use crate::order::{Action, OrderStep};
use crate::state::WhyRestore;

codes! {
    /// A letter to a party of a case.
    Letter, "letter" {
        /// To the complainant: the complaint has arrived (DSA Art. 16(4)).
        Receipt = "receipt",
        /// To the complainant: the same complaint is already being handled.
        Merged = "merged",
        /// To the complainant: what is missing and how to complete it.
        Incomplete = "incomplete",
        /// To the complainant: accepted, with redress (DSA Art. 16(5)).
        Accepted = "accepted",
        /// To the complainant: what was accepted is judged again, as nothing had been ordered yet.
        Reconsidered = "reconsidered",
        /// To the complainant: declined, with code, field, cure and redress (DSA Art. 16(5)).
        Declined = "declined",
        /// To the complainant: the measure is in force.
        TakenDown = "taken_down",
        /// To the seller: the statement of reasons (DSA Art. 17).
        StatementOfReasons = "statement_of_reasons",
        /// To the complainant: the complaint is withdrawn.
        Withdrawn = "withdrawn",
        /// To the complainant: the seller's counter-notice, with the time to answer.
        CounterNotice = "counter_notice",
        /// To the seller: the counter-notice has arrived.
        CounterNoticeReceipt = "counter_notice_receipt",
        /// To the seller: the complainant's dispute of the counter-notice, on which a person rules.
        Disputed = "disputed",
        /// To the seller: a person has looked at the decision, as it asked; the measure stays.
        KeptToSeller = "kept_to_seller",
        /// To the complainant: a person has looked at the decision, as the seller asked; the measure stays.
        KeptToComplainant = "kept_to_complainant",
        /// To the seller: the counter-notice failed, the measure stays.
        UpheldToSeller = "upheld_to_seller",
        /// To the complainant: the measure stays.
        UpheldToComplainant = "upheld_to_complainant",
        /// To the seller: the listing may return.
        RestoredToSeller = "restored_to_seller",
        /// To the complainant: the listing has returned, and why.
        RestoredToComplainant = "restored_to_complainant",
        /// To the seller: this measure ended, and others keep the listing down.
        LeftDownToSeller = "left_down_to_seller",
        /// To the complainant: this measure ended, and others keep the listing down.
        LeftDownToComplainant = "left_down_to_complainant",
        /// To the seller: the complainant states that a court has the matter; the measure stays.
        HeldForCourt = "held_for_court",
        /// To the seller: a person has found that proved; the measure stays until it ends.
        CourtProved = "court_proved",
        /// To the complainant: the court action is not proved.
        CourtUnproved = "court_unproved",
        /// To the seller: the court action is not proved.
        CourtUnprovedToSeller = "court_unproved_to_seller",
        /// To the appellant (complainant): the appeal has arrived.
        AppealReceiptToComplainant = "appeal_receipt_to_complainant",
        /// To the appellant (seller): the appeal has arrived.
        AppealReceiptToSeller = "appeal_receipt_to_seller",
        /// To the complainant: how the appeal ended.
        AppealOutcomeToComplainant = "appeal_outcome_to_complainant",
        /// To the seller: how the appeal ended.
        AppealOutcomeToSeller = "appeal_outcome_to_seller",
        /// To the complainant: the marketplace refused what it was ordered, and the case is closed.
        RefusedToComplainant = "refused_to_complainant",
        /// To the seller: the marketplace refused what it was ordered, and the case is closed.
        RefusedToSeller = "refused_to_seller",
    }
}

codes! {
    /// Why a letter was not sent.
    Withheld, "reason" {
        /// Not told: events stored before there were reasons have none.
        Unstated = "unstated",
        /// The data that it would tell, or its receiver's, was erased.
        Erased = "erased",
        /// The complaint came by automatic mail, and answering that makes loops (RFC 3834 section 2).
        AutomaticMail = "automatic_mail",
        /// The listing is gone, and with it whoever offered it.
        ListingGone = "listing_gone",
        /// The marketplace gives no address of the seller.
        NoAddress = "no_address",
        /// What it would tell has passed.
        Moot = "moot",
        /// Mail to its receiver came back.
        ReturnedMail = "returned_mail",
        /// Its receiver's address is impossible.
        ImpossibleAddress = "impossible_address",
        /// The mail service refused it.
        Refused = "refused",
        /// The mail service was asked several times and never answered: it may have gone out.
        Unanswered = "unanswered",
    }
}

impl Withheld {
    /// Whether `letter` should have gone out and a person may find a way: the address is corrected, the mail service is
    /// asked once more, or the party is told otherwise. Else there is nobody to tell, or nothing.
    #[must_use]
    pub const fn is_left_to_a_person(self, letter: Letter) -> bool {
        match self {
            Self::ReturnedMail | Self::ImpossibleAddress | Self::Refused | Self::Unanswered => true,
            // What a law has sent is no answer to the complainant's mail.
            Self::AutomaticMail => letter.is_statutory(),
            Self::Unstated | Self::Erased | Self::ListingGone | Self::NoAddress | Self::Moot => false,
        }
    }
}

/// How a letter went out.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Posted {
    /// The mail service's id of the mail: its acceptance is the proof that a statutory letter was sent.
    pub receipt: Option<String>,
    /// Whether the mail service had been asked before without an answer, so that it may have gone out twice.
    pub again: bool,
}

/// A letter that should have gone out and could not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnsentLetter {
    /// Which.
    pub owed: OwedLetter,
    /// Why.
    pub why: Withheld,
    /// Since when a person is to look at it.
    pub since: Timestamp,
}

/// Who receives a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// The one who filed.
    Complainant,
    /// The one who offers the listing.
    Seller,
}

impl Letter {
    /// Who receives this letter.
    #[must_use]
    pub const fn recipient(self) -> Recipient {
        match self {
            Self::Receipt
            | Self::Merged
            | Self::Incomplete
            | Self::Accepted
            | Self::Reconsidered
            | Self::Declined
            | Self::TakenDown
            | Self::Withdrawn
            | Self::CounterNotice
            | Self::CourtUnproved
            | Self::KeptToComplainant
            | Self::UpheldToComplainant
            | Self::RestoredToComplainant
            | Self::LeftDownToComplainant
            | Self::AppealReceiptToComplainant
            | Self::AppealOutcomeToComplainant
            | Self::RefusedToComplainant => Recipient::Complainant,
            Self::StatementOfReasons
            | Self::CounterNoticeReceipt
            | Self::Disputed
            | Self::KeptToSeller
            | Self::UpheldToSeller
            | Self::RestoredToSeller
            | Self::LeftDownToSeller
            | Self::HeldForCourt
            | Self::CourtProved
            | Self::CourtUnprovedToSeller
            | Self::AppealReceiptToSeller
            | Self::AppealOutcomeToSeller
            | Self::RefusedToSeller => Recipient::Seller,
        }
    }

    /// Whether it tells of a decision against which its receiver, or the other side, may appeal.
    #[must_use]
    pub const fn tells_of_decision(self) -> bool {
        match self {
            Self::Declined
            | Self::TakenDown
            | Self::StatementOfReasons
            | Self::KeptToSeller
            | Self::KeptToComplainant
            | Self::UpheldToSeller
            | Self::UpheldToComplainant
            | Self::RestoredToSeller
            | Self::RestoredToComplainant
            | Self::LeftDownToSeller
            | Self::LeftDownToComplainant
            | Self::AppealOutcomeToComplainant
            | Self::AppealOutcomeToSeller => true,
            Self::Receipt
            | Self::Merged
            | Self::Incomplete
            | Self::Accepted
            | Self::Reconsidered
            | Self::Withdrawn
            | Self::CounterNotice
            | Self::CounterNoticeReceipt
            | Self::Disputed
            | Self::HeldForCourt
            | Self::CourtProved
            | Self::CourtUnproved
            | Self::CourtUnprovedToSeller
            | Self::AppealReceiptToComplainant
            | Self::AppealReceiptToSeller
            | Self::RefusedToComplainant
            | Self::RefusedToSeller => false,
        }
    }

    /// Whether a law has it sent, so that its sending must be provable: the statement of reasons (DSA Art. 17) and the
    /// counter-notice handed on (17 U.S.C. 512(g)(2)(B)).
    #[must_use]
    pub const fn is_statutory(self) -> bool {
        matches!(self, Self::StatementOfReasons | Self::CounterNotice)
    }
}

/// A letter owed because of event number `of` of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwedLetter {
    /// Number of the event that made it owed, from 0.
    pub of: u32,
    /// Which letter.
    pub letter: Letter,
}

impl OwedLetter {
    /// The id that makes a second copy of this letter recognisable.
    #[must_use]
    pub fn effect_id(self, case: CaseId) -> EffectId {
        EffectId::derive(case, self.of, self.letter.code())
    }
}

/// The letters that an event makes owed.
pub(crate) fn letters_of(event: &Event, measure_was_applied: bool) -> &'static [Letter] {
    use crate::state::{Outcome, Side};
    match event {
        Event::Filed(_) => &[Letter::Receipt],
        Event::Merged { .. } => &[Letter::Merged],
        Event::FoundIncomplete { .. } => &[Letter::Incomplete],
        Event::Accepted { .. } => &[Letter::Accepted],
        Event::Reconsidered { .. } => &[Letter::Reconsidered],
        Event::Declined { .. } => &[Letter::Declined],
        Event::Order { action, step } => letters_of_order(*action, step),
        Event::Withdrawn => &[Letter::Withdrawn],
        Event::CounterNoticed { .. } => &[Letter::CounterNotice, Letter::CounterNoticeReceipt],
        Event::Kept { .. } => &[Letter::KeptToSeller, Letter::KeptToComplainant],
        Event::Upheld { .. } => &[Letter::UpheldToSeller, Letter::UpheldToComplainant],
        Event::Answered { handed_on: true, .. } => &[Letter::Disputed],
        Event::CourtNamed { .. } => &[Letter::HeldForCourt],
        Event::CourtClaimReviewed { proved: true, .. } => &[Letter::CourtProved],
        Event::CourtClaimReviewed { proved: false, .. } => {
            &[Letter::CourtUnproved, Letter::CourtUnprovedToSeller]
        }
        Event::Appealed { by: Side::Complainant, .. } => &[Letter::AppealReceiptToComplainant],
        Event::Appealed { by: Side::Seller, .. } => &[Letter::AppealReceiptToSeller],
        // A seller whose listing was never touched is not told of an appeal that failed.
        Event::AppealDecided { .. } if measure_was_applied => {
            &[Letter::AppealOutcomeToComplainant, Letter::AppealOutcomeToSeller]
        }
        Event::AppealDecided { .. } => &[Letter::AppealOutcomeToComplainant],
        Event::Closed { outcome: Outcome::NotEnforced | Outcome::NotRestored } => {
            if measure_was_applied {
                &[Letter::RefusedToComplainant, Letter::RefusedToSeller]
            } else {
                &[Letter::RefusedToComplainant]
            }
        }
        Event::Completed { .. }
        | Event::Judged(_)
        | Event::PicturesAsked { .. }
        | Event::PicturesCompared(_)
        | Event::SentToDesk { .. }
        | Event::Answered { .. }
        | Event::PersonAsked { .. }
        | Event::RestoreDecided { .. }
        | Event::Corrected { .. }
        | Event::BlindReview { .. }
        | Event::Corresponded { .. }
        | Event::LetterSent { .. }
        | Event::LetterWithheld { .. }
        | Event::LetterReviewed { .. }
        | Event::Closed { .. } => &[],
    }
}

/// The letters that a step of an order makes owed.
const fn letters_of_order(action: Action, step: &OrderStep) -> &'static [Letter] {
    match (step, action) {
        (OrderStep::Done { .. }, Action::Apply(_)) => &[Letter::TakenDown, Letter::StatementOfReasons],
        (OrderStep::Done { .. }, Action::Restore(WhyRestore::Withdrawn)) => &[Letter::RestoredToSeller],
        (OrderStep::Done { .. }, Action::Restore(_)) => {
            &[Letter::RestoredToSeller, Letter::RestoredToComplainant]
        }
        (OrderStep::LeftDown { .. }, Action::Restore(WhyRestore::Withdrawn)) => &[Letter::LeftDownToSeller],
        (OrderStep::LeftDown { .. }, _) => &[Letter::LeftDownToSeller, Letter::LeftDownToComplainant],
        (
            OrderStep::Requested
            | OrderStep::Unclear
            | OrderStep::Refused { .. }
            | OrderStep::SentAgain
            | OrderStep::TakenBack
            | OrderStep::Retried { .. },
            _,
        ) => &[],
    }
}
