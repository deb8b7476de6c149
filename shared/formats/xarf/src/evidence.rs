//! The evidence inside of a report.

use base64::Engine as _;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};
use sha2::Digest as _;

use crate::fault::Fault;
use crate::rules::v4::EVIDENCE_BYTES;

/// Many senders leave the padding out.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A piece of evidence, as it stands in the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence<'a> {
    /// Its media type as declared; may be empty.
    pub media: &'a str,
    /// Name of the file; may be empty.
    pub name: &'a str,
    /// What it shows, in the reporter's words; may be empty.
    pub description: &'a str,
    /// Which one it is in the report, from 0.
    pub index: usize,
    /// Name of the list it is in: its path is `$.evidence[0]`, before version 4 `$.Report.Samples[0]`.
    list: &'static str,
    payload: &'a str,
    base64: bool,
    /// Algorithm and hex digits.
    hash: Option<(&'a str, &'a str)>,
    size: Option<f64>,
}

impl<'a> Evidence<'a> {
    /// The evidence in a document that obeys the rules; samples that name a file and hold nothing are none.
    pub(crate) fn all(document: &'a Map<String, Value>) -> Vec<Self> {
        let text = |of: &'a Value, name: &str| of[name].as_str().unwrap_or_default();
        let items =
            |list: Option<&'a Value>| list.and_then(Value::as_array).into_iter().flatten().enumerate();
        let new = items(document.get("evidence")).map(|(index, item)| Self {
            media: text(item, "content_type"),
            name: "",
            description: text(item, "description"),
            index,
            list: "$.evidence",
            payload: text(item, "payload"),
            base64: true,
            hash: item["hash"].as_str().and_then(|hash| hash.split_once(':')),
            size: item["size"].as_f64(),
        });
        let samples = document.get("Report").and_then(|report| report.get("Samples"));
        let held = items(samples).filter(|(_, item)| item["Payload"].is_string());
        let old = held.map(|(index, item)| Self {
            media: text(item, "ContentType"),
            name: text(item, "FileName"),
            description: text(item, "Description"),
            index,
            list: "$.Report.Samples",
            payload: text(item, "Payload"),
            base64: item["Base64Encoded"] == true,
            hash: None,
            size: None,
        });
        new.chain(old).collect()
    }

    /// Where it stands: a JSON path.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}[{}]", self.list, self.index)
    }

    /// Its bytes, 5 MiB at most, held against its hash (MD5, SHA-1, SHA-256, SHA-512) and size where they
    /// are told.
    ///
    /// # Errors
    /// A [`Fault`] when it is too large, not base64, or not what its hash or size says.
    pub fn decode(&self) -> Result<Vec<u8>, Fault> {
        let limit = EVIDENCE_BYTES as usize;
        let at = |name: &str| format!("{}.{name}", self.path());
        let payload_at = if self.list == "$.evidence" { "payload" } else { "Payload" };
        let too_large = || Err(Fault::too_large(at(payload_at), limit));
        // Line breaks come on top of the four characters for three bytes.
        if self.payload.len() > limit / 3 * 4 + limit / 10 {
            return too_large();
        }
        let bytes = if self.base64 {
            let payload: Vec<u8> = self.payload.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
            BASE64.decode(payload).map_err(|_| Fault::wrong(at(payload_at), "base64 (RFC 4648)"))?
        } else {
            self.payload.as_bytes().to_vec()
        };
        if bytes.len() > limit {
            return too_large();
        }
        if let Some((algorithm, told)) = self.hash {
            let found = match algorithm {
                "md5" => hex(&md5::Md5::digest(&bytes)),
                "sha1" => hex(&sha1::Sha1::digest(&bytes)),
                "sha256" => hex(&sha2::Sha256::digest(&bytes)),
                _ => hex(&sha2::Sha512::digest(&bytes)),
            };
            if !found.eq_ignore_ascii_case(told) {
                return Err(Fault::wrong(at("hash"), "the hash of the payload"));
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "5 MiB at most")]
        if self.size.is_some_and(|size| size != bytes.len() as f64) {
            return Err(Fault::wrong(at("size"), "the size of the payload in bytes"));
        }
        Ok(bytes)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
