//! What is too much is refused with a reason, and what is not is read in time.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::{Duration, Instant};

use mime::{Flaw, Kind, Limits, MessageError, ROOT};

const LIMITS: Limits = Limits { bytes: 1 << 20, parts: 10, depth: 5, header_bytes: 1_000, fields: 100 };

fn refused(raw: &str) -> Option<MessageError> {
    mime::read(raw.as_bytes(), &LIMITS).err()
}

fn nested(levels: usize) -> String {
    let level = |at: usize| format!("Content-Type: multipart/mixed; boundary=b{at}\r\n\r\n--b{at}\r\n");
    (0..levels).map(level).collect()
}

#[test]
fn each_bound_has_its_reason() {
    let part = "--b\r\n\r\nfake\r\n";
    let multipart = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (raw, reason) in [
        (" \r\n".to_owned(), MessageError::Empty),
        ("a".repeat((1 << 20) + 1), MessageError::TooLarge(1 << 20)),
        (format!("{multipart}{}", part.repeat(10)), MessageError::TooManyParts(10)),
        (nested(7), MessageError::TooDeep(5)),
        ("Content-Type: message/rfc822\r\n\r\n".repeat(7), MessageError::TooDeep(5)),
        (format!("Subject: {}\r\n\r\n", "a".repeat(1_000)), MessageError::HeaderTooLong(1_000)),
        (format!("Subject: a\r\n{}\r\n", " a\r\n".repeat(1_000)), MessageError::HeaderTooLong(1_000)),
        ("A: b\r\n".repeat(101), MessageError::TooManyFields(100)),
    ] {
        assert_eq!(refused(&raw), Some(reason));
        assert!(
            reason.to_string().contains(':') || reason == MessageError::Empty,
            "{reason} names no remedy"
        );
    }
    assert_eq!(refused(&format!("{multipart}{}", part.repeat(9))), None);
    assert_eq!(refused(&nested(5)), None);
}

#[test]
fn mails_encoded_in_mails_are_followed_three_deep() {
    let mut raw = "Subject: innermost\n\nfake\n".to_owned();
    for _ in 0..5 {
        let encoded: String = raw.bytes().map(|byte| format!("={byte:02X}")).collect();
        raw = format!(
            "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n{encoded}\n"
        );
    }
    let message = mime::read(raw.as_bytes(), &LIMITS).unwrap();
    let last = message.parts().last().unwrap();
    assert_eq!((message.parts().len(), last.kind), (4, Kind::File));
    assert_eq!(last.flaws, [Flaw::TooDeeplyEncoded]);
}

/// Reads all that a message says. A machine that is busy with other tests is given ten times the two seconds
/// that are allowed; what grows with the square of the size would take minutes.
fn is_read_in_time(name: &str, raw: &[u8]) {
    let start = Instant::now();
    if let Ok(message) = mime::read(raw, &Limits::default()) {
        for part in message.parts() {
            for field in part.fields() {
                let _ = (field.text(), field.addresses(), field.ids(), field.time());
            }
        }
        let readable = message.readable(ROOT, 1_000_000);
        assert!(readable.text.len() <= 1_000_000);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{name} took {:?}", start.elapsed());
}

#[test]
fn time_grows_with_the_bytes_alone() {
    let field = |name: &str, value: &str, count: usize| format!("{name}: {}\r\n\r\nx", value.repeat(count));
    let html = |html: &str, count: usize| format!("Content-Type: text/html\r\n\r\n{}", html.repeat(count));
    for (name, raw) in [
        ("boundaries", format!("{}{}", nested(45), "\r\n--b".repeat(500_000))),
        ("mails", "Content-Type: message/rfc822\r\n\r\n".repeat(100_000)),
        ("fields", "A: b\r\n".repeat(400_000)),
        ("lines that are no fields", "A b\r\n".repeat(400_000)),
        ("begun encoded words", field("Subject", "=?aa?q?x", 30_000)),
        ("begun names", field("Content-Type", "text/plain; name=\" =?aaa?q?", 9_000)),
        ("parameters", field("Content-Type", "text/plain; a*=u'e'b", 12_000)),
        ("continuations", field("Content-Type", "text/plain; a*0=b", 14_000)),
        ("comments", field("To", "(", 200_000)),
        ("groups", field("To", "a:", 100_000)),
        ("links", html("<a href=x>", 200_000)),
        ("begun tags", html("<a b", 400_000)),
        ("begun scripts", html("<script></scrip", 100_000)),
        ("quotes", html("<blockquote>a<!--", 100_000)),
        ("flowed", format!("Content-Type: text/plain; format=flowed\r\n\r\n{}", "> a \r\n".repeat(300_000))),
    ] {
        is_read_in_time(name, raw.as_bytes());
    }
}

#[test]
fn ten_thousand_parts_are_read() {
    let mut raw = "Content-Type: multipart/mixed; boundary=b\r\n\r\n".to_owned();
    for part in 0..10_000 {
        raw += &format!("--b\r\nContent-Disposition: attachment; filename={part}.txt\r\n\r\nfake {part}\r\n");
    }
    raw += "--b--\r\n";
    let message = mime::read(raw.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(message.files(ROOT).count(), 10_000);
    assert_eq!(message.parts()[10_000].name.as_deref(), Some("9999.txt"));
    is_read_in_time("parts", raw.as_bytes());
}
