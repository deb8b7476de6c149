//! By what someone is known outside: a mail address, or a marketplace's seller id.

use std::fmt;

use crate::filing::ListingRef;
use crate::id::{Digest, MarketplaceId};

/// By what a party is known outside. It is personal data: only [`Subject::digest`] is stored, as the key of the
/// one item that leads to the party's random id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(String);

/// Providers of mail that ignore dots in the local part, each with the domain under which all its names are one.
///
/// Google: "Dots don't matter in Gmail addresses" (support.google.com/mail/answer/7436150, read 2026-11-28);
/// googlemail.com is the same service.
const IGNORE_DOTS: [(&str, &str); 2] = [("gmail.com", "gmail.com"), ("googlemail.com", "gmail.com")];

impl Subject {
    /// Who writes from `address`.
    ///
    /// Case, surrounding space and a plus-tag make no difference, nor does the script in which the domain is
    /// written (IDNA). Dots make none where the provider is known to ignore them. What is no address stands for
    /// itself.
    #[must_use]
    pub fn of_address(address: &str) -> Self {
        let lower = address.trim().to_lowercase();
        let Some((local, domain)) = lower.rsplit_once('@') else { return Self(format!("mail:{lower}")) };
        let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| domain.to_owned());
        let domain = domain.trim_end_matches('.');
        // A quoted local part is taken literally.
        let untagged = if local.starts_with('"') { local } else { without_tag(local) };
        match IGNORE_DOTS.iter().find(|(provider, _)| *provider == domain) {
            Some((_, one)) => Self(format!("mail:{}@{one}", untagged.replace('.', ""))),
            None => Self(format!("mail:{untagged}@{domain}")),
        }
    }

    /// The seller that `marketplace` knows as `id`.
    #[must_use]
    pub fn of_seller(marketplace: &MarketplaceId, id: &str) -> Self {
        Self(format!("seller:{marketplace}/{}", id.trim()))
    }

    /// The seller of `listing`, where its marketplace does not say who that is.
    #[must_use]
    pub fn of_seller_of(listing: &ListingRef) -> Self {
        Self(format!("seller-of:{listing}"))
    }

    /// Whether it is a seller, and no address.
    #[must_use]
    pub fn is_seller(&self) -> bool {
        self.0.starts_with("seller:") || self.0.starts_with("seller-of:")
    }

    /// What its item is found by.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.as_bytes())
    }
}

/// The local part without its tag; one that is nothing but a tag stays.
fn without_tag(local: &str) -> &str {
    match local.split_once('+') {
        Some((name, _)) if !name.is_empty() => name,
        _ => local,
    }
}

/// Without what it is: logs must not name anyone.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.0.split(':').next().unwrap_or_default();
        write!(f, "Subject({kind})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_party_however_it_is_written() {
        for (one, other) in [
            ("ada@brand.example", " Ada@BRAND.example "),
            ("ada@brand.example", "ada+listings@brand.example"),
            ("ada@brand.example", "ada+a+b@brand.example."),
            ("ada@bücher.example", "Ada@XN--BCHER-KVA.example"),
            ("ada.north@gmail.com", "adanorth@gmail.com"),
            ("ada.north@gmail.com", "A.D.A.North+x@GoogleMail.com"),
            ("+@brand.example", "+@brand.example"),
        ] {
            assert_eq!(Subject::of_address(one), Subject::of_address(other), "{one} {other}");
        }
    }

    #[test]
    fn other_addresses_are_other_parties() {
        for (one, other) in [
            ("ada@brand.example", "ada@brand.test"),
            ("ada.north@brand.example", "adanorth@brand.example"),
            ("+a@brand.example", "+b@brand.example"),
            ("\"a+b\"@brand.example", "a@brand.example"),
            ("ada", "ada@brand.example"),
            ("ada@gmail.com.example", "a.da@gmail.com.example"),
        ] {
            assert_ne!(Subject::of_address(one), Subject::of_address(other), "{one} {other}");
        }
    }

    #[test]
    fn a_seller_is_known_within_its_marketplace() {
        let (demo, other) = ("demo".parse().unwrap(), "other".parse().unwrap());
        assert_eq!(Subject::of_seller(&demo, "s-1"), Subject::of_seller(&demo, " s-1 "));
        assert_ne!(Subject::of_seller(&demo, "s-1"), Subject::of_seller(&demo, "S-1"));
        assert_ne!(Subject::of_seller(&demo, "s-1"), Subject::of_seller(&other, "s-1"));
        let listing: ListingRef = "demo/s-1".parse().unwrap();
        assert_ne!(Subject::of_seller_of(&listing), Subject::of_seller(&demo, "s-1"));
        assert_ne!(Subject::of_seller(&demo, "x").digest(), Subject::of_address("demo/x").digest());
    }

    #[test]
    fn a_seller_is_no_address() {
        let listing: ListingRef = "demo/s-1".parse().unwrap();
        assert!(Subject::of_seller(&listing.marketplace, "s-1").is_seller());
        assert!(Subject::of_seller_of(&listing).is_seller());
        assert!(!Subject::of_address("seller@brand.example").is_seller());
    }

    #[test]
    fn debugging_names_nobody() {
        assert_eq!(format!("{:?}", Subject::of_address("ada@brand.example")), "Subject(mail)");
    }
}
