//! What may be done with a right, by whom, and why it may be refused.

use case::Digest;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::history::{By, MOST_EVENTS, RejectCode, ReviewState, RightEvent};
use super::{Check, CheckCode, CheckFinding, DocumentKind, LONGEST_TEXT, Outcome, Right};

/// Something asked of a right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RightCommand {
    /// Operator, holder: here it is, or here it is changed.
    Submit,
    /// Reviewer: this failed check is no obstacle.
    Override {
        /// The check.
        check: CheckCode,
        /// What the checks say now.
        checks: Vec<Check>,
        /// Why; may be empty. Cut to [`LONGEST_WHY`] characters.
        why: String,
    },
    /// Reviewer: it is good.
    Verify {
        /// What the checks say now.
        checks: Vec<Check>,
        /// What the reviewer confirmed, by the policy's codes.
        confirmed: Vec<String>,
    },
    /// Reviewer: it is not good, or it never was.
    Reject {
        /// Why.
        code: RejectCode,
    },
    /// Operator, holder, reviewer: this document is not evidence for it.
    RemoveDocument {
        /// The document.
        digest: Digest,
        /// What it is a document as.
        kind: DocumentKind,
    },
    /// Machine, operator: its last day has passed.
    Expire,
    /// Operator, holder, reviewer: its owner gave it up.
    Surrender,
    /// Operator, holder, reviewer: it has a new owner.
    Assign {
        /// The new owner's name.
        to: String,
    },
}

/// Why something is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// Someone else may ask this.
    #[error("{command} is not for {actor}")]
    NotYours {
        /// What was asked.
        command: &'static str,
        /// Who asked.
        actor: &'static str,
    },
    /// Not in this state.
    #[error("{command} is not possible while the right is {state}")]
    NotNow {
        /// What was asked.
        command: &'static str,
        /// The right's state.
        state: &'static str,
    },
    /// Checks failed that no second reviewer has overridden.
    #[error("these checks failed: {}; a reviewer who does not verify it may override them", codes(.0))]
    NeedsOverride(Vec<CheckCode>),
    /// The check to be overridden did not fail.
    #[error("the check {0} did not fail: there is nothing to override")]
    NothingToOverride(CheckCode),
    /// Its last day has not passed.
    #[error("the right's last day has not passed")]
    NotExpired,
    /// The new owner is not named, or at too great length.
    #[error("the new owner's name must have 1 to {LONGEST_TEXT} characters")]
    BadName,
    /// The history is full.
    #[error("the right has {MOST_EVENTS} events, and takes no more")]
    Full,
}

/// At most so many characters of the reason of an override.
pub const LONGEST_WHY: usize = 200;

fn codes(checks: &[CheckCode]) -> String {
    checks.iter().map(|check| check.code()).collect::<Vec<_>>().join(", ")
}

type Decided = Result<Option<RightEvent>, CommandError>;

/// Decides a command by `by` at `at`; `None` when it is already so. What a reviewer overrides does not count when
/// the same one verifies the right.
///
/// # Errors
/// [`CommandError`].
pub fn decide(right: &Right, by: &By, command: &RightCommand, at: Timestamp) -> Decided {
    permit(by, command)?;
    let history = &right.history;
    let decided = match command {
        RightCommand::Submit => match history.state() {
            ReviewState::Submitted => Ok(None),
            ReviewState::Verified
            | ReviewState::Rejected { .. }
            | ReviewState::Expired
            | ReviewState::Assigned { .. } => Ok(Some(RightEvent::Submitted)),
            ReviewState::Surrendered => not_now(right, command),
        },
        RightCommand::Override { check, checks, why } => match history.state() {
            ReviewState::Submitted => override_check(right, by, *check, checks, why),
            _ => not_now(right, command),
        },
        RightCommand::Verify { checks, confirmed } => match history.state() {
            ReviewState::Submitted => verify(right, by, checks, confirmed),
            ReviewState::Verified => Ok(None),
            _ => not_now(right, command),
        },
        RightCommand::Reject { code } => match history.state() {
            ReviewState::Rejected { code: known } if known == code => Ok(None),
            ReviewState::Submitted | ReviewState::Verified | ReviewState::Rejected { .. } => {
                Ok(Some(RightEvent::Rejected { code: *code }))
            }
            ReviewState::Expired | ReviewState::Surrendered | ReviewState::Assigned { .. } => {
                not_now(right, command)
            }
        },
        RightCommand::RemoveDocument { digest, kind } => match history.state() {
            ReviewState::Surrendered => not_now(right, command),
            _ => Ok(removed(right, *digest, *kind)),
        },
        RightCommand::Expire => match history.state() {
            ReviewState::Expired => Ok(None),
            ReviewState::Surrendered => not_now(right, command),
            _ if right.has_expired(at.to_zoned(TimeZone::UTC).date()) => Ok(Some(RightEvent::Expired)),
            _ => Err(CommandError::NotExpired),
        },
        RightCommand::Surrender => {
            Ok((*history.state() != ReviewState::Surrendered).then_some(RightEvent::Surrendered))
        }
        RightCommand::Assign { to } => {
            let to = to.trim();
            if to.is_empty() || to.chars().count() > LONGEST_TEXT {
                return Err(CommandError::BadName);
            }
            match history.state() {
                ReviewState::Assigned { to: known } if known == to => Ok(None),
                ReviewState::Surrendered => not_now(right, command),
                _ => Ok(Some(RightEvent::Assigned { to: to.to_owned() })),
            }
        }
    }?;
    // A right that is given up or doubtful can always be stopped: its last place is kept for that.
    let stops = matches!(decided, Some(RightEvent::Surrendered));
    if decided.is_some() && history.events().len() >= MOST_EVENTS - usize::from(!stops) {
        return Err(CommandError::Full);
    }
    Ok(decided)
}

fn removed(right: &Right, digest: Digest, kind: DocumentKind) -> Option<RightEvent> {
    let is_there = right.documents.iter().any(|it| (it.digest, it.kind) == (digest, kind));
    is_there.then_some(RightEvent::DocumentRemoved { digest, kind })
}

fn override_check(right: &Right, by: &By, check: CheckCode, checks: &[Check], why: &str) -> Decided {
    let finding = failed(checks).find(|finding| finding.check == check);
    let finding = finding.ok_or(CommandError::NothingToOverride(check))?;
    let again = right.history.overrides().any(|(who, found)| who == by && found == finding);
    let why = why.chars().take(LONGEST_WHY).collect();
    Ok((!again).then_some(RightEvent::Overridden { finding, why }))
}

fn verify(right: &Right, by: &By, checks: &[Check], confirmed: &[String]) -> Decided {
    let open = failed(checks).filter(|finding| !right.history.is_overridden(*finding, by));
    let open: Vec<CheckCode> = open.map(|finding| finding.check).collect();
    if !open.is_empty() {
        return Err(CommandError::NeedsOverride(open));
    }
    let passed = checks.iter().filter(|check| check.outcome == Outcome::Passed);
    Ok(Some(RightEvent::Verified {
        passed: passed.map(|check| check.code).collect(),
        overridden: failed(checks).collect(),
        confirmed: confirmed.to_vec(),
    }))
}

fn failed(checks: &[Check]) -> impl Iterator<Item = CheckFinding> {
    checks.iter().filter(|check| check.outcome == Outcome::Failed).map(Check::finding)
}

fn not_now(right: &Right, command: &RightCommand) -> Decided {
    let state = match right.history.state() {
        ReviewState::Submitted => "submitted",
        ReviewState::Verified => "verified",
        ReviewState::Rejected { .. } => "rejected",
        ReviewState::Expired => "expired",
        ReviewState::Surrendered => "surrendered",
        ReviewState::Assigned { .. } => "assigned",
    };
    Err(CommandError::NotNow { command: name(command), state })
}

fn permit(by: &By, command: &RightCommand) -> Result<(), CommandError> {
    let allowed = match command {
        RightCommand::Submit => matches!(by, By::Operator | By::Holder),
        RightCommand::Override { .. } | RightCommand::Verify { .. } | RightCommand::Reject { .. } => {
            matches!(by, By::Reviewer(_))
        }
        RightCommand::Expire => matches!(by, By::Machine | By::Operator),
        RightCommand::RemoveDocument { .. } | RightCommand::Surrender | RightCommand::Assign { .. } => {
            matches!(by, By::Operator | By::Holder | By::Reviewer(_))
        }
    };
    if allowed {
        return Ok(());
    }
    let actor = match by {
        By::Operator => "the operator",
        By::Holder => "the holder",
        By::Machine => "the machine",
        By::Reviewer(_) => "a reviewer",
    };
    Err(CommandError::NotYours { command: name(command), actor })
}

const fn name(command: &RightCommand) -> &'static str {
    match command {
        RightCommand::Submit => "submitting",
        RightCommand::Override { .. } => "overriding a check",
        RightCommand::Verify { .. } => "verifying",
        RightCommand::Reject { .. } => "rejecting",
        RightCommand::RemoveDocument { .. } => "removing a document",
        RightCommand::Expire => "noting the expiry",
        RightCommand::Surrender => "surrendering",
        RightCommand::Assign { .. } => "assigning",
    }
}
