//! MIME messages (RFC 5322, RFC 2045 to 2049) as a flat list of parts.
//!
//! [`read`] takes the raw bytes apart in one pass and copies nothing; what a part holds is decoded when it is
//! asked for. Header fields are parsed by `mail-parser`; the tree of parts is ours, since what comes in is
//! hostile: the time is linear in the bytes whatever the boundaries are, and every bound has a reason.
//!
//! ```
//! let raw = b"From: Ada <ada@brand.example>\r\nSubject: =?utf-8?q?Fake_caf=C3=A9?=\r\n\r\nLook at it.\r\n";
//! let message = mime::read(raw, &mime::Limits::default())?;
//! assert_eq!(message.field("subject").map(|field| field.text()).as_deref(), Some("Fake café"));
//! assert_eq!(message.readable(mime::ROOT, 1_000).text, "Look at it.\n");
//! # Ok::<(), mime::MessageError>(())
//! ```

mod charset;
mod clearsign;
mod cms;
mod flowed;
mod header;
mod html;
mod limits;
mod media;
mod message;
mod part;
pub mod pdf;
mod readable;
mod split;
mod transfer;
mod words;

pub use charset::{Text, Unreadable};
pub use clearsign::strip as strip_clearsign;
pub use header::{Field, Fields, Mailbox};
pub use html::{Link, Page, read as read_html};
pub use limits::{Limits, MessageError};
pub use message::{Message, ROOT};
pub use part::{Disposition, Encoding, Flaw, Kind, Part};
pub use readable::{Readable, Signed};
pub use split::read;
