//! What may be asked of a case, by whom, and why it may be refused.

use jiff::Timestamp;

use crate::clock::{Clock, ClockEnd};
use crate::correction::{Correction, Note};
use crate::filing::{Element, Proof, RightRef};
use crate::id::{ComplaintId, Digest, ReviewerId};
use crate::letter::{OwedLetter, Posted, Withheld};
use crate::order::OrderCommand;
use crate::picture::Comparison;
use crate::record::Record;
use crate::state::{DeclineCode, Measure, Question, Side, WhyReconsider};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A step of the chain.
    Machine,
    /// Who filed.
    Complainant,
    /// Who offers.
    Seller,
    /// A person of the desk.
    Reviewer(ReviewerId),
}

crate::filing::codes! {
    /// The complainant's answer to a counter-notice.
    Answer, "answer" {
        /// The seller is right.
        Concede = "concede",
        /// The seller is wrong: a person decides.
        Contest = "contest",
    }
}

/// Something asked of a case. Which actor may ask it is part of [`Case::decide`](crate::Case::decide).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Command {
    /// Machine: the same complaint came again.
    Merge {
        /// The later complaint.
        complaint: ComplaintId,
        /// Its sealed document.
        document: Digest,
    },
    /// Machine: elements are missing.
    FindIncomplete {
        /// Which ones, at least one.
        missing: Vec<Element>,
    },
    /// Complainant: here is what was missing.
    Complete {
        /// The complaint document as it is now.
        document: Digest,
        /// What is still missing.
        missing: Vec<Element>,
        /// The right relied on, where it is named only now.
        right: Option<RightRef>,
        /// How the complainant is proved now.
        proof: Proof,
    },
    /// Machine: the rules have looked; what follows is decided by the next command.
    Judge(Record),
    /// Machine: the pictures of this version of the listing are to be compared first.
    AskPictures {
        /// Which version.
        version: String,
    },
    /// Machine: what comparing them came to.
    ComparePictures(Comparison),
    /// Machine: rules cannot decide this.
    AskDesk {
        /// The question.
        question: Question,
    },
    /// Machine or reviewer: well-founded.
    Accept {
        /// What is to be done.
        measure: Measure,
        /// Whether the reviewer knows better than the record, which speaks against it.
        although: bool,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// Machine or reviewer: not well-founded.
    Decline {
        /// Why.
        code: DeclineCode,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// Machine: what rules accepted is to be judged again, before anything is ordered.
    Reconsider {
        /// Why.
        why: WhyReconsider,
    },
    /// Machine or reviewer: to the order that the case stands for.
    Order(OrderCommand),
    /// Reviewer: leave it at the refusal.
    GiveUp,
    /// Complainant: never mind.
    Withdraw,
    /// Seller: you are wrong.
    CounterNotice {
        /// In the evidence store.
        document: Digest,
    },
    /// Seller: a person is to look at what rules decided.
    AskPerson {
        /// Why, in the evidence store.
        document: Digest,
    },
    /// Reviewer: a person has looked, as the seller asked, and the measure stays.
    Keep {
        /// In the reviewer's words.
        note: Note,
    },
    /// Complainant: to the counter-notice.
    Answer {
        /// What.
        answer: Answer,
        /// In the evidence store.
        document: Digest,
    },
    /// Complainant: a court has it.
    NameCourt {
        /// Proof of the court action, in the evidence store.
        document: Digest,
    },
    /// Reviewer: whether the court action that the complainant named is proved, and still open.
    ReviewCourtClaim {
        /// Whether it is.
        proved: bool,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// Reviewer: the counter-notice succeeds or fails; also how the court decided.
    Rule {
        /// Whether the measure stays.
        measure_stays: bool,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// Reviewer: the measure in force is wrong, though nobody has objected.
    Correct {
        /// Why.
        why: Correction,
        /// In the reviewer's words.
        note: Note,
    },
    /// Reviewer: a blind review of an automatic decision, made without knowing it.
    BlindReview {
        /// Whether the reviewer would have accepted the complaint.
        accept: bool,
    },
    /// Complainant or seller: appeal.
    Appeal {
        /// In the evidence store.
        document: Digest,
    },
    /// Reviewer who decided nothing here: the appeal.
    DecideAppeal {
        /// Whether the decision is reversed.
        reverse: bool,
        /// What is ordered where that accepts a declined complaint.
        measure: Measure,
        /// Why, in the reviewer's words.
        note: Option<Note>,
    },
    /// Complainant or seller wrote.
    Correspond {
        /// In the evidence store.
        document: Digest,
        /// Who wrote.
        by: Side,
    },
    /// Machine: a letter went out.
    LetterSent(OwedLetter, Posted),
    /// Machine: a letter cannot or must not be sent.
    WithholdLetter(OwedLetter, Withheld),
    /// Reviewer: what becomes of a letter that could not be sent.
    ReviewLetter {
        /// Which.
        owed: OwedLetter,
        /// Whether it is to be sent after all.
        send: bool,
    },
    /// Machine: a running clock ended at `due`.
    EndClock {
        /// Which clock.
        clock: Clock,
        /// What its end means, as policy says.
        end: ClockEnd,
        /// When it ended, as policy computes it from the clock's start.
        due: Timestamp,
    },
}

/// Why a command is refused. The case is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// This actor may never ask this.
    #[error("{actor} may not {command}")]
    NotYours {
        /// The actor's kind.
        actor: &'static str,
        /// The command's name.
        command: &'static str,
    },
    /// Not in this state.
    #[error("{command} is not possible while the case is {state}")]
    NotNow {
        /// The command's name.
        command: &'static str,
        /// The state's code.
        state: &'static str,
    },
    /// A blind review is of automatic decisions only.
    #[error("no automatic decision was taken in this case")]
    NotAutomatic,
    /// Anyone who decided a case never decides its appeal, nor its blind review.
    #[error("a reviewer who decided in this case may not decide its appeal or read it again")]
    DecidedBefore,
    /// The case holds as many documents or repeats as it may.
    #[error("this case holds as many documents as it may")]
    Full,
    /// The clock has not ended yet.
    #[error("the clock has not ended yet")]
    TooEarly,
    /// A measure never reaches beyond the right.
    #[error(
        "the right covers a part of the territory, and it is not on record which: no measure can be limited to it"
    )]
    PartUnknown,
}
