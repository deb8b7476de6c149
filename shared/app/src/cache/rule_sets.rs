//! The rules by which cases are decided, read once in a while.

use std::sync::Arc;

use policy::rules::{BadRules, RuleSet};
use port::{Clock, RuleSets, Unavailable};

use super::Cached;

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
    pub async fn current<S: RuleSets, C: Clock>(
        &self,
        store: &S,
        clock: &C,
    ) -> Result<Arc<RuleSet>, Unavailable> {
        let now = clock.now();
        if let Some(rules) = self.read.kept(now) {
            return Ok(rules);
        }
        let mut all = rule_sets(store).await?;
        let rules = all.pop().ok_or_else(|| broken("there are none"))?;
        Ok(self.read.keep(now, rules))
    }
}

/// Every rule set, by number: first the one that comes with this program.
///
/// # Errors
/// [`Unavailable`] when they cannot be read.
pub async fn rule_sets<S: RuleSets>(store: &S) -> Result<Vec<RuleSet>, Unavailable> {
    let mut all = vec![RuleSet::of_this_program().map_err(|error: BadRules| broken(error))?];
    all.extend(store.rule_sets().await?);
    all.sort_by_key(|rules| rules.number);
    Ok(all)
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unavailable {
    Unavailable::new("policy", "reading the rules", error)
}
