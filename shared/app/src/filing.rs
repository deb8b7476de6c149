//! From an understood notice to stored cases: the one way in that the web form, the API, sheets and mail
//! share, and the links by which the parties come back.

pub mod bulk;
mod challenge;
mod check;
mod cursor;
mod file;
mod identified;
mod key;
mod limit;
mod link;
mod mail;
mod pending;
mod places;
mod reference;
mod secret;
mod submit;

pub use challenge::{Challenge, Solution};
pub use check::{ChannelProof, Checked, check};
pub use cursor::{cursor, read_cursor};
pub(crate) use file::MOST_REFILINGS;
pub use file::{FileError, Filed, Opened, enter, file, open_case};
pub use identified::{Earlier, IdentifiedComplaint};
pub(crate) use identified::{joined_document, read_joined};
pub use key::{Authenticated, NewKey, authenticate, new_key};
pub(crate) use limit::writer;
pub use limit::{TooMany, Within, network_of, within, writer_within};
pub use link::{BadLink, BadLinkKey, Link, LinkKey};
pub use mail::seal_mail;
pub(crate) use pending::{HELD, new_note};
pub use pending::{
    MOST_OF_REASON, Unconfirmed, UnconfirmedError, confirm_pending, drop_unconfirmed, file_unconfirmed,
    read_pending, unconfirmed, unconfirmed_complaint,
};
pub use places::listing_urls;
pub(crate) use reference::first_draw;
pub use secret::{NewSecret, account_of_secret, new_secret};
pub use submit::{FromMail, REPORT_MEDIA, Submitted, submit};
