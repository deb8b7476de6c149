//! What holds once nothing moves any more, whatever went wrong before.

use std::collections::{BTreeMap, BTreeSet};

use case::{
    Action, Case, CaseId, EffectId, Event, Letter, ListingRef, Order, OrderStep, Outcome, OwedLetter, Posted,
    Prior, Recipient, Stage, State,
};
use port::{EffectStatus, StoredCase};
use testkit::sample;
use testkit::world::{Fault, FaultKind, Inner, World};

use super::parties::PERSONAL;
use super::records;

/// What a run provoked, so that it is no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// So many failures in a row that messages were given up; the sweep brings their cases home.
    dead_letters: bool,
    /// How many processes died, or answers were lost, each of which may have a letter sent once more.
    doubles: usize,
    /// How often more than once an event may be posted: before each further try of its letter, or at any time.
    posts: usize,
    /// Whether it may be in doubt that a letter went out.
    doubts: bool,
}

impl Allowed {
    pub(crate) const NOTHING: Self = Self { dead_letters: false, doubles: 0, posts: 0, doubts: false };

    /// What `faults` may do to letters. A write that failed is tried again at once, so only three in a row can.
    pub(crate) fn after(faults: &[Fault]) -> Self {
        let failed = faults.iter().filter(|fault| fault.kind == FaultKind::Fails).count();
        Self {
            dead_letters: false,
            doubles: faults.len() - failed + failed / 3,
            posts: faults.len(),
            doubts: !faults.is_empty(),
        }
    }

    /// Events may be posted any number of times: their receiver knows them by their ids.
    pub(crate) const fn or_repeated_posts(self) -> Self {
        Self { posts: usize::MAX, ..self }
    }

    /// Messages may be given up as well.
    pub(crate) const fn or_dead_letters(self) -> Self {
        Self { dead_letters: true, ..self }
    }
}

/// Everything that is wrong.
pub(crate) fn findings(world: &World, allowed: Allowed) -> Vec<String> {
    let inner = world.look();
    let mut findings = Vec::new();
    for stored in inner.cases.values() {
        log_adds_up(stored, &mut findings);
        nothing_is_owed(&inner, stored, &mut findings);
        what_was_judged_is_kept(&inner, stored, &mut findings);
        if !allowed.doubts {
            nothing_is_in_doubt(stored, &mut findings);
        }
    }
    orders_rest_on_decisions(&inner, &mut findings);
    listings_agree_with_cases(&inner, &mut findings);
    letters_went_out(&inner, allowed.doubles, &mut findings);
    records::check(&inner, (allowed.doubles, allowed.posts), &mut findings);
    for fan_out in inner.fan_outs.values().filter(|fan_out| fan_out.done != fan_out.listings) {
        findings.push(format!("{} of {} listings became cases", fan_out.done, fan_out.listings));
    }
    if !allowed.dead_letters {
        findings.extend(
            inner.dead.iter().map(|(queue, waiting)| format!("dead in {}: {waiting:?}", queue.name())),
        );
    }
    findings.extend(inner.rejects.iter().map(|reject| format!("rejected: {reject:?}")));
    for personal in PERSONAL {
        let told = inner.journal.iter().filter(|line| line.contains(personal));
        findings.extend(told.map(|line| format!("{personal:?} in the journal: {line}")));
    }
    findings
}

/// The stored case is the fold of its events, each no earlier than the one before, and their hash chain leads to its head.
fn log_adds_up(stored: &StoredCase, findings: &mut Vec<String>) {
    let id = stored.case.id;
    match Case::fold(id, &stored.log) {
        Ok(case) if case == stored.case => {}
        Ok(case) => {
            findings.push(format!("case {id} is stored as {:?}, its log folds to {case:?}", stored.case))
        }
        Err(error) => findings.push(format!("the log of case {id} does not fold: {error}")),
    }
    if !stored.log.is_sorted_by_key(|recorded| recorded.at) {
        findings.push(format!("time runs backwards in case {id}"));
    }
    if let Err(error) = case::verify(id, stored.lines.iter().map(String::as_bytes), stored.head) {
        findings.push(format!("case {id}: {error}"));
    }
}

/// What every record names is there, whenever a step died; and a listing that was seen is named.
fn what_was_judged_is_kept(inner: &Inner, stored: &StoredCase, findings: &mut Vec<String>) {
    for recorded in &stored.log {
        let Event::Judged(record) = &recorded.event else { continue };
        let is_kept = match record.snapshot {
            Some(digest) => inner.snapshots.contains_key(&(stored.case.id, digest)),
            None => record.version.is_none(),
        };
        if !is_kept {
            findings.push(format!("{}: what was judged is not kept: {record:?}", stored.case.id));
        }
    }
}

/// No step has anything left to do, and no due time is later than the true one.
fn nothing_is_owed(inner: &Inner, stored: &StoredCase, findings: &mut Vec<String>) {
    let case = &stored.case;
    if !case.owed().is_empty() {
        findings.push(format!("case {} is {} and owes {:?}", case.id, case.state.code(), case.owed()));
    }
    let due = policy::next_due(case, stored.swept);
    if due.is_some_and(|due| stored.due.is_none_or(|indexed| indexed > due)) {
        findings.push(format!("case {} is due {due:?} and indexed {:?}", case.id, stored.due));
    }
    if stored.log.iter().any(|recorded| recorded.at > inner.now) {
        findings.push(format!("case {} tells of the future", case.id));
    }
}

/// No letter is told to have gone out before.
fn nothing_is_in_doubt(stored: &StoredCase, findings: &mut Vec<String>) {
    for recorded in &stored.log {
        if let Event::LetterSent(owed, Posted { again: true, .. }) = &recorded.event {
            findings.push(format!("case {}: {} perhaps went out before", stored.case.id, owed.letter));
        }
    }
}

/// An order that the log of a case stands for.
struct Mandate<'a> {
    listing: &'a ListingRef,
    action: Action,
    /// The decision that it rests on stands before it in the log.
    decided: bool,
    /// What the log says of its outcome.
    told: Option<&'a OrderStep>,
}

fn mandates(inner: &Inner) -> BTreeMap<EffectId, Mandate<'_>> {
    let mut mandates: BTreeMap<EffectId, Mandate<'_>> = BTreeMap::new();
    for (id, stored) in &inner.cases {
        let listing = &stored.case.filing.listing;
        let (mut accepted, mut to_restore, mut under_way) = (false, false, None);
        for (number, recorded) in (0..).zip(&stored.log) {
            let (action, decided) = match &recorded.event {
                Event::Accepted { .. } => {
                    accepted = true;
                    continue;
                }
                Event::RestoreDecided { .. } | Event::Corrected { .. } | Event::Withdrawn => {
                    to_restore = true;
                    continue;
                }
                Event::AppealDecided { reversed: true, .. } => {
                    (accepted, to_restore) = (true, true);
                    continue;
                }
                Event::Order { action, step: OrderStep::Requested } => {
                    (*action, if action.is_restore() { to_restore } else { accepted })
                }
                Event::Order {
                    step: told @ (OrderStep::Done { .. } | OrderStep::Refused { .. }), ..
                } => {
                    if let Some(mandate) = under_way.take().and_then(|effect| mandates.get_mut(&effect)) {
                        mandate.told = Some(told);
                    }
                    continue;
                }
                _ => continue,
            };
            let effect = EffectId::derive(*id, number, "order");
            under_way = Some(effect);
            mandates.insert(effect, Mandate { listing, action, decided, told: None });
        }
    }
    mandates
}

/// The marketplace was asked only for what a log stands for, did each at most once, and what the log tells
/// of an order is what the marketplace knows of it.
fn orders_rest_on_decisions(inner: &Inner, findings: &mut Vec<String>) {
    let mandates = mandates(inner);
    for (effect, order) in &inner.orders {
        if order.done > 1 + order.forgotten {
            findings.push(format!("order {effect} was done {} times", order.done));
        }
        match mandates.get(effect) {
            None => findings.push(format!("order {effect} on {} stands in no log", order.listing)),
            Some(mandate) => {
                if !mandate.decided {
                    findings.push(format!("order {effect} rests on no decision"));
                }
                if *mandate.listing != order.listing || mandate.action != order.order.action {
                    findings.push(format!("order {effect} is not the one that its case stands for"));
                }
            }
        }
    }
    for (effect, mandate) in &mandates {
        let known = inner.orders.get(effect).map(|order| &order.status);
        let agrees = match (mandate.told, known) {
            (Some(OrderStep::Done { reference }), Some(EffectStatus::Done(known))) => reference == known,
            (Some(OrderStep::Refused { .. }), Some(EffectStatus::Refused(_))) => true,
            (told, _) => told.is_none() && known.is_none(),
        };
        if !agrees {
            findings
                .push(format!("order {effect}: the log says {:?}, the marketplace {known:?}", mandate.told));
        }
    }
}

/// Whether a case in this state keeps its listing hidden; `None` where that says nothing.
const fn hides(state: &State) -> Option<bool> {
    match state {
        State::InForce { .. }
        | State::CounterNoticed { .. }
        | State::AwaitingAnswer { .. }
        | State::Upheld { .. }
        | State::HeldForCourt { .. }
        | State::Ordered {
            order: Order { action: Action::Restore(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
            ..
        }
        | State::Appealed { prior: Prior::InForce(_) | Prior::Upheld(_) | Prior::HeldForCourt(..), .. }
        | State::Closed(Outcome::TakenDown | Outcome::NotRestored) => Some(true),
        State::Filed
        | State::Incomplete { .. }
        | State::AtDesk { .. }
        | State::Ordered {
            order: Order { action: Action::Apply(_), stage: Stage::Due { .. } | Stage::Refused { .. } },
            ..
        }
        | State::Declined { .. }
        | State::Withdrawn
        | State::Restored { .. }
        | State::Appealed { prior: Prior::Declined(_) | Prior::Restored(..), .. }
        | State::Closed(Outcome::Declined | Outcome::Restored) => Some(false),
        State::Ordered { order: Order { stage: Stage::Requested(_) | Stage::Unknown(_), .. }, .. }
        | State::Closed(Outcome::NotEnforced) => None,
    }
}

fn listings_agree_with_cases(inner: &Inner, findings: &mut Vec<String>) {
    for (name, listing) in &inner.listings {
        let about = inner.cases.values().filter(|stored| stored.case.filing.listing.to_string() == *name);
        let says: BTreeMap<&str, Option<bool>> =
            about.map(|stored| (stored.case.state.code(), hides(&stored.case.state))).collect();
        if says.values().any(Option::is_none) {
            continue;
        }
        let hidden = says.values().any(|hides| *hides == Some(true));
        if listing.view.visible == hidden {
            let seen = if hidden { "visible" } else { "hidden" };
            findings.push(format!("listing {name} is {seen}, its cases are {:?}", says.keys()));
        }
    }
}

/// A mail as its receiver's system files it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Received {
    to: String,
    id: String,
    about: BTreeSet<CaseId>,
}

impl Received {
    pub(super) fn read(to: &str, mime: &[u8]) -> Self {
        let mime = String::from_utf8_lossy(mime);
        let head = mime.split("\r\n\r\n").next().unwrap().replace("\r\n\t", " ").replace("\r\n ", " ");
        let header = |name: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.unwrap_or_default().to_owned()
        };
        let references = header("References");
        let ids = references.split(['<', '>', '@', ' ']).filter_map(|id| id.parse().ok());
        Self { to: to.to_owned(), id: header("Message-ID"), about: ids.collect() }
    }

    /// What its Message-ID says where it is about no case, after the word `kind`.
    pub(super) fn names_other(&self, kind: &str) -> Option<&str> {
        self.id.trim_matches(['<', '>']).split('@').next()?.strip_prefix(kind)?.strip_prefix('.')
    }

    /// The first case and the effect that the Message-ID names.
    fn names(&self) -> Option<(EffectId, CaseId)> {
        let (effect, case) = self.id.trim_matches(['<', '>']).split('@').next()?.split_once('.')?;
        Some((effect.parse().ok()?, case.parse().ok()?))
    }
}

/// Every letter that a case ever owed, in order.
pub(super) fn owed_by(stored: &StoredCase) -> Vec<OwedLetter> {
    let mut owed = Vec::new();
    for length in 1..=stored.log.len() {
        if let Ok(case) = Case::fold(stored.case.id, &stored.log[..length]) {
            owed.extend(case.letters.iter().filter(|letter| letter.of as usize + 1 == length));
        }
    }
    owed
}

/// Every owed letter was sent to its party, once, or at most `doubles` times more.
fn letters_went_out(inner: &Inner, doubles: usize, findings: &mut Vec<String>) {
    let mails: Vec<Received> = inner.sent.iter().map(|mail| Received::read(&mail.to, &mail.mime)).collect();
    let mut letter_of: BTreeMap<(EffectId, CaseId), Letter> = BTreeMap::new();
    for (id, stored) in &inner.cases {
        letter_of.extend(owed_by(stored).into_iter().map(|owed| ((owed.effect_id(*id), *id), owed.letter)));
    }
    let is_known = |mail: &&Received| {
        let is_other = ["confirm", "renewal"].iter().any(|kind| mail.names_other(kind).is_some());
        is_other || mail.names().is_some_and(|names| letter_of.contains_key(&names))
    };
    for mail in mails.iter().filter(|mail| !is_known(mail)) {
        findings.push(format!("a letter that nobody is owed: {mail:?}"));
    }
    for (id, stored) in &inner.cases {
        let owed = owed_by(stored);
        for letter in owed.iter().map(|owed| owed.letter).collect::<BTreeSet<_>>() {
            let to = match letter.recipient() {
                Recipient::Complainant => sample::HOLDER,
                Recipient::Seller => sample::SELLER,
            };
            let is_it = |mail: &&Received| {
                mail.to == to
                    && mail.about.contains(id)
                    && mail.names().is_some_and(|names| letter_of.get(&names) == Some(&letter))
            };
            let sent = mails.iter().filter(is_it).count();
            if sent == 0 {
                findings.push(format!("case {id}: {letter} was never sent"));
            }
            let times = owed.iter().filter(|owed| owed.letter == letter).count();
            if sent > times + doubles {
                findings
                    .push(format!("case {id}: {letter} went out {sent} times and was owed {times} times"));
            }
        }
        let reviewed = |letter: &OwedLetter| {
            let is_it = |event: &Event| matches!(event, Event::LetterReviewed { owed, send: true, .. } if owed == letter);
            stored.log.iter().any(|recorded| is_it(&recorded.event))
        };
        for recorded in &stored.log {
            if matches!(&recorded.event, Event::LetterWithheld(owed, _) if !reviewed(owed)) {
                findings.push(format!("case {id}: {:?}", recorded.event));
            }
        }
    }
}
