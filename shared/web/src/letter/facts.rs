//! What a letter is written from.

use case::{
    CaseId, Claim, Correction, Decider, Decision, Decline, DeclineCode, EffectId, Language, Letter,
    MeasureState, Note, Outcome, PartyAct, Reference, Territory, WhyRestore,
};
use jiff::Timestamp;
use policy::{Demand, Due, NoticeLaw, Provision};

use super::seen::Seen;
use crate::StatementCopy;

/// Who writes; the same for all letters of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name that the receiver sees.
    pub name: String,
    /// The address that the mail comes from. Its domain also stands in the Message-ID.
    pub address: String,
    /// The address that answers go to: a letter about case `c` asks for them at `local+c@domain`.
    pub replies: String,
}

impl Sender {
    /// A sender named `Goodfaith` that also receives the answers.
    #[must_use]
    pub fn new(address: &str) -> Self {
        Self { name: "Goodfaith".to_owned(), address: address.to_owned(), replies: address.to_owned() }
    }
}

/// The complaint that a letter is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintFacts {
    /// By which people name it, where it names several listings and its document is at hand.
    pub reference: Option<Reference>,
    /// How many listings it names.
    pub listings: usize,
    /// When it was filed.
    pub filed_at: Timestamp,
    /// What is claimed.
    pub claim: Claim,
    /// The right relied on, in words.
    pub right: String,
    /// Who complains. The seller is told, as the law allows in matters of intellectual property
    /// (DSA Art. 17(3)(b), recital 54).
    pub complainant: String,
    /// Why, in the complainant's words.
    pub explanation: String,
    /// The law of the procedure where the listing is offered.
    pub law: NoticeLaw,
    /// What makes such a listing unlawful there ([`policy::grounds`]).
    pub grounds: Vec<Provision>,
}

/// What an appeal was against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Appealed {
    /// A measure.
    Measure,
    /// That a measure stays, after an objection or an earlier appeal.
    Stay,
    /// That a court action is proved, so that a measure stays.
    Court,
    /// That the complaint was declined.
    Decline(DeclineCode),
    /// That the listing was restored.
    Return(WhyRestore),
}

/// How an appeal ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AppealEnd {
    /// What it was against.
    pub against: Appealed,
    /// Whether the decision was reversed.
    pub reversed: bool,
    /// Who decided so, about which decision.
    pub ruling: Ruling,
    /// Where the measure stands.
    pub measure: MeasureState,
}

/// Who took a decision, and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taken {
    /// Who.
    pub by: Decider,
    /// When.
    pub at: Timestamp,
}

/// A decision about an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ruling {
    /// Who took it.
    pub taken: Taken,
    /// Why, in the words of the person who did.
    pub note: Option<Note>,
    /// Who took the earlier one.
    pub about: Taken,
    /// Whether that was taken by rules at first, and kept by a person who looked at it as the seller had asked.
    pub kept: bool,
}

/// Why a listing returned.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Restored {
    /// Why.
    pub why: WhyRestore,
    /// What was found wrong, where nobody had objected.
    pub corrected: Option<Corrected>,
    /// Who decided so; the complainant's own word needs no decision.
    pub ruling: Option<Ruling>,
}

/// What the desk found wrong with a decision of its own accord.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Corrected {
    /// Why it was wrong.
    pub why: Correction,
    /// What the law allows, where it was wrong for that ([`policy::permissions`]).
    pub permitted_by: Vec<Provision>,
}

/// A case closed because the marketplace refused its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Refused {
    /// How it ended.
    pub outcome: Outcome,
    /// When it was closed.
    pub at: Timestamp,
}

/// What is to be said about a case: the letter, with the facts that this letter must state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// [`Letter::Receipt`].
    Receipt {
        /// By when a decision is aimed at; `None` where the complaint is being checked no more.
        decide_by: Option<Due>,
    },
    /// [`Letter::Merged`].
    Merged {
        /// When the complaint arrived.
        at: Timestamp,
        /// What the earlier complaint lacks, and by when it is needed.
        missing: Option<(Vec<Demand>, Due)>,
    },
    /// [`Letter::Incomplete`].
    Incomplete {
        /// What is missing.
        missing: Vec<Demand>,
        /// By when it is needed.
        until: Due,
    },
    /// [`Letter::Accepted`].
    Accepted {
        /// The decision.
        decision: Decision,
    },
    /// [`Letter::Reconsidered`].
    Reconsidered,
    /// [`Letter::Declined`].
    Declined {
        /// The decision.
        decline: Decline,
        /// What the law allows, where it is declined for that ([`policy::permissions`]).
        permitted_by: Vec<Provision>,
        /// Until when it can be appealed.
        appeal_until: Due,
    },
    /// [`Letter::TakenDown`].
    TakenDown {
        /// The decision.
        decision: Decision,
        /// Since when the listing is down.
        since: Timestamp,
    },
    /// [`Letter::StatementOfReasons`].
    StatementOfReasons {
        /// The decision.
        decision: Decision,
        /// In what the infringement is seen.
        seen: Seen,
        /// Since when the listing is down.
        since: Timestamp,
        /// Until when the seller can object and appeal.
        appeal_until: Due,
    },
    /// [`Letter::Withdrawn`].
    Withdrawn {
        /// When.
        at: Timestamp,
    },
    /// [`Letter::CounterNotice`].
    CounterNotice {
        /// The copy.
        copy: StatementCopy,
        /// When it arrived.
        at: Timestamp,
        /// By when an answer is needed.
        until: Due,
    },
    /// [`Letter::CounterNoticeReceipt`].
    CounterNoticeReceipt {
        /// When the counter-notice arrived.
        at: Timestamp,
    },
    /// [`Letter::Disputed`].
    Disputed {
        /// The dispute.
        copy: StatementCopy,
        /// When it arrived.
        at: Timestamp,
    },
    /// [`Letter::KeptToSeller`].
    KeptToSeller {
        /// Who looked, at which decision.
        ruling: Ruling,
        /// Until when the seller can object and appeal.
        appeal_until: Due,
    },
    /// [`Letter::KeptToComplainant`].
    KeptToComplainant {
        /// Who looked, at which decision.
        ruling: Ruling,
    },
    /// [`Letter::UpheldToSeller`].
    UpheldToSeller {
        /// Whether a person entered what a court had decided.
        by_court: bool,
        /// Who decided or entered it.
        ruling: Ruling,
        /// Until when it can be appealed.
        appeal_until: Due,
    },
    /// [`Letter::UpheldToComplainant`].
    UpheldToComplainant {
        /// Whether a person entered what a court had decided.
        by_court: bool,
        /// Who decided or entered it.
        ruling: Ruling,
    },
    /// [`Letter::RestoredToSeller`].
    RestoredToSeller(Restored),
    /// [`Letter::RestoredToComplainant`].
    RestoredToComplainant {
        /// Why.
        restored: Restored,
        /// Until when it can be appealed.
        appeal_until: Due,
    },
    /// [`Letter::LeftDownToSeller`].
    LeftDownToSeller {
        /// Why the measure ended.
        restored: Restored,
        /// The cases whose measures keep the listing down.
        under: Vec<Reference>,
    },
    /// [`Letter::LeftDownToComplainant`].
    LeftDownToComplainant {
        /// Why the measure ended.
        restored: Restored,
        /// Until when that can be appealed.
        appeal_until: Due,
    },
    /// [`Letter::HeldForCourt`].
    HeldForCourt {
        /// What the complainant stated, where the seller receives it.
        copy: Option<StatementCopy>,
    },
    /// [`Letter::CourtProved`].
    CourtProved {
        /// Who found so.
        ruling: Ruling,
        /// Until when it can be appealed.
        appeal_until: Due,
    },
    /// [`Letter::CourtUnproved`].
    CourtUnproved {
        /// Who found so.
        ruling: Ruling,
        /// Whether on the seller's appeal; then `ruling.about` is what was found before.
        on_appeal: bool,
        /// By when the counter-notice is to be answered, where nobody disputes it yet.
        until: Option<Due>,
    },
    /// [`Letter::CourtUnprovedToSeller`].
    CourtUnprovedToSeller {
        /// Who found so.
        ruling: Ruling,
        /// Whether on the seller's appeal; then `ruling.about` is what was found before.
        on_appeal: bool,
    },
    /// [`Letter::AppealReceiptToComplainant`].
    AppealReceiptToComplainant {
        /// When the appeal arrived.
        at: Timestamp,
    },
    /// [`Letter::AppealReceiptToSeller`].
    AppealReceiptToSeller {
        /// When the appeal arrived.
        at: Timestamp,
    },
    /// [`Letter::AppealOutcomeToComplainant`].
    AppealOutcomeToComplainant(AppealEnd),
    /// [`Letter::AppealOutcomeToSeller`].
    AppealOutcomeToSeller(AppealEnd),
    /// [`Letter::RefusedToComplainant`].
    RefusedToComplainant(Refused),
    /// [`Letter::RefusedToSeller`].
    RefusedToSeller(Refused),
}

impl Matter {
    /// Whether it is that the desk found a measure wrong of its own accord.
    pub(super) const fn is_corrected(&self) -> bool {
        match self {
            Self::RestoredToSeller(restored)
            | Self::RestoredToComplainant { restored, .. }
            | Self::LeftDownToSeller { restored, .. }
            | Self::LeftDownToComplainant { restored, .. } => restored.corrected.is_some(),
            _ => false,
        }
    }

    /// Which letter this is.
    #[must_use]
    pub const fn letter(&self) -> Letter {
        match self {
            Self::Receipt { .. } => Letter::Receipt,
            Self::Merged { .. } => Letter::Merged,
            Self::Incomplete { .. } => Letter::Incomplete,
            Self::Accepted { .. } => Letter::Accepted,
            Self::Reconsidered => Letter::Reconsidered,
            Self::Declined { .. } => Letter::Declined,
            Self::TakenDown { .. } => Letter::TakenDown,
            Self::StatementOfReasons { .. } => Letter::StatementOfReasons,
            Self::Withdrawn { .. } => Letter::Withdrawn,
            Self::CounterNotice { .. } => Letter::CounterNotice,
            Self::CounterNoticeReceipt { .. } => Letter::CounterNoticeReceipt,
            Self::Disputed { .. } => Letter::Disputed,
            Self::KeptToSeller { .. } => Letter::KeptToSeller,
            Self::KeptToComplainant { .. } => Letter::KeptToComplainant,
            Self::UpheldToSeller { .. } => Letter::UpheldToSeller,
            Self::UpheldToComplainant { .. } => Letter::UpheldToComplainant,
            Self::RestoredToSeller(_) => Letter::RestoredToSeller,
            Self::RestoredToComplainant { .. } => Letter::RestoredToComplainant,
            Self::LeftDownToSeller { .. } => Letter::LeftDownToSeller,
            Self::LeftDownToComplainant { .. } => Letter::LeftDownToComplainant,
            Self::HeldForCourt { .. } => Letter::HeldForCourt,
            Self::CourtProved { .. } => Letter::CourtProved,
            Self::CourtUnproved { .. } => Letter::CourtUnproved,
            Self::CourtUnprovedToSeller { .. } => Letter::CourtUnprovedToSeller,
            Self::AppealReceiptToComplainant { .. } => Letter::AppealReceiptToComplainant,
            Self::AppealReceiptToSeller { .. } => Letter::AppealReceiptToSeller,
            Self::AppealOutcomeToComplainant(_) => Letter::AppealOutcomeToComplainant,
            Self::AppealOutcomeToSeller(_) => Letter::AppealOutcomeToSeller,
            Self::RefusedToComplainant(_) => Letter::RefusedToComplainant,
            Self::RefusedToSeller(_) => Letter::RefusedToSeller,
        }
    }
}

/// A case in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The case.
    pub case: CaseId,
    /// By which people name it.
    pub reference: Reference,
    /// The id of this letter of this case ([`case::OwedLetter::effect_id`]).
    pub effect: EffectId,
    /// Title of the listing, where it has one that is known.
    pub title: Option<String>,
    /// Address of the listing.
    pub url: String,
    /// Name of the marketplace.
    pub marketplace: String,
    /// Full address of the page on which the receiver follows and answers: the status page for the
    /// complainant, the listing's own page for its seller.
    pub page: String,
    /// The territories to which a measure is limited; none named: it is not.
    pub only_in: Vec<Territory>,
    /// What is to be said.
    pub matter: Matter,
}

impl Item {
    /// The listing by its title, or else by its address.
    pub(super) fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.url)
    }
}

/// A letter to be composed: to one receiver, about one or several cases of one complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The receiver's language.
    pub language: Language,
    /// Who writes.
    pub sender: Sender,
    /// The receiver's address.
    pub to: String,
    /// The receiver's name; may be empty.
    pub to_name: String,
    /// When it is written.
    pub at: Timestamp,
    /// Message-ID (without angle brackets) of the mail that this letter answers, if it answers one.
    pub answers: Option<String>,
    /// Address of the complaint form.
    pub form: String,
    /// The complaint.
    pub complaint: ComplaintFacts,
    /// What the receiver may do about each of the cases once it has the letter ([`case::Case::acts_of`]). The letter
    /// offers this and nothing else.
    pub acts: Vec<PartyAct>,
    /// What the other side may do about each of them then.
    pub other_acts: Vec<PartyAct>,
    /// The cases, all owed the same letter; the first one names the message.
    pub items: Vec<Item>,
}
