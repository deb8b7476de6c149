//! The rules, in order. The first that speaks decides; what none of them decides goes to the desk.
//! Nothing is ever decided by default.

use case::{DeclineCode, Filing, Proof, Question};
use jiff::civil::Date;
use port::ListingAnswer;
use register::Right;
use register::right::RightStatus;

/// What the rules look at beside the filing.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The marketplace's answer; absent only while the complaint is incomplete.
    pub listing: Option<&'a ListingAnswer>,
    /// The right relied on, if the register knows it.
    pub right: Option<&'a Right>,
    /// Today (UTC).
    pub today: Date,
}

/// What the rules say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Statutory elements are missing: ask the complainant.
    Incomplete,
    /// A person must decide.
    Desk(Question),
    /// Not well-founded.
    Decline(DeclineCode),
    /// Well-founded.
    Accept,
}

/// Judges a filing.
#[must_use]
pub fn judge(filing: &Filing, evidence: &Evidence<'_>) -> Verdict {
    // DSA Art. 16(2), 17 U.S.C. 512(c)(3)(A): a notice that fails these gives no knowledge.
    if !filing.missing.is_empty() {
        return Verdict::Incomplete;
    }
    match evidence.listing {
        Some(ListingAnswer::Found(listing)) if listing.visible => {}
        Some(ListingAnswer::Found(_) | ListingAnswer::Gone) => {
            return Verdict::Decline(DeclineCode::ListingGone);
        }
        None => return Verdict::Desk(Question::Policy),
    }
    // An unregistered right, or one that this register does not know, may well exist: a person looks.
    let registered = evidence.right.filter(|right| right.status != RightStatus::Unregistered);
    let Some(right) = registered else { return Verdict::Desk(Question::UnregisteredRight) };
    if !right.in_force(evidence.today) {
        return Verdict::Decline(DeclineCode::RightNotInForce);
    }
    if !right.covers(filing.territory) {
        return Verdict::Decline(DeclineCode::WrongTerritory);
    }
    let may_act =
        right.may_act(filing.complainant, &filing.listing.marketplace, filing.claim, evidence.today);
    match (filing.proof, may_act) {
        // The filing code is the brand account's own secret: whoever knows it is one of its people.
        (Proof::FilingCode, _) | (Proof::Mail | Proof::Link | Proof::ApiKey, true) => {}
        // Anyone can type a holder's address into a form.
        (Proof::None, true) => return Verdict::Desk(Question::WhoComplains),
        (Proof::None | Proof::Mail | Proof::Link | Proof::ApiKey, false) => {
            return Verdict::Decline(DeclineCode::NotTheHolder);
        }
    }
    if filing.claim == case::Claim::Patent {
        return Verdict::Desk(Question::NeedsExpert);
    }
    Verdict::Accept
}
