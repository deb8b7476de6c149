//! Accounts over the world in memory: who belongs to them, what follows a member, and that it survives any death.

use app::erasure::erase_party;
use app::filing::{IdentifiedComplaint, account_of_secret, enter, open_case};
use app::{
    AccountError, Mailbox, NewAccount, add_member, change_address, identify, known_filer, mailbox_of,
    members_of, note_returned_mail, open_account, own_among, remove_member, renew_secret, set_secret,
};
use case::{AccountId, AccountKind, Digest, Owner, PartyId, Subject};
use jiff::SignedDuration;
use port::{Accounts as _, Bounces as _, MOST_MEMBERS, Member, OwnComplaints as _, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const KINDS: [FaultKind; 4] =
    [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer];
const ADA: &str = "ada@agents.example";
const BEN: &str = "ben@agents.example";

fn agents() -> AccountId {
    "agents".parse().unwrap()
}

fn new() -> NewAccount {
    let (name, email) = ("Agents".to_owned(), "office@agents.example".to_owned());
    NewAccount { id: agents(), kind: AccountKind::Agency, name, email }
}

async fn opened() -> World {
    let world = sample::world(3);
    open_account(&world, &world, new(), world.now()).await.unwrap();
    world
}

/// A complaint about these listings from `address`, as by authenticated mail.
async fn complaint(world: &World, id: u128, numbers: &[usize], address: &str) -> IdentifiedComplaint {
    let mut document = sample::complaint(id, numbers.iter().copied());
    document.complainant.email = address.to_owned();
    document.proof = "mail".to_owned();
    document.filed_at = world.now().to_string();
    let complaint = notice::Complaint::read(&document).unwrap();
    identify(world, complaint, None).await.unwrap()
}

/// Files about listing `number` from `address`.
async fn file(world: &World, id: u128, number: usize, address: &str) -> case::CaseId {
    let (filed, _) = enter(world, world, &complaint(world, id, &[number], address).await).await.unwrap();
    filed.opened.unwrap().case
}

fn later(world: &World) {
    world.pass(SignedDuration::from_mins(1));
}

async fn owner_of(world: &World, address: &str) -> Owner {
    known_filer(world, address).await.unwrap().unwrap().owner
}

#[tokio::test]
async fn what_a_member_filed_before_follows_it_and_what_it_files_once_removed_is_its_own() {
    let world = opened().await;
    let before = file(&world, 11, 0, ADA).await;
    later(&world);
    let party = add_member(&world, &agents(), "Ada+x@Agents.example", world.now()).await.unwrap();
    assert_eq!(owner_of(&world, ADA).await, Owner::Account(agents()));
    let own = world.own_complaints(&agents(), None, 9).await.unwrap();
    assert_eq!(own.iter().map(|it| it.case).collect::<Vec<_>>(), [Some(before)], "its list holds it");

    // A colleague says the same again: one case.
    later(&world);
    assert_eq!(file(&world, 12, 0, "office+desk@agents.example").await, before);
    let mine = world.look().cases.values().cloned().collect();
    assert_eq!(own_among(&world, "office@agents.example", mine).await.unwrap().len(), 1);

    later(&world);
    remove_member(&world, &world, &agents(), ADA, world.now()).await.unwrap();
    assert_eq!(owner_of(&world, "ada+y@agents.example").await, Owner::Party(party));
    let theirs: Vec<_> = world.look().cases.values().cloned().collect();
    assert!(own_among(&world, ADA, theirs).await.unwrap().is_empty(), "history stays the account's");
    later(&world);
    let after = file(&world, 13, 0, ADA).await;
    assert_ne!(after, before, "what it files now is its own");
    later(&world);
    assert_eq!(file(&world, 14, 0, "office@agents.example").await, before, "and never the account's");
}

#[tokio::test]
async fn all_that_a_member_filed_before_is_in_the_accounts_list_as_it_was_filed() {
    let world = opened().await;
    let one = file(&world, 11, 0, ADA).await;
    let at =
        [world.now(), world.now() + SignedDuration::from_mins(1), world.now() + SignedDuration::from_mins(2)];
    later(&world);
    assert_eq!(file(&world, 12, 0, ADA).await, one, "a repeat is merged");
    later(&world);
    let several = complaint(&world, 13, &[1, 2], ADA).await;
    let (filed, _) = enter(&world, &world, &several).await.unwrap();
    for index in 0..2 {
        open_case(&world, &several, index, Digest::of(b"several")).await.unwrap();
    }
    later(&world);
    add_member(&world, &agents(), ADA, world.now()).await.unwrap();
    let own = world.own_complaints(&agents(), None, 9).await.unwrap();
    let listed: Vec<_> = own.iter().map(|it| (it.filed_at, it.listings, it.case, it.reference)).collect();
    let of_one = world.look().cases[&one].case.filing.reference;
    let expected =
        [(at[2], 2, None, filed.reference), (at[1], 1, Some(one), of_one), (at[0], 1, Some(one), of_one)];
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn an_account_has_a_most_of_members_and_who_is_one_stays_one() {
    let world = opened().await;
    let former = |number: usize| Member {
        party: PartyId::new(uuid::Uuid::from_u128(number as u128)),
        from: world.now(),
        until: Some(world.now()),
        history_from: None,
    };
    let former: Vec<_> = (1..MOST_MEMBERS - 1).map(former).collect();
    world.look().accounts.get_mut(&agents()).unwrap().members.extend(former);
    let last = add_member(&world, &agents(), ADA, world.now()).await.unwrap();
    let error = add_member(&world, &agents(), BEN, world.now()).await.unwrap_err();
    assert!(matches!(error, AccountError::Full) && error.to_string().contains("500"), "{error}");
    assert_eq!(add_member(&world, &agents(), ADA, world.now()).await.unwrap(), last, "again changes nothing");
    assert_eq!(world.look().accounts[&agents()].members.len(), MOST_MEMBERS);
}

#[tokio::test]
async fn members_are_told_in_their_order_with_who_was_removed_and_who_was_erased() {
    let world = opened().await;
    let office = world.party("office@agents.example");
    let ada = add_member(&world, &agents(), ADA, world.now()).await.unwrap();
    let ben = add_member(&world, &agents(), BEN, world.now()).await.unwrap();
    later(&world);
    remove_member(&world, &world, &agents(), ADA, world.now()).await.unwrap();
    erase_party((&world, &world), ben, &"eva".parse().unwrap(), false, world.now()).await.unwrap();
    let account = world.account(&agents()).await.unwrap().unwrap();
    let members = members_of(&world, &account).await.unwrap();
    let told: Vec<_> = members.iter().map(|it| (it.member.party, it.member.until, it.erased_at)).collect();
    let now = Some(world.now());
    assert_eq!(told, [(office, None, None), (ada, now, None), (ben, None, now)]);
}

/// In every order of their calls.
#[tokio::test]
async fn two_who_join_at_a_time_both_join() {
    for seed in 0..40 {
        let world = opened().await;
        world.interleave(seed);
        let (now, id) = (world.now(), agents());
        let (ada, ben) = tokio::join!(add_member(&world, &id, ADA, now), add_member(&world, &id, BEN, now));
        let account = world.account(&agents()).await.unwrap().unwrap();
        assert!(account.has_member(ada.unwrap()) && account.has_member(ben.unwrap()), "seed {seed}");
    }
}

#[tokio::test]
async fn of_two_accounts_that_ask_at_a_time_for_a_person_one_gets_it() {
    let others: AccountId = "others".parse().unwrap();
    for seed in 0..40 {
        let world = opened().await;
        let email = "office@others.example".to_owned();
        open_account(&world, &world, NewAccount { id: others, email, ..new() }, world.now()).await.unwrap();
        let party = world.party(ADA);
        world.interleave(seed);
        let (now, id) = (world.now(), agents());
        let (one, other) =
            tokio::join!(add_member(&world, &id, ADA, now), add_member(&world, &others, ADA, now));
        let (winner, loser, refused) =
            if one.is_ok() { (agents(), others, other) } else { (others, agents(), one) };
        assert!(
            matches!(refused, Err(AccountError::Elsewhere(it)) if it == winner),
            "seed {seed}: {refused:?}"
        );
        assert_eq!(owner_of(&world, ADA).await, Owner::Account(winner), "seed {seed}");
        let has = |id| world.look().accounts[&id].has_member(party);
        assert!(has(winner) && !has(loser), "seed {seed}");
    }
}

#[tokio::test]
async fn an_opening_that_died_at_any_call_is_completed_for_the_same_name_and_address_only() {
    let calm = sample::world(0);
    open_account(&calm, &calm, new(), calm.now()).await.unwrap();
    let calls = calm.look().calls.len();
    assert!(calls > 5, "{calls} calls");
    let mut completed = 0;
    for kind in KINDS {
        for nth in 0..calls {
            let world = sample::world(0);
            let now = world.now();
            world.plan([Fault { nth, kind }]);
            let _died = world.until_crash(open_account(&world, &world, new(), now)).await;
            let begun = world.look().accounts.get(&agents()).cloned();
            if begun.as_ref().is_some_and(|it| it.members.is_empty()) {
                let namesake = NewAccount { name: "Other Agents".to_owned(), ..new() };
                let refused = open_account(&world, &world, namesake, now).await.err().unwrap();
                assert!(matches!(refused, AccountError::Exists(_)), "{kind:?} at {nth}: {refused}");
                let secret = open_account(&world, &world, new(), now).await.unwrap();
                let shown = account_of_secret(&world, &secret.text).await.unwrap();
                assert_eq!(shown.unwrap().members.len(), 1, "{kind:?} at {nth}");
                completed += 1;
            }
        }
    }
    assert!(completed > 5, "{completed}");
}

#[tokio::test]
async fn a_secret_that_others_know_is_set_for_a_trial() {
    let world = opened().await;
    let text = sample::ACCOUNT_SECRET.replace("northlight", "agents");
    set_secret(&world, &agents(), &text).await.unwrap();
    assert_eq!(account_of_secret(&world, &text).await.unwrap().unwrap().id, agents());
}

#[tokio::test]
async fn a_secret_ends_when_it_is_renewed_and_when_a_member_is_removed() {
    let world = sample::world(0);
    let first = open_account(&world, &world, new(), world.now()).await.unwrap();
    let good = async |text: &str| account_of_secret(&world, text).await.unwrap().is_some();
    assert!(good(&first.text).await);
    let second = renew_secret(&world, &world, &agents()).await.unwrap();
    assert!(!good(&first.text).await && good(&second.text).await);
    add_member(&world, &agents(), ADA, world.now()).await.unwrap();
    let third = remove_member(&world, &world, &agents(), ADA, world.now()).await.unwrap();
    assert!(!good(&second.text).await && good(&third.text).await);
    let error = remove_member(&world, &world, &agents(), ADA, world.now()).await.unwrap_err();
    assert!(matches!(error, AccountError::NoMember(_)), "{error}");
    let error =
        remove_member(&world, &world, &agents(), "office+x@agents.example", world.now()).await.unwrap_err();
    assert!(matches!(error, AccountError::Contact(_)), "{error}");
    let error = add_member(&world, &agents(), sample::HOLDER, world.now()).await.unwrap_err();
    assert!(matches!(error, AccountError::Elsewhere(_)), "{error}");
    let error = open_account(&world, &world, new(), world.now()).await.err().unwrap();
    assert!(matches!(error, AccountError::Exists(_)), "{error}");
}

/// What is stored of accounts and their people.
async fn state(world: &World) -> (Vec<(PartyId, bool)>, Owner, usize) {
    let account = world.account(&agents()).await.unwrap().unwrap();
    let members = account.members.iter().map(|it| (it.party, it.until.is_none())).collect();
    let own = world.own_complaints(&agents(), None, 9).await.unwrap().len();
    (members, owner_of(world, ADA).await, own)
}

#[tokio::test]
async fn joining_and_being_removed_are_completed_after_dying_at_any_call() {
    let calm = opened().await;
    file(&calm, 11, 0, ADA).await;
    later(&calm);
    calm.look().calls.clear();
    add_member(&calm, &agents(), ADA, calm.now()).await.unwrap();
    let joining = calm.look().calls.len();
    let joined = state(&calm).await;
    calm.look().calls.clear();
    remove_member(&calm, &calm, &agents(), ADA, calm.now()).await.unwrap();
    let leaving = calm.look().calls.len();
    let left = state(&calm).await;
    assert!(joining > 5 && leaving > 3, "{joining} and {leaving} calls");
    for kind in KINDS {
        for at in 0..joining {
            let world = opened().await;
            file(&world, 11, 0, ADA).await;
            later(&world);
            let from = world.look().calls.len();
            world.plan([Fault { nth: from + at, kind }]);
            let now = world.now();
            let _died = world.until_crash(add_member(&world, &agents(), ADA, now)).await;
            add_member(&world, &agents(), ADA, now).await.unwrap();
            assert_eq!(state(&world).await, joined, "{kind:?} at {at}");
        }
        for at in 0..leaving {
            let world = opened().await;
            file(&world, 11, 0, ADA).await;
            later(&world);
            add_member(&world, &agents(), ADA, world.now()).await.unwrap();
            let from = world.look().calls.len();
            world.plan([Fault { nth: from + at, kind }]);
            let now = world.now();
            let _died = world.until_crash(remove_member(&world, &world, &agents(), ADA, now)).await;
            let again = remove_member(&world, &world, &agents(), ADA, now).await;
            assert!(matches!(again, Ok(_) | Err(AccountError::NoMember(_))), "{kind:?} at {at}");
            assert_eq!(state(&world).await, left, "{kind:?} at {at}");
        }
    }
}

#[tokio::test]
async fn when_a_members_mail_comes_back_the_account_is_written_to() {
    let world = opened().await;
    let party = add_member(&world, &agents(), ADA, world.now()).await.unwrap();
    file(&world, 11, 0, ADA).await;
    let cases: Vec<_> = world.look().cases.values().cloned().collect();
    let account = world.account(&agents()).await.unwrap();
    let mailbox = async || mailbox_of(&world, account.as_ref(), party).await.unwrap();
    assert_eq!(mailbox().await, Mailbox::Filer);
    let stranger = [Subject::of_address(sample::HOLDER)];
    assert_eq!(note_returned_mail(&world, &stranger, &cases, world.now()).await.unwrap(), 0);
    assert!(world.look().bounced.is_empty(), "a report marks nobody else");

    let failed = [Subject::of_address("ada+x@agents.example")];
    assert_eq!(note_returned_mail(&world, &failed, &cases, world.now()).await.unwrap(), 1);
    assert!(world.marked(party).await.unwrap().is_some());
    let (email, name) = ("office@agents.example".to_owned(), "Agents".to_owned());
    assert_eq!(mailbox().await, Mailbox::Account { email, name });

    let failed = [Subject::of_address("office@agents.example")];
    assert_eq!(note_returned_mail(&world, &failed, &cases, world.now()).await.unwrap(), 1);
    assert_eq!(mailbox().await, Mailbox::None);
    assert_eq!(mailbox_of(&world, None, party).await.unwrap(), Mailbox::Filer);
}

#[tokio::test]
async fn a_change_of_address_is_completed_after_dying_at_any_call() {
    let address = "legal@agents.example";
    let seen = async |world: &World| {
        let account = world.account(&agents()).await.unwrap().unwrap();
        (account.email, account.members.len(), owner_of(world, address).await)
    };
    let calm = opened().await;
    calm.look().calls.clear();
    change_address(&calm, &agents(), address, calm.now()).await.unwrap();
    let calls = calm.look().calls.len();
    assert!(calls > 5, "{calls} calls");
    let done = seen(&calm).await;
    assert_eq!(done, (address.to_owned(), 2, Owner::Account(agents())));
    for kind in KINDS {
        for at in 0..calls {
            let world = opened().await;
            let from = world.look().calls.len();
            world.plan([Fault { nth: from + at, kind }]);
            let now = world.now();
            let _died = world.until_crash(change_address(&world, &agents(), address, now)).await;
            let account = world.look().accounts[&agents()].clone();
            assert!(account.email != address || account.members.len() == 2, "a stranger is not written to");
            change_address(&world, &agents(), address, now).await.unwrap();
            assert_eq!(seen(&world).await, done, "{kind:?} at {at}");
        }
    }
    let error = change_address(&calm, &agents(), sample::HOLDER, calm.now()).await.unwrap_err();
    assert!(matches!(error, AccountError::Elsewhere(_)), "{error}");
    assert_eq!(seen(&calm).await, done);
}
