//! Redress: what each side has used of it, counted for the decision that stands.
//!
//! A decision opens redress to the side that it is against, whatever that side did against an earlier one: a measure
//! opens a counter-notice and an appeal, a refusal or a restoration an appeal. Neither uses up the other. Who loses its
//! own appeal has had it; who loses the other side's has not. Each answer to a counter-notice opens one reply to the seller.

use crate::command::Answer;
use crate::event::Event;
use crate::state::Side;

/// How often one side may appeal in one case. Each appeal takes a person who decided nothing before, and courts and bodies
/// out of court remain (DSA Art. 21).
pub const MOST_APPEALS: u8 = 2;

/// The appeals of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Appeals {
    /// Whether it has appealed against the decision that stands.
    against_standing: bool,
    /// How many, against whatever decision.
    taken: u8,
}

/// To which of the complainant's answers to its last counter-notice the seller has not replied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Unreplied {
    /// Whether to the dispute.
    pub(crate) dispute: bool,
    /// Whether to the court action that was named last.
    pub(crate) court: bool,
}

/// What the sides have used of their redress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Redress {
    complainant: Appeals,
    seller: Appeals,
    /// Whether the seller has objected to the last measure.
    countered: bool,
    unreplied: Unreplied,
    /// Whether the decision that stands was taken, or kept, on an appeal.
    on_appeal: bool,
}

impl Redress {
    /// Whether `side` has an appeal left against the decision that stands.
    #[must_use]
    pub const fn may_appeal(&self, side: Side) -> bool {
        let Appeals { against_standing, taken } = match side {
            Side::Complainant => self.complainant,
            Side::Seller => self.seller,
        };
        !against_standing && taken < MOST_APPEALS
    }

    /// Whether the seller has objected to the last measure.
    #[must_use]
    pub const fn was_countered(&self) -> bool {
        self.countered
    }

    /// To which answers the seller has not replied.
    pub(crate) const fn unreplied(&self) -> Unreplied {
        self.unreplied
    }

    /// Whether the decision that stands was taken, or kept, on an appeal.
    #[must_use]
    pub const fn stands_on_appeal(&self) -> bool {
        self.on_appeal
    }

    /// After `event`.
    pub(crate) fn note(&mut self, event: &Event) {
        match event {
            // The first decision, be it for or against the measure, finds nothing used.
            Event::Upheld { .. } | Event::CourtClaimReviewed { proved: true, .. } => {
                self.open_to(Side::Seller);
            }
            Event::RestoreDecided { .. } | Event::Corrected { .. } => self.open_to(Side::Complainant),
            Event::CounterNoticed { .. } => self.countered = true,
            Event::Answered { answer: Answer::Contest, handed_on, .. } => self.unreplied.dispute = *handed_on,
            Event::CourtNamed { handed_on, .. } => self.unreplied.court = *handed_on,
            // Who replies to the one has read the other.
            Event::Corresponded { by: Side::Seller, .. } => self.unreplied = Unreplied::default(),
            Event::Appealed { by, .. } => {
                let appeals = self.of(*by);
                appeals.against_standing = true;
                appeals.taken = appeals.taken.saturating_add(1);
            }
            Event::AppealDecided { reversed, measure, .. } => {
                match (reversed, measure) {
                    (true, Some(_)) => {
                        self.open_to(Side::Seller);
                        self.countered = false;
                    }
                    (true, None) => self.open_to(Side::Complainant),
                    (false, _) => {}
                }
                self.on_appeal = true;
            }
            _ => {}
        }
    }

    const fn of(&mut self, side: Side) -> &mut Appeals {
        match side {
            Side::Complainant => &mut self.complainant,
            Side::Seller => &mut self.seller,
        }
    }

    /// A decision against `side` stands from now on.
    const fn open_to(&mut self, side: Side) {
        self.of(side).against_standing = false;
        self.on_appeal = false;
    }
}
