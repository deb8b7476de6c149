//! Sender authentication: signed mails with their public keys (`**/dkim/*.txt`, `**/arc/*.txt`: lines of name
//! and record, an empty line, the mail).
//!
//! The signatures are verified by the crate mail-auth, offline, with the keys handed in. What it writes as
//! `Authentication-Results` is then read by Goodfaith, which must come to the same verdicts; and no mail whose
//! text was changed on the way may count as authenticated.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use mail_auth::common::headers::HeaderWriter as _;
use mail_auth::common::parse::TxtRecordParser as _;
use mail_auth::common::verify::DomainKey;
use mail_auth::dkim::DkimError;
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{
    AuthenticatedMessage, AuthenticationResults, DkimResult, DnsError, Error, MessageAuthenticator,
    Parameters, ResolverCache, Txt,
};
use notice::mail::auth::Verdict;
use notice::mail::read;

use super::acns::Tally;
use crate::Scored;
use crate::files::{below, shown};

/// The server that is said to have written the results.
const RECEIVER: &str = "mx.goodfaith.example";

/// The public keys that are known. No other is asked for: it does not exist.
struct Keys(HashMap<Box<str>, Txt>);

impl ResolverCache<Box<str>, Txt> for Keys {
    fn get<Q>(&self, name: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        let missing = || Txt::Error(Error::Dns(DnsError::InvalidRecordType));
        Some(self.0.get(name).cloned().unwrap_or_else(missing))
    }

    fn remove<Q>(&self, _: &Q) -> Option<Txt>
    where
        Box<str>: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        None
    }

    fn insert(&self, _: Box<str>, _: Txt, _: Instant) {}
}

/// Scores the set in `folder`.
///
/// # Errors
/// When a file cannot be read or is not of the layout.
pub(super) fn score(folder: &Path) -> anyhow::Result<Scored> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut notes = Vec::new();
    let (mut verified, mut agree, mut changed) = (Tally::default(), Tally::default(), Tally::default());
    for path in below(folder, "txt")? {
        let file = shown(folder, &path);
        let is_arc = file.contains("/arc/");
        if !is_arc && !file.contains("/dkim/") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let (records, mail) = text.split_once("\n\n").with_context(|| format!("{file} has no empty line"))?;
        let keys = keys(records)?;
        let mail = mail.replace("\r\n", "\n").replace('\n', "\r\n");
        let found = runtime.block_on(verify(&mail, &keys))?;
        let is_verified = if is_arc { found.arc == Verdict::Pass } else { !found.signers.is_empty() };
        if !verified.count(is_verified || found.has_expired) {
            notes.push(format!("{file}\tis not verified"));
        }
        let reading = read(format!("{}{mail}", found.header).as_bytes(), RECEIVER);
        let domain = reading.from.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
        let verdicts = &reading.verdicts;
        let mut signers = verdicts.signers.clone();
        signers.sort();
        let same = (verdicts.dkim == Verdict::Pass) != found.signers.is_empty()
            && signers == found.signers
            && verdicts.arc == found.arc
            && reading.authenticated == (!domain.is_empty() && found.signers.contains(&domain));
        if !agree.count(same) {
            notes.push(format!("{file}\t{verdicts:?} read of {:?}", found.header));
        }
        let forged = mail.replacen("\r\n\r\n", "\r\n\r\nSend the money elsewhere.\r\n", 1);
        let found = runtime.block_on(verify(&forged, &keys))?;
        changed.count(!read(format!("{}{forged}", found.header).as_bytes(), RECEIVER).authenticated);
    }
    let set = "mail-auth";
    let scores = vec![
        verified.share(set, "signatures-verified", 1.0),
        agree.share(set, "verdicts-agree", 1.0),
        changed.share(set, "changed-is-no-proof", 1.0),
    ];
    Ok(Scored { scores, notes })
}

/// What mail-auth found of a mail.
struct Found {
    /// Whose signatures are right, sorted.
    signers: Vec<String>,
    arc: Verdict,
    /// Whether a signature was right once, but only up to a time that has passed.
    has_expired: bool,
    /// The result as a header.
    header: String,
}

async fn verify(mail: &str, keys: &Keys) -> anyhow::Result<Found> {
    let no_servers = ResolverConfig::from_parts(None, Vec::new(), Vec::new());
    let authenticator = MessageAuthenticator::new(no_servers, ResolverOpts::default())?;
    let message = AuthenticatedMessage::parse(mail.as_bytes()).context("a mail that can be read")?;
    let dkim = authenticator.verify_dkim(Parameters::new(&message).with_txt_cache(keys)).await;
    let arc = authenticator.verify_arc(Parameters::new(&message).with_txt_cache(keys)).await;
    let address: IpAddr = Ipv4Addr::LOCALHOST.into();
    let results = AuthenticationResults::new(RECEIVER)
        .with_dkim_results(&dkim, message.from())
        .with_arc_result(&arc, address);
    let expired = DkimResult::Neutral(Error::Dkim(DkimError::SignatureExpired));
    let has_expired = dkim.iter().any(|output| *output.result() == expired);
    let passed = dkim.iter().filter(|output| *output.result() == DkimResult::Pass);
    let mut signers: Vec<String> = passed
        .filter_map(|output| output.signature())
        .map(|signature| {
            let identity = if signature.i.is_empty() { &signature.d } else { &signature.i };
            identity.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
        })
        .collect();
    signers.sort();
    let arc = match arc.result() {
        DkimResult::Pass => Verdict::Pass,
        DkimResult::Fail(_) => Verdict::Fail,
        _ => Verdict::Unknown,
    };
    Ok(Found { signers, arc, has_expired, header: results.to_header() })
}

/// The keys of the lines `name record`.
fn keys(records: &str) -> anyhow::Result<Keys> {
    let mut keys = HashMap::new();
    for (name, record) in records.lines().filter_map(|line| line.split_once(' ')) {
        let key = DomainKey::parse(record.as_bytes()).map_err(|error| anyhow!("{name}: {error}"))?;
        keys.insert(format!("{name}.").into_boxed_str(), Txt::from(key));
    }
    Ok(Keys(keys))
}
