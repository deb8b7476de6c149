//! Text of PDF files.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use mime::pdf::{Unread, text};

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn stream(number: u32, entries: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj\n<< {entries} /Length {} >>\nstream\r\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream\nendobj\n"].concat()
}

/// A file of one page with these contents, and a font F2 by way of a `ToUnicode` map.
fn file(contents: &[u8]) -> Vec<u8> {
    let map = "1 begincodespacerange <0000> <ffff> endcodespacerange\n\
               1 beginbfchar <0001> <4FB5> endbfchar 2 beginbfrange <0002> <0002> [<6743>] <0010> <0012> <0041> endbfrange";
    let packed =
        "4 0 5 52 << /Type /Page /Parent 3 0 R /Contents [7 0 R] >>  << /Subtype /Type0 /ToUnicode 8 0 R >>";
    let first = packed.find("<<").unwrap();
    let packed_second = packed.rfind("<<").unwrap() - first;
    let packed = packed.replace("52", &format!("{packed_second:02}"));
    [
        b"%PDF-1.5\n".to_vec(),
        b"3 0 obj << /Type /Pages /Kids [4 0 R 3 0 R] /Resources << /Font << /F2 5 0 R >> >> >> endobj\n"
            .to_vec(),
        stream(
            6,
            &format!("/Type /ObjStm /N 2 /First {first} /Filter /FlateDecode"),
            &deflated(packed.as_bytes()),
        ),
        stream(7, "/Filter [/FlateDecode]", &deflated(contents)),
        stream(8, "", map.as_bytes()),
        b"trailer << /Root 1 0 R >>\n%%EOF".to_vec(),
    ]
    .concat()
}

#[test]
fn what_a_page_shows_is_read_line_by_line() {
    let contents = b"BT /F1 12 Tf 72 700 Td (These listings) Tj 0 -14 Td [(are coun) 20 (terfeit\\072) -300 (\\(all\\))] TJ \
                     T* (caf\\351) Tj ET BT /F2 12 Tf 1 0 0 1 72 600 Tm <00010002> Tj 0 -14 Td <001000110012> Tj ET";
    assert_eq!(
        text(&file(contents), 1_000).unwrap(),
        "These listings\nare counterfeit: (all)\ncafé\n侵权\nABC\n"
    );
}

#[test]
fn a_file_without_text_says_why() {
    assert_eq!(text(b"GIF89a", 1_000), Err(Unread::NoPdf));
    assert_eq!(text(&file(b"q /Im1 Do Q"), 1_000), Err(Unread::NoText));
    let encrypted = [file(b"BT (x) Tj ET"), b"trailer << /Encrypt 9 0 R >>".to_vec()].concat();
    assert_eq!(text(&encrypted, 1_000), Err(Unread::Encrypted));
}

#[test]
fn bombs_are_cut_off() {
    let start = Instant::now();
    let shown = b"BT (fake) Tj ET ".repeat(16 << 20 >> 4);
    assert_eq!(text(&file(&shown), 100).unwrap().len(), 100);
    let ranges = "<0000> <ffff> <0041> ".repeat(20_000);
    let map = stream(8, "", format!("{ranges} endbfrange").as_bytes());
    for bomb in [
        [b"%PDF-1.5\n".to_vec(), b"1 0 obj [[[[".repeat(100_000)].concat(),
        [
            b"%PDF-1.5\n".to_vec(),
            b"1 0 obj << /Type /Pages /Kids [1 0 R 1 0 R 2 0 R] >> 2 0 obj << /Kids [1 0 R] >>".to_vec(),
        ]
        .concat(),
        [b"%PDF-1.5\n".to_vec(), b"1 0 obj << /Length 9 >> stream ".repeat(100_000)].concat(),
        [b"%PDF-1.5\n1 0 obj [".to_vec(), b"1 ".repeat(1 << 20)].concat(),
        [file(b"BT /F2 1 Tf <0001> Tj ET"), map].concat(),
    ] {
        let _ = text(&bomb, 1_000);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
