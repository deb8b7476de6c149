//! Settings that are more than a text.

use notice::is_mail_address;
use url::Url;
use web::letter::Sender;

/// A setting that is not what it must be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadSetting {
    /// Letters cannot come from it.
    #[error("must be a mail address such as complaints@goodfaith.example")]
    Sender,
    /// Pages cannot be there.
    #[error("must be a web address such as https://goodfaith.example")]
    PublicUrl,
}

/// Reads the address that letters come from. Were it impossible, every letter would be.
pub(crate) fn sender(text: &str) -> Result<Sender, BadSetting> {
    if is_mail_address(text) { Ok(Sender::new(text)) } else { Err(BadSetting::Sender) }
}

/// Reads the address of the pages.
pub(crate) fn public_url(text: &str) -> Result<String, BadSetting> {
    let web = |url: &Url| {
        matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none()
    };
    match Url::parse(text) {
        Ok(url) if web(&url) => Ok(url.as_str().trim_end_matches('/').to_owned()),
        Ok(_) | Err(_) => Err(BadSetting::PublicUrl),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_address_is_a_web_address_without_slash_at_the_end() {
        assert_eq!(public_url("https://g.example/"), Ok("https://g.example".to_owned()));
        assert_eq!(public_url("http://g.example:81/ip/"), Ok("http://g.example:81/ip".to_owned()));
        for bad in ["", "g.example", "ftp://g.example", "https://g.example/?a=b", "https://g.example/#a"] {
            assert!(public_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_sender_is_a_mail_address() {
        assert!(sender("complaints@g.example").is_ok());
        assert!(sender("Goodfaith <complaints@g.example>").is_err());
    }
}
