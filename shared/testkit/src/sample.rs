//! A small world to start from: one marketplace, one brand, one right, some listings.

use case::{
    AccountKind, Actor, CaseId, Claim, Command, DecisionInputs, Digest, EffectId, ListingRef, Measure,
    OrderCommand, Owner, PartyId, Posted, Proof, Recorded, RightKind, RightRef, State,
};
use contract::complaint::{Complainant, Complaint, Listing, Statements};
use policy::programme::RuleSetName;
use port::{Account, Append, ListingView, MarketplaceConfig, Member, PartyRecord};
use programme::{Participant, Scope, Snapshot, Tally};
use register::right::{History, MarkForm, Right};
use uuid::Uuid;

use crate::world::{MarketListing, World, after};

/// Who complains in samples, a holder of [`right`].
pub const HOLDER: &str = "brand@northlight.example";
/// The party of [`HOLDER`], in every [`world`].
pub const HOLDER_ID: PartyId = PartyId::new(Uuid::from_u128(0xada0_4711));
/// The sample seller's id at the marketplace.
pub const SELLER_NAME: &str = "seller-1";
/// The secret of [`account`].
pub const ACCOUNT_SECRET: &str = "gfs_northlight_0123456789abcdef0123456789abcdef";
/// Where the sample seller is written to.
pub const SELLER: &str = "seller-1@shop.example";

/// A reviewer's reason.
///
/// # Panics
/// Never: the sample is right.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn note() -> case::Note {
    "The label shows the mark.".parse().expect("a note")
}

/// The sample's word mark: registered, and verified by the operator.
///
/// # Panics
/// Never: the sample is right.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn right() -> Right {
    let right = RightRef::new(RightKind::Trademark, "EM", "018999001").expect("a right");
    let owner = "Northlight Outfitters GmbH".to_owned();
    let history = History::verified_by_operator(jiff::Timestamp::UNIX_EPOCH);
    Right {
        form: Some(MarkForm::Word),
        names: vec!["北极光".to_owned()],
        expires_on: Some(jiff::civil::date(2033, 5, 1)),
        territories: vec!["EU".parse().expect("a territory")],
        classes: vec![18, 25],
        holders: vec![HOLDER_ID],
        account: Some(account().id),
        ..Right::submitted(right, "NORTHLIGHT".to_owned(), owner, history)
    }
}

/// The sample brand's account, of which [`HOLDER`] is the one member.
///
/// # Panics
/// Never: the sample is right.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn account() -> Account {
    let member =
        Member { party: HOLDER_ID, from: jiff::Timestamp::UNIX_EPOCH, until: None, history_from: None };
    Account {
        id: "northlight".parse().expect("an account id"),
        kind: AccountKind::Brand,
        name: "Northlight Outfitters".to_owned(),
        email: HOLDER.to_owned(),
        members: vec![member],
        secret: Some(Digest::of(ACCOUNT_SECRET.as_bytes())),
        keys: Vec::new(),
        webhook: None,
        flagger: None,
        version: 0,
    }
}

/// The record of a complainant of whom as many complaints led to takedowns as of one that is known.
#[must_use]
pub fn known(owner: Owner) -> PartyRecord {
    let most = policy::MOST_OF_NEW;
    let tally = Tally::of([most, most, 0, most]);
    let tallies = std::iter::once((Scope::Overall, tally)).collect();
    let standing = Snapshot { rules: RuleSetName::Honest, as_of: jiff::Timestamp::UNIX_EPOCH, tallies };
    PartyRecord { standing: Some(standing), ..PartyRecord::new(Participant::Complainant(owner)) }
}

/// The sample's marketplace.
///
/// # Panics
/// Never: the sample is right.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn marketplace() -> MarketplaceConfig {
    MarketplaceConfig {
        id: "demo".parse().expect("a marketplace id"),
        name: "Demo Bazaar".to_owned(),
        listing_urls: vec!["http://market.example/listings/{id}".to_owned()],
        api: "http://market.example/api".to_owned(),
        territory: "EU".parse().expect("a territory"),
    }
}

/// A world as [`world`]'s, whose brand is no new complainant.
#[must_use]
pub fn world_of_known(listings: usize) -> World {
    let world = world(listings);
    let record = known(Owner::Account(account().id));
    world.look().parties.insert(record.subject, record);
    world
}

/// A listing of the sample's marketplace, by number.
///
/// # Panics
/// Never: the sample is right.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn listing(number: usize) -> ListingRef {
    format!("demo/{}", 1001 + number).parse().expect("a listing")
}

/// A world with the sample's marketplace and right, and `listings` listings.
#[must_use]
pub fn world(listings: usize) -> World {
    let world = World::new();
    {
        let mut inner = world.look();
        let (marketplace, right, account) = (marketplace(), right(), account());
        inner.belongs(HOLDER_ID, &account.id);
        inner.accounts.insert(account.id, Account { version: 1, ..account });
        inner.marketplaces.insert(marketplace.id.clone(), marketplace);
        inner.rights.insert(right.right.clone(), right);
        for number in 0..listings {
            let listing = listing(number);
            let view = ListingView {
                title: format!("NORTHLIGHT jacket {number}"),
                text: String::new(),
                attributes: Vec::new(),
                classes: vec![25],
                price: None,
                pictures: Vec::new(),
                url: format!("http://market.example/listings/{}", listing.id),
                seller_id: SELLER_NAME.to_owned(),
                seller_name: "Shop One".to_owned(),
                seller_email: Some(SELLER.to_owned()),
                seller_language: Some("zh".to_owned()),
                visible: true,
                told_version: None,
            };
            inner.listings.insert(listing.to_string(), MarketListing { view, exists: true });
        }
    }
    world
}

/// The decision inputs of these values, in the order of their names.
///
/// # Panics
/// When a value is no word.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
#[must_use]
pub fn inputs(values: &str) -> DecisionInputs {
    let named = DecisionInputs::NAMES.iter().zip(values.split(' '));
    let pairs: Vec<String> = named.map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join(" ").parse().expect("decision inputs")
}

/// Applies `command` of the chain to `case`.
///
/// # Panics
/// When the case is not there, or refuses the command.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
fn happen(world: &World, case: CaseId, command: &Command) {
    let mut inner = world.look();
    let at = inner.now;
    let stored = inner.cases.get_mut(&case).expect("a stored case");
    let event = stored.case.decide(&Actor::Machine, command, at).expect("a legal command");
    if let Some(event) = event {
        let events = &[Recorded { at, event }];
        let append = Append { stored: &stored.clone(), events, due: stored.due, swept: 0 };
        *stored = after(&append).expect("an event that fits");
    }
}

/// The order that `case` stands for is requested, and answered by `answer`.
///
/// # Panics
/// When the case stands for no order.
#[allow(clippy::expect_used, reason = "a sample that cannot be made is a failed test")]
pub fn answer_order(world: &World, case: CaseId, answer: impl FnOnce(EffectId) -> OrderCommand) {
    happen(world, case, &Command::Order(OrderCommand::Request));
    let state = world.look().cases.get(&case).map(|stored| stored.case.state.clone());
    let Some(State::Ordered { order, .. }) = state else { unreachable!("no order stands in {case}") };
    let id = order.under_way().expect("an order under way").id;
    happen(world, case, &Command::Order(answer(id)));
}

/// The order that `case` stands for is requested and done, under the reference `m-1`.
///
/// # Panics
/// When the case stands for no order.
pub fn do_order(world: &World, case: CaseId) {
    answer_order(world, case, |id| OrderCommand::Confirm { id, reference: "m-1".to_owned() });
}

/// `case` is accepted by the rules and its listing removed.
///
/// # Panics
/// When the case cannot be accepted.
pub fn take_down(world: &World, case: CaseId) {
    happen(world, case, &Command::Accept { measure: Measure::Removal, although: false, note: None });
    do_order(world, case);
}

/// Sends every letter that `case` owes.
///
/// # Panics
/// When there is no such case.
pub fn send_letters(world: &World, case: CaseId) {
    let owed = world.look().cases[&case].case.letters.clone();
    for letter in owed {
        happen(world, case, &Command::LetterSent(letter, Posted::default()));
    }
}

/// A complete complaint of counterfeit, number `number`, about these of the sample's listings.
#[must_use]
pub fn complaint(number: u128, listings: impl IntoIterator<Item = usize>) -> Complaint {
    let right = right();
    Complaint {
        format: 1,
        complaint: Uuid::from_u128(0x0190_0000_0000_7000_9000_0000_0000_0000 + number)
            .as_simple()
            .to_string(),
        filed_at: World::new().look().now.to_string(),
        channel: "web".to_owned(),
        language: "en".to_owned(),
        claim: Claim::Counterfeit.code().to_owned(),
        complainant: Complainant {
            name: "Ada North".to_owned(),
            email: HOLDER.to_owned(),
            ..Complainant::default()
        },
        right: contract::complaint::Right {
            office: right.right.office().to_owned(),
            number: right.right.number().to_owned(),
            ..contract::complaint::Right::default()
        },
        explanation: "The seams and the label differ from every jacket that we ever made.".to_owned(),
        listings: listings
            .into_iter()
            .map(|number| {
                let listing = listing(number);
                Listing {
                    url: format!("http://market.example/listings/{}", listing.id),
                    marketplace: listing.marketplace.to_string(),
                    id: listing.id.to_string(),
                    territory: "EU".to_owned(),
                }
            })
            .collect(),
        party: HOLDER_ID.to_string(),
        statements: Statements { good_faith: true, ..Statements::default() },
        proof: Proof::AccountSecret.code().to_owned(),
        ..Complaint::default()
    }
}
