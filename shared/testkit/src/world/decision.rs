//! Rule sets and disputes, in memory.

use case::ListingRef;
use policy::rules::RuleSet;
use port::{Committed, Dispute, Disputes, RuleSets, Unavailable};

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

impl Disputes for World {
    async fn disputes(&self, listings: &[ListingRef]) -> Result<Vec<Option<Dispute>>, Unavailable> {
        self.call("disputes.of", |inner| {
            listings.iter().map(|listing| inner.disputes.get(&listing.to_string()).cloned()).collect()
        })
        .await
    }

    async fn note_dispute(&self, dispute: &Dispute) -> Result<(), Unavailable> {
        self.call("disputes.note", |inner| {
            let key = dispute.listing.to_string();
            if dispute.restored || inner.disputes.get(&key).is_none_or(|noted| !noted.restored) {
                inner.disputes.insert(key, dispute.clone());
            }
        })
        .await
    }
}
