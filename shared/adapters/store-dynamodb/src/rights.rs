//! A right as an item, and back.
//!
//! Items of before histories were kept have neither `version` nor `history`, and their `mandates` are lines
//! of text. They are read as verified by the operator where the office has them as registered.

use aws_sdk_dynamodb::types::AttributeValue;
use case::{Digest, RightRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use register::right::{
    AuthorisedSeller, By, CheckFinding, Document, History, Mandate, OfficeExtract, Right, RightEvent,
    RightPicture, RightRecorded, RightStatus, RightText,
};

use crate::item::{Corrupt, Fields, Item, bytes, new_item, number, text, texts, time};

pub(crate) const RIGHT: &str = "right";
/// The shard of rights in the index of what falls due.
pub(crate) const REMINDERS: &str = "right";

pub(crate) fn partition_key(right: &RightRef) -> String {
    format!("right#{right}")
}

/// The time by which a day is indexed: its begin (UTC).
pub(crate) fn begin_of(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |begin| begin.timestamp())
}

/// A part of an item.
fn map<const N: usize>(values: [(&str, Option<AttributeValue>); N]) -> AttributeValue {
    let given = values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    AttributeValue::M(given.collect())
}

fn list<T>(values: &[T], item: impl Fn(&T) -> AttributeValue) -> Option<AttributeValue> {
    (!values.is_empty()).then(|| AttributeValue::L(values.iter().map(item).collect()))
}

fn numbers(values: &[u8]) -> Option<AttributeValue> {
    list(values, |value| number(value))
}

fn codes<T: ToString>(values: &[T]) -> Option<AttributeValue> {
    list(values, |value| text(value.to_string()))
}

fn day(value: Option<Date>) -> Option<AttributeValue> {
    value.map(|day| text(day.to_string()))
}

/// The item of `right` as it is stored next.
pub(crate) fn item_of(right: &Right) -> Item {
    let mut item = new_item(partition_key(&right.right), RIGHT);
    let mut put = |name: &str, value: Option<AttributeValue>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    put("version", Some(number(right.version.saturating_add(1))));
    put("title", Some(text(&right.title)));
    put("owner", Some(text(&right.owner)));
    put("status", Some(text(right.status.code())));
    put("territories", Some(texts(right.territories.iter().map(ToString::to_string))));
    put("holders", Some(texts(right.holders.iter().map(ToString::to_string))));
    put("form", right.form.map(|form| text(form.code())));
    put("names", codes(&right.names));
    put("classes", numbers(&right.classes));
    put("vienna", codes(&right.vienna));
    put("expires_on", day(right.expires_on));
    put("office", right.office.as_ref().map(office_item));
    put("history", list(right.history.events(), event_item));
    put("documents", list(&right.documents, document_item));
    put("pictures", list(&right.pictures, picture_item));
    put("texts", list(&right.texts, text_item));
    put("mandates", list(&right.mandates, mandate_item));
    put("sellers", list(&right.sellers, seller_item));
    put("account", right.account.as_ref().map(|account| text(account.as_str())));
    put("remind_on", day(right.remind_on));
    put("due_shard", Some(text(REMINDERS)));
    put("due_at", Some(time(begin_of(right.remind_on.unwrap_or(Date::MAX)))));
    item
}

/// Reads the item of `right`.
pub(crate) fn parse(right: &RightRef, item: &Item) -> Result<Right, Corrupt> {
    let pk = partition_key(right);
    let fields = Fields::of(item, &pk)?;
    let status = status(&fields)?;
    Ok(Right {
        right: right.clone(),
        title: fields.text("title")?.to_owned(),
        form: fields.optional("form", Fields::parsed)?,
        names: fields
            .optional("names", Fields::texts)?
            .unwrap_or_default()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        classes: fields.optional("classes", Fields::small_numbers)?.unwrap_or_default(),
        vienna: fields.optional("vienna", Fields::all_parsed)?.unwrap_or_default(),
        territories: fields.all_parsed("territories")?,
        owner: fields.text("owner")?.to_owned(),
        status,
        expires_on: fields.optional("expires_on", Fields::parsed)?,
        office: parts(&fields, &pk, "office", parse_office)?.pop(),
        history: history(&fields, &pk, status)?,
        documents: parts(&fields, &pk, "documents", parse_document)?,
        pictures: parts(&fields, &pk, "pictures", parse_picture)?,
        texts: parts(&fields, &pk, "texts", parse_text)?,
        holders: fields.all_parsed("holders")?,
        mandates: mandates(&fields, &pk)?,
        sellers: parts(&fields, &pk, "sellers", parse_seller)?,
        account: fields.optional("account", Fields::parsed)?,
        remind_on: fields.optional("remind_on", Fields::parsed)?,
        version: fields.optional("version", Fields::number)?.unwrap_or_default(),
    })
}

/// The parts of a list, or the one part that stands where a list might; none when the field is absent.
fn parts<T>(
    fields: &Fields<'_>,
    pk: &str,
    name: &'static str,
    parse: impl Fn(&Fields<'_>) -> Result<T, Corrupt>,
) -> Result<Vec<T>, Corrupt> {
    let part = |value: &AttributeValue| match value {
        AttributeValue::M(item) => parse(&Fields::part(item, pk)),
        _ => Err(fields.corrupt(name)),
    };
    match fields.optional(name, Fields::any)? {
        None => Ok(Vec::new()),
        Some(AttributeValue::L(values)) => values.iter().map(part).collect(),
        Some(value) => Ok(vec![part(value)?]),
    }
}

fn status(fields: &Fields<'_>) -> Result<RightStatus, Corrupt> {
    let code = fields.text("status")?;
    RightStatus::ALL.into_iter().find(|status| status.code() == code).ok_or_else(|| fields.corrupt("status"))
}

fn office_item(office: &OfficeExtract) -> AttributeValue {
    map([
        ("owner", office.owner.as_ref().map(text)),
        ("status", Some(text(office.status.code()))),
        ("expires_on", day(office.expires_on)),
        ("classes", numbers(&office.classes)),
        ("read_on", day(Some(office.read_on))),
    ])
}

fn parse_office(fields: &Fields<'_>) -> Result<OfficeExtract, Corrupt> {
    Ok(OfficeExtract {
        owner: fields.optional("owner", Fields::text)?.map(str::to_owned),
        status: status(fields)?,
        expires_on: fields.optional("expires_on", Fields::parsed)?,
        classes: fields.optional("classes", Fields::small_numbers)?.unwrap_or_default(),
        read_on: fields.parsed("read_on")?,
    })
}

fn document_item(document: &Document) -> AttributeValue {
    map([
        ("digest", Some(bytes(document.digest.bytes()))),
        ("kind", Some(text(document.kind.code()))),
        ("added_at", Some(time(document.added_at))),
    ])
}

fn parse_document(fields: &Fields<'_>) -> Result<Document, Corrupt> {
    Ok(Document {
        digest: Digest::new(fields.bytes("digest")?),
        kind: fields.parsed("kind")?,
        added_at: fields.time("added_at")?,
    })
}

fn picture_item(picture: &RightPicture) -> AttributeValue {
    map([
        ("digest", Some(bytes(picture.digest.bytes()))),
        ("role", Some(text(picture.role.code()))),
        ("hash", Some(bytes(&picture.hash))),
        ("quality", Some(number(picture.quality))),
        ("by", Some(text(picture.by.as_str()))),
        ("added_at", Some(time(picture.added_at))),
    ])
}

fn parse_picture(fields: &Fields<'_>) -> Result<RightPicture, Corrupt> {
    Ok(RightPicture {
        digest: Digest::new(fields.bytes("digest")?),
        role: fields.parsed("role")?,
        hash: fields.bytes("hash")?,
        quality: fields.number("quality")?,
        by: fields.parsed("by")?,
        added_at: fields.time("added_at")?,
    })
}

fn text_item(of: &RightText) -> AttributeValue {
    let runs: Vec<u8> = of.runs.iter().flat_map(|run| run.to_le_bytes()).collect();
    map([
        ("digest", Some(bytes(of.digest.bytes()))),
        ("words", Some(number(of.words))),
        ("runs", Some(bytes(&runs))),
        ("by", Some(text(of.by.as_str()))),
        ("added_at", Some(time(of.added_at))),
    ])
}

fn parse_text(fields: &Fields<'_>) -> Result<RightText, Corrupt> {
    let runs = fields.blob("runs")?;
    let (runs, []) = runs.as_chunks() else { return Err(fields.corrupt("runs")) };
    Ok(RightText {
        digest: Digest::new(fields.bytes("digest")?),
        words: fields.number("words")?,
        runs: runs.iter().map(|run| u32::from_le_bytes(*run)).collect(),
        by: fields.parsed("by")?,
        added_at: fields.time("added_at")?,
    })
}

fn mandate_item(mandate: &Mandate) -> AttributeValue {
    map([
        ("agent", Some(text(mandate.agent.to_string()))),
        ("claims", codes(&mandate.claims)),
        ("marketplaces", codes(&mandate.marketplaces)),
        ("given_on", day(mandate.given_on)),
        ("until", day(mandate.until)),
        ("revoked_on", day(mandate.revoked_on)),
        ("document", mandate.document.map(|digest| bytes(digest.bytes()))),
    ])
}

fn mandates(fields: &Fields<'_>, pk: &str) -> Result<Vec<Mandate>, Corrupt> {
    let mandate = |value: &AttributeValue| match value {
        AttributeValue::S(line) => mandate_of_line(line).ok_or_else(|| fields.corrupt("mandates")),
        AttributeValue::M(item) => parse_mandate(&Fields::part(item, pk)),
        _ => Err(fields.corrupt("mandates")),
    };
    let values = fields.optional("mandates", |fields, name| fields.list(name, Some))?.unwrap_or_default();
    values.into_iter().map(mandate).collect()
}

fn parse_mandate(fields: &Fields<'_>) -> Result<Mandate, Corrupt> {
    Ok(Mandate {
        agent: fields.parsed("agent")?,
        claims: fields.optional("claims", Fields::all_parsed)?.unwrap_or_default(),
        marketplaces: fields.optional("marketplaces", Fields::all_parsed)?.unwrap_or_default(),
        given_on: fields.optional("given_on", Fields::parsed)?,
        until: fields.optional("until", Fields::parsed)?,
        revoked_on: fields.optional("revoked_on", Fields::parsed)?,
        document: fields.optional("document", Fields::bytes)?.map(Digest::new),
    })
}

/// A mandate as it was stored once: the agent's key, the last day or `-`, the marketplaces, apart by spaces.
fn mandate_of_line(line: &str) -> Option<Mandate> {
    let mut words = line.split(' ');
    Some(Mandate {
        agent: words.next()?.parse().ok()?,
        claims: Vec::new(),
        given_on: None,
        until: match words.next()? {
            "-" => None,
            day => Some(day.parse().ok()?),
        },
        marketplaces: words.map(str::parse).collect::<Result<_, _>>().ok()?,
        revoked_on: None,
        document: None,
    })
}

fn seller_item(seller: &AuthorisedSeller) -> AttributeValue {
    map([
        ("marketplace", Some(text(seller.marketplace.as_str()))),
        ("seller", Some(text(seller.seller.to_string()))),
        ("until", day(seller.until)),
        ("note", (!seller.note.is_empty()).then(|| text(&seller.note))),
    ])
}

fn parse_seller(fields: &Fields<'_>) -> Result<AuthorisedSeller, Corrupt> {
    Ok(AuthorisedSeller {
        marketplace: fields.parsed("marketplace")?,
        seller: fields.parsed("seller")?,
        until: fields.optional("until", Fields::parsed)?,
        note: fields.optional("note", Fields::text)?.unwrap_or_default().to_owned(),
    })
}

fn finding_item(finding: &CheckFinding) -> AttributeValue {
    map([("check", Some(text(finding.check.code()))), ("compared", Some(bytes(finding.compared.bytes())))])
}

fn parse_finding(fields: &Fields<'_>) -> Result<CheckFinding, Corrupt> {
    Ok(CheckFinding { check: fields.parsed("check")?, compared: Digest::new(fields.bytes("compared")?) })
}

fn event_item(recorded: &RightRecorded) -> AttributeValue {
    let RightRecorded { at, by, event } = recorded;
    let (mut passed, mut findings, mut confirmed, mut words) = (None, None, None, None);
    let mut document = None;
    match event {
        RightEvent::Submitted | RightEvent::Expired | RightEvent::Surrendered => {}
        RightEvent::Overridden { finding, why } => {
            findings = Some(AttributeValue::L(vec![finding_item(finding)]));
            words = (!why.is_empty()).then(|| text(why));
        }
        RightEvent::Verified { passed: checks, overridden, confirmed: items } => {
            passed = codes(checks);
            findings = list(overridden, finding_item);
            confirmed = codes(items);
        }
        RightEvent::Rejected { code } => words = Some(text(code.code())),
        RightEvent::DocumentRemoved { digest, kind } => {
            document = Some(bytes(digest.bytes()));
            words = Some(text(kind.code()));
        }
        RightEvent::Assigned { to } => words = Some(text(to)),
    }
    map([
        ("at", Some(time(*at))),
        ("by", Some(text(by.to_string()))),
        ("event", Some(text(event.code()))),
        ("passed", passed),
        ("findings", findings),
        ("confirmed", confirmed),
        ("document", document),
        // Why it was overridden or rejected, what the document was, or to whom it was assigned.
        ("words", words),
    ])
}

fn parse_event(fields: &Fields<'_>, pk: &str) -> Result<RightRecorded, Corrupt> {
    let event = match fields.text("event")? {
        "submitted" => RightEvent::Submitted,
        "overridden" => RightEvent::Overridden {
            finding: parts(fields, pk, "findings", parse_finding)?
                .pop()
                .ok_or_else(|| fields.corrupt("findings"))?,
            why: fields.optional("words", Fields::text)?.unwrap_or_default().to_owned(),
        },
        "verified" => {
            let confirmed = fields.optional("confirmed", Fields::texts)?.unwrap_or_default();
            RightEvent::Verified {
                passed: fields.optional("passed", Fields::all_parsed)?.unwrap_or_default(),
                overridden: parts(fields, pk, "findings", parse_finding)?,
                confirmed: confirmed.into_iter().map(str::to_owned).collect(),
            }
        }
        "rejected" => RightEvent::Rejected { code: fields.parsed("words")? },
        "document_removed" => RightEvent::DocumentRemoved {
            digest: Digest::new(fields.bytes("document")?),
            kind: fields.parsed("words")?,
        },
        "expired" => RightEvent::Expired,
        "surrendered" => RightEvent::Surrendered,
        "assigned" => RightEvent::Assigned { to: fields.text("words")?.to_owned() },
        _ => return Err(fields.corrupt("event")),
    };
    Ok(RightRecorded { at: fields.time("at")?, by: fields.parsed("by")?, event })
}

fn history(fields: &Fields<'_>, pk: &str, status: RightStatus) -> Result<History, Corrupt> {
    if !fields.has("history") {
        return Ok(match status {
            RightStatus::Registered => History::verified_by_operator(Timestamp::UNIX_EPOCH),
            RightStatus::Pending | RightStatus::Ended | RightStatus::Doubtful | RightStatus::Unregistered => {
                History::submitted(By::Operator, Timestamp::UNIX_EPOCH)
            }
        });
    }
    let events = parts(fields, pk, "history", |fields| parse_event(fields, pk))?;
    History::replay(events).map_err(|err| fields.because("history", err))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "in a test, a panic is a finding")]
mod tests {
    use case::PartyId;
    use register::right::ReviewState;

    use super::*;

    fn old(status: &str) -> Item {
        let mut item = new_item("right#trademark/EM/018999001", RIGHT);
        let agent = "agents";
        for (name, value) in [
            ("title", text("NORTHLIGHT")),
            ("owner", text("Northlight Outfitters GmbH")),
            ("status", text(status)),
            ("territories", texts(["EU"])),
            ("holders", texts([PartyId::new(uuid::Uuid::from_u128(1)).to_string()])),
            ("mandates", texts([format!("{agent} 2027-01-31 demo other"), format!("{agent} -")])),
        ] {
            item.insert(name.to_owned(), value);
        }
        item
    }

    #[test]
    fn an_item_of_before_histories_is_read_as_verified_by_the_operator() {
        let reference: RightRef = "trademark/EM/018999001".parse().unwrap();
        let right = parse(&reference, &old("registered")).unwrap();
        assert_eq!((right.history.state(), right.version), (&ReviewState::Verified, 0));
        assert_eq!(right.mandates[0].marketplaces.len(), 2);
        assert_eq!(right.mandates[0].until, Some(jiff::civil::date(2027, 1, 31)));
        assert_eq!((right.mandates[1].until, right.mandates[1].document), (None, None));
        for status in ["pending", "ended"] {
            assert_eq!(parse(&reference, &old(status)).unwrap().history.state(), &ReviewState::Submitted);
        }
        // Stored again, it is of the form of today.
        assert_eq!(parse(&reference, &item_of(&right)).unwrap(), Right { version: 1, ..right });
    }

    #[test]
    fn a_history_that_cannot_have_happened_is_refused() {
        let reference: RightRef = "trademark/EM/018999001".parse().unwrap();
        let mut item = old("registered");
        let verified = RightRecorded {
            at: Timestamp::UNIX_EPOCH,
            by: By::Operator,
            event: RightEvent::Verified { passed: vec![], overridden: vec![], confirmed: vec![] },
        };
        item.insert("history".to_owned(), AttributeValue::L(vec![event_item(&verified)]));
        assert!(parse(&reference, &item).unwrap_err().to_string().ends_with("is corrupt: history"));
    }
}
