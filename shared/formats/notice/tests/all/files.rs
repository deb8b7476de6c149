//! Files of evidence: which are taken, and what each other one is refused as.

use notice::evidence::{ACCEPTED, inspect};
use notice::limit;
use proptest::prelude::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// An archive of empty files.
fn archive(names: &[&str]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap_or_default().to_le_bytes();
        let offset = u32::try_from(out.len()).unwrap_or_default().to_le_bytes();
        out.extend([&b"PK\x03\x04"[..], &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        directory
            .extend([&b"PK\x01\x02"[..], &[0; 24], &length, &[0; 12], &offset, name.as_bytes()].concat());
    }
    let count = u16::try_from(names.len()).unwrap_or_default().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap_or_default().to_le_bytes();
    let offset = u32::try_from(out.len()).unwrap_or_default().to_le_bytes();
    out.extend(&directory);
    out.extend([&b"PK\x05\x06"[..], &[0; 4], &count, &count, &size, &offset, &[0; 2]].concat());
    out
}

#[track_caller]
fn check(declared: &str, name: &str, bytes: &[u8], expected: Result<&str, &str>) {
    let found = inspect(declared, name, bytes);
    if let Err(problem) = &found {
        assert_eq!(problem.field, "evidence");
        assert!(!problem.remedy().is_empty() && problem.to_string().contains(name), "{problem}");
    }
    let found = found.as_ref().map(|accepted| accepted.media).map_err(notice::Problem::code);
    assert_eq!(found, expected, "{declared} {name}");
}

#[test]
fn pictures_documents_and_texts_are_taken() {
    check("image/png", "a.png", PNG, Ok("image/png"));
    check("IMAGE/PNG; name=x", "a.png", PNG, Ok("image/png"));
    check("", "a.png", PNG, Ok("image/png"));
    check("application/octet-stream", "a", JPEG, Ok("image/jpeg"));
    check("image/jpg", "a.jpg", JPEG, Ok("image/jpeg"));
    check("image/gif", "a.gif", b"GIF89a\x01\0\x01\0", Ok("image/gif"));
    check("image/webp", "a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", Ok("image/webp"));
    check(
        "application/pdf",
        "a.pdf",
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /OpenAction [3 0 R /Fit]>>",
        Ok("application/pdf"),
    );
    check("text/plain", "a.txt", "商标 is ours".as_bytes(), Ok("text/plain"));
    check("text/csv", "a.csv", b"url,reason\nx,y\n", Ok("text/csv"));
    check("application/vnd.ms-excel", "a.csv", b"url,reason\n", Ok("text/csv"));
    check(DOCX, "a.docx", &archive(&["[Content_Types].xml", "word/document.xml"]), Ok(DOCX));
    check(XLSX, "a.xlsx", &archive(&["[Content_Types].xml", "xl/workbook.xml"]), Ok(XLSX));
    assert_eq!(ACCEPTED.len(), 9);
}

#[test]
fn a_file_that_lies_about_its_type_is_refused_as_such() {
    check("image/png", "a.png", b"<!DOCTYPE html><html><script>alert(1)</script></html>", Err("file_lies"));
    check("image/png", "a.png", JPEG, Err("file_lies"));
    check("image/jpeg", "a.jpg", b"MZ\x90\0", Err("file_lies"));
    check("application/pdf", "a.pdf", PNG, Err("file_lies"));
    check("text/plain", "a.txt", b"<svg xmlns='http://www.w3.org/2000/svg'/>", Err("file_lies"));
    check(DOCX, "a.docx", &archive(&["evil.exe"]), Err("file_lies"));
    check("image/png", "a.png", b"just text", Err("file_lies"));
}

#[test]
fn what_could_run_is_refused() {
    check("text/html", "a.html", b"<html>", Err("file_active"));
    check("image/svg+xml", "a.svg", b"<?xml version='1.0'?><svg/>", Err("file_active"));
    check("application/xml", "a.xml", b"<?xml version='1.0'?><a/>", Err("file_active"));
    check("text/javascript", "a.js", b"alert(1)", Err("file_active"));
    check("", "a.js", b"alert(1)", Err("file_active"));
    check("", "run.sh", b"#!/bin/sh\n", Err("file_active"));
    check("application/x-msdownload", "a.exe", b"MZ\x90\0", Err("file_active"));
    let word = ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"];
    check(DOCX, "a.docx", &archive(&word), Err("file_active"));
    check("application/vnd.ms-word.document.macroEnabled.12", "a.docm", &archive(&word), Err("file_active"));
    let sheet = ["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"];
    check(XLSX, "a.xlsx", &archive(&sheet), Err("file_active"));
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    check("application/msword", "a.doc", &old, Err("file_not_accepted"));
    old.extend("_VBA_PROJECT".encode_utf16().flat_map(u16::to_le_bytes));
    check("application/msword", "a.doc", &old, Err("file_active"));
    check("application/pdf", "a.pdf", b"%PDF-1.4 <</S /JavaScript /JS (app.alert(1))>>", Err("file_active"));
    check(
        "application/pdf",
        "a.pdf",
        b"%PDF-1.4 <</S /J#61vaScript /JS (app.alert(1))>>",
        Err("file_active"),
    );
    check(
        "application/pdf",
        "a.pdf",
        b"%PDF-1.4 <</OpenAction <</S /Launch /F (cmd.exe)>>>>",
        Err("file_active"),
    );
}

#[test]
fn a_picture_that_is_something_else_too_is_refused() {
    check("image/png", "a.png", &[PNG, b"<script>alert(1)</script>"].concat(), Err("file_active"));
    check("image/gif", "a.gif", b"GIF89a/*<SCRIPT src=x>", Err("file_active"));
    check("image/jpeg", "a.jpg", &[JPEG, &archive(&["a.class"])].concat(), Err("file_active"));
    check("image/png", "a.png", &[PNG, b"%PDF-1.4"].concat(), Err("file_active"));
}

#[test]
fn other_files_are_not_taken() {
    check("application/zip", "a.zip", &archive(&["a.png"]), Err("file_not_accepted"));
    check("", "a.bin", b"\0\x01\x02", Err("file_not_accepted"));
    check("", "a.txt", b"\xff\xfea\0", Err("file_not_accepted"));
    check("application/rtf", "a.rtf", b"{\\rtf1}", Err("file_not_accepted"));
    check("image/png", "a.png", b"", Err("file_empty"));
    check("image/png", "a.png", &vec![0; limit::FILE_BYTES + 1], Err("file_too_large"));
}

#[test]
fn an_archive_that_claims_too_much_is_not_read() {
    let mut claims = archive(&["[Content_Types].xml", "word/document.xml"]);
    let end = claims.len() - 22;
    claims[end + 10..end + 12].copy_from_slice(&u16::MAX.to_le_bytes());
    check("", "a.docx", &claims, Err("file_not_accepted"));
    let mut claims = archive(&["[Content_Types].xml", "word/document.xml"]);
    claims[end + 12..end + 16].copy_from_slice(&u32::MAX.to_le_bytes());
    check("", "a.docx", &claims, Err("file_not_accepted"));
}

proptest! {
    #[test]
    fn no_bytes_panic(
        start in prop::sample::select(vec![&b""[..], PNG, b"PK\x03\x04", b"%PDF-", b"<", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
        rest in prop::collection::vec(any::<u8>(), 0..500),
        declared in ".{0,30}",
        name in ".{0,30}",
    ) {
        let _ = inspect(&declared, &name, &[start, &rest].concat());
    }

    #[test]
    fn no_damaged_archive_panics(at in 0_usize..200, byte in any::<u8>()) {
        let mut bytes = archive(&["[Content_Types].xml", "word/document.xml"]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = inspect("", "a.docx", &bytes);
    }
}
