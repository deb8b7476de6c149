//! What holds for every file.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

use proptest::prelude::*;
use sheet::Limits;

use crate::files::workbook;

fn names(cells: &[String]) -> usize {
    usize::from(cells.first().is_some_and(|cell| cell == "url"))
}

proptest! {
    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        drop(sheet::read(&bytes, &Limits::default(), |cells| cells.len()));
        let mut archive = b"PK\x03\x04".to_vec();
        archive.extend(&bytes);
        drop(sheet::read(&archive, &Limits::default(), |cells| cells.len()));
    }

    #[test]
    fn a_broken_workbook_is_an_error_or_a_table(cut in 0_usize..6_000, at in 0_usize..6_000, byte in any::<u8>()) {
        let row = |text: &str| format!("<row><c t='str'><v>{text}</v></c></row>");
        let mut bytes = workbook(&format!("{}{}", row("url"), row("x").repeat(9)), &[]);
        prop_assert_eq!(sheet::read(&bytes, &Limits::default(), names).unwrap().rows.len(), 9);
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
        drop(sheet::read(&bytes, &Limits::default(), names));
        bytes.truncate(cut);
        drop(sheet::read(&bytes, &Limits::default(), names));
    }
}
