//! The world in which a situation stands: what is registered, listed and on record before anyone complains.

use case::{
    AccountKind, Claim, Digest, ListingRef, MarketplaceId, Owner, PartyId, PictureId, RightKind, RightRef,
    Subject, Territory,
};
use jiff::SignedDuration;
use policy::programme::RuleSetName;
use port::{Account, Attribute, ListedPicture, ListingView, MarketplaceConfig, Member, PartyRecord, Price};
use port::{Documents as _, Subjects as _, WallClock as _};
use programme::{
    Figures, MembershipEvent, MembershipRecorded, MisuseEvent, MisuseFinding, MisuseRecorded, Participant,
    Pattern, Scope, Snapshot, Tally,
};
use register::right::{
    AuthorisedSeller, By, History, Mandate, PictureRole, RejectCode, RightEvent, RightPicture, RightRecorded,
    RightStatus, RightText, unnumbered,
};
use testkit::world::{MarketListing, World};

use super::drawing;
use super::facts::{Listing, OnRecord, Picture, Right, Situation};

/// The secret of the account of the right's owner.
pub(super) const SECRET: &str = "gfs_owner_0123456789abcdef0123456789abcdef";

pub(super) fn marketplace() -> MarketplaceId {
    "bazaar".parse().unwrap()
}

/// The address of somebody who is named by a word.
pub(super) fn address(who: &str) -> String {
    format!("{who}@parties.example")
}

pub(super) fn url(number: usize) -> String {
    format!("http://bazaar.example/listings/{}", 1001 + number)
}

pub(super) fn listing_ref(number: usize) -> ListingRef {
    ListingRef { marketplace: marketplace(), id: (1001 + number).to_string().parse().unwrap() }
}

/// The right's name in the register.
pub(super) fn right_ref(right: &Right) -> RightRef {
    let kind: RightKind = right.kind.parse().unwrap();
    if right.number.is_empty() {
        unnumbered(kind, "The owner", &right.protects).unwrap()
    } else {
        RightRef::new(kind, &right.office, &right.number).unwrap()
    }
}

/// The world of a situation.
pub(super) async fn set(situation: &Situation) -> World {
    let world = World::new();
    for (account, who) in [("owner", None), ("agency", Some("agent"))] {
        put_account(&world, account, who);
    }
    let config = MarketplaceConfig {
        id: marketplace(),
        name: "Bazaar".to_owned(),
        listing_urls: vec!["http://bazaar.example/listings/{id}".to_owned()],
        api: "http://bazaar.example/api".to_owned(),
        territory: situation.marketplace.parse::<Territory>().unwrap(),
    };
    world.look().marketplaces.insert(config.id.clone(), config);
    for number in 0..situation.complaint.listings + situation.one_by_one {
        show(&world, number, &situation.listing);
    }
    for (right, holder) in [(&situation.right, "holder"), (&situation.other_right, "rival")] {
        if let Some(right) = right {
            enter(&world, right, holder).await;
        }
    }
    app::compile_marks(&world, &world, &world).await.unwrap();
    match situation.complainant_is {
        Some(OnRecord::Member) => be_member(&world, false),
        Some(OnRecord::OnProbation) => be_member(&world, true),
        Some(OnRecord::Known) => be_known(&world),
        Some(OnRecord::Suspended) => be_suspended(&world, world.party(&address("holder"))),
        None => {}
    }
    world
}

fn put_account(world: &World, id: &str, who: Option<&str>) {
    let member = who.map(|who| Member {
        party: world.party(&address(who)),
        from: jiff::Timestamp::UNIX_EPOCH,
        until: None,
        history_from: None,
    });
    let account = Account {
        id: id.parse().unwrap(),
        kind: if who.is_some() { AccountKind::Agency } else { AccountKind::Brand },
        name: id.to_owned(),
        email: address(id),
        members: member.into_iter().collect(),
        secret: (id == "owner").then(|| Digest::of(SECRET.as_bytes())),
        keys: Vec::new(),
        webhook: None,
        flagger: None,
        version: 1,
    };
    let mut inner = world.look();
    for member in &account.members {
        inner.belongs(member.party, &account.id);
    }
    inner.accounts.insert(account.id, account);
}

fn show(world: &World, number: usize, listing: &Listing) {
    let attribute =
        |(name, value): (&String, &String)| Attribute { name: name.clone(), value: value.clone() };
    let price = listing.price.as_ref().map(|price| {
        let (amount, currency) = price.split_once(' ').unwrap();
        Price { amount: amount.to_owned(), currency: currency.to_owned() }
    });
    let view = ListingView {
        title: listing.title.clone(),
        text: listing.text.clone(),
        attributes: listing.attributes.iter().map(attribute).collect(),
        classes: listing.classes.clone(),
        price,
        pictures: Vec::new(),
        url: url(number),
        seller_id: listing.seller.clone(),
        seller_name: listing.seller.clone(),
        seller_email: Some(format!("{}@sellers.example", listing.seller)),
        seller_language: Some("en".to_owned()),
        visible: listing.state == "visible",
        told_version: None,
    };
    let exists = listing.state != "gone";
    world.look().listings.insert(listing_ref(number).to_string(), MarketListing { view, exists });
    show_pictures(world, number, &listing.pictures);
}

/// Has a listing show these pictures and no others.
pub(super) fn show_pictures(world: &World, number: usize, pictures: &[Picture]) {
    let listing = listing_ref(number).to_string();
    let files: Vec<Vec<u8>> = pictures.iter().map(drawing::file).collect();
    let mut inner = world.look();
    let id = |nth: usize| format!("p{nth}").parse::<PictureId>().unwrap();
    let listed = files.iter().enumerate();
    let listed = listed.map(|(nth, file)| ListedPicture { id: id(nth), digest: Some(Digest::of(file)) });
    inner.listings.get_mut(&listing).unwrap().view.pictures = listed.collect();
    for (nth, file) in files.into_iter().enumerate() {
        inner.pictures.insert(format!("{listing}/{}", id(nth)), file);
    }
}

/// Enters a right in the register.
async fn enter(world: &World, right: &Right, holder: &str) {
    let history = reviewed(right, world.now());
    let owner = "The owner".to_owned();
    let mut entry = register::Right {
        form: (right.kind == "trademark" && right.form != "unknown").then(|| right.form.parse().unwrap()),
        classes: right.classes.clone(),
        territories: right.territories.iter().map(|it| it.parse().unwrap()).collect(),
        expires_on: right.expires_on,
        holders: vec![world.party(&address(holder))],
        account: (holder == "holder").then(|| "owner".parse().unwrap()),
        ..register::Right::submitted(right_ref(right), right.protects.clone(), owner, history)
    };
    let status = RightStatus::ALL.into_iter().find(|status| status.code() == right.status);
    entry.status = status.unwrap_or_else(|| panic!("status {}", right.status));
    for mandate in &right.mandates {
        let mandate = Mandate {
            agent: "agency".parse().unwrap(),
            claims: mandate.claims.iter().map(|claim| claim.parse().unwrap()).collect(),
            marketplaces: Vec::new(),
            given_on: None,
            until: mandate.until,
            revoked_on: None,
            document: None,
        };
        entry.add_mandate(mandate).unwrap();
    }
    for (seller, until) in &right.allowed_sellers {
        let seller = world.party_of(&Subject::of_seller(&marketplace(), seller)).await.unwrap();
        let marketplace = marketplace();
        entry
            .allow_seller(AuthorisedSeller { marketplace, seller, until: *until, note: String::new() })
            .unwrap();
    }
    for picture in &right.pictures {
        entry.add_picture(reference(world, picture).await).unwrap();
    }
    for text in &right.texts {
        entry.add_text(text_of(world, text).await).unwrap();
    }
    world.look().rights.insert(entry.right.clone(), entry);
}

async fn reference(world: &World, picture: &Picture) -> RightPicture {
    let file = drawing::file(picture);
    let hashed = picture::hash(&file).unwrap();
    let role: PictureRole = picture.role.as_deref().unwrap_or("reference").parse().unwrap();
    RightPicture {
        digest: world.seal(&file, "image/png").await.unwrap().digest,
        role,
        hash: hashed.hash.0,
        quality: hashed.quality,
        by: "ada".parse().unwrap(),
        added_at: world.now(),
    }
}

async fn text_of(world: &World, text: &str) -> RightText {
    let print = text::print(text.as_bytes()).unwrap();
    RightText {
        digest: world.seal(text.as_bytes(), "text/plain").await.unwrap().digest,
        words: print.words,
        runs: print.runs,
        by: "ada".parse().unwrap(),
        added_at: world.now(),
    }
}

/// The history of a right that this desk has looked at.
fn reviewed(right: &Right, at: jiff::Timestamp) -> History {
    let then = |event| {
        let recorded = RightRecorded { at, by: By::Operator, event };
        History::verified_by_operator(at).evolve(recorded).unwrap()
    };
    match right.review.as_str() {
        "submitted" => History::submitted(By::Holder, at),
        "verified" => History::verified_by_operator(at),
        "rejected" => then(RightEvent::Rejected { code: RejectCode::CertificateMissing }),
        "surrendered" => then(RightEvent::Surrendered),
        "assigned" => then(RightEvent::Assigned { to: "Its new owner".to_owned() }),
        other => panic!("review {other}"),
    }
}

fn record_of_holder(world: &World) -> PartyRecord {
    PartyRecord::new(Participant::Complainant(Owner::Party(world.party(&address("holder")))))
}

fn be_member(world: &World, warned: bool) {
    let mut record = record_of_holder(world);
    let claims = Claim::ALL.iter().map(|claim| Scope::Claim(*claim));
    for scope in std::iter::once(Scope::Overall).chain(claims) {
        let event = MembershipEvent::Entered { scope, tally: Tally::default() };
        let at = world.now();
        record.happened(MembershipRecorded { at, rules: RuleSetName::Honest, event }).unwrap();
        if warned {
            let until = at + SignedDuration::from_hours(24 * 30);
            let event = MembershipEvent::Warned { scope, tally: Tally::default(), until: Some(until) };
            record.happened(MembershipRecorded { at, rules: RuleSetName::Honest, event }).unwrap();
        }
    }
    world.look().parties.insert(record.subject, record);
}

fn be_known(world: &World) {
    let mut record = record_of_holder(world);
    let most = policy::MOST_OF_NEW;
    let tally = Tally::of([most, most, 0, most]);
    let tallies = std::iter::once((Scope::Overall, tally)).collect();
    record.standing = Some(Snapshot { rules: RuleSetName::Honest, as_of: world.now(), tallies });
    world.look().parties.insert(record.subject, record);
}

/// Lets the processing of a person's complaints be suspended, after a warning.
pub(crate) fn be_suspended(world: &World, person: PartyId) {
    let ago = |days: i64| world.now() - SignedDuration::from_hours(24 * days);
    let by = case::Decider::Reviewer("bob".parse().unwrap());
    let finding = |days: i64| MisuseFinding {
        pattern: Pattern::UnfoundedComplaints,
        figures: Figures { hits: 20, of: 30, harmed: 10, hours_down: 100, knowing: 5 },
        first: ago(days + 10),
        last: ago(days),
    };
    let mut record = PartyRecord::new(Participant::Complainant(Owner::Party(person)));
    for (days, event) in [
        (40, MisuseEvent::Noticed(finding(41))),
        (40, MisuseEvent::Warned { finding: finding(41), by: by.clone() }),
        (40, MisuseEvent::Told { of: 1, by: case::Decider::Machine }),
        (1, MisuseEvent::Noticed(finding(2))),
        (1, MisuseEvent::Suspended { finding: finding(2), until: ago(-29), by: by.clone() }),
        (1, MisuseEvent::Told { of: 4, by: case::Decider::Machine }),
    ] {
        record.record_misuse(MisuseRecorded { at: ago(days), event }).unwrap();
    }
    world.look().parties.insert(record.subject, record);
}
