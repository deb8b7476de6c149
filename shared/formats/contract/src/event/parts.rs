//! What an event holds that has parts of its own: a filing, a record, a comparison of pictures.

use case::{Comparison, CopiedText, Filing, NearestPicture, Record};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{instant, parse, parse_all, texts};
use crate::Malformed;

/// What comparing pictures came to.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredComparison {
    version: String,
    result: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    compared: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left_out: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nearest: Option<StoredPair>,
}

/// The nearest pair of pictures.
#[derive(Serialize, Deserialize)]
struct StoredPair {
    picture: String,
    with: String,
    source: String,
    distance: u16,
    quality: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    excuse: Option<String>,
}

/// The record of an automatic decision.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredRecord {
    /// Number of the rule set.
    rules: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    /// `name=value` pairs.
    inputs: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    found_by: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    guards: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    copied: Option<StoredCopy>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seller: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    only_in: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    snapshot: Option<String>,
}

/// The text of a right of which a listing shows most.
#[derive(Serialize, Deserialize)]
struct StoredCopy {
    text: String,
    words: u16,
    share: u8,
    #[serde(default, rename = "in", skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredFiling {
    complaint: String,
    reference: String,
    listings: u16,
    listing: String,
    territory: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    right: Option<String>,
    claim: String,
    complainant: String,
    owner: String,
    proof: String,
    channel: String,
    language: String,
    doc: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    missing: Vec<String>,
    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    priority_at: Option<i64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    refiling: u16,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    evidence: bool,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
const fn is_zero(n: &u16) -> bool {
    *n == 0
}

pub(super) fn stored_filing(f: &Filing) -> StoredFiling {
    StoredFiling {
        complaint: f.complaint.to_string(),
        reference: f.reference.compact(),
        listings: f.listings,
        listing: f.listing.to_string(),
        territory: f.territory.to_string(),
        right: f.right.as_ref().map(ToString::to_string),
        claim: f.claim.to_string(),
        complainant: f.complainant.to_string(),
        owner: f.owner.to_string(),
        proof: f.proof.to_string(),
        channel: f.channel.to_string(),
        language: f.language.to_string(),
        doc: f.document.to_string(),
        missing: texts(&f.missing),
        priority_at: f.priority_at.map(Timestamp::as_millisecond),
        refiling: f.refiling,
        evidence: f.evidence,
    }
}

pub(super) fn parse_filing(f: &StoredFiling) -> Result<Filing, Malformed> {
    Ok(Filing {
        complaint: parse("complaint", &f.complaint)?,
        reference: parse("reference", &f.reference)?,
        listings: f.listings,
        listing: parse("listing", &f.listing)?,
        territory: parse("territory", &f.territory)?,
        right: f.right.as_deref().map(|r| parse("right", r)).transpose()?,
        claim: parse("claim", &f.claim)?,
        complainant: parse("complainant", &f.complainant)?,
        owner: parse("owner", &f.owner)?,
        proof: parse("proof", &f.proof)?,
        channel: parse("channel", &f.channel)?,
        language: parse("language", &f.language)?,
        document: parse("doc", &f.doc)?,
        missing: parse_all("missing", &f.missing)?,
        priority_at: f.priority_at.map(|at| instant("priority_at", at)).transpose()?,
        refiling: f.refiling,
        evidence: f.evidence,
    })
}

pub(super) fn stored_record(record: &Record) -> StoredRecord {
    StoredRecord {
        rules: record.rules,
        rule: record.rule.as_ref().map(ToString::to_string),
        inputs: record.inputs.to_string(),
        found_by: record.found_by.as_ref().map(ToString::to_string),
        guards: texts(&record.guards),
        copied: record.copied.as_ref().map(stored_copy),
        seller: record.seller.map(|seller| seller.to_string()),
        only_in: texts(&record.only_in),
        version: record.version.clone(),
        snapshot: record.snapshot.map(|digest| digest.to_string()),
    }
}

pub(super) fn parse_record(record: StoredRecord) -> Result<Record, Malformed> {
    Ok(Record {
        rules: record.rules,
        rule: record.rule.map(|code| parse("rule", &code)).transpose()?,
        inputs: parse("inputs", &record.inputs)?,
        found_by: record.found_by.map(|by| parse("found_by", &by)).transpose()?,
        guards: parse_all("guards", &record.guards)?,
        copied: record.copied.as_ref().map(parse_copy).transpose()?,
        seller: record.seller.map(|key| parse("seller", &key)).transpose()?,
        only_in: parse_all("only_in", &record.only_in)?,
        version: record.version,
        snapshot: record.snapshot.map(|digest| parse("snapshot", &digest)).transpose()?,
    })
}

fn stored_copy(copied: &CopiedText) -> StoredCopy {
    let CopiedText { text, words, share, place } = *copied;
    StoredCopy { text: text.to_string(), words, share, place: place.map(|place| place.to_string()) }
}

fn parse_copy(copied: &StoredCopy) -> Result<CopiedText, Malformed> {
    let StoredCopy { text, words, share, place } = copied;
    let place = place.as_deref().map(|place| parse("in", place)).transpose()?;
    Ok(CopiedText { text: parse("text", text)?, words: *words, share: *share, place })
}

pub(super) fn stored_comparison(comparison: &Comparison) -> StoredComparison {
    StoredComparison {
        version: comparison.version.clone(),
        result: comparison.result.to_string(),
        compared: (comparison.compared > 0).then_some(comparison.compared),
        left_out: (comparison.left_out > 0).then_some(comparison.left_out),
        nearest: comparison.nearest.as_ref().map(stored_pair),
    }
}

pub(super) fn parse_comparison(comparison: StoredComparison) -> Result<Comparison, Malformed> {
    Ok(Comparison {
        result: parse("result", &comparison.result)?,
        version: comparison.version,
        compared: comparison.compared.unwrap_or_default(),
        left_out: comparison.left_out.unwrap_or_default(),
        nearest: comparison.nearest.as_ref().map(parse_pair).transpose()?,
    })
}

fn stored_pair(pair: &NearestPicture) -> StoredPair {
    StoredPair {
        picture: pair.picture.to_string(),
        with: pair.with.to_string(),
        source: pair.source.to_string(),
        distance: pair.distance,
        quality: pair.quality,
        excuse: pair.excuse.map(|excuse| excuse.to_string()),
    }
}

fn parse_pair(pair: &StoredPair) -> Result<NearestPicture, Malformed> {
    Ok(NearestPicture {
        picture: parse("picture", &pair.picture)?,
        with: parse("with", &pair.with)?,
        source: parse("source", &pair.source)?,
        distance: pair.distance,
        quality: pair.quality,
        excuse: pair.excuse.as_deref().map(|excuse| parse("excuse", excuse)).transpose()?,
    })
}
