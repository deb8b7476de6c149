//! Trusted flaggers (DSA Art. 22): whose notices come first, and how precise they are.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use case::{AccountId, Case, Outcome, Owner, Prior, State, WhyRestore};
use jiff::tz::TimeZone;
use port::{Accounts, TrustedFlagger, Unavailable};

use crate::AccountError;
use crate::accounts::change_account;

/// Notes that an account has the status of trusted flagger, or has it no longer. Noting it again changes nothing.
///
/// # Errors
/// [`AccountError`].
pub async fn note_flagger<A: Accounts>(
    store: &A,
    account: &AccountId,
    status: Option<&TrustedFlagger>,
) -> Result<(), AccountError> {
    change_account(store, account, |account| account.flagger = status.cloned()).await
}

/// Of each case, whether it was filed by a trusted flagger within its area of expertise. Each account is read once.
///
/// # Errors
/// [`Unavailable`].
pub async fn of_flaggers<'a, A: Accounts>(
    store: &A,
    cases: impl IntoIterator<Item = &'a Case>,
) -> Result<Vec<bool>, Unavailable> {
    let mut known: BTreeMap<AccountId, Option<TrustedFlagger>> = BTreeMap::new();
    let mut found = Vec::new();
    for case in cases {
        let Owner::Account(id) = case.filing.owner else {
            found.push(false);
            continue;
        };
        let status = match known.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(store.account(&id).await?.and_then(|account| account.flagger)),
        };
        let day = case.filed_at.to_zoned(TimeZone::UTC).date();
        found.push(status.as_ref().is_some_and(|status| status.covers(&case.filing, day)));
    }
    Ok(found)
}

/// How often what trusted flaggers noticed was upheld: what Art. 22(6) looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct FlaggerFigures {
    /// Their cases within their areas of expertise.
    pub cases: usize,
    /// Of these, decided.
    pub decided: usize,
    /// Of these, well-founded, and not reversed since.
    pub upheld: usize,
}

/// Whether a case that was decided stands as well-founded: it was not declined, and not reversed since. While an appeal waits,
/// what was decided before stands.
fn stands(case: &Case) -> bool {
    match &case.state {
        State::Declined { .. }
        | State::Appealed { prior: Prior::Declined(_), .. }
        | State::Closed(Outcome::Declined) => false,
        State::Appealed { prior: Prior::Restored(why, _), .. } => matches!(why, WhyRestore::Withdrawn),
        _ => !case.was_restored(),
    }
}

/// The figures of each account with the status, of what it filed within its area of expertise among `cases`.
///
/// # Errors
/// [`Unavailable`].
pub async fn flagger_figures<A: Accounts>(
    store: &A,
    cases: &[&Case],
) -> Result<BTreeMap<String, FlaggerFigures>, Unavailable> {
    let of = of_flaggers(store, cases.iter().copied()).await?;
    let mut figures: BTreeMap<String, FlaggerFigures> = BTreeMap::new();
    for (case, _) in cases.iter().zip(of).filter(|(_, is)| *is) {
        let Owner::Account(id) = case.filing.owner else { continue };
        let figures = figures.entry(id.to_string()).or_default();
        let decided = case.decided_at.is_some();
        let upheld = decided && stands(case);
        figures.cases += 1;
        figures.decided += usize::from(decided);
        figures.upheld += usize::from(upheld);
    }
    Ok(figures)
}
