//! What an answer says of a listing. Foreign input: what is missing or cannot be used of what is optional is left out.

use case::PictureId;
use port::{Attribute, ListedPicture, ListingView, MOST_ATTRIBUTES, MOST_PICTURES, MOST_VERSION, Price};
use reqwest::Url;
use serde::Deserialize;
use serde_json::Value;

use crate::answer::{parse, text, unreadable};
use crate::call::{CallError, Exchange};

#[derive(Deserialize)]
struct Listing {
    id: String,
    version: Option<String>,
    title: String,
    description: Option<String>,
    attributes: Option<Vec<Value>>,
    nice_classes: Option<Vec<u8>>,
    price: Option<Value>,
    pictures: Option<Vec<Value>>,
    url: String,
    visible: bool,
    seller: Seller,
}

#[derive(Deserialize)]
struct Seller {
    id: String,
    name: String,
    email: Option<String>,
    language: Option<String>,
}

/// Reads the listing in an answer of status 200.
pub(crate) fn view(exchange: &Exchange, id: &str) -> Result<ListingView, CallError> {
    let listing: Listing = parse(exchange)?;
    if listing.id != id {
        return Err(unreadable(exchange, "id is not the one asked for"));
    }
    let url = Url::parse(&listing.url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or_else(|| unreadable(exchange, "url must be an http or https address"))?;
    let field = |value: &str, most, what| text(value, most).ok_or_else(|| unreadable(exchange, what));
    Ok(ListingView {
        title: field(&listing.title, 500, "title is empty")?,
        text: listing.description.as_deref().and_then(|said| text(said, 5_000)).unwrap_or_default(),
        attributes: attributes(listing.attributes),
        classes: classes(listing.nice_classes),
        price: listing.price.as_ref().and_then(price),
        pictures: pictures(listing.pictures),
        url: url.into(),
        seller_id: field(&listing.seller.id, 200, "seller.id is empty")?,
        // Only a letter uses it, and greets without a name where there is none.
        seller_name: text(&listing.seller.name, 200).unwrap_or_default(),
        seller_email: address(listing.seller.email),
        seller_language: listing.seller.language.as_deref().and_then(|language| text(language, 35)),
        visible: listing.visible,
        told_version: version(listing.version),
    })
}

/// A version that was cut would be equal to others, so a longer one is none.
fn version(told: Option<String>) -> Option<String> {
    let told = told?;
    text(&told, MOST_VERSION).filter(|version| *version == told)
}

fn attributes(told: Option<Vec<Value>>) -> Vec<Attribute> {
    let attribute = |told: &Value| {
        let value = text(told.get("value")?.as_str()?, 500)?;
        let name = told.get("name")?.as_str().and_then(|name| text(name, 100))?;
        Some(Attribute { name, value })
    };
    told.unwrap_or_default().iter().filter_map(attribute).take(MOST_ATTRIBUTES).collect()
}

/// The Nice Classification has 45 classes.
fn classes(told: Option<Vec<u8>>) -> Vec<u8> {
    let mut classes = told.unwrap_or_default();
    classes.retain(|class| (1..=45).contains(class));
    classes.sort_unstable();
    classes.dedup();
    classes
}

fn price(told: &Value) -> Option<Price> {
    let part = |name: &str, most| text(told.get(name)?.as_str()?, most);
    Some(Price { amount: part("amount", 40)?, currency: part("currency", 3)? })
}

/// The pictures of usable ids, each once.
fn pictures(told: Option<Vec<Value>>) -> Vec<ListedPicture> {
    let mut pictures = Vec::<ListedPicture>::new();
    for told in told.unwrap_or_default() {
        let part = |name: &str| told.get(name).and_then(Value::as_str);
        let Some(Ok(id)) = part("id").map(str::parse::<PictureId>) else { continue };
        let only_dots = id.as_str().bytes().all(|byte| byte == b'.');
        if pictures.len() < MOST_PICTURES && !only_dots && pictures.iter().all(|other| other.id != id) {
            pictures.push(ListedPicture { id, digest: part("sha256").and_then(|it| it.parse().ok()) });
        }
    }
    pictures
}

/// More characters than any address has (254, RFC 5321 4.5.3.1.3).
const MOST_ADDRESS: usize = 320;

/// The address as the marketplace gives it, for whoever writes to it to judge: one that is impossible is for a person to
/// see to. `None` where it gives none.
fn address(told: Option<String>) -> Option<String> {
    let told = told.filter(|address| !address.trim().is_empty())?;
    // What is cut is still longer than any address.
    Some(told.chars().take(MOST_ADDRESS).collect())
}

#[cfg(test)]
mod tests {
    use port::ListingAnswer;
    use reqwest::StatusCode;

    use super::*;
    use crate::answer::listing;

    fn got(status: u16, body: &str) -> Exchange {
        Exchange { status: StatusCode::from_u16(status).unwrap(), body: body.as_bytes().to_vec() }
    }

    const LISTING: &str = r#"{"id":"1001","outcome":"found","title":"Down Jacket","url":"https://m.example/listings/1001",
        "visible":true,"seller":{"id":"1","name":"Summit","email":"seller-1@shop.example","language":"en"},"new":1}"#;

    fn found(body: &str) -> ListingView {
        match listing(&got(200, body), "1001").unwrap() {
            ListingAnswer::Found(view) => view,
            ListingAnswer::Gone => panic!("gone"),
        }
    }

    /// The listing with these fields more.
    fn view_of(more: &str) -> ListingView {
        found(&LISTING.replacen('{', &format!("{{{more}"), 1))
    }

    #[test]
    fn what_a_listing_says_is_made_fit_for_a_letter() {
        let view = found(&LISTING.replace("Down Jacket", "Down\\r\\nBcc: x@y.example"));
        assert_eq!(view.title, "Down  Bcc: x@y.example");
        assert_eq!(found(&LISTING.replace("Down Jacket", &"羽".repeat(900))).title.chars().count(), 500);
        for email in
            ["a@b.example\\r\\nBcc: c@d.example", "a@b.example,c@d.example", "a@@b.example", "none", ""]
        {
            let view = found(&LISTING.replace("seller-1@shop.example", email));
            let told = email.replace("\\r\\n", "\r\n");
            assert_eq!(view.seller_email, (!told.is_empty()).then_some(told), "{email}");
        }
        let longest = format!("{}@b.example", "a".repeat(400));
        let view = found(&LISTING.replace("seller-1@shop.example", &longest));
        assert_eq!(view.seller_email.unwrap().len(), MOST_ADDRESS);
        assert_eq!(found(&LISTING.replace("Summit", " ")).seller_name, "");
        assert_eq!((view_of("").text.as_str(), view_of("").classes), ("", Vec::new()));
        let told = view_of(r#""description":" Warm\nand dry ","nice_classes":[25,18,0,46,25],"#);
        assert_eq!((told.text.as_str(), told.classes.as_slice()), ("Warm and dry", [18, 25].as_slice()));
        assert_eq!(found(&LISTING.replace(r#""language":"en""#, r#""language":null"#)).seller_language, None);
    }

    #[test]
    fn what_else_makes_the_offer_is_read_within_bounds() {
        let view = view_of(
            r#""version":"7","price":{"amount":"19.90","currency":"EUR"},
            "attributes":[{"name":"Brand","value":"NORTH\nLIGHT"},{"name":"Size","value":""},{"name":1},7],
            "pictures":[{"id":"a"},{"id":"a"},{"id":"../x"},{"id":".."},{},3,
                {"id":"b","sha256":"00","width":5},
                {"id":"c","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}],"#,
        );
        assert_eq!(view.version(), "7");
        assert_eq!(view.price, Some(Price { amount: "19.90".into(), currency: "EUR".into() }));
        assert_eq!(view.words().collect::<Vec<_>>(), ["Brand NORTH LIGHT"]);
        let pictures: Vec<_> = view.pictures.iter().map(|it| (it.id.as_str(), it.digest.is_some())).collect();
        assert_eq!(pictures, [("a", false), ("b", false), ("c", true)]);

        let none = view_of(r#""version":null,"price":null,"attributes":null,"pictures":null,"#);
        assert_eq!(none, view_of(""));
        let unusable = view_of(r#""price":"free","pictures":[],"attributes":[],"#);
        assert_eq!(unusable.version(), none.version());

        let many = |one: &str| vec![one; 100].join(",");
        let numbered: Vec<_> = (0..100).map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let view = view_of(&format!(
            r#""attributes":[{}],"pictures":[{}],"#,
            many(r#"{"name":"a","value":"b"}"#),
            numbered.join(",")
        ));
        assert_eq!((view.attributes.len(), view.pictures.len()), (MOST_ATTRIBUTES, MOST_PICTURES));
    }

    #[test]
    fn a_version_too_long_to_keep_is_none() {
        let long = |end: &str| view_of(&format!(r#""version":"{}{end}","#, "v".repeat(MOST_VERSION)));
        assert_eq!(long("1").told_version, None);
        assert_eq!(long("").told_version.unwrap().len(), MOST_VERSION);
    }

    #[test]
    fn a_listing_that_is_not_the_one_asked_for_is_no_answer() {
        for body in [
            LISTING.replace("\"1001\"", "\"1002\""),
            LISTING.replace("https://m.example", "javascript:alert(1)//"),
            LISTING.replace("Down Jacket", ""),
            LISTING.replace("\"visible\":true,", ""),
        ] {
            assert!(listing(&got(200, &body), "1001").is_err(), "{body}");
        }
        assert!(listing(&got(404, "<h1>not here</h1>"), "1001").is_err());
    }

    #[test]
    fn an_error_never_quotes_the_answer() {
        let body = LISTING.replace("true", "\"seller-1@shop.example\"");
        let error = listing(&got(200, &body), "1001").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
        assert!(!format!("{error} {error:?}").contains("shop.example"), "{error}");
    }
}
