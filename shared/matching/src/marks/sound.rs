//! The sounds of names in Latin letters, for titles in other scripts.

pub(super) fn keys_of_name(_name: &str) -> Vec<u32> {
    Vec::new()
}
