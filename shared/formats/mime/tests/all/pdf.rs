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

/// A file of these objects, numbered from 1: a catalogue, its pages, a page, and what else there is.
fn objects(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n\
                     2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        .to_vec();
    for (number, object) in (3..).zip(objects) {
        file.extend(format!("{number} 0 obj {object} endobj\n").into_bytes());
    }
    file
}

fn with_contents(contents: &str, others: &[&str]) -> Vec<u8> {
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R \
                /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>";
    let contents = format!("<< /Length {} >> stream\n{contents}\nendstream", contents.len());
    objects(&[&[page, &contents], others].concat())
}

/// Every code from `A` on is half as wide as the font is large.
const EVEN: &str = "<< /Type /Font /Subtype /TrueType /FirstChar 65 /Widths [500 500 500 500 500 500] >>";

#[test]
fn glyphs_that_are_placed_one_by_one_are_words_by_their_distance() {
    // As Chromium writes: each glyph moved on by its width, and a word by more.
    let placed = "BT /F1 10 Tf 1 0 0 -1 50 700 Tm (A) Tj 5 0 Td (B) Tj 5.1 0 Td (C) Tj 8 0 Td (D) Tj ET \
                  BT /F1 10 Tf 1 0 0 -1 73 700 Tm (E) Tj ET q 1 0 0 1 0 -20 cm BT /F1 10 Tf 50 700 Td (F) Tj ET Q";
    assert_eq!(text(&with_contents(placed, &[EVEN]), 1_000).unwrap(), "ABC DE\nF\n");
    let kerned = "BT /F1 10 Tf 50 700 Td [(A) 90 (B) -400 (C)] TJ ET";
    assert_eq!(text(&with_contents(kerned, &[EVEN]), 1_000).unwrap(), "AB C\n");
}

#[test]
fn what_forms_show_is_read_too() {
    let form = "<< /Type /XObject /Subtype /Form /Length 33 >> stream\n\
                BT /F1 10 Tf 50 650 Td (AB) Tj ET\nendstream";
    let contents = "BT /F1 10 Tf 50 700 Td (C) Tj ET /X Do BT /F1 10 Tf 50 600 Td (D) Tj ET";
    assert_eq!(text(&with_contents(contents, &[EVEN, form]), 1_000).unwrap(), "C\nAB\nD\n");
    let itself = "<< /Type /XObject /Subtype /Form /Length 11 >> stream\n/X Do /X Do\nendstream";
    assert_eq!(text(&with_contents("/X Do", &[EVEN, itself]), 1_000), Err(Unread::NoText));
}

#[test]
fn forms_without_end_are_cut_off() {
    let start = Instant::now();
    let next = |number: usize| {
        let shown = "/X Do ".repeat(50);
        format!(
            "<< /Type /XObject /Subtype /Form /Resources << /XObject << /X {} 0 R >> >> /Length {} >> stream\n\
             {shown}\nendstream",
            number + 1,
            shown.len()
        )
    };
    let forms: Vec<String> = (6..20).map(next).collect();
    let others: Vec<&str> = std::iter::once(EVEN).chain(forms.iter().map(String::as_str)).collect();
    assert_eq!(text(&with_contents("/X Do", &others), 1_000), Err(Unread::NoText));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn text_that_is_packed_as_text_and_escaped_is_read() {
    // `BT /F1 10 Tf (A\fB) Tj ET` in hexadecimal, where a form feed is the code of a letter.
    let map =
        "<< /Length 62 >> stream\n2 beginbfchar <41> <0066> <0C> <0069> <42> <006E> endbfchar  \nendstream";
    let font = "<< /Type /Font /Subtype /TrueType /ToUnicode 6 0 R >>";
    let page = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>";
    let contents = "<< /Filter [/ASCIIHexDecode] /Length 66 >> stream\n\
                    4254202f4631203130205466 2028415c664229 20546a 204554>\nendstream";
    assert_eq!(text(&objects(&[page, contents, font, map]), 1_000).unwrap(), "fin\n");
}
