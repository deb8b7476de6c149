//! What follows from misuse: noticed, warned, suspended, appealed. The record of a subject is the fold of its
//! events, and it does not know on which side the subject is: both are treated alike by construction.
//!
//! Regulation (EU) 2022/2065 Art. 23(1), (2): for a reasonable time, and after a prior warning. Art. 20(1),
//! (6): against it there is an appeal, decided by a person.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use case::{Decider, Digest, MisuseInput, ReviewerId};
use jiff::Timestamp;
use policy::misuse::MisuseRules;

use crate::misuse::{MisuseFinding, Pattern};
use crate::window::{days_after, months_after};

pub use words::{
    Improper, MisuseCommand, MisuseEvent, MisuseMisfit, MisuseRecorded, Suspension, SuspensionAppeal, Warning,
};

/// The record of one subject.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MisuseRecord {
    /// Each pattern as last noticed, and when.
    pub noticed: BTreeMap<Pattern, (Timestamp, MisuseFinding)>,
    /// Warnings, oldest first.
    pub warnings: Vec<Warning>,
    /// Suspensions, oldest first.
    pub suspensions: Vec<Suspension>,
    /// Everybody who has decided anything here.
    pub deciders: BTreeSet<ReviewerId>,
    /// Number of events folded.
    pub events: u32,
}

impl MisuseRecord {
    /// The record that a whole log leads to.
    ///
    /// # Errors
    /// [`MisuseMisfit`] when no sequence of decisions could have made the log.
    pub fn fold(log: &[MisuseRecorded]) -> Result<Self, MisuseMisfit> {
        log.iter().try_fold(Self::default(), Self::evolve)
    }

    /// The suspension in force at `at`, if any.
    #[must_use]
    pub fn suspended_at(&self, at: Timestamp) -> Option<&Suspension> {
        self.suspensions.iter().find(|it| it.from <= at && at < it.ends())
    }

    /// What the rules of automatic decisions see of it at `at`.
    #[must_use]
    pub fn seen(&self, rules: &MisuseRules, at: Timestamp) -> MisuseInput {
        if self.suspended_at(at).is_some() {
            MisuseInput::Suspended
        } else if Pattern::ALL.iter().any(|pattern| self.warning(*pattern, rules, at).is_some()) {
            MisuseInput::Warned
        } else {
            MisuseInput::Clear
        }
    }

    /// The last warning of `pattern` that still holds at `at`.
    #[must_use]
    pub fn warning(&self, pattern: Pattern, rules: &MisuseRules, at: Timestamp) -> Option<&Warning> {
        let last = self.warnings.iter().rev().find(|warning| warning.finding.pattern == pattern)?;
        (at <= months_after(last.at, rules.months_after_warning)).then_some(last)
    }

    /// From when on acts of `pattern` count as done in spite of a warning: since that warning, or the last
    /// suspension for it. `None` when no warning holds.
    #[must_use]
    pub fn counted_from(&self, pattern: Pattern, rules: &MisuseRules, at: Timestamp) -> Option<Timestamp> {
        let warned = self.warning(pattern, rules, at)?.at;
        Some(self.last_suspension(pattern).map_or(warned, |it| it.from.max(warned)))
    }

    fn last_suspension(&self, pattern: Pattern) -> Option<&Suspension> {
        self.suspensions.iter().rev().find(|it| it.finding.pattern == pattern)
    }

    /// Patterns that were noticed and are not answered yet: by a warning, or since that by a suspension.
    pub fn unanswered(&self) -> impl Iterator<Item = &MisuseFinding> {
        self.noticed.values().map(|(_, finding)| finding).filter(|finding| {
            let warned = self.warnings.iter().rev().find(|it| it.finding.pattern == finding.pattern);
            let answered = self.last_suspension(finding.pattern).map(|it| it.from);
            let answered = answered.max(warned.map(|it| it.at));
            answered.is_none_or(|answered| finding.first > answered)
        })
    }

    /// Whether a person must look: at an appeal, or at a pattern that nobody has answered.
    #[must_use]
    pub fn needs_reviewer(&self) -> bool {
        self.appeal_is_open() || self.unanswered().next().is_some()
    }

    /// How long a suspension from `at` would last, in days.
    #[must_use]
    pub fn days_of_next(&self, rules: &MisuseRules, at: Timestamp) -> u16 {
        let remembered = |it: &&Suspension| at <= months_after(it.ends(), rules.months_remembered);
        let step = self.suspensions.iter().filter(|it| !it.was_lifted()).filter(remembered).count();
        rules.ladder.get(step).or(rules.ladder.last()).copied().unwrap_or(0)
    }

    /// What `command`, asked by `by` at `at`, makes happen; `None` when it is already so. Who appeals is the
    /// subject itself, whatever `by` says.
    ///
    /// # Errors
    /// [`Improper`] when that may not be, or not now.
    pub fn decide(
        &self,
        by: &Decider,
        command: &MisuseCommand,
        rules: &MisuseRules,
        at: Timestamp,
    ) -> Result<Option<MisuseRecorded>, Improper> {
        let event = match command {
            MisuseCommand::Notice(finding) => {
                self.is_news(finding, rules, at).then_some(MisuseEvent::Noticed(*finding))
            }
            MisuseCommand::Warn(pattern) => {
                permit(by, rules.machine_warns)?;
                if self.warning(*pattern, rules, at).is_some() {
                    return Ok(None);
                }
                let (_, finding) = self.noticed.get(pattern).ok_or(Improper::NotNoticed)?;
                let stale = self.warnings.iter().any(|it| it.finding == *finding);
                if stale {
                    return Err(Improper::NotNoticed);
                }
                Some(MisuseEvent::Warned { finding: *finding, by: by.clone() })
            }
            MisuseCommand::Suspend(pattern) => {
                permit(by, rules.machine_suspends)?;
                Some(self.suspend(*pattern, by, rules, at)?)
            }
            MisuseCommand::Appeal { document } => self.appeal(*document, rules, at)?,
            MisuseCommand::DecideAppeal { lift } => Some(self.decide_appeal(by, *lift)?),
        };
        Ok(event.map(|event| MisuseRecorded { at, event }))
    }

    /// Whether a finding says more than what was noticed already. Else the record would grow each day.
    fn is_news(&self, finding: &MisuseFinding, rules: &MisuseRules, at: Timestamp) -> bool {
        let Some((noticed_at, known)) = self.noticed.get(&finding.pattern) else { return true };
        let decided_since =
            self.counted_from(finding.pattern, rules, at).is_some_and(|from| known.first <= from);
        let forgotten = months_after(*noticed_at, rules.window_months) < at;
        decided_since || forgotten || finding.figures.hits > known.figures.hits
    }

    fn suspend(
        &self,
        pattern: Pattern,
        by: &Decider,
        rules: &MisuseRules,
        at: Timestamp,
    ) -> Result<MisuseEvent, Improper> {
        if self.suspended_at(at).is_some() {
            return Err(Improper::SuspendedAlready);
        }
        if self.appeal_is_open() {
            return Err(Improper::AppealOpen);
        }
        let warning = self.warning(pattern, rules, at).ok_or(Improper::NoWarning)?;
        if at < days_after(warning.at, rules.days_after_warning) {
            return Err(Improper::TooSoon);
        }
        let from = self.counted_from(pattern, rules, at).ok_or(Improper::NoWarning)?;
        let (_, finding) = self.noticed.get(&pattern).ok_or(Improper::NotNoticed)?;
        if finding.first <= from {
            return Err(Improper::NotNoticed);
        }
        let until = days_after(at, self.days_of_next(rules, at));
        Ok(MisuseEvent::Suspended { finding: *finding, until, by: by.clone() })
    }

    fn appeal_is_open(&self) -> bool {
        let last = self.suspensions.last().map(|it| &it.appeal);
        matches!(last, Some(Some(SuspensionAppeal::Open { .. })))
    }

    fn appeal(
        &self,
        document: Digest,
        rules: &MisuseRules,
        at: Timestamp,
    ) -> Result<Option<MisuseEvent>, Improper> {
        let last = self.suspensions.last().ok_or(Improper::NothingToAppeal)?;
        match &last.appeal {
            Some(SuspensionAppeal::Open { document: there }) if *there == document => Ok(None),
            None if at <= months_after(last.from, rules.months_to_appeal) => {
                Ok(Some(MisuseEvent::Appealed { document }))
            }
            None | Some(SuspensionAppeal::Open { .. } | SuspensionAppeal::Decided { .. }) => {
                Err(Improper::NothingToAppeal)
            }
        }
    }

    fn decide_appeal(&self, by: &Decider, lifted: bool) -> Result<MisuseEvent, Improper> {
        let Decider::Reviewer(reviewer) = by else { return Err(Improper::NeedsReviewer) };
        if !self.appeal_is_open() {
            Err(Improper::NoAppeal)
        } else if self.deciders.contains(reviewer) {
            Err(Improper::DecidedBefore)
        } else {
            Ok(MisuseEvent::AppealDecided { by: reviewer.clone(), lifted })
        }
    }

    /// The record after `recorded`.
    ///
    /// # Errors
    /// [`MisuseMisfit`] when the event does not fit: a suspension without a prior warning, above all.
    pub fn evolve(mut self, recorded: &MisuseRecorded) -> Result<Self, MisuseMisfit> {
        let misfit = MisuseMisfit { index: self.events };
        let at = recorded.at;
        match &recorded.event {
            MisuseEvent::Noticed(finding) => _ = self.noticed.insert(finding.pattern, (at, *finding)),
            MisuseEvent::Warned { finding, by } => {
                self.decided_by(by);
                self.warnings.push(Warning { finding: *finding, at, by: by.clone() });
            }
            MisuseEvent::Suspended { finding, until, by } => {
                let warned = self
                    .warnings
                    .iter()
                    .any(|it| it.finding.pattern == finding.pattern && it.at < finding.first && it.at < at);
                if !warned || *until < at || self.suspended_at(at).is_some() || self.appeal_is_open() {
                    return Err(misfit);
                }
                self.decided_by(by);
                self.suspensions.push(Suspension {
                    finding: *finding,
                    from: at,
                    until: *until,
                    by: by.clone(),
                    appeal: None,
                });
            }
            MisuseEvent::Appealed { document } => match self.suspensions.last_mut() {
                Some(last) if last.appeal.is_none() => {
                    last.appeal = Some(SuspensionAppeal::Open { document: *document });
                }
                None | Some(_) => return Err(misfit),
            },
            MisuseEvent::AppealDecided { by, lifted } => {
                if self.deciders.contains(by) {
                    return Err(misfit);
                }
                match self.suspensions.last_mut().map(|last| &mut last.appeal) {
                    Some(appeal @ Some(SuspensionAppeal::Open { .. })) => {
                        *appeal = Some(SuspensionAppeal::Decided { by: by.clone(), at, lifted: *lifted });
                    }
                    None | Some(None | Some(SuspensionAppeal::Decided { .. })) => return Err(misfit),
                }
                self.deciders.insert(by.clone());
            }
        }
        self.events += 1;
        Ok(self)
    }

    fn decided_by(&mut self, by: &Decider) {
        if let Decider::Reviewer(reviewer) = by {
            self.deciders.insert(reviewer.clone());
        }
    }
}

fn permit(by: &Decider, machine_may: bool) -> Result<(), Improper> {
    match by {
        Decider::Reviewer(_) => Ok(()),
        Decider::Machine if machine_may => Ok(()),
        Decider::Machine => Err(Improper::NeedsReviewer),
    }
}
