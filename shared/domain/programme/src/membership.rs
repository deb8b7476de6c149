//! The life of a membership: in, warned, out, in again. The record of a complainant is the fold of its events.

use std::collections::BTreeMap;

use case::{Claim, Digest, StandingInput};
use jiff::Timestamp;
use policy::programme::{Benefits, Entry, Reach, Removal, RuleSet, RuleSetName, benefits_of};

use crate::count::Tally;
use crate::standing::{Scope, Standing, nothing_for};
use crate::window::{days_after, months_after};

case::codes! {
    /// Why a membership ended.
    Exit, "reason to end a membership" {
        /// The rates were below what is asked for.
        Rates = "rates",
        /// Too few cases to say: no fault, and no waiting time.
        TooFew = "too_few",
        /// The member left.
        Left = "left",
    }
}

/// A membership for one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Membership {
    /// In.
    Member {
        /// Since when.
        since: Timestamp,
    },
    /// In, and warned: a rate is on the wrong side of its threshold, which proves nothing yet.
    Warned {
        /// A member since.
        since: Timestamp,
    },
    /// In, with all its benefits: a rate is proved to be bad.
    Probation {
        /// A member since.
        since: Timestamp,
        /// When it ends unless the figures recover.
        until: Timestamp,
    },
    /// Out.
    Out {
        /// Why.
        why: Exit,
        /// From when it may enter again.
        again_from: Timestamp,
    },
}

/// Something that happened to a complainant's memberships.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipEvent {
    /// It signed the programme's declaration.
    Declared {
        /// The signed declaration in the evidence store.
        document: Digest,
    },
    /// It came in.
    Entered {
        /// For what.
        scope: Scope,
        /// On these figures.
        tally: Tally,
    },
    /// A rate is on the wrong side of its threshold, and it was told so.
    Warned {
        /// For what.
        scope: Scope,
        /// On these figures.
        tally: Tally,
        /// How long it has to recover where that is proved: it is on probation. `None` where it is not.
        until: Option<Timestamp>,
    },
    /// No rate is on the wrong side any more.
    Recovered {
        /// For what.
        scope: Scope,
        /// On these figures.
        tally: Tally,
    },
    /// It is out.
    Removed {
        /// For what.
        scope: Scope,
        /// On these figures.
        tally: Tally,
        /// Why: never [`Exit::Left`].
        why: Exit,
        /// From when it may enter again.
        again_from: Timestamp,
    },
    /// It left, for all scopes.
    Left {
        /// From when it may enter again.
        again_from: Timestamp,
    },
}

/// An event with its time, and the rules under which it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MembershipRecorded {
    /// When it happened, to the millisecond.
    pub at: Timestamp,
    /// Under which rule set.
    pub rules: RuleSetName,
    /// What happened.
    pub event: MembershipEvent,
}

/// Something asked of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MembershipCommand {
    /// The complainant handed in its signed declaration.
    Declare {
        /// In the evidence store.
        document: Digest,
    },
    /// The complainant wants out.
    Leave,
    /// The machine looks at the figures of one scope.
    Review(Standing),
}

/// Why a command is refused. The record is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Illegal {
    /// There is nothing to leave.
    #[error("this complainant is no member, so it cannot leave")]
    NoMember,
}

/// A stored event that no sequence of decisions could have made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("event {index} of the programme does not fit what was before")]
pub struct Misfit {
    /// Number of the event, from 0.
    pub index: u32,
}

/// The memberships of one complainant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memberships {
    /// The declaration on file, if one was signed since the last exit.
    pub declaration: Option<Digest>,
    /// Each scope that was ever entered.
    pub scopes: BTreeMap<Scope, Membership>,
    /// Number of events folded.
    pub events: u32,
}

impl Memberships {
    /// The memberships that a whole log leads to.
    ///
    /// # Errors
    /// [`Misfit`] when no sequence of decisions could have made the log.
    pub fn fold(log: &[MembershipRecorded]) -> Result<Self, Misfit> {
        log.iter().try_fold(Self::default(), Self::evolve)
    }

    /// What `command` makes happen at `at` under `rules`; `None` when it is already so.
    ///
    /// # Errors
    /// [`Illegal`] when there is nothing to leave.
    pub fn decide(
        &self,
        command: &MembershipCommand,
        rules: &RuleSet,
        at: Timestamp,
    ) -> Result<Option<MembershipRecorded>, Illegal> {
        let event = match command {
            MembershipCommand::Declare { document } => (self.declaration != Some(*document))
                .then_some(MembershipEvent::Declared { document: *document }),
            MembershipCommand::Leave if self.scopes.values().any(is_in) => {
                Some(MembershipEvent::Left { again_from: months_after(at, rules.months_out_after_leaving) })
            }
            MembershipCommand::Leave if self.scopes.values().any(has_left) => None,
            MembershipCommand::Leave => return Err(Illegal::NoMember),
            MembershipCommand::Review(standing) => self.review(standing, rules, at),
        };
        Ok(event.map(|event| MembershipRecorded { at, rules: rules.name, event }))
    }

    fn review(&self, standing: &Standing, rules: &RuleSet, at: Timestamp) -> Option<MembershipEvent> {
        let Standing { scope, tally, .. } = *standing;
        if matches!(scope, Scope::Agent(_)) {
            return None;
        }
        match self.scopes.get(&scope) {
            Some(Membership::Out { again_from, .. }) if at < *again_from => None,
            None | Some(Membership::Out { .. }) => {
                let asked = match rules.entry {
                    Entry::Automatic => true,
                    Entry::Declaration => self.declaration.is_some(),
                };
                (standing.holds() && asked).then_some(MembershipEvent::Entered { scope, tally })
            }
            Some(member) => match rules.removal {
                Removal::AtOnce => review_at_once(member, standing, rules, at),
                Removal::Proved { probation_days, .. } => {
                    review_by_proof(member, standing, rules, days_after(at, probation_days), at)
                }
            },
        }
    }

    /// The memberships after `recorded`.
    ///
    /// # Errors
    /// [`Misfit`] when the event does not fit.
    pub fn evolve(mut self, recorded: &MembershipRecorded) -> Result<Self, Misfit> {
        let misfit = Misfit { index: self.events };
        let at = recorded.at;
        match recorded.event {
            MembershipEvent::Declared { document } => self.declaration = Some(document),
            MembershipEvent::Entered { scope, .. } => match self.scopes.get(&scope) {
                Some(
                    Membership::Member { .. } | Membership::Warned { .. } | Membership::Probation { .. },
                ) => return Err(misfit),
                Some(Membership::Out { again_from, .. }) if at < *again_from => return Err(misfit),
                None | Some(Membership::Out { .. }) => {
                    self.scopes.insert(scope, Membership::Member { since: at });
                }
            },
            MembershipEvent::Warned { scope, until, .. } => {
                let warned = match (self.scopes.get(&scope), until) {
                    (Some(Membership::Member { since } | Membership::Warned { since }), Some(until)) => {
                        Membership::Probation { since: *since, until }
                    }
                    (Some(Membership::Member { since }), None) => Membership::Warned { since: *since },
                    (
                        None
                        | Some(
                            Membership::Warned { .. } | Membership::Probation { .. } | Membership::Out { .. },
                        ),
                        _,
                    ) => return Err(misfit),
                };
                self.scopes.insert(scope, warned);
            }
            MembershipEvent::Recovered { scope, .. } => match self.scopes.get(&scope) {
                Some(Membership::Warned { since } | Membership::Probation { since, .. }) => {
                    let since = *since;
                    self.scopes.insert(scope, Membership::Member { since });
                }
                None | Some(Membership::Member { .. } | Membership::Out { .. }) => return Err(misfit),
            },
            MembershipEvent::Removed { scope, why, again_from, .. } => match self.scopes.get(&scope) {
                Some(
                    Membership::Member { .. } | Membership::Warned { .. } | Membership::Probation { .. },
                ) => {
                    self.scopes.insert(scope, Membership::Out { why, again_from });
                    // Who comes again signs again.
                    if scope == Scope::Overall {
                        self.declaration = None;
                    }
                }
                None | Some(Membership::Out { .. }) => return Err(misfit),
            },
            MembershipEvent::Left { again_from } => {
                if !self.scopes.values().any(is_in) {
                    return Err(misfit);
                }
                for membership in self.scopes.values_mut().filter(|it| is_in(it)) {
                    *membership = Membership::Out { why: Exit::Left, again_from };
                }
                self.declaration = None;
            }
        }
        self.events += 1;
        Ok(self)
    }

    /// Whether it is a member for `scope`, on probation or not.
    #[must_use]
    pub fn is_member(&self, scope: Scope) -> bool {
        self.scopes.get(&scope).is_some_and(is_in)
    }

    /// What its complaints of `claim` are spared under `rules`. Neither a warning nor probation takes anything away. Where reason
    /// codes have a standing of their own, both that and the account's are needed.
    #[must_use]
    pub fn benefits(&self, claim: Claim, rules: &RuleSet) -> Benefits {
        match self.seen(claim, rules) {
            StandingInput::Member | StandingInput::Probation => benefits_of(claim),
            StandingInput::None => Benefits::default(),
        }
    }

    /// What the rules of automatic decisions see of it for complaints of `claim`.
    #[must_use]
    pub fn seen(&self, claim: Claim, rules: &RuleSet) -> StandingInput {
        let scopes: &[Scope] = match rules.reach {
            Reach::Account => &[Scope::Overall],
            Reach::AccountAndClaims => &[Scope::Overall, Scope::Claim(claim)],
        };
        let memberships = || scopes.iter().map(|scope| self.scopes.get(scope));
        if !memberships().all(|it| it.is_some_and(is_in)) {
            StandingInput::None
        } else if memberships().flatten().any(|it| matches!(it, Membership::Probation { .. })) {
            StandingInput::Probation
        } else {
            StandingInput::Member
        }
    }

    /// The standings to be reviewed: those computed, and an empty one for each scope that was entered and of
    /// which nothing was filed in the window.
    #[must_use]
    pub fn to_review(&self, mut computed: Vec<Standing>, rules: &RuleSet, as_of: Timestamp) -> Vec<Standing> {
        for scope in self.scopes.keys() {
            let counts = *scope == Scope::Overall || rules.reach == Reach::AccountAndClaims;
            if counts && !computed.iter().any(|standing| standing.scope == *scope) {
                computed.push(nothing_for(*scope, rules, as_of));
            }
        }
        computed
    }
}

const fn is_in(membership: &Membership) -> bool {
    match membership {
        Membership::Member { .. } | Membership::Warned { .. } | Membership::Probation { .. } => true,
        Membership::Out { .. } => false,
    }
}

const fn has_left(membership: &Membership) -> bool {
    matches!(membership, Membership::Out { why: Exit::Left, .. })
}

/// Alibaba's rules knew no warning: below the threshold a member was out. Silence is no rate.
fn review_at_once(
    member: &Membership,
    standing: &Standing,
    rules: &RuleSet,
    at: Timestamp,
) -> Option<MembershipEvent> {
    let Standing { scope, tally, .. } = *standing;
    match member {
        Membership::Probation { .. } if standing.holds() => Some(MembershipEvent::Recovered { scope, tally }),
        Membership::Probation { until, .. } if at < *until => None,
        Membership::Probation { .. } => Some(removed(standing, rules, at)),
        _ => (!standing.holds() && standing.speaks_against()).then(|| removed(standing, rules, at)),
    }
}

/// Nobody goes whose rate is not proved to be bad. Who was warned recovers by what would let it enter, who is on probation
/// once its rates are right themselves: so that a rate near its threshold is not told again each day.
fn review_by_proof(
    member: &Membership,
    standing: &Standing,
    rules: &RuleSet,
    probation_until: Timestamp,
    at: Timestamp,
) -> Option<MembershipEvent> {
    let Standing { scope, tally, .. } = *standing;
    let bad = standing.is_proved_bad();
    let on_probation = || MembershipEvent::Warned { scope, tally, until: Some(probation_until) };
    match member {
        Membership::Member { .. } | Membership::Warned { .. } if bad => Some(on_probation()),
        Membership::Member { .. } => {
            standing.speaks_against().then_some(MembershipEvent::Warned { scope, tally, until: None })
        }
        Membership::Warned { .. } => standing.holds().then_some(MembershipEvent::Recovered { scope, tally }),
        Membership::Probation { until, .. } if bad => (*until <= at).then(|| removed(standing, rules, at)),
        Membership::Probation { .. } => {
            (!standing.speaks_against()).then_some(MembershipEvent::Recovered { scope, tally })
        }
        Membership::Out { .. } => None,
    }
}

fn removed(standing: &Standing, rules: &RuleSet, at: Timestamp) -> MembershipEvent {
    let (why, again_from) = if standing.speaks_against() {
        (Exit::Rates, months_after(at, rules.months_out_after_removal))
    } else {
        (Exit::TooFew, at)
    };
    MembershipEvent::Removed { scope: standing.scope, tally: standing.tally, why, again_from }
}
