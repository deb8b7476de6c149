//! A listing as its marketplace describes it.

use case::{Digest, PictureId};

/// The longest version that a marketplace may give a listing, in characters.
pub const MOST_VERSION: usize = 200;
/// How many attributes of a listing are looked at.
pub const MOST_ATTRIBUTES: usize = 50;
/// How many pictures of a listing are looked at.
pub const MOST_PICTURES: usize = 20;

/// A listing as its marketplace describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListingView {
    /// Its title.
    pub title: String,
    /// What else it says in words, when the marketplace tells.
    pub text: String,
    /// What it says of its goods by name, e.g. a brand or a material, when the marketplace tells.
    pub attributes: Vec<Attribute>,
    /// Classes of its goods by the Nice Classification, when the marketplace tells.
    pub classes: Vec<u8>,
    /// What it costs, when the marketplace tells.
    pub price: Option<Price>,
    /// Its pictures in the order of its page, when the marketplace tells: at most [`MOST_PICTURES`].
    pub pictures: Vec<ListedPicture>,
    /// Its public address.
    pub url: String,
    /// The seller's id at the marketplace.
    pub seller_id: String,
    /// The seller's name.
    pub seller_name: String,
    /// Where the seller can be written to, when the marketplace says so.
    pub seller_email: Option<String>,
    /// The seller's language as a BCP 47 tag, when known.
    pub seller_language: Option<String>,
    /// Whether the public can see it now.
    pub visible: bool,
    /// Which version of the offer this is, when the marketplace counts them.
    pub told_version: Option<String>,
}

/// What a listing says of its goods under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// E.g. `Brand`.
    pub name: String,
    /// E.g. `NORTHLIGHT`.
    pub value: String,
}

/// A price as the marketplace writes it. Nothing is computed with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// E.g. `19.90`.
    pub amount: String,
    /// By ISO 4217, e.g. `EUR`.
    pub currency: String,
}

/// A picture that a listing shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPicture {
    /// By which the marketplace hands out its bytes.
    pub id: PictureId,
    /// SHA-256 of its bytes, when the marketplace tells.
    pub digest: Option<Digest>,
}

impl ListingView {
    /// Which version of the offer this is: the marketplace's own, or else a digest of everything that makes the offer.
    /// Whether the public can see it is no part of it, nor how its seller is named and reached.
    #[must_use]
    pub fn version(&self) -> String {
        self.told_version.clone().unwrap_or_else(|| self.digest().to_string())
    }

    /// What it says in words beside its title: its text, then each of its attributes with its name.
    pub fn words(&self) -> impl Iterator<Item = String> + '_ {
        let attributes = self.attributes.iter().map(|it| format!("{} {}", it.name, it.value));
        Some(self.text.clone()).filter(|text| !text.is_empty()).into_iter().chain(attributes)
    }

    /// Each part stands behind its name and its length, so that nothing can pass for something else.
    fn digest(&self) -> Digest {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            parts.extend_from_slice(format!("{name} {}\n{value}\n", value.len()).as_bytes());
        };
        part("title", &self.title);
        part("text", &self.text);
        for Attribute { name, value } in &self.attributes {
            part("attribute", name);
            part("value", value);
        }
        for class in &self.classes {
            part("class", &class.to_string());
        }
        if let Some(Price { amount, currency }) = &self.price {
            part("amount", amount);
            part("currency", currency);
        }
        for ListedPicture { id, digest } in &self.pictures {
            part("picture", id.as_str());
            part("sha256", &digest.map(|digest| digest.to_string()).unwrap_or_default());
        }
        part("seller", &self.seller_id);
        Digest::of(&parts)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn view() -> ListingView {
        ListingView {
            title: "Jacket".into(),
            text: "Warm".into(),
            attributes: vec![Attribute { name: "Brand".into(), value: "NORTHLIGHT".into() }],
            classes: vec![25],
            price: Some(Price { amount: "19.90".into(), currency: "EUR".into() }),
            pictures: vec![ListedPicture { id: "1".parse().unwrap(), digest: None }],
            url: "https://m.example/1".into(),
            seller_id: "7".into(),
            seller_name: "Shop".into(),
            seller_email: None,
            seller_language: None,
            visible: true,
            told_version: None,
        }
    }

    #[test]
    fn any_edit_of_the_offer_is_another_version() {
        let edits: [fn(&mut ListingView); 12] = [
            |it| it.title = "Jacket ".into(),
            |it| it.text = String::new(),
            |it| it.attributes.clear(),
            |it| it.attributes[0].value = "none".into(),
            |it| it.attributes[0] = Attribute { name: "Bran".into(), value: "dNORTHLIGHT".into() },
            |it| it.classes = vec![2, 5],
            |it| it.price = None,
            |it| it.price = Some(Price { amount: "19.90".into(), currency: "USD".into() }),
            |it| it.pictures.clear(),
            |it| it.pictures[0].id = "2".parse().unwrap(),
            |it| it.pictures[0].digest = Some(Digest::of(b"")),
            |it| it.seller_id = "8".into(),
        ];
        let mut versions = vec![view().version()];
        for edit in edits {
            let mut view = view();
            edit(&mut view);
            versions.push(view.version());
        }
        let count = versions.len();
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), count);
    }

    #[test]
    fn a_measure_or_a_new_address_is_no_other_version() {
        let changed = ListingView {
            visible: false,
            seller_name: "New name".into(),
            seller_email: Some("a@b.example".into()),
            url: "https://m.example/2".into(),
            ..view()
        };
        assert_eq!(changed.version(), view().version());
    }

    #[test]
    fn the_version_of_the_marketplace_counts_alone() {
        let told =
            |title: &str| ListingView { title: title.into(), told_version: Some("v7".into()), ..view() };
        assert_eq!(told("one").version(), "v7");
        assert_eq!(told("one").version(), told("other").version());
    }
}
