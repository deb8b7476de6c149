//! What follows from misuse: noticed, warned, suspended, appealed. The record of a subject is the fold of its
//! events, and it does not know on which side the subject is: both are treated alike by construction.
//!
//! A warning holds, and a suspension runs, from when its subject was told of it. What it could not be told of for
//! some days lapses.
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
    Improper, MisuseCommand, MisuseEvent, MisuseMisfit, MisuseRecorded, Suspension, SuspensionAppeal, Untold,
    Warning,
};

/// Until when a warning holds of which its subject was told at `told`.
#[must_use]
pub fn warning_ends(rules: &MisuseRules, told: Timestamp) -> Timestamp {
    months_after(told, rules.months_after_warning)
}

/// Until when a suspension can be appealed of which its subject was told at `told`.
#[must_use]
pub fn appeal_ends(rules: &MisuseRules, told: Timestamp) -> Timestamp {
    months_after(told, rules.months_to_appeal)
}

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
        self.suspensions.iter().find(|it| it.told.is_some_and(|told| told <= at) && at < it.ends())
    }

    /// What the rules of automatic decisions see of it at `at`.
    #[must_use]
    pub fn seen(&self, rules: &MisuseRules, at: Timestamp) -> MisuseInput {
        if self.suspended_at(at).is_some() {
            MisuseInput::Suspended
        } else if Pattern::ALL.iter().any(|pattern| self.warned(*pattern, rules, at).is_some()) {
            MisuseInput::Warned
        } else {
            MisuseInput::Clear
        }
    }

    /// From when on the last warning of `pattern` that still holds at `at` does so.
    #[must_use]
    pub fn warned(&self, pattern: Pattern, rules: &MisuseRules, at: Timestamp) -> Option<Timestamp> {
        let told = self.warnings.iter().filter(|it| it.finding.pattern == pattern).filter_map(|it| it.told);
        told.max().filter(|told| *told <= at && at <= warning_ends(rules, *told))
    }

    /// The warnings and suspensions of which the subject is to be told at `at`.
    pub fn untold(&self, rules: &MisuseRules, at: Timestamp) -> impl Iterator<Item = Untold<'_>> {
        let days = rules.days_to_tell;
        self.all_untold().filter(move |it| at <= days_after(it.at(), days))
    }

    /// Of these the ones whose letters should be out by now: a person has to see to them.
    pub fn overdue(&self, rules: &MisuseRules, at: Timestamp) -> impl Iterator<Item = Untold<'_>> {
        let days = rules.days_for_letter;
        self.untold(rules, at).filter(move |it| at > days_after(it.at(), days))
    }

    fn all_untold(&self) -> impl Iterator<Item = Untold<'_>> {
        let warnings = self.warnings.iter().filter(|it| it.told.is_none()).map(Untold::Warning);
        let suspensions = self.suspensions.iter().filter(|it| it.told.is_none() && !it.was_lifted());
        warnings.chain(suspensions.map(Untold::Suspension))
    }

    /// Whether there is something of which the subject was never told, lapsed or not.
    #[must_use]
    pub fn has_untold(&self) -> bool {
        self.all_untold().next().is_some()
    }

    fn is_untold(&self, pattern: Pattern, rules: &MisuseRules, at: Timestamp) -> bool {
        let of_pattern = |it: Untold<'_>| matches!(it, Untold::Warning(it) if it.finding.pattern == pattern);
        self.untold(rules, at).any(of_pattern)
    }

    /// From when on acts of `pattern` count as done in spite of a warning: since that warning, or the last
    /// suspension for it. `None` when no warning holds.
    #[must_use]
    pub fn counted_from(&self, pattern: Pattern, rules: &MisuseRules, at: Timestamp) -> Option<Timestamp> {
        let warned = self.warned(pattern, rules, at)?;
        let suspended = self.last_suspension(pattern).and_then(|it| it.told);
        Some(suspended.map_or(warned, |it| it.max(warned)))
    }

    fn last_suspension(&self, pattern: Pattern) -> Option<&Suspension> {
        self.suspensions.iter().rev().find(|it| it.finding.pattern == pattern)
    }

    /// Patterns that were noticed and are not answered yet: by a warning, or since that by a suspension.
    pub fn unanswered(&self) -> impl Iterator<Item = &MisuseFinding> {
        self.noticed.values().map(|(_, finding)| finding).filter(|finding| {
            let warned = self.warnings.iter().rev().find(|it| it.finding.pattern == finding.pattern);
            let answered = self.last_suspension(finding.pattern).map(|it| it.at);
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
        let ran = |it: &&Suspension| it.told.is_some() && !it.was_lifted();
        let step = self.suspensions.iter().filter(ran).filter(remembered).count();
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
                if self.warned(*pattern, rules, at).is_some() || self.is_untold(*pattern, rules, at) {
                    return Ok(None);
                }
                let (_, finding) = self.noticed.get(pattern).ok_or(Improper::NotNoticed)?;
                // One that lapsed is given again.
                let stale = self.warnings.iter().any(|it| it.finding == *finding && it.told.is_some());
                if stale {
                    return Err(Improper::NotNoticed);
                }
                Some(MisuseEvent::Warned { finding: *finding, by: by.clone() })
            }
            MisuseCommand::Suspend(pattern) => {
                permit(by, rules.machine_suspends)?;
                Some(self.suspend(*pattern, by, rules, at)?)
            }
            MisuseCommand::Tell { of } => self.tell(*of, by, rules, at)?,
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
        let pending = self.untold(rules, at).any(|it| matches!(it, Untold::Suspension(_)));
        if pending || self.suspended_at(at).is_some() {
            return Err(Improper::SuspendedAlready);
        }
        if self.appeal_is_open() {
            return Err(Improper::AppealOpen);
        }
        let untold = self.is_untold(pattern, rules, at);
        let none = if untold { Improper::NotTold } else { Improper::NoWarning };
        let warned = self.warned(pattern, rules, at).ok_or(none)?;
        if at < days_after(warned, rules.days_after_warning) {
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

    fn tell(
        &self,
        of: u32,
        by: &Decider,
        rules: &MisuseRules,
        at: Timestamp,
    ) -> Result<Option<MisuseEvent>, Improper> {
        let told = self.warnings.iter().any(|it| it.event == of && it.told.is_some())
            || self.suspensions.iter().any(|it| it.event == of && it.told.is_some());
        if told {
            return Ok(None);
        }
        let untold = self.untold(rules, at).any(|it| it.event() == of);
        let told = MisuseEvent::Told { of, by: by.clone() };
        untold.then_some(Some(told)).ok_or(Improper::NothingToTell)
    }

    /// Whether an appeal waits to be decided.
    #[must_use]
    pub fn appeal_is_open(&self) -> bool {
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
            // Art. 20(2): from when the subject was informed.
            None if at <= appeal_ends(rules, last.told.unwrap_or(last.at)) => {
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
        let event = self.events;
        let misfit = MisuseMisfit { index: event };
        let at = recorded.at;
        match &recorded.event {
            MisuseEvent::Noticed(finding) => _ = self.noticed.insert(finding.pattern, (at, *finding)),
            MisuseEvent::Warned { finding, by } => {
                self.decided_by(by);
                self.warnings.push(Warning { event, finding: *finding, at, by: by.clone(), told: None });
            }
            MisuseEvent::Suspended { finding, until, by } => {
                // Logs from before letters were recorded tell of no letter.
                let since = |it: &Warning| it.told.unwrap_or(it.at);
                let before = |it: &Warning| since(it) < finding.first && since(it) < at;
                let warned =
                    self.warnings.iter().any(|it| it.finding.pattern == finding.pattern && before(it));
                if !warned || *until < at || self.suspended_at(at).is_some() || self.appeal_is_open() {
                    return Err(misfit);
                }
                self.decided_by(by);
                self.suspensions.push(Suspension {
                    event,
                    finding: *finding,
                    at,
                    until: *until,
                    by: by.clone(),
                    told: None,
                    appeal: None,
                });
            }
            MisuseEvent::Told { of, .. } => self.told(*of, at).ok_or(misfit)?,
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

    /// Notes that the subject was told of event `of`; `None` when that is nothing to be told of, or was told before.
    fn told(&mut self, of: u32, at: Timestamp) -> Option<()> {
        let warning = self.warnings.iter_mut().find(|it| it.event == of && it.told.is_none());
        if let Some(warning) = warning {
            warning.told = Some(at);
            return Some(());
        }
        let suspension = self.suspensions.iter_mut().find(|it| it.event == of && it.told.is_none())?;
        suspension.until = suspension.ends_if_told(at);
        suspension.told = Some(at);
        Some(())
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
