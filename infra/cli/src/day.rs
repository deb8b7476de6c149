//! Days as they are typed.

use anyhow::anyhow;
use jiff::civil::Date;

/// The day that `text` names.
pub(crate) fn day(text: &str) -> anyhow::Result<Date> {
    text.parse().map_err(|_| anyhow!("a day is written like 2034-05-01"))
}
