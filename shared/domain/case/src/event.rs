//! Facts of a case, in the past tense. The case is their fold.

use jiff::Timestamp;

use crate::command::Answer;
use crate::correction::{Correction, Note};
use crate::filing::{Element, Filing, Proof, RightRef, Territory};
use crate::id::{ComplaintId, Digest};
use crate::letter::{OwedLetter, Posted, Withheld};
use crate::order::{Action, OrderStep};
use crate::picture::Comparison;
use crate::record::Record;
use crate::state::{Decider, DeclineCode, Measure, Outcome, Question, Side, WhyReconsider, WhyRestore};

/// One thing that happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    /// The complaint about this listing arrived.
    Filed(Filing),
    /// The same complaint arrived again, as `complaint`.
    Merged {
        /// The later complaint.
        complaint: ComplaintId,
        /// Its sealed document; `None` of those noted before documents were.
        document: Option<Digest>,
    },
    /// Statutory elements are missing.
    FoundIncomplete {
        /// Which ones.
        missing: Vec<Element>,
    },
    /// The complainant completed the complaint.
    Completed {
        /// The complaint document as it is now.
        document: Digest,
        /// What is still missing.
        missing: Vec<Element>,
        /// The right relied on, where it is named only now.
        right: Option<RightRef>,
        /// How the complainant is proved now.
        proof: Proof,
    },
    /// The rules have looked; what they decided is the next event.
    Judged(Record),
    /// The pictures of this version of the listing are to be compared before the rules decide.
    PicturesAsked {
        /// Which version.
        version: String,
    },
    /// They were compared.
    PicturesCompared(Comparison),
    /// A person must decide.
    SentToDesk {
        /// What the person is asked.
        question: Question,
    },
    /// The complaint is well-founded: a measure is due.
    Accepted {
        /// Who decided.
        by: Decider,
        /// What is to be done to the listing.
        measure: Measure,
        /// The territories in which it holds; none named: wherever the listing is offered.
        only_in: Vec<Territory>,
        /// Whether the reviewer accepted it although the register, or the listing as it was then, spoke against it.
        although: bool,
        /// Why, in the words of the person who decided; the rules, and older logs, have none.
        note: Option<Note>,
    },
    /// What rules had accepted is judged again; nothing was ordered.
    Reconsidered {
        /// Why.
        why: WhyReconsider,
    },
    /// The complaint is declined.
    Declined {
        /// Who decided.
        by: Decider,
        /// Why; the code carries field and cure.
        code: DeclineCode,
        /// Why, in the words of the person who decided; the rules, and older logs, have none.
        note: Option<Note>,
    },
    /// Something happened to the order that the case stands for.
    Order {
        /// What is ordered.
        action: Action,
        /// What happened.
        step: OrderStep,
    },
    /// The complainant withdrew.
    Withdrawn,
    /// The seller objects.
    CounterNoticed {
        /// The counter-notice in the evidence store.
        document: Digest,
    },
    /// The seller asked that a person look at what rules decided.
    PersonAsked {
        /// Why, in the evidence store.
        document: Digest,
    },
    /// A person looked, as the seller had asked: the measure stays.
    Kept {
        /// Who.
        by: Decider,
        /// Why, in the reviewer's words.
        note: Note,
    },
    /// The complainant answered the counter-notice.
    Answered {
        /// What it said.
        answer: Answer,
        /// The answer in the evidence store.
        document: Digest,
        /// Whether the seller receives it. An acceptance it need not have; and whoever disputed before disputes were handed
        /// on was not told that they are.
        handed_on: bool,
    },
    /// The complainant named a court action about this listing: the measure stays until it ends.
    CourtNamed {
        /// The proof of the court action in the evidence store.
        document: Digest,
        /// Whether the seller receives it, as with an answer.
        handed_on: bool,
    },
    /// A person looked at the proof of the court action.
    CourtClaimReviewed {
        /// Who.
        by: Decider,
        /// Whether it is proved, and still open.
        proved: bool,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// The counter-notice failed.
    Upheld {
        /// Who decided.
        by: Decider,
        /// Why, in the words of the person who decided; older logs have none.
        note: Option<Note>,
    },
    /// The listing is to return.
    RestoreDecided {
        /// Why.
        why: WhyRestore,
        /// Who decided.
        by: Decider,
        /// Why, in the words of the person who decided; older logs have none.
        note: Option<Note>,
    },
    /// A reviewer found the measure in force wrong, though nobody had objected: the listing is to return.
    Corrected {
        /// Who.
        by: Decider,
        /// Why.
        why: Correction,
        /// In the reviewer's words.
        note: Note,
    },
    /// A reviewer decided again what rules had decided, without knowing how.
    BlindReview {
        /// Who.
        by: Decider,
        /// Whether it was the same.
        agreed: bool,
    },
    /// A party appealed (DSA Art. 20).
    Appealed {
        /// Who.
        by: Side,
        /// The appeal in the evidence store.
        document: Digest,
    },
    /// The appeal is decided, by someone who decided nothing before.
    AppealDecided {
        /// Who.
        by: Decider,
        /// Whether the decision was reversed.
        reversed: bool,
        /// What is ordered, where a reversal is for the complainant.
        measure: Option<Measure>,
        /// The territories in which that holds, as when a complaint is accepted.
        only_in: Vec<Territory>,
        /// Why, in the words of the person who decided; older logs have none.
        note: Option<Note>,
    },
    /// A party wrote about this case.
    Corresponded {
        /// Who.
        by: Side,
        /// The message in the evidence store.
        document: Digest,
    },
    /// A letter went out.
    LetterSent(OwedLetter, Posted),
    /// A letter could not or must not be sent.
    LetterWithheld(OwedLetter, Withheld),
    /// A reviewer looked at a letter that could not be sent.
    LetterReviewed {
        /// Who.
        by: Decider,
        /// Which letter.
        owed: OwedLetter,
        /// Whether it is to be sent after all.
        send: bool,
    },
    /// Nothing more can happen.
    Closed {
        /// How it ended.
        outcome: Outcome,
    },
}

impl Event {
    /// Whether it is a decision about the complaint, or about what a party said against one.
    #[must_use]
    pub const fn is_decision(&self) -> bool {
        matches!(
            self,
            Self::Accepted { .. }
                | Self::Declined { .. }
                | Self::Corrected { .. }
                | Self::Kept { .. }
                | Self::Upheld { .. }
                | Self::RestoreDecided { .. }
                | Self::CourtClaimReviewed { .. }
                | Self::AppealDecided { .. }
        )
    }

    /// What the person who took this decision wrote about it.
    #[must_use]
    pub const fn note(&self) -> Option<&Note> {
        match self {
            Self::Accepted { note, .. }
            | Self::Declined { note, .. }
            | Self::Upheld { note, .. }
            | Self::RestoreDecided { note, .. }
            | Self::CourtClaimReviewed { note, .. }
            | Self::AppealDecided { note, .. } => note.as_ref(),
            Self::Corrected { note, .. } | Self::Kept { note, .. } => Some(note),
            _ => None,
        }
    }
}

/// An event with its time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Recorded {
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
}
