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
        let filing = &case.filing;
        let (path, link) = match to {
            Recipient::Seller => ("seller", Link::Seller(case.id)),
            Recipient::Complainant if filing.listings == 1 => {
                ("status", Link::Case { case: case.id, complaint: filing.complaint })
            }
            Recipient::Complainant => ("status", Link::Complaint(filing.complaint)),
        };
        format!("{}/{path}/{}", self.public_url, self.links.token(link))
    }
}
