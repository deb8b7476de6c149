//! What a switch is set with.

use app::switches::{SetSwitchError, set_switch};
use policy::switches::{LONGEST_WHY, SwitchScope};
use testkit::world::World;

#[tokio::test]
async fn a_switch_says_why_in_as_many_characters_as_are_kept() {
    for (why, is_set) in [
        (String::new(), false),
        (" \n".to_owned(), false),
        ("x".to_owned(), true),
        // Characters, not bytes.
        ("误".repeat(LONGEST_WHY), true),
        ("x".repeat(LONGEST_WHY + 1), false),
        (format!(" {}\n", "x".repeat(LONGEST_WHY)), true),
    ] {
        let world = World::new();
        let by = "ada".parse().unwrap();
        let set = set_switch(&world, &world, SwitchScope::All, true, by, why.clone()).await;
        match set {
            Ok(switch) => assert!(is_set && switch.why == why.trim(), "{why}"),
            Err(error) => assert!(!is_set && matches!(error, SetSwitchError::Why), "{why}: {error}"),
        }
        assert_eq!(world.look().switches.len(), usize::from(is_set), "{why}");
    }
}
