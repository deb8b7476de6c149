//! Days as they are typed.

use jiff::civil::Date;

/// The day that `text` names.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a day is written like 2034-05-01".to_owned())
}
