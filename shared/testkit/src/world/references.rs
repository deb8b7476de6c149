//! References, in memory.

use std::collections::BTreeSet;

use case::{CaseId, Reference};
use jiff::civil::Date;
use port::{References, Referred, Unavailable};

use super::World;

impl References for World {
    async fn give_reference(&self, reference: Reference, to: Referred) -> Result<bool, Unavailable> {
        self.call("references.give_reference", |inner| {
            let there = inner.references.entry(reference).or_insert(to);
            let given = (there.complaint, there.place) == (to.complaint, to.place);
            if given {
                *there = to;
            }
            given
        })
        .await
    }

    async fn referred(&self, reference: Reference) -> Result<Option<Referred>, Unavailable> {
        self.call("references.referred", |inner| inner.references.get(&reference).copied()).await
    }

    async fn referred_on(&self, day: Date) -> Result<Vec<CaseId>, Unavailable> {
        self.call("references.referred_on", |inner| {
            let groups: BTreeSet<String> = Reference::groups(day).collect();
            let given = inner.references.iter().filter(|(reference, _)| groups.contains(&reference.group()));
            let cases: BTreeSet<CaseId> = given.filter_map(|(_, referred)| referred.case).collect();
            cases.into_iter().collect()
        })
        .await
    }
}
