//! What all letters of an installation share: who writes, and where the receiver is led.

use app::filing::{Link, LinkKey};
use case::{Case, Recipient};
use notice::is_mail_address;
use url::Url;
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

/// Reads the address that letters come from. Were it impossible, every letter would be.
///
/// # Errors
/// What the setting must be.
pub fn parse_sender(text: &str) -> Result<Sender, &'static str> {
    if is_mail_address(text) {
        Ok(Sender::new(text))
    } else {
        Err("must be a mail address such as complaints@goodfaith.example")
    }
}

/// Reads the address of the pages.
///
/// # Errors
/// What the setting must be.
pub fn parse_public_url(text: &str) -> Result<String, &'static str> {
    let web = |url: &Url| {
        matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
    };
    match Url::parse(text) {
        Ok(url) if web(&url) => Ok(url.as_str().trim_end_matches('/').to_owned()),
        Ok(_) | Err(_) => Err("must be a web address such as https://goodfaith.example"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_address_is_a_web_address_without_slash_at_the_end() {
        assert_eq!(parse_public_url("https://g.example/").as_deref(), Ok("https://g.example"));
        assert_eq!(parse_public_url("http://g.example:81/ip/").as_deref(), Ok("http://g.example:81/ip"));
        for bad in ["", "g.example", "ftp://g.example", "https://g.example/?a=b", "https://g.example/#a"] {
            assert!(parse_public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_sender_is_a_mail_address() {
        assert!(parse_sender("complaints@g.example").is_ok());
        assert!(parse_sender("Goodfaith <complaints@g.example>").is_err());
    }
}
