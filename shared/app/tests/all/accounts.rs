//! Accounts over the world in memory: who belongs to them, what follows a member, and that it survives any death.

use app::filing::{account_of_secret, enter};
use app::{
    AccountError, Mailbox, NewAccount, add_member, change_address, identify, known_filer, mailbox_of,
    note_returned_mail, open_account, own_among, remove_member, renew_secret,
};
use case::{AccountId, AccountKind, Owner, PartyId, Subject};
use jiff::SignedDuration;
use port::{Accounts as _, Bounces as _, OwnComplaints as _, WallClock as _};
use testkit::sample;
use testkit::world::{Fault, FaultKind, World};

const KINDS: [FaultKind; 4] =
    [FaultKind::CrashBefore, FaultKind::CrashAfter, FaultKind::Fails, FaultKind::LosesAnswer];
const ADA: &str = "ada@agents.example";

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

/// Files about listing `number` from `address`, as by authenticated mail.
async fn file(world: &World, id: u128, number: usize, address: &str) -> case::CaseId {
    let mut document = sample::complaint(id, [number]);
    document.complainant.email = address.to_owned();
    document.proof = "mail".to_owned();
    document.filed_at = world.now().to_string();
    let complaint = notice::Complaint::read(&document).unwrap();
    let identified = identify(world, complaint, None).await.unwrap();
    let (filed, _) = enter(world, world, &identified).await.unwrap();
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
