//! From an understood complaint to stored cases: the one way in that the web form, the API and mail share,
//! and the links by which the parties come back.

mod facts;
mod file;
mod link;
mod places;
mod prove;

pub use facts::{Facts, NotAFact};
pub use file::{FileError, Filed, Opened, file, open_case};
pub use link::{BadLink, Link, LinkKey};
pub use places::listing_urls;
pub use prove::is_filing_code;
