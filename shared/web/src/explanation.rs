//! How a case was decided, told as prose to a reader of law: from the record of the case and the rule sets alone.
//!
//! Its texts stand in `explanations/<language>`, apart from those of the parties, so that functions carry and read
//! only the latter.

mod events;
mod findings;
mod judged;
mod teller;
mod why;

use std::collections::BTreeMap;

use case::{Case, CaseId, Digest, Event, Filing, Language, Record, Recorded, RightRef, State};
use jiff::Timestamp;
use policy::rules::RuleSet;

use crate::text::arg;
use crate::words;
use events::paragraphs_of;
use teller::{Teller, foreign};

/// What a case is explained from.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// The case.
    pub case: CaseId,
    /// Its log, verified.
    pub log: &'a [Recorded],
    /// The last digest of its hash chain.
    pub head: Digest,
    /// Every rule set that is known.
    pub sets: &'a [RuleSet],
    /// What stands beside the case.
    pub words: &'a Words,
}

/// As what a complainant may act under a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActsAs {
    /// As one whom the register names as its holder.
    Holder,
    /// As one of the people of the account that holds it.
    HoldersAccount,
    /// As one of the people of an agent, within its mandate.
    Agent,
}

/// The words that a case's record leaves to what stands beside it: empty where nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// As what the complainant could act under the right on the day of the complaint, by the register.
    pub acts_as: Option<ActsAs>,
    /// What the right protects, as the register has it now: the mark's words, the work's title.
    pub right: Option<String>,
    /// The titles of the listing that were judged, by the digests of the snapshots.
    pub titles: BTreeMap<Digest, String>,
}

/// How the case was decided, in prose: paragraphs apart by an empty line, without markup. It names no person. Empty when
/// the log is none of a case.
#[must_use]
pub fn explanation(language: Language, of: &Explained<'_>) -> String {
    let Some(filed) = of.log.first() else { return String::new() };
    let Some(mut case) = Case::open(of.case, filed) else { return String::new() };
    let teller = Teller::new(language, of.log);
    let reference = case.filing.reference;
    let mut told = vec![
        teller.tell("explain-title", &[("reference", arg(reference))]),
        teller.say("explain-intro"),
        teller.say("explain-part-complaint"),
        complaint(&teller, &case.filing, filed.at, of.words),
        teller.say("explain-part-decisions"),
    ];
    let (mut entries, mut last_at) = (0, None);
    for (index, recorded) in of.log.iter().enumerate().skip(1) {
        let paragraphs = paragraphs_of(&teller, &case, index, of);
        if !paragraphs.is_empty() {
            // What was recorded in one write is one entry.
            if last_at != Some(recorded.at) {
                entries += 1;
                let (number, at) = (("number", arg(entries)), ("at", arg(teller.time(recorded.at))));
                told.push(teller.tell("explain-step", &[number, at]));
            }
            last_at = Some(recorded.at);
            told.extend(paragraphs);
        }
        let Ok(next) = case.clone().evolve(recorded) else { break };
        case = next;
    }
    if case.decided_at.is_none() {
        told.push(teller.say("explain-undecided"));
    }
    told.extend([teller.say("explain-part-state"), state(&teller, &case), teller.say("explain-part-check")]);
    told.extend(check(&teller, of, reference.to_string()));
    told.join("\n\n")
}

/// One step in which rules decided, in prose: what they found, which rule decided and why, and what limits it.
#[must_use]
pub fn judgement(language: Language, filing: &Filing, record: &Record, sets: &[RuleSet]) -> String {
    judged::judged(&Teller::new(language, &[]), filing, record, sets, (None, None)).join("\n\n")
}

/// What was complained of, by whom, and by which law.
fn complaint(teller: &Teller<'_>, filing: &Filing, at: Timestamp, beside: &Words) -> String {
    let listing = &filing.listing;
    let key = format!("explain-filed-{}", filing.channel);
    let mut told = vec![
        teller.tell(
            &key,
            &[
                ("at", arg(teller.time(at))),
                ("listing", arg(foreign(listing.id.as_str()))),
                ("marketplace", arg(&listing.marketplace)),
            ],
        ),
        match filing.listings {
            0 | 1 => teller.say("explain-one-listing"),
            many => teller.tell("explain-many-listings", &[("count", arg(many))]),
        },
        findings::claim(teller, filing.claim),
        match &filing.right {
            Some(right) => right_named(teller, right),
            None => teller.say("explain-right-none"),
        },
    ];
    if let Some(protected) = &beside.right {
        told.push(teller.tell("explain-right-words", &[("words", arg(foreign(protected)))]));
    }
    if filing.refiling > 0 {
        told.push(teller.tell("explain-refiled", &[("count", arg(filing.refiling))]));
    }
    if let Some(priority_at) = filing.priority_at {
        told.push(teller.tell("explain-corrects", &[("at", arg(teller.time(priority_at)))]));
    }
    told.push(law(teller, filing));
    let territory = teller.territory(filing.territory);
    told.push(teller.tell("explain-territory", &[("territory", arg(territory))]));
    told.push(teller.tell("explain-document", &[("digest", arg(filing.document))]));
    teller.joined(&told)
}

fn law(teller: &Teller<'_>, filing: &Filing) -> String {
    let ground = words::legal_ground(teller.language, filing.claim, &policy::grounds(filing));
    teller.tell("explain-ground", &[("ground", arg(ground))])
}

/// A right by kind, office and number.
fn right_named(teller: &Teller<'_>, right: &RightRef) -> String {
    let kind = words::right_kind(teller.language, right.kind());
    if right.office() == "XX" {
        return teller.tell("explain-right-unnumbered", &[("kind", arg(kind))]);
    }
    let office = teller.office(right.office(), right.kind());
    teller.tell(
        "explain-right",
        &[("kind", arg(kind)), ("office", arg(office)), ("number", arg(right.number()))],
    )
}

fn state(teller: &Teller<'_>, case: &Case) -> String {
    let state = match &case.state {
        State::Closed(outcome) => words::labelled(
            teller.language,
            &words::state(teller.language, &case.state),
            &words::outcome(teller.language, *outcome),
        ),
        state => words::state(teller.language, state),
    };
    teller.tell("explain-state", &[("at", arg(teller.time(case.last_at))), ("state", arg(state))])
}

/// How a reader may check all this.
fn check(teller: &Teller<'_>, of: &Explained<'_>, reference: String) -> Vec<String> {
    let mut told = vec![teller.tell(
        "explain-chain",
        &[
            ("entries", arg(of.log.len())),
            ("head", arg(of.head)),
            ("reference", arg(reference)),
            ("case", arg(of.case)),
        ],
    )];
    let judged =
        |it: &Recorded| if let Event::Judged(record) = &it.event { Some(record.rules) } else { None };
    let mut numbers: Vec<u16> = of.log.iter().filter_map(judged).collect();
    numbers.sort_unstable();
    numbers.dedup();
    if !numbers.is_empty() {
        told.push(teller.say("explain-recompute"));
    }
    for number in numbers {
        let set = of.sets.iter().find(|set| set.number == number);
        told.push(match set {
            Some(set) => {
                let digest = Digest::of(contract::rules::write(set).as_bytes());
                teller.tell("explain-set", &[("set", arg(number)), ("digest", arg(digest))])
            }
            None => teller.tell("explain-set-missing", &[("set", arg(number))]),
        });
    }
    told
}
