//! What became of a case, as far as programme and misuse rules count it.
//!
//! # What counts
//!
//! Under the rules `honest`, by [`Ending::verdict`]:
//!
//! | ending | counts as | why |
//! |---|---|---|
//! | [`Stands`](Ending::Stands), [`ObjectionLost`](Ending::ObjectionLost) | right | |
//! | [`ObjectionWon`](Ending::ObjectionWon), [`Reversed`](Ending::Reversed), [`WithdrawnAfterObjection`](Ending::WithdrawnAfterObjection) | overturned | a listing was taken down that should have stayed |
//! | [`WithdrawnInForce`](Ending::WithdrawnInForce), [`Corrected`](Ending::Corrected) as unfounded | overturned | it was down as well: that nobody had objected yet does not help |
//! | [`Declined`](Ending::Declined) as manifestly unfounded ([`blame_of`]) | unfounded | wrong, though no listing was touched |
//! | [`HeldForCourt`](Ending::HeldForCourt) | undecided | wrong where one is to enter, right where one is to be removed |
//! | [`Declined`](Ending::Declined) on formal grounds | – | nobody decided whether it infringes |
//! | [`WithdrawnBefore`](Ending::WithdrawnBefore) | – | nothing was done to anyone |
//! | [`Corrected`](Ending::Corrected) as a mistake, [`NotEnforced`](Ending::NotEnforced) | – | the marketplace's doing |
//! | [`Open`](Ending::Open) | – | not known yet |
//!
//! Under Alibaba's, by [`Ending::taken_down`] and [`Ending::overturned`]. Patterns of misuse are found by these as well, and
//! a decline as manifestly unfounded is an unfounded complaint there (Regulation (EU) 2022/2065 Art. 23(2)):
//!
//! | ending | takedown rate | rate of successful counter-notices | why |
//! |---|---|---|---|
//! | [`Stands`](Ending::Stands), [`ObjectionLost`](Ending::ObjectionLost) | 1 of 1 | 0 of 1 | the complaint was right |
//! | [`Declined`](Ending::Declined) | 0 of 1 | – | it was not, and no listing was touched |
//! | [`ObjectionWon`](Ending::ObjectionWon), [`WithdrawnAfterObjection`](Ending::WithdrawnAfterObjection), [`Reversed`](Ending::Reversed) | 0 of 1 | 1 of 1 | a listing was taken down that should have stayed |
//! | [`WithdrawnInForce`](Ending::WithdrawnInForce) | 0 of 1 | 0 of 1 | it does not stand, but nobody had to object |
//! | [`Corrected`](Ending::Corrected) as unfounded | 0 of 1 | 0 of 1 | it does not stand, but nobody had to object |
//! | [`Corrected`](Ending::Corrected) as a mistake | – | – | the marketplace's fault, not the complaint's |
//! | [`Declined`](Ending::Declined) because the listing was gone | – | – | nobody's fault: it may have been there when the complaint was written |
//! | [`Declined`](Ending::Declined) because its complainant was suspended | – | – | nobody looked at it |
//! | [`WithdrawnBefore`](Ending::WithdrawnBefore) | – | – | nothing was done to anyone |
//! | [`NotEnforced`](Ending::NotEnforced) | – | – | the marketplace's doing |
//! | [`Open`](Ending::Open), [`HeldForCourt`](Ending::HeldForCourt) | – | – | not known yet; an objection or appeal under way counts for neither side |
//!
//! When a measure falls later, recomputing the same window says so. A case counts once, however often its
//! complaint was repeated (merged); a refiling after an end is a case of its own, or one could file until it
//! passes. A complaint that nobody proved to be its complainant's counts neither for nor against anyone:
//! anyone can type an address.

use std::collections::BTreeMap;

use case::{
    Action, Answer, AuthorityInput, CaseId, Claim, ComplaintId, Correction, DeclineCode, Event, ListingRef,
    OrderStep, Outcome, Owner, PartyId, Proof, Recorded, RightRef, Side, WhyRestore,
};
use jiff::Timestamp;
use policy::programme::{Blame, blame_of};

/// How a case ended, or stands for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// Nothing that counts is known yet.
    Open,
    /// The seller objected, the complainant went to court, and nothing is decided.
    HeldForCourt,
    /// Taken down, and nobody objected.
    Stands,
    /// Declined.
    Declined(DeclineCode),
    /// Withdrawn before the measure took force.
    WithdrawnBefore,
    /// Withdrawn with the measure in force and no objection open.
    WithdrawnInForce,
    /// Withdrawn once the seller had objected by counter-notice or appeal.
    WithdrawnAfterObjection,
    /// The counter-notice succeeded: conceded, met with silence, found right by a reviewer or a court.
    ObjectionWon(WhyRestore),
    /// The counter-notice or the seller's appeal failed: the measure stays.
    ObjectionLost,
    /// The seller's appeal reversed the measure.
    Reversed,
    /// A reviewer found the measure wrong before anyone objected.
    Corrected(Correction),
    /// The marketplace refused, and the desk left it at that.
    NotEnforced,
}

impl Ending {
    /// Whether this counts in the takedown rate, and if so whether for the complainant.
    #[must_use]
    pub const fn taken_down(self) -> Option<bool> {
        match self {
            Self::Stands | Self::ObjectionLost => Some(true),
            Self::Open
            | Self::HeldForCourt
            | Self::Declined(DeclineCode::ListingGone | DeclineCode::ComplainantSuspended)
            | Self::WithdrawnBefore
            | Self::Corrected(Correction::Mistake)
            | Self::NotEnforced => None,
            Self::Declined(_)
            | Self::WithdrawnInForce
            | Self::WithdrawnAfterObjection
            | Self::ObjectionWon(_)
            | Self::Corrected(Correction::Unfounded(_))
            | Self::Reversed => Some(false),
        }
    }

    /// Whether this counts in the rate of successful counter-notices, and if so whether as one.
    #[must_use]
    pub const fn overturned(self) -> Option<bool> {
        match self {
            Self::Stands
            | Self::ObjectionLost
            | Self::WithdrawnInForce
            | Self::Corrected(Correction::Unfounded(_)) => Some(false),
            Self::WithdrawnAfterObjection | Self::ObjectionWon(_) | Self::Reversed => Some(true),
            Self::Open
            | Self::HeldForCourt
            | Self::Declined(_)
            | Self::WithdrawnBefore
            | Self::Corrected(Correction::Mistake)
            | Self::NotEnforced => None,
        }
    }

    /// As what this counts where outcomes are counted by seller.
    ///
    /// # Errors
    /// [`NotCounted`], with why it does not count.
    pub const fn verdict(self) -> Result<Verdict, NotCounted> {
        match self {
            Self::Stands | Self::ObjectionLost => Ok(Verdict::Right),
            Self::WithdrawnInForce
            | Self::WithdrawnAfterObjection
            | Self::ObjectionWon(_)
            | Self::Reversed => Ok(Verdict::Overturned),
            Self::HeldForCourt => Ok(Verdict::Undecided),
            Self::Declined(code) => match blame_of(code) {
                Blame::Unfounded => Ok(Verdict::Unfounded),
                Blame::Formal => Err(NotCounted::Formal),
            },
            Self::Corrected(Correction::Unfounded(code)) => match blame_of(code) {
                Blame::Unfounded => Ok(Verdict::Overturned),
                Blame::Formal => Err(NotCounted::Formal),
            },
            Self::WithdrawnBefore => Err(NotCounted::WithdrawnBefore),
            Self::Corrected(Correction::Mistake) | Self::NotEnforced => Err(NotCounted::Marketplace),
            Self::Open => Err(NotCounted::Open),
        }
    }

    const fn of_restoration(why: WhyRestore) -> Self {
        match why {
            WhyRestore::Withdrawn => Self::WithdrawnInForce,
            WhyRestore::Appeal => Self::Reversed,
            // Why is told by an event of its own.
            WhyRestore::Corrected => Self::Corrected(Correction::Mistake),
            WhyRestore::Conceded | WhyRestore::Silence | WhyRestore::CounterNotice | WhyRestore::Court => {
                Self::ObjectionWon(why)
            }
        }
    }
}

/// As what an outcome counts where outcomes are counted by seller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A takedown that stands.
    Right,
    /// A takedown that does not.
    Overturned,
    /// A complaint that was declined as manifestly unfounded.
    Unfounded,
    /// A takedown that a court has still to judge.
    Undecided,
}

/// Why an outcome does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotCounted {
    /// There is none yet.
    Open,
    /// It was declined without a decision whether the listing infringes.
    Formal,
    /// It was withdrawn before anything was done to anyone.
    WithdrawnBefore,
    /// It was the marketplace's doing, or its mistake.
    Marketplace,
}

/// One case, as far as it counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CaseOutcome {
    /// Which case: it counts once.
    pub case: CaseId,
    /// Of which complaint.
    pub complaint: ComplaintId,
    /// For whom it was complained.
    pub complainant: Owner,
    /// Who did.
    pub agent: PartyId,
    /// Whether that was proved, however late.
    pub proved: bool,
    /// Who offers the listing, where the marketplace said so when the rules looked.
    pub seller: Option<PartyId>,
    /// About what.
    pub listing: ListingRef,
    /// The reason code.
    pub claim: Claim,
    /// Under which right, where one was named.
    pub right: Option<RightRef>,
    /// When.
    pub filed_at: Timestamp,
    /// When it was first accepted or declined.
    pub decided_at: Option<Timestamp>,
    /// When the measure first took force.
    pub in_force_at: Option<Timestamp>,
    /// When the seller last objected, by counter-notice or appeal.
    pub objected_at: Option<Timestamp>,
    /// When the present ending came about; the filing's time while it is open from the start.
    pub ended_at: Timestamp,
    /// How it ended.
    pub ending: Ending,
}

/// What is remembered of a log while it is read.
struct Reading {
    outcome: CaseOutcome,
    /// Whether the measure is in force.
    in_force: bool,
    /// Whether a counter-notice waits to be decided.
    objected: bool,
    /// How the complainant is proved now.
    proof: Proof,
    /// An appeal under way: whose, and what the case had come to before it.
    appeal: Option<(Side, Ending)>,
}

/// What became of the case with this log. `None` when the log does not begin with
/// a filing. Logs that no case can have are read as far as they make sense: it is the fold of the case that
/// refuses them.
#[must_use]
pub fn outcome_of(log: &[Recorded]) -> Option<CaseOutcome> {
    let (Recorded { at, event: Event::Filed(filing) }, rest) = log.split_first()? else { return None };
    let outcome = CaseOutcome {
        case: filing.case_id(),
        complaint: filing.complaint,
        complainant: filing.owner,
        agent: filing.complainant,
        proved: filing.proof.is_of_complainant(false),
        seller: None,
        listing: filing.listing.clone(),
        claim: filing.claim,
        right: filing.right.clone(),
        filed_at: *at,
        decided_at: None,
        in_force_at: None,
        objected_at: None,
        ended_at: *at,
        ending: Ending::Open,
    };
    let mut reading =
        Reading { outcome, in_force: false, objected: false, proof: filing.proof, appeal: None };
    for recorded in rest {
        reading.read(recorded);
    }
    Some(reading.outcome)
}

/// Each case once, the later reading where one comes twice.
pub(crate) fn once_each<'a>(
    outcomes: impl IntoIterator<Item = &'a CaseOutcome>,
) -> BTreeMap<CaseId, &'a CaseOutcome> {
    let mut once: BTreeMap<CaseId, &CaseOutcome> = BTreeMap::new();
    for outcome in outcomes {
        let known = once.entry(outcome.case).or_insert(outcome);
        if (outcome.ended_at, outcome.ending) > (known.ended_at, known.ending) {
            *known = outcome;
        }
    }
    once
}

impl Reading {
    fn read(&mut self, Recorded { at, event }: &Recorded) {
        self.note(event, *at);
        if let Some(ending) = self.ending_after(event).filter(|ending| *ending != self.outcome.ending) {
            self.outcome.ending = ending;
            self.outcome.ended_at = *at;
        }
    }

    /// Keeps what an event tells beside how the case ends.
    fn note(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::Completed { right, proof, .. } => {
                self.proof = *proof;
                self.outcome.proved = proof.is_of_complainant(false);
                if right.is_some() {
                    self.outcome.right.clone_from(right);
                }
            }
            Event::Judged(record) => {
                let on_file = record.inputs.get() == Some(AuthorityInput::OnFile);
                self.outcome.proved = self.proof.is_of_complainant(on_file);
                if record.seller.is_some() {
                    self.outcome.seller = record.seller;
                }
            }
            Event::Accepted { .. } | Event::Declined { .. } => {
                self.outcome.decided_at.get_or_insert(at);
            }
            Event::Order { action: Action::Apply(_), step: OrderStep::Done { .. } } => {
                self.outcome.in_force_at.get_or_insert(at);
            }
            Event::CounterNoticed { .. } | Event::Appealed { by: Side::Seller, .. } => {
                self.outcome.objected_at = Some(at);
            }
            _ => {}
        }
    }

    /// How the case ends as far as this event tells; `None` where it tells nothing new.
    fn ending_after(&mut self, event: &Event) -> Option<Ending> {
        Some(match event {
            Event::Accepted { .. } => Ending::Open,
            Event::Declined { code, .. } => Ending::Declined(*code),
            Event::Order { action: Action::Apply(_), step: OrderStep::Done { .. } } => {
                if self.outcome.ending == Ending::WithdrawnBefore {
                    return None;
                }
                self.in_force = true;
                Ending::Stands
            }
            Event::Withdrawn => self.withdrawn(),
            Event::CounterNoticed { .. } => {
                self.objected = true;
                Ending::Open
            }
            Event::Answered { answer: Answer::Concede, .. } => self.restored(WhyRestore::Conceded),
            Event::CourtNamed { .. } => Ending::HeldForCourt,
            // The answer to the objection is due as before.
            Event::CourtClaimReviewed { proved: false, .. } => Ending::Open,
            Event::RestoreDecided { why, .. } => self.restored(*why),
            Event::Corrected { why, .. } => {
                self.in_force = false;
                Ending::Corrected(*why)
            }
            Event::Upheld { .. } => {
                self.objected = false;
                Ending::ObjectionLost
            }
            Event::Appealed { by, .. } => {
                self.appeal = Some((*by, self.outcome.ending));
                Ending::Open
            }
            // What was accepted is undecided again, and nothing was ordered.
            Event::Reconsidered { .. } => {
                self.outcome.decided_at = None;
                Ending::Open
            }
            Event::AppealDecided { reversed, .. } => return self.appeal_decided(*reversed),
            Event::Closed { outcome: Outcome::NotEnforced } if self.outcome.ending == Ending::Open => {
                Ending::NotEnforced
            }
            Event::Filed(_)
            | Event::Merged { .. }
            | Event::FoundIncomplete { .. }
            | Event::Completed { .. }
            | Event::Judged(_)
            | Event::PicturesAsked { .. }
            | Event::PicturesCompared(_)
            | Event::SentToDesk { .. }
            | Event::Order { .. }
            | Event::Answered { answer: Answer::Contest, .. }
            | Event::CourtClaimReviewed { proved: true, .. }
            | Event::PersonAsked { .. }
            | Event::Kept { .. }
            | Event::BlindReview { .. }
            | Event::Corresponded { .. }
            | Event::LetterSent(..)
            | Event::LetterWithheld(..)
            | Event::LetterReviewed { .. }
            | Event::Closed { .. } => return None,
        })
    }

    fn appeal_decided(&mut self, reversed: bool) -> Option<Ending> {
        Some(match (self.appeal.take(), reversed) {
            // Accepted after all: a measure is due.
            (None | Some((Side::Complainant, _)), true) => Ending::Open,
            (Some((Side::Seller, _)), true) => self.restored(WhyRestore::Appeal),
            (Some((Side::Seller, Ending::HeldForCourt)), false) => Ending::HeldForCourt,
            (Some((Side::Seller, _)), false) => Ending::ObjectionLost,
            (Some((Side::Complainant, before)), false) => before,
            (None, false) => return None,
        })
    }

    fn restored(&mut self, why: WhyRestore) -> Ending {
        self.in_force = false;
        self.objected = false;
        Ending::of_restoration(why)
    }

    fn withdrawn(&mut self) -> Ending {
        let sellers_appeal = matches!(self.appeal.take(), Some((Side::Seller, _)));
        let ending = match (self.in_force, self.objected || sellers_appeal) {
            (false, _) => Ending::WithdrawnBefore,
            (true, false) => Ending::WithdrawnInForce,
            (true, true) => Ending::WithdrawnAfterObjection,
        };
        self.in_force = false;
        self.objected = false;
        ending
    }
}
