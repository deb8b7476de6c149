//! What all letters of an installation share: who writes, and where the receiver is led.

use app::filing::{Link, LinkKey};
use case::{Case, Recipient};
use web::letter::Sender;

/// What all letters of an installation share.
#[derive(Clone)]
pub struct Letterhead {
    /// Who writes.
    pub sender: Sender,
    /// Address of the pages, without a slash at its end.
    pub public_url: String,
    /// Key of the links in letters.
    pub links: LinkKey,
}

impl Letterhead {
    /// Full address of the page on which `to` follows `case` and answers.
    pub(crate) fn page(&self, case: &Case, to: Recipient) -> String {
        let (path, link) = match to {
            Recipient::Seller => ("seller", Link::Seller(case.id)),
            Recipient::Complainant => ("status", Link::of_complainant(case)),
        };
        format!("{}/{path}/{}", self.public_url, self.links.token(link))
    }
}
