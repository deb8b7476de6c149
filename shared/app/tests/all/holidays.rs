//! Somebody is told before a list of holidays ends.

use app::tell_lists_ending;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use testkit::world::World;

#[test]
fn a_list_that_ends_is_told_of_from_90_days_before_until_it_is_followed() {
    let (_, last) = policy::lists_end()[0];
    let told = |days: i64| {
        let day = last.saturating_sub(days.days()).at(0, 10, 0, 0);
        let now: Timestamp = day.to_zoned(TimeZone::UTC).unwrap().timestamp();
        let world = World::new();
        world.look().now = now;
        (tell_lists_ending(&world, &world), world.look().journal.to_vec())
    };
    assert_eq!(told(91), (0, vec![]));
    for (days, left) in [(90, r#""days_left":90"#), (0, r#""days_left":0"#), (-5, r#""days_left":-5"#)] {
        let (count, journal) = told(days);
        assert!(count >= 1 && journal[0].contains(r#""holiday_list_ends":1"#), "{journal:?}");
        assert!(journal[0].contains(left) && journal[0].contains(&last.to_string()), "{journal:?}");
    }
}
