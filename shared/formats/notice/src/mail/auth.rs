//! What the receiving server found about the sender: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and
//! ARC (RFC 8617).
//!
//! It is read from the server's own `Authentication-Results` (RFC 8601), or from the notification of Amazon
//! SES. A chain of ARC seals is told, but authenticates nobody: which sealer to trust is not known here.

use serde_json::Value;

/// What one method found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// It passed.
    Pass,
    /// It failed, softly or by policy.
    Fail,
    /// It was not tried, could not be decided, or is not told.
    #[default]
    Unknown,
}

/// What the receiving server found about a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verdicts {
    /// The envelope's sender may use the server that sent the mail.
    pub spf: Verdict,
    /// One signature at least is right.
    pub dkim: Verdict,
    /// SPF or DKIM is of the domain in From.
    pub dmarc: Verdict,
    /// The seals of all servers on the way are right.
    pub arc: Verdict,
    /// Whose signatures passed: domains in lower case.
    pub signers: Vec<String>,
    /// Which domain DMARC looked at, in lower case; empty when it is not told: that of From.
    pub dmarc_domain: String,
    /// Whether the domain's policy is told, and is to do nothing about mail that fails DMARC.
    pub dmarc_lenient: bool,
}

impl Verdict {
    /// A result of RFC 8601, 2.7.
    fn of(result: &str) -> Self {
        match result.to_ascii_lowercase().as_str() {
            "pass" => Self::Pass,
            "fail" | "hardfail" | "softfail" | "policy" => Self::Fail,
            _ => Self::Unknown,
        }
    }

    /// The better of two results of one method: a mail may carry several signatures.
    const fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Pass, _) | (_, Self::Pass) => Self::Pass,
            (Self::Fail, _) | (_, Self::Fail) => Self::Fail,
            (Self::Unknown, Self::Unknown) => Self::Unknown,
        }
    }

    /// The stable code of this verdict.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
        }
    }
}

impl Verdicts {
    /// Reads one `Authentication-Results`, if it is that of the server `receiver`; else nothing is known.
    ///
    /// A sender chooses what stands in `helo` and `envelope-from`, and can write a semicolon and a result there, but no
    /// blank. The server puts a blank after each of its own semicolons: with one that lacks it, nothing is known either.
    #[must_use]
    pub fn of_results(results: &str, receiver: &str) -> Self {
        let results = without_comments(results);
        let mut after = results.split(';').skip(1);
        if after.any(|part| part.starts_with(|c: char| !c.is_whitespace())) {
            return Self::default();
        }
        let mut parts = results.split(';');
        let server = parts.next().unwrap_or_default().split_whitespace().next().unwrap_or_default();
        let mut verdicts = Self::default();
        if !server.eq_ignore_ascii_case(receiver) {
            return verdicts;
        }
        for part in parts {
            let mut words = part.split_whitespace();
            let Some((method, result)) = words.next().and_then(|word| word.split_once('=')) else { continue };
            let domain = |wanted: &[&str]| {
                let mut found = words.clone().filter_map(|word| word.split_once('='));
                let (_, value) =
                    found.find(|(name, _)| wanted.iter().any(|it| name.eq_ignore_ascii_case(it)))?;
                let value = value.trim_matches('"');
                Some(value.rsplit_once('@').map_or(value, |(_, domain)| domain).to_ascii_lowercase())
            };
            let verdict = Verdict::of(result);
            // A method may carry its version: `dkim/1`.
            match method.split('/').next().unwrap_or_default().to_ascii_lowercase().as_str() {
                "spf" => verdicts.spf = verdicts.spf.or(verdict),
                "arc" => verdicts.arc = verdicts.arc.or(verdict),
                "dkim" => {
                    verdicts.dkim = verdicts.dkim.or(verdict);
                    if verdict == Verdict::Pass {
                        verdicts.signers.extend(domain(&["header.d", "header.i"]));
                    }
                }
                "dmarc" => {
                    verdicts.add_dmarc(verdict, domain(&["header.from"]).unwrap_or_default());
                    verdicts.dmarc_lenient =
                        domain(&["policy.dmarc", "policy.p", "p"]).is_some_and(|policy| policy == "none");
                }
                _ => {}
            }
        }
        verdicts
    }

    /// Two results of DMARC are a contradiction unless they agree: the worse counts.
    fn add_dmarc(&mut self, verdict: Verdict, domain: String) {
        let agrees = match self.dmarc {
            Verdict::Unknown => true,
            Verdict::Pass => verdict == Verdict::Pass && self.dmarc_domain == domain,
            Verdict::Fail => false,
        };
        self.dmarc = if agrees { verdict } else { Verdict::Fail };
        self.dmarc_domain = domain;
    }

    /// Reads the notification of Amazon SES about a received mail: `receipt`, with the verdicts in it, wherever
    /// it stands below `Records[0].ses` or at the top.
    #[must_use]
    pub fn of_ses(notification: &Value) -> Self {
        let receipt = ["/receipt", "/ses/receipt", "/Records/0/ses/receipt"]
            .iter()
            .find_map(|path| notification.pointer(path))
            .unwrap_or(&Value::Null);
        let verdict = |name: &str| Verdict::of(receipt[name]["status"].as_str().unwrap_or_default());
        Self {
            spf: verdict("spfVerdict"),
            dkim: verdict("dkimVerdict"),
            dmarc: verdict("dmarcVerdict"),
            dmarc_lenient: receipt["dmarcPolicy"].as_str().is_some_and(|it| it.eq_ignore_ascii_case("none")),
            ..Self::default()
        }
    }

    /// Whether the domain in From says that it did not send the mail: DMARC failed, and its policy is to reject or to
    /// quarantine such mail. A server that tells no policy is taken to mean one.
    #[must_use]
    pub fn disown(&self) -> bool {
        self.dmarc == Verdict::Fail && !self.dmarc_lenient
    }

    /// Whether they show that a mail is from `domain`: DMARC passed for it, or a signature in exact alignment
    /// did while DMARC did not fail.
    #[must_use]
    pub fn authenticate(&self, domain: &str) -> bool {
        let same = |other: &str| other.eq_ignore_ascii_case(domain);
        let dmarc = self.dmarc == Verdict::Pass && (self.dmarc_domain.is_empty() || same(&self.dmarc_domain));
        !domain.is_empty()
            && self.dmarc != Verdict::Fail
            && (dmarc || self.signers.iter().any(|signer| same(signer)))
    }
}

/// Drops comments in parentheses, which may nest.
fn without_comments(value: &str) -> String {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted || depth > 0 => escaped = true,
            '"' if depth == 0 => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth > 0 => depth -= 1,
            // What is quoted is someone else's text: it must not look like a result.
            ';' | '=' if quoted => {}
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
