//! What follows for the record of a party.

use case::Decider;
use jiff::Timestamp;
use policy::misuse::MISUSE;
use policy::programme::RuleSet;
use port::{BadRecord, PartyRecord};
use programme::{MembershipCommand, MisuseCommand, MisuseFinding, Participant, Snapshot, Standing};

use super::count::Counted;

/// Whether something is on record that happened after `as_of`. A log is in the order of time: what was recorded since
/// waits for the next day.
pub(super) fn is_later_than(record: &PartyRecord, as_of: Timestamp) -> bool {
    let computed = record.standing.as_ref().map(|it| it.as_of);
    computed.max(record.last_at()).is_some_and(|last| last > as_of)
}

/// What `record` comes to; `None` when it stays as it is.
pub(super) fn reviewed(
    record: &PartyRecord,
    counted: &Counted,
    rules: &RuleSet,
    as_of: Timestamp,
) -> Result<Option<PartyRecord>, BadRecord> {
    let mut next = record.clone();
    if let Participant::Complainant(_) = record.subject {
        review_memberships(&mut next, counted.standings.clone(), rules, as_of)?;
    }
    for finding in &counted.findings {
        answer(&mut next, *finding, as_of)?;
    }
    Ok((next != *record).then_some(next))
}

fn review_memberships(
    next: &mut PartyRecord,
    standings: Vec<Standing>,
    rules: &RuleSet,
    as_of: Timestamp,
) -> Result<(), BadRecord> {
    let standings = next.memberships.to_review(standings, rules, as_of);
    for standing in &standings {
        // A review is never refused.
        if let Ok(Some(recorded)) =
            next.memberships.decide(&MembershipCommand::Review(*standing), rules, as_of)
        {
            next.happened(recorded)?;
        }
    }
    let snapshot = Snapshot::of(&standings, rules.name, as_of);
    let same = match &next.standing {
        Some(known) => known.rules == snapshot.rules && known.tallies == snapshot.tallies,
        None => snapshot.is_empty(),
    };
    if !same {
        next.standing = Some(snapshot);
    }
    Ok(())
}

/// What rules answer to a pattern of misuse.
fn answer(next: &mut PartyRecord, finding: MisuseFinding, as_of: Timestamp) -> Result<(), BadRecord> {
    let pattern = finding.pattern;
    let commands =
        [MisuseCommand::Notice(finding), MisuseCommand::Warn(pattern), MisuseCommand::Suspend(pattern)];
    for command in commands {
        // What the rules leave to people, or for which it is too early, is not done.
        if let Ok(Some(recorded)) = next.misuse.decide(&Decider::Machine, &command, &MISUSE, as_of) {
            next.record_misuse(recorded)?;
        }
    }
    Ok(())
}
