//! What the rules look at, gathered from what the ports said.

use case::{
    AuthorityInput, AutomaticInput, ClassesInput, ConflictInput, CopiedText, CureInput, DecisionInputs,
    EarlierInput, Filing, FormInput, GuardCode, HistoryInput, ListingInput, MatchOperation, MisuseInput,
    Owner, PartyId, PictureInput, Proof, RightInput, RightKind, SellerInput, SizeInput, StandingInput,
    Territory, TerritoryInput, UseInput,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use matching::Marks;
use policy::misuse::MISUSE;
use policy::programme::RuleSet;
use port::{Account, ListingAnswer, ListingView, PartyRecord};
use programme::Scope;
use register::Right;
use register::right::{MarkForm, RightState, RightStatus};

use super::named::{are_other_goods, named_in};
use super::texts;

/// What is known when a case is decided.
#[derive(Debug, Clone, Copy)]
pub(super) struct DecisionContext<'a> {
    /// The marketplace's answer; absent only while the complaint is incomplete.
    pub(super) listing: Option<&'a ListingAnswer>,
    /// Who offers it, where it is to be seen.
    pub(super) seller: Option<PartyId>,
    /// The right relied on, if the register knows it.
    pub(super) right: Option<&'a Right>,
    /// The marks of all rights, where they are compiled.
    pub(super) marks: Option<&'a Marks>,
    /// The account for which it counts, where its secret is all that proves it.
    pub(super) account: Option<&'a Account>,
    /// For whom it counts now.
    pub(super) owner: Owner,
    /// What is kept of the person who complains.
    pub(super) person: Option<&'a PartyRecord>,
    /// What is kept of its owner.
    pub(super) party: Option<&'a PartyRecord>,
    /// The rules of the good-faith programme.
    pub(super) programme: &'a RuleSet,
    /// Whether the listing is in dispute elsewhere.
    pub(super) conflict: ConflictInput,
    /// What comparing its pictures came to.
    pub(super) picture: PictureInput,
    /// Whether a person has declined a complaint about it before.
    pub(super) earlier: EarlierInput,
    /// Whether the operator lets rules act in this case.
    pub(super) automatic: AutomaticInput,
    /// Of how many listings someone new complains lately, this one among them.
    pub(super) lately: usize,
    /// When the complaint was filed.
    pub(super) filed_at: Timestamp,
    /// How often the listing was edited after it had been accepted.
    pub(super) edits: u8,
    /// Now.
    pub(super) now: Timestamp,
}

/// What the rules look at, and what is recorded beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gathered {
    /// By name.
    pub(super) inputs: DecisionInputs,
    /// By which operation the mark was found, where it was.
    pub(super) found_by: Option<MatchOperation>,
    /// What the listing says that keeps the mark from counting by itself.
    pub(super) guards: Vec<GuardCode>,
    /// The text of the right of which the listing shows most, where it shows a passage.
    pub(super) copied: Option<CopiedText>,
    /// Who offers the listing, where the marketplace said so.
    pub(super) seller: Option<PartyId>,
    /// The territories of the listing's that the right covers, where it covers a part of it.
    pub(super) only_in: Vec<Territory>,
    /// The version of the listing that was looked at.
    pub(super) version: Option<String>,
}

/// Gathers the decision inputs from the context.
pub(super) fn gather(filing: &Filing, context: &DecisionContext<'_>) -> Gathered {
    let DecisionContext { seller, right, party, conflict, earlier, automatic, now, .. } = *context;
    let today = now.to_zoned(TimeZone::UTC).date();
    let (listing, view) = match context.listing {
        Some(ListingAnswer::Found(view)) if view.visible && context.edits >= policy::MOST_EDITS => {
            (ListingInput::Unsettled, Some(view))
        }
        Some(ListingAnswer::Found(view)) if view.visible => (ListingInput::Visible, Some(view)),
        Some(ListingAnswer::Found(view)) if now.duration_since(context.filed_at) < policy::HIDDEN_FOR => {
            (ListingInput::Hidden, Some(view))
        }
        Some(ListingAnswer::Found(view)) => (ListingInput::LongHidden, Some(view)),
        Some(ListingAnswer::Gone) => (ListingInput::Gone, None),
        None => (ListingInput::NotAsked, None),
    };
    let authorised = right.zip(seller).is_some_and(|(right, seller)| right.is_authorised(seller, today));
    let named = view.map(|view| named_in(view, right, context.marks)).unwrap_or_default();
    let guards = named.guards();
    let seller_is = match view {
        Some(view) if authorised && are_other_goods(view, &guards) => SellerInput::OtherGoods,
        _ if authorised => SellerInput::Authorised,
        _ => SellerInput::NotListed,
    };
    let used = if view.is_some() { crate::use_of(&guards) } else { UseInput::Unknown };
    let (text, copied) = texts::compared(filing.claim, right, view);
    let authority = authority_of(filing, right, (context.owner, context.account), today);
    // Nobody's merits count for an address that was only typed.
    let merits = party.filter(|_| filing.proof.is_of_complainant(authority == AuthorityInput::OnFile));
    let only_in = right.map(|right| right.part_covered(filing.territory)).unwrap_or_default();
    let inputs = DecisionInputs::default()
        .with(listing)
        .with(right.map_or(RightInput::Unknown, |right| right_input(right, today)))
        .with(right.map_or(FormInput::NoMark, form_of))
        .with(territory_of(filing, right))
        .with(authority)
        .with(named.mark)
        .with(classes_of(view, right))
        .with(seller_is)
        .with(
            merits
                .map_or(StandingInput::None, |party| party.memberships.seen(filing.claim, context.programme)),
        )
        .with(misuse_of([party, context.person], now))
        .with(history_of(merits))
        .with(size_of(filing, context.lately))
        .with(conflict)
        .with(context.picture)
        .with(earlier)
        .with(cure_of(filing))
        .with(automatic)
        .with(used)
        .with(text);
    let guards = named.said.iter().filter_map(|said| said.code()).collect();
    Gathered {
        inputs,
        found_by: named.found_by,
        guards,
        copied,
        seller,
        only_in,
        version: view.map(ListingView::version),
    }
}

/// What the register and, where it was asked, the marketplace say now about what a person may decide. `seller` is who
/// offers the listing, where that is known.
pub(crate) fn inputs_now(
    filing: &Filing,
    (right, seller): (Option<&Right>, Option<PartyId>),
    listing: Option<&ListingAnswer>,
    now: Timestamp,
) -> DecisionInputs {
    let today = now.to_zoned(TimeZone::UTC).date();
    let view = match listing {
        Some(ListingAnswer::Found(view)) => Some(view),
        Some(ListingAnswer::Gone) | None => None,
    };
    let listing = match listing {
        Some(ListingAnswer::Found(view)) if view.visible => ListingInput::Visible,
        Some(ListingAnswer::Found(_)) => ListingInput::Hidden,
        Some(ListingAnswer::Gone) => ListingInput::Gone,
        None => ListingInput::NotAsked,
    };
    // An account's secret says nothing of the address beside it.
    let account = match filing.owner {
        Owner::Account(id) if filing.proof != Proof::AccountSecret => Some(id),
        Owner::Account(_) | Owner::Party(_) => None,
    };
    let mut inputs = DecisionInputs::default()
        .with(listing)
        .with(right.map_or(RightInput::Unknown, |right| right_input(right, today)))
        .with(territory_of(filing, right))
        .with(classes_of(view, right));
    if let Some((right, seller)) = right.zip(seller) {
        let is_allowed = right.is_authorised(seller, today);
        inputs = inputs.with(if is_allowed { SellerInput::Authorised } else { SellerInput::NotListed });
    }
    let who = (filing.complainant, account);
    let on_file =
        right.is_some_and(|right| right.may_act(who, &filing.listing.marketplace, filing.claim, today));
    if on_file { inputs.with(AuthorityInput::OnFile) } else { inputs }
}

fn territory_of(filing: &Filing, right: Option<&Right>) -> TerritoryInput {
    match right {
        Some(right) if right.covers(filing.territory) => TerritoryInput::Covered,
        Some(right) if !right.part_covered(filing.territory).is_empty() => TerritoryInput::Part,
        Some(_) | None => TerritoryInput::Outside,
    }
}

/// Whether the filing brings what may cure a decline: it corrects a declined complaint, or is filed again after one that
/// has ended, and comes with evidence.
fn cure_of(filing: &Filing) -> CureInput {
    let is_another = filing.priority_at.is_some() || filing.refiling > 0;
    if is_another && filing.evidence { CureInput::Document } else { CureInput::None }
}

pub(crate) fn right_input(right: &Right, today: jiff::civil::Date) -> RightInput {
    match (right.state_on(today), right.status) {
        (RightState::Surrendered | RightState::Assigned, _) | (_, RightStatus::Ended) => RightInput::Ended,
        (RightState::Expired, _) if policy::is_in_grace(right.right.kind(), right.expires_on, today) => {
            RightInput::Grace
        }
        (RightState::Expired, _) => RightInput::Expired,
        (RightState::Rejected, _) => RightInput::Rejected,
        (RightState::Submitted | RightState::Verified, RightStatus::Unregistered) => RightInput::Unregistered,
        (RightState::Submitted | RightState::Verified, RightStatus::Pending) => RightInput::Pending,
        // What is in doubt may well be in force: a person looks.
        (RightState::Submitted | RightState::Verified, RightStatus::Doubtful)
        | (RightState::Submitted, RightStatus::Registered) => RightInput::Unverified,
        (RightState::Verified, RightStatus::Registered) => RightInput::InForce,
    }
}

fn form_of(right: &Right) -> FormInput {
    match (right.right.kind(), right.form) {
        (RightKind::Trademark, None) => FormInput::Unknown,
        (RightKind::Trademark, Some(MarkForm::Word | MarkForm::Series)) => FormInput::Words,
        (RightKind::Trademark, Some(_)) => FormInput::Figurative,
        (
            RightKind::Copyright | RightKind::Design | RightKind::Patent | RightKind::GeographicalIndication,
            _,
        ) => FormInput::NoMark,
    }
}

fn authority_of(
    filing: &Filing,
    right: Option<&Right>,
    (owner, account): (Owner, Option<&Account>),
    today: jiff::civil::Date,
) -> AuthorityInput {
    // The secret proves the account, and says nothing of the address that is typed beside it: it must be a member's.
    let acts_for = match (owner, filing.proof) {
        (Owner::Account(_), Proof::AccountSecret) => {
            account.filter(|account| account.has_member(filing.complainant)).map(|account| account.id)
        }
        (Owner::Account(id), _) => Some(id),
        (Owner::Party(_), _) => None,
    };
    let who = (filing.complainant, acts_for);
    let on_file =
        right.is_some_and(|right| right.may_act(who, &filing.listing.marketplace, filing.claim, today));
    match (filing.proof, on_file) {
        (_, true) => AuthorityInput::OnFile,
        // Only the account's people know the secret.
        (Proof::AccountSecret, false) => AuthorityInput::AccountSecret,
        (Proof::None | Proof::Mail | Proof::Link | Proof::ApiKey, false) => AuthorityInput::None,
    }
}

fn classes_of(view: Option<&ListingView>, right: Option<&Right>) -> ClassesInput {
    match (view, right) {
        (Some(view), Some(right)) if !view.classes.is_empty() && !right.classes.is_empty() => {
            let fits = view.classes.iter().any(|class| right.classes.contains(class));
            if fits { ClassesInput::Fit } else { ClassesInput::Differ }
        }
        _ => ClassesInput::Unknown,
    }
}

/// The worst of what is on record: nobody escapes a suspension by joining an account, nor an account by its people.
fn misuse_of(records: [Option<&PartyRecord>; 2], now: Timestamp) -> MisuseInput {
    let seen = || records.into_iter().flatten().map(|record| record.misuse.seen(&MISUSE, now));
    seen().find(|it| *it != MisuseInput::Clear).unwrap_or(MisuseInput::Clear)
}

/// Many listings are many, be they in one complaint or each in its own.
fn size_of(filing: &Filing, lately: usize) -> SizeInput {
    let many = usize::from(policy::MANY_LISTINGS);
    if usize::from(filing.listings) > many || lately > many { SizeInput::Many } else { SizeInput::Few }
}

fn history_of(party: Option<&PartyRecord>) -> HistoryInput {
    if is_new(party) { HistoryInput::New } else { HistoryInput::Known }
}

/// Someone is known once enough of its complaints have led to takedowns that stand, within the programme's
/// window and as the programme counts them, settled or not. Declined complaints do not count towards that.
pub(super) fn is_new(party: Option<&PartyRecord>) -> bool {
    let tally = party.and_then(|party| party.standing.as_ref()?.tallies.get(&Scope::Overall));
    tally.is_none_or(|tally| tally.all.taken_down < policy::MOST_OF_NEW)
}
