//! What would become of a complaint now: judged as one that is filed, and neither filed nor stored nor sent anywhere.

use std::sync::Arc;

use case::{
    AccountId, Case, Channel, Claim, ComplaintId, Digest, Element, Event, Filing, Language, ListingRef,
    Owner, PartyId, Proof, Recorded, Reference, RightKind, RightRef, Territory,
};
use jiff::Timestamp;
use policy::NoticeLaw;
use policy::programme::RuleSet as Programme;
use policy::rules::RuleSet;
use policy::switches::{Switch, SwitchScope};
use port::{
    Accounts, Cases, Catalogue, CompiledMarks, Disputes, ListingAnswer, ListingView, OwnerCases, Parties,
    Registry, RuleSets, Subjects, Switches, Unavailable, WallClock,
};
use register::Right;
use uuid::Uuid;
use web::explanation::judgement;

use crate::filing::{MOST_REFILINGS, first_draw};
use crate::judging::{Judged, SeenListing, look_up, seller_of};
use crate::rules::deciding_rules;
use crate::{Filer, MarkCache, MarketplaceNameError, find_marketplaces, known_filer};

/// A complaint that nobody has filed: complete, but for evidence where the law demands it and none is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Under which right.
    pub right: RightRef,
    /// About which listing.
    pub listing: ListingRef,
    /// What is claimed.
    pub claim: Claim,
    /// Who complains.
    pub by: TrialBy,
    /// How that is proved; as it usually is when left out.
    pub proof: Option<Proof>,
    /// Whether evidence is attached.
    pub evidence: bool,
}

/// Who complains in a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialBy {
    /// The right's owner, as it is on file.
    Owner,
    /// Who writes from this address, known or not.
    Address(String),
    /// The people of an account.
    Account(AccountId),
}

/// What would become of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The filing that was judged.
    pub filing: Filing,
    /// The listing as its marketplace shows it now; `None` where it has none.
    pub listing: Option<ListingView>,
    /// What the rules decide, and on what.
    pub judged: Judged,
    /// The rules.
    pub rules: RuleSet,
    /// The switches that govern it, with how they were set last, where they ever were.
    pub switches: Vec<(SwitchScope, Option<Switch>)>,
    /// The case that handles the same already: this complaint would be merged into it, and not judged.
    pub merged_into: Option<Reference>,
}

impl Outlook {
    /// What the rules found and how they decide, in prose.
    #[must_use]
    pub fn explained(&self, language: Language) -> String {
        judgement(language, &self.filing, &self.judged.record, std::slice::from_ref(&self.rules))
    }
}

/// Why a complaint cannot be tried.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// The marketplace is not configured.
    #[error(transparent)]
    Marketplace(MarketplaceNameError),
    /// The register does not know the right.
    #[error("the register knows no right {0}")]
    NoRight(RightRef),
    /// The marketplace has no such listing.
    #[error("the marketplace has no listing {0}")]
    NoListing(ListingRef),
    /// The claim rests on another kind of right.
    #[error("a complaint of {claim} cannot rest on a right of the kind {kind}")]
    OtherKind {
        /// What is claimed.
        claim: Claim,
        /// The kind of the right.
        kind: RightKind,
    },
    /// Nobody is on file as the right's owner.
    #[error("nobody is on file as the owner of {0}: say who complains")]
    NoOwner(RightRef),
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(AccountId),
    /// The store or the marketplace cannot be used now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// The party of whom nothing is known: random ids are never nil.
const NOBODY: PartyId = PartyId::new(Uuid::nil());

/// Judges `trial` as a complaint that is filed now. Nothing is written, and nothing but the listing is asked for.
///
/// # Errors
/// [`TrialError`].
pub async fn try_complaint<S, D, M, C>(
    (store, documents, catalogue): (&S, &D, &M),
    clock: &C,
    programme: &Programme,
    trial: &Trial,
) -> Result<Outlook, TrialError>
where
    S: Accounts + Cases + Disputes + OwnerCases + Parties + Registry + RuleSets + Subjects + Switches,
    D: CompiledMarks,
    M: Catalogue,
    C: WallClock,
{
    let (right, seen, territory) = found(store, catalogue, trial).await?;
    let now = clock.now();
    let (filer, proof) = filer(store, trial, &right).await?;
    let filing = filing(trial, filer, trial.proof.unwrap_or(proof), territory, now);
    let (filing, merged_into) = numbered(store, filing).await?;
    let case = opened(&filing, now)?;
    let rules = Arc::new(deciding_rules(store).await?);
    let marks = MarkCache::default().current(documents, clock).await?;
    let looked_up = look_up(store, &[&case], Arc::clone(&rules), marks, now).await?;
    // As for a complaint that is filed: while something is missing the listing is not looked at.
    let looked_at = filing.missing.is_empty().then_some(&seen);
    let judged = looked_up.judge(store, programme, &case, looked_at, now).await?;
    let set = |scope: SwitchScope| {
        let switch = looked_up.switches().iter().find(|switch| switch.scope == scope).cloned();
        (scope, switch)
    };
    let switches = SwitchScope::governing(&filing, judged.record.rule.as_ref());
    let switches = switches.into_iter().map(set).collect();
    let listing = match seen.answer {
        ListingAnswer::Found(view) => Some(view),
        ListingAnswer::Gone => None,
    };
    Ok(Outlook { filing, listing, judged, rules: RuleSet::clone(&rules), switches, merged_into })
}

/// The right, the listing, and the territory whose law governs it.
async fn found<S: Registry + Subjects, M: Catalogue>(
    store: &S,
    catalogue: &M,
    trial: &Trial,
) -> Result<(Right, SeenListing, Territory), TrialError> {
    let Trial { right, listing, claim, .. } = trial;
    if !claim.rests_on(right.kind()) {
        return Err(TrialError::OtherKind { claim: *claim, kind: right.kind() });
    }
    let marketplace = find_marketplaces(store, std::slice::from_ref(&listing.marketplace)).await;
    let marketplace = match marketplace {
        Err(MarketplaceNameError::Unavailable(error)) => return Err(error.into()),
        Err(error @ MarketplaceNameError::Missing { .. }) => return Err(TrialError::Marketplace(error)),
        Ok(mut found) => found.pop(),
    };
    let Some(marketplace) = marketplace else { return Err(TrialError::NoListing(listing.clone())) };
    let known = store.rights(std::slice::from_ref(right)).await?.pop().flatten();
    let right = known.ok_or_else(|| TrialError::NoRight(right.clone()))?;
    let answer = catalogue.listing(&marketplace, listing).await?;
    // A seller who is not known yet is not made known by this.
    let seller = match seller_of(listing, &answer) {
        Some(seller) => store.known_parties(&[seller]).await?.pop().flatten(),
        None => None,
    };
    Ok((right, SeenListing { answer, seller }, marketplace.territory))
}

/// Who complains, and how that is usually proved.
async fn filer<S: Accounts + Subjects>(
    store: &S,
    trial: &Trial,
    right: &Right,
) -> Result<(Filer, Proof), TrialError> {
    match &trial.by {
        TrialBy::Address(address) => {
            let unknown = Filer { party: NOBODY, owner: Owner::Party(NOBODY) };
            Ok((known_filer(store, address).await?.unwrap_or(unknown), Proof::Link))
        }
        TrialBy::Account(id) => of_account(store, *id).await,
        TrialBy::Owner => match (right.account, right.holders.first()) {
            (Some(account), _) => of_account(store, account).await,
            (None, Some(holder)) => {
                let party = store.parties_by_id(&[*holder]).await?.pop().flatten();
                let owner = party.map_or(Owner::Party(*holder), |party| party.owner());
                Ok((Filer { party: *holder, owner }, Proof::Link))
            }
            (None, None) => Err(TrialError::NoOwner(right.right.clone())),
        },
    }
}

async fn of_account<S: Accounts>(store: &S, id: AccountId) -> Result<(Filer, Proof), TrialError> {
    let account = store.account(&id).await?.ok_or(TrialError::NoAccount(id))?;
    let member = account.members.iter().find(|member| account.has_member(member.party));
    let party = member.map_or(NOBODY, |member| member.party);
    Ok((Filer { party, owner: Owner::Account(id) }, Proof::ApiKey))
}

fn filing(trial: &Trial, filer: Filer, proof: Proof, territory: Territory, now: Timestamp) -> Filing {
    let law = NoticeLaw::of(territory, Some(trial.claim));
    let lacks_evidence =
        !trial.evidence && law.demands().iter().any(|demand| demand.element == Element::Evidence);
    let complaint = ComplaintId::new(Uuid::nil());
    Filing {
        complaint,
        reference: first_draw(complaint, 0, now),
        listings: 1,
        listing: trial.listing.clone(),
        territory,
        right: Some(trial.right.clone()),
        claim: trial.claim,
        complainant: filer.party,
        owner: filer.owner,
        proof,
        channel: if proof == Proof::Mail { Channel::Mail } else { Channel::Web },
        language: Language::En,
        document: Digest::of(b""),
        missing: if lacks_evidence { vec![Element::Evidence] } else { Vec::new() },
        priority_at: None,
        refiling: 0,
        evidence: trial.evidence,
    }
}

/// The filing as the next of its kind, and the case that it would be merged into, where one is open.
async fn numbered<S: Cases>(
    store: &S,
    mut filing: Filing,
) -> Result<(Filing, Option<Reference>), Unavailable> {
    while let Some(stored) = store.load(&[filing.case_id()]).await?.pop().flatten() {
        if stored.case.absorbs_repeat() {
            return Ok((filing, Some(stored.case.filing.reference)));
        }
        if filing.refiling == MOST_REFILINGS {
            break;
        }
        filing.refiling += 1;
    }
    Ok((filing, None))
}

fn opened(filing: &Filing, at: Timestamp) -> Result<Case, Unavailable> {
    let event = Recorded { at, event: Event::Filed(filing.clone()) };
    let broken = Unavailable { system: "complaint", doing: "opening a case of it", source: None };
    Case::open(filing.case_id(), &event).ok_or(broken)
}
