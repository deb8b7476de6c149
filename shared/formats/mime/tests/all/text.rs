//! What a person reads in a mail.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use mime::{Limits, ROOT, Readable, Signed, Unreadable};

fn readable(raw: &[u8]) -> Readable {
    mime::read(raw, &Limits::default()).unwrap().readable(ROOT, 10_000)
}

fn multipart(subtype: &str, parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--b\r\n{part}\r\n")).collect();
    format!("Content-Type: multipart/{subtype}; boundary=b\r\n\r\n{parts}--b--\r\n")
}

const PLAIN: &str = "Content-Type: text/plain\r\n\r\nIt is fake.";
const HTML: &str = "Content-Type: text/html\r\n\r\n<p>It is <a href='https://market.example/1'>fake</a>.";
const BLANK: &str = "Content-Type: text/plain\r\n\r\n\r\n";
const FILE: &str =
    "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=list.txt\r\n\r\nlist";

#[test]
fn plain_text_is_chosen_and_the_links_of_html_are_kept() {
    let read = readable(multipart("alternative", &[PLAIN, HTML]).as_bytes());
    assert_eq!((read.text.as_str(), read.parts), ("It is fake.\n", vec![1]));
    assert_eq!(
        (read.links[0].target.as_str(), read.links[0].shown.as_str()),
        ("https://market.example/1", "fake")
    );
    let read = readable(multipart("alternative", &[HTML, PLAIN]).as_bytes());
    assert_eq!((read.parts, read.links.len()), (vec![2], 1));
}

#[test]
fn html_is_read_where_plain_text_says_nothing() {
    let read = readable(multipart("alternative", &[BLANK, HTML]).as_bytes());
    assert_eq!((read.text.as_str(), read.parts), ("It is fake.\n", vec![2]));
}

#[test]
fn texts_are_joined_without_files() {
    let read = readable(multipart("mixed", &[PLAIN, FILE, HTML]).as_bytes());
    assert_eq!((read.text.as_str(), read.parts), ("It is fake.\nIt is fake.\n", vec![1, 3]));
    let related = multipart("related", &[HTML, "Content-Type: text/plain\r\n\r\nan inline file"]);
    assert_eq!(readable(related.as_bytes()).text, "It is fake.\n");
}

#[test]
fn a_mail_without_a_header_or_of_a_file_alone_is_read() {
    assert_eq!(readable(b"\r\nIt is fake.").text, "It is fake.\n");
    assert_eq!(readable(FILE.as_bytes()).text, "list\n");
    assert_eq!(readable(b"Content-Type: image/png\r\n\r\nx").text, "");
}

#[test]
fn text_is_cut_at_a_whole_character() {
    let message = mime::read("\n侵权侵权".as_bytes(), &Limits::default()).unwrap();
    let read = message.readable(ROOT, 7);
    assert_eq!((read.text.as_str(), read.is_cut), ("侵权\n", true));
}

#[test]
fn utf_7_is_refused_with_a_reason() {
    let read = readable(b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-");
    assert_eq!((read.text.as_str(), read.unreadable), ("", Some(Unreadable::Utf7)));
}

#[test]
fn chinese_is_read_declared_or_not() {
    let (gbk, _, _) = encoding_rs::GBK.encode("该商品侵犯了我公司的注册商标专用权，请立即删除。");
    for header in
        ["", "Content-Type: text/plain; charset=gb2312\r\n", "Content-Type: text/plain; charset=GB18030\r\n"]
    {
        let raw = [header.as_bytes(), b"\r\n", &gbk].concat();
        assert_eq!(readable(&raw).text, "该商品侵犯了我公司的注册商标专用权，请立即删除。\n", "{header}");
    }
    let mut raw = b"Subject: ".to_vec();
    raw.extend_from_slice(&gbk);
    raw.extend_from_slice(b"\r\n\r\n");
    let message = mime::read(&raw, &Limits::default()).unwrap();
    assert!(message.field("subject").unwrap().text().starts_with("该商品侵犯"));
}

#[test]
fn flowed_text_is_put_together() {
    let raw = b"Content-Type: text/plain; format=flowed\r\n\r\nThe listing at \r\nmarket.example/1 \r\nis fake.\r\n";
    assert_eq!(readable(raw).text, "The listing at market.example/1 is fake.\n");
}

#[test]
fn signed_text_is_told_apart_from_its_signature() {
    let signature = "Content-Type: application/pgp-signature\r\n\r\n-----BEGIN PGP SIGNATURE-----";
    let read = readable(multipart("signed", &[PLAIN, signature]).as_bytes());
    assert_eq!((read.text.as_str(), read.signed), ("It is fake.\n", Some(Signed::OpenPgp)));
    let signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nMIIB";
    let read = readable(multipart("signed", &[PLAIN, signature]).as_bytes());
    assert_eq!((read.text.as_str(), read.signed), ("It is fake.\n", Some(Signed::Smime)));
    let clear = "\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\nIt is fake.\r\n- -- \r\nAda\r\n\
                 -----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\n";
    let read = readable(clear.as_bytes());
    assert_eq!((read.text.as_str(), read.signed), ("It is fake.\n-- \nAda\n", Some(Signed::OpenPgp)));
}

/// A value of DER.
fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
}

/// A CMS message of this type (the last byte of its object identifier) around a text.
fn cms(kind: u8, content: &[u8]) -> String {
    let identifier = |last: u8| value(6, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, last]);
    let inner = value(0x30, &[identifier(1), value(0xa0, content)].concat());
    let signed = value(0x30, &[value(2, &[1]), value(0x31, &[]), inner, value(0x31, &[])].concat());
    let message = value(0x30, &[identifier(kind), value(0xa0, &signed)].concat());
    let encoded: String = message.iter().map(|byte| format!("={byte:02X}")).collect();
    format!(
        "Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{encoded}\r\n"
    )
}

#[test]
fn a_signed_envelope_is_opened() {
    for content in
        [value(4, b"\r\nIt is fake."), value(0x24, &[value(4, b"\r\nIt "), value(4, b"is fake.")].concat())]
    {
        let read = readable(cms(2, &content).as_bytes());
        assert_eq!((read.text.as_str(), read.signed), ("It is fake.\n", Some(Signed::Smime)));
    }
}

#[test]
fn an_encrypted_envelope_stays_closed() {
    let raw = cms(3, &value(4, b"\r\nIt is fake."));
    let message = mime::read(raw.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(message.parts()[0].flaws, [mime::Flaw::Sealed]);
    assert_eq!(message.files(ROOT).count(), 1);
    assert_eq!(message.readable(ROOT, 100).signed, None);
}
