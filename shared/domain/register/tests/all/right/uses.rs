//! What a right is good for on a day: who may act under it, where it covers, what it supports.

use case::{AccountId, Claim, MarketplaceId, PartyId};
use register::right::{
    AuthorisedSeller, MOST_DOCUMENTS, MOST_MANDATES, MOST_SELLERS, Mandate, RejectCode, ReviewState,
    RightState, RightStatus, WhyNot, unnumbered,
};

use super::*;

fn verified() -> Right {
    Right { history: History::verified_by_operator(now()), ..mark() }
}

fn party(number: u128) -> PartyId {
    format!("{number:032x}").parse().unwrap()
}

#[test]
fn only_a_registered_verified_right_in_force_there_supports_a_machine() {
    let (eu, de, us) = ("EU".parse().unwrap(), "DE".parse().unwrap(), "US".parse().unwrap());
    assert_eq!(verified().may_support_automatic(eu, TODAY), Ok(()));
    assert_eq!(verified().may_support_automatic(de, TODAY), Ok(()), "the Union's right covers its members");
    assert_eq!(verified().may_support_automatic(us, TODAY), Err(WhyNot::WrongTerritory(us)));
    assert_eq!(mark().may_support_automatic(eu, TODAY), Err(WhyNot::NotVerified));
    let german = Right { territories: vec![de], ..verified() };
    assert_eq!(german.may_support_automatic(eu, TODAY), Err(WhyNot::WrongTerritory(eu)));
    for (status, why) in [
        (RightStatus::Pending, WhyNot::NotInForce),
        (RightStatus::Ended, WhyNot::NotInForce),
        (RightStatus::Doubtful, WhyNot::NotInForce),
        (RightStatus::Unregistered, WhyNot::NotRegistered),
    ] {
        let right = Right { status, ..verified() };
        assert_eq!(right.may_support_automatic(eu, TODAY), Err(why));
    }
    let mut rejected = verified();
    done(&mut rejected, &reviewer("ada"), &RightCommand::Reject { code: RejectCode::DocumentDoubtful })
        .unwrap();
    assert_eq!(rejected.may_support_automatic(eu, TODAY), Err(WhyNot::NotVerified));
}

#[test]
fn expiry_is_computed_from_the_date() {
    let right = Right { expires_on: Some(TODAY), ..verified() };
    let tomorrow = TODAY.tomorrow().unwrap();
    assert_eq!((right.state_on(TODAY), right.in_force(TODAY)), (RightState::Verified, true));
    assert_eq!((right.state_on(tomorrow), right.in_force(tomorrow)), (RightState::Expired, false));
    assert_eq!(right.history.state(), &ReviewState::Verified, "nothing was recorded");
    let why = right.may_support_automatic("EU".parse().unwrap(), tomorrow);
    assert_eq!(why, Err(WhyNot::NotInForce));
}

#[test]
fn an_unregistered_work_is_in_force_and_named_by_owner_and_title() {
    let reference = unnumbered(RightKind::Copyright, "Ada North", "Northern Lights, a series").unwrap();
    assert_eq!((reference.office(), reference.number().len()), ("XX", 32));
    let again = unnumbered(RightKind::Copyright, "ADA  NORTH", "northern lights \u{2014} a Series").unwrap();
    assert_eq!(reference, again);
    assert_eq!(reference, reference.to_string().parse().unwrap());
    assert_ne!(
        reference,
        unnumbered(RightKind::Copyright, "Ada", "North Northern Lights, a series").unwrap()
    );
    assert!(unnumbered(RightKind::Copyright, "Ada North", "?").is_err());
    let history = History::submitted(By::Holder, now());
    let work = Right::submitted(reference, "Northern Lights".to_owned(), "Ada North".to_owned(), history);
    assert_eq!(work.status, RightStatus::Unregistered);
    assert!(work.in_force(TODAY) && !work.is_registered());
}

#[test]
fn an_agent_acts_within_its_mandate_while_it_holds() {
    let demo: MarketplaceId = "demo".parse().unwrap();
    let other: MarketplaceId = "other".parse().unwrap();
    let agency: AccountId = "agents".parse().unwrap();
    let own: AccountId = "northlight".parse().unwrap();
    let (agent, holder) = ((party(1), Some(agency)), (party(2), None));
    let mandate = Mandate {
        agent: agency,
        claims: vec![Claim::Counterfeit],
        marketplaces: vec![demo.clone()],
        given_on: Some(TODAY),
        until: Some(TODAY),
        revoked_on: None,
        document: None,
    };
    let mut right = Right { holders: vec![party(2)], account: Some(own), ..mark() };
    assert_eq!(right.add_mandate(mandate.clone()), Ok(true));
    assert_eq!(right.add_mandate(mandate), Ok(false));
    let tomorrow = TODAY.tomorrow().unwrap();
    for (party, marketplace, claim, day, may) in [
        (agent, &demo, Claim::Counterfeit, TODAY, true),
        (agent, &other, Claim::Counterfeit, TODAY, false),
        (agent, &demo, Claim::TrademarkMisuse, TODAY, false),
        (agent, &demo, Claim::Counterfeit, tomorrow, false),
        (holder, &other, Claim::TrademarkMisuse, tomorrow, true),
        ((party(3), Some(own)), &other, Claim::TrademarkMisuse, tomorrow, true),
        ((party(1), None), &demo, Claim::Counterfeit, TODAY, false),
    ] {
        assert_eq!(right.may_act(party, marketplace, claim, day), may, "{claim} {marketplace} {day}");
    }
    assert_eq!(right.revoke_mandates(Some(agency), TODAY), 1);
    assert!(!right.may_act(agent, &demo, Claim::Counterfeit, TODAY), "not on the day of revocation");
    assert!(right.may_act(agent, &demo, Claim::Counterfeit, TODAY.yesterday().unwrap()), "but before");
    assert_eq!(right.revoke_mandates(None, tomorrow), 0);
    done(&mut right, &By::Holder, &RightCommand::Assign { to: "Southlight Ltd".to_owned() }).unwrap();
    assert!(!right.may_act(holder, &demo, Claim::Counterfeit, TODAY), "its former owner may not");
}

#[test]
fn an_allowed_seller_is_known_until_its_last_day() {
    let marketplace: MarketplaceId = "demo".parse().unwrap();
    let seller = party(1);
    let mut right = mark();
    let entry = AuthorisedSeller { marketplace, seller, until: None, note: String::new() };
    right.allow_seller(entry.clone()).unwrap();
    assert!(right.is_authorised(seller, TODAY));
    right.allow_seller(AuthorisedSeller { until: Some(TODAY), ..entry }).unwrap();
    assert_eq!(right.sellers.len(), 1, "in place of its former entry");
    assert!(right.is_authorised(seller, TODAY) && !right.is_authorised(seller, TODAY.tomorrow().unwrap()));
    assert!(right.disallow_seller(seller) && !right.disallow_seller(seller));
    assert!(!right.is_authorised(seller, TODAY));
}

#[test]
fn every_list_ends_somewhere() {
    let mut right = Right { documents: vec![], ..mark() };
    let marketplace: MarketplaceId = "demo".parse().unwrap();
    for number in 0..MOST_SELLERS {
        let seller = party(number as u128);
        let entry =
            AuthorisedSeller { marketplace: marketplace.clone(), seller, until: None, note: String::new() };
        right.allow_seller(entry).unwrap();
    }
    let one_more =
        AuthorisedSeller { seller: party(u128::MAX), marketplace, until: None, note: String::new() };
    let full = right.allow_seller(one_more).unwrap_err().to_string();
    assert!(full.starts_with("a right holds at most 500 authorised sellers"), "{full}");
    for number in 0..MOST_MANDATES {
        let mandate = Mandate {
            agent: format!("agent-{number}").parse().unwrap(),
            claims: vec![],
            marketplaces: vec![],
            given_on: None,
            until: None,
            revoked_on: None,
            document: None,
        };
        assert_eq!(right.add_mandate(mandate), Ok(true));
    }
    let last = right.mandates[0].clone();
    assert!(right.add_mandate(Mandate { until: Some(TODAY), ..last }).is_err());
    for number in 0..MOST_DOCUMENTS {
        assert_eq!(right.add_document(document(&number.to_string(), DocumentKind::Translation)), Ok(true));
    }
    assert_eq!(right.add_document(document("0", DocumentKind::Translation)), Ok(false), "it is there");
    assert!(right.add_document(document("one more", DocumentKind::Certificate)).is_err());
}

#[test]
fn a_file_is_a_document_once_as_each_kind_and_a_letter_taken_away_is_no_mandates_any_longer() {
    let mut right = mark();
    let both = document("certificate", DocumentKind::ClassPage);
    assert_eq!(right.add_document(both), Ok(true), "one file may serve as both");
    assert_eq!(right.add_document(both), Ok(false));
    assert!(right.remove_document(both.digest, DocumentKind::ClassPage));
    assert!(!right.remove_document(both.digest, DocumentKind::ClassPage));
    assert!(right.has_document(DocumentKind::Certificate), "it stays what else it is");

    let letter = document("letter", DocumentKind::LetterOfAuthority);
    let bare = Mandate {
        agent: "agents".parse().unwrap(),
        claims: vec![],
        marketplaces: vec![],
        given_on: Some(TODAY.yesterday().unwrap()),
        until: None,
        revoked_on: None,
        document: None,
    };
    let with = |letter| Mandate { given_on: Some(TODAY), document: Some(letter), ..bare.clone() };
    assert_eq!(right.add_mandate(bare.clone()), Ok(true));
    assert_eq!(right.add_mandate(with(letter.digest)), Ok(false), "its letter comes later");
    assert_eq!(right.mandates, [Mandate { document: Some(letter.digest), ..bare.clone() }]);
    right.add_document(letter).unwrap();
    assert!(right.remove_document(letter.digest, DocumentKind::LetterOfAuthority));
    assert_eq!(right.mandates, std::slice::from_ref(&bare));
    right.add_mandate(with(letter.digest)).unwrap();
    let other = document("another letter", DocumentKind::LetterOfAuthority);
    assert_eq!(right.add_mandate(with(other.digest)), Ok(true), "under another letter it is another");
}
