//! Addresses of mail and web: what is taken as one. Answers: what in them is quoted.
//!
//! Where Goodfaith takes less than a suite, it is by a rule that is written here: `mail_decision` and
//! `url_decision`. No rule makes it take more.

mod quoting;

use std::path::Path;

use anyhow::Context as _;
use case::MarketplaceId;
use matching::ListingUrls;
use notice::is_mail_address;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::{Goal, Score, Scored, Set};

/// The sets.
pub const SETS: &[Set] = &[("url-psl-email", addresses), ("reply-quoting", quoting::score)];

const SET: &str = "url-psl-email";

fn addresses(folder: &Path) -> anyhow::Result<Scored> {
    let mut mails = mail_addresses(&folder.join("isemail/test/tests.xml"))?;
    let urls = listing_urls(&folder.join("rust-url/url/tests/urltestdata.json"))?;
    mails.scores.extend(urls.scores);
    mails.notes.extend(urls.notes);
    Ok(mails)
}

/// How many agree, and how many differ by a written rule.
#[derive(Default)]
struct Agreement {
    agree: usize,
    decided: usize,
    all: usize,
    notes: Vec<String>,
}

impl Agreement {
    fn count(&mut self, shown: &str, expected: bool, taken: bool, decision: Option<&str>) {
        self.all += 1;
        match decision {
            _ if expected == taken => self.agree += 1,
            Some(rule) if expected => {
                self.decided += 1;
                self.notes.push(format!("{shown}\trefused by rule: {rule}"));
            }
            _ => self.notes.push(format!("{shown}\texpected {expected}, taken {taken}, by no rule")),
        }
    }

    fn scored(self, agrees: &'static str, least: f64, decided: &'static str) -> Scored {
        let scores = vec![
            Score::share(SET, agrees, self.agree, self.all, Goal::AtLeast(least)),
            Score::share(SET, decided, self.agree + self.decided, self.all, Goal::AtLeast(1.0)),
        ];
        Scored { scores, notes: self.notes }
    }
}

/// The mail address suite: an address is one when the suite calls it valid, also unusual but valid for SMTP.
fn mail_addresses(path: &Path) -> anyhow::Result<Scored> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut agreement = Agreement::default();
    for (address, category) in tests(&text)? {
        let valid =
            matches!(category.as_str(), "ISEMAIL_VALID_CATEGORY" | "ISEMAIL_DNSWARN" | "ISEMAIL_RFC5321");
        agreement.count(&address, valid, is_mail_address(&address), mail_decision(&address));
    }
    Ok(agreement.scored("mail-agrees", 0.9, "mail-agrees-or-decided"))
}

/// Why a valid address is not taken: each rule of what letters are not sent to.
fn mail_decision(address: &str) -> Option<&'static str> {
    let (local, domain) = address.rsplit_once('@')?;
    if local.starts_with('"') {
        return Some("a quoted local part is not written to by every mail service");
    }
    if domain.starts_with('[') {
        return Some("an address literal names no organisation");
    }
    if !domain.contains('.') {
        return Some("a domain of one label receives no mail from outside (RFC 7085)");
    }
    None
}

/// Address and category of each test. Control characters stand as their pictures, from U+2400 on.
fn tests(text: &str) -> anyhow::Result<Vec<(String, String)>> {
    let mut reader = Reader::from_str(text);
    let mut tests: Vec<(String, String)> = Vec::new();
    let mut element = String::new();
    loop {
        match reader.read_event()? {
            Event::Start(start) => {
                element = start.name().as_ref().to_owned();
                if element == "test" {
                    tests.push((String::new(), String::new()));
                }
            }
            Event::End(_) => element.clear(),
            Event::Text(text) => add(&mut tests, &element, &text),
            Event::GeneralRef(name) => {
                let character = name.resolve_char_ref()?.map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&name).map(str::to_owned);
                add(&mut tests, &element, &character.or(known).unwrap_or_default());
            }
            Event::Eof => return Ok(tests),
            _ => {}
        }
    }
}

fn add(tests: &mut [(String, String)], element: &str, text: &str) {
    let picture = |c: char| match u32::from(c) {
        code @ 0x2400..=0x241f => char::from_u32(code - 0x2400).unwrap_or(c),
        _ => c,
    };
    match (tests.last_mut(), element) {
        (Some((address, _)), "address") => address.extend(text.chars().map(picture)),
        (Some((_, category)), "category") => category.push_str(text),
        _ => {}
    }
}

/// The URL suite. Each address of it that begins with `http://` or `https://` is a listing under the pattern that the expected parts
/// make, its last path segment being the id; each failure is a listing under none of them.
fn listing_urls(path: &Path) -> anyhow::Result<Scored> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let cases: Vec<Value> = serde_json::from_str(&text)?;
    let field = |case: &Value, name: &str| case[name].as_str().unwrap_or_default().to_owned();
    let marketplace: MarketplaceId = "suite".parse()?;
    let mut agreement = Agreement::default();
    let mut patterns = Vec::new();
    for case in cases.iter().filter(|case| case["href"].is_string()) {
        let (protocol, input) = (field(case, "protocol"), field(case, "input"));
        let start = input.trim().to_ascii_lowercase();
        let is_absolute = start.starts_with("http://") || start.starts_with("https://");
        if !matches!(protocol.as_str(), "http:" | "https:") || !is_absolute {
            continue;
        }
        let (path, host) = (field(case, "pathname"), field(case, "host"));
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let id = segments.last().copied().unwrap_or_default();
        let before = segments[..segments.len().saturating_sub(1)].join("/");
        let pattern =
            format!("{protocol}//{host}/{before}{}{{id}}", if before.is_empty() { "" } else { "/" });
        let urls = ListingUrls::new([(&marketplace, pattern.as_str())]);
        let taken = urls.as_ref().is_ok_and(|urls| urls.recognise(&input).is_some());
        agreement.count(&input, true, taken, url_decision(case, id));
        if urls.is_ok() {
            patterns.push(pattern);
        }
    }
    let all = ListingUrls::new(patterns.iter().map(|pattern| (&marketplace, pattern.as_str())))?;
    for case in cases.iter().filter(|case| case["failure"] == true && case["base"].is_null()) {
        let input = field(case, "input");
        agreement.count(&input, false, all.recognise(&input).is_some(), None);
    }
    Ok(agreement.scored("listing-agrees", 0.5, "listing-agrees-or-decided"))
}

/// Why a valid address is not taken as that of a listing.
fn url_decision(case: &Value, id: &str) -> Option<&'static str> {
    let named = |name: &str| case[name].as_str().is_some_and(|value| !value.is_empty());
    if named("username") || named("password") {
        return Some("a user or password hides whose address it is");
    }
    if id.is_empty() {
        return Some("it has no path, and so no id of a listing");
    }
    let decoded = percent_encoding::percent_decode_str(id).decode_utf8();
    match decoded.map(|id| id.parse::<case::ListingId>()) {
        Ok(Ok(_)) => None,
        _ => Some("its last segment is no id that a listing can have"),
    }
}
