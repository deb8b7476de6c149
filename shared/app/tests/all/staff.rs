//! Who acts, and who is of the staff.

use app::staff::{ActingError, StaffError, acting, add, remove};
use port::{Principal, StaffRole};
use testkit::world::World;

fn principal(name: &str) -> Principal {
    format!("arn:aws:iam::123456789012:user/{name}").parse().unwrap()
}

fn call_as(world: &World, name: &str) {
    world.look().caller = principal(name).to_string();
}

#[tokio::test]
async fn a_caller_acts_by_its_identity_and_role_and_nobody_else_does() {
    let world = World::new();
    let acts = async |role| acting(&world, &world, role).await;
    assert!(matches!(acts(StaffRole::Reviewer).await, Err(ActingError::NotStaff { .. })));

    add(&world, principal("ada"), "ada".parse().unwrap(), vec![StaffRole::Reviewer]).await.unwrap();
    assert_eq!(acts(StaffRole::Reviewer).await.unwrap(), "ada".parse().unwrap());
    assert!(matches!(acts(StaffRole::Operator).await, Err(ActingError::LacksRole { .. })));

    call_as(&world, "ben");
    assert!(matches!(acts(StaffRole::Reviewer).await, Err(ActingError::NotStaff { .. })));
    world.look().caller = "arn:aws:iam::123456789012:root".to_owned();
    assert!(
        matches!(acts(StaffRole::Reviewer).await, Err(ActingError::Caller(_))),
        "an account is no person"
    );

    call_as(&world, "ada");
    assert_eq!(remove(&world, &"ada".parse().unwrap()).await.unwrap(), 1);
    assert!(matches!(acts(StaffRole::Reviewer).await, Err(ActingError::NotStaff { .. })));
}

#[tokio::test]
async fn one_person_has_one_id_under_all_its_identities_and_no_id_is_given_again() {
    let world = World::new();
    let (ada, both) = ("ada".parse().unwrap(), vec![StaffRole::Reviewer, StaffRole::Operator]);
    let session: Principal = "arn:aws:sts::123456789012:assumed-role/Desk/ada".parse().unwrap();
    add(&world, principal("ada"), ada, both.clone()).await.unwrap();
    add(&world, session.clone(), "ada".parse().unwrap(), both.clone()).await.unwrap();
    world.look().caller = session.to_string();
    let acts = acting(&world, &world, StaffRole::Operator).await.unwrap();
    assert_eq!(acts, "ada".parse().unwrap(), "two identities of one person are one decider");

    let taken = add(&world, session.clone(), "ben".parse().unwrap(), both.clone()).await;
    assert!(matches!(taken, Err(StaffError::Taken { .. })));
    assert_eq!(remove(&world, &"ada".parse().unwrap()).await.unwrap(), 2);
    let retired = add(&world, principal("newcomer"), "ada".parse().unwrap(), both.clone()).await;
    assert!(matches!(retired, Err(StaffError::Retired(_))), "past decisions name the id");
    add(&world, session, "ada".parse().unwrap(), both).await.unwrap();
    assert!(matches!(remove(&world, &"ben".parse().unwrap()).await, Err(StaffError::Unknown(_))));
}
