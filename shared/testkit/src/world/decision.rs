//! Rule sets and disputes, in memory.

use case::{CaseId, ListingRef};
use jiff::Timestamp;
use policy::rules::RuleSet;
use policy::switches::Switch;
use port::{Committed, Dispute, Disputed, Disputes, MOST_DISPUTES, RuleSets, Switches, Unavailable};

use super::World;

impl RuleSets for World {
    async fn rule_sets(&self) -> Result<Vec<RuleSet>, Unavailable> {
        self.call("rules.all", |inner| inner.rule_sets.values().cloned().collect()).await
    }

    async fn put_rule_set(&self, rules: &RuleSet) -> Result<Committed, Unavailable> {
        self.call("rules.put", |inner| {
            let stored = inner.rule_sets.entry(rules.number).or_insert_with(|| rules.clone());
            if stored == rules { Committed::Done } else { Committed::Conflict }
        })
        .await
    }
}

impl Switches for World {
    async fn switches(&self) -> Result<Vec<Switch>, Unavailable> {
        self.call("switches.all", |inner| inner.switches.values().cloned().collect()).await
    }

    async fn switch_history(&self) -> Result<Vec<Switch>, Unavailable> {
        self.call("switches.history", |inner| inner.switch_history.clone()).await
    }

    async fn put_switch(&self, switch: &Switch) -> Result<(), Unavailable> {
        self.call("switches.put", |inner| {
            inner.switch_history.push(switch.clone());
            inner.switches.insert(switch.scope.clone(), switch.clone());
        })
        .await
    }
}

impl Disputes for World {
    async fn disputes(&self, listings: &[ListingRef]) -> Result<Vec<Disputed>, Unavailable> {
        self.call("disputes.of", |inner| {
            let of = |listing: &ListingRef| inner.disputes.get(&listing.to_string()).cloned();
            listings.iter().map(|listing| of(listing).unwrap_or_default()).collect()
        })
        .await
    }

    async fn note_dispute(
        &self,
        listing: &ListingRef,
        case: CaseId,
        dispute: Dispute,
        _at: Timestamp,
    ) -> Result<(), Unavailable> {
        self.call("disputes.note", |inner| {
            let noted = inner.disputes.entry(listing.to_string()).or_default();
            let cases = match dispute {
                Dispute::Open => &mut noted.open,
                Dispute::Restored => &mut noted.restored,
                Dispute::Declined => &mut noted.declined,
            };
            if !cases.contains(&case) {
                if cases.len() >= MOST_DISPUTES {
                    cases.clear();
                }
                cases.push(case);
                cases.sort_unstable();
            }
        })
        .await
    }
}
