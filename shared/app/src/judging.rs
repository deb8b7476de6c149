//! What the rules decide about a case now, and on what. The step that decides asks here, and so does who only wants
//! to know: nothing is changed.

mod elsewhere;
mod inputs;
mod named;
mod pictures;
mod stands;
mod texts;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use case::{
    AccountId, AutomaticInput, Case, CaseId, DecisionInputs, Filing, ListingRef, Owner, PartyId,
    PictureInput, Proof, Record, RightRef, RuleCode, Subject,
};
use jiff::Timestamp;
use matching::Marks;
use policy::programme::RuleSet as Programme;
use policy::rules::{RuleSet, Verdict};
use policy::switches::{Switch, stopping};
use port::{
    Account, Accounts, Cases, Disputed, Disputes, ListingAnswer, OwnerCases, Parties, PartyRecord, Registry,
    Subjects, Switches, Unavailable,
};
use programme::Participant;
use register::Right;

use crate::owners_now;
pub use elsewhere::declined_before;
use elsewhere::{Matter, disputed};
use inputs::{DecisionContext, Gathered, gather, is_new};
pub(crate) use inputs::{inputs_now, right_input};
pub use stands::still_holds;

/// Cases or records loaded in one request.
const CHUNK: usize = 100;

/// What was looked up of a batch of cases in common.
#[derive(Debug)]
pub struct LookedUp {
    rules: Arc<RuleSet>,
    marks: Arc<Option<Marks>>,
    switches: Vec<Switch>,
    rights: BTreeMap<RightRef, Right>,
    parties: BTreeMap<Owner, PartyRecord>,
    /// For whom each case counts now.
    owners: BTreeMap<CaseId, Owner>,
    /// What those who are new have filed lately, up to what makes it many.
    lately: BTreeMap<Owner, Vec<CaseId>>,
    /// Those whose secret is all that proves a complaint.
    accounts: BTreeMap<AccountId, Account>,
    /// What is noted of the listings, with what was noted since.
    disputes: Mutex<BTreeMap<ListingRef, Disputed>>,
}

/// A listing as its marketplace shows it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenListing {
    /// What the marketplace says.
    pub answer: ListingAnswer,
    /// Who offers it, where it is to be seen and the seller is known.
    pub seller: Option<PartyId>,
}

/// What the rules decide, and on what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The version of the listing whose pictures are to be compared before that counts.
    pub compare_first: Option<String>,
    /// What is decided.
    pub verdict: Verdict,
    /// What was looked at.
    pub record: Record,
}

/// Each value once.
fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// Looks up what `cases` are decided on, each thing once for all of them.
///
/// # Errors
/// [`Unavailable`] when something cannot be read now.
pub async fn look_up<S>(
    store: &S,
    cases: &[&Case],
    rules: Arc<RuleSet>,
    marks: Arc<Option<Marks>>,
    now: Timestamp,
) -> Result<LookedUp, Unavailable>
where
    S: Accounts + Disputes + OwnerCases + Parties + Registry + Subjects + Switches,
{
    let filings = || cases.iter().map(|case| &case.filing);
    let rights = distinct(filings().filter_map(|filing| filing.right.clone()));
    let owners = owners_now(store, cases.iter().copied()).await?;
    let people = filings().map(|filing| Owner::Party(filing.complainant));
    let listings = distinct(filings().map(|filing| filing.listing.clone()));
    let found = if rights.is_empty() { Vec::new() } else { store.rights(&rights).await? };
    let rights: BTreeMap<RightRef, Right> =
        found.into_iter().flatten().map(|right| (right.right.clone(), right)).collect();
    let complaining = distinct(owners.iter().copied().chain(people));
    let mut parties = records_of(store, &complaining).await?;
    let disputes = store.disputes(&listings).await?;
    let of_new = cases.iter().zip(&owners).filter(|(_, owner)| is_new(parties.get(owner)));
    let filing = of_new.flat_map(|(case, owner)| filing_for(case, *owner, right_of(&rights, case)));
    let (filing, others): (Vec<Owner>, Vec<Owner>) =
        distinct(filing).into_iter().partition(|owner| complaining.binary_search(owner).is_ok());
    // Most complainants are known: only beside somebody new the others of a right are read.
    parties.extend(records_of(store, &others).await?);
    let new = filing.into_iter().chain(others).filter(|owner| is_new(parties.get(owner))).collect();
    Ok(LookedUp {
        lately: filed_lately(store, new, now).await?,
        rules,
        marks,
        // Never from a cache: a stop holds at once.
        switches: store.switches().await?,
        rights,
        parties,
        owners: cases.iter().map(|case| case.id).zip(owners).collect(),
        accounts: accounts(store, filings()).await?,
        disputes: Mutex::new(listings.into_iter().zip(disputes).collect()),
    })
}

/// What is on record of each of `owners`.
async fn records_of<S: Parties>(
    store: &S,
    owners: &[Owner],
) -> Result<BTreeMap<Owner, PartyRecord>, Unavailable> {
    let mut found = BTreeMap::new();
    for owners in owners.chunks(CHUNK) {
        let subjects: Vec<Participant> = owners.iter().copied().map(Participant::Complainant).collect();
        let records = store.parties(&subjects).await?;
        found.extend(owners.iter().copied().zip(records).filter_map(|(owner, it)| Some((owner, it?))));
    }
    Ok(found)
}

fn right_of<'a>(rights: &'a BTreeMap<RightRef, Right>, case: &Case) -> Option<&'a Right> {
    case.filing.right.as_ref().and_then(|right| rights.get(right))
}

/// Who may always complain under a right: its owner's account, and its people without one.
fn people_of(right: &Right) -> impl Iterator<Item = Owner> {
    let holders = right.holders.iter().copied().map(Owner::Party);
    right.account.map(Owner::Account).into_iter().chain(holders)
}

/// Whose complaints count together with a case of someone new: those of `owner`, for whom it counts now, of the person who
/// filed it, and of everybody whose right it is. Who has several addresses has no more complaints for that.
fn filing_for(case: &Case, owner: Owner, right: Option<&Right>) -> Vec<Owner> {
    let own = [owner, Owner::Party(case.filing.complainant)];
    distinct(own.into_iter().chain(right.into_iter().flat_map(people_of)))
}

/// What each of `owners` has filed lately, up to as much as is many beside a case that is judged. The index may be a moment
/// behind.
async fn filed_lately<S: OwnerCases>(
    store: &S,
    owners: Vec<Owner>,
    now: Timestamp,
) -> Result<BTreeMap<Owner, Vec<CaseId>>, Unavailable> {
    let mut lately = BTreeMap::new();
    for owner in owners {
        let page = store.owner_cases(&owner, None, policy::MANY_LISTINGS + 1).await?;
        let recent = page.cases.iter().filter(|it| now.duration_since(it.at) < policy::LATELY);
        lately.insert(owner, recent.map(|it| it.case).collect());
    }
    Ok(lately)
}

/// The accounts of those complaints that a secret alone proves, each read once: whose people they are may have changed
/// since.
async fn accounts<S: Accounts>(
    store: &S,
    filings: impl Iterator<Item = &Filing> + Send,
) -> Result<BTreeMap<AccountId, Account>, Unavailable> {
    let shown = filings.filter(|filing| filing.proof == Proof::AccountSecret);
    let ids = distinct(shown.filter_map(|filing| match filing.owner {
        Owner::Account(id) => Some(id),
        Owner::Party(_) => None,
    }));
    let mut accounts = BTreeMap::new();
    for id in ids {
        accounts.extend(store.account(&id).await?.map(|account| (id, account)));
    }
    Ok(accounts)
}

/// By what the seller of a listing is known, where the public can see the listing.
#[must_use]
pub fn seller_of(listing: &ListingRef, answer: &ListingAnswer) -> Option<Subject> {
    match answer {
        ListingAnswer::Found(view) if view.visible => {
            Some(Subject::of_seller(&listing.marketplace, &view.seller_id))
        }
        ListingAnswer::Found(_) | ListingAnswer::Gone => None,
    }
}

impl LookedUp {
    /// Every switch that was ever set.
    #[must_use]
    pub fn switches(&self) -> &[Switch] {
        &self.switches
    }

    /// What the rules decide about one of the cases, which are those that were looked up. `seen` is the listing, which
    /// may be left out of a complaint that is incomplete.
    ///
    /// # Errors
    /// [`Unavailable`] when other cases about the listing cannot be read now.
    pub async fn judge<S: Cases + Registry + Subjects>(
        &self,
        store: &S,
        programme: &Programme,
        case: &Case,
        seen: Option<&SeenListing>,
        now: Timestamp,
    ) -> Result<Judged, Unavailable> {
        let filing = &case.filing;
        let owner = self.owners.get(&case.id).copied().unwrap_or(filing.owner);
        let right = right_of(&self.rights, case);
        let answer = seen.map(|seen| &seen.answer);
        let own = Matter { case, owner, right };
        let (conflict, earlier) = disputed(store, own, &self.disputes_of(&filing.listing)).await?;
        let gathered = gather(
            filing,
            &DecisionContext {
                listing: answer,
                seller: seen.and_then(|seen| seen.seller),
                account: self.account_of(filing),
                right,
                marks: self.marks.as_ref().as_ref(),
                owner,
                person: self.parties.get(&Owner::Party(filing.complainant)),
                party: self.parties.get(&owner),
                programme,
                conflict,
                picture: answer.map_or(PictureInput::NotCompared, |it| pictures::seen(case, it)),
                earlier,
                automatic: self.automatic(filing, None),
                lately: self.lately(case, owner),
                filed_at: case.filed_at,
                edits: case.edits,
                now,
            },
        );
        let compare_first = match answer {
            Some(ListingAnswer::Found(view)) => {
                pictures::to_compare(case, right, view, &gathered.inputs, now)
            }
            Some(ListingAnswer::Gone) | None => None,
        };
        let (verdict, record) = self.decide(filing, gathered);
        Ok(Judged { compare_first, verdict, record })
    }

    /// What the rules decide, and the record of it. Where the operator has stopped the very rule that decides, it is
    /// asked again with that in view.
    fn decide(&self, filing: &Filing, gathered: Gathered) -> (Verdict, Record) {
        let Gathered { mut inputs, found_by, guards, copied, seller, only_in, version } = gathered;
        let rule = self.rule_for(filing, &inputs);
        if self.automatic(filing, rule.as_ref()) == AutomaticInput::Stopped {
            inputs = inputs.with(AutomaticInput::Stopped);
        }
        let verdict = self.rules.verdict(filing, &inputs);
        let (rules, snapshot) = (self.rules.number, None);
        (
            verdict,
            Record { rules, rule, inputs, found_by, guards, copied, seller, only_in, version, snapshot },
        )
    }

    fn rule_for(&self, filing: &Filing, inputs: &DecisionInputs) -> Option<RuleCode> {
        self.rules.decides(filing, inputs).and_then(|rule| rule.code.parse().ok())
    }

    /// How many listings were complained of lately together with this one by those who are new; see [`filing_for`].
    fn lately(&self, case: &Case, owner: Owner) -> usize {
        let filed = filing_for(case, owner, right_of(&self.rights, case));
        let others = filed.iter().filter_map(|owner| self.lately.get(owner)).flatten();
        1 + others.filter(|other| **other != case.id).count()
    }

    fn account_of(&self, filing: &Filing) -> Option<&Account> {
        match filing.owner {
            Owner::Account(id) => self.accounts.get(&id),
            Owner::Party(_) => None,
        }
    }

    fn automatic(&self, filing: &Filing, rule: Option<&RuleCode>) -> AutomaticInput {
        match stopping(&self.switches, filing, rule) {
            Some(_) => AutomaticInput::Stopped,
            None => AutomaticInput::Allowed,
        }
    }

    fn disputes_of(&self, listing: &ListingRef) -> Disputed {
        let disputes = self.disputes.lock().unwrap_or_else(PoisonError::into_inner);
        disputes.get(listing).cloned().unwrap_or_default()
    }

    /// A case about the listing was noted as open since its notes were read.
    pub fn noted_open(&self, listing: &ListingRef, case: CaseId) {
        let mut disputes = self.disputes.lock().unwrap_or_else(PoisonError::into_inner);
        disputes.entry(listing.clone()).or_default().open.push(case);
    }
}
