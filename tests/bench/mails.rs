//! How fast mails are read, beside Python's `email` and fast-mail-parser, and in how much memory.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use mime::{Kind, Limits, ROOT};
use peak_alloc::PeakAlloc;
use sha2::{Digest as _, Sha256};

use crate::figure::{Figures, median};
use crate::tools::{root, tool};

/// Counts the memory in use.
#[global_allocator]
pub(crate) static HEAP: PeakAlloc = PeakAlloc;

const MAILS: usize = 16;
/// How often both sides are measured in turn. The median of their shares counts, so that others on the machine do not
/// decide.
const ROUNDS: usize = 7;
/// As many times each round as `mails.py` reads them; the best counts.
const PASSES: usize = 3;
/// Python's time, at least so many times ours.
const TIMES_PYTHON: f64 = 20.0;
/// Bytes of memory for each byte of the message, which is one of them.
const MOST_MEMORY: f64 = 3.0;
const MOST_SECONDS: f64 = 2.0;

/// `mime_…`: mails with pictures in base64, all that their parts hold hashed, in the share of the time that
/// others take for the same; then a mail of 25 MB and one of 10,000 parts, all that a person reads of them read
/// and all parts hashed.
pub(crate) fn measure(figures: &mut Figures) -> anyhow::Result<()> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mails");
    std::fs::create_dir_all(&folder)?;
    let mails = 0..figures.amount(MAILS, 2) as u64;
    let mails: Vec<Vec<u8>> = mails.map(|seed| mail(seed, 8, 120_000).into_bytes()).collect();
    for (at, mail) in mails.iter().enumerate() {
        std::fs::write(folder.join(format!("{at:02}.eml")), mail)?;
    }
    let python = tool("python").context("the Python of `make tools`")?;
    let (mut fewest, mut of_email, mut of_fast) = (f64::MAX, Vec::new(), Vec::new());
    for _ in 0..figures.amount(ROUNDS, 1) {
        let (mut ours, mut hashes) = (f64::MAX, String::new());
        for _ in 0..figures.amount(PASSES, 1) {
            let start = Instant::now();
            hashes = self::hashes(&mails)?;
            ours = ours.min(start.elapsed().as_secs_f64());
        }
        let output = Command::new(&python).arg(root().join("tests/bench/mails.py")).arg(&folder).output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for line in String::from_utf8(output.stdout)?.lines() {
            let [name, seconds, theirs] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
            ensure!(theirs == hashes, "{name} reads other parts than we do");
            let shares = if name == "email" { &mut of_email } else { &mut of_fast };
            shares.push(ours / seconds.parse::<f64>()?);
        }
        fewest = fewest.min(ours);
    }
    std::fs::remove_dir_all(&folder)?;
    let bytes: usize = mails.iter().map(Vec::len).sum();
    figures.add("mime_throughput", bytes as f64 / fewest / 1e6, "MB/s", None);
    figures.add("mime_of_python", median(of_email), "share", Some(1.0 / TIMES_PYTHON));
    figures.add("mime_of_fast_mail_parser", median(of_fast), "share", Some(1.0));
    large(figures, "mime_25_mb", mail(0, 5, figures.amount(3_650_000, 365_000) as u64))?;
    large(figures, "mime_10000_parts", many_parts(figures.amount(10_000, 1_000)))
}

/// What the hashes of all parts come to, in an order that does not depend on that of the parts.
fn hashes(mails: &[Vec<u8>]) -> anyhow::Result<String> {
    let mut hashes = Vec::new();
    for mail in mails {
        let message = mime::read(mail, &Limits::default())?;
        let leaves = message.parts().iter().filter(|part| part.kind != Kind::Multipart);
        hashes.extend(leaves.map(mime::Part::sha256));
    }
    hashes.sort_unstable();
    Ok(format!("{:x}", Sha256::digest(hashes.concat())))
}

/// Seconds and memory for one large mail.
fn large(figures: &mut Figures, name: &str, mail: String) -> anyhow::Result<()> {
    let before = HEAP.current_usage() - mail.len();
    HEAP.reset_peak_usage();
    let start = Instant::now();
    let message = mime::read(mail.as_bytes(), &Limits::default())?;
    black_box(message.readable(ROOT, 1_000_000));
    for part in message.parts() {
        black_box(part.sha256());
    }
    figures.add(&format!("{name}_time"), start.elapsed().as_secs_f64(), "s", Some(MOST_SECONDS));
    let memory = (HEAP.peak_usage() - before) as f64 / mail.len() as f64;
    figures.add(&format!("{name}_memory"), memory, "times the message", Some(MOST_MEMORY));
    Ok(())
}

/// A notice in plain text and HTML that names many listings, with pictures of about so many bytes.
fn mail(seed: u64, pictures: u64, size: u64) -> String {
    let mut mail = String::new();
    for hop in 0..4 {
        let _ = write!(
            mail,
            "Received: from mx{hop}.brand.example (mx{hop}.brand.example [192.0.2.{hop}])\r\n\
             \tby mx.market.example with ESMTPS id {seed:016x}{hop}\r\n\tfor <notices@market.example>; \
             Sun, 22 Nov 2026 01:00:0{hop} +0000\r\n"
        );
    }
    mail.push_str(
        "From: Ada North <ada@brand.example>\r\nTo: notices@market.example\r\n\
         Subject: =?utf-8?Q?Counterfeit_listings_=E2=80=93_NORTHLIGHT?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"=_outer\"\r\n\r\n\
         --=_outer\r\nContent-Type: multipart/alternative; boundary=\"=_inner\"\r\n\r\n",
    );
    let listing = |at: u64| format!("https://market.example/listings/{}", seed * 1_000 + at);
    mail.push_str(
        "--=_inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThese listings are counterfeit:\r\n",
    );
    for at in 0..200 {
        let _ = write!(mail, "{}\r\n", listing(at));
    }
    mail.push_str("--=_inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>These listings are counterfeit:</p>\r\n");
    for at in 0..200 {
        let _ = write!(mail, "<p><a href=\"{}\">jacket {at}</a></p>\r\n", listing(at));
    }
    mail.push_str("--=_inner--\r\n");
    let mut state = seed * 7_919 + 1;
    for picture in 0..pictures {
        let bytes: Vec<u8> = (0..size + picture * 10_007)
            .map(|_| {
                // Marsaglia's xorshift: bytes that no one can guess from their neighbours.
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state.to_le_bytes()[0]
            })
            .collect();
        let name = format!("picture-{picture}.jpg");
        let _ = write!(
            mail,
            "--=_outer\r\nContent-Type: image/jpeg; name=\"{name}\"\r\n\
             Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        );
        let encoded = STANDARD.encode(&bytes);
        let mut rest = encoded.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.len().min(76));
            mail.push_str(line);
            mail.push_str("\r\n");
            rest = after;
        }
    }
    mail.push_str("--=_outer--\r\n");
    mail
}

/// Short lists, each a file.
fn many_parts(parts: usize) -> String {
    let mut mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n".to_owned();
    for part in 0..parts {
        let _ = write!(mail, "--b\r\nContent-Disposition: attachment; filename=\"{part}.txt\"\r\n\r\n");
        mail.push_str(&"https://market.example/listings/1\r\n".repeat(70));
    }
    mail.push_str("--b--\r\n");
    mail
}
