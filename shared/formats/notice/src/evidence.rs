//! Files of evidence: what they really are, and whether they may be kept.
//!
//! Taken are pictures, PDF, text and Office documents, when they are what they are declared to be and
//! can run nothing. What is inside of compressed streams is not looked at: accepted files are therefore
//! also never served as active content.

use crate::problem::{Problem, ProblemKind, field};
use crate::{limit, zip};

/// The media types taken.
pub const ACCEPTED: &[&str] = &[PNG, JPEG, GIF, WEBP, PDF, TEXT, CSV, DOCX, XLSX];

const PNG: &str = "image/png";
const JPEG: &str = "image/jpeg";
const GIF: &str = "image/gif";
const WEBP: &str = "image/webp";
const PDF: &str = "application/pdf";
const TEXT: &str = "text/plain";
const CSV: &str = "text/csv";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The media type of Excel workbooks.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file that may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// Its true media type, one of [`ACCEPTED`].
    pub media: &'static str,
}

/// What a file turned out to be. The words stand in a sentence: "the file is …", "the file holds …".
enum Found {
    /// One of [`ACCEPTED`], and harmless.
    Harmless(&'static str),
    /// One of [`ACCEPTED`] on the outside, with this inside.
    Poisoned(&'static str),
    /// Something that runs when opened.
    Active(&'static str),
    /// Something else.
    Foreign(&'static str),
}

/// Looks what a file named `name` of the media type `declared` really is.
///
/// An empty type and `application/octet-stream` declare nothing.
///
/// # Errors
/// A [`Problem`] of the field `evidence` when the file is empty, too large, of a type that is not taken,
/// not of the type declared, or could run something when opened.
pub fn inspect(declared: &str, name: &str, bytes: &[u8]) -> Result<Accepted, Problem> {
    let declared = declared.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let shown: String = crate::text::line(name).chars().take(limit::NAME).collect();
    let refuse = |kind: fn(String) -> ProblemKind| Err(Problem::new(field::EVIDENCE, kind(shown.clone())));
    if bytes.is_empty() {
        return refuse(|name| ProblemKind::FileEmpty { name });
    }
    if bytes.len() > limit::FILE_BYTES {
        return refuse(|name| ProblemKind::FileTooLarge { name, limit: limit::FILE_BYTES });
    }
    let problem = |kind| Err(Problem::new(field::EVIDENCE, kind));
    let lies = |found| {
        let declared = declared.chars().take(100).collect();
        problem(ProblemKind::FileLies { name: shown.clone(), declared, found })
    };
    let promised = media_of(&declared).is_some();
    match sniff(&declared, name, bytes) {
        Found::Harmless(media) if may_be(&declared, media) => Ok(Accepted { media }),
        Found::Harmless(media) => lies(in_words(media)),
        Found::Poisoned(found) => problem(ProblemKind::FileActive { name: shown, found }),
        Found::Active(found) | Found::Foreign(found) if promised => lies(found),
        Found::Active(found) => problem(ProblemKind::FileActive { name: shown, found }),
        Found::Foreign(found) => problem(ProblemKind::FileNotAccepted { name: shown, found }),
    }
}

/// The media type that a declaration promises, under its many names.
fn media_of(declared: &str) -> Option<&'static str> {
    match declared {
        "image/jpg" | "image/pjpeg" => Some(JPEG),
        "image/x-png" => Some(PNG),
        "application/x-pdf" => Some(PDF),
        "application/csv" => Some(CSV),
        _ => ACCEPTED.iter().copied().find(|media| *media == declared),
    }
}

/// Whether a file of type `media` may be declared as `declared`.
fn may_be(declared: &str, media: &str) -> bool {
    match media_of(declared) {
        Some(promised) => {
            promised == media || (matches!(promised, TEXT | CSV) && matches!(media, TEXT | CSV))
        }
        None => match declared {
            "" | "application/octet-stream" | "binary/octet-stream" => true,
            // Windows declares CSV files so where Excel is installed.
            "application/vnd.ms-excel" => media == CSV,
            other => other.starts_with("text/") && matches!(media, TEXT | CSV),
        },
    }
}

fn in_words(media: &'static str) -> &'static str {
    match media {
        PNG => "a PNG picture",
        JPEG => "a JPEG picture",
        GIF => "a GIF picture",
        WEBP => "a WebP picture",
        PDF => "a PDF document",
        DOCX => "a Word document",
        XLSX => "an Excel workbook",
        _ => "a text",
    }
}

fn sniff(declared: &str, name: &str, bytes: &[u8]) -> Found {
    let picture =
        [(PNG, &b"\x89PNG\r\n\x1a\n"[..]), (JPEG, b"\xff\xd8\xff"), (GIF, b"GIF87a"), (GIF, b"GIF89a")]
            .into_iter()
            .find(|(_, magic)| bytes.starts_with(magic))
            .map(|(media, _)| media)
            .or_else(|| (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")).then_some(WEBP));
    if let Some(media) = picture {
        return of_picture(media, bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return of_pdf(bytes);
    }
    if bytes.starts_with(b"PK") {
        return of_archive(bytes);
    }
    for (magic, found) in [
        (&b"MZ"[..], "a program"),
        (b"\x7fELF", "a program"),
        (b"\xca\xfe\xba\xbe", "a program"),
        (b"\xfe\xed\xfa", "a program"),
        (b"\xce\xfa\xed\xfe", "a program"),
        (b"\xcf\xfa\xed\xfe", "a program"),
        (b"#!", "a script"),
    ] {
        if bytes.starts_with(magic) {
            return Found::Active(found);
        }
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        // Names in the old Office container are UTF-16.
        let macros = holds(bytes, b"_\0v\0b\0a\0_\0p\0r\0o\0j\0e\0c\0t\0");
        return if macros { Found::Active("a macro") } else { Found::Foreign("an old Office document") };
    }
    of_text(declared, name, bytes)
}

/// A picture, unless it is something else at the same time.
fn of_picture(media: &'static str, bytes: &[u8]) -> Found {
    let markup: &[&[u8]] = &[b"<script", b"<html>", b"<html ", b"<!doctype", b"<iframe", b"<?php"];
    if markup.iter().any(|marker| holds(bytes, marker)) {
        Found::Poisoned("HTML or a script")
    } else if holds(&bytes[..bytes.len().min(1_024)], b"%pdf-") {
        Found::Poisoned("a PDF document")
    } else if zip::names(bytes).is_some_and(|names| !names.is_empty()) {
        Found::Poisoned("an archive")
    } else {
        Found::Harmless(media)
    }
}

/// A PDF, unless it acts by itself (ISO 32000-1, 12.6.4).
fn of_pdf(bytes: &[u8]) -> Found {
    let names = unescaped(bytes);
    for (action, found) in
        [(&b"/javascript"[..], "a script"), (b"/launch", "a command"), (b"/richmedia", "active media")]
    {
        if holds(&names, action) {
            return Found::Poisoned(found);
        }
    }
    Found::Harmless(PDF)
}

/// PDF names may spell any character as `#` and two hex digits (ISO 32000-1, 7.3.5).
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let hex = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'#', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'#'));
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// Of archives only Office documents (ECMA-376) without macros are taken.
fn of_archive(bytes: &[u8]) -> Found {
    let archive = Found::Foreign("an archive");
    let Some(names) = zip::names(bytes) else { return archive };
    let has = |name: &str| names.iter().any(|other| other == name);
    let media = match (has("[content_types].xml"), has("word/document.xml"), has("xl/workbook.xml")) {
        (true, true, false) => DOCX,
        (true, false, true) => XLSX,
        _ => return archive,
    };
    let acts = |name: &String| {
        name.ends_with("vbaproject.bin") || name.contains("macrosheets/") || name.contains("activex/")
    };
    if names.iter().any(acts) { Found::Poisoned("a macro") } else { Found::Harmless(media) }
}

/// Text in UTF-8 without markup.
fn of_text(declared: &str, name: &str, bytes: &[u8]) -> Found {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = &bytes[..bytes.len().min(512)].trim_ascii_start();
    let markup: &[&[u8]] =
        &[b"<script", b"<html", b"<!doctype html", b"<iframe", b"<body", b"<svg", b"<object", b"<embed"];
    if holds(bytes, b"<svg") && !holds(bytes, b"<html") {
        return Found::Active("an SVG drawing");
    }
    if markup.iter().any(|marker| holds(bytes, marker)) {
        return Found::Active("HTML");
    }
    if start.starts_with(b"<?xml") || start.starts_with(b"<!") {
        return Found::Active("XML");
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return Found::Foreign("of an unknown type") };
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return Found::Foreign("of an unknown type");
    }
    if text.starts_with("{\\rtf") {
        return Found::Foreign("a rich text document");
    }
    let extension = name.rsplit_once('.').map(|(_, end)| end.trim().to_ascii_lowercase()).unwrap_or_default();
    let scripts = [
        "js", "mjs", "cjs", "jse", "vbs", "vbe", "wsf", "hta", "ps1", "bat", "cmd", "sh", "php", "py",
        "html", "htm", "xhtml", "svg", "lnk", "url", "reg",
    ];
    if declared.contains("script") || declared.contains("html") || scripts.contains(&extension.as_str()) {
        return Found::Active("a script");
    }
    if declared.ends_with("xml") || extension == "xml" {
        return Found::Active("XML");
    }
    let is_table = extension == "csv" || media_of(declared) == Some(CSV);
    Found::Harmless(if is_table { CSV } else { TEXT })
}

/// Whether `bytes` hold `needle` (given in lower case) in any case.
fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(first) = needle.first() else { return true };
    bytes.iter().enumerate().any(|(at, byte)| {
        byte.eq_ignore_ascii_case(first)
            && bytes.get(at..at + needle.len()).is_some_and(|part| part.eq_ignore_ascii_case(needle))
    })
}
