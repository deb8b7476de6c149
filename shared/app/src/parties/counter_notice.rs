//! A counter-notice, for one listing or for several that one complaint took down.
//!
//! 17 U.S.C. 512(g)(3)(B) lets one notification identify several materials. The seller names further listings; which may be
//! named, the stored cases say, never the form. Each case gets an event of its own and goes its own way from there.

use case::{Case, CaseId, Digest, Event, PartyAct, Side};
use contract::statement::NamedListing;
use policy::NoticeLaw;
use port::{Cases, Complaints, Documents, Inbox, Nudges, StoredCase, Subjects, Unavailable, WallClock};

use super::document::{StatementText, statement_text};
use super::follow::MOST_AT_ONCE;
use super::statement::{PartyStatement, StatementError, kept_by, taken};
use crate::{ChangeError, change, send_nudges};

/// The most listings that a counter-notice names beside the one on whose page it is written.
pub const MOST_BESIDE: usize = 50;

const ACT: (Side, PartyAct) = (Side::Seller, PartyAct::CounterNotice);

/// Whether a counter-notice for `own` may name `other` as well: one complaint took both down on one marketplace, the
/// marketplace named the same seller when they were judged, and the same law says what it must contain.
fn goes_beside(own: &Case, other: &Case) -> bool {
    let seller = |case: &Case| case.record.as_ref().and_then(|record| record.seller);
    let law = |case: &Case| NoticeLaw::of_filing(&case.filing);
    other.id != own.id
        && other.was_in_force
        && other.filing.complaint == own.filing.complaint
        && other.filing.listing.marketplace == own.filing.listing.marketplace
        && seller(own).is_some_and(|it| seller(other) == Some(it))
        && law(other) == law(own)
}

/// The cases that a counter-notice for `own` may name as well, and in which one is open now: at most [`MOST_BESIDE`], in the
/// order of the complaint. None where no counter-notice is open for `own`.
///
/// # Errors
/// [`Unavailable`] when they cannot be read now.
pub async fn open_beside<S: Cases + Complaints>(
    store: &S,
    own: &Case,
) -> Result<Vec<StoredCase>, Unavailable> {
    let (side, act) = ACT;
    let mut open = Vec::new();
    // A complaint about one listing has no other cases.
    if own.filing.listings < 2 || !own.may_act(side, act) {
        return Ok(open);
    }
    let Some(fan_out) = store.fan_out(own.filing.complaint).await? else { return Ok(open) };
    for ids in fan_out.cases.chunks(MOST_AT_ONCE) {
        let cases = store.load(ids).await?.into_iter().flatten();
        open.extend(cases.filter(|it| goes_beside(own, &it.case) && it.case.may_act(side, act)));
        if open.len() >= MOST_BESIDE {
            break;
        }
    }
    open.truncate(MOST_BESIDE);
    Ok(open)
}

/// Of the cases that a form names, those that a counter-notice for `own` may name, whatever has become of them. So the same
/// form makes the same document each time. The others are left aside.
async fn named_beside<S: Cases>(
    store: &S,
    own: &Case,
    named: &[CaseId],
) -> Result<Vec<StoredCase>, Unavailable> {
    let mut ids = named.to_vec();
    ids.retain(|id| *id != own.id);
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(MOST_BESIDE);
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut cases: Vec<StoredCase> = store.load(&ids).await?.into_iter().flatten().collect();
    cases.retain(|it| goes_beside(own, &it.case));
    cases.sort_by(|a, b| a.case.filing.listing.id.cmp(&b.case.filing.listing.id));
    Ok(cases)
}

/// The listings as the document names them; of one alone nothing is said.
fn listings_of(cases: &[StoredCase]) -> Vec<NamedListing> {
    let named = |case: &Case| NamedListing {
        case: case.id,
        reference: case.filing.reference,
        listing: case.filing.listing.id.clone(),
    };
    if cases.len() < 2 { Vec::new() } else { cases.iter().map(|it| named(&it.case)).collect() }
}

/// Makes a counter-notice for `own` and, of the cases that the form names, for those that it may name. It is one document,
/// sealed once. A case in which no counter-notice is open any more is left out; where none is open, `own` says why. Tells on
/// the page of which case it can be seen: `own`'s, unless that was left out.
///
/// After a failure the same form does what is left to be done.
///
/// # Errors
/// [`StatementError`].
pub async fn make_counter_notice<S, D, I, N, C>(
    (store, documents, inbox, nudges, clock): (&S, &D, &I, &N, &C),
    own: StoredCase,
    named: &[CaseId],
    statement: &PartyStatement,
) -> Result<CaseId, StatementError>
where
    S: Cases + Subjects,
    D: Documents,
    I: Inbox,
    N: Nudges,
    C: WallClock,
{
    let (side, act) = ACT;
    let mut cases = named_beside(store, &own.case, named).await?;
    cases.insert(0, own.clone());
    // Where one takes it, what is wrong with it is to be put right.
    let takes = |stored: &&StoredCase| stored.case.may_act(side, act);
    statement.checked(cases.iter().find(takes).unwrap_or(&own), ACT)?;
    let (keeper, files) = kept_by((store, inbox), (&own.case, side), statement).await?;
    let document = keeper.encrypt(statement.document((&own, listings_of(&cases)), ACT, &files))?;
    let (mut decided, mut refusal) = (Vec::new(), None);
    for stored in cases {
        match taken(&stored, side, act, document.digest) {
            Ok(command) => decided.push((stored, command)),
            Err(illegal) => refusal = refusal.or(Some(illegal)),
        }
    }
    if !decided.is_empty() {
        files.seal(documents).await?;
        document.seal(documents, "application/json").await?;
    }
    // One time for all, and nudged together: letters that say the same are one.
    let at = clock.now();
    let (mut nudged, mut seen_in, mut failure) = (Vec::new(), None, None);
    // Its own comes last: as long as something is left to be done, its page offers the form.
    for (stored, command) in decided.into_iter().rev() {
        let id = stored.case.id;
        match change(store, stored, &side.actor(), &[command], at).await {
            Ok(changed) => {
                nudged.extend(changed.nudges());
                seen_in = Some(id);
            }
            Err(ChangeError::Illegal(illegal)) => refusal = refusal.or(Some(illegal)),
            Err(error) => {
                failure = Some(error);
                break;
            }
        }
    }
    send_nudges(nudges, clock, nudged).await;
    match (failure, seen_in) {
        (Some(error), _) => Err(error.into()),
        (None, Some(id)) => Ok(id),
        (None, None) => Err(refusal.map_or(ChangeError::Gone, ChangeError::from).into()),
    }
}

/// For which of the listings that it names a counter-notice counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountsFor {
    /// For these.
    pub listings: Vec<NamedListing>,
    /// Not for these: none was open there any more.
    pub left_out: Vec<NamedListing>,
}

/// For which listings the last counter-notice of `stored` counts; nothing where it names no others, or cannot be read any
/// more.
///
/// # Errors
/// [`Unavailable`] when that cannot be read now.
pub async fn counts_for<S: Cases + Subjects, D: Documents>(
    documents: &D,
    store: &S,
    stored: &StoredCase,
) -> Result<CountsFor, Unavailable> {
    let Some(document) = counter_notices(stored).last() else { return Ok(CountsFor::default()) };
    let named = match statement_text(documents, store, document).await? {
        StatementText::Words(statement) => statement.listings,
        StatementText::Erased | StatementText::None => Vec::new(),
    };
    if named.is_empty() {
        return Ok(CountsFor::default());
    }
    let ids: Vec<CaseId> = named.iter().map(|it| it.case).collect();
    let cases: Vec<StoredCase> = store.load(&ids).await?.into_iter().flatten().collect();
    let counts = |named: &NamedListing| {
        cases.iter().any(|it| it.case.id == named.case && counter_notices(it).any(|it| it == document))
    };
    let (listings, left_out) = named.into_iter().partition(counts);
    Ok(CountsFor { listings, left_out })
}

fn counter_notices(stored: &StoredCase) -> impl Iterator<Item = Digest> {
    stored.log.iter().filter_map(|recorded| match recorded.event {
        Event::CounterNoticed { document } => Some(document),
        _ => None,
    })
}
