//! Complaints that end declined, each for its reason: by the rules where they decline for it, else by a person.

use app::desk::Decision;
use axum::http::StatusCode;
use case::{CaseId, DeclineCode, State, Territory};
use jiff::SignedDuration;
use port::WallClock as _;
use register::right::{AuthorisedSeller, By, History, RejectCode, RightEvent, RightRecorded, RightStatus};
use testkit::sample;
use testkit::world::World;

use super::walk::Way;
use crate::chaos::chain::Chain;
use crate::chaos::parties::{EXPLANATION, mail};
use crate::chaos::programs::{Call, subscribe};
use crate::situations::be_suspended;

/// A chain with one case, which has ended.
pub(super) struct Ended {
    pub(super) chain: Chain,
    pub(super) case: CaseId,
}

/// Lets a complaint that comes in by `way` be declined for `code`, and its letter be sent.
pub(super) async fn declined(code: DeclineCode, way: Way) -> Result<Ended, String> {
    let world = sample::world(1);
    subscribe(&world);
    let waits = code == DeclineCode::StillIncomplete && way == Way::Mail;
    let by_rules = waits || set(&world, code);
    let chain = Chain::new(&world);
    match way {
        Way::Form if code == DeclineCode::NotTheHolder => chain.file_and_confirm().await?,
        Way::Form => chain.file_despite_advice().await?,
        Way::Mail => chain.receive("mail/first", &mail("m-1", if waits { "" } else { EXPLANATION })).await?,
        Way::Api => {
            let filed = chain.call(&Call::complaint(1), StatusCode::CREATED).await;
            filed.map(drop)?;
        }
    }
    chain.until_quiet().await?;
    if waits {
        world.pass(SignedDuration::from_hours(24 * 30));
        chain.until_quiet().await?;
    }
    let case = *world.look().cases.keys().next().ok_or("no case was opened")?;
    if !by_rules {
        // A person finds that it is so, and cannot decline for it else.
        let exist = |so: bool| world.look().listings.values_mut().for_each(|it| it.exists = so);
        let rights = world.look().rights.clone();
        match code {
            DeclineCode::NotAListing => exist(false),
            DeclineCode::RightUnknown | DeclineCode::WrongKindOfRight => world.look().rights.clear(),
            DeclineCode::WrongClass => world.look().rights.values_mut().for_each(|it| it.classes = vec![9]),
            DeclineCode::AlreadyDecided => {
                let listing = sample::listing(0).to_string();
                let other = "6a1d6e0c5c1f5f0e9d3b2a1908f7e6d5".parse().map_err(|_| "no id")?;
                world.look().disputes.entry(listing).or_default().declined.push(other);
            }
            _ => {}
        }
        let ports = (&world, &world, &world, &world);
        app::desk::decide(
            ports,
            case,
            Decision::Decline { code, note: sample::note() },
            &"ada".parse().unwrap(),
        )
        .await
        .map_err(|error| error.to_string())?;
        exist(true);
        world.look().rights = rights;
        chain.until_quiet().await?;
    }
    let state = world.look().cases[&case].case.state.clone();
    match state {
        State::Declined { decline } if decline.code == code => Ok(Ended { chain, case }),
        other => Err(format!("it was not declined for it: {other:?}")),
    }
}

/// Sets the world so that a complaint ends declined for `code` by the rules, or else goes to a person.
fn set(world: &World, code: DeclineCode) -> bool {
    let now = world.now();
    let seller = world.seller(sample::SELLER_NAME);
    if code == DeclineCode::ComplainantSuspended {
        be_suspended(world, sample::HOLDER_ID);
        return true;
    }
    let marketplace = sample::listing(0).marketplace;
    let mut inner = world.look();
    if code == DeclineCode::ListingGone {
        inner.listings.values_mut().for_each(|listing| listing.exists = false);
        return true;
    }
    if code == DeclineCode::NotTheHolder {
        // In the Union anyone may notify, and a person reads it.
        inner.marketplaces.values_mut().for_each(|it| it.territory = territory("GB"));
    }
    let right = inner.rights.values_mut().next().unwrap();
    match code {
        DeclineCode::RightPending => right.status = RightStatus::Pending,
        DeclineCode::RightNotInForce => right.status = RightStatus::Ended,
        DeclineCode::RightExpired => right.expires_on = Some(jiff::civil::date(2020, 5, 1)),
        DeclineCode::WrongTerritory => right.territories = vec![territory("US")],
        DeclineCode::Authorised => {
            right.sellers = vec![AuthorisedSeller { marketplace, seller, until: None, note: String::new() }]
        }
        DeclineCode::NotTheHolder => {
            right.territories = vec![territory("GB")];
            right.holders.clear();
            right.account = None;
        }
        DeclineCode::DocumentsRejected => {
            let event = RightEvent::Rejected { code: RejectCode::CertificateMissing };
            let rejected = RightRecorded { at: now, by: By::Operator, event };
            right.history = History::verified_by_operator(now).evolve(rejected).unwrap();
        }
        _ => {
            right.history = History::submitted(By::Operator, now);
            return false;
        }
    }
    true
}

fn territory(code: &str) -> Territory {
    code.parse().unwrap()
}

/// What stood in the way is gone: the listing is back.
pub(super) fn clear(chain: &Chain, code: DeclineCode) {
    chain.world.pass(SignedDuration::from_hours(1));
    if code == DeclineCode::ListingGone {
        chain.world.look().listings.values_mut().for_each(|listing| listing.exists = true);
    }
}
