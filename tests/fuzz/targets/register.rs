//! Any bytes as a file of an office: nothing panics, and only what is registered, begun and not over is in force.
#![no_main]

use jiff::civil::{Date, date};
use libfuzzer_sys::fuzz_target;
use offices::{InForce, OfficeStatus, read};

const TODAY: Date = date(2026, 11, 21);

fuzz_target!(|bytes: &[u8]| {
    for record in read(bytes).unwrap_or_default() {
        assert!(record.right().is_some());
        assert!(record.classes.iter().all(|class| (1..=45).contains(class)));
        if record.in_force(TODAY) == InForce::Yes {
            assert_eq!(record.status, OfficeStatus::Registered);
            assert!(record.expires_on.is_some_and(|last| last >= TODAY));
            assert!(record.registered_on.is_none_or(|day| day <= TODAY));
            assert!(!record.territories.is_empty());
        }
    }
});
