//! The rules by which cases are decided, read once in a while.

use std::sync::Arc;

use policy::rules::RuleSet;
use port::{RuleSets, Unavailable, WallClock};

use super::Cached;
use crate::rules::deciding_rules;

/// The rule sets of this installation: those that come with this program, and the operator's.
#[derive(Debug, Default)]
pub struct RuleSetCache {
    read: Cached<RuleSet>,
}

impl RuleSetCache {
    /// The rules that decide now: the set with the highest number.
    ///
    /// # Errors
    /// [`Unavailable`] when they must be read and cannot.
    pub async fn current<S: RuleSets, C: WallClock>(
        &self,
        store: &S,
        clock: &C,
    ) -> Result<Arc<RuleSet>, Unavailable> {
        let now = clock.now();
        if let Some(rules) = self.read.kept(now) {
            return Ok(rules);
        }
        Ok(self.read.keep(now, deciding_rules(store).await?))
    }
}
